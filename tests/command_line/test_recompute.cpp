// What run, compare, sweep and optimize print can be recomputed from the CSV files of --out.

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <numeric>
#include <sstream>

#include "analysis/report_format.hpp"
#include "tests/catch.hpp"
#include "tests/support/csv_rows.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/process.hpp"
#include "tiersim/compare.hpp"
#include "tiersim/estimate.hpp"
#include "tiersim/frontier.hpp"
#include "tiersim/kpi.hpp"
#include "tiersim/statistics.hpp"

using Catch::Approx;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using namespace tiersim;
using tiersim::test::csv_rows;
using tiersim::test::CsvRow;
using tiersim::test::desk_yaml;
using tiersim::test::Ended;
using tiersim::test::file_text;
using tiersim::test::TemporaryFolder;
using tiersim::test::typed;

namespace {

/// A KPI's numbers by replication, as a CSV has them.
struct Numbers {
  std::vector<double> numerators;
  std::vector<double> denominators;
};

/// "fcr mean priority=P1", from a row whose labels have columns, or one column for all.
std::string cell_key(const CsvRow& row) {
  std::string key = row.at("kpi") + ' ' + row.at("stat");
  if (row.contains("labels")) return key + (row.at("labels").empty() ? "" : ' ' + row.at("labels"));
  std::map<std::string, std::string> labels;
  for (const std::string name : {"priority", "type", "kind", "channel", "customer", "tier", "group",
                                 "sla", "age", "day", "week", "month"}) {
    if (!row.at(name).empty()) labels[name] = row.at(name);
  }
  for (const auto& [name, value] : labels) key += ' ' + name + '=' + value;
  return key;
}

std::string cell_key(const json& kpi) {
  std::string key = kpi["id"].get<std::string>() + ' ' + kpi["stat"].get<std::string>();
  std::map<std::string, std::string> labels;
  for (const auto& [name, value] : kpi["labels"].items()) labels[name] = value.get<std::string>();
  for (const auto& [name, value] : labels) key += ' ' + name + '=' + value;
  return key;
}

std::map<std::string, Numbers> numbers_in(const std::vector<CsvRow>& rows) {
  std::map<std::string, Numbers> found;
  for (const CsvRow& row : rows) {
    Numbers& numbers = found[cell_key(row)];
    numbers.numerators.push_back(std::stod(row.at("numerator")));
    numbers.denominators.push_back(std::stod(row.at("denominator")));
    if (row.at("value").empty()) {
      CHECK(numbers.denominators.back() == 0);
      continue;
    }
    const bool is_ratio = row.at("stat") == "mean" && find_kpi(row.at("kpi"))->form != Form::total;
    const double below = is_ratio ? numbers.denominators.back() : 1;
    CHECK(std::stod(row.at("value")) == Approx(numbers.numerators.back() / below));
  }
  return found;
}

/// By the definitions alone: values are sums by sums, or means of totals.
Estimate estimate_of(const KpiRow& kpi, const Numbers& numbers, double level) {
  const RatioSamples samples{numbers.numerators, numbers.denominators};
  Estimate estimate;
  if (kpi.form == Form::total) {
    estimate.value = std::accumulate(numbers.numerators.begin(), numbers.numerators.end(), 0.0) /
                     static_cast<double>(numbers.numerators.size());
    estimate.interval = mean_interval(numbers.numerators, level);
  } else {
    estimate.value = ratio_of_sums(samples);
    estimate.interval =
        kpi.form == Form::share ? share_interval(samples, level) : ratio_interval(samples, level);
  }
  if (estimate.interval) {
    const KpiRange range = range_of(kpi);
    estimate.interval = {std::clamp(estimate.interval->low, range.low, range.high),
                         std::clamp(estimate.interval->high, range.low, range.high)};
  }
  return estimate;
}

/// Compares value, low and high of a KPI in JSON. \return whether it has any.
bool check_cell(const json& found, const Estimate& expected) {
  if (found["value"].is_null()) return false;
  CHECK(found["value"].get<double>() == Approx(expected.value.value()).margin(1e-12));
  if (!found["low"].is_null()) {
    CHECK(found["low"].get<double>() == Approx(expected.interval->low).margin(1e-9));
    CHECK(found["high"].get<double>() == Approx(expected.interval->high).margin(1e-9));
  }
  return true;
}

/// In a unit of CSV back to the base: hours are kept in milliseconds.
Estimate in_base(Estimate estimate, Unit unit) {
  const double factor = unit == Unit::duration ? ms_per_hour : 1;
  if (estimate.value) *estimate.value *= factor;
  if (auto& interval = estimate.interval)
    interval = {interval->low * factor, interval->high * factor};
  return estimate;
}

/// The line of a page that begins so, blanks aside.
std::string line_with(const std::string& page, const std::string& start) {
  std::istringstream lines{page};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
    if (line.substr(first).starts_with(start)) return line;
  }
  FAIL("no line " << start);
  return "";
}

/// The small desk with targets by week, and shares of weeks.
std::string desk_of_weeks() {
  return desk_yaml.substr(0, desk_yaml.find("targets:")) +
         "targets:\n"
         "  - {kpi: fcr, per: week, in: 50%, is: \">= 79.5%\"}\n"
         "  - {kpi: wait, where: {tier: L2}, is: \"<= 2h\"}\n"
         "  - {kpi: on_time, where: {sla: resolution}, is: \">= 90%\"}\n";
}

/// In how many pairs of a replication and a week the target holds.
double share_of_weeks(const std::map<std::string, Numbers>& numbers, double bound) {
  double held = 0;
  double all = 0;
  for (const auto& [key, week] : numbers) {
    if (!key.starts_with("fcr mean week=")) continue;
    for (std::size_t r = 0; r < week.numerators.size(); ++r) {
      if (week.denominators[r] == 0) continue;
      ++all;
      held += week.numerators[r] / week.denominators[r] >= bound ? 1 : 0;
    }
  }
  REQUIRE(all > 0);
  return held / all;
}

}  // namespace

TEST_CASE("each KPI that run prints is recomputed from replications.csv, but percentiles") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_of_weeks());
  const std::string out = folder.path("out");
  const Ended page = typed({"run", desk, "--out", out, "--replications", "5"});
  INFO(page.err);
  REQUIRE(page.code == 0);
  const json report = json::parse(file_text(out + "/summary.json"));
  const auto numbers = numbers_in(csv_rows(file_text(out + "/replications.csv")));
  std::size_t checked = 0;
  for (const json& kpi : report["kpis"]) {
    if (kpi["stat"] != "mean") continue;
    INFO(cell_key(kpi));
    const KpiRow& row = *find_kpi(kpi["id"].get<std::string>());
    checked += check_cell(kpi, estimate_of(row, numbers.at(cell_key(kpi)), 0.95)) ? 1 : 0;
  }
  CHECK(checked > 100);

  // As it is printed.
  const std::vector<std::pair<std::string, std::string>> lines{
      {"First-contact resolution", "fcr mean"},
      {"mean ", "mttr mean"},
      {"On time: resolution", "on_time mean sla=resolution"},
      {"Cost a month", "cost_per_month mean"},
      {"Cost per ticket", "cost_per_ticket mean"},
      {"Open at close of business", "backlog mean"},
      {"wait mean L2", "wait mean tier=L2"}};
  for (const auto& [start, key] : lines) {
    const bool has_mttr = numbers.contains("mttr mean");
    const std::string own = has_mttr || key != "mttr mean" ? key : "fulfilment_time mean";
    const KpiRow& kpi = *find_kpi(own.substr(0, own.find(' ')));
    if (!numbers.contains(own)) continue;
    const Estimate expected = in_base(estimate_of(kpi, numbers.at(own), 0.95), kpi.unit);
    const std::string line = line_with(page.out, start);
    CHECK_THAT(line, ContainsSubstring(shown(*expected.value, kpi.unit, "EUR").number));
    if (line.find("growing") == std::string::npos) {
      CHECK_THAT(line, ContainsSubstring(interval_text(expected, kpi.unit)));
    }
  }
  // Targets by week: how often they hold.
  CHECK(report["targets"][0]["met_in_weeks"]["value"].get<double>() ==
        Approx(share_of_weeks(numbers, 0.795)));
}

TEST_CASE("each value that compare prints is recomputed from compare.csv, but percentiles") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const std::string out = folder.path("out");
  const Ended ended = typed({"compare", desk, "--plan", "staff.engineers.heads=5", "--replications",
                             "5", "--json", "--out", out});
  REQUIRE(ended.code == 0);
  const json report = json::parse(ended.out);
  std::map<std::string, std::vector<CsvRow>> by_plan;
  for (CsvRow& row : csv_rows(file_text(out + "/compare.csv")))
    by_plan[row.at("plan")].push_back(row);
  std::size_t checked = 0;
  for (const auto& [plan, rows] : by_plan) {
    const auto numbers = numbers_in(rows);
    for (const json& kpi : report["kpis"]) {
      if (kpi["stat"] != "mean") continue;
      const KpiRow& row = *find_kpi(kpi["id"].get<std::string>());
      const Estimate expected = estimate_of(row, numbers.at(cell_key(kpi)), 0.95);
      for (const json& own : kpi["plans"]) {
        INFO(cell_key(kpi) << ", " << plan);
        if (own["plan"] == plan) checked += check_cell(own, expected) ? 1 : 0;
      }
    }
  }
  CHECK(checked > 10);
}

TEST_CASE("values, gains, prices and targets of a sweep are recomputed from replications.csv") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_of_weeks());
  const std::string out = folder.path("out");
  const Ended ended = typed({"sweep", desk, "--vary", "staff.engineers.heads=2..4", "--quality",
                             "wait,tier=L2", "--replications", "5", "--json", "--out", out});
  REQUIRE(ended.code == 0);
  const json report = json::parse(ended.out);
  std::map<std::string, std::vector<CsvRow>> by_point;
  for (CsvRow& row : csv_rows(file_text(out + "/replications.csv"))) {
    by_point[row.at("point")].push_back(row);
  }
  std::vector<std::map<std::string, Numbers>> numbers;
  for (const json& point : report["points"]) {
    numbers.push_back(numbers_in(by_point.at(std::to_string(numbers.size()))));
    for (const json& kpi : point["kpis"]) {
      if (kpi["stat"] != "mean") continue;
      INFO(cell_key(kpi));
      (void)check_cell(kpi, estimate_of(*find_kpi(kpi["id"].get<std::string>()),
                                        numbers.back().at(cell_key(kpi)), 0.95));
    }
    CHECK(point["targets"][0]["met_in"].get<double>() ==
          Approx(share_of_weeks(numbers.back(), 0.795)));
  }
  REQUIRE_FALSE(report["steps"].empty());
  const std::string quality = cell_key(report["quality"]);
  const std::string cost = cell_key(report["cost"]);
  for (const json& step : report["steps"]) {
    const auto& from = numbers[step["from"].get<std::size_t>()];
    const auto& to = numbers[step["to"].get<std::size_t>()];
    const auto gain_samples = [&](const std::string& key, bool is_total) {
      const Numbers& a = from.at(key);
      const Numbers& b = to.at(key);
      const auto influences = [&](const Numbers& own) {
        return is_total ? influences_on_mean(own.numerators)
                        : influences_on_ratio({own.numerators, own.denominators});
      };
      const Influences of_a = influences(a);
      const Influences of_b = influences(b);
      const KpiRow& kpi = *find_kpi(key.substr(0, key.find(' ')));
      const double value = *estimate_of(kpi, b, 0.95).value - *estimate_of(kpi, a, 0.95).value;
      std::vector<double> samples;
      for (std::size_t r = 0; r < of_a.size(); ++r) samples.push_back(value + of_b[r] - of_a[r]);
      return samples;
    };
    std::vector<double> gain = gain_samples(quality, false);
    for (double& one : gain) one = -one;  // a wait should be low
    const std::vector<double> dearer = gain_samples(cost, true);
    const auto interval = mean_interval(gain, 0.95);
    CHECK(step["gain"]["low"].get<double>() == Approx(interval->low).margin(1e-9));
    CHECK(step["gain"]["high"].get<double>() == Approx(interval->high).margin(1e-9));
    const auto price = price_interval({dearer, gain}, 0.95);
    CHECK(price.has_value() == !step["price"]["low"].is_null());
    if (!price) continue;
    CHECK(step["price"]["low"].get<double>() == Approx(price->low));  // an hour
    CHECK(step["price"]["high"].get<double>() == Approx(price->high));
  }
}

TEST_CASE("what optimize confirms is recomputed from replications.csv") {
  const TemporaryFolder folder;
  (void)folder.put("base.yaml", desk_of_weeks());
  const std::string file = folder.put(
      "desk.yaml", "extends: base.yaml\n"
                   "optimize: {vary: {staff.desk.heads: 4..6, staff.engineers.heads: 3..5}}\n");
  const std::string out = folder.path("out");
  const Ended ended =
      typed({"optimize", file, "--replications", "4", "--confirm", "6", "--out", out});
  INFO(ended.err);
  const json report = json::parse(file_text(out + "/summary.json"));
  std::map<std::string, std::vector<CsvRow>> by_plan;
  for (CsvRow& row : csv_rows(file_text(out + "/replications.csv"))) {
    by_plan[row.at("confirmation") + ' ' + row.at("plan")].push_back(row);
  }
  REQUIRE_FALSE(report["confirmations"].empty());
  std::size_t attempt = 0;
  for (const json& one : report["confirmations"]) {
    const std::string number = std::to_string(++attempt);
    const auto plan = numbers_in(by_plan.at(number + " plan"));
    const auto now = numbers_in(by_plan.at(number + " now"));
    const KpiRow& cost = *find_kpi("cost_total");
    const double level = one["confidence_of_each"];
    (void)check_cell(one["cost"], estimate_of(cost, plan.at("cost_total mean"), level));
    const double saved = *estimate_of(cost, now.at("cost_total mean"), level).value -
                         *estimate_of(cost, plan.at("cost_total mean"), level).value;
    CHECK(one["saving"]["value"].get<double>() == Approx(saved).margin(1e-6));
    const json& wait = one["targets"][1];
    (void)check_cell(wait["estimate"],
                     estimate_of(*find_kpi("wait"), plan.at("wait mean tier=L2"), level));
    const json& on_time = one["targets"][2];
    const Estimate expected =
        estimate_of(*find_kpi("on_time"), plan.at("on_time mean sla=resolution"), level);
    (void)check_cell(on_time["estimate"], expected);
    CHECK(one["targets"][0]["met_in"]["value"].get<double>() ==
          Approx(share_of_weeks(plan, 0.795)));
    if (attempt < report["confirmations"].size()) continue;
    CHECK_THAT(line_with(ended.out, "on_time resolution"),
               ContainsSubstring(value_text(expected.value, Unit::share, "")) &&
                   ContainsSubstring(interval_text(expected, Unit::share)));
  }
}
