#pragma once
// Markov chains in continuous time before they are steady, and M/M/c by the number in it.
// One unit of time throughout a call: rates are per that unit, times are in it.

#include <cstddef>
#include <span>
#include <vector>

#include "tests/support/queueing.hpp"

namespace tiersim::testing {

/// The probabilities of a chain's states `time` later.
/// \param now  shape [states]; they sum to 1.
/// \return     shape [states]; within 1e-12.
/// \source     Jensen, Skandinavisk Aktuarietidskrift 36 (1953), 87-91 (uniformization).
[[nodiscard]] std::vector<double>
after(std::vector<double> now, std::span<const Transition> transitions, double time);

/// The number in M/M/c. \param most  states are 0 .. most; arrivals beyond are lost.
[[nodiscard]] std::vector<Transition> mmc_chain(const Station& station, std::size_t most);

/// How an M/M/c desk that starts empty goes on, each `step` of time.
class EmptyStart {
 public:
  /// \param steps  an even number.
  EmptyStart(const Station& station, std::size_t most, double step, std::size_t steps);

  /// The probabilities of the number in the system after so many steps; shape [most + 1].
  [[nodiscard]] const std::vector<double>& at(std::size_t steps) const { return at_[steps]; }
  /// Mean over the arrivals of the whole stretch of a function of how many they find.
  /// \param value  shape [most + 1].
  [[nodiscard]] double mean_seen(std::span<const double> value) const;
  [[nodiscard]] std::size_t states() const { return at_.front().size(); }

 private:
  std::vector<std::vector<double>> at_;
};

/// P(X > time), X the sum of `phases` exponential times of that rate; 0 phases: X = 0.
[[nodiscard]] double erlang_survival(std::size_t phases, double rate, double time);

/// What an arrival meets that finds n in M/M/c, first come first served; each of shape [most + 1].
[[nodiscard]] std::vector<double> wait_by_found(const Station& station, std::size_t most);
/// P(wait > time).
[[nodiscard]] std::vector<double>
wait_tail_by_found(const Station& station, std::size_t most, double time);
/// P(wait + service > time); for two servers or more.
[[nodiscard]] std::vector<double>
stay_tail_by_found(const Station& station, std::size_t most, double time);

}  // namespace tiersim::testing
