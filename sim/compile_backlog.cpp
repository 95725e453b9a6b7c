// Tickets that are open at the horizon's start: how old they can be, and what they are.

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/compile_leaves.hpp"

namespace tiersim::compiling {

namespace {

/// The greatest uniform that is ever drawn (see to_uniform).
constexpr double greatest_uniform = 1 - 0x1.0p-53;

/// The longest time that is ever drawn of the distribution.
Duration longest_draw(const Distribution& time) {
  if (time.kind != DistributionKind::mixture) {
    return to_duration(Sampler{time, 1}(greatest_uniform));
  }
  Duration longest{0};
  for (const MixturePart& part : time.parts) longest = std::max(longest, longest_draw(part.of));
  return longest;
}

/// A leaf that demand brings, and how much of it.
struct Brought {
  LeafId leaf;
  TierId entry;
  double an_hour = 0;
};

double share_at(const Choice& choice, std::size_t i) {
  return choice.up_to[i] - (i == 0 ? 0 : choice.up_to[i - 1]);
}

/// Tickets an hour of a stream, season, growth and surges aside.
double mean_rate(const ModelStream& stream) {
  if (stream.forecast.empty()) return stream.per_hour;
  double sum = 0;
  for (const double rate : stream.forecast) sum += rate;
  return sum / static_cast<double>(stream.forecast.size());
}

/// By labels and tier of entry: the numbers of leaves depend on the order of streams, which means
/// nothing.
class BroughtByLabels {
 public:
  explicit BroughtByLabels(const Model& model) : model_{model} {}

  void add(LeafId id, TierId entry, double an_hour) {
    const Leaf& leaf = model_.leaves[id];
    const auto key = std::tuple{leaf.type, leaf.priority, leaf.channel, leaf.customer, entry};
    Brought& one = brought_.try_emplace(key, Brought{id, entry, 0}).first->second;
    one.an_hour += an_hour;
  }
  [[nodiscard]] std::vector<Brought> all() const {
    std::vector<Brought> all;
    for (const auto& entry : brought_) all.push_back(entry.second);
    return all;
  }

 private:
  const Model& model_;
  std::map<std::tuple<TypeId, PriorityId, ChannelId, CustomerId, TierId>, Brought> brought_;
};

void add_brought(const Model& model, const ModelStream& stream, BroughtByLabels& brought) {
  const double hours = in_hours(model.end - Instant{});
  for (const ModelStream::Row& row : stream.rows) brought.add(row.leaf, row.entry, 1 / hours);
  const double rate = mean_rate(stream);
  const std::size_t priorities = stream.priorities.up_to.size();
  for (std::size_t c = 0; c < stream.mixes.size(); ++c) {
    const ModelStream::Mix& mix = stream.mixes[c];
    const double of_customer = rate * share_at(stream.customers, c);
    for (std::size_t i = 0; i < mix.leaves.size(); ++i) {
      brought.add(mix.leaves[i], mix.entry[i],
                  of_customer * share_at(mix.channels, i / priorities) *
                      share_at(stream.priorities, i % priorities));
    }
  }
}

std::vector<Brought> all_brought(const Model& model) {
  BroughtByLabels brought{model};
  for (const ModelStream& stream : model.streams) add_brought(model, stream, brought);
  return brought.all();
}

/// The share of tickets that enter at `entry` and are worked at `to`, if no threshold cuts them.
double reach(const Model& model, const ModelRoute& route, TierId entry, TierId to) {
  double share = 1;
  for (TierId tier = entry; tier.exists() && tier <= to; tier = route.at[tier.index()].next) {
    const TypeAtTier& at = route.at[tier.index()];
    if (tier == to) return at.worked ? share : 0;
    const double unsolved = std::pow(1 - std::min(1.0, at.chance), model.tiers[tier].attempts);
    share *= 1 - at.documented * (1 - unsolved);
  }
  return 0;
}

/// A draw among leaves by their weights.
struct LeafDraw {
  Choice choice;
  std::vector<LeafId> leaves;

  void add(LeafId leaf, double weight) {
    if (weight <= 0) return;
    choice.up_to.push_back((choice.up_to.empty() ? 0 : choice.up_to.back()) + weight);
    leaves.push_back(leaf);
  }
  void scale() {
    if (leaves.empty()) return;
    const double sum = choice.up_to.back();
    for (double& up_to : choice.up_to) up_to /= sum;
    choice.up_to.back() = 1;
  }
  [[nodiscard]] LeafId pick(double u) const { return leaves[choice.pick(u)]; }
};

class Backlog {
 public:
  explicit Backlog(Context& context)
      : context_{context}, leaves_{context}, brought_{all_brought(context.model)} {}

  void add_lot(TierId tier, const BacklogLot& lot) {
    const Model& model = context_.model;
    LeafDraw draw;
    for (const Brought& one : brought_) {
      const ModelRoute& route = model.routes[model.leaves[one.leaf].route];
      draw.add(one.leaf, one.an_hour * reach(model, route, one.entry, tier));
    }
    if (draw.leaves.empty()) {
      for (const Brought& one : brought_) draw.add(one.leaf, one.an_hour);
    }
    if (draw.leaves.empty()) {
      for (const Brought& one : brought_) draw.add(one.leaf, 1);
    }
    draw.scale();
    ModelBacklog::Lot result{tier, lot.tickets, {}, {}, {}, {}};
    if (lot.age) result.age = Sampler{*lot.age, 1};
    result.choice = draw.choice;
    result.leaves = draw.leaves;
    for (const LeafId leaf : draw.leaves) result.tiers.push_back(leaves_.at_or_above(leaf, tier));
    context_.model.backlog.lots.push_back(std::move(result));
  }

  void add_rows(const BacklogFile& file, DrawKey key) {
    for (const BacklogRow& row : file.rows) {
      const std::uint32_t number = row.line - 2;  // line 1 is the header
      const Given given = labels_of(file, row);
      const double u = draw(key, {.item = number, .purpose = Purpose::backlog}).first;
      const LeafId leaf = leaf_of(given, u);
      const TierId tier = tier_id(context_.scenario, file.tier_names[row.tier]);
      const Instant opened = Instant{} - std::clamp(row.age, Duration{1}, most_backlog_age);
      context_.model.backlog.rows.push_back(
          {opened, number, leaf, leaves_.at_or_above(leaf, tier)});
    }
    std::ranges::stable_sort(context_.model.backlog.rows, {}, &ModelBacklog::Row::opened);
  }

 private:
  /// The labels of a row; none: the file does not say.
  struct Given {
    TypeId type;
    PriorityId priority;
    ChannelId channel;
    CustomerId customer;
    bool operator<(const Given& other) const {
      return std::tie(type, priority, channel, customer) <
             std::tie(other.type, other.priority, other.channel, other.customer);
    }
  };

  [[nodiscard]] Given labels_of(const BacklogFile& file, const BacklogRow& row) const {
    const Scenario& scenario = context_.scenario;
    Given given;
    given.type = id_of<TypeId>(scenario.ticket_types, file.type_names[row.type]);
    if (row.priority != 0) {
      given.priority = priority_id(context_.model, file.priority_names[row.priority]);
    }
    if (row.channel != 0) {
      given.channel = id_of<ChannelId>(scenario.channels, file.channel_names[row.channel]);
    }
    if (row.customer != 0) {
      given.customer = id_of<CustomerId>(scenario.customers, file.customer_names[row.customer]);
    }
    return given;
  }

  /// What the row does not say is drawn as demand has it for such tickets; where demand has none,
  /// it is the last priority, no channel and the first customer.
  LeafId leaf_of(const Given& given, double u) {
    const auto [entry, is_new] = draws_.try_emplace(given);
    if (is_new) {
      for (const Brought& one : brought_) {
        if (fits(context_.model.leaves[one.leaf], given)) entry->second.add(one.leaf, one.an_hour);
      }
      entry->second.scale();
    }
    if (!entry->second.leaves.empty()) return entry->second.pick(u);
    Leaf labels{given.type, given.priority, given.channel, given.customer, {}};
    if (!labels.priority.exists()) {
      labels.priority = PriorityId{context_.model.priorities.size() - 1};
    }
    if (!labels.channel.exists()) labels.channel = unlabelled_channel(context_.model);
    if (!labels.customer.exists()) labels.customer = CustomerId{0U};
    return leaves_.find_or_add(labels);
  }

  static bool fits(const Leaf& leaf, const Given& given) {
    return leaf.type == given.type &&
           (!given.priority.exists() || leaf.priority == given.priority) &&
           (!given.channel.exists() || leaf.channel == given.channel) &&
           (!given.customer.exists() || leaf.customer == given.customer);
  }

  Context& context_;
  Leaves leaves_;
  std::vector<Brought> brought_;
  std::map<Given, LeafDraw> draws_;
};

}  // namespace

Duration oldest_age(const InitialBacklog& backlog) {
  Duration oldest{0};
  for (const auto& [tier, lot] : backlog.lots) {
    if (lot.tickets > 0 && lot.age) oldest = std::max(oldest, longest_draw(*lot.age));
  }
  if (backlog.from) {
    for (const BacklogRow& row : backlog.from->rows) oldest = std::max(oldest, row.age);
  }
  return std::min(oldest, most_backlog_age);
}

void compile_backlog(Context& context) {
  const InitialBacklog& backlog = context.scenario.horizon.initial_backlog;
  Model& model = context.model;
  if (backlog.lots.empty() && !backlog.from) return;
  Backlog builder{context};
  const DrawKey key{model.seed, "initial_backlog"};
  for (const auto& [tier, lot] : backlog.lots) {
    if (lot.tickets > 0) builder.add_lot(tier_id(context.scenario, tier), lot);
  }
  if (backlog.from) builder.add_rows(*backlog.from, key);
  if (model.backlog.size() == 0) return;
  ModelStream stream;
  stream.name = "initial_backlog";
  stream.key = key;
  stream.clock = model.clock;
  stream.type = TypeId{0U};
  stream.season.fill(1);
  stream.listed = true;
  model.backlog.stream = model.streams.add(std::move(stream));
}

}  // namespace tiersim::compiling
