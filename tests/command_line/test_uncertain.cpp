// Uncertain volumes as typed: chances to hold, and how much of what strays is the forecast's.

#include <cmath>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/process.hpp"

using Catch::Approx;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using tiersim::test::Ended;
using tiersim::test::file_text;
using tiersim::test::TemporaryFolder;
using tiersim::test::typed;

namespace {

/// Ten weeks from January 5th: February is whole.
const std::string desk_of_months = R"(
name: a desk with a forecast
horizon: {start: 2026-01-05, length: 10w}
shifts: {day: {weekly: {mon-fri: "08:00-18:00"}}}
ticket_types: {access: {kind: request, handle_time: {L1: {mean: 15m, cv: 0.8}}}}
demand:
  access: {type: access, volume: 80/bd, profile: {mon-fri: "08:00-18:00"}}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 3, shift: day, cost_per_hour: 30}}
sla: {answer: {stop: acknowledged, target: 30m}}
experiment: {replications: 30}
targets:
  - {kpi: on_time, where: {sla: answer}, is: ">= 85%"}
  - {kpi: cost_total, is: "<= 100000"}
)";
const std::string uncertain = "demand.access.volume_uncertainty=15%";

json parsed(const Ended& ended) {
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  return json::parse(ended.out);
}

/// Of chances.csv: the rows of a KPI and period, as (value, twin).
std::vector<std::pair<double, double>>
rows_in(const std::string& csv, const std::string& kpi, const std::string& period) {
  std::vector<std::pair<double, double>> rows;
  std::istringstream lines{csv};
  std::string line;
  std::getline(lines, line);
  CHECK(line == "kpi,stat,priority,type,kind,channel,customer,tier,group,sla,age,period,"
                "replication,value,twin,unit");
  while (std::getline(lines, line)) {
    std::vector<std::string> columns;
    std::istringstream row{line};
    for (std::string column; std::getline(row, column, ',');) columns.push_back(column);
    if (columns[0] == kpi && columns[11] == period) {
      rows.emplace_back(std::stod(columns[13]), std::stod(columns[14]));
    }
  }
  return rows;
}

}  // namespace

TEST_CASE("run tells how likely targets are to hold where a volume is uncertain, and only there") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_of_months);
  const Ended certain = typed({"run", desk, "--replications", "4"});
  CHECK(certain.out.find("Chance to hold") == std::string::npos);
  const Ended ended = typed({"run", desk, "--set", uncertain});
  INFO(ended.err);
  CHECK(ended.code == 0);
  CHECK_THAT(ended.out, ContainsSubstring("Chance to hold") && ContainsSubstring("forecast") &&
                            ContainsSubstring("Volumes are uncertain") &&
                            ContainsSubstring("on_time answer by month, cost_total by horizon"));
  std::istringstream lines{ended.out};
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
}

TEST_CASE("what run says of chances can be recomputed from chances.csv, for any threads") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_of_months);
  const std::string out = folder.path("out");
  const Ended one =
      typed({"run", desk, "--set", uncertain, "--json", "--out", out, "--threads", "1"});
  const json report = parsed(one);
  const json& target = report["targets"][0];
  CHECK(target["holds"]["in"] == "month");
  const auto rows = rows_in(file_text(out + "/chances.csv"), "on_time", "2026-02");
  REQUIRE(rows.size() == 30);
  double held = 0;
  double mean = 0;
  for (const auto& [value, twin] : rows) {
    held += value >= 0.85 ? 1 : 0;
    mean += (value + twin) / 60;
  }
  double common = 0;
  double all = 0;
  for (const auto& [value, twin] : rows) {
    common += (value - mean) * (twin - mean);
    all += (std::pow(value - mean, 2) + std::pow(twin - mean, 2)) / 2;
  }
  CHECK(target["holds"]["value"].get<double>() == Approx(held / 30));
  CHECK(target["holds"]["n"] == 30);
  const json& spread = target["spread"];
  const double deviation = std::sqrt(2 * all / 59);
  CHECK(spread["forecast_share_of_variance"].get<double>() == Approx(common / all));
  CHECK(common / all > 0.5);  // a queue near its limit follows the volume
  CHECK(spread["deviation"].get<double>() == Approx(deviation));
  CHECK(spread["of_forecast"].get<double>() == Approx(deviation * std::sqrt(common / all)));
  CHECK(spread["of_queue"].get<double>() == Approx(deviation * std::sqrt(1 - common / all)));
  CHECK(spread["low"].get<double>() < common / all);
  CHECK(spread["high"].get<double>() > common / all);
  CHECK(report["targets"][1]["holds"]["in"] == "horizon");  // a sum: a month has less

  json other = parsed(typed({"run", desk, "--set", uncertain, "--json", "--threads", "3"}));
  json same = report;
  same.erase("run_seconds");
  other.erase("run_seconds");
  CHECK(same == other);

  parsed(typed({"run", desk, "--json", "--out", out, "--replications", "2"}));
  CHECK_FALSE(std::filesystem::exists(out + "/chances.csv"));
}

TEST_CASE("compare tells in which share of months a target without `per` holds") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_of_months);
  const std::vector<std::string> command{
      "compare", desk, "--plan", "one more: staff.desk.heads=+1", "--replications", "20"};
  const Ended ended = typed(command);
  INFO(ended.out);
  CHECK(ended.code == 0);
  CHECK_THAT(ended.out, ContainsSubstring("  holds in a month") &&
                            ContainsSubstring("  holds in the horizon"));
  std::vector<std::string> as_json = command;
  as_json.insert(as_json.end(), {"--json", "--set", uncertain, "--out", folder.path("out")});
  const json report = parsed(typed(as_json));
  const json& target = report["plans"][0]["targets"][0];
  CHECK(target["holds"]["in"] == "month");
  CHECK(target["holds"]["n"] == 20);
  CHECK_THAT(report["notes"].dump(), ContainsSubstring("volumes are uncertain"));
  // The months are in compare.csv.
  double held = 0;
  double months = 0;
  std::istringstream lines{file_text(folder.path("out/compare.csv"))};
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("base,on_time,", 0) != 0 || line.find(",2026-02,") == std::string::npos)
      continue;
    std::vector<std::string> columns;
    std::istringstream row{line};
    for (std::string column; std::getline(row, column, ',');) columns.push_back(column);
    months += 1;
    held += std::stod(columns[16]) >= 0.85 ? 1 : 0;
  }
  CHECK(months == 20);
  CHECK(target["holds"]["value"].get<double>() == Approx(held / 20));
}

TEST_CASE("compare says where too few replications tell of a difference") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_of_months);
  const std::vector<std::string> command{"compare",        desk,
                                         "--set",          "staff.desk.heads=6",
                                         "--set",          "horizon.length=4d",
                                         "--plan",         "one more: staff.desk.heads=+1",
                                         "--replications", "20",
                                         "--set",          "sla.answer.target=90m"};
  const Ended ended = typed(command);
  INFO(ended.out);
  CHECK(ended.code == 0);
  CHECK_THAT(ended.out,
             ContainsSubstring("too few: ") && ContainsSubstring(" of 20") &&
                 ContainsSubstring("  Too few: First-contact resolution; SLA breaches: answer") &&
                 ContainsSubstring("use more replications"));
  std::vector<std::string> as_json = command;
  as_json.emplace_back("--json");
  const json told = parsed(typed(as_json));
  for (const json& kpi : told["kpis"]) {
    if (kpi["id"] != "sla_breach_rate") continue;
    CHECK(kpi["differences"][0]["too_few"] == true);
    CHECK(kpi["differences"][0]["significant"] == false);
    CHECK(kpi["differences"][0]["told_by"].get<int>() < 5);
  }
}

TEST_CASE("validate and check say that volumes are uncertain, and bad ones are refused") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_of_months);
  CHECK_THAT(typed({"validate", desk, "--set", uncertain}).out,
             ContainsSubstring("volumes are uncertain: access (cv 15%)"));
  const std::string cases = folder.put(
      "cases.yaml", "extends: desk.yaml\nvolume_uncertainty: {cases: [80%, 100%, 135%]}\n");
  CHECK_THAT(typed({"validate", cases}).out,
             ContainsSubstring("all together (80%, 100% or 135%: 105% on average)"));
  // 200 replications are the least that it decides by.
  CHECK_THAT(
      typed({"check", desk, "--set", uncertain, "--set", "horizon.length=2d", "--at-most", "200"})
          .out,
      ContainsSubstring("Volumes are uncertain"));
  const Ended wrong = typed({"run", desk, "--set", "demand.access.volume_uncertainty=200%"});
  CHECK(wrong.code == 2);
  CHECK_THAT(wrong.err,
             ContainsSubstring("volume_uncertainty") && ContainsSubstring("out of range"));
}
