#pragma once
// How many agents answer live work in time: Erlang C.

#include <cstdint>

namespace tiersim {

/// Live work of one interval, taken as steady.
struct LiveLoad {
  double load = 0;            ///< offered, in erlangs (mean agents busy), >= 0
  double mean_handle_ms = 0;  ///< of a contact, > 0
};

/// What is promised for it.
struct LivePromise {
  double share = 0.8;        ///< of contacts answered within `within_ms`, in (0, 1)
  double within_ms = 0;      ///< >= 0
  double occupancy_cap = 1;  ///< in (0, 1]
};

/// Probability that a contact waits, in M/M/c. \param agents  above the load.
/// \source  Cooper, Introduction to Queueing Theory, 2nd ed., eq. 4.8.
[[nodiscard]] double erlang_c(std::uint64_t agents, double load);

/// Share of contacts that are answered in time: 1 - C exp(-(agents - load) within / handle time).
/// \return 0 where the agents are not more than the load.
[[nodiscard]] double answered_within(std::uint64_t agents, const LiveLoad& live, double within_ms);

/// The lowest number of agents that holds the promise; 0 without load. Nobody is taken to hang up,
/// which errs to the safe side.
[[nodiscard]] std::uint64_t agents_for(const LiveLoad& live, const LivePromise& promise);

}  // namespace tiersim
