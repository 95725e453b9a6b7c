// Differences between plans: hand-worked, and against the intervals of single estimates.

#include <algorithm>
#include <cmath>
#include <random>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tiersim/compare.hpp"

using namespace tiersim;
using Catch::Approx;

namespace {

double squared_error(const Influences& influences) {
  double sum = 0;
  for (const double one : influences) sum += one * one;
  const auto n = static_cast<double>(influences.size());
  return sum / (n * (n - 1));
}

/// A small desk, compiled.
struct Desk {
  explicit Desk(const std::vector<std::string>& sets)
      : loaded{test::load(test::small_desk("sla: {fast: {stop: acknowledged, target: 10m}}\n"),
                          sets)},
        model{compile(loaded.scenario)},
        layout{model} {}
  LoadedScenario loaded;
  Model model;
  MeasureLayout layout;
};

PlanComparison compare_desks(const Desk& base, const Desk& plan, std::size_t replications) {
  std::vector<ComparedPlan> plans;
  plans.push_back({base.loaded, base.model, base.layout, "base", "base"});
  plans.push_back({plan.loaded, plan.model, plan.layout, "plan", "plan"});
  const ComparedCells cells = compared_cells(plans, {});
  Study study{{{base.model, base.layout, cells_of_plan(cells, 0)},
               {plan.model, plan.layout, cells_of_plan(cells, 1)}},
              {.progress = {}, .beside = {}}};
  REQUIRE(study.run_up_to(replications));
  return compare_plans(std::move(plans), cells, study);
}

}  // namespace

TEST_CASE("a paired difference of totals, worked out by hand") {
  // 10, 12, 14 and 9, 12, 12: differences -1, 0, -2; mean -1, standard deviation 1, t = 4.3027.
  const std::vector<double> base{10, 12, 14};
  const std::vector<double> plan{9, 12, 12};
  const PairedDifference found =
      paired_difference(-1, influences_on_mean(base), influences_on_mean(plan), 0.95);
  REQUIRE(found.interval);
  CHECK(found.interval->low == Approx(-1 - 4.302653 / std::sqrt(3.0)));
  CHECK(found.interval->high == Approx(-1 + 4.302653 / std::sqrt(3.0)));
  CHECK_FALSE(found.is_significant());
  // Squares about the means: 8 and 6; of the differences 2.
  CHECK(found.variance_ratio.value() == Approx(7));
}

TEST_CASE("a paired difference of ratios, worked out by hand") {
  // 1/2 and 3/2: without the first 3/2, without the second 1/2.
  const std::vector<double> base_n{1, 3};
  const std::vector<double> base_d{2, 2};
  const Influences base = influences_on_ratio({base_n, base_d});
  REQUIRE(base.size() == 2);
  CHECK(base[0] == Approx(-0.5));
  CHECK(base[1] == Approx(0.5));
  // 2/2 and 2/2: nothing moves it.
  const std::vector<double> plan_n{2, 2};
  const Influences plan = influences_on_ratio({plan_n, base_d});
  const PairedDifference found = paired_difference(0, base, plan, 0.5);
  // t with one degree of freedom at 50 %: 1. Standard error: sqrt(0.5 / 2).
  REQUIRE(found.interval);
  CHECK(found.interval->high == Approx(0.5));
  CHECK(found.variance_ratio.value() == Approx(1));
}

TEST_CASE("influences make the standard error of the ratio itself") {
  std::mt19937_64 generator{5};
  std::gamma_distribution<double> draw{2.0, 3.0};
  for (const std::size_t n : {std::size_t{7}, std::size_t{50}}) {
    std::vector<double> numerator;
    std::vector<double> denominator;
    for (std::size_t i = 0; i < n; ++i) {
      denominator.push_back(std::floor(10 * draw(generator)));
      numerator.push_back(denominator.back() * draw(generator));
    }
    const RatioSamples samples{numerator, denominator};
    const Influences found = influences_on_ratio(samples);
    const double error = ratio_standard_error(samples).value();
    CHECK(squared_error(found) == Approx(error * error));
    double sum = 0;
    for (const double one : found) sum += one;
    CHECK(std::abs(sum) < 1e-9);
  }
}

TEST_CASE("without two replications that count there is no interval") {
  const std::vector<double> numerator{1, 0};
  const std::vector<double> denominator{2, 0};
  CHECK(influences_on_ratio({numerator, denominator}).empty());
  CHECK_FALSE(paired_difference(1, {}, {}, 0.95).interval);
  CHECK_FALSE(paired_difference(1, {0.0}, {0.0}, 0.95).interval);
}

TEST_CASE("identical plans differ by exactly nothing") {
  const Desk base{{"horizon.length=1w"}};
  const Desk plan{{"horizon.length=1w"}};
  const PlanComparison found = compare_desks(base, plan, 4);
  CHECK(found.fingerprints[0] == found.fingerprints[1]);
  std::size_t compared = 0;
  for (const ComparedKpi& kpi : found.kpis) {
    if (!kpi.is_shown || !kpi.from_base[1]) continue;
    ++compared;
    INFO(kpi.cell.kpi->id);
    CHECK(kpi.from_base[1]->difference == 0);
    if (!kpi.from_base[1]->interval) continue;
    CHECK(kpi.from_base[1]->interval->low == 0);
    CHECK(kpi.from_base[1]->interval->high == 0);
  }
  CHECK(compared > 5);
  REQUIRE(found.notes.size() == 1);
  CHECK_THAT(found.notes.front(), Catch::Matchers::ContainsSubstring("no effect"));
}

TEST_CASE("one more head: what differs, at a level that all share") {
  const Desk base{{"horizon.length=1w", "staff.desk.heads=2"}};
  const Desk plan{{"horizon.length=1w", "staff.desk.heads=3"}};
  const PlanComparison found = compare_desks(base, plan, 10);
  CHECK(found.level == Approx(1 - 0.05 / static_cast<double>(found.differences)));
  const auto wait = std::ranges::find_if(
      found.kpis, [](const ComparedKpi& kpi) { return kpi.cell.kpi->id == "wait"; });
  REQUIRE(wait != found.kpis.end());
  REQUIRE(wait->from_base[1]);
  CHECK(wait->from_base[1]->difference < 0);
  REQUIRE(found.tiers.size() == 1);
  CHECK(found.tiers.front().heads[0] == 2);
  CHECK(found.tiers.front().heads[1] == 3);
  CHECK(found.tiers.front().hours[1].value() == Approx(3 * 168));
  CHECK_FALSE(comparison_text(found).empty());
}
