// Prints the table of searches against all plans of tests/README.md.
// usage: optimum [REPLICATIONS]     (default: 20)

#include <fmt/format.h>

#include <cstdlib>

#include "tests/support/small_plans.hpp"

using namespace tiersim::test;

namespace {

std::string cost_text(const std::optional<double>& cost) {
  return cost ? fmt::format("{:.0f}", *cost) : "none holds";
}

}  // namespace

int main(int count, char** arguments) {
  const long asked = count > 1 ? std::strtol(arguments[1], nullptr, 10) : 20;
  if (count > 2 || asked < 2) {
    fmt::print(stderr, "usage: optimum [REPLICATIONS]\n");
    return 2;
  }
  fmt::print("| problem | plans | looked at | cheapest of all | found | dearer |\n");
  fmt::print("| ---: | ---: | ---: | ---: | ---: | ---: |\n");
  std::size_t best = 0;
  for (std::size_t i = 0; i < small_problems; ++i) {
    const SearchCheck check = check_search(small_problem(i), static_cast<std::size_t>(asked));
    const double dearer = check.best && check.found ? *check.found / *check.best - 1 : 0;
    best += check.is_best() ? 1U : 0U;
    fmt::print("| {} | {} | {} | {} | {} | {:.1f} % |\n", i + 1, check.plans, check.looked_at,
               cost_text(check.best), cost_text(check.found), 100 * dearer);
  }
  fmt::print("\nThe cheapest of all was found in {} of {}.\n", best, small_problems);
  return 0;
}
