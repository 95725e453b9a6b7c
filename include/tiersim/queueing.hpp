#pragma once
// Closed forms of queueing theory: quick answers where nothing is simulated, and bounds for
// searches that simulate. Exact under their own assumptions, which a real desk never meets.

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace tiersim {

// ---- One desk: Poisson arrivals, exponential handle times, alike agents, first come first served

/// Probability that a contact is turned away where nobody can wait: M/G/c/c.
/// \param load  offered, in erlangs (mean agents busy if nobody waited), >= 0.
/// \source  Cooper, Introduction to Queueing Theory, 2nd ed., eq. 3.3.
[[nodiscard]] double erlang_b(std::uint64_t agents, double load);

/// Probability that a contact waits, in M/M/c. \param agents  above the load.
/// \source  Cooper, Introduction to Queueing Theory, 2nd ed., eq. 4.8.
[[nodiscard]] double erlang_c(std::uint64_t agents, double load);

inline constexpr double endless_patience = std::numeric_limits<double>::infinity();

/// Live work of one interval, taken as steady.
struct LiveLoad {
  double load = 0;            ///< offered, in erlangs, >= 0
  double mean_handle_ms = 0;  ///< of a contact, > 0
  /// Who waits hangs up after an exponential time of this mean, > 0.
  double mean_patience_ms = endless_patience;
};

/// What a number of agents makes of it. Shares are of contacts offered.
struct LiveAnswer {
  double waiting = 0;          ///< share that is not answered at once
  double answered_within = 0;  ///< share answered in time; those who hang up are missed
  double abandoned = 0;        ///< share that hangs up
  double mean_wait_ms = 0;     ///< until the answer, of those answered
  double occupancy = 0;        ///< of the agents, in [0, 1]
};

/// Erlang C where patience is endless, else Erlang A.
/// \param agents     >= 1. \param within_ms  >= 0.
/// \return           empty where the queue would grow for ever: patience is endless, and the agents
///                   are not more than the load.
/// \source  Gans, Koole and Mandelbaum, Manufacturing & Service Operations Management 5 (2003),
///          section 4.2; Baccelli and Hebuterne, Performance '81, 159-179, for the wait.
[[nodiscard]] std::optional<LiveAnswer>
live_answer(std::uint64_t agents, const LiveLoad& live, double within_ms);

/// Share of contacts that are answered in time; 0 where live_answer() is empty.
[[nodiscard]] double answered_within(std::uint64_t agents, const LiveLoad& live, double within_ms);

/// What is promised for live work.
struct LivePromise {
  double share = 0.8;        ///< of contacts answered within `within_ms`, in (0, 1)
  double within_ms = 0;      ///< >= 0
  double occupancy_cap = 1;  ///< in (0, 1]
};

/// The lowest number of agents that holds the promise; 0 without load.
[[nodiscard]] std::uint64_t agents_for(const LiveLoad& live, const LivePromise& promise);

// ---- Load over time

/// A constant arrival rate from `from` to `to`.
struct RatePiece {
  double from = 0;
  double to = 0;
  double rate = 0;
};

/// Mean number of agents busy at given times if nobody ever waited, in M(t)/G/infinity that is
/// empty before the first piece: what a desk is asked for, which lags behind its arrivals. A piece
/// adds rate x (E[min(S, t - from)] - E[min(S, t - to)]): the rate by the mean handle time and by
/// the share of its stationary excess between those ages. \param pieces      not overlapping; one
/// unit of time throughout, rates per that unit. \param mean_up_to  E[min(S, x)] of the handle
/// time, for x >= 0; any distribution. \param times       shape [times]. \return            shape
/// [times], in erlangs. \source  Eick, Massey and Whitt, Management Science 39 (1993), 241-252,
/// theorem 1.
[[nodiscard]] std::vector<double> offered_load(std::span<const RatePiece> pieces,
                                               const std::function<double(double)>& mean_up_to,
                                               std::span<const double> times);

/// E[min(S, x)] of an exponential time.
[[nodiscard]] double exponential_up_to(double mean, double x);

// ---- Tiers as a network

/// A tier of alike agents in a network of queues.
struct NetworkTier {
  std::uint64_t agents = 1;
  double arrivals = 0;        ///< from outside, a unit of time
  double mean_handle = 0;     ///< of a visit, > 0
  std::vector<double> moves;  ///< shape [tiers]: share of visits that go on there; the rest leaves
};

struct NetworkFlow {
  double visits = 0;      ///< a unit of time
  double load = 0;        ///< in erlangs
  double waiting = 0;     ///< probability that a visit waits
  double mean_wait = 0;   ///< of a visit
  double mean_count = 0;  ///< tickets there, waiting or in work
};

struct NetworkAnswer {
  std::vector<NetworkFlow> tiers;
  double mean_stay = 0;  ///< of a ticket, from opening to leaving; 0 without arrivals
};

/// An open Jackson network: Poisson arrivals, exponential handle times, moves by chance alone. Each
/// tier is then as M/M/c with its visits.
/// \return  empty where tickets never leave, or come faster to a tier than it can work.
/// \source  Jackson, Operations Research 5 (1957), 518-521.
[[nodiscard]] std::optional<NetworkAnswer> network_answer(std::span<const NetworkTier> tiers);

}  // namespace tiersim
