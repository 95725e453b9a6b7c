// M/M/5 at three loads: waits, their tail and a quantile, occupancy, time to resolve.

#include <cmath>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string five_agents = R"(
name: M/M/5
seed: 11
horizon: {start: 2026-01-05, length: 4000h, warm_up: 200h, cool_down: 48h}
ticket_types: {call: {handle_time: {L1: {exponential: {mean: 10m}}}}}
demand: {calls: {type: call, volume: 24/h}}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 5}}
sla: {answer: {stop: acknowledged, target: 5m}}
)";

struct Load {
  std::string form;
  double per_hour;
  std::vector<std::string> sets;
};

void check_load(const Load& load) {
  const testing::Station station{5, load.per_hour / 60, 10};
  const ScenarioRun run{five_agents, 40, {}, load.sets};
  const Against form{load.form, run};
  const double wait = testing::mmc_mean_wait(station);
  form.minutes("mean wait", {"wait"}, wait);
  form.number("P(wait > 5 min)", {"sla_breach_rate"}, testing::mmc_wait_tail(station, 5));
  form.number("occupancy", {"occupancy"}, station.utilisation());
  form.minutes("mean time to resolve", {"mttr"}, wait + station.mean_service);
}

}  // namespace

TEST_CASE("M/M/5 at 60 %") {
  check_load({"M/M/c, 5 agents at 60 %", 18, {"demand.calls.volume=18/h"}});
}

TEST_CASE("M/M/5 at 80 %") {
  check_load({"M/M/c, 5 agents at 80 %", 24, {}});
  // P(wait > t) = C exp(-(c mu - lambda) t) = 10 % gives the 90th percentile.
  const testing::Station station{5, 0.4, 10};
  const double drain = (5 - station.load()) / station.mean_service;
  const double exact = std::log(testing::erlang_c(5, station.load()) / 0.1) / drain;
  const ScenarioRun run{five_agents, 40, {}, {"seed=12"}};
  Against{"M/M/c, 5 agents at 80 %", run}.minutes("p90 of waits", {"wait", {}, "p90"}, exact);
}

TEST_CASE("M/M/5 at 92 %") {
  check_load(
      {"M/M/c, 5 agents at 92 %", 27.6, {"demand.calls.volume=27.6/h", "horizon.length=15000h"}});
}
