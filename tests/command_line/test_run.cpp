// `tiersim run` as typed.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "sim/gzip.hpp"
#include "tests/catch.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/process.hpp"

using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using tiersim::test::desk_yaml;
using tiersim::test::Ended;
using tiersim::test::file_text;
using tiersim::test::Process;
using tiersim::test::TemporaryFolder;
using tiersim::test::typed;
using tiersim::test::without_run_seconds;

namespace {

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

json parsed(const Ended& ended) {
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  return json::parse(ended.out);
}

/// Rows for a replay, all at 09:00.
std::string tickets_each_monday(int weeks, int tickets) {
  using namespace std::chrono;
  std::string rows = "opened\n";
  for (int week = 0; week < weeks; ++week) {
    const year_month_day day{sys_days{2026y / January / 5} + days{7 * week}};
    for (int ticket = 0; ticket < tickets; ++ticket) {
      rows += fmt::format("2026-{}-{} 09:00\n", unsigned{day.month()}, unsigned{day.day()});
    }
  }
  return rows;
}

}  // namespace

TEST_CASE("a run prints one page of 80 columns") {
  const TemporaryFolder folder;
  const Ended ended = typed({"run", folder.put("desk.yaml", desk_yaml)});
  CHECK(ended.code == 0);
  CHECK(ended.err.empty());
  CHECK_THAT(ended.out, ContainsSubstring("Two tiers") && ContainsSubstring("3 replications"));
  CHECK_THAT(ended.out, ContainsSubstring("First-contact resolution"));
  CHECK_THAT(ended.out, ContainsSubstring("By tier") && ContainsSubstring("By priority"));
  CHECK_THAT(ended.out, ContainsSubstring("missed") && ContainsSubstring("met"));
  CHECK_THAT(ended.out, ContainsSubstring("Defaults:") && ContainsSubstring("fingerprint"));
  std::istringstream page{ended.out};
  for (std::string line; std::getline(page, line);) CHECK(line.size() <= 80);
}

TEST_CASE("a run prints JSON that parses, with figures and their intervals") {
  const TemporaryFolder folder;
  const json report = parsed(typed({"run", folder.put("desk.yaml", desk_yaml), "--json"}));
  CHECK(report["schema_version"] == 1);
  CHECK(report["kind"] == "run");
  CHECK(report["scenario"] == "Two tiers");
  CHECK(report["replications"] == 3);
  CHECK(report["fingerprint"].get<std::string>().size() == 16);
  CHECK(report["scenario_hash"].get<std::string>().size() == 16);
  CHECK(report["tickets"]["opened"].get<int>() ==
        report["tickets"]["resolved"].get<int>() + report["tickets"]["open"].get<int>());
  const json& first = report["kpis"][0];
  CHECK(first["id"] == "fcr");
  CHECK(first["labels"].empty());
  CHECK(first["low"].get<double>() <= first["value"].get<double>());
  CHECK(first["value"].get<double>() <= first["high"].get<double>());
  REQUIRE(report["targets"].size() == 3);
  CHECK(report["targets"][0]["verdict"] == "met");
  CHECK(report["targets"][2]["verdict"] == "missed");
  CHECK(report["escalation_matrix"][0]["from"] == "L1");
  CHECK(report["escalation_matrix"][0]["to"] == "L2");
}

TEST_CASE("one replication has values and no intervals") {
  const TemporaryFolder folder;
  const json report =
      parsed(typed({"run", folder.put("desk.yaml", desk_yaml), "--json", "--replications", "1"}));
  CHECK(report["kpis"][0]["value"].is_number());
  CHECK(report["kpis"][0]["low"].is_null());
  CHECK(report["targets"][0]["verdict"] == "unclear");
  CHECK(!report["warnings"].empty());
}

TEST_CASE("results do not depend on the number of threads, but on the seed") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const Ended one = typed({"run", desk, "--json", "--threads", "1"});
  const Ended three = typed({"run", desk, "--json", "--threads", "3"});
  const Ended other = typed({"run", desk, "--json", "--seed", "7"});
  CHECK(without_run_seconds(one.out) == without_run_seconds(three.out));
  CHECK(parsed(one)["fingerprint"] != parsed(other)["fingerprint"]);
  CHECK(parsed(one)["scenario_hash"] == parsed(other)["scenario_hash"]);
  CHECK(parsed(other)["seed"] == 7);
}

TEST_CASE("run --set changes keys, the last one wins") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const json base = parsed(typed({"run", desk, "--json"}));
  const json more = parsed(typed({"run", desk, "--json", "--set", "staff.desk.heads=9", "--set",
                                  "name=Changed", "--set", "staff.desk.heads=8"}));
  CHECK(more["scenario"] == "Changed");
  CHECK(more["scenario_hash"] != base["scenario_hash"]);
  const Ended wrong = typed({"run", desk, "--set", "staff.dsk.heads=9"});
  CHECK(wrong.code == 2);
  CHECK_THAT(wrong.err, ContainsSubstring("did you mean 'desk'?"));
}

TEST_CASE("a scenario's problems come all at once, each at its place") {
  const TemporaryFolder folder;
  std::string broken = desk_yaml;
  broken.replace(broken.find("heads: 5"), 8, "heads: -");
  broken.replace(broken.find("volume: 80/day"), 14, "volume: eighty");
  const std::string path = folder.put("desk.yaml", broken);
  const Ended ended = typed({"run", path});
  CHECK(ended.code == 2);
  CHECK(ended.out.empty());
  CHECK_THAT(ended.err, ContainsSubstring(path + ":13:"));
  CHECK_THAT(ended.err, ContainsSubstring(path + ":18:"));
  CHECK_THAT(ended.err, Catch::Matchers::EndsWith("\n2 problems\n"));
}

TEST_CASE("targets that cannot be judged are told before anything is simulated") {
  const TemporaryFolder folder;
  std::string broken = desk_yaml;
  broken.replace(broken.find("kpi: fcr"), 8, "kpi: fcx");
  broken.replace(broken.find("<= 1m"), 5, "<= 1%");
  const std::string path = folder.put("desk.yaml", broken);
  for (const char* const command : {"run", "validate"}) {
    const Ended ended = typed({command, path});
    CHECK(ended.code == 2);
    CHECK_THAT(ended.err, ContainsSubstring(path + ":24:") && ContainsSubstring("unknown KPI"));
    CHECK_THAT(ended.err, ContainsSubstring(path + ":26:") && ContainsSubstring("length of time"));
    CHECK_THAT(ended.err, Catch::Matchers::EndsWith("\n2 problems\n"));
  }
}

TEST_CASE("problems of targets come with those of the rest") {
  const TemporaryFolder folder;
  std::string broken = desk_yaml;
  broken.replace(broken.find("heads: 5"), 8, "heads: -");
  broken.replace(broken.find("kpi: fcr"), 8, "kpi: fcx");
  broken.replace(broken.find("{sla: resolution}"), 17, "{slo: resolution}");
  const std::string path = folder.put("desk.yaml", broken);
  for (const char* const command : {"run", "validate"}) {
    const Ended ended = typed({command, path});
    CHECK_THAT(ended.err,
               ContainsSubstring(path + ":18:") && ContainsSubstring("unknown KPI 'fcx'"));
    CHECK_THAT(ended.err, ContainsSubstring("unknown label 'slo'; did you mean 'sla'?"));
    CHECK_THAT(ended.err, Catch::Matchers::EndsWith("\n3 problems\n"));
  }
}

TEST_CASE("with --json errors are text on standard error, and standard output is empty") {
  const TemporaryFolder folder;
  const std::string path = folder.put("desk.yaml", desk_yaml + "sed: 5\n");
  for (const char* const command : {"run", "validate"}) {
    const Ended ended = typed({command, path, "--json"});
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
    CHECK_THAT(ended.err, ContainsSubstring("did you mean 'seed'?"));
  }
}

TEST_CASE("at most 100 problems are printed, and the others counted") {
  const TemporaryFolder folder;
  std::string many = desk_yaml;
  for (int i = 0; i < 5'000; ++i) many += "wrong" + std::to_string(i) + ": 1\n";
  const Ended ended = typed({"run", folder.put("desk.yaml", many)});
  CHECK(ended.code == 2);
  CHECK(lines_of(ended.err) == 102);
  CHECK_THAT(ended.err, Catch::Matchers::EndsWith("\nand 4900 more\n5000 problems\n"));
}

TEST_CASE("a scenario without a name has that of its file") {
  const TemporaryFolder folder;
  const std::string path = folder.put("two-desks.yaml", desk_yaml.substr(desk_yaml.find('\n') + 1));
  CHECK_THAT(typed({"run", path}).out, Catch::Matchers::StartsWith("two-desks\n"));
  const json report = parsed(typed({"run", path, "--json"}));
  CHECK(report["scenario"] == "two-desks");
  const std::string copy = folder.put("copy.yaml", file_text(path));
  CHECK(parsed(typed({"run", copy, "--json"}))["scenario_hash"] == report["scenario_hash"]);
  CHECK_THAT(typed({"validate", path}).out,
             Catch::Matchers::StartsWith("scenario ok: two-desks\n"));
}

TEST_CASE("a scenario that cannot be read is told with the nearest name") {
  const TemporaryFolder folder;
  (void)folder.put("desk.yaml", desk_yaml);
  const Ended absent = typed({"run", folder.path("dsek.yaml")});
  CHECK(absent.code == 2);
  CHECK_THAT(absent.err, ContainsSubstring("did you mean '" + folder.path("desk.yaml") + "'?"));
  CHECK_THAT(typed({"run", folder.path()}).err, ContainsSubstring("is a folder, not a file"));
  CHECK_THAT(typed({"run", "/dev/zero"}).err, ContainsSubstring("is a device"));
}

TEST_CASE("run --by tells each KPI by day, week or month") {
  const TemporaryFolder folder;
  const std::string scenario = folder.put("desk.yaml", desk_yaml);
  const std::string out = folder.path() + "/results";
  const json report = parsed(typed({"run", scenario, "--by", "week", "--json", "--out", out}));
  CHECK(report["periods"].size() == 4);
  CHECK_THAT(file_text(out + "/periods.csv"), ContainsSubstring("2026-W02,true,fcr,mean,"));
  const Ended months = typed({"run", scenario, "--by", "month"});
  CHECK(months.code == 0);
  CHECK_THAT(months.out, ContainsSubstring("By month") && ContainsSubstring("2026-02*"));
  CHECK(typed({"run", scenario, "--out", out}).code == 0);
  CHECK(!std::filesystem::exists(out + "/periods.csv"));
  const Ended wrong = typed({"run", scenario, "--by", "year"});
  CHECK(wrong.code == 2);
  CHECK_THAT(wrong.err, ContainsSubstring("option '--by' is 'year' (it is day, week or month)"));
}

TEST_CASE("so many periods that they cannot fit into memory are refused") {
  const TemporaryFolder folder;
  const std::string scenario = folder.put("desk.yaml", desk_yaml);
  const Ended ended = typed({"run", scenario, "--by", "day", "--set", "horizon.length=5200w",
                             "--set", "demand.access.volume=1/week"});
  CHECK(ended.code == 2);
  CHECK_THAT(ended.err, ContainsSubstring("ask for longer periods"));
}

TEST_CASE("a run that cannot fit into memory is refused, with numbers and a way out") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const Ended ended = typed({"run", desk, "--set", "demand.access.volume=2000000/day", "--set",
                             "horizon.length=100w", "--out", folder.path("results")});
  CHECK(ended.code == 2);
  CHECK(ended.out.empty());
  CHECK_THAT(ended.err, ContainsSubstring("of 1,400,000,000 tickets would be open at the end"));
  CHECK_THAT(ended.err, ContainsSubstring("at L1 any") && ContainsSubstring("add heads"));
  CHECK_FALSE(std::filesystem::exists(folder.path("results")));
}

TEST_CASE("a backlog of replayed tickets grows with them, which the warning says") {
  const TemporaryFolder folder;
  (void)folder.put("tickets.csv", tickets_each_monday(26, 60));
  const std::string desk = folder.put(
      "desk.yaml",
      "horizon: {start: 2026-01-05, length: 26w}\n"
      "shifts: {day: {weekly: {mon-fri: \"08:00-16:00\"}}}\n"
      "ticket_types: {fault: {handle_time: {L1: 1h}}}\n"
      "demand: {log: {type: fault, replay: {file: tickets.csv, columns: {opened: opened}}}}\n"
      "tiers: [{name: L1}]\n"
      "staff: {desk: {tier: L1, heads: 1, shift: day}}\n");
  const json report = parsed(typed({"run", desk, "--json", "--replications", "10"}));
  CHECK_THAT(report["warnings"].dump(), ContainsSubstring("the backlog grows by 1") &&
                                            ContainsSubstring("with these replayed tickets"));
}

TEST_CASE("Ctrl-C reports the whole replications done") {
  const TemporaryFolder folder;
  const std::string out = folder.path("results");
  Process process{{"run", folder.put("desk.yaml", desk_yaml), "--json", "--replications", "1000000",
                   "--threads", "2", "--out", out}};
  using namespace std::chrono_literals;
  while (!std::filesystem::exists(out + "/summary.json.tmp")) std::this_thread::sleep_for(10ms);
  std::this_thread::sleep_for(1s);
  process.interrupt();
  const Ended ended = process.wait();
  CHECK(ended.code == 130);
  const json report = json::parse(ended.out);
  CHECK(report["interrupted"] == true);
  CHECK(report["replications"].get<std::size_t>() > 0);
  CHECK(report["replications"].get<std::size_t>() < 1'000'000);
  CHECK(file_text(out + "/summary.json") == ended.out);
  CHECK(std::distance(std::filesystem::directory_iterator{out}, {}) == 3);

  // The same as if so many had been asked for.
  const std::string count = std::to_string(report["replications"].get<std::size_t>());
  const json whole =
      parsed(typed({"run", folder.path("desk.yaml"), "--json", "--replications", count}));
  CHECK(whole["fingerprint"] == report["fingerprint"]);
  CHECK(whole["kpis"] == report["kpis"]);
}
