#include "tests/support/error_rates.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace tiersim::test {
namespace {

constexpr std::size_t at_most_by_default = 2'000;

double uniform(Generator& random) { return (static_cast<double>(random() >> 11U) + 0.5) * 0x1p-53; }
double exponential(Generator& random) { return -std::log(uniform(random)); }
double normal(Generator& random) {
  return std::sqrt(2 * exponential(random)) *
         std::cos(2 * 3.14159265358979323846 * uniform(random));
}
/// Knuth's, which small means allow; large ones as sums of small ones.
std::size_t poisson(Generator& random, double mean) {
  std::size_t count = 0;
  for (; mean > 20; mean -= 20) count += poisson(random, 20);
  for (double at = exponential(random); at < mean; at += exponential(random)) ++count;
  return count;
}

/// Tickets of a replication, each of which is late with a chance that a bad day raises.
GateSample share_sample(Generator& random, double tickets, double bound, double share, double day) {
  const auto n = static_cast<double>(poisson(random, tickets));
  const double chance = share * (day > 0 ? exponential(random) * day + 1 - day : 1);
  const auto late = static_cast<double>(poisson(random, n * chance));
  return {.beyond = late - bound * n, .weight = n};
}

std::vector<MadeUp> all_made_up() {
  std::vector<MadeUp> all;
  all.push_back({"normal", 1, [](Generator& random, double beyond) {
                   return GateSample{.beyond = beyond + 4 * normal(random), .weight = 1};
                 }});
  all.push_back({"mean, tickets differ in number", 0.02, [](Generator& random, double beyond) {
                   const auto n = static_cast<double>(poisson(random, 100));
                   double sum = 0;
                   const double day = 0.5 + exponential(random) / 2;
                   for (int i = 0; i < static_cast<int>(n); ++i) sum += exponential(random);
                   return GateSample{.beyond = sum * day * (1 + 0.02 * beyond) - n, .weight = n};
                 }});
  all.push_back({"skewed total (lognormal, cv 1.3)", 0.1, [](Generator& random, double beyond) {
                   const double one = std::exp(normal(random) - 0.5);
                   return GateSample{.beyond = one * (1 + 0.1 * beyond) - 1, .weight = 1};
                 }});
  all.push_back(
      {"very skewed total (lognormal, cv 4.2)", 0.5, [](Generator& random, double beyond) {
         const double one = std::exp(1.7 * normal(random) - 1.445);
         return GateSample{.beyond = one * (1 + 0.5 * beyond) - 1, .weight = 1};
       }});
  all.push_back({"share, 8 % of 200 tickets", 0.01, [](Generator& random, double beyond) {
                   return share_sample(random, 200, 0.08, 0.08 + 0.01 * beyond, 0.5);
                 }});
  all.push_back({"rare share, 0.5 % of 100 tickets", 0.001, [](Generator& random, double beyond) {
                   return share_sample(random, 100, 0.005, 0.005 + 0.001 * beyond, 0);
                 }});
  all.push_back({"rare share on bad days, 0.5 %", 0.001, [](Generator& random, double beyond) {
                   const double bad = uniform(random) < 0.05 ? 20 : 0;
                   const auto n = static_cast<double>(poisson(random, 100));
                   const double chance = (0.005 + 0.001 * beyond) * bad;
                   return GateSample{.beyond = static_cast<double>(poisson(random, n * chance)) -
                                               0.005 * n,
                                     .weight = n};
                 }});
  all.push_back(
      {"share, 3 of 4 replications without a ticket", 0.02, [](Generator& random, double beyond) {
         const bool has_any = uniform(random) < 0.25;
         if (!has_any) return GateSample{.beyond = 0, .weight = 0};
         return share_sample(random, 8, 0.3, 0.3 + 0.02 * beyond, 0);
       }});
  all.push_back({"p90 of 50 tickets, days differ", 0.01, [](Generator& random, double beyond) {
                   return share_sample(random, 50, 0.1, 0.1 + 0.01 * beyond, 0.5);
                 }});
  return all;
}

/// The seed of a trial: the same whatever else is tried.
Generator generator_of(std::size_t trial) { return Generator{0x9E3779B97F4A7C15ULL * (trial + 1)}; }

}  // namespace

const std::vector<MadeUp>& made_up() {
  static const std::vector<MadeUp> all = all_made_up();
  return all;
}

const MadeUp& made_up(const std::string& name) {
  const auto found = std::ranges::find(made_up(), name, &MadeUp::name);
  if (found == made_up().end()) throw std::out_of_range{name};
  return *found;
}

ErrorRates error_rates(
    const MadeUp& kind, double beyond, double error_rate, std::size_t trials, std::size_t at_most) {
  ErrorRates rates{.trials = trials};
  for (std::size_t trial = 0; trial < trials; ++trial) {
    Generator random = generator_of(trial);
    Gate gate{{{kind.zone, true}}, error_rate};
    while (!gate.is_decided() && gate.replications() < at_most) {
      const GateSample sample = kind.draw(random, beyond);
      gate.add({&sample, 1});
    }
    rates.pass += gate.decision(0) == Decision::pass ? 1 : 0;
    rates.fail += gate.decision(0) == Decision::fail ? 1 : 0;
    rates.undecided += gate.is_decided() ? 0 : 1;
    rates.late += gate.replications() > at_most_by_default ? 1 : 0;
    rates.replications += static_cast<double>(gate.replications()) / static_cast<double>(trials);
  }
  return rates;
}

ErrorRates family_error_rates(const MadeUp& kind,
                              std::size_t targets,
                              std::size_t missed,
                              double error_rate,
                              std::size_t trials,
                              std::size_t at_most) {
  ErrorRates rates{.trials = trials};
  for (std::size_t trial = 0; trial < trials; ++trial) {
    Generator random = generator_of(trial);
    Gate gate{std::vector<GateRule>(targets, GateRule{kind.zone, true}), error_rate};
    std::vector<GateSample> samples(targets);
    while (!gate.is_decided() && gate.replications() < at_most) {
      for (std::size_t i = 0; i < targets; ++i) samples[i] = kind.draw(random, i < missed ? 1 : 0);
      gate.add(samples);
    }
    bool false_pass = false;
    bool false_fail = false;
    for (std::size_t i = 0; i < targets; ++i) {
      const Decision wrong = i < missed ? Decision::pass : Decision::fail;
      if (gate.decision(i) == wrong) (i < missed ? false_pass : false_fail) = true;
    }
    rates.pass += false_pass ? 1 : 0;
    rates.fail += false_fail ? 1 : 0;
    rates.undecided += gate.is_decided() ? 0 : 1;
    rates.late += gate.replications() > at_most_by_default ? 1 : 0;
    rates.replications += static_cast<double>(gate.replications()) / static_cast<double>(trials);
  }
  return rates;
}

}  // namespace tiersim::test
