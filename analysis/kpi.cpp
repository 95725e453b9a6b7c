#include "tiersim/kpi.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace tiersim {

namespace {

constexpr std::array<std::string_view, 7> label_names{"priority", "type",  "kind", "channel",
                                                      "tier",     "group", "sla"};
constexpr std::array<std::string_view, 5> kind_names{"incident", "request", "alarm", "problem",
                                                     "change"};
/// More values than this of one label are left out of the report; targets may still name them.
constexpr std::size_t most_values_reported = 500;

const std::string* value_of(const Labels& labels, Label label) {
  for (const auto& [name, value] : labels) {
    if (name == label) return &value;
  }
  return nullptr;
}

bool has_any(const Labels& labels, std::initializer_list<Label> wanted) {
  return std::any_of(labels.begin(), labels.end(), [&](const auto& label) {
    return std::find(wanted.begin(), wanted.end(), label.first) != wanted.end();
  });
}

bool has_people(const Labels& labels) { return has_any(labels, {Label::tier, Label::group}); }
bool has_ticket_labels(const Labels& labels) {
  return has_any(labels, {Label::priority, Label::type, Label::kind, Label::channel});
}

/// The rows of the model that a cell's labels let through.
class Filter {
 public:
  Filter(const Model& model, const Labels& labels) : model_{model}, labels_{labels} {}

  [[nodiscard]] bool takes(LeafId id) const {
    const Leaf& leaf = model_.leaves[id];
    const ModelType& type = model_.types[leaf.type];
    return is(Label::priority, model_.priorities[leaf.priority.index()]) &&
           is(Label::type, type.name) &&
           is(Label::kind, kind_names[static_cast<std::size_t>(type.kind)]) &&
           is(Label::channel, model_.channels[leaf.channel].name);
  }
  [[nodiscard]] bool takes(PostId id) const {
    if (!id.exists()) {
      return is(Label::tier, no_label) && is(Label::group, no_label);
    }
    const ModelPost& post = model_.posts[id];
    return takes(post.tier) && is(Label::group, model_.groups[post.group].name);
  }
  [[nodiscard]] bool takes(TierId id) const { return is(Label::tier, model_.tiers[id].name); }
  [[nodiscard]] bool takes(SlaId id) const { return is(Label::sla, model_.slas[id].name); }

 private:
  [[nodiscard]] bool is(Label label, std::string_view value) const {
    const std::string* wanted = value_of(labels_, label);
    return !wanted || *wanted == value;
  }
  const Model& model_;
  const Labels& labels_;
};

/// Assembles the terms of one cell.
class Assembler {
 public:
  Assembler(const Model& model, const MeasureLayout& layout, const Labels& labels)
      : model_{model}, layout_{layout}, labels_{labels}, filter_{model, labels} {}

  /// \return the terms, or nothing when the labels do not go together in this section.
  [[nodiscard]] std::optional<Terms> terms(const Part& part, double weight) {
    terms_ = {};
    weight_ = weight;
    if (!fill(part)) return std::nullopt;
    return terms_;
  }

  [[nodiscard]] std::optional<std::vector<std::size_t>> histograms(DurationKind kind) const {
    std::vector<std::size_t> result;
    if (kind == DurationKind::wait || kind == DurationKind::tier_time) {
      if (has_ticket_labels(labels_)) return std::nullopt;
      for (const TierId id : tiers()) result.push_back(layout_.by_tier(kind, id));
      return result;
    }
    const std::size_t given = labels_.size();
    const bool only_priority = given == (value_of(labels_, Label::priority) ? 1U : 0U);
    if (only_priority) {
      for (std::uint32_t i = 0; i < model_.priorities.size(); ++i) {
        const std::string* wanted = value_of(labels_, Label::priority);
        if (wanted && *wanted != model_.priorities[i]) continue;
        result.push_back(layout_.by_priority(kind, PriorityId{i}));
      }
      return result;
    }
    if (kind == DurationKind::acknowledge) return std::nullopt;
    if (has_people(labels_) && !has_ticket_labels(labels_)) {
      for (const PostId id : posts_or_none()) result.push_back(layout_.by_post(kind, id));
      return result;
    }
    if (given != 1) return std::nullopt;
    return by_single_label(kind);
  }

 private:
  /// Those of a table's rows that the labels let through.
  template <class IdType>
  [[nodiscard]] std::vector<IdType> taken(std::size_t size) const {
    std::vector<IdType> result;
    for (std::uint32_t i = 0; i < size; ++i) {
      if (filter_.takes(IdType{i})) result.push_back(IdType{i});
    }
    return result;
  }
  [[nodiscard]] std::vector<LeafId> leaves() const { return taken<LeafId>(model_.leaves.size()); }
  [[nodiscard]] std::vector<TierId> tiers() const { return taken<TierId>(model_.tiers.size()); }
  [[nodiscard]] std::vector<SlaId> slas() const { return taken<SlaId>(model_.slas.size()); }
  [[nodiscard]] std::vector<PostId> posts() const { return taken<PostId>(model_.posts.size()); }
  /// Those of tickets, which may have no post yet.
  [[nodiscard]] std::vector<PostId> posts_or_none() const {
    std::vector<PostId> result = posts();
    if (filter_.takes(PostId::none())) result.push_back(PostId::none());
    return result;
  }
  /// The (leaf, post) slices that the labels let through, summed where they can.
  [[nodiscard]] std::vector<std::pair<LeafId, PostId>> slices() const {
    const std::vector<LeafId> by_leaf = has_people(labels_) && !has_ticket_labels(labels_)
                                            ? std::vector{layout_.all_leaves()}
                                            : leaves();
    const std::vector<PostId> by_post =
        has_people(labels_) ? posts_or_none() : std::vector{layout_.all_posts()};
    std::vector<std::pair<LeafId, PostId>> result;
    for (const LeafId leaf : by_leaf) {
      for (const PostId post : by_post) result.emplace_back(leaf, post);
    }
    return result;
  }

  [[nodiscard]] std::optional<std::vector<std::size_t>> by_single_label(DurationKind kind) const {
    std::vector<std::size_t> result;
    const auto& [label, value] = labels_.front();
    if (label == Label::channel) {
      if (model_.channels.size() == 1) return overall(kind);
      for (std::uint32_t i = 0; i < model_.channels.size(); ++i) {
        const ChannelId id{i};
        if (model_.channels[id].name == value) result.push_back(layout_.by_channel(kind, id));
      }
      return result;
    }
    for (std::uint32_t i = 0; i < model_.types.size(); ++i) {
      const ModelType& type = model_.types[TypeId{i}];
      const std::string_view own =
          label == Label::type ? type.name : kind_names[static_cast<std::size_t>(type.kind)];
      if (own != value) continue;
      if (model_.types.size() == 1) return overall(kind);
      result.push_back(layout_.by_type(kind, TypeId{i}));
    }
    return result;
  }

  [[nodiscard]] std::vector<std::size_t> overall(DurationKind kind) const {
    std::vector<std::size_t> result;
    for (std::uint32_t i = 0; i < model_.priorities.size(); ++i) {
      result.push_back(layout_.by_priority(kind, PriorityId{i}));
    }
    return result;
  }

  void add(std::size_t index) { terms_.of.emplace_back(index, weight_); }

  bool fill(const Part& part) {
    switch (part.section) {
      case Section::tickets: return fill_tickets(part);
      case Section::clocks: return fill_clocks(part);
      case Section::flow: return fill_flow(part);
      case Section::work: return fill_work(part);
      case Section::staff: return fill_staff(part);
      case Section::cost: return has_ticket_labels(labels_) ? fill_cost(part) : fill_staff(part);
      case Section::cost_base: return fill_cost_base();
      case Section::penalties: return fill_penalties();
      case Section::backlog_time:
      case Section::backlog_at_close: return fill_backlog(part.section);
      case Section::one: terms_.constant = 1; return true;
    }
    return false;
  }

  bool fill_penalties() {
    if (has_people(labels_)) return false;
    for (const LeafId leaf : leaves()) {
      for (const SlaId sla : slas()) add(layout_.penalty(leaf, sla));
    }
    return true;
  }

  bool fill_tickets(const Part& part) {
    for (const std::uint8_t column : part.columns) {
      for (const auto& [leaf, post] : slices()) {
        add(layout_.ticket(leaf, post, static_cast<TicketSum>(column)));
      }
    }
    return true;
  }

  bool fill_clocks(const Part& part) {
    for (const std::uint8_t column : part.columns) {
      for (const SlaId sla : slas()) add_clocks(sla, static_cast<SlaSum>(column));
    }
    return true;
  }

  void add_clocks(SlaId sla, SlaSum sum) {
    for (const auto& [leaf, post] : slices()) add(layout_.sla(sla, leaf, post, sum));
  }

  bool fill_flow(const Part& part) {
    if (value_of(labels_, Label::group)) return false;
    for (const std::uint8_t column : part.columns) {
      for (const LeafId leaf : leaves()) add_flow(leaf, static_cast<FlowSum>(column));
    }
    return true;
  }

  void add_flow(LeafId leaf, FlowSum sum) {
    for (const TierId tier : tiers()) add(layout_.flow(leaf, tier, sum));
  }

  bool fill_work(const Part& part) {
    for (const std::uint8_t column : part.columns) {
      for (const LeafId leaf : leaves()) add_work(leaf, static_cast<WorkSum>(column));
    }
    return true;
  }

  void add_work(LeafId leaf, WorkSum sum) {
    for (const PostId post : posts()) add(layout_.work(leaf, post, sum));
  }

  bool fill_staff(const Part& part) {
    if (has_ticket_labels(labels_)) return false;
    for (const std::uint8_t column : part.columns) {
      for (const PostId post : posts()) add(layout_.staff(post, static_cast<StaffSum>(column)));
    }
    return true;
  }

  /// Labour and overhead by ticket labels: the same money, shared over the leaves.
  bool fill_cost(const Part& part) {
    Part shared{Section::work, {}};
    for (const std::uint8_t column : part.columns) {
      const bool labour = static_cast<StaffSum>(column) == StaffSum::labour;
      shared.columns.push_back(
          static_cast<std::uint8_t>(labour ? WorkSum::labour : WorkSum::overhead));
    }
    return fill_work(shared);
  }

  bool fill_cost_base() {
    if (has_people(labels_)) {
      return fill_flow({Section::flow, {static_cast<std::uint8_t>(FlowSum::entries)}});
    }
    return fill_tickets({Section::tickets, {static_cast<std::uint8_t>(TicketSum::opened)}});
  }

  bool fill_backlog(Section section) {
    if (has_ticket_labels(labels_) || value_of(labels_, Label::group)) return false;
    for (const TierId tier : tiers()) {
      add(section == Section::backlog_time ? layout_.backlog_ms(tier)
                                           : layout_.backlog_at_close(tier));
    }
    return true;
  }

  const Model& model_;
  const MeasureLayout& layout_;
  const Labels& labels_;
  Filter filter_;
  Terms terms_;
  double weight_ = 1;
};

/// What one unit of the numerator's measures counts for.
double weight_of(const Model& model, const KpiRow& row) {
  const auto window = static_cast<double>((model.window_to - model.window_from).count());
  constexpr double month = days_per_month * static_cast<double>(one_day.count());
  switch (row.per) {
    case KpiRow::Per::none: break;
    case KpiRow::Per::month: return row.weight * month / window;
    case KpiRow::Per::window: return row.weight / window;
  }
  if (row.numerator.section != Section::backlog_at_close) return row.weight;
  const auto inside = [&](Instant t) { return t >= model.window_from && t < model.window_to; };
  const auto closes = std::count_if(model.closes.begin(), model.closes.end(), inside);
  return closes > 0 ? row.weight / static_cast<double>(closes) : row.weight;
}

template <class Condition>
bool occurs(const Model& model, Condition is_met) {
  return std::any_of(model.leaves.begin(), model.leaves.end(), is_met);
}

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) {
    if (!text.empty()) text += ", ";
    text += value;
  }
  return text;
}

}  // namespace

std::string_view to_text(Label label) { return label_names[static_cast<std::size_t>(label)]; }

std::optional<Label> to_label(std::string_view text) {
  const auto* const found = std::find(label_names.begin(), label_names.end(), text);
  if (found == label_names.end()) return std::nullopt;
  return static_cast<Label>(found - label_names.begin());
}

std::string to_text(Stat stat) {
  if (stat.quantile == 0) return "mean";
  if (stat.quantile == 0.5) return "median";
  std::array<char, 32> buffer{};
  const double percent = std::round(stat.quantile * 1e8) / 1e6;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), percent);
  return "p" + std::string{buffer.data(), end.ptr};
}

std::optional<Stat> to_stat(std::string_view text) {
  if (text == "mean") return Stat{};
  if (text == "median") return Stat{0.5};
  if (text.size() < 2 || text.front() != 'p') return std::nullopt;
  double percent = 0;
  const auto read = std::from_chars(text.data() + 1, text.data() + text.size(), percent,
                                    std::chars_format::fixed);
  if (read.ec != std::errc{} || read.ptr != text.data() + text.size()) return std::nullopt;
  if (!(percent > 0 && percent < 100)) return std::nullopt;
  return Stat{percent / 100};
}

double Terms::operator()(const Measures& measures) const {
  double sum = constant;
  for (const auto& [index, weight] : of) {
    sum += static_cast<double>(measures.sums[index]) * weight;
  }
  return sum;
}

const KpiRow* find_kpi(std::string_view id) {
  for (const KpiRow& row : kpi_table()) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

namespace {

/// Names in their order; `none` only where a ticket can have it.
template <class Names, class LabelOf>
std::vector<std::string> used_names(const Model& model, const Names& names, LabelOf label_of) {
  std::vector<std::string> values;
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    const bool is_used = occurs(model, [&](const Leaf& leaf) { return label_of(leaf) == i; });
    if (names[i] != no_label || is_used) values.push_back(names[i]);
  }
  return values;
}

std::vector<std::string> used_kinds(const Model& model) {
  std::vector<std::string> values;
  for (std::size_t kind = 0; kind < kind_names.size(); ++kind) {
    const auto is_kind = [&](const ModelType& type) {
      return static_cast<std::size_t>(type.kind) == kind;
    };
    if (std::any_of(model.types.begin(), model.types.end(), is_kind)) {
      values.emplace_back(kind_names[kind]);
    }
  }
  return values;
}

template <class Rows>
std::vector<std::string> names_of(const Rows& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(row.name);
  return names;
}

}  // namespace

std::vector<std::string> label_values(const Model& model, Label label) {
  switch (label) {
    case Label::priority:
      return used_names(model, model.priorities,
                        [](const Leaf& leaf) { return leaf.priority.index(); });
    case Label::type: return names_of(model.types);
    case Label::kind: return used_kinds(model);
    case Label::channel:
      return used_names(model, names_of(model.channels),
                        [](const Leaf& leaf) { return leaf.channel.index(); });
    case Label::tier: return names_of(model.tiers);
    case Label::group: return names_of(model.groups);
    case Label::sla: return names_of(model.slas);
  }
  return {};
}

namespace {

/// The first thing that is wrong with the labels themselves; nothing when they are fine.
std::optional<CellProblem>
label_problem(const Model& model, const KpiRow& row, const Labels& labels) {
  for (const auto& [label, value] : labels) {
    const std::string name{to_text(label)};
    if (std::find(row.labels.begin(), row.labels.end(), label) == row.labels.end()) {
      std::vector<std::string> allowed;
      for (const Label one : row.labels) allowed.emplace_back(to_text(one));
      std::string what = "KPI '";
      what += row.id;
      what += "' has no label '" + name + "'";
      return CellProblem{std::move(what), "it has: " + joined(allowed)};
    }
    const std::vector<std::string> values = label_values(model, label);
    const bool is_unworked = value == no_label && (label == Label::tier || label == Label::group);
    if (!is_unworked && std::find(values.begin(), values.end(), value) == values.end()) {
      std::string what = "there is no ";
      what += name;
      what += " '" + value + "'";
      return CellProblem{std::move(what), values.empty() ? "" : "there are: " + joined(values)};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<KpiCell> make_cell(const Model& model,
                                 const MeasureLayout& layout,
                                 const KpiRow& row,
                                 Stat stat,
                                 Labels labels,
                                 CellProblem* problem) {
  const auto refuse = [&](CellProblem why) {
    if (problem) *problem = std::move(why);
    return std::nullopt;
  };
  std::sort(labels.begin(), labels.end());
  if (auto wrong = label_problem(model, row, labels)) return refuse(std::move(*wrong));
  if (stat.quantile != 0 && !row.quantiles) {
    return refuse({"KPI '" + std::string{row.id} + "' has no quantiles", "leave out `stat`"});
  }
  KpiCell cell{&row, stat, labels, {}, {}, {}};
  Assembler assembler{model, layout, cell.labels};
  auto numerator = assembler.terms(row.numerator, weight_of(model, row));
  auto denominator = assembler.terms(row.denominator, 1);
  if (!numerator || !denominator) {
    return refuse({"the labels do not go together for KPI '" + std::string{row.id} + "'",
                   "leave out the labels of people, or those of tickets"});
  }
  cell.numerator = std::move(*numerator);
  cell.denominator = std::move(*denominator);
  if (stat.quantile != 0) {
    auto histograms = assembler.histograms(*row.quantiles);
    if (!histograms) {
      return refuse({"quantiles of '" + std::string{row.id} + "' are not kept by these labels",
                     "ask for the mean, or for fewer labels"});
    }
    cell.histograms = std::move(*histograms);
  }
  return cell;
}

namespace {

/// What the cells of a row have in common: nothing; those of clocks are for one SLA each.
std::vector<Labels> label_bases(const Model& model, const KpiRow& row) {
  if (std::find(row.labels.begin(), row.labels.end(), Label::sla) == row.labels.end()) {
    return {Labels{}};
  }
  std::vector<Labels> bases;
  for (const ModelSla& sla : model.slas) bases.push_back({{Label::sla, sla.name}});
  return bases;
}

/// The values by which a label is reported; none where that says nothing, or too much.
std::vector<std::string> reported_values(const Model& model, Label label) {
  if (label == Label::sla) return {};
  std::vector<std::string> values = label_values(model, label);
  const bool says_nothing = values.size() == 1 && values.front() == no_label;
  if (says_nothing || values.size() > most_values_reported) return {};
  return values;
}

void add_each_with(const std::vector<Labels>& bases,
                   const Labels::value_type& label,
                   std::vector<Labels>& result) {
  for (Labels labels : bases) {
    labels.push_back(label);
    result.push_back(std::move(labels));
  }
}

/// The label sets of a row's cells: the bases, and each with each value of each label.
std::vector<Labels> reported_labels(const Model& model, const KpiRow& row) {
  const std::vector<Labels> bases = label_bases(model, row);
  std::vector<Labels> result = bases;
  for (const Label label : row.labels) {
    for (const std::string& value : reported_values(model, label)) {
      add_each_with(bases, {label, value}, result);
    }
  }
  return result;
}

}  // namespace

std::vector<KpiCell> report_cells(const Model& model, const MeasureLayout& layout) {
  std::vector<KpiCell> cells;
  const auto add_stats = [&](const KpiRow& row, const Labels& labels) {
    for (const Stat stat : row.stats) {
      if (auto cell = make_cell(model, layout, row, stat, labels)) cells.push_back(*cell);
    }
  };
  for (const KpiRow& row : kpi_table()) {
    for (const Labels& labels : reported_labels(model, row)) add_stats(row, labels);
  }
  return cells;
}

}  // namespace tiersim
