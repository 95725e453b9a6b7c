// A sweep of heads against Erlang C: each point of the curve is an M/M/c desk.

#include <cmath>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/queueing.hpp"
#include "tiersim/sweep.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string calls_at_a_desk = R"(
name: M/M/c
seed: 21
horizon: {start: 2026-01-05, length: 1200h, warm_up: 100h, cool_down: 24h}
ticket_types: {call: {handle_time: {L1: {exponential: {mean: 10m}}}}}
demand: {calls: {type: call, volume: 24/h}}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 5, cost_per_hour: 30}}
sla: {answer: {stop: acknowledged, target: 5m}}
experiment: {replications: 20}
)";

}  // namespace

TEST_CASE("a sweep of heads meets Erlang C at each point, and costs heads x hours x rate") {
  const LoadPlan load_desk = [](const std::vector<std::string>& sets) {
    return load(calls_at_a_desk, sets);
  };
  const SweepAxis axis =
      sweep_axis("staff.desk.heads=5..8", "--vary", load_desk({}).scenario, load_desk);
  SweepOptions options;
  options.kpis = {{find_kpi("cost_per_month"), {}, {}},
                  {find_kpi("on_time"), {}, {{Label::sla, "answer"}}},
                  {find_kpi("wait"), Stat{}, {}}};
  const std::vector<SweepOutcome> outcomes = run_points(grid_of({axis}), load_desk, options);
  REQUIRE(outcomes.size() == 4);
  for (int heads = 5; heads <= 8; ++heads) {
    const SweepOutcome& outcome = outcomes[static_cast<std::size_t>(heads - 5)];
    const testing::Station station{heads, 0.4, 10};
    CAPTURE(heads);
    const auto agrees = [&](std::size_t kpi, double exact) {
      const Estimate& estimate = outcome.estimates[kpi];
      REQUIRE(estimate.interval);
      const double t = student_quantile(0.95, 19);
      const double bound = student_quantile(1 - 5e-6, 19);  // as of the whole theory suite
      const double error = estimate.interval->half_width() / t;
      CAPTURE(kpi, *estimate.value, exact, error);
      CHECK(std::abs(*estimate.value - exact) < bound * error);
      CHECK(estimate.interval->half_width() < 0.1 * exact);
    };
    agrees(1, 1 - testing::mmc_wait_tail(station, 5));
    agrees(2, testing::mmc_mean_wait(station) * 60'000);
    CHECK(*outcome.estimates[0].value == Approx(heads * 30 * 24 * 365.25 / 12).epsilon(1e-9));
  }
  // Alike rates, falling gains: all four are efficient, and the knee is the second or third.
  const CostCurve curve = cost_curve(outcomes, {options.kpis[0], options.kpis[1], 0, 1}, 0.95);
  CHECK(curve.frontier == std::vector<std::size_t>{0, 1, 2, 3});
  // P(wait <= 5 min) by the closed form: the gain of the second step is below that of the first.
  REQUIRE(curve.knee);
  CHECK(*curve.knee == 1);
  for (const PricedStep& step : curve.steps) {
    REQUIRE(step.known);
    CHECK(step.known->contains(*step.price));
  }
}
