#include "tests/support/slippage.hpp"

#include <cmath>
#include <random>
#include <vector>

#include "tiersim/selection.hpp"

namespace tiersim::test {

SelectedOften select_often(const Slippage& slippage, std::size_t trials, std::uint64_t seed) {
  std::mt19937_64 generator{seed};
  std::normal_distribution<double> normal;
  SelectedOften result;
  double drawn = 0;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    Selection selection{slippage.plans, {.error_rate = 0.05, .indifference = 1, .first_stage = 20}};
    const std::size_t best = trial % slippage.plans;
    std::vector<double> totals(slippage.plans);
    while (!selection.best()) {
      const double common = normal(generator);
      for (std::size_t plan = 0; plan < slippage.plans; ++plan) {
        const double noise = std::sqrt(slippage.correlation) * common +
                             std::sqrt(1 - slippage.correlation) * normal(generator);
        totals[plan] = (plan == best ? 0.0 : 1.0) + slippage.deviation * noise;
      }
      drawn += static_cast<double>(selection.left().size());
      selection.add(totals);
    }
    result.right += *selection.best() == best ? 1 : 0;
  }
  result.mean_replications = drawn / static_cast<double>(trials * slippage.plans);
  return result;
}

}  // namespace tiersim::test
