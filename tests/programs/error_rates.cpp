// Prints the tables of error rates of tests/README.md.
// usage: error_rates [TRIALS [SIMULATED]]     (default: 2000, and 300 that are simulated)

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/check_rates.hpp"
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

constexpr std::size_t at_most = 2'000;

void print_simulated(const std::string& desk, const std::vector<CheckRates>& rows) {
  for (const CheckRates& row : rows) {
    fmt::print("| {}: {}", desk, row.name);
    for (const auto& [rates, count] :
         {std::pair{row.holds, row.holds.fail}, std::pair{row.missed, row.missed.pass}}) {
      if (rates.trials == 0) {
        fmt::print(" | | |");
        continue;
      }
      fmt::print(" | {} | {:.0f} | {:.0f} %", with_error(rates, count), rates.replications,
                 100 * rates.share(rates.undecided));
    }
    fmt::print(" |\n");
  }
}

void simulated(std::size_t trials) {
  constexpr const char* rule = "| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n";
  fmt::print(
      "\n| desk: KPI, its bound | at its bound: fails | replications | undecided | beyond by "
      "the zone: passes | replications | undecided |\n{}",
      rule);
  for (const char* const desk : {"calm morning", "busy morning"}) {
    print_simulated(desk, check_rates(covered_desk(desk), trials, at_most));
  }
  fmt::print("\n| desk: KPI, held to a base | half of what is allowed: fails | replications | "
             "undecided | one and a half times: passes | replications | undecided |\n{}",
             rule);
  print_simulated("calm morning after a tenth less",
                  paired_check_rates(covered_desk("calm morning, a tenth less"),
                                     covered_desk("calm morning"), trials, at_most));
  print_simulated("busy morning, five agents after six",
                  paired_check_rates(covered_desk("busy morning, six agents"),
                                     covered_desk("busy morning"), trials, at_most));
}

/// The argument, where there is one; 0 if it is none.
std::size_t trials_of(int count, char** arguments, int index, std::size_t by_default) {
  if (count <= index) return by_default;
  const long asked = std::strtol(arguments[index], nullptr, 10);
  return asked < 1 ? 0 : static_cast<std::size_t>(asked);
}

}  // namespace

int main(int count, char** arguments) {
  const std::size_t made_up_ones = trials_of(count, arguments, 1, 2'000);
  const std::size_t simulated_ones = trials_of(count, arguments, 2, 300);
  if (count > 3 || made_up_ones == 0 || simulated_ones == 0) {
    fmt::print(stderr, "usage: error_rates [TRIALS [SIMULATED]]\n");
    return 2;
  }
  single_targets(made_up_ones);
  families(made_up_ones);
  simulated(simulated_ones);
  return 0;
}
