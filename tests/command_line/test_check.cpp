// `tiersim check` as typed.

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "tests/catch.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/process.hpp"

using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using tiersim::test::desk_yaml;
using tiersim::test::Ended;
using tiersim::test::file_text;
using tiersim::test::Process;
using tiersim::test::run_program;
using tiersim::test::TemporaryFolder;
using tiersim::test::typed;
using tiersim::test::unwrapped;
using tiersim::test::without_run_seconds;

namespace {

/// The desk with other targets, as lines of YAML.
std::string desk_with(const std::string& targets) {
  std::string text = desk_yaml.substr(0, desk_yaml.find("targets:")) + "targets:\n" + targets;
  return text.replace(text.find("length: 4w"), 10, "length: 1w");  // quicker
}

const std::string easy = "  - {kpi: fcr, is: \">= 60%\"}\n";
const std::string hopeless = "  - {kpi: mttr, stat: p90, where: {priority: P1}, is: \"<= 1m\"}\n";

json report_of(const Ended& ended) {
  INFO(ended.err);
  return json::parse(ended.out);
}

}  // namespace

TEST_CASE("check: targets that hold pass with 0, one that is missed fails with 1") {
  const TemporaryFolder folder;
  const Ended fine = typed({"check", folder.put("fine.yaml", desk_with(easy))});
  CHECK(fine.code == 0);
  CHECK(fine.err.empty());
  CHECK_THAT(fine.out, ContainsSubstring("1 target: 1 passes; exit code 0"));
  const Ended missed = typed({"check", folder.put("missed.yaml", desk_with(easy + hopeless))});
  CHECK(missed.code == 1);
  CHECK_THAT(unwrapped(missed.out), ContainsSubstring("missed.yaml:25: fail: mttr p90 P1 is"));
  CHECK_THAT(unwrapped(missed.out), ContainsSubstring("beyond <= 1m. Where: L1: "));
  CHECK_THAT(missed.out, ContainsSubstring("2 targets: 1 missed, 1 passes; exit code 1"));
}

TEST_CASE("check: what only warns does not fail, and says so") {
  const TemporaryFolder folder;
  const std::string target =
      "  - {kpi: mttr, stat: p90, where: {priority: P1}, is: \"<= 1m\", severity: warn}\n";
  const Ended ended = typed({"check", folder.put("desk.yaml", desk_with(target))});
  CHECK(ended.code == 0);
  CHECK_THAT(ended.out, ContainsSubstring("desk.yaml:24: warns: mttr p90 P1"));
  CHECK_THAT(ended.out, ContainsSubstring("1 target: 1 warning; exit code 0"));
}

TEST_CASE("check: the same answer for any number of threads") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_with(easy + hopeless));
  const Ended one = typed({"check", desk, "--json", "--threads", "1"});
  const Ended three = typed({"check", desk, "--json", "--threads", "3"});
  CHECK(without_run_seconds(one.out) == without_run_seconds(three.out));
}

TEST_CASE("check: JSON tells what each verdict is made of") {
  const TemporaryFolder folder;
  const json report =
      report_of(typed({"check", folder.put("desk.yaml", desk_with(easy + hopeless)), "--json"}));
  CHECK(report["kind"] == "check");
  CHECK(report["exit_code"] == 1);
  const json& targets = report["scenarios"][0]["targets"];
  REQUIRE(targets.size() == 2);
  CHECK(targets[0]["verdict"] == "pass");
  const json& test = targets[0]["tests"][0];
  CHECK(test["bound"] == 0.6);
  CHECK(test["zone"] == 0.01);
  CHECK(test["decided_after"] == 200);
  const double margin = test["value"].get<double>() - test["bound"].get<double>();
  CHECK(targets[0]["margin"].get<double>() == Catch::Approx(margin));
  CHECK(targets[1]["verdict"] == "fail");
  CHECK(targets[1]["line"] == 25);
  CHECK(targets[1]["tests"][0]["zone_of"] == "tickets");
  CHECK(!targets[1]["cause"].get<std::string>().empty());
}

TEST_CASE("check: what cannot be told within the replications is inconclusive, never a pass") {
  const TemporaryFolder folder;
  // Whatever the true share is: a bound in the middle of the zone of the one that was found.
  const std::string desk = folder.put("desk.yaml", desk_with(easy));
  const json found = report_of(typed({"check", desk, "--json"}));
  const double cost_like = found["scenarios"][0]["targets"][0]["tests"][0]["value"].get<double>();
  const std::string near = folder.put(
      "near.yaml",
      desk_with("  - {kpi: fcr, is: \">= " + std::to_string(100 * cost_like + 0.2) + "%\"}\n"));
  const Ended ended = typed({"check", near});
  CHECK(ended.code == 3);
  CHECK_THAT(ended.out, ContainsSubstring("inconclusive"));
  CHECK_THAT(unwrapped(ended.out), ContainsSubstring("so near to its bound"));
  CHECK(typed({"check", near, "--inconclusive", "warn"}).code == 0);
  CHECK(typed({"check", near, "--inconclusive", "pass"}).code == 0);
  CHECK(typed({"check", near, "--inconclusive", "maybe"}).code == 2);
}

TEST_CASE("check: nothing to evaluate is an error, never a pass") {
  const TemporaryFolder folder;
  const std::string none = folder.put("none.yaml", desk_yaml.substr(0, desk_yaml.find("targets:")));
  const Ended without = typed({"check", none});
  CHECK(without.code == 5);
  CHECK_THAT(without.out, ContainsSubstring("no targets: nothing to evaluate"));
  // None opens: no ticket is there to be counted.
  const std::string empty = folder.put("empty.yaml", desk_with(easy));
  const Ended ended = typed({"check", empty, "--set", "demand.access.volume=0/bd"});
  CHECK(ended.code == 5);
  CHECK_THAT(ended.out, ContainsSubstring("nothing was counted in 200 replications"));
  CHECK_THAT(ended.out, ContainsSubstring("1 target: 1 not evaluated; exit code 5"));
  const Ended both = typed({"check", folder.put("fine.yaml", desk_with(easy)), none});
  CHECK(both.code == 5);
  const Ended impossible =
      typed({"check", folder.put("over.yaml", desk_with("  - {kpi: fcr, is: \">= 165%\"}\n"))});
  CHECK(impossible.code == 2);
  CHECK_THAT(impossible.err, ContainsSubstring("can never hold"));
  // A target that cannot be missed would pass for ever and say nothing.
  for (const char* const bound : {"{kpi: fcr, is: \">= 0%\"}", "{kpi: on_time, is: \"<= 100%\"}",
                                  "{kpi: cost_total, is: \">= 0\"}"}) {
    INFO(bound);
    const Ended idle =
        typed({"check", folder.put("idle.yaml", desk_with(std::string{"  - "} + bound + "\n"))});
    CHECK(idle.code == 2);
    CHECK_THAT(idle.err, ContainsSubstring("holds whatever the plan"));
  }
  const std::string perfect =
      folder.put("perfect.yaml", desk_with("  - {kpi: fcr, is: \">= 100%\"}\n"));
  CHECK(typed({"validate", perfect}).code == 0);
}

TEST_CASE("check: a backlog that grows cannot pass") {
  const TemporaryFolder folder;
  const Ended ended =
      typed({"check",
             folder.put("desk.yaml", desk_with("  - {kpi: mttr, stat: mean, is: \"<= 900h\"}\n")),
             "--set", "staff.desk.heads=1", "--set", "horizon.length=4w"});
  CHECK(ended.code == 1);
  CHECK_THAT(unwrapped(ended.out),
             ContainsSubstring("what it counts grows by") &&
                 ContainsSubstring("tickets a week, so that there is no steady value"));
}

TEST_CASE("check: a cost that nobody wrote does not hold a bound") {
  const TemporaryFolder folder;
  const std::string desk =
      folder.put("desk.yaml", desk_with("  - {kpi: cost_per_ticket, is: \"<= 55\"}\n"));
  const Ended ended = typed({"check", desk, "--set", "staff.desk.cost_per_hour=null", "--set",
                             "staff.engineers.cost_per_hour=null"});
  INFO(ended.out << ended.err);
  CHECK(ended.code == 5);
  CHECK_THAT(ended.out, ContainsSubstring("nothing costs anything"));
}

TEST_CASE("check: by periods, as their worst or as a share of them, and under different names") {
  const TemporaryFolder folder;
  const std::string whole = "  - {kpi: fcr, is: \">= 60%\"}\n";
  const std::string weeks = "  - {kpi: fcr, is: \">= 60%\", per: week}\n";
  const std::string shares = "  - {kpi: fcr, is: \">= 99%\", per: week, in: 1%}\n";
  const std::string desk = folder.put("desk.yaml", desk_with(whole + weeks + shares));
  const json targets = report_of(
      typed({"check", desk, "--json", "--set", "horizon.length=3w"}))["scenarios"][0]["targets"];
  REQUIRE(targets.size() == 3);
  CHECK(targets[0]["name"] == "fcr");
  CHECK(targets[1]["name"] == "fcr per week");
  CHECK(targets[1]["tests"].size() >= 2);
  CHECK(targets[1]["verdict"] == "pass");
  // In hardly any week it is 99 %: a share of 1 % of them is missed.
  CHECK(targets[2]["verdict"] == "fail");
  CHECK(targets[2]["margin"].get<double>() < 0);
}

TEST_CASE("check: what is written never takes the place of what was read, nor of a device") {
  const TemporaryFolder folder;
  const std::string text = desk_with(easy);
  const std::string desk = folder.put("desk.yaml", text);
  CHECK(typed({"check", desk, "--junit", desk}).code == 2);
  CHECK(typed({"check", desk, "--markdown", folder.path("./desk.yaml")}).code == 2);
  CHECK(typed({"check", desk, "--baseline", desk, "--update-baseline"}).code == 2);
  CHECK(file_text(desk) == text);
  CHECK(typed({"check", desk, "--junit", "/dev/null"}).code == 4);
  CHECK(std::filesystem::is_character_file("/dev/null"));
  CHECK(
      typed({"check", desk, "--junit", folder.path("a"), "--markdown", folder.path("./a")}).code ==
      2);
}

TEST_CASE("check: several scenarios and patterns have one summary, and problems come all at once") {
  const TemporaryFolder folder;
  (void)folder.put("a.yaml", desk_with(easy));
  (void)folder.put("b.yaml", desk_with(hopeless));
  const Ended ended = typed({"check", folder.path("*.yaml")});
  CHECK(ended.code == 1);
  CHECK_THAT(ended.out, ContainsSubstring("a.yaml)") && ContainsSubstring("b.yaml)"));
  CHECK_THAT(ended.out, ContainsSubstring("2 targets: 1 missed, 1 passes; exit code 1"));
  (void)folder.put("c.yaml", desk_with("  - {kpi: fcx, is: \">= 1%\"}\n"));
  (void)folder.put("d.yaml", desk_with("  - {kpi: mttr, is: \"<= 1%\"}\n"));
  const Ended broken = typed({"check", folder.path("*.yaml")});
  CHECK(broken.code == 2);
  CHECK(broken.out.empty());
  CHECK_THAT(broken.err, ContainsSubstring("c.yaml:24:") && ContainsSubstring("d.yaml:24:") &&
                             ContainsSubstring("2 problems"));
  const Ended absent = typed({"check", folder.path("x*.yaml")});
  CHECK(absent.code == 2);
  CHECK_THAT(absent.err, ContainsSubstring("no file is named like"));
}

TEST_CASE("check: JUnit, Markdown and annotations, of which nothing is left when they cannot be") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_with(easy + hopeless));
  const std::string junit = folder.path("junit.xml");
  const std::string markdown = folder.path("summary.md");
  const Ended ended =
      typed({"check", desk, "--junit", junit, "--markdown", markdown, "--annotations", "github"});
  CHECK(ended.code == 1);
  CHECK_THAT(file_text(markdown),
             ContainsSubstring("| mttr p90 P1 | &lt;= 1m |") && ContainsSubstring("**fail**"));
  CHECK_THAT(ended.out, ContainsSubstring("::error file=" + desk + ",line=25,col="));
  CHECK(!std::filesystem::exists(junit + ".tmp"));
  const Ended read = run_program(TIERSIM_PYTHON,
                                 {TIERSIM_SOURCE_DIR "/tests/junit.py", junit, "2", "1", "0", "0"});
  INFO(read.out << read.err);
  CHECK(read.code == 0);
  const Ended refused = typed({"check", desk, "--junit", folder.path("absent/junit.xml")});
  CHECK(refused.code == 4);
  CHECK(refused.out.empty());
  CHECK_THAT(refused.err, ContainsSubstring("cannot write"));
}

TEST_CASE("check: JUnit of what warns, and of what has nothing to judge it by") {
  const TemporaryFolder folder;
  const std::string warns =
      "  - {kpi: mttr, stat: p90, where: {priority: P1}, is: \"<= 1m\", severity: warn}\n";
  (void)folder.put("a <&> \"b\".yaml", desk_with(easy + hopeless + warns));
  (void)folder.put("none.yaml", desk_yaml.substr(0, desk_yaml.find("targets:")));
  const std::string junit = folder.path("junit.xml");
  CHECK(typed({"check", folder.path("*.yaml"), "--junit", junit}).code == 1);
  const Ended read = run_program(TIERSIM_PYTHON,
                                 {TIERSIM_SOURCE_DIR "/tests/junit.py", junit, "4", "1", "1", "1"});
  INFO(read.out << read.err);
  CHECK(read.code == 0);
}

TEST_CASE("check: against a base scenario on common random numbers") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_with(easy + hopeless));
  const Ended same = typed({"check", desk, "--base", desk});
  CHECK(same.code == 0);
  CHECK_THAT(same.out, ContainsSubstring("nothing has changed"));
  const Ended worse = typed({"check", desk, "--base", desk, "--set", "staff.desk.heads=1"});
  CHECK(worse.code == 1);
  CHECK_THAT(unwrapped(worse.out), ContainsSubstring("tickets a week, which the base's does not"));

  const std::vector<std::string> lower{"check", desk,    "--base",
                                       desk,    "--set", "ticket_types.access.resolves.L1=70%"};
  const Ended missed = typed(lower);
  INFO(missed.out);
  CHECK(missed.code == 1);
  CHECK_THAT(unwrapped(missed.out), ContainsSubstring("what the base allows"));
  std::vector<std::string> allowed = lower;
  allowed.insert(allowed.end(), {"--worse-by", "99%"});
  CHECK(typed(allowed).code == 0);
  const Ended both = typed({"check", desk, "--base", desk, "--baseline", "base.json"});
  CHECK(both.code == 2);
}

TEST_CASE("check: what cannot be read is in the reports, but never written over by them") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_with("  - {kpi: fcrs, is: \">= 60%\"}\n"));
  const std::string junit = folder.put("junit.xml", "<?xml of the last run");
  const std::string markdown = folder.path("summary.md");
  const Ended refused =
      typed({"check", desk, "--junit", junit, "--markdown", markdown, "--annotations", "github"});
  CHECK(refused.code == 2);
  const Ended read = run_program(TIERSIM_PYTHON,
                                 {TIERSIM_SOURCE_DIR "/tests/junit.py", junit, "1", "0", "1", "0"});
  INFO(read.out << read.err);
  CHECK(read.code == 0);
  CHECK_THAT(file_text(junit),
             ContainsSubstring("name=\"line 24\"") && ContainsSubstring("unknown KPI 'fcrs'"));
  CHECK_THAT(file_text(markdown), ContainsSubstring("nothing was simulated"));
  CHECK_THAT(refused.err, ContainsSubstring("desk.yaml,line=24,col="));
  const std::string written = file_text(desk);
  CHECK(typed({"check", desk, "--junit", desk}).code == 2);
  CHECK(file_text(desk) == written);
}

TEST_CASE("check: a target says itself how much worse its KPI may be") {
  const TemporaryFolder folder;
  const std::string base = folder.put("base.yaml", desk_with(easy));
  const std::string tighter = "ticket_types.access.resolves.L1=76%";  // 80% in the base
  const auto allowing = [&](const std::string& margin) {
    const std::string target = "  - {kpi: flr, is: \">= 1%\", worse_by: " + margin + "}\n";
    const std::string desk = folder.put("desk.yaml", desk_with(target));
    return typed({"check", desk, "--base", base, "--set", tighter, "--worse-by", "90%"});
  };
  CHECK(allowing("1pp").code == 1);
  CHECK(allowing("20pp").code == 0);
  CHECK(allowing("5%").code == 1);   // of the 20 % that are left: 1 point
  CHECK(allowing("90%").code == 0);  // 18 points
  const std::string wrong = "  - {kpi: mttr, is: \"<= 9h\", worse_by: 1pp}\n";
  const Ended refused = typed({"check", folder.put("wrong.yaml", desk_with(wrong))});
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, ContainsSubstring("percentage points are of shares") &&
                              ContainsSubstring("write `1%`, of its value"));
}

TEST_CASE("check: a baseline is written, read, and told when it does not fit") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_with(easy + hopeless));
  const std::string base = folder.path("base.json");
  CHECK(typed({"check", desk, "--baseline", base, "--update-baseline"}).code == 0);
  const std::string written = file_text(base);
  CHECK(typed({"check", desk, "--baseline", base, "--update-baseline", "--threads", "1"}).code ==
        0);
  CHECK(file_text(base) == written);
  const Ended same = typed({"check", desk, "--baseline", base});
  INFO(same.out);
  CHECK(same.code == 0);
  const Ended worse = typed({"check", desk, "--baseline", base, "--set", "staff.desk.heads=1"});
  CHECK(worse.code == 1);
  CHECK_THAT(worse.out, ContainsSubstring("The scenario has changed"));
  const Ended seed = typed({"check", desk, "--baseline", base, "--seed", "7"});
  CHECK(seed.code == 2);
  CHECK_THAT(seed.err, ContainsSubstring("is of seed 1, the scenario's is 7"));
  const std::string other = folder.put("other.yaml", desk_with(easy));
  CHECK_THAT(typed({"check", other, "--baseline", base}).err, ContainsSubstring("does not know"));
  std::string old = written;
  old.replace(old.find("\"version\": \""), 12, "\"version\": \"0.0");
  const Ended refused = typed({"check", desk, "--baseline", folder.put("old.json", old)});
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, ContainsSubstring("the baseline is of tiersim 0.0"));
  const std::string more = desk_with(easy + hopeless + "  - {kpi: flr, is: \">= 1%\"}\n");
  CHECK_THAT(typed({"check", folder.put("desk.yaml", more), "--baseline", base}).err,
             ContainsSubstring("desk.yaml:26:") && ContainsSubstring("has no `flr mean`"));
}

TEST_CASE("check: an unchanged plan is no worse than its baseline, however noisy its KPI is") {
  const TemporaryFolder folder;
  // The p90 of the few tickets of P1 moves by tens of percent from seed to seed.
  const std::string noisy = folder.put("desk.yaml", desk_with(hopeless));
  const std::string base = folder.path("base.json");
  for (const char* seed : {"1", "2", "3"}) {
    REQUIRE(typed({"check", noisy, "--baseline", base, "--update-baseline", "--seed", seed}).code ==
            0);
    const Ended same =
        typed({"check", noisy, "--baseline", base, "--seed", seed, "--worse-by", "1%"});
    INFO(same.out);
    CHECK(same.code == 0);
  }
}

TEST_CASE("check: a baseline that was damaged is no baseline") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_with(easy));
  const std::string base = folder.path("base.json");
  REQUIRE(
      typed({"check", desk, "--baseline", base, "--update-baseline", "--at-most", "200"}).code ==
      0);
  const std::string good = file_text(base);
  const auto refused = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
    return typed({"check", desk, "--baseline", folder.put("bad.json", text)}).code == 2;
  };
  CHECK(refused("\"seed\": 1", "\"seed\": 1.7"));
  CHECK(refused("\"scenario_hash\": \"", "\"scenario_hash\": \"zz"));
  CHECK(refused("\"replications\": 200", "\"replications\": 201"));
  CHECK(refused("\"unit\":\"", "\"unit\":\"x"));
  CHECK(refused("\"by_replication\": [", "\"by_replication\": [null,"));
}

TEST_CASE("check: bad options") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_with(easy));
  CHECK(typed({"check"}).code == 2);
  CHECK(typed({"check", desk, "--at-most", "20"}).code == 2);
  CHECK(typed({"check", desk, "--worse-by", "5%"}).code == 2);
  CHECK(typed({"check", desk, "--base", desk, "--worse-by", "5"}).code == 2);
  CHECK(typed({"check", desk, "--update-baseline"}).code == 2);
  CHECK(typed({"check", desk, "--annotations", "gitlab"}).code == 2);
  CHECK(typed({"check", desk, "--junit", "a", "--markdown", "a"}).code == 2);
}

TEST_CASE("check: Ctrl-C tells what was found, and ends like a run") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_with(easy + hopeless));
  const std::string junit = folder.path("junit.xml");
  Process process{{"check", desk, "--set", "demand.access.volume=20000/day", "--set",
                   "staff.desk.heads=700", "--set", "staff.engineers.heads=400", "--junit", junit}};
  using namespace std::chrono_literals;
  while (!std::filesystem::exists(junit + ".tmp")) std::this_thread::sleep_for(10ms);
  process.interrupt();
  const Ended ended = process.wait();
  CHECK(ended.code == 130);
  CHECK_THAT(ended.out, ContainsSubstring("interrupted"));
  CHECK_THAT(file_text(junit), ContainsSubstring("<error message=\"interrupted\""));
}
