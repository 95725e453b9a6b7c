// Updates on tickets above cost time below. Each ticket that goes up is tracked just once: after
// six hours, of the eleven that the tier above takes. Work below and updates are exponential with
// one mean, first come first served, and the tier above is a delay: a network with feedback whose
// first station is M/M/c with the load of both, seen as such by new tickets.

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string tracked_once = R"(
name: updates by the first tier
seed: 241
horizon: {start: 2026-01-05, length: 2500h, warm_up: 200h, cool_down: 48h}
ticket_types:
  fault:
    resolves: {L1: 60%, L2: 100%}
    handle_time: {L1: {exponential: {mean: 6m}}, L2: {deterministic: 11h}}
demand: {faults: {type: fault, volume: 10/h}}
tiers:
  - {name: L1, tracking: {every: 6h, takes: {exponential: {mean: 6m}}}}
  - {name: L2}
staff: {desk: {tier: L1, heads: 2}, above: {tier: L2, heads: 120}}
)";

}  // namespace

TEST_CASE("tracking: two agents with tickets and their updates") {
  // 10 tickets an hour, and an update of each of the 40 % that go up. That one waits for five hours
  // does not happen, nor that nobody above is idle.
  // Source: Baskett, Chandy, Muntz and Palacios, Journal of the ACM 22 (1975), 248-260: stations of
  // types 1 and 3.
  const testing::Station desk{2, 10 * 1.4 / 60, 6};
  const ScenarioRun run{tracked_once, 40};
  const Against form{"tracking", run};
  form.number("occupancy of L1", {"occupancy", {{Label::tier, "L1"}}}, desk.utilisation());
  form.minutes("mean wait at L1", {"wait", {{Label::tier, "L1"}}}, testing::mmc_mean_wait(desk));
}
