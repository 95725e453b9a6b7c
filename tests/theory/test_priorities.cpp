// Priorities without preemption: Cobham's waits, and their mean, which no order changes.

#include <array>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string three_priorities = R"(
name: M/M/3 with three priorities
seed: 31
horizon: {start: 2026-01-05, length: 15000h, warm_up: 500h, cool_down: 48h}
priorities: [P1, P2, P3]
ticket_types: {fault: {handle_time: {L1: {exponential: {mean: 15m}}}}}
demand: {faults: {type: fault, volume: 10.2/h, priorities: {P1: 20%, P2: 30%, P3: 50%}}}
tiers: [{name: L1, queue: by_priority}]
staff: {desk: {tier: L1, heads: 3}}
)";

}  // namespace

TEST_CASE("M/M/3 at 85 % with three priorities") {
  const testing::Station station{3, 0.17, 15};
  const std::array<double, 3> rates{0.034, 0.051, 0.085};
  const std::vector<double> waits = testing::priority_waits(3, 15, rates);
  const ScenarioRun run{three_priorities, 40};
  const Against form{"M/M/3 at 85 %, three priorities", run};
  for (std::size_t k = 0; k < 3; ++k) {
    const std::string priority = run.model().priorities[k];
    form.minutes("mean wait of " + priority, {"wait", {{Label::priority, priority}}}, waits[k]);
  }
  form.minutes("mean wait of all", {"wait"}, testing::mmc_mean_wait(station));
  form.number("occupancy", {"occupancy"}, station.utilisation());
}
