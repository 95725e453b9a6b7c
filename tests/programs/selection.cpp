// Prints the table of correct selections of tests/README.md.
// usage: selection [TRIALS]     (default: 500)

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "tests/support/slippage.hpp"

using namespace tiersim::test;

int main(int count, char** arguments) {
  const long asked = count > 1 ? std::strtol(arguments[1], nullptr, 10) : 500;
  if (count > 2 || asked < 1) {
    fmt::print(stderr, "usage: selection [TRIALS]\n");
    return 2;
  }
  fmt::print("| plans | deviation | correlation | chosen right | replications a plan |\n"
             "| ---: | ---: | ---: | ---: | ---: |\n");
  const auto trials = static_cast<std::size_t>(asked);
  for (const std::size_t plans : {2U, 5U, 10U, 20U}) {
    for (const double deviation : {2.0, 6.0}) {
      for (const double correlation : {0.0, 0.5, 0.9}) {
        const SelectedOften found = select_often({plans, deviation, correlation}, trials, 401);
        const double share = static_cast<double>(found.right) / static_cast<double>(trials);
        fmt::print("| {} | {} | {} | {:.3f} ({:.3f}) | {:.0f} |\n", plans, deviation, correlation,
                   share, std::sqrt(share * (1 - share) / static_cast<double>(trials)),
                   found.mean_replications);
      }
    }
  }
  return 0;
}
