// Priorities without preemption: Cobham's waits, and their mean, which no order changes. With it:
// each class sees those above it only.

#include <array>
#include <cmath>

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
sla: {answer: {stop: acknowledged, target: 8m}}
)";

const std::string two_kinds = R"(
name: M/G/1 with two priorities, each with work of its own
seed: 32
horizon: {start: 2026-01-05, length: 8000h, warm_up: 200h, cool_down: 48h}
priorities: [P1, P2]
ticket_types:
  quick: {handle_time: {L1: {deterministic: 5m}}}
  long: {handle_time: {L1: {gamma: {mean: 20m, cv: 0.7}}}}
demand:
  quick: {type: quick, volume: 3/h, priorities: {P1: 100%}}
  long: {type: long, volume: 1.2/h, priorities: {P2: 100%}}
tiers: [{name: L1, queue: by_priority}]
staff: {desk: {tier: L1, heads: 1}}
)";

}  // namespace

TEST_CASE("M/M/3 at 85 % with three priorities") {
  const testing::Station station{3, 0.17, 15};
  const std::array<double, 3> rates{0.034, 0.051, 0.085};
  const std::vector<double> waits = testing::priority_waits(3, 15, rates);
  const ScenarioRun run{three_priorities, 40};
  const Against form{"priorities, M/M/3 at 85 %", run};
  for (std::size_t k = 0; k < 3; ++k) {
    const std::string priority = run.model().priorities[k];
    form.minutes("mean wait of " + priority, {"wait", {{Label::priority, priority}}}, waits[k]);
  }
  form.minutes("mean wait of all", {"wait"}, testing::mmc_mean_wait(station));
  form.number("occupancy", {"occupancy"}, station.utilisation());
  // All agents busy, the highest class sees an M/M/1 queue of its own, served three times as fast.
  const double tail = testing::erlang_c(3, station.load()) * std::exp(-(0.2 - rates[0]) * 8);
  Against{"law of waits of the highest priority, M/M/3 at 85 %", run}.number(
      "P(wait of P1 > 8 min)", {"sla_breach_rate", {{Label::priority, "P1"}}}, tail);
}

// \source Cobham, Operations Research 2 (1954), 70-76: the mean work found in hand, over what each
// class leaves.
// Waits are all that a ticket spends in the queue, before and between its stretches of work.
TEST_CASE("M/M/3 at 85 % with three priorities, each preempting those below") {
  const std::array<double, 3> rates{0.034, 0.051, 0.085};
  const std::vector<double> waits = testing::preemptive_waits(3, 15, rates);
  std::string text = three_priorities;
  text.replace(text.find("queue: by_priority"), 18, "queue: by_priority, preempted_by: P2");
  const ScenarioRun run{text, 40};
  const Against form{"preemptive priorities, M/M/3 at 85 %", run};
  for (std::size_t k = 0; k < 3; ++k) {
    const std::string priority = run.model().priorities[k];
    form.minutes("mean time to resolve of " + priority, {"mttr", {{Label::priority, priority}}},
                 waits[k] + 15);
  }
  form.number("occupancy", {"occupancy"}, testing::Station{3, 0.17, 15}.utilisation());
}

TEST_CASE("M/G/1 with two priorities and unlike work") {
  const double load_1 = 0.05 * 5;
  const double load_2 = 0.02 * 20;
  const double in_hand = (0.05 * 25 + 0.02 * 400 * 1.49) / 2;
  const ScenarioRun run{two_kinds, 40};
  const Against form{"priorities with unlike work, M/G/1 at 65 %", run};
  form.minutes("mean wait of P1", {"wait", {{Label::priority, "P1"}}}, in_hand / (1 - load_1));
  form.minutes("mean wait of P2", {"wait", {{Label::priority, "P2"}}},
               in_hand / ((1 - load_1) * (1 - load_1 - load_2)));
}
