#pragma once
// Desks whose volume is uncertain, with what follows from it exactly.

#include <cstddef>
#include <string>
#include <vector>

#include "tests/support/coverage.hpp"
#include "tests/support/scenario_runner.hpp"
#include "tiersim/chance.hpp"

namespace tiersim::test {

/// Tickets in four weeks, 100 expected, and a target on their number. Given the factor f they are
/// Poisson of mean 100 f: the forecast's variance is 10,000 Var(f), the queue's is 100.
struct UncertainDesk {
  std::string name;
  std::string text;      ///< its one target is on tickets_opened
  double share = 0;      ///< of the variance: the forecast's
  double deviation = 0;  ///< of the number of tickets
  double chance = 0;     ///< that the target holds
};
[[nodiscard]] std::vector<UncertainDesk> uncertain_desks();

/// What so many replications and their twins say of the target.
struct UncertainRun {
  TargetChance chance;
};
/// \param first  replication. \param level  of both intervals.
[[nodiscard]] UncertainRun
run_uncertain(const Compiled& scenario, std::size_t first, std::size_t replications, double level);

/// How often the 95 % intervals of both contain what is exact.
struct UncertainCoverage {
  Coverage share;
  Coverage chance;
};
/// \param sizes  replications. \return  shape [sizes].
[[nodiscard]] std::vector<UncertainCoverage> uncertain_coverage_of(
    const UncertainDesk& desk, std::size_t experiments, const std::vector<std::size_t>& sizes);

}  // namespace tiersim::test
