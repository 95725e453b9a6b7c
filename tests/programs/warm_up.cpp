// Prints what a warm-up that is chosen is worth, as a table.
// usage: warm_up [EXPERIMENTS]     (default: 200)

#include "tests/support/warm_up.hpp"

#include <fmt/format.h>

#include <cstdlib>

using namespace tiersim::test;

int main(int count, char** arguments) {
  const long asked = count > 1 ? std::strtol(arguments[1], nullptr, 10) : 200;
  if (count > 2 || asked < 2) {
    fmt::print(stderr, "usage: warm_up [EXPERIMENTS]\n");
    return 2;
  }
  struct Row {
    double load;
    double relaxations;
    std::size_t replications;
  };
  fmt::print(
      "| load | run, in relaxation times | replications | bias without | covered | bias with "
      "`auto` | covered | left out | refused |\n"
      "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
  for (const Row& row : {Row{0.5, 8, 40}, Row{0.5, 8, 200}, Row{0.5, 30, 200}, Row{0.8, 8, 40},
                         Row{0.8, 8, 200}, Row{0.9, 8, 100}}) {
    const WarmUpCheck check =
        check_warm_up(row.load, row.relaxations, static_cast<std::size_t>(asked), row.replications);
    fmt::print(
        "| {:.0f} % | {:.0f} | {} | {:+.1f} % ({:.1f}) | {:.3f} | {:+.1f} % ({:.1f}) | {:.3f} "
        "| {:.0f} % | {} of {} |\n",
        100 * row.load, row.relaxations, row.replications, 100 * check.without.bias(),
        100 * check.without.standard_error(), check.without.share(), 100 * check.chosen.bias(),
        100 * check.chosen.standard_error(), check.chosen.share(), 100 * check.left_out,
        check.refused, asked);
  }
  return 0;
}
