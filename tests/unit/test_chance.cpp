// How likely targets are to hold, and how much of a spread is the forecast's: hand-worked, and
// counted from the replications.

#include <cmath>
#include <memory>
#include <mutex>
#include <string>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/scenario_runner.hpp"
#include "tests/support/uncertain.hpp"
#include "tiersim/chance.hpp"
#include "tiersim/compare.hpp"
#include "tiersim/experiment.hpp"

using namespace tiersim;
using namespace tiersim::test;
using Catch::Approx;

namespace {

/// Months of a desk's targets: how many each one has.
std::vector<std::size_t> months_of(const std::string& length, const std::string& targets) {
  const LoadedScenario loaded = load("horizon: {start: 2026-01-05, length: " + length +
                                     "}\n"
                                     "tiers: [{name: L1}]\n"
                                     "ticket_types: {access: {handle_time: {L1: 8m}}}\n"
                                     "demand: {access: {type: access, volume: 80/bd}}\n"
                                     "staff: {desk: {tier: L1, heads: 3, cost_per_hour: 20}}\n"
                                     "targets: [" +
                                     targets + "]\n");
  const Model model = compile(loaded.scenario);
  const MeasureLayout layout{model};
  const TargetCells cells = target_cells(loaded, model, layout);
  std::vector<std::size_t> counts;
  for (const auto& of_one : month_cells(model, loaded.scenario.targets, cells)) {
    counts.push_back(of_one.size());
  }
  return counts;
}

}  // namespace

TEST_CASE("twins that are alike owe all of their spread to the forecast") {
  const auto found = forecast_share({{1.0, 3.0}, {1.0, 3.0}}, 0.95);
  REQUIRE(found);
  CHECK(found->share == 1);
  CHECK(found->deviation == Approx(std::sqrt(4.0 / 3)));  // squares 4 x 1, of 4 values
  CHECK(found->queue_deviation() == 0);
  REQUIRE(found->interval);
  CHECK(found->interval->low == 1);
}

TEST_CASE("twins that have nothing in common owe none of it") {
  const auto found = forecast_share({{1.0, 3.0, 1.0, 3.0}, {1.0, 3.0, 3.0, 1.0}}, 0.95);
  REQUIRE(found);
  CHECK(found->share == 0);
  CHECK(found->forecast_deviation() == 0);
  REQUIRE(found->interval);
  CHECK(found->interval->low == 0);
  CHECK(found->interval->high > 0.5);  // four pairs say little
}

TEST_CASE("the forecast's share is the covariance of twins by their variance") {
  // About the mean 4: products (-4)(-2), (4)(2), (0)(0); mean squares 10, 10, 0.
  const auto found = forecast_share({{0.0, 8.0, 4.0}, {2.0, 6.0, 4.0}}, 0.95);
  REQUIRE(found);
  CHECK(found->share == Approx(16.0 / 20));
  CHECK(found->deviation == Approx(std::sqrt(2 * 20.0 / 5)));
  CHECK(found->forecast_deviation() == Approx(std::sqrt(8 * 0.8)));
  CHECK(found->queue_deviation() == Approx(std::sqrt(8 * 0.2)));
}

TEST_CASE("periods are each about their own mean, and a replication's go together") {
  // Two months, the second ten times the first. Without a value in either twin a pair is left out.
  Twins twins{
      {1.0, 10.0, 3.0, 30.0, std::nullopt, 7.0}, {1.0, 10.0, 3.0, 30.0, 5.0, std::nullopt}, 2};
  const auto found = forecast_share(twins, 0.95);
  REQUIRE(found);
  CHECK(found->share == 1);
  CHECK(found->deviation == Approx(std::sqrt(2 * 202.0 / (2 * 4 - 2))));
  CHECK_FALSE(forecast_share({{5.0, 5.0}, {5.0, 5.0}}, 0.95));
  CHECK_FALSE(forecast_share({{5.0, std::nullopt}, {4.0, 5.0}}, 0.95));
}

TEST_CASE("a target without `per` is counted by whole calendar months") {
  // From January 5th: February and March are whole within 13 weeks and 4 days.
  CHECK(months_of("95d", "{kpi: fcr, is: \">= 60%\"}") == std::vector<std::size_t>{2});
  CHECK(months_of("3w", "{kpi: fcr, is: \">= 60%\"}") == std::vector<std::size_t>{0});
  // With `per` it has its own; of a named month there is one; a sum is that of the horizon.
  CHECK(months_of("95d", "{kpi: fcr, is: \">= 60%\", per: week}, "
                         "{kpi: fcr, is: \">= 60%\", where: {month: 2026-02}}, "
                         "{kpi: cost_total, is: \"<= 1000000\"}, "
                         "{kpi: cost_per_month, is: \"<= 1000000\"}, "
                         "{kpi: mttr, stat: p90, is: \"<= 4h\"}") ==
        std::vector<std::size_t>{0, 0, 0, 2, 2});
}

TEST_CASE("the chance of holding is the share of months in which it does") {
  const LoadedScenario loaded =
      load("horizon: {start: 2026-01-05, length: 95d}\n"
           "tiers: [{name: L1}]\n"
           "ticket_types: {access: {handle_time: {L1: {exponential: {mean: 20m}}}}}\n"
           "demand: {access: {type: access, volume: 48/day}}\n"
           "staff: {desk: {tier: L1, heads: 1}}\n"
           "targets: [{kpi: mttr, stat: mean, is: \"<= 60m\"}, {kpi: tickets_opened, is: \"<= "
           "4560\"}]\n");
  const Model model = compile(loaded.scenario);
  const MeasureLayout layout{model};
  const std::vector<ComparedPlan> plans{{loaded, model, layout, "a", "a"}};
  const ComparedCells cells = compared_cells(plans, {});
  Study study{{{model, layout, cells_of_plan(cells, 0)}}, {.progress = {}, .beside = {}}};
  REQUIRE(study.run_up_to(20));
  const Estimator& estimator = study.estimator(0);
  const auto chances =
      target_chances(loaded.scenario.targets, {cells.months[0], cells.targets[0]}, estimator);
  REQUIRE(chances.size() == 2);
  CHECK(chances[0].per == PeriodKind::month);
  CHECK(chances[0].periods == 2);
  CHECK_FALSE(chances[0].forecast);
  CHECK_FALSE(chances[1].per);
  double held = 0;
  double months = 0;
  double short_horizons = 0;
  for (std::size_t i = 0; i < estimator.cells().size(); ++i) {
    const KpiCell& cell = estimator.cells()[i];
    const bool is_month = cell.window && cell.kpi->id == "mttr" && cell.stat.quantile == 0;
    for (std::size_t r = 0; r < 20 && is_month; ++r) {
      held += *estimator.value_in(i, r) <= 60.0 * 60'000 ? 1 : 0;
      months += 1;
    }
  }
  const std::size_t last = estimator.cells().size() - 1;
  for (std::size_t r = 0; r < 20; ++r) {
    short_horizons += *estimator.value_in(last, r) <= 4560 ? 1 : 0;
  }
  CHECK(months == 40);
  CHECK(held > 0);
  CHECK(held < 40);
  CHECK(chances[0].holds.value.value() == Approx(held / months));
  CHECK(chances[1].holds.value.value() == Approx(short_horizons / 20));
}

TEST_CASE("of tickets counted in a horizon forecast and queue are known, and so is the chance") {
  for (const UncertainDesk& desk : uncertain_desks()) {
    const Compiled scenario{desk.text};
    INFO(desk.name);
    const UncertainRun found = run_uncertain(scenario, 0, 400, 0.9999);
    REQUIRE(found.chance.forecast);
    REQUIRE(found.chance.forecast->interval);
    REQUIRE(found.chance.holds.interval);
    INFO(found.chance.forecast->share << " of " << desk.share);
    CHECK(found.chance.forecast->interval->contains(desk.share));
    CHECK(found.chance.forecast->deviation == Approx(desk.deviation).epsilon(0.15));
    INFO(*found.chance.holds.value << " of " << desk.chance);
    CHECK(found.chance.holds.interval->contains(desk.chance));
  }
}

TEST_CASE("twins do not move a run, and take no part in it") {
  const Compiled scenario{uncertain_desks().front().text};
  RunOptions options;
  options.replications = 3;
  options.cells = {cell_of(scenario, "tickets_opened", "mean", {})};
  const Results alone = run_experiment(scenario.model, scenario.layout, options);
  int sinks = 0;
  struct Nothing : JobSink {
    void take(const FactBlock& /*block*/) override {}
    void merge() override {}
  };
  options.cells_of_twins = options.cells;
  options.threads = 2;
  std::mutex mutex;
  options.beside.emplace_back([&](std::uint32_t) {
    const std::lock_guard lock{mutex};
    ++sinks;
    return std::make_unique<Nothing>();
  });
  const Results both = run_experiment(scenario.model, scenario.layout, options);
  CHECK(both.outcome().fingerprint == alone.outcome().fingerprint);
  CHECK(both.estimates.front().value == alone.estimates.front().value);
  CHECK(sinks == 3);
  CHECK_FALSE(alone.twins);
  REQUIRE(both.twins);
  CHECK(both.twins->replications() == 3);
  CHECK(both.twins->total().outcome.fingerprint != alone.outcome().fingerprint);
}
