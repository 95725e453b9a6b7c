#pragma once
// What `warm_up: auto` is worth: an M/M/1 that starts empty, against its steady state.

#include <cstddef>

namespace tiersim::test {

/// The mean wait, over experiments with seeds of their own.
struct WaitOverExperiments {
  std::size_t experiments = 0;
  std::size_t contained = 0;  ///< intervals of 95 % that have the exact value
  double sum = 0;             ///< of errors, in parts of the exact value
  double squares = 0;

  [[nodiscard]] double bias() const { return sum / static_cast<double>(experiments); }
  [[nodiscard]] double standard_error() const;  ///< of the bias
  [[nodiscard]] double share() const;           ///< of intervals
};

struct WarmUpCheck {
  WaitOverExperiments without;  ///< warm-up
  WaitOverExperiments chosen;   ///< by `auto`
  std::size_t refused = 0;      ///< experiments in which there was none
  double left_out = 0;          ///< mean part of the run, where there was one
};

/// \param load          in (0, 1).
/// \param relaxations   length of the run, in relaxation times: (1 - sqrt(load))^-2 services.
/// \param experiments   each with a choice of its own.
/// \param replications  of each experiment, with and without.
[[nodiscard]] WarmUpCheck
check_warm_up(double load, double relaxations, std::size_t experiments, std::size_t replications);

}  // namespace tiersim::test
