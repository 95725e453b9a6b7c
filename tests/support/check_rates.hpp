#pragma once
// How often `tiersim check` errs on desks whose exact KPIs are known: simulated, and decided by all
// that stands between a target and its verdict.

#include <cstddef>
#include <string>
#include <vector>

#include "tests/support/coverage.hpp"
#include "tests/support/error_rates.hpp"

namespace tiersim::test {

/// A target, held to a bound at which its exact value is, and to one that the value misses by the
/// indifference zone.
struct CheckRates {
  std::string name;
  double exact = 0;   ///< in the unit of Estimate; of a base: the difference
  ErrorRates holds;   ///< `fail` is wrong
  ErrorRates missed;  ///< `pass` is wrong; no trials where the bound is not known exactly
};

/// Each KPI of the desk, but for those of targets. \param at_most  replications of a trial.
[[nodiscard]] std::vector<CheckRates>
check_rates(const CoveredDesk& desk, std::size_t trials, std::size_t at_most);

/// Each KPI that is worse in the plan than in the base, on common random numbers: worse by half of
/// what is allowed (`holds`), and by one and a half times that (`missed`). Left out is what differs
/// by less than the least that is allowed.
[[nodiscard]] std::vector<CheckRates> paired_check_rates(const CoveredDesk& base,
                                                         const CoveredDesk& plan,
                                                         std::size_t trials,
                                                         std::size_t at_most);

}  // namespace tiersim::test
