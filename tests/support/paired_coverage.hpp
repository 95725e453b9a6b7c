#pragma once
// How often the intervals of paired differences contain the exact difference.

#include <cstddef>
#include <vector>

#include "tests/support/coverage.hpp"

namespace tiersim::test {

/// What became of an interval of 95 % for a difference.
struct PairedCoverage {
  Coverage coverage;           ///< of those that are printed
  std::size_t too_few = 0;     ///< experiments in which it was called so instead
  double variance_ratios = 0;  ///< independent to paired, summed over those that there were
  std::size_t with_ratio = 0;
};

/// Two desks on common random numbers; the KPIs that both have, in their order.
/// \param sizes  as coverage_of.
/// \return       shape [KPIs][sizes].
[[nodiscard]] std::vector<std::vector<PairedCoverage>>
paired_coverage_of(const CoveredDesk& base,
                   const CoveredDesk& plan,
                   std::size_t experiments,
                   const std::vector<std::size_t>& sizes);

}  // namespace tiersim::test
