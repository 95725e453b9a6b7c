#pragma once
// The sink that adds up a replication by interval.

#include <cstdint>
#include <vector>

#include "analysis/interval_plan.hpp"
#include "analysis/interval_sums.hpp"

namespace tiersim {

class IntervalMeter {
 public:
  IntervalMeter(const Model& model, const IntervalGrid& grid, const IntervalPlan& plan);
  void take(const FactBlock& block);
  /// Completes the sums. Call once, after the last fact.
  [[nodiscard]] const IntervalSums& close();

 private:
  void take(const WaitFact& fact);
  void take(const VisitFact& fact);

  /// Entries of a leaf into a tier that are alike: they are added in one go.
  struct Batch {
    TierEntry first{};
    std::size_t entered = SIZE_MAX;
    std::size_t opened = SIZE_MAX;
    std::int64_t tickets = 0;
  };
  void add(Batch& batch);
  void sweep_oldest();

  const Model& model_;
  const IntervalGrid grid_;
  const IntervalPlan& plan_;
  IntervalSums sums_;
  /// Visits end in another order than they begin: so many neighbouring intervals are kept at hand.
  static constexpr std::size_t ways = 4;
  /// Shape [leaves][tiers][2][ways]: entries into the system, and from below.
  std::vector<Batch> batches_;
  /// Shape [tiers][intervals]: the earliest start of the waits that last to the end of the interval
  /// and not to the next one's.
  std::vector<Instant> since_;
};

}  // namespace tiersim
