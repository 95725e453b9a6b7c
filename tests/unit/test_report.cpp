#include "tiersim/report.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace {

/// A scenario that was run, with all that its report refers to.
class Run {
 public:
  explicit Run(const std::vector<std::string>& sets = {}, std::optional<PeriodKind> by = {})
      : by_{by},
        loaded_{test::load(test::desk_yaml, sets)},
        model_{compile(loaded_.scenario)},
        layout_{model_},
        targets_{target_cells(loaded_, model_, layout_)},
        results_{run_experiment(model_, layout_, options())} {}

  [[nodiscard]] Report report() const {
    const std::vector<Estimate> of_targets{results_.estimates.end() -
                                               static_cast<std::ptrdiff_t>(size_of(targets_)),
                                           results_.estimates.end()};
    return {loaded_,
            model_,
            layout_,
            results_,
            report_cells(model_, layout_).size(),
            judge_targets(loaded_.scenario.targets, targets_, of_targets, results_.estimator),
            by_};
  }
  [[nodiscard]] json as_json() const { return json::parse(json_report(report())); }
  [[nodiscard]] std::string as_text() const { return text_report(report()); }

 private:
  [[nodiscard]] RunOptions options() const {
    RunOptions options;
    options.replications = loaded_.scenario.experiment.replications;
    options.threads = 1;
    options.cells = report_cells(model_, layout_);
    const std::vector<KpiCell> own = options.cells;
    const auto append = [&](const std::vector<KpiCell>& more) {
      options.cells.insert(options.cells.end(), more.begin(), more.end());
    };
    if (by_) append(period_cells(model_, own, *by_));
    for (const std::vector<KpiCell>& of_one : targets_) append(of_one);
    return options;
  }

  std::optional<PeriodKind> by_;
  LoadedScenario loaded_;
  Model model_;
  MeasureLayout layout_;
  TargetCells targets_;
  Results results_;
};

/// The KPI's entry without labels.
json find(const json& report, const std::string& id, const std::string& stat) {
  for (const json& kpi : report["kpis"]) {
    if (kpi["id"] == id && kpi["stat"] == stat && kpi["labels"].empty()) return kpi;
  }
  return nullptr;
}

bool mentions(const std::vector<std::string>& lines, const std::string& words) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) {
    return line.find(words) != std::string::npos;
  });
}

}  // namespace

TEST_CASE("JSON has lengths of time in hours, money in major units, and shares as fractions") {
  const Run run;
  const json report = run.as_json();
  CHECK(find(report, "mttr", "median")["unit"] == "h");
  CHECK(find(report, "mttr", "median")["value"].get<double>() < 24);
  CHECK(find(report, "cost_total", "mean")["unit"] == "EUR");
  // 4 weeks of 5 days: 5 heads at 26 and 4 at 40 an hour, 8 hours each, and overtime on top.
  CHECK(find(report, "cost_total", "mean")["value"].get<double>() >= 20 * 8 * (5 * 26 + 4 * 40));
  CHECK(find(report, "fcr", "mean")["value"].get<double>() <= 1);
}

TEST_CASE("penalties have a total, and a row on the page where any are set") {
  const Run set{{"sla.resolution.target=1m", "sla.resolution.penalty_per_breach=50",
                 "sla.other={target: 1m, penalty_per_breach: 7}"}};
  double by_clock = 0;
  const json report = set.as_json();
  for (const json& kpi : report["kpis"]) {
    const bool is_clock = kpi["labels"].size() == 1 && kpi["labels"].contains("sla");
    if (kpi["id"] == "penalties" && is_clock) by_clock += kpi["value"].get<double>();
  }
  const double total = find(report, "penalties", "mean")["value"].get<double>();
  CHECK(total > 0);
  CHECK(total == Catch::Approx(by_clock));
  CHECK(find(report, "penalties_per_month", "mean")["value"].get<double>() > 0);
  CHECK_THAT(set.as_text(), ContainsSubstring("  Penalties a month "));
  CHECK_THAT(Run{}.as_text(), !ContainsSubstring("Penalties"));
  const Run unused{{"demand.access.volume=0/day", "sla.resolution.penalty_per_breach=50"}};
  CHECK_THAT(unused.as_text(), ContainsSubstring("  Penalties a month "));
}

TEST_CASE("what there is nothing of is null, and is told") {
  const Run run{{"demand.access.volume=0/day"}};
  const json report = run.as_json();
  CHECK(find(report, "fcr", "mean")["value"].is_null());
  CHECK(find(report, "fcr", "mean")["n"] == 0);
  CHECK(report["targets"][0]["verdict"] == "nothing");
  CHECK(report["tickets"]["opened"] == 0);
  CHECK(mentions(warnings(run.report()), "no ticket was opened"));
  CHECK(mentions(warnings(run.report()), "3 of 3 targets could not be judged"));
  CHECK_THAT(run.as_text(), !ContainsSubstring("nan"));
}

TEST_CASE("a target that is marked as unreachable says why, and is judged as any other") {
  const Run run{{R"(targets=[{kpi: mttr, is: "<= 1ms", unreachable: "nobody is that quick"}])"}};
  const json target = run.as_json()["targets"][0];
  CHECK(target["verdict"] == "missed");
  CHECK(target["unreachable"] == "nobody is that quick");
  CHECK_THAT(run.as_text(),
             ContainsSubstring("  mttr median is marked as unreachable: nobody is that quick\n"));
  const Run easy{{R"(targets=[{kpi: mttr, is: "<= 90000h", unreachable: "so we thought"}])"}};
  CHECK(easy.as_json()["targets"][0]["verdict"] == "met");
  CHECK_FALSE(Run{}.as_json()["targets"][0].contains("unreachable"));
  CHECK_THAT(Run{}.as_text(), !ContainsSubstring("unreachable"));
}

TEST_CASE("a misspelt skill is told with the results") {
  const Run run{
      {"ticket_types.access.skill=product", "staff.engineers.skills={product: 1, prodct: 1}"}};
  CHECK(mentions(warnings(run.report()), "did you mean 'product'?"));
  CHECK_THAT(run.as_text(), ContainsSubstring("'product'?\n"));
}

TEST_CASE("a backlog that grows is marked and told by tier") {
  const Run run{
      {"staff.engineers.heads=1", "horizon.length=26w", "targets=[{kpi: mttr, is: \"<= 1000h\"}]"}};
  const json report = run.as_json();
  CHECK(find(report, "mttr", "median")["growing"] == true);
  CHECK(report["targets"][0]["verdict"] == "unclear");
  CHECK(mentions(warnings(run.report()), "(at L2 by "));
  CHECK_THAT(run.as_text(), ContainsSubstring("growing"));
}

TEST_CASE("the page is 80 columns wide, and says where it came from") {
  const Run run{{"name=" + std::string(200, 'x'), "seed=18446744073709551615",
                 "sla.first_human_response={stop: acknowledged, target: 1h}",
                 "staff.a-very-long-name-of-a-group={tier: L2, heads: 1}"}};
  const std::string page = run.as_text();
  std::istringstream lines{page};
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(line.size() <= 80);
  }
  CHECK_THAT(page, ContainsSubstring("Seed 18446744073709551615, tiersim ") &&
                       ContainsSubstring("fingerprint "));
}

TEST_CASE("the horizon is told in a unit that suits its length") {
  const auto page = [](const std::string& length) {
    return Run{{"horizon.length=" + length}}.as_text();
  };
  CHECK_THAT(page("30m"), ContainsSubstring("\n30 minutes from 2026-01-05;"));
  CHECK_THAT(page("1h"), ContainsSubstring("\n1 hour from 2026-01-05;"));
  CHECK_THAT(page("90m"), ContainsSubstring("\n1.5 hours from 2026-01-05;"));
  CHECK_THAT(page("1d"), ContainsSubstring("\n1 day from 2026-01-05;"));
  CHECK_THAT(page("13d"), ContainsSubstring("\n13 days from 2026-01-05;"));
  CHECK_THAT(page("13w"), ContainsSubstring("\n13 weeks from 2026-01-05;"));
}

TEST_CASE("a report by period has each KPI in each of them, and tables of 80 columns") {
  for (const PeriodKind kind : {PeriodKind::day, PeriodKind::week, PeriodKind::month}) {
    const Run run{{"sla.first_human_response={stop: acknowledged, target: 1h}",
                   "tiers.L1.queue=first_come",
                   "targets=[{kpi: fcr, is: \">= 5%\", per: week, in: 90%}]"},
                  kind};
    const json report = run.as_json();
    const std::string by{to_text(kind)};
    const std::size_t periods = report["periods"].size();
    CHECK(periods == (kind == PeriodKind::day ? 28U : kind == PeriodKind::week ? 4U : 2U));
    CHECK(report["by_period"].size() == periods * report["kpis"].size());
    CHECK(report["by_period"][0]["labels"][by] == report["periods"][0][by]);
    std::string csv;
    periods_csv(run.report(), [&](const std::string& rows) { csv += rows; });
    CHECK(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')) ==
          1 + report["by_period"].size());
    std::istringstream lines{run.as_text()};
    for (std::string line; std::getline(lines, line);) {
      INFO(line);
      CHECK(line.size() <= 80);
    }
  }
}

TEST_CASE("counts by month add up, and the worst week comes first") {
  const Run months{{}, PeriodKind::month};
  const json report = months.as_json();
  double opened = 0;
  for (const json& kpi : report["by_period"]) {
    if (kpi["id"] == "tickets_opened" && kpi["labels"].size() == 1) {
      opened += kpi["value"].get<double>();
    }
  }
  CHECK(opened == Catch::Approx(find(report, "tickets_opened", "mean")["value"].get<double>()));
  CHECK(report["periods"][0]["whole"] == false);
  CHECK_THAT(months.as_text(), ContainsSubstring("\n  Cost, EUR ") &&
                                   ContainsSubstring("2026-01*") && ContainsSubstring("* in part"));
  const std::string weeks = Run{{}, PeriodKind::week}.as_text();
  double before = 0;
  std::size_t rows = 0;
  std::istringstream lines{weeks};
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("  2026-W", 0) != 0) continue;
    std::istringstream words{line};
    std::string name;
    std::string tickets;
    double on_time = 0;
    words >> name >> tickets >> on_time;
    CHECK(on_time >= before);
    before = on_time;
    ++rows;
  }
  CHECK(rows == 4);
}

TEST_CASE("a target by period is told with the share of periods in which it holds") {
  const Run run{{"targets=[{kpi: fcr, is: \">= 5%\", per: week, in: 90%}]"}};
  const json target = run.as_json()["targets"][0];
  CHECK(target["per"] == "week");
  CHECK(target["in"] == 0.9);
  CHECK(target["met_in_weeks"]["value"] == 1);
  CHECK(target["met_in_weeks"]["n"] == 12);
  CHECK(target["labels"].contains("week"));
  CHECK_THAT(run.as_text(),
             ContainsSubstring("  by week: 2026-W03 worst; met in  >= 90%  100.0 %"));
}

TEST_CASE("defaults are told where they were used, and only there") {
  CHECK(mentions(defaults_used(Run{}.report()), "a bare handle time is the mean of a lognormal"));
  CHECK(mentions(defaults_used(Run{}.report()), "attempts at a tier before moving up: 1"));
  const Run explicit_one{{"ticket_types.access.handle_time={L1: {exponential: {mean: 10m}}, "
                          "L2: {exponential: {mean: 30m}}}",
                          "tiers.L1.escalate=[{attempts: 2}]", "costs.full_time=40h"}};
  CHECK(defaults_used(explicit_one.report()).empty());
}

TEST_CASE("replications.csv is tidy: each KPI and label once in each replication") {
  const Run run{{"ticket_types={\"a,b\": {handle_time: {L1: 10m}}}", "demand.access.type=a,b"}};
  const Report report = run.report();
  std::string csv;
  replications_csv(report, [&](const std::string& rows) { csv += rows; });
  const auto lines = static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n'));
  CHECK(lines == 1 + report.cells * report.results.replications());
  CHECK_THAT(csv, ContainsSubstring("0,fcr,mean,P1,,,,,,,,") && ContainsSubstring(",\"a,b\","));
  CHECK_THAT(csv, ContainsSubstring("\n2,") && !ContainsSubstring("\n3,"));
}
