// Tickets that move up at a share of an SLA. L2 has people in plenty; what matters is L1.
//
// By the clock to acknowledgement only a wait is cut: customers with a constant patience D. What an
// arrival would have to wait has the density p e^(-(c m - r) x) below D and p e^(r D - c m x) above
// it, with p = r P(c - 1 busy), for those who would wait longer leave and bring no work.
//   \source Barrer, Operations Research 5 (1957), 644-656; Baccelli and Hebuterne (1981).
// By the clock to resolution work is cut as well, so that one agent's backlog of work never exceeds
// D and what would be above it is cut off: a dam that overflows. Its law is that of M/M/1 cut at D.
//   \source Takacs, Operations Research 14 (1966), on the finite dam with Poisson input.

#include <cmath>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string deadline = R"(
name: moved up at a share of an SLA
seed: 141
horizon: {start: 2026-01-05, length: 3000h, warm_up: 200h, cool_down: 48h}
ticket_types:
  fault:
    resolves: {L1: 100%}
    handle_time: {L1: {exponential: {mean: 10m}}, L2: {mean: 30m, cv: 1}}
demand: {faults: {type: fault, volume: 16.2/h}}
tiers:
  - {name: L1, escalate: [{after: 50%, of: answer}]}
  - {name: L2}
staff: {desk: {tier: L1, heads: 3}, engineers: {tier: L2, heads: 25}}
sla: {answer: {stop: acknowledged, target: 10m}, resolution: {target: 1h}}
)";

const Labels at_l1{{Label::tier, "L1"}};

}  // namespace

TEST_CASE("M/M/3 with constant patience, at a load of 90 %") {
  constexpr double rate = 0.27;
  constexpr double load = 2.7;
  constexpr double patience = 5;
  constexpr double drain = 0.3;
  constexpr double fall = drain - rate;
  // All relative to the empty desk.
  const double short_of_all = 1 + load + load * load / 2;
  const double density = rate * load * load / 2;
  const double left = std::exp(-fall * patience);
  const double in_time = density * (1 - left) / fall;
  const double late = density * left / drain;
  const double whole = short_of_all + in_time + late;
  const double up = late / whole;
  const double waits_of_those_in_time =
      density * (1 - left * (1 + fall * patience)) / (fall * fall);
  const double mean = (waits_of_those_in_time + late * patience) / whole;

  const ScenarioRun run{deadline, 40};
  const Against form{"M/M/c with constant patience, 3 agents at 90 %", run};
  form.number("moved up from the queue", {"escalation_sla_share", at_l1}, up);
  form.minutes("mean wait at L1", {"wait", at_l1}, mean);
  form.number("occupancy of L1", {"occupancy", at_l1}, rate * (1 - up) * 10 / 3);
}

TEST_CASE("M/M/1 whose work is cut at a deadline") {
  constexpr double rate = 0.08;
  constexpr double done = 0.1;
  constexpr double limit = 30;
  constexpr double fall = done - rate;
  constexpr double load = rate / done;
  // P(backlog of work <= x) = (1 - load e^(-fall x)) / whole up to the limit.
  const double whole = 1 - load * std::exp(-fall * limit);
  const double idle = (1 - load) / whole;
  // E = the integral of P(backlog > x); a ticket is cut where its work is longer than what is left.
  const double below = limit - load * (1 - std::exp(-fall * limit)) / fall;
  const double mean = limit - below / whole;
  const double density = load * fall / whole;
  const double cut = std::exp(-done * limit) *
                     (idle + density * (std::exp((done - fall) * limit) - 1) / (done - fall));
  // Work is what is taken from the backlog: busy = rate x E[work done], by another way.
  CHECK(1 - idle == Catch::Approx(load * (1 - cut)));

  const ScenarioRun run{deadline,
                        40,
                        {},
                        {"seed=142", "demand.faults.volume=4.8/h", "staff.desk.heads=1",
                         "tiers.L1.escalate=[{after: 50%, of: resolution}]"}};
  const Against form{"M/M/1 cut at a deadline, at 80 %", run};
  form.number("moved up", {"escalation_sla_share", at_l1}, cut);
  form.minutes("mean wait at L1", {"wait", at_l1}, mean);
  form.number("occupancy of L1", {"occupancy", at_l1}, 1 - idle);
}
