// Prints the tables of error rates of tests/README.md.
// usage: error_rates [TRIALS]     (default: 2000)

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

#include "tests/support/error_rates.hpp"

using namespace tiersim::test;

namespace {

constexpr double error_rate = 0.05;
constexpr std::size_t no_end = 20'000;

std::string with_error(const ErrorRates& rates, std::size_t count) {
  const double share = rates.share(count);
  return fmt::format("{:.3f} ({:.3f})", share,
                     std::sqrt(share * (1 - share) / static_cast<double>(rates.trials)));
}

void single_targets(std::size_t trials) {
  fmt::print(
      "| made-up KPI | at its bound: fails | replications | over 2,000 | beyond by the zone: "
      "passes | replications | over 2,000 |\n"
      "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
  for (const MadeUp& kind : made_up()) {
    fmt::print("| {}", kind.name);
    for (const double beyond : {0.0, 1.0}) {
      const ErrorRates rates = error_rates(kind, beyond, error_rate, trials, no_end);
      fmt::print(" | {} | {:.0f} | {:.0f} %",
                 with_error(rates, beyond > 0 ? rates.pass : rates.fail), rates.replications,
                 100 * rates.share(rates.late));
    }
    fmt::print(" |\n");
  }
}

void families(std::size_t trials) {
  fmt::print(
      "\n| six targets, each a made-up KPI | missed by the zone | any that holds fails | any "
      "that is missed passes | replications |\n| --- | ---: | ---: | ---: | ---: |\n");
  for (const char* const name : {"normal", "share, 8 % of 200 tickets"}) {
    for (const std::size_t missed : {0U, 1U, 3U, 6U}) {
      const ErrorRates rates =
          family_error_rates(made_up(name), 6, missed, error_rate, trials, no_end);
      fmt::print("| {} | {} | {} | {} | {:.0f} |\n", name, missed, with_error(rates, rates.fail),
                 with_error(rates, rates.pass), rates.replications);
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  const long asked = count > 1 ? std::strtol(arguments[1], nullptr, 10) : 2'000;
  if (count > 2 || asked < 1) {
    fmt::print(stderr, "usage: error_rates [TRIALS]\n");
    return 2;
  }
  single_targets(static_cast<std::size_t>(asked));
  families(static_cast<std::size_t>(asked));
  return 0;
}
