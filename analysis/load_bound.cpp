#include "analysis/load_bound.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/multiplied.hpp"

namespace tiersim {

namespace {

/// The best factors of those at a tier who have a skill; 1 where nobody has it.
struct Best {
  double speed = 1;
  double solve = 1;
};

Best best_of(const Scenario& scenario, const std::string& tier, const std::string& skill) {
  std::optional<Best> best;
  for (const auto& [name, group] : scenario.staff) {
    if (std::ranges::find(group.tiers, tier) == group.tiers.end()) continue;
    const GroupSkill* const own = group.skills.find(skill);
    if (own == nullptr && !group.skills.empty()) continue;
    const GroupSkill has = own == nullptr ? GroupSkill{} : *own;
    if (!best) best = Best{has.speed, has.solve};
    best->speed = std::max(best->speed, has.speed);
    best->solve = std::max(best->solve, has.solve);
  }
  return best.value_or(Best{});
}

/// Nobody is quicker than another once handle times are those of the quickest.
void ease_skill(const Scenario& scenario, TicketType& type) {
  if (!type.skill) return;
  for (auto& [tier, time] : type.handle_time) {
    const Best best = best_of(scenario, tier, *type.skill);
    time.time = multiplied(time.time, 1 / best.speed);
    for (auto& [channel, own] : time.by_channel) own = multiplied(own, 1 / best.speed);
    double* const share = type.resolves.find(tier);
    if (share != nullptr) *share = std::min(1.0, *share * best.solve);
  }
}

/// Of those that are pending, the most that can end without an answer. Asked again they may still
/// give one.
double most_ended(const Pending& pending, const ModelPending& compiled) {
  if (!compiled.resolves_after) return 0;
  // An answer that would come too late is none. So much open time is at least as much time.
  const bool is_known = compiled.runs_on == compiled.resolves_on || !pending.calendar;
  const double late = is_known ? survival(pending.time, 1, *compiled.resolves_after) : 1;
  return pending.unanswered + (1 - pending.unanswered) * late;
}

/// The least of a type's tickets that are worked to their end at a tier. \param is_last  of its
/// tiers.
double
least_worked(const TicketType& type, const ModelType& compiled, const Tier& tier, bool is_last) {
  double ended = 0;
  std::uint32_t times = 1;
  std::size_t i = 0;
  for (const auto& [reason, pending] : type.pending) {
    const ModelPending& one = compiled.pending[i++];
    const double* const share = pending.probability.find(tier.name);
    if (share == nullptr) continue;
    ended += *share * most_ended(pending, one);
    times = std::max(times, one.times);
  }
  if (ended <= 0) return 1;
  std::uint32_t visits = 1;
  for (const EscalationThreshold& one : tier.escalate) {
    visits = std::max<std::uint32_t>(visits, one.attempts.value_or(1));
  }
  const double* const solved = type.resolves.find(tier.name);
  if (is_last && solved != nullptr && *solved < 1) return 0;  // who knows how many visits
  return std::pow(std::max(0.0, 1 - ended), times * visits);
}

/// Tickets that may end unanswered are no work at all.
void ease_pending(const Scenario& scenario, const ModelType& compiled, TicketType& type) {
  double left = 1;
  bool is_last = true;
  for (std::size_t i = scenario.tiers.size(); i-- > 0;) {
    const Tier& tier = scenario.tiers[i];
    if (!type.handle_time.contains(tier.name)) continue;
    left *= least_worked(type, compiled, tier, is_last);
    is_last = false;
  }
  const double duplicates = type.duplicates.value_or(0);
  const double gone = duplicates + type.cancellations.value_or(0);
  type.pending = {};
  type.cancellations = 1 - (1 - gone) * left - duplicates;
}

/// Is it unknown how much is done here before tickets move up?
bool is_unknown(const Tier& tier) {
  bool by_work = false;
  bool by_share = false;
  bool again = false;
  for (const EscalationThreshold& one : tier.escalate) {
    by_work = by_work || one.work.has_value();
    by_share = by_share || one.share.has_value();
    again = again || one.attempts.value_or(1) > 1;
  }
  return by_share || (by_work && again);
}

void ease_tier(Scenario& scenario, Tier& tier) {
  tier.escalation_time.reset();
  tier.returns.reset();
  tier.look_up.reset();
  tier.misroutes.reset();
  tier.triage_time.reset();
  tier.tracking.reset();
  tier.occupancy_cap = 1;
  if (!is_unknown(tier)) return;
  std::erase_if(tier.escalate, [](const EscalationThreshold& one) { return !one.attempts; });
  for (auto& [name, type] : scenario.ticket_types) {
    HandleTime* const time = type.handle_time.find(tier.name);
    if (time != nullptr) *time = HandleTime{};
  }
}

void ease_group(Group& group, const ModelGroup& compiled) {
  for (auto& [name, skill] : group.skills) skill = GroupSkill{};
  if (group.at_shift_end != AtShiftEnd::finish || compiled.always_on) return;
  group.heads = group.roster ? group.roster_people : compiled.heads;
  group.seats.reset();
  group.roster.reset();
  group.roster_rows.clear();
  group.shift.reset();
  group.days_per_week.reset();
  group.pay = {};
  group.shrinkage = {};
  group.support_share = 1;
}

}  // namespace

Scenario eased(const Scenario& scenario, const Model& model) {
  Scenario result = scenario;
  std::uint32_t number = 0;
  for (auto& [name, type] : result.ticket_types) {
    ease_skill(scenario, type);
    ease_pending(scenario, model.types[TypeId{number++}], type);
    type.reopens.reset();
  }
  for (Tier& tier : result.tiers) ease_tier(result, tier);
  std::uint32_t i = 0;
  for (auto& [name, group] : result.staff) ease_group(group, model.groups[GroupId{i++}]);
  return result;
}

double hours_short_at_best(const Scenario& scenario, const DemandSummary& demand) {
  const Scenario best = eased(scenario, compile(scenario));
  return requirement(best, compile(best), demand).uncovered_hours;
}

}  // namespace tiersim
