#pragma once
// Closed forms of queueing theory, which simulations are held against. Nothing here simulates.
// One unit of time throughout a call: rates are per that unit, times are in it.

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

namespace tiersim::testing {

/// Probability that all servers are busy where blocked customers leave: M/G/c/c.
/// \param load  offered load in erlang (arrival rate x mean service time), > 0.
/// \source      Erlang (1917); Cooper, Introduction to Queueing Theory, 2nd ed., eq. 3.3.
[[nodiscard]] double erlang_b(int servers, double load);

/// Probability of waiting in M/M/c.
/// \param load  in erlang, below servers.
/// \source      Cooper, 2nd ed., eq. 4.8.
[[nodiscard]] double erlang_c(int servers, double load);

/// One first-come queue before alike servers.
struct Station {
  int servers = 1;
  double arrival_rate = 0;
  double mean_service = 1;
  [[nodiscard]] double load() const { return arrival_rate * mean_service; }
  [[nodiscard]] double utilisation() const { return load() / servers; }
};

/// Mean wait before service in M/M/c.
/// \source  Cooper, 2nd ed., section 3.4.
[[nodiscard]] double mmc_mean_wait(const Station& station);

/// P(wait > time) in M/M/c, first come first served; time >= 0.
/// \source  Cooper, 2nd ed., section 5.3.
[[nodiscard]] double mmc_wait_tail(const Station& station, double time);

/// Mean wait in M/G/1 (Pollaczek-Khinchine); station.servers must be 1.
/// \param service_cv  standard deviation of the service time over its mean; 0 for M/D/1.
/// \source            Kleinrock, Queueing Systems I, eq. 5.72.
[[nodiscard]] double mg1_mean_wait(const Station& station, double service_cv);

/// What happens in M/M/c where customers lose patience after an exponential time.
struct ErlangA {
  double waiting;     ///< probability of not being served at once
  double abandoning;  ///< probability of leaving unserved
  double mean_wait;   ///< of all customers, to service or leaving
};
/// \param mean_patience  > 0.
/// \source  Palm (1946); Gans, Koole and Mandelbaum, Manufacturing & Service Operations Management
/// 5
///          (2003), section 4.2.2.
[[nodiscard]] ErlangA erlang_a(const Station& station, double mean_patience);

/// Mean waits by class, highest first, where service is never interrupted; M/M/c with the same mean
/// service time for all classes.
/// \param arrival_rates  shape [classes].
/// \return               shape [classes].
/// \source               Cobham, Operations Research 2 (1954), 70-76.
[[nodiscard]] std::vector<double>
priority_waits(int servers, double mean_service, std::span<const double> arrival_rates);

/// Mean times in queue by class, interruptions included, where a higher class interrupts a lower
/// one, which resumes later; otherwise as priority_waits. The first k classes by themselves are an
/// M/M/c queue, whatever comes below them.
/// \source  Buzen and Bondi, Operations Research 31 (1983), 456-465.
[[nodiscard]] std::vector<double>
preemptive_waits(int servers, double mean_service, std::span<const double> arrival_rates);

/// A constant arrival rate from `from` to `to`.
struct RatePiece {
  double from;
  double to;
  double rate;
};

/// Mean number in service at `time` in M(t)/G/infinity, empty before the first piece.
/// \param pieces    not overlapping.
/// \param survival  P(service > t), for t >= 0.
/// \source          Eick, Massey and Whitt, Management Science 39 (1993), 241-252, theorem 1.
[[nodiscard]] double offered_load(double time,
                                  std::span<const RatePiece> pieces,
                                  const std::function<double(double)>& survival);

/// A way out of a state of a Markov chain in continuous time.
struct Transition {
  std::size_t from;
  std::size_t to;
  double rate;
};

/// Stationary probabilities of an irreducible chain; work grows with the cube of the states, so
/// some hundreds. No subtractions, hence no cancellation.
/// \return  shape [states]; they sum to 1.
/// \source  Grassmann, Taksar and Heyman, Operations Research 33 (1985), 1107-1116.
[[nodiscard]] std::vector<double> stationary(std::size_t states,
                                             std::span<const Transition> transitions);

}  // namespace tiersim::testing
