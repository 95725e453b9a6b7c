// One agent, and handle times of every kind that the language has: the mean wait asks only for
// their mean and cv, and for constant times the whole law of the wait is known.

#include <cmath>
#include <functional>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string one_agent = R"(
name: M/G/1
seed: 101
horizon: {start: 2026-01-05, length: 5000h, warm_up: 200h, cool_down: 48h}
ticket_types: {call: {handle_time: {L1: 10m}}}
demand: {calls: {type: call, volume: 3.6/h}}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 1}}
sla: {answer: {stop: acknowledged, target: 12m}}
)";

const testing::Station station{1, 0.06, 10};

std::vector<std::string> with_work(const std::string& work, int seed) {
  return {"ticket_types.call.handle_time={L1: " + work + "}", "seed=" + std::to_string(seed)};
}

/// A kind of handle time with a mean of 10 min, as it is written, and its cv.
struct Law {
  std::string name;
  std::string written;
  double squared_cv;
};

/// E[X^2] / E[X]^2 - 1 of Weibull's law.
double weibull_squared_cv(double shape) {
  const double mean = std::tgamma(1 + 1 / shape);
  return std::tgamma(1 + 2 / shape) / (mean * mean) - 1;
}

/// P(wait <= time) in M/D/1. \source Erlang (1909); Kleinrock, Queueing Systems I, exercise 5.20.
double md1_wait_within(double time) {
  const double service = station.mean_service;
  double sum = 0;
  double factorial = 1;
  for (int k = 0; k * service <= time; ++k) {
    if (k > 0) factorial *= k;
    const double x = -station.arrival_rate * (time - k * service);
    sum += std::pow(x, k) / factorial * std::exp(-x);
  }
  return (1 - station.load()) * sum;
}

}  // namespace

TEST_CASE("M/G/1 at 60 % with each kind of handle time") {
  // The empirical times have squares of 25, 25, 100 and 400; the mixture's parts have a mean square
  // of 2 x 16 and of 34^2; a triangle's variance is (a^2 + b^2 + c^2 - ab - ac - bc) / 18.
  const std::vector<Law> laws{
      {"erlang of 3", "{erlang: {mean: 10m, phases: 3}}", 1.0 / 3},
      {"gamma of cv 0.5", "{gamma: {mean: 10m, cv: 0.5}}", 0.25},
      {"weibull of shape 0.8", "{weibull: {mean: 10m, shape: 0.8}}", weibull_squared_cv(0.8)},
      {"uniform", "{uniform: {low: 2m, high: 18m}}", 256.0 / 12 / 100},
      {"triangular", "{triangular: {low: 1m, mode: 2m, high: 27m}}",
       (1 + 4 + 729 - 2 - 27 - 54) / 18.0 / 100},
      {"empirical", "{empirical: [5m, 5m, 10m, 20m]}", 550.0 / 4 / 100 - 1},
      {"mixture",
       "{mixture: [{weight: 80%, of: {exponential: {mean: 4m}}}, {weight: 20%, of: "
       "{deterministic: 34m}}]}",
       (0.8 * 32 + 0.2 * 1156) / 100 - 1},
  };
  int seed = 101;
  for (const Law& law : laws) {
    const ScenarioRun run{one_agent, 40, {}, with_work(law.written, seed++)};
    const Against form{"M/G/1, " + law.name + " at 60 %", run};
    form.minutes("mean wait", {"wait"}, testing::mg1_mean_wait(station, std::sqrt(law.squared_cv)));
  }
}

TEST_CASE("M/D/1 at 60 %: the law of the wait") {
  const auto check = [](const std::string& target, double minutes) {
    const ScenarioRun run{one_agent, 40, {}, [&] {
                            auto sets = with_work("{deterministic: 10m}", 111);
                            sets.push_back("sla.answer.target=" + target);
                            return sets;
                          }()};
    Against{"law of waits in M/D/1, at 60 %", run}.number(
        "P(wait > " + target + ")", {"sla_breach_rate"}, 1 - md1_wait_within(minutes));
  };
  check("4m", 4);
  check("12m", 12);
  check("20m", 20);
}
