#pragma once
// A KPI in each replication, for who keeps no estimator.

#include <cstddef>
#include <vector>

#include "tiersim/estimate.hpp"
#include "tiersim/kpi.hpp"

namespace tiersim {

/// Both as Estimator::samples. Shape [replications].
struct SampledCell {
  KpiCell cell;
  std::vector<double> numerators;
  std::vector<double> denominators;
};
/// What the estimator has of one of its cells.
[[nodiscard]] inline SampledCell sampled(const Estimator& estimator, std::size_t cell) {
  const RatioSamples own = estimator.samples(cell);
  return {estimator.cells()[cell],
          {own.numerator.begin(), own.numerator.end()},
          {own.denominator.begin(), own.denominator.end()}};
}

/// Are both of one KPI, stat and labels? Periods are labels, too.
[[nodiscard]] inline bool is_same_cell(const KpiCell& one, const KpiCell& other) {
  return one.kpi == other.kpi && one.stat == other.stat && one.labels == other.labels;
}

}  // namespace tiersim
