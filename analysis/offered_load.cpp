// Load over time, M(t)/G/infinity (see queueing.hpp).

#include <algorithm>
#include <cmath>

#include "tiersim/queueing.hpp"

namespace tiersim {

std::vector<double> offered_load(std::span<const RatePiece> pieces,
                                 const std::function<double(double)>& mean_up_to,
                                 std::span<const double> times) {
  std::vector<double> loads;
  loads.reserve(times.size());
  for (const double time : times) {
    double load = 0;
    for (const RatePiece& piece : pieces) {
      if (piece.from >= time) continue;
      load += piece.rate *
              (mean_up_to(time - piece.from) - mean_up_to(time - std::min(time, piece.to)));
    }
    loads.push_back(load);
  }
  return loads;
}

double exponential_up_to(double mean, double x) { return -mean * std::expm1(-x / mean); }

}  // namespace tiersim
