#pragma once
// Cuts the time of breached clocks into parts.

#include "analysis/life.hpp"
#include "analysis/life_clocks.hpp"
#include "analysis/life_steps.hpp"
#include "analysis/queue_cover.hpp"
#include "tiersim/attribution.hpp"

namespace tiersim {

/// The attribution of one replication. Feed it, then close it.
class AttributionMeter {
 public:
  /// \param model, cover  must outlive it.
  AttributionMeter(const Model& model, const RosterCover& cover);
  AttributionMeter(const AttributionMeter&) = delete;
  AttributionMeter& operator=(const AttributionMeter&) = delete;

  void take(const FactBlock& block) { lives_.take(block); }
  [[nodiscard]] const Attribution& close();

 private:
  void take(const Life& life);
  void add_clock(const Life& life, const std::vector<Step>& steps, const LifeClock& clock);

  const Model& model_;
  const RosterCover& cover_;
  LifeGatherer lives_;
  Attribution found_;
};

/// Tells the parts of a step between two instants, in time order, which tile it: use(from, to,
/// part).
template <class Use>
void split_by_cause(const RosterCover& cover,
                    const Step& step,
                    const Interval& within,
                    const Use& use) {
  const Instant from = std::max(step.from, within.from);
  const Instant to = std::min(step.to, within.to);
  const auto split = [&](const Cover& on_shift, BreachCause inside) {
    on_shift.split(from, to, [&](Instant a, Instant b, bool is_inside) {
      use(a, b, BreachPart{is_inside ? inside : BreachCause::off_shift, {}});
    });
  };
  const auto whole = [&](BreachCause cause) {
    const bool is_pending = cause == BreachCause::pending;
    const ReasonId reason = is_pending ? step.reason : ReasonId::none();
    if (from < to) use(from, to, BreachPart{cause, reason});
  };
  if (step.part_of == VisitEnd::astray) return whole(BreachCause::misrouted);
  if (step.part_of == VisitEnd::returned) return whole(BreachCause::returned);
  switch (step.kind) {
    case StepKind::wait: split(cover.of(step.queue), BreachCause::queue); return;
    case StepKind::keep: split(cover.of(step.agent), BreachCause::away); return;
    case StepKind::work: whole(BreachCause::work); return;
    case StepKind::write_up: whole(BreachCause::write_up); return;
    case StepKind::pending: whole(BreachCause::pending); return;
    case StepKind::resolved: whole(BreachCause::resolved); return;
  }
}

}  // namespace tiersim
