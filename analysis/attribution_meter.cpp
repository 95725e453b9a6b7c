#include "analysis/attribution_meter.hpp"

#include <algorithm>

namespace tiersim {

AttributionMeter::AttributionMeter(const Model& model, const RosterCover& cover)
    : model_{model},
      cover_{cover},
      lives_{[this](const Life& life) { take(life); }},
      found_{model} {}

const Attribution& AttributionMeter::close() {
  found_.replications = 1;
  return found_;
}

void AttributionMeter::take(const Life& life) {
  if (!model_.is_counted(life.ticket.opened)) return;
  std::vector<Step> steps;
  for (const LifeClock& clock : clocks_of(model_, life)) {
    if (clock.end != ClockEnd::breached) continue;
    if (steps.empty()) steps = steps_of(model_, life);
    add_clock(life, steps, clock);
  }
}

void AttributionMeter::add_clock(const Life& life,
                                 const std::vector<Step>& steps,
                                 const LifeClock& clock) {
  const Leaf& labels = model_.leaves[life.ticket.leaf];
  BreachSum& by_priority = found_.by_priority[clock.sla][labels.priority.index()];
  BreachSum& by_type = found_.by_type[clock.sla][labels.type.index()];
  const WorkingTime& calendar = model_.calendars[clock.calendar];
  const Interval within{clock.started, std::min(clock.stopped, model_.end), {}};
  ++by_priority.clocks;
  ++by_type.clocks;
  const std::vector<bool> runs = runs_during(model_, clock.sla, steps);
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const Step& step = steps[i];
    const bool stands = !runs[i];
    split_by_cause(cover_, step, within, [&](Instant from, Instant to, const BreachPart& part) {
      const Duration ran = stands ? Duration{0} : calendar.between(from, to);
      const BreachTime time{(to - from).count(), ran.count()};
      by_priority.part(step.tier, part) += time;
      by_type.part(step.tier, part) += time;
    });
  }
}

}  // namespace tiersim
