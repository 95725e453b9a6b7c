// Unsolved work that is tried again at the same tier. The ticket keeps its place, so that it is
// taken again at once: its attempts are one long service, a sum of exponential times.

#include <cmath>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string retried = R"(
name: tried again
seed: 151
horizon: {start: 2026-01-05, length: 6000h, warm_up: 200h, cool_down: 48h}
ticket_types: {fault: {resolves: {L1: 40%}, handle_time: {L1: {exponential: {mean: 6m}}}}}
demand: {faults: {type: fault, volume: 8.4/h}}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 3}}
)";

}  // namespace

TEST_CASE("M/M/3 at 70 % where work is tried until it is solved") {
  // As many attempts as a coin of 40 % needs, each exponential: exponential with 6 / 0.4 min.
  const testing::Station station{3, 0.14, 15};
  const ScenarioRun run{retried, 40};
  const Against form{"tried until solved, M/M/3 at 70 %", run};
  const double wait = testing::mmc_mean_wait(station);
  form.minutes("mean time to acknowledge", {"mtta"}, wait);
  form.minutes("mean time to resolve", {"mttr"}, wait + 15);
  form.number("occupancy", {"occupancy"}, 0.7);
  form.minutes("mean wait over all attempts", {"wait"}, wait * 0.4);
}

TEST_CASE("three attempts by one agent, then up") {
  constexpr double solved = 0.4;
  constexpr double mean = 6;
  // 1, 2 or 3 attempts; a random sum of exponential times has E[N] m^2 + Var[N] m^2 as variance.
  const double one = solved;
  const double two = (1 - solved) * solved;
  const double three = (1 - solved) * (1 - solved);
  const double attempts = one + 2 * two + 3 * three;
  const double spread = one + 4 * two + 9 * three - attempts * attempts;
  const testing::Station station{1, 0.05, attempts * mean};
  const double wait =
      testing::mg1_mean_wait(station, std::sqrt((attempts + spread) / (attempts * attempts)));

  const ScenarioRun run{
      retried,
      40,
      {},
      {"seed=152", "tiers=[{name: L1, escalate: [{attempts: 3}]}, {name: L2}]",
       "ticket_types.fault={resolves: {L1: 40%, L2: 100%}, handle_time: {L1: {exponential: {mean: "
       "6m}}, L2: 30m}}",
       "demand.faults.volume=3/h", "staff={desk: {tier: L1, heads: 1}, b: {tier: L2, heads: 40}}"}};
  const Against form{"three attempts, then up, by one agent", run};
  form.minutes("mean time to acknowledge", {"mtta"}, wait);
  form.number("moved up", {"escalation_rate", {{Label::tier, "L1"}}}, three * (1 - solved));
  form.minutes("mean time to resolve", {"mttr"},
               wait + attempts * mean + three * (1 - solved) * 30);
}
