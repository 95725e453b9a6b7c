// One agent, any handle time: Pollaczek and Khinchine.

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string one_agent = R"(
name: M/D/1
seed: 21
horizon: {start: 2026-01-05, length: 15000h, warm_up: 500h, cool_down: 48h}
ticket_types: {call: {handle_time: {L1: {deterministic: 10m}}}}
demand: {calls: {type: call, volume: 4.8/h}}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 1}}
)";

}  // namespace

TEST_CASE("M/D/1 at 80 %") {
  const testing::Station station{1, 0.08, 10};
  const ScenarioRun run{one_agent, 40};
  const Against form{"M/G/1, constant at 80 %", run};
  form.minutes("mean wait", {"wait"}, testing::mg1_mean_wait(station, 0));
  form.number("occupancy", {"occupancy"}, station.utilisation());
  // Little: open tickets = rate x time in the system.
  form.number("mean open tickets", {"backlog_mean"},
              station.arrival_rate * (testing::mg1_mean_wait(station, 0) + 10));
}

TEST_CASE("M/G/1 at 70 % with lognormal handle times") {
  const testing::Station station{1, 0.07, 10};
  const ScenarioRun run{one_agent,
                        40,
                        {},
                        {"name=M/G/1", "seed=22", "demand.calls.volume=4.2/h",
                         "ticket_types.call.handle_time={L1: {mean: 10m, cv: 1.5}}",
                         "horizon.length=30000h"}};
  const Against form{"M/G/1, lognormal of cv 1.5 at 70 %", run};
  form.minutes("mean wait", {"wait"}, testing::mg1_mean_wait(station, 1.5));
  form.number("occupancy", {"occupancy"}, station.utilisation());
  form.minutes("mean handle time", {"aht"}, 10);
}
