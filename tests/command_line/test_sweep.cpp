// `tiersim sweep` as typed.

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/support/csv_rows.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/process.hpp"

using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using tiersim::test::csv_rows;
using tiersim::test::desk_yaml;
using tiersim::test::Ended;
using tiersim::test::file_text;
using tiersim::test::TemporaryFolder;
using tiersim::test::typed;
using tiersim::test::without_run_seconds;

namespace {

void check_page(const Ended& ended) {
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  CHECK(ended.err.empty());
  std::istringstream page{ended.out};
  for (std::string line; std::getline(page, line);) {
    INFO(line);
    CHECK(line.size() <= 80);
  }
}

}  // namespace

TEST_CASE("a sweep prints points, a plot, prices and the knee") {
  const TemporaryFolder folder;
  const Ended ended = typed({"sweep", folder.put("desk.yaml", desk_yaml), "--vary",
                             "staff.desk.heads=3..7", "--vary", "staff.engineers.heads=3,4"});
  check_page(ended);
  CHECK_THAT(ended.out, ContainsSubstring("10 points, 3 replications each"));
  CHECK_THAT(ended.out, ContainsSubstring("a: staff.desk.heads, 3 to 7 (5 values)"));
  CHECK_THAT(ended.out, ContainsSubstring("cost_per_month") && ContainsSubstring("on_time"));
  CHECK_THAT(ended.out, ContainsSubstring("From one to the next"));
  CHECK_THAT(ended.out, ContainsSubstring("efficient frontier"));
  CHECK_THAT(ended.out, ContainsSubstring("of what is expected over many such horizons"));
}

TEST_CASE("a sweep of uncertain volumes says what its intervals cover, and only then") {
  const TemporaryFolder folder;
  const std::string file = folder.put("desk.yaml", desk_yaml);
  const std::vector<std::string> asked{"sweep", file, "--vary", "staff.desk.heads=4,5"};
  CHECK(typed(asked).out.find("Volumes are uncertain") == std::string::npos);
  std::vector<std::string> uncertain = asked;
  uncertain.insert(uncertain.end(), {"--set", "volume_uncertainty=10%"});
  const Ended ended = typed(uncertain);
  check_page(ended);
  CHECK_THAT(ended.out, ContainsSubstring("Volumes are uncertain: each replication draws its own"));
  uncertain.emplace_back("--json");
  CHECK(json::parse(typed(uncertain).out)["volumes_are_uncertain"] == true);
}

TEST_CASE("a price stands with its interval, or is not told") {
  const TemporaryFolder folder;
  const std::vector<std::string> asked{"sweep",     folder.put("desk.yaml", desk_yaml),
                                       "--vary",    "staff.desk.heads=4..8",
                                       "--set",     "demand.*.volume=x2",
                                       "--quality", "fulfilment_time"};
  const Ended page = typed(asked);
  check_page(page);
  std::vector<std::string> as_json = asked;
  as_json.emplace_back("--json");
  const json report = json::parse(typed(as_json).out);
  std::size_t withheld = 0;
  for (const json& step : report["steps"]) {
    const json& gain = step["gain"];
    const bool is_told = !gain["low"].is_null() && gain["low"].get<double>() > 0;
    CHECK(step["price"]["low"].is_null() != is_told);
    withheld += is_told ? 0 : 1;
  }
  std::size_t on_page = 0;
  std::istringstream lines{page.out};
  for (std::string line; std::getline(lines, line);) {
    on_page += line.find("not told  apart") != std::string::npos ||
                       line.find("not told apart") != std::string::npos
                   ? 1
                   : 0;
  }
  CHECK(on_page >= withheld);
}

TEST_CASE("a sweep prints the same bytes for 1, 2 and 3 threads") {
  const TemporaryFolder folder;
  const std::string file = folder.put("desk.yaml", desk_yaml);
  std::string first;
  for (const std::string threads : {"1", "2", "3"}) {
    const Ended ended =
        typed({"sweep", file, "--vary", "staff.desk.heads=3..20", "--threads", threads, "--json"});
    REQUIRE(ended.code == 0);
    const std::string text = without_run_seconds(ended.out);
    if (first.empty()) first = text;
    CHECK(text == first);
  }
}

TEST_CASE("what a sweep prints can be recomputed from its files") {
  const TemporaryFolder folder;
  const std::string out = folder.path("out");
  const Ended ended = typed({"sweep", folder.put("desk.yaml", desk_yaml), "--vary",
                             "staff.desk.heads=3..6", "--out", out, "--json"});
  REQUIRE(ended.code == 0);
  CHECK(file_text(out + "/summary.json") == ended.out);
  const json summary = json::parse(ended.out);
  CHECK(summary["kind"] == "sweep");
  const auto replications = csv_rows(file_text(out + "/replications.csv"));
  const auto points = csv_rows(file_text(out + "/points.csv"));
  CHECK(points.size() == 4 * summary["points"][0]["kpis"].size());
  CHECK(replications.size() == 3 * points.size());
  std::map<std::string, std::pair<double, double>> sums;
  for (const auto& row : replications) {
    auto& [above, below] =
        sums[row.at("point") + row.at("kpi") + row.at("stat") + row.at("labels")];
    above += std::stod(row.at("numerator"));
    below += std::stod(row.at("denominator"));
  }
  std::size_t compared = 0;
  for (const auto& row : points) {
    if (row.at("stat") != "mean" || row.at("value").empty()) continue;
    const auto& [above, below] =
        sums.at(row.at("point") + row.at("kpi") + row.at("stat") + row.at("labels"));
    CHECK(std::stod(row.at("value")) == Approx(above / below).epsilon(1e-9));
    ++compared;
  }
  CHECK(compared >= 12);
  for (const json& step : summary["steps"]) {
    const json& from = summary["points"][step["from"].get<std::size_t>()]["kpis"];
    const json& to = summary["points"][step["to"].get<std::size_t>()]["kpis"];
    CHECK(step["cost"]["value"].get<double>() ==
          Approx(to[0]["value"].get<double>() - from[0]["value"].get<double>()));
    CHECK(step["gain"]["value"].get<double>() ==
          Approx(to[1]["value"].get<double>() - from[1]["value"].get<double>()));
  }
}

TEST_CASE("a sweep says how far each target holds") {
  const TemporaryFolder folder;
  const std::string file = folder.put("desk.yaml", desk_yaml);
  const std::string targets = "targets=[{kpi: on_time, where: {sla: resolution}, is: '>= 90%'}, "
                              "{kpi: fcr, is: '>= 5%'}, {kpi: mttr, is: '<= 1m'}]";
  const std::string axis = "demand.*.volume=x1..x3:0.1";
  const Ended ended = typed({"sweep", file, "--set", targets, "--until-miss", axis});
  check_page(ended);
  CHECK_THAT(ended.out, ContainsSubstring("demand.*.volume, x1 to x3, 21 values"));
  CHECK_THAT(ended.out, ContainsSubstring("The plan does not hold: missed from the start is mttr"));
  CHECK_THAT(ended.out, ContainsSubstring("All else holds to"));
  const json found =
      json::parse(typed({"sweep", file, "--set", targets, "--until-miss", axis, "--json"}).out);
  CHECK(found["points"].size() < 21);
  // By looking at every value: the answer of bisection is the first that fails.
  const json all =
      json::parse(typed({"sweep", file, "--set", targets, "--vary", axis, "--json"}).out);
  json first = nullptr;
  for (const json& point : all["points"]) {
    const json& kpi = point["kpis"][1];
    REQUIRE(kpi["id"] == "on_time");
    const bool holds = kpi["value"].get<double>() >= 0.9 && !point["growing"].get<bool>();
    if (first.is_null() && !holds) first = point["varied"]["demand.*.volume"];
  }
  CHECK(found["holds"][0]["fails_at"] == first);
  CHECK(found["holds"][2]["fails_at"] == "x1");
  CHECK(found["holds"][2]["holds_to"].is_null());
  // Sure is what whole intervals say, among the values that were looked at.
  CHECK_THAT(ended.out,
             ContainsSubstring("sure to") && ContainsSubstring("By the intervals it is"));
  for (std::size_t i = 0; i < 3; ++i) {
    std::vector<std::pair<std::size_t, json>> looked;
    for (const json& point : found["points"]) {
      const auto& values = found["values"];
      const auto at = std::ranges::find(values, point["varied"]["demand.*.volume"]);
      looked.emplace_back(at - values.begin(), point);
    }
    std::ranges::sort(looked, {}, [](const auto& one) { return one.first; });
    json holds = nullptr;
    json fails = nullptr;
    bool all_met = true;
    for (const auto& [at, point] : looked) {
      const json& verdict = point["targets"][i]["verdict"];
      const bool grows = point["growing"].get<bool>();
      all_met = all_met && verdict == "met" && !grows;
      if (all_met) holds = found["values"][at];
      if (fails.is_null() && (verdict == "missed" || grows)) fails = found["values"][at];
    }
    CHECK(found["holds"][i]["sure_to_hold_to"] == holds);
    CHECK(found["holds"][i]["sure_to_fail_at"] == fails);
  }
}

TEST_CASE("a sweep ranks levers") {
  const TemporaryFolder folder;
  const std::string file = folder.put("desk.yaml", desk_yaml);
  const Ended ended = typed({"sweep", file, "--levers"});
  check_page(ended);
  CHECK_THAT(ended.out, ContainsSubstring("+1 head in desk"));
  CHECK_THAT(ended.out, ContainsSubstring("volume +10 %"));
  CHECK_THAT(ended.out, ContainsSubstring("Left out: pending -10 %: nothing is pending."));
  CHECK_THAT(ended.out, ContainsSubstring("Ranked by on_time sla=resolution for cost_per_month"));
  CHECK_THAT(ended.out, ContainsSubstring("? has no interval: 3 replications are too few"));
  const json report = json::parse(
      typed({"sweep", file, "--levers", "--json", "--set", "staff.desk.at_shift_end=keep", "--set",
             "staff.engineers.at_shift_end=keep"})
          .out);
  CHECK(report["levers"].size() == 7);
  CHECK(report["points"][0]["varied"]["lever"] == "base");
  for (const json& lever : report["levers"]) {
    if (lever["lever"] != "+1 head in desk") continue;
    // Without overtime: 8 hours on each of the 20 weekdays of four weeks, scaled to a month.
    CHECK(lever["cost"]["value"].get<double>() ==
          Approx(20 * 8 * 26 / 28.0 * 365.25 / 12).epsilon(1e-6));
  }
}

TEST_CASE("a sweep screens what is varied") {
  const TemporaryFolder folder;
  const std::string file = folder.put("desk.yaml", desk_yaml);
  const std::vector<std::string> asked = {
      "sweep",
      file,
      "--vary",
      "staff.desk.heads=3..6",
      "--vary",
      "ticket_types.access.handle_time.L2.lognormal.mean=20m..40m:20m",
      "--sensitivity",
      "--trajectories",
      "4"};
  check_page(typed(asked));
  std::vector<std::string> as_json = asked;
  for (const std::string group : {"desk", "engineers"}) {  // no overtime
    as_json.insert(as_json.end(), {"--set", "staff." + group + ".at_shift_end=keep"});
  }
  as_json.emplace_back("--json");
  const json report = json::parse(typed(as_json).out);
  // Three heads more from end to end, and handle times cost nothing.
  const json& cost = report["effects_on_cost"];
  CHECK(cost[0]["mu"].get<double>() == Approx(3 * 20 * 8 * 26 / 28.0 * 365.25 / 12).epsilon(1e-6));
  CHECK(cost[0]["sigma"].get<double>() == Approx(0).margin(0.01));
}

TEST_CASE("wrong uses of sweep are told, with what to write") {
  const TemporaryFolder folder;
  const std::string file = folder.put("desk.yaml", desk_yaml);
  const auto told = [&](std::vector<std::string> options) {
    options.insert(options.begin(), {"sweep", file});
    const Ended ended = typed(options);
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
    return ended.err;
  };
  CHECK_THAT(told({}), ContainsSubstring("--vary staff.desk-early.heads=8..16:2"));
  CHECK_THAT(told({"--vary", "staff.desk.heds=3..5"}), ContainsSubstring("did you mean 'heads'?"));
  CHECK_THAT(told({"--vary", "staff.dsk.heads=3..5"}), ContainsSubstring("there is no 'dsk' here"));
  CHECK_THAT(told({"--vary", "staff.desk.heads=0..-5"}), ContainsSubstring("'-1' is no value"));
  // With a sign in front `--set` would take them for steps from what is there.
  CHECK_THAT(told({"--vary", "staff.desk.heads=-1,1,2"}), ContainsSubstring("'-1' is no value"));
  CHECK_THAT(told({"--vary", "staff.desk.heads=+1,+2"}), ContainsSubstring("'+1' is no value"));
  CHECK_THAT(told({"--vary", "staff.desk.heads=x-1..x1:1"}), ContainsSubstring("-1 is below 0"));
  for (const char* const none :
       {"1..nan", "x1..xnan:0.1", "30m..nanm:10m", "nan%..3%:1%", "inf..1"}) {
    INFO(none);
    CHECK_THAT(told({"--vary", std::string{"staff.desk.heads="} + none}),
               ContainsSubstring("error"));
  }
  CHECK_THAT(told({"--vary", "staff.desk.heads=1..900", "--vary", "staff.engineers.heads=1..9"}),
             ContainsSubstring("at most 1000"));
  CHECK_THAT(told({"--levers", "--vary", "staff.desk.heads=3..5"}),
             ContainsSubstring("do not go together"));
  CHECK_THAT(told({"--levers", "--sensitivity"}), ContainsSubstring("do not go together"));
  CHECK_THAT(told({"--levers", "--quality", "ontime"}),
             ContainsSubstring("did you mean 'on_time'?"));
  CHECK_THAT(told({"--levers", "--quality", "cost_per_month"}), ContainsSubstring("name two KPIs"));
  CHECK_THAT(told({"--vary", "staff.desk.heads=3", "--sensitivity"}),
             ContainsSubstring("only one value"));
  CHECK_THAT(told({"--vary", "staff.desk.heads=3..4", "--vary", "staff.desk.heads=5..6"}),
             ContainsSubstring("varied twice"));
}
