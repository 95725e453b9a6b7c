// One agent, exponential work: the time in the system is exponential with rate m - r. Its quantiles
// are those of the time to resolve; with the chance to solve, it gives first contact within a
// window; and breaches cost their penalties.

#include <cmath>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string one_agent = R"(
name: time in the system of M/M/1
seed: 191
horizon: {start: 2026-01-05, length: 9000h, warm_up: 200h, cool_down: 48h}
channels: {email: {}}
ticket_types:
  ask:
    resolves: {L1: 80%, L2: 100%}
    handle_time: {L1: {exponential: {mean: 12m}}, L2: {deterministic: 0m}}
demand: {asked: {type: ask, volume: 3/h, channels: {email: 100%}}}
tiers: [{name: L1}, {name: L2}]
staff: {desk: {tier: L1, heads: 1}, behind: {tier: L2, heads: 5}}
sla: {resolution: {target: 1h, penalty_per_breach: 25}}
costs: {downtime_per_hour: 60}
fcr_window: 45m
)";

constexpr double leaves = 1.0 / 12 - 1.0 / 20;  // m - r, a minute

}  // namespace

TEST_CASE("M/M/1 at 60 %: the law of the time in the system") {
  const ScenarioRun run{one_agent, 40};
  const Against form{"law of the time in M/M/1, at 60 %", run};
  form.minutes("median time to resolve", {"mttr", {}, "median"}, std::log(2) / leaves);
  form.minutes("p90 of the time to resolve", {"mttr", {}, "p90"}, std::log(10) / leaves);
  form.number("resolved at first contact, within 45 min", {"fcr"},
              0.8 * (1 - std::exp(-leaves * 45)));
  const double breaches = 3 * (9000 - 200 - 48) * std::exp(-leaves * 60);
  form.number("breaches of 1 h", {"sla_breaches"}, breaches);
  form.number("penalties", {"penalties"}, 25 * breaches);
  form.number("downtime", {"downtime_cost"}, 3 * (9000 - 200 - 48) / leaves);
}
