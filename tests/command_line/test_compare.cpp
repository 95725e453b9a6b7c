// `tiersim compare` as typed.

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/process.hpp"
#include "tiersim/statistics.hpp"

using Catch::Approx;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using tiersim::test::desk_yaml;
using tiersim::test::Ended;
using tiersim::test::file_text;
using tiersim::test::TemporaryFolder;
using tiersim::test::typed;

namespace {

json parsed(const Ended& ended) {
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  return json::parse(ended.out);
}

const json& kpi_of(const json& report, const std::string& id) {
  for (const json& kpi : report["kpis"]) {
    if (kpi["id"] == id) return kpi;
  }
  FAIL("no " << id);
  return report;
}

/// What compare.csv has of a plan's KPI, by replication.
struct RowsOfPlan {
  std::vector<double> influences;
  std::vector<double> numerators;
  std::vector<double> denominators;
};

/// Of compare.csv: (plan, KPI, stat, SLA) to its rows.
std::map<std::string, RowsOfPlan> rows_in(const std::string& csv) {
  std::map<std::string, RowsOfPlan> found;
  std::istringstream lines{csv};
  std::string line;
  std::getline(lines, line);
  CHECK(line ==
        "plan,kpi,stat,priority,type,kind,channel,customer,tier,group,sla,age,day,week,month,"
        "replication,value,numerator,denominator,influence,unit");
  while (std::getline(lines, line)) {
    std::vector<std::string> columns;
    std::istringstream row{line};
    for (std::string column; std::getline(row, column, ',');) columns.push_back(column);
    const bool is_narrower = !columns[3].empty() || !columns[8].empty();  // by priority or tier
    if (is_narrower || columns[19].empty()) continue;
    RowsOfPlan& rows = found[columns[0] + ' ' + columns[1] + ' ' + columns[2] + ' ' + columns[10]];
    rows.numerators.push_back(std::stod(columns[17]));
    rows.denominators.push_back(std::stod(columns[18]));
    rows.influences.push_back(std::stod(columns[19]));
  }
  return found;
}

/// The lower end of a share's difference by the score intervals of both.
double score_low(const RowsOfPlan& base, const RowsOfPlan& plan, double level) {
  const tiersim::RatioSamples of_base{base.numerators, base.denominators};
  const tiersim::RatioSamples of_plan{plan.numerators, plan.denominators};
  const double a = *tiersim::ratio_of_sums(of_base);
  const double b = *tiersim::ratio_of_sums(of_plan);
  double both = 0;
  double own_base = 0;
  double own_plan = 0;
  for (std::size_t i = 0; i < base.influences.size(); ++i) {
    both += base.influences[i] * plan.influences[i];
    own_base += base.influences[i] * base.influences[i];
    own_plan += plan.influences[i] * plan.influences[i];
  }
  const double correlation = own_base * own_plan > 0 ? both / std::sqrt(own_base * own_plan) : 0;
  const double up = tiersim::share_interval(of_base, level)->high - a;
  const double down = b - tiersim::share_interval(of_plan, level)->low;
  return b - a - std::sqrt(down * down - 2 * correlation * down * up + up * up);
}

}  // namespace

TEST_CASE("a comparison prints what differs in 80 columns, and says what is not significant") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const Ended ended = typed(
      {"compare", desk, "--plan", "one more: staff.engineers.heads=+1", "--replications", "8"});
  INFO(ended.err);
  CHECK(ended.code == 0);
  CHECK(ended.err.empty());
  CHECK_THAT(ended.out, ContainsSubstring("A: one more (staff.engineers.heads=+1)"));
  CHECK_THAT(ended.out, ContainsSubstring("L2 4 -> 5 ("));
  CHECK_THAT(ended.out, ContainsSubstring("a month") && ContainsSubstring("a year"));
  CHECK_THAT(ended.out, ContainsSubstring("Not significant:"));
  CHECK_THAT(ended.out, ContainsSubstring("Variance of these differences"));
  CHECK_THAT(ended.out, ContainsSubstring("Targets"));
  std::istringstream page{ended.out};
  for (std::string line; std::getline(page, line);) CHECK(line.size() <= 80);
}

TEST_CASE("differences, intervals and variance ratios are recomputed from compare.csv") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const json report = parsed(typed({"compare", desk, "--plan", "staff.engineers.heads=5",
                                    "--replications", "6", "--json", "--out", folder.path("out")}));
  CHECK(json::parse(file_text(folder.path("out/compare.json"))) == report);
  const auto rows = rows_in(file_text(folder.path("out/compare.csv")));
  const double t = tiersim::student_quantile(report["confidence_of_each"], 5);
  std::size_t checked = 0;
  for (const json& kpi : report["kpis"]) {
    const json& found = kpi["differences"][0];
    if (found["low"].is_null()) continue;
    if (kpi["labels"].contains("tier") || kpi["labels"].contains("priority")) continue;
    const std::string sla = kpi["labels"].value("sla", "");
    const std::string key = kpi["id"].get<std::string>() + ' ' + kpi["stat"].get<std::string>();
    INFO(key);
    const RowsOfPlan& of_base = rows.at("base " + key + ' ' + sla);
    const RowsOfPlan& of_plan = rows.at("A " + key + ' ' + sla);
    const std::vector<double>& base = of_base.influences;
    const std::vector<double>& plan = of_plan.influences;
    REQUIRE(base.size() == 6);
    double paired = 0;
    double apart = 0;
    for (std::size_t i = 0; i < 6; ++i) {
      paired += std::pow(plan[i] - base[i], 2);
      apart += plan[i] * plan[i] + base[i] * base[i];
    }
    const double half = t * std::sqrt(paired / 30);
    const double middle =
        kpi["plans"][1]["value"].get<double>() - kpi["plans"][0]["value"].get<double>();
    CHECK(found["difference"].get<double>() == Approx(middle).margin(1e-12));
    double low = middle - half;
    const bool is_share = kpi["id"] == "fcr" || kpi["id"] == "sla_breach_rate";
    if (is_share && paired > 0) {
      low = std::min(low, score_low(of_base, of_plan, report["confidence_of_each"]));
    }
    CHECK(found["low"].get<double>() == Approx(low).margin(1e-9));
    if (!found["variance_ratio"].is_null()) {
      CHECK(found["variance_ratio"].get<double>() == Approx(apart / paired));
    }
    ++checked;
  }
  CHECK(checked >= 4);
}

TEST_CASE("a file that extends the base is a plan, with the base's seed") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const std::string plan =
      folder.put("more-people.yaml", "extends: desk.yaml\nseed: 9\nstaff: {desk: {heads: 7}}\n");
  const json report = parsed(typed({"compare", desk, plan, "--json"}));
  CHECK(report["kind"] == "compare");
  CHECK(report["replications"] == 3);
  CHECK(report["plans"][1]["name"] == "more-people");
  CHECK(report["plans"][1]["tiers"][0]["heads"] == 7);
  REQUIRE(report["notes"].size() == 1);
  CHECK_THAT(report["notes"][0].get<std::string>(),
             ContainsSubstring("has seed 9; the base's, 1, is used"));
  // Two heads at 26 an hour and 40 hours a week: 2,080 a week, 365.25 / 84 weeks a month.
  const json& cost = kpi_of(report, "cost_per_month")["differences"][0];
  CHECK(cost["difference"].get<double>() == Approx(2'080 * 365.25 / 84).epsilon(0.02));
}

TEST_CASE("the base beside itself differs by exactly nothing") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const json report = parsed(typed({"compare", desk, desk, "--json"}));
  CHECK(report["plans"][0]["fingerprint"] == report["plans"][1]["fingerprint"]);
  for (const json& kpi : report["kpis"]) {
    INFO(kpi["id"]);
    for (const json& found : kpi["differences"]) {
      CHECK(found["difference"] == 0.0);
      CHECK(found["significant"] == false);
    }
  }
}

TEST_CASE("a comparison does not depend on the number of threads") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const auto with = [&](const std::string& threads) {
    return typed({"compare", desk, "--plan", "staff.desk.heads=+1", "--plan", "staff.desk.heads=+2",
                  "--set", "targets=[]", "--best", "mttr_first", "--within", "1m", "--json",
                  "--threads", threads})
        .out;
  };
  const std::string one = with("1");
  CHECK(!one.empty());
  CHECK(one == with("3"));
}

TEST_CASE("the best plan is chosen of those that meet the targets") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const std::vector<std::string> both{"compare", desk,         "--plan",   "staff.desk.heads=+1",
                                      "--best",  "cost_total", "--within", "100",
                                      "--json"};
  const json missed = parsed(typed(both));
  CHECK(missed["choice"]["candidates"].empty());
  CHECK(missed["choice"]["best"].is_null());
  std::vector<std::string> free = both;
  free.insert(free.end(), {"--set", "targets=[]"});
  const json chosen = parsed(typed(free));
  CHECK(chosen["choice"]["candidates"].size() == 2);
  CHECK(chosen["choice"]["best"] == "base");
  CHECK(chosen["choice"]["replications"] >= 20);
}

TEST_CASE("what cannot be compared is refused with a reason") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const auto refused = [](const std::vector<std::string>& arguments) {
    const Ended ended = typed(arguments);
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
    return ended.err;
  };
  const auto plan = [&](const std::string& text) {
    return folder.put("plan.yaml", "extends: desk.yaml\n" + text);
  };
  CHECK_THAT(refused({"compare", desk}), ContainsSubstring("needs a plan beside the base"));
  CHECK_THAT(refused({"compare"}), ContainsSubstring("needs a BASE"));
  CHECK_THAT(refused({"compare", desk, plan("horizon: {length: 5w}\n")}),
             ContainsSubstring("plan.yaml:2:") && ContainsSubstring("another length"));
  CHECK_THAT(refused({"compare", desk, plan("currency: USD\n")}),
             ContainsSubstring("another currency"));
  CHECK_THAT(refused({"compare", desk, "--plan", "more people"}),
             ContainsSubstring("without a change"));
  CHECK_THAT(refused({"compare", desk, "--plan", "demand.access.volume=+10"}),
             ContainsSubstring("`demand.access.volume` is '80/day' now"));
  CHECK_THAT(refused({"compare", desk, "--plan", "staff.dsk.heads=+1"}),
             ContainsSubstring("the scenario has no 'dsk' there"));
  CHECK_THAT(refused({"compare", desk, "--plan", "staff.desk.heads=+x"}), ContainsSubstring("+x"));
  const std::string heads = "staff.desk.heads=6";
  CHECK_THAT(refused({"compare", desk, "--plan", heads, "--best", "cost_totl", "--within", "5"}),
             ContainsSubstring("did you mean 'cost_total'?"));
  CHECK_THAT(refused({"compare", desk, "--plan", heads, "--best", "cost_total"}),
             ContainsSubstring("needs '--within SIZE'"));
  CHECK_THAT(refused({"compare", desk, "--plan", heads, "--within", "5"}),
             ContainsSubstring("needs '--best KPI'"));
  CHECK_THAT(refused({"compare", desk, "--plan", heads, "--best", "fcr", "--within", "5"}),
             ContainsSubstring("0.5pp"));
  CHECK_THAT(refused({"compare", desk, "--plan", heads, "--best", "cost_total", "--within", "0"}),
             ContainsSubstring("above 0"));
  CHECK_THAT(refused({"compare", desk, "--plan", heads, "--best", "mttr", "--within", "5m"}),
             ContainsSubstring("quantile"));
  CHECK_THAT(refused({"compare", desk, "--plan", heads, "--replications", "1"}),
             ContainsSubstring("from 2"));
}

TEST_CASE("a run obeys the precision that is asked for, and tells what was reached") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const std::string asked = "experiment.precision={fcr: 1pp, cost_per_ticket: 2%}";
  const Ended page = typed({"run", desk, "--set", asked, "--set", "experiment.at_most=200"});
  INFO(page.err);
  CHECK(page.code == 0);
  CHECK_THAT(page.out, ContainsSubstring("Precision reached with"));
  const json report = parsed(typed({"run", desk, "--json", "--set", asked}));
  REQUIRE(report["precision"].size() == 2);
  CHECK(report["precision"][0]["id"] == "fcr");
  CHECK(report["precision"][0]["reached"] == true);
  CHECK(report["precision"][0]["half_width"].get<double>() <= 0.01);
  CHECK(report["precision"][1]["half_width"].get<double>() <= 0.02);
  CHECK(report["replications"] > 3);
  const json few = parsed(typed({"run", desk, "--json", "--set", "experiment.at_most=4", "--set",
                                 "experiment.precision={fcr: 0.01pp}"}));
  CHECK(few["replications"] == 4);
  CHECK(few["precision"][0]["reached"] == false);
  const json fixed = parsed(typed({"run", desk, "--json", "--set", asked, "--replications", "5"}));
  CHECK(fixed["replications"] == 5);
  CHECK_FALSE(fixed.contains("precision"));
}
