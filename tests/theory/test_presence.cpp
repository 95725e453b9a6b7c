// How much of what is paid is on duty: leave, sickness, blocks within shifts and a support share
// leave 1 - their sum of it, on average, and work over that is the occupancy.

#include "tests/catch.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string shrunk = R"(
name: shrinkage
seed: 221
horizon: {start: 2026-01-05, length: 52w, warm_up: 4w, cool_down: 2w}
shifts: {day: {weekly: {mon-fri: "08:00-18:00"}}}
ticket_types: {a: {handle_time: {L1: {exponential: {mean: 10m}}}}}
demand: {a: {type: a, volume: 120/bd, profile: {mon-fri: "08:00-18:00"}}}
tiers: [{name: L1}]
staff:
  desk:
    tier: L1
    heads: 7
    shift: day
    at_shift_end: hand_over
    cost_per_hour: 30
    shrinkage: {leave: 8%, sickness: 5%, training: 6%, meetings: 4%}
    support_share: 80%
)";

}  // namespace

TEST_CASE("presence under leave, sickness, blocks and a support share") {
  const ScenarioRun run{shrunk, 60};
  const Against form{"presence, 7 heads", run};
  // 77 % of paid time is present and at work, of which 80 % are for tickets and charged.
  const double net = 1 - 0.08 - 0.05 - 0.06 - 0.04;
  const double on_duty = 7 * 10 * net * 0.8;
  form.number("occupancy", {"occupancy"}, 120.0 / 6 / on_duty);
  form.number("on duty, of charged time", {"utilisation_wfm"}, net);
}
