#include "analysis/routing_chain.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tiersim {

namespace {

/// Visits by tickets that were resolved at the tier and came back. \param entering  visits of those
/// that came otherwise. \param first, again  shares of each that are resolved and come back.
double reopened_here(double entering, double first, double again) {
  constexpr double most = 0.99;  // else the horizon's end is what limits them
  return entering * std::min(first, most) / (1 - std::min(again, most));
}

/// Of a visit that finds a solution written up with the given chance.
TierOutcome with_look_ups(const TierOutcome& known, double documented, double look_up_ms) {
  const double in_vain = 1 - documented;
  return {.visits = documented * known.visits + in_vain,
          .work_ms = documented * known.work_ms + in_vain * look_up_ms,
          .moved_up = documented * known.moved_up + in_vain};
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
    const std::optional<Distribution>& look_up = scenario.tiers[i].look_up;
    look_up_ms_.push_back(look_up ? mean_ms(*look_up) : 0);
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
    // What has been resolved at the tier is known to be documented there.
    const TierOutcome known = tier_outcome(rules_here);
    const TierOutcome first =
        with_look_ups(known, at.documented, look_up_ms_[tier.index()] / rules_here.speed);
    if (below.exists()) {
      work_ms += add_returned(flow.leaf, {below, tier}, tickets, reach + again);
    }
    below = tier;
    const double chance = reopens ? reopens->chance : 0;
    const double back =
        reopened_here(reach + again, (1 - first.moved_up) * chance, (1 - known.moved_up) * chance);
    const double visits = reach + again + back;
    const double moved_up = (reach + again) * first.moved_up + back * known.moved_up;
    const double others = reopens ? reopens->work - 1 : 0;  // of work once reopened
    const double work = (reach + again) * first.work_ms + back * known.work_ms +
                        (at.documented * again + back) * known.work_ms * others;
    const double escalation_ms = moved_up * escalation_ms_[tier.index()];
    QueueLoad& load = loads_[at.queue];
    load.tickets += tickets * visits;
    load.work_hours += tickets * work / ms_per_hour;
    load.escalation_hours += tickets * escalation_ms / ms_per_hour;
    Entries& entries = entries_[entry(flow.leaf, tier)];
    entries.count += tickets * visits;
    entries.work_ms += tickets * (work + escalation_ms);
    moved_up_[tier.index()] += tickets * moved_up;
    work_ms += work + escalation_ms;
    again = again * first.moved_up + back * known.moved_up;
    reach *= first.moved_up;
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
