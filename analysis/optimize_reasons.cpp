// From the work alone to a tier's heads (see optimize.hpp).

#include <algorithm>

#include "analysis/live_floor.hpp"
#include "analysis/plan_warnings.hpp"
#include "tiersim/optimize.hpp"

namespace tiersim {

std::vector<TierReason> tier_reasons(const LoadedScenario& loaded, const SimulatedPlan& found) {
  const Model model = compile(loaded.scenario);
  const DemandSummary demand = summarise_demand(model);
  const Requirement needed = requirement(loaded.scenario, model, demand);
  const Plan plan{loaded.scenario, model, demand, needed};
  std::vector<TierReason> reasons;
  for (std::uint32_t i = 0; i < model.tiers.size(); ++i) {
    const TierId id{i};
    const TierRequirement& tier = needed.tiers[id];
    TierReason reason{model.tiers[id].name, tier.heads_naive,
                      tier.heads_required,  {},
                      tier.heads,           found.occupancy[i].value.value_or(0)};
    const double on_duty = mean_on_duty(plan, id);
    if (has_live_work(plan, id) && on_duty > 0) {
      const auto agents = static_cast<double>(live_floor(plan, id));
      reason.by_chance = std::max(tier.heads_required, agents * tier.heads / on_duty);
    }
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

}  // namespace tiersim
