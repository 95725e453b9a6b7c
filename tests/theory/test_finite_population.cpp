// A finite population: twelve customers who come back again and again, each an exponential time
// after they were served, to two agents. Whoever is there or waits does not come meanwhile, so that
// the busier the desk, the less comes.

#include <algorithm>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string twelve = R"(
name: twelve who come back
seed: 271
horizon: {start: 2026-01-05, length: 4000h, warm_up: 200h, cool_down: 48h}
reopen_window: 5000w
ticket_types:
  call:
    handle_time: {L1: {exponential: {mean: 10m}}}
    reopens: {probability: 100%, after: {exponential: {mean: 1h}}}
demand: {calls: {type: call, planned: {tickets: 12}}}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 2}}
)";

}  // namespace

TEST_CASE("a finite population of customers who come back") {
  constexpr std::size_t customers = 12;
  constexpr std::size_t agents = 2;
  constexpr double served = 6;  // an hour, each agent
  // Source: Palm (1947), the repairmen of machines: M/M/2 with a finite source, by its chain.
  std::vector<testing::Transition> moves;
  for (std::size_t n = 0; n < customers; ++n) {
    moves.push_back({n, n + 1, static_cast<double>(customers - n)});
    moves.push_back({n + 1, n, served * static_cast<double>(std::min(n + 1, agents))});
  }
  const std::vector<double> p = testing::stationary(customers + 1, moves);
  double there = 0;
  double busy = 0;
  for (std::size_t n = 0; n < p.size(); ++n) {
    there += p[n] * static_cast<double>(n);
    busy += p[n] * static_cast<double>(std::min(n, agents));
  }
  // Who is away comes once an hour.
  CHECK(busy * served == Catch::Approx(static_cast<double>(customers) - there));
  const ScenarioRun run{twelve, 40};
  const Against form{"finite population, 12 customers and 2 agents", run};
  form.number("occupancy", {"occupancy"}, busy / 2);
  form.number("there or waiting", {"backlog_mean"}, there);
}
