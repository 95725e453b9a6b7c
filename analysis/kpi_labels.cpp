#include "analysis/kpi_labels.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace tiersim {

namespace {

constexpr std::array<std::string_view, 12> label_names{"priority", "type", "kind",  "channel",
                                                       "customer", "tier", "group", "sla",
                                                       "age",      "day",  "week",  "month"};
constexpr std::array<std::string_view, 4> age_names{"0-1bd", "1-3bd", "3-5bd", "5+bd"};
constexpr std::array<std::string_view, 5> kind_names{"incident", "request", "alarm", "problem",
                                                     "change"};

bool has_any(const Labels& labels, std::initializer_list<Label> wanted) {
  return std::any_of(labels.begin(), labels.end(), [&](const auto& label) {
    return std::find(wanted.begin(), wanted.end(), label.first) != wanted.end();
  });
}

/// Names in their order; `none` only where a ticket can have it.
template <class Names, class LabelOf>
std::vector<std::string> used_names(const Model& model, const Names& names, LabelOf label_of) {
  std::vector<std::string> values;
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    const auto is_used = [&](const Leaf& leaf) { return label_of(leaf) == i; };
    if (names[i] != no_label || std::ranges::any_of(model.leaves, is_used)) {
      values.push_back(names[i]);
    }
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

std::vector<std::string> period_names(const Model& model, PeriodKind kind) {
  std::vector<std::string> names;
  for (const Period& period : periods_of(model, kind)) names.push_back(period.name);
  return names;
}

template <class Rows>
std::vector<std::string> names_of(const Rows& rows) {
  std::vector<std::string> names;
  for (const auto& row : rows) names.push_back(row.name);
  return names;
}

}  // namespace

std::string_view to_text(Label label) { return label_names[static_cast<std::size_t>(label)]; }

std::optional<Label> to_label(std::string_view text) {
  const auto* const found = std::find(label_names.begin(), label_names.end(), text);
  if (found == label_names.end()) return std::nullopt;
  return static_cast<Label>(found - label_names.begin());
}

Label label_of(PeriodKind kind) {
  switch (kind) {
    case PeriodKind::day: return Label::day;
    case PeriodKind::week: return Label::week;
    case PeriodKind::month: return Label::month;
  }
  return Label::month;
}

std::optional<PeriodKind> period_kind(Label label) {
  for (const PeriodKind kind : {PeriodKind::day, PeriodKind::week, PeriodKind::month}) {
    if (label_of(kind) == label) return kind;
  }
  return std::nullopt;
}

std::string_view clock_type_name(ClockType type) {
  switch (type) {
    case ClockType::sla: return "sla";
    case ClockType::ola: return "ola";
    case ClockType::uc: return "uc";
  }
  return "";
}

std::string_view kind_name(Kind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

const std::string* value_of(const Labels& labels, Label label) {
  for (const auto& [name, value] : labels) {
    if (name == label) return &value;
  }
  return nullptr;
}

bool has_people(const Labels& labels) { return has_any(labels, {Label::tier, Label::group}); }

bool has_ticket_labels(const Labels& labels) {
  return has_any(labels,
                 {Label::priority, Label::type, Label::kind, Label::channel, Label::customer});
}

bool LabelFilter::takes(BacklogSum sum) const {
  constexpr auto first = static_cast<std::size_t>(BacklogSum::below_1bd);
  const auto age = static_cast<std::size_t>(sum) - first;
  return age >= age_names.size() || is(Label::age, age_names[age]);
}

bool LabelFilter::takes(TypeId id) const {
  const ModelType& type = model_.types[id];
  return is(Label::type, type.name) && is(Label::kind, kind_name(type.kind));
}

bool LabelFilter::takes(LeafId id) const {
  const Leaf& leaf = model_.leaves[id];
  return takes(leaf.priority) && takes(leaf.type) && takes(leaf.channel) && takes(leaf.customer);
}

bool LabelFilter::takes(PostId id) const {
  if (!id.exists()) return is(Label::tier, no_label) && is(Label::group, no_label);
  const ModelPost& post = model_.posts[id];
  return takes(post.tier) && is(Label::group, model_.groups[post.group].name);
}

std::vector<PostId> LabelFilter::posts_or_none() const {
  std::vector<PostId> result = taken<PostId>(model_.posts.size());
  if (takes(PostId::none())) result.push_back(PostId::none());
  return result;
}

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
    case Label::customer: return names_of(model.customers);
    case Label::tier: return names_of(model.tiers);
    case Label::group: return names_of(model.groups);
    case Label::sla: return names_of(model.slas);
    case Label::age: return {age_names.begin(), age_names.end()};
    case Label::day: return period_names(model, PeriodKind::day);
    case Label::week: return period_names(model, PeriodKind::week);
    case Label::month: return period_names(model, PeriodKind::month);
  }
  return {};
}

bool has_value(const Model& model, Label label, std::string_view value) {
  const auto has_name = [&](const auto& row) { return row.name == value; };
  if (label == Label::customer) return std::ranges::any_of(model.customers, has_name);
  if (label == Label::group) return std::ranges::any_of(model.groups, has_name);
  if (label == Label::type) return std::ranges::any_of(model.types, has_name);
  const std::vector<std::string> values = label_values(model, label);
  return std::ranges::find(values, value) != values.end();
}

}  // namespace tiersim
