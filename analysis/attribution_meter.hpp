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
/// cause).
template <class Use>
void split_by_cause(const RosterCover& cover,
                    LeafId leaf,
                    const Step& step,
                    const Interval& within,
                    const Use& use) {
  const Instant from = std::max(step.from, within.from);
  const Instant to = std::min(step.to, within.to);
  const auto split = [&](const Cover& on_shift, BreachCause inside) {
    on_shift.split(from, to, [&](Instant a, Instant b, bool is_inside) {
      use(a, b, is_inside ? inside : BreachCause::off_shift);
    });
  };
  switch (step.kind) {
    case StepKind::wait: split(cover.of(leaf, step.tier), BreachCause::queue); return;
    case StepKind::keep: split(cover.of(step.agent), BreachCause::away); return;
    case StepKind::work:
      if (from < to) use(from, to, BreachCause::work);
      return;
    case StepKind::write_up:
      if (from < to) use(from, to, BreachCause::write_up);
      return;
  }
}

}  // namespace tiersim
