// What the first tier has not written up goes up after a look.

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string runbook = R"(
name: partly documented
seed: 171
horizon: {start: 2026-01-05, length: 6000h, warm_up: 200h, cool_down: 48h}
ticket_types:
  fault:
    resolves: {L1: 75%, L2: 100%}
    documented: {L1: 80%}
    handle_time: {L1: {exponential: {mean: 6m}}, L2: {exponential: {mean: 15m}}}
demand: {faults: {type: fault, volume: 21/h}}
tiers: [{name: L1, look_up: {exponential: {mean: 6m}}}, {name: L2}]
staff: {desk: {tier: L1, heads: 3}, engineers: {tier: L2, heads: 3}}
)";

}  // namespace

TEST_CASE("a look takes as long as work: two M/M/c in a row, the second with what is left") {
  // Departures of an M/M/c queue are Poisson (Burke 1956), and so is the share that goes up.
  constexpr double up = 1 - 0.8 * 0.75;
  const testing::Station desk{3, 21.0 / 60, 6};
  const testing::Station engineers{3, 21.0 / 60 * up, 15};
  const ScenarioRun run{runbook, 40};
  const Against form{"documented at 80 %, M/M/3 before M/M/3", run};
  const Labels l1{{Label::tier, "L1"}};
  const Labels l2{{Label::tier, "L2"}};
  form.number("share that goes up", {"escalation_rate", l1}, up);
  form.minutes("mean wait at L1", {"wait", l1}, testing::mmc_mean_wait(desk));
  form.minutes("mean wait at L2", {"wait", l2}, testing::mmc_mean_wait(engineers));
  form.number("occupancy of L2", {"occupancy", l2}, engineers.utilisation());
}
