#pragma once
// How often the sequential test of `tiersim check` errs, on replications that are made up:
// arithmetic alone, so that thousands of trials take seconds.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "tiersim/gate.hpp"

namespace tiersim::test {

using Generator = std::mt19937_64;

/// A made-up KPI, whose true value lies beyond its bound by a share of the zone.
struct MadeUp {
  std::string name;
  double zone = 0;
  /// A replication. \param beyond  how many zones the true value is beyond its bound.
  std::function<GateSample(Generator&, double beyond)> draw;
};
[[nodiscard]] const std::vector<MadeUp>& made_up();
[[nodiscard]] const MadeUp& made_up(const std::string& name);

struct ErrorRates {
  std::size_t trials = 0;
  std::size_t pass = 0;
  std::size_t fail = 0;
  std::size_t undecided = 0;
  std::size_t late = 0;     ///< trials that took more than the default of `--at-most`
  double replications = 0;  ///< mean
  [[nodiscard]] double share(std::size_t count) const {
    return static_cast<double>(count) / static_cast<double>(trials);
  }
};

/// One target alone. \param at_most  replications.
[[nodiscard]] ErrorRates error_rates(
    const MadeUp& kind, double beyond, double error_rate, std::size_t trials, std::size_t at_most);

/// Of several targets alike, how often any errs: `fail` counts trials with a target that holds and
/// fails, `pass` those with one that is missed and passes.
/// \param missed  how many of them are missed by the zone; the others are at their bound.
[[nodiscard]] ErrorRates family_error_rates(const MadeUp& kind,
                                            std::size_t targets,
                                            std::size_t missed,
                                            double error_rate,
                                            std::size_t trials,
                                            std::size_t at_most);

}  // namespace tiersim::test
