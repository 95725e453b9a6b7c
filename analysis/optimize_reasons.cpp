// From the work alone to a tier's heads (see optimize.hpp).

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/live_quarters.hpp"
#include "analysis/multiplied.hpp"
#include "analysis/plan_warnings.hpp"
#include "tiersim/optimize.hpp"

namespace tiersim {

namespace {

/// The desk whose tickets are worked on whole, are handed up for want of skill alone, and are over
/// when they are solved.
Scenario without_life(Scenario scenario) {
  for (Tier& tier : scenario.tiers) {
    std::erase_if(tier.escalate, [](const EscalationThreshold& one) { return !one.attempts; });
    tier.escalation_time.reset();
    tier.returns.reset();
    tier.misroutes.reset();
    tier.triage_time.reset();
  }
  for (auto& [name, type] : scenario.ticket_types) {
    type.duplicates.reset();
    type.cancellations.reset();
    type.reopens.reset();
  }
  return scenario;
}

/// Share of a type's visits to a tier that end because nobody answers, not even when reminded.
double unanswered_at(const TicketType& type, const std::string& tier) {
  double share = 0;
  for (const auto& [reason, pending] : type.pending) {
    const double* const chance = pending.probability.find(tier);
    if (chance == nullptr || !pending.resolves_after) continue;
    double silent = pending.unanswered;
    if (pending.reminders) {
      silent *= std::pow(1 - pending.reminders->answered, pending.reminders->times);
    }
    share += *chance * silent;
  }
  return std::min(1.0, share);
}

/// Whoever never answers ends half worked, on average, and goes no further.
Scenario with_unanswered(Scenario scenario) {
  constexpr double undone = 0.5;
  for (auto& [name, type] : scenario.ticket_types) {
    for (auto& [tier, time] : type.handle_time) {
      const double silent = unanswered_at(type, tier);
      if (silent <= 0) continue;
      time.time = multiplied(time.time, 1 - undone * silent);
      for (auto& [channel, own] : time.by_channel) own = multiplied(own, 1 - undone * silent);
      double* const solved = type.resolves.find(tier);
      if (solved != nullptr) *solved += (1 - *solved) * silent;
    }
  }
  return scenario;
}

/// A scenario with what can be worked out of it.
struct WorkedOut {
  explicit WorkedOut(Scenario of)
      : scenario{std::move(of)},
        model{compile(scenario)},
        demand{summarise_demand(model)},
        needed{requirement(scenario, model, demand)} {}
  WorkedOut(const WorkedOut&) = delete;
  WorkedOut& operator=(const WorkedOut&) = delete;

  [[nodiscard]] double required(TierId tier) const { return needed.tiers[tier].heads_required; }

  Scenario scenario;
  Model model;
  DemandSummary demand;
  Requirement needed;
};

/// Heads without shrinkage that do a tier's work at its cap.
double at_cap(const WorkedOut& plain, TierId tier) {
  double heads = 0;
  for (const SkillRequirement& row : plain.needed.skills) {
    if (row.tier == tier) heads += row.heads_naive / row.occupancy_cap;
  }
  return heads;
}

/// Of the plan's people at a tier, so many that those with the scarcest skill have hours for it.
double for_skills(const WorkedOut& plain, TierId tier) {
  double load = 0;
  for (const SkillRequirement& row : plain.needed.skills) {
    if (row.tier == tier && row.has_heads) load = std::max(load, row.load);
  }
  return load * plain.needed.tiers[tier].heads;
}

/// Heads after each step but the last, added up.
std::array<double, heads_steps> heads_up_to(const WorkedOut& plain, TierId tier) {
  const Plan plan{plain.scenario, plain.model, plain.demand, plain.needed};
  const LiveQuarters live{plan, tier};
  const TierRequirement& needed = plain.needed.tiers[tier];
  std::array<double, heads_steps> sums{};
  const auto at = [&sums](HeadsStep step) -> double& {
    return sums[static_cast<std::size_t>(step)];
  };
  at(HeadsStep::work) = needed.heads_naive;
  at(HeadsStep::cap) = at_cap(plain, tier);
  at(HeadsStep::shrinkage) = needed.heads_required;
  double heads = needed.heads_required;
  if (live.has_any() && needed.hours > 0) {
    // Heads for each hour on duty, at the tier's cap and shrinkage.
    const double cap = plain.model.tiers[tier].occupancy_cap;
    const double heads_an_hour = needed.heads_required / (needed.hours / cap);
    heads = std::max(heads, live.hours_a_week() * heads_an_hour);
  }
  at(HeadsStep::variability) = heads;
  heads = std::max(heads, for_skills(plain, tier));
  at(HeadsStep::skills) = heads;
  if (live.has_any()) heads = std::max(heads, live.heads_factor() * needed.heads);
  at(HeadsStep::shifts) = heads;
  return sums;
}

std::vector<TierReason::Part> parts_of(const WorkedOut& whole, TierId tier) {
  std::vector<TierReason::Part> parts;
  for (std::uint32_t g = 0; g < whole.model.groups.size(); ++g) {
    const GroupUse& use = whole.needed.groups[GroupId{g}];
    const double heads = use.hours.heads * use.share_of_tier[tier.index()];
    if (heads > 0) parts.push_back({whole.model.groups[GroupId{g}].name, heads});
  }
  return parts;
}

}  // namespace

std::string_view to_text(HeadsStep step) {
  switch (step) {
    case HeadsStep::work: return "work alone";
    case HeadsStep::cap: return "occupancy cap";
    case HeadsStep::shrinkage: return "shrinkage";
    case HeadsStep::variability: return "variability";
    case HeadsStep::skills: return "skills";
    case HeadsStep::shifts: return "shifts";
    case HeadsStep::escalation: return "escalation";
    case HeadsStep::pending: return "pending";
    case HeadsStep::simulated: return "simulated answer";
  }
  return "";
}

std::vector<TierReason> tier_reasons(const Scenario& scenario,
                                     const std::vector<Estimate>& occupancy) {
  const WorkedOut plain{without_life(scenario)};
  const WorkedOut whole{scenario};
  const WorkedOut ended{with_unanswered(scenario)};
  std::vector<TierReason> reasons;
  for (std::uint32_t i = 0; i < whole.model.tiers.size(); ++i) {
    const TierId id{i};
    TierReason reason;
    reason.tier = whole.model.tiers[id].name;
    reason.planned = whole.needed.tiers[id].heads;
    reason.occupancy = occupancy[i].value.value_or(0);
    reason.groups = parts_of(whole, id);
    std::array<double, heads_steps> sums = heads_up_to(plain, id);
    const auto at = [&](HeadsStep step) { return static_cast<std::size_t>(step); };
    sums[at(HeadsStep::escalation)] =
        sums[at(HeadsStep::shifts)] + whole.required(id) - plain.required(id);
    sums[at(HeadsStep::pending)] =
        sums[at(HeadsStep::escalation)] + ended.required(id) - whole.required(id);
    sums[at(HeadsStep::simulated)] = reason.planned;
    std::adjacent_difference(sums.begin(), sums.end(), reason.heads.begin());
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

}  // namespace tiersim
