#include "analysis/routing_chain.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tiersim {

namespace {

// As documented in domain.md: the cv of a lognormal handle time that names none.
constexpr double ms_per_hour = 3'600'000.0;

/// Visits of reopened tickets at a tier. \param again  that come from below. \param first  visits
/// of tickets not reopened yet. \param returns  share of visits after which the ticket comes back.
double with_reopened(double again, double first, double returns) {
  constexpr double most = 0.99;  // else the horizon's end is what limits them
  const double share = std::min(returns, most);
  return (again + first * share) / (1 - share);
}

}  // namespace

RoutingChain::RoutingChain(const Scenario& scenario,
                           const Model& model,
                           const std::vector<std::vector<double>>& weights)
    : scenario_{scenario},
      model_{model},
      loads_(model.queues.size()),
      entries_(model.leaves.size() * model.tiers.size()),
      moved_up_(model.tiers.size(), 0) {
  for (const ModelQueue& queue : model.queues) {
    abilities_.add(ability(queue, weights[queue.tier.index()]));
  }
  for (std::size_t i = 0; i < model.tiers.size(); ++i) {
    const std::optional<Distribution>& time = scenario.tiers[i].escalation_time;
    escalation_ms_.push_back(time ? mean_ms(*time) : 0);
  }
}

RoutingChain::Ability RoutingChain::ability(const ModelQueue& queue,
                                            const std::vector<double>& weights) const {
  Ability mean{0, 0};
  double sum = 0;
  for (const ModelQueue::Eligible& one : queue.eligible) {
    const double weight = weights[one.group.index()] + 1e-9;
    mean.speed += weight * one.speed;
    mean.solve += weight * one.solve;
    sum += weight;
  }
  if (sum <= 0) return {};
  return {mean.speed / sum, mean.solve / sum};
}

TierRules RoutingChain::rules(const Leaf& leaf, TierId tier) const {
  const ModelTier& model_tier = model_.tiers[tier];
  const TypeAtTier& at = model_.routes[leaf.route].at[tier.index()];
  const TicketType& type = (scenario_.ticket_types.begin() + leaf.type.index())->second;
  const HandleTime& time = *type.handle_time.find(model_tier.name);
  const Distribution* own = time.by_channel.find(model_.channels[leaf.channel].name);
  const Ability& people = abilities_[at.queue];
  TierRules result;
  result.handle_time = own ? *own : time.time;
  result.default_cv = tier.index() == 0 ? default_cv_first : default_cv_above;
  result.speed = people.speed;
  result.chance = at.chance * people.solve;
  result.attempts = model_.queues[at.queue].triage ? 1 : model_tier.attempts;
  result.is_last = at.is_last;
  if (!at.is_last) result.threshold = model_tier.work_threshold;
  return result;
}

double RoutingChain::follow(const Flow& flow, double tickets) {
  const Leaf& leaf = model_.leaves[flow.leaf];
  const ModelRoute& route = model_.routes[leaf.route];
  const std::optional<ModelReopens>& reopens = model_.types[leaf.type].reopens;
  double reach = 1;
  TierId below;      // that handed it up
  double again = 0;  // reopened visits, whose work may be another
  double work_ms = 0;
  for (TierId tier = flow.entry; tier.exists() && reach > 0; tier = route.at[tier.index()].next) {
    const TypeAtTier& at = route.at[tier.index()];
    if (!at.worked) continue;
    TierRules rules_here = rules(leaf, tier);
    if (tier == flow.entry) rules_here.handle_scale = flow.handle_scale;
    const TierOutcome outcome = tier_outcome(rules_here);
    if (below.exists()) {
      work_ms += add_returned(flow.leaf, {below, tier}, tickets, reach + again);
    }
    below = tier;
    if (reopens) again = with_reopened(again, reach, (1 - outcome.moved_up) * reopens->chance);
    const double visits = reach + again;
    const double work = outcome.work_ms * (reach + again * (reopens ? reopens->work : 1));
    const double escalation_ms = visits * outcome.moved_up * escalation_ms_[tier.index()];
    QueueLoad& load = loads_[at.queue];
    load.tickets += tickets * visits;
    load.work_hours += tickets * work / ms_per_hour;
    load.escalation_hours += tickets * escalation_ms / ms_per_hour;
    Entries& entries = entries_[entry(flow.leaf, tier)];
    entries.count += tickets * visits;
    entries.work_ms += tickets * (work + escalation_ms);
    moved_up_[tier.index()] += tickets * visits * outcome.moved_up;
    work_ms += work + escalation_ms;
    reach *= outcome.moved_up;
    again *= outcome.moved_up;
  }
  return work_ms;
}

double RoutingChain::add_returned(LeafId leaf, Step step, double tickets, double reach) {
  const std::optional<Returns>& returns = scenario_.tiers[step.to.index()].returns;
  if (!returns) return 0;
  const double written = escalation_ms_[step.from.index()];
  double chance = returns->probability;
  if (returns->halves_with) {
    chance *= std::exp2(-written / static_cast<double>(returns->halves_with->count()));
  }
  const ModelRoute& route = model_.routes[model_.leaves[leaf].route];
  const double visits = reach * chance;
  const auto add = [&](TierId tier, double ms) {
    QueueLoad& load = loads_[route.at[tier.index()].queue];
    load.tickets += tickets * visits;
    load.work_hours += tickets * visits * ms / ms_per_hour;
    Entries& entries = entries_[entry(leaf, tier)];
    entries.count += tickets * visits;
    entries.work_ms += tickets * visits * ms;
    return visits * ms;
  };
  const double looked_at = add(step.to, returns->after ? mean_ms(*returns->after) : 0);
  return looked_at + add(step.from, returns->rework ? mean_ms(*returns->rework) : written);
}

double RoutingChain::entry_ms(LeafId leaf, TierId tier) const {
  const Entries& entries = entries_[entry(leaf, tier)];
  return entries.count > 0 ? entries.work_ms / entries.count : 0;
}

}  // namespace tiersim
