#include "analysis/live_floor.hpp"

#include "analysis/duty.hpp"
#include "tiersim/periods.hpp"
#include "tiersim/queueing.hpp"

namespace tiersim {

double live_handle_ms(const Plan& plan, TierId tier) {
  double tickets = 0;
  double work_ms = 0;
  for (const Flow& flow : plan.demand.flows) {
    if (flow.entry != tier || !is_live(plan.model, flow.leaf)) continue;
    tickets += flow.measured;
    const std::size_t at = flow.leaf.index() * plan.model.tiers.size() + tier.index();
    work_ms += flow.measured * flow.handle_scale * plan.requirement.entry_ms[at];
  }
  return tickets > 0 ? work_ms / tickets : 0;
}

bool has_live_work(const Plan& plan, TierId tier) { return live_handle_ms(plan, tier) > 0; }

std::uint64_t live_floor(const Plan& plan, TierId id) {
  const double handle_ms = live_handle_ms(plan, id);
  const double an_hour = plan.demand.busiest_live[id];
  if (handle_ms <= 0 || an_hour <= 0) return 0;
  const ModelTier& tier = plan.model.tiers[id];
  const double load = an_hour * handle_ms / static_cast<double>(Duration{one_hour}.count());
  return agents_for({load, handle_ms},
                    {tier.service_level.share,
                     static_cast<double>(tier.service_level.within.count()), tier.occupancy_cap});
}

double mean_on_duty(const Plan& plan, TierId id) {
  const Window window = measured_window(plan.model);
  const double open = in_hours(duty_of(plan.model, id).between(window.from, window.to));
  if (open <= 0) return 0;
  return plan.requirement.tiers[id].available_hours * plan.demand.measured_weeks / open;
}

}  // namespace tiersim
