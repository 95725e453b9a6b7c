#include "tiersim/targets.hpp"

#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/scenario_runner.hpp"
#include "tiersim/experiment.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;

namespace {

Target target(Comparison comparison, double bound) {
  Target result;
  result.comparison = comparison;
  result.bound = bound;
  return result;
}

Estimate estimate(double low, double value, double high, bool growing = false) {
  return {.value = value, .interval = ConfidenceInterval{low, high}, .n = 1, .growing = growing};
}

std::vector<KpiCell> cells_of(const std::string& targets) {
  const LoadedScenario loaded = test::load(test::two_tiers() + "targets:\n" + targets);
  const Model model = compile(loaded.scenario);
  std::vector<KpiCell> cells;
  for (const std::vector<KpiCell>& of_one : target_cells(loaded, model, MeasureLayout{model})) {
    cells.insert(cells.end(), of_one.begin(), of_one.end());
  }
  return cells;
}

std::vector<Problem> problems_of(const std::string& targets) {
  try {
    (void)cells_of(targets);
  } catch (const BadInput& input) {
    return input.problems();
  }
  return {};
}

/// The only problem of the target, which must be at this column of its line.
std::string problem_of(const std::string& written, std::size_t column) {
  const std::vector<Problem> problems = problems_of("  - " + written + "\n");
  REQUIRE(problems.size() == 1);
  CHECK(problems.front().place.file == "desk.yaml");
  CHECK(problems.front().place.column == column);
  return to_text(problems.front());
}

/// Weeks 2 to 5 of 2026: one ticket on time; two, the second of which is late; none; one on time.
const std::string four_weeks = "horizon: {start: 2026-01-05, length: 4w}\n"
                               "tiers: [{name: L1}]\n"
                               "ticket_types: {job: {handle_time: {L1: {deterministic: 2h}}}}\n"
                               "sla: {resolution: {target: 2h}}\n"
                               "staff: {desk: {tier: L1, heads: 1}}\n"
                               "demand: {tickets: {type: job, replay: {file: rows.csv}}}\n";
const std::string four_weeks_rows =
    "opened\n2026-01-05 09:00\n2026-01-12 09:00\n2026-01-12 09:30\n2026-01-26 09:00\n";

/// The only target, judged over 30 replications, which are all alike.
JudgedTarget judged(const std::string& target) {
  const test::Compiled scenario{
      test::MapFiles{{"desk.yaml", four_weeks + "targets: [" + target + "]\n"},
                     {"rows.csv", four_weeks_rows}},
      "desk.yaml"};
  const TargetCells cells = target_cells(scenario.loaded, scenario.model, scenario.layout);
  RunOptions options;
  options.replications = 30;
  options.threads = 1;
  options.cells = cells.front();
  const Results results = run_experiment(scenario.model, scenario.layout, options);
  return judge_targets(scenario.loaded.scenario.targets, cells, results.estimates,
                       results.estimator)
      .front();
}

}  // namespace

TEST_CASE("a target is met when the whole interval is on its good side") {
  const Target at_most = target(Comparison::at_most, 8);
  CHECK(judge(at_most, estimate(5, 6, 7)) == Verdict::met);
  CHECK(judge(at_most, estimate(5, 6, 8)) == Verdict::met);
  CHECK(judge(at_most, estimate(5, 6, 8.1)) == Verdict::unclear);
  CHECK(judge(at_most, estimate(8, 9, 10)) == Verdict::unclear);
  CHECK(judge(at_most, estimate(8.1, 9, 10)) == Verdict::missed);

  const Target at_least = target(Comparison::at_least, 0.8);
  CHECK(judge(at_least, estimate(0.8, 0.85, 0.9)) == Verdict::met);
  CHECK(judge(at_least, estimate(0.79, 0.85, 0.9)) == Verdict::unclear);
  CHECK(judge(at_least, estimate(0.6, 0.7, 0.79)) == Verdict::missed);
}

TEST_CASE("without an interval a target is unclear, without a value there is nothing to judge") {
  const Target at_most = target(Comparison::at_most, 8);
  CHECK(judge(at_most, {.value = 1, .interval = {}, .n = 1}) == Verdict::unclear);
  CHECK(judge(at_most, {.value = {}, .interval = {}, .n = 0}) == Verdict::nothing);
}

TEST_CASE("a growing backlog is never met") {
  const Target at_most = target(Comparison::at_most, 8);
  CHECK(judge(at_most, estimate(1, 2, 3, true)) == Verdict::unclear);
  CHECK(judge(at_most, estimate(9, 10, 11, true)) == Verdict::missed);
}

TEST_CASE("targets find their KPI, stat and labels") {
  const std::vector<KpiCell> cells =
      cells_of("  - {kpi: fcr, is: \">= 65%\"}\n"
               "  - {kpi: mttr, stat: p90, where: {priority: P1}, is: \"<= 8h\"}\n"
               "  - {kpi: mttr, is: \"<= 8h\"}\n"
               "  - {kpi: cost_per_ticket, is: \"<= 55\"}\n"
               "  - {kpi: on_time, where: {sla: resolution, priority: P2}, is: \">= 9%\"}\n");
  REQUIRE(cells.size() == 5);
  CHECK(cells[0].kpi->id == "fcr");
  CHECK(cells[1].stat == Stat{0.9});
  CHECK(cells[1].labels == Labels{{Label::priority, "P1"}});
  CHECK(cells[2].stat == cells[2].kpi->stats.front());
  CHECK(cells[4].labels == Labels{{Label::priority, "P2"}, {Label::sla, "resolution"}});
}

TEST_CASE("each mistake in a target is told at its place") {
  CHECK_THAT(problem_of("{kpi: fcrr, is: \">= 65%\"}", 11),
             ContainsSubstring("unknown KPI 'fcrr'; did you mean 'fcr'?"));
  CHECK_THAT(problem_of("{kpi: zzzzz, is: \">= 65%\"}", 11), ContainsSubstring("`tiersim kpis`"));
  CHECK_THAT(problem_of("{kpi: mttr, stat: p9x, is: \"<= 8h\"}", 23),
             ContainsSubstring("unknown stat 'p9x'"));
  CHECK_THAT(problem_of("{kpi: fcr, stat: p90, is: \">= 65%\"}", 22),
             ContainsSubstring("`fcr` has no p90"));
  CHECK_THAT(problem_of("{kpi: fcr, where: {sla: resolution}, is: \">= 65%\"}", 16),
             ContainsSubstring("has no label 'sla'"));
}

TEST_CASE("a bound must be in the unit of its KPI") {
  CHECK_THAT(problem_of("{kpi: fcr, is: \">= 0.65\"}", 20),
             ContainsSubstring("(it is a share); write `\">= 65%\"`"));
  CHECK_THAT(problem_of("{kpi: fcr, is: \">= 90\"}", 20), ContainsSubstring("write `\">= 90%\"`"));
  CHECK_THAT(problem_of("{kpi: mttr, is: \"<= 8\"}", 21),
             ContainsSubstring("write `\"<= 8h\"` for hours"));
  CHECK_THAT(problem_of("{kpi: mttr, is: \"<= 8%\"}", 21), ContainsSubstring("length of time"));
  CHECK_THAT(problem_of("{kpi: cost_per_ticket, is: \"<= 8h\"}", 32), ContainsSubstring("money"));
  CHECK_THAT(problem_of("{kpi: backlog, is: \"<= 8%\"}", 24), ContainsSubstring("plain number"));
}

TEST_CASE("a bound beyond what its KPI can be is told") {
  CHECK_THAT(problem_of("{kpi: fcr, is: \">= 165%\"}", 20),
             ContainsSubstring("'>= 165%' can never hold (`fcr` is never above 100%)"));
  CHECK_THAT(problem_of("{kpi: fcr, is: \"<= 101%\"}", 20),
             ContainsSubstring("'<= 101%' holds whatever the plan"));
  CHECK_THAT(problem_of("{kpi: fcr, is: \">= -5%\"}", 20),
             ContainsSubstring("'>= -5%' holds whatever the plan (`fcr` is never below 0)"));
  CHECK_THAT(problem_of("{kpi: backlog, is: \"<= -1\"}", 24),
             ContainsSubstring("'<= -1' can never hold"));
  CHECK_THAT(problem_of("{kpi: fcr, is: \"<= 100%\"}", 20),
             ContainsSubstring("'<= 100%' holds whatever the plan (`fcr` is never above 100%)"));
  CHECK(problems_of("  - {kpi: fcr, is: \">= 100%\"}\n"
                    "  - {kpi: backlog, is: \"<= 0\"}\n"
                    "  - {kpi: utilisation_wfm, is: \"<= 120%\"}\n")
            .empty());
}

TEST_CASE("percentiles are those from p0.1 to p99.9") {
  for (const char* text : {"p0.1", "p5", "p99.5", "p99.9"}) CHECK(to_stat(text));
  for (const char* text : {"p0", "p0.05", "p99.95", "p100", "p", "p9x", "p-5"}) {
    INFO(text);
    CHECK_FALSE(to_stat(text));
  }
}

TEST_CASE("targets are checked without a model, beside other problems") {
  const auto check = [](const Scenario& scenario, const Places& places,
                        std::vector<Problem>& problems) {
    check_targets(scenario, places, problems);
    CHECK(problems.size() == 3);
  };
  const test::MapFiles files{
      {"desk.yaml", test::two_tiers() +
                        "sed: 1\ntargets:\n"
                        "  - {kpi: fcrr, is: \">= 65%\"}\n"
                        "  - {kpi: fcr, where: {sla: resolution}, is: \">= 65%\"}\n"}};
  CHECK_THROWS_AS(load_scenario(files, "desk.yaml", {}, check), BadInput);
}

TEST_CASE("all mistakes of all targets come at once") {
  CHECK(problems_of("  - {kpi: fcrr, is: \">= 65%\"}\n"
                    "  - {kpi: fcr, is: \">= 65%\"}\n"
                    "  - {kpi: mttr, stat: p9x, is: \"<= 8%\"}\n")
            .size() == 3);
}

TEST_CASE("by week a target is missed where one week misses it, and the worst is shown") {
  const JudgedTarget late =
      judged("{kpi: on_time, where: {sla: resolution}, is: \">= 80%\", per: week}");
  CHECK(late.verdict == Verdict::missed);
  CHECK(late.cell.labels == Labels{{Label::sla, "resolution"}, {Label::week, "2026-W03"}});
  CHECK(late.estimate.value == 0.5);
  // Of three weeks with tickets it holds in two.
  REQUIRE(late.met_in.has_value());
  CHECK(late.met_in->n == 90);
  CHECK(late.met_in->value == Catch::Approx(2.0 / 3));
  CHECK(late.met_in->interval->contains(2.0 / 3));
  CHECK(late.met_in->interval->half_width() < 0.11);
}

TEST_CASE("by week a target is met where each week meets it") {
  const JudgedTarget met = judged("{kpi: mttr, stat: mean, is: \"<= 3h\", per: week}");
  CHECK(met.verdict == Verdict::met);
  CHECK(met.estimate.value == 2.75 * 3.6e6);  // 2 h and 3.5 h in the second
  CHECK(met.met_in->value == 1);
  CHECK(judged("{kpi: sla_breaches, where: {sla: resolution}, is: \"<= 0\", per: day}").verdict ==
        Verdict::missed);
}

TEST_CASE("with `in` a target is judged by the share of periods in which it holds") {
  const std::string promise = "{kpi: on_time, where: {sla: resolution}, is: \">= 80%\", per: week";
  CHECK(judged(promise + ", in: 50%}").verdict == Verdict::met);
  CHECK(judged(promise + ", in: 67%}").verdict == Verdict::unclear);
  CHECK(judged(promise + ", in: 80%}").verdict == Verdict::missed);
}

TEST_CASE("without `per` a target is judged over the whole window") {
  const JudgedTarget whole = judged("{kpi: on_time, where: {sla: resolution}, is: \">= 80%\"}");
  CHECK(whole.estimate.value == 0.75);
  CHECK(!whole.met_in.has_value());
}

TEST_CASE("a target may name one whole period") {
  CHECK(judged("{kpi: tickets_opened, where: {week: 2026-W03}, is: \"<= 3\"}").estimate.value == 2);
}

TEST_CASE("periods of targets are whole ones of the measured window") {
  // Four weeks from 5 January: no month is whole.
  CHECK_THAT(problem_of("{kpi: fcr, is: \">= 65%\", per: month}", 35),
             ContainsSubstring("there is no whole month to judge (measured is 2026-01-05 to "
                               "2026-02-01); write `per: week`"));
  CHECK_THAT(problem_of("{kpi: fcr, where: {month: 2026-01}, is: \">= 65%\"}", 16),
             ContainsSubstring("the month 2026-01 is cut"));
  CHECK_THAT(problem_of("{kpi: fcr, where: {week: 2026-W09}, is: \">= 65%\"}", 16),
             ContainsSubstring("there is no week '2026-W09'; there are: 2026-W02, 2026-W03"));
  CHECK_THAT(problem_of("{kpi: met_in_months, is: \">= 65%\"}", 11),
             ContainsSubstring("write `per: month` beside"));
}

TEST_CASE("`in` needs `per`, and `per` goes with no period of its own") {
  const auto problems_with = [](const std::string& keys) {
    return test::problems(test::two_tiers() + "targets: [{kpi: fcr, is: \">= 65%\", " + keys +
                          "}]\n");
  };
  CHECK_THAT(problems_with("in: 90%"), ContainsSubstring("`in` stands without `per`"));
  CHECK_THAT(problems_with("per: week, where: {week: 2026-W03}"),
             ContainsSubstring("`per` and a week stand side by side"));
  CHECK_THAT(problems_with("per: year"), ContainsSubstring("'year'"));
  CHECK(problems_with("per: week, in: 90%").empty());
}
