#include "analysis/erlang.hpp"

#include <algorithm>
#include <cmath>

namespace tiersim {

double erlang_c(std::uint64_t agents, double load) {
  if (load <= 0) return 0;
  // 1 / B(n) = 1 + n / load / B(n - 1). What an error at the start becomes shrinks by n / load a
  // step, so that eight standard deviations below the load any start will do (by exp(-32)).
  const double start = std::max(0.0, std::floor(load - 8 * std::sqrt(load)));
  double inverse = start > 0 ? 1 / (1 - start / load) : 1;
  for (double n = start + 1; n <= static_cast<double>(agents); ++n) {
    inverse = 1 + n / load * inverse;
  }
  const double blocked = 1 / inverse;
  const double busy = load / static_cast<double>(agents);
  return blocked / (1 - busy * (1 - blocked));
}

double answered_within(std::uint64_t agents, const LiveLoad& live, double within_ms) {
  const double spare = static_cast<double>(agents) - live.load;
  if (spare <= 0) return 0;
  return 1 - erlang_c(agents, live.load) * std::exp(-spare * within_ms / live.mean_handle_ms);
}

std::uint64_t agents_for(const LiveLoad& live, const LivePromise& promise) {
  if (live.load <= 0) return 0;
  const double by_cap = std::ceil(live.load / promise.occupancy_cap - 1e-9);
  auto agents = static_cast<std::uint64_t>(std::max(by_cap, std::floor(live.load) + 1));
  while (answered_within(agents, live, promise.within_ms) < promise.share) ++agents;
  return agents;
}

}  // namespace tiersim
