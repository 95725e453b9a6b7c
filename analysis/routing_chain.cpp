#include "analysis/routing_chain.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace tiersim {

namespace {

/// Visits by tickets that were resolved at the tier and came back. \param entering  visits of those
/// that came otherwise. \param first, again  shares of each that are resolved and come back.
/// \param most  times that a ticket can come back before the horizon ends.
double reopened_here(double entering, double first, double again, double most) {
  constexpr double nearly_always = 1 - 1e-9;
  const double visits = again < nearly_always ? (1 - std::pow(again, most)) / (1 - again) : most;
  return entering * first * visits;
}

/// Times that a ticket of mean age can come back before the horizon ends, at least once.
double most_reopenings(const Model& model, const std::optional<Reopens>& reopens) {
  if (!reopens) return 1;
  const auto left_ms = static_cast<double>(model.end.time_since_epoch().count()) / 2;
  return std::max(1.0, left_ms / std::max(1.0, mean_ms(reopens->after)));
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
    const std::optional<Distribution>& triage = scenario.tiers[i].triage_time;
    triage_ms_.push_back(triage ? mean_ms(*triage) : 0);
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
  const ModelType& type = model_.types[leaf.type];
  const std::optional<Reopens>& written =
      (scenario_.ticket_types.begin() + leaf.type.index())->second.reopens;
  double reach = 1 - type.duplicates - type.cancellations;
  TierId below;      // that handed it up
  double again = 0;  // reopened visits, whose work may be another
  double work_ms = model_.has_triage ? add_triage(flow, tickets) : 0;
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
        reopened_here(reach + again, (1 - first.moved_up) * chance, (1 - known.moved_up) * chance,
                      most_reopenings(model_, written));
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
    work_ms += add_misrouted(flow.leaf, tier, tickets, moved_up);
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
  const RouteId route = model_.leaves[leaf].route;
  const double visits = reach * chance;
  const double look = returns->after ? mean_ms(*returns->after) : 0;
  const double rework = returns->rework ? mean_ms(*returns->rework) : written;
  return add_errand(leaf, route, step.to, tickets, visits, look) +
         add_errand(leaf, route, step.from, tickets, visits, rework);
}

double RoutingChain::add_errand(
    LeafId leaf, RouteId route, TierId tier, double tickets, double share, double ms) {
  loads_[model_.routes[route].at[tier.index()].queue].tickets += tickets * share;
  return add_aside(leaf, route, tier, tickets, share, ms);
}

double RoutingChain::add_aside(
    LeafId leaf, RouteId route, TierId tier, double tickets, double share, double ms) {
  QueueLoad& load = loads_[model_.routes[route].at[tier.index()].queue];
  load.work_hours += tickets * share * ms / ms_per_hour;
  Entries& entries = entries_[entry(leaf, tier)];
  entries.count += tickets * share;
  entries.work_ms += tickets * share * ms;
  return share * ms;
}

double RoutingChain::add_triage(const Flow& flow, double tickets) {
  const Leaf& leaf = model_.leaves[flow.leaf];
  const ModelType& type = model_.types[leaf.type];
  const double withdrawn = type.duplicates + type.cancellations;
  double ms = 0;
  if (withdrawn > 0) {
    ms = add_errand(flow.leaf, leaf.route, flow.entry, tickets, withdrawn,
                    triage_ms_[flow.entry.index()]);
  }
  double below = 0;  // the cumulated share of the type before
  for (std::uint32_t t = 0; t < type.seems.up_to.size(); ++t) {
    const double share = type.seems.up_to[t] - below;
    below = type.seems.up_to[t];
    const Model::Mistaken& as = model_.mistaken[flow.leaf][t];
    if (TypeId{t} == leaf.type || model_.goes_right(leaf, flow.entry, as)) continue;
    const QueueId right = model_.routes[leaf.route].at[flow.entry.index()].queue;
    const QueueId wrong = model_.routes[as.route].at[as.entry.index()].queue;
    if (as.entry == flow.entry && model_.has_same_people(right, wrong)) continue;
    const double look = triage_ms_[as.entry.index()];
    const double astray = share * (1 - withdrawn);
    ms += as.entry == flow.entry ? add_aside(flow.leaf, as.route, as.entry, tickets, astray, look)
                                 : add_errand(flow.leaf, as.route, as.entry, tickets, astray, look);
  }
  return ms;
}

double RoutingChain::add_misrouted(LeafId leaf, TierId from, double tickets, double moved_up) {
  const TypeAtTier& at = model_.routes[model_.leaves[leaf].route].at[from.index()];
  const double share = model_.tiers[from].misroutes * moved_up;
  if (share <= 0 || !at.next.exists()) return 0;
  const std::vector<RouteId>& wrong =
      model_.routes[model_.leaves[leaf].route].at[at.next.index()].mistaken_for;
  double ms = 0;
  for (const RouteId route : wrong) {
    ms += add_aside(leaf, route, at.next, tickets, share / static_cast<double>(wrong.size()),
                    triage_ms_[at.next.index()]);
  }
  return ms;
}

double RoutingChain::entry_ms(LeafId leaf, TierId tier) const {
  const Entries& entries = entries_[entry(leaf, tier)];
  return entries.count > 0 ? entries.work_ms / entries.count : 0;
}

}  // namespace tiersim
