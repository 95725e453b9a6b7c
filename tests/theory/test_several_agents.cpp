// Several alike agents whose work is not exponential: constant times by the chain from one service
// time to the next, Erlang's by the chain of phases.

#include <algorithm>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string desk = R"(
name: several agents
seed: 121
horizon: {start: 2026-01-05, length: 4000h, warm_up: 200h, cool_down: 48h}
ticket_types: {call: {handle_time: {L1: {deterministic: 10m}}}}
demand: {calls: {type: call, volume: 13.5/h}}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 3}}
)";

/// Mean wait where the number in the system has that law.
double wait_by_number(const std::vector<double>& number, std::size_t servers, double rate) {
  double queue = 0;
  for (std::size_t n = servers; n < number.size(); ++n)
    queue += static_cast<double>(n - servers) * number[n];
  return queue / rate;  // Little
}

/// M/D/c: those in service at a time are gone one service time later, all others are there still,
/// and so are those who came meanwhile. \source Crommelin, Post Office Electrical Engineers'
/// Journal 25 (1932), 41-50.
std::vector<double> number_in_mdc(std::size_t servers, double load, std::size_t most) {
  std::vector<testing::Transition> step;
  for (std::size_t n = 0; n <= most; ++n) {
    const std::size_t stay = n > servers ? n - servers : 0;
    double come = std::exp(-load);
    for (std::size_t k = 0; stay + k <= most; ++k) {
      step.push_back({n, stay + k, come});
      come *= load / static_cast<double>(k + 1);
    }
  }
  return testing::stationary(most + 1, step);
}

/// M/E2/2: the number in the system, and how many of those in service are in their second phase.
std::vector<double> number_in_me2_2(double rate, double mean_service, std::size_t most) {
  const double phase = 2 / mean_service;
  const auto state = [](std::size_t n, std::size_t second) { return 3 * n + second; };
  std::vector<testing::Transition> chain;
  // States that cannot be are tied to the empty one, which nothing leads to them from.
  for (const std::size_t odd : {state(0, 1), state(0, 2), state(1, 2)})
    chain.push_back({odd, 0, 1});
  for (std::size_t n = 0; n <= most; ++n) {
    const std::size_t busy = std::min<std::size_t>(n, 2);
    for (std::size_t second = 0; second <= busy; ++second) {
      const std::size_t here = state(n, second);
      if (n < most) chain.push_back({here, state(n + 1, second), rate});
      const std::size_t first = busy - second;
      if (first > 0) {
        chain.push_back({here, state(n, second + 1), phase * static_cast<double>(first)});
      }
      if (second > 0) {
        chain.push_back({here, state(n - 1, second - 1), phase * static_cast<double>(second)});
      }
    }
  }
  const auto p = testing::stationary(3 * (most + 1), chain);
  std::vector<double> number;
  for (std::size_t n = 0; n <= most; ++n) number.push_back(p[3 * n] + p[3 * n + 1] + p[3 * n + 2]);
  return number;
}

}  // namespace

TEST_CASE("M/D/3 at 75 %") {
  const double exact = wait_by_number(number_in_mdc(3, 2.25, 120), 3, 0.225);
  CHECK(wait_by_number(number_in_mdc(1, 0.8, 200), 1, 0.8) ==
        Catch::Approx(testing::mg1_mean_wait({1, 0.8, 1}, 0)));
  const ScenarioRun run{desk, 40};
  const Against form{"M/D/c, 3 agents at 75 %", run};
  form.minutes("mean wait", {"wait"}, exact);
  form.number("occupancy", {"occupancy"}, 0.75);
}

TEST_CASE("M/E2/2 at 75 %") {
  const double exact = wait_by_number(number_in_me2_2(0.15, 10, 120), 2, 0.15);
  const ScenarioRun run{desk,
                        40,
                        {},
                        {"seed=122", "demand.calls.volume=9/h", "staff.desk.heads=2",
                         "ticket_types.call.handle_time={L1: {erlang: {mean: 10m, phases: 2}}}"}};
  Against{"M/E2/2, at 75 %", run}.minutes("mean wait", {"wait"}, exact);
}
