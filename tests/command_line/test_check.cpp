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

std::string without_run_seconds(std::string text) {
  for (std::size_t at = 0; (at = text.find("\"run_seconds\": ", at)) != std::string::npos; ++at) {
    text.erase(at, text.find('\n', at) - at);
  }
  return text;
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
  CHECK_THAT(missed.out, ContainsSubstring("missed.yaml:25: fail: mttr p90 P1 is"));
  CHECK_THAT(missed.out, ContainsSubstring("beyond <= 1m. Where: L1: "));
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
  CHECK_THAT(ended.out, ContainsSubstring("too near to call"));
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
  // Nobody changes: no ticket is of that kind.
  const std::string empty = folder.put(
      "empty.yaml", desk_with(easy + "  - {kpi: mttr, where: {kind: alarm}, is: \"<= 4h\"}\n"));
  const Ended ended = typed({"check", empty});
  CHECK(ended.code != 0);
  CHECK_THAT(ended.out + ended.err, ContainsSubstring("alarm") || ContainsSubstring("nothing"));
  const Ended both = typed({"check", folder.put("fine.yaml", desk_with(easy)), none});
  CHECK(both.code == 5);
  const Ended impossible =
      typed({"check", folder.put("over.yaml", desk_with("  - {kpi: fcr, is: \">= 165%\"}\n"))});
  CHECK(impossible.code == 2);
  CHECK_THAT(impossible.err, ContainsSubstring("can never hold"));
}

TEST_CASE("check: a backlog that grows cannot pass") {
  const TemporaryFolder folder;
  const Ended ended =
      typed({"check",
             folder.put("desk.yaml", desk_with("  - {kpi: mttr, stat: mean, is: \"<= 900h\"}\n")),
             "--set", "staff.desk.heads=1", "--set", "horizon.length=4w"});
  CHECK(ended.code != 0);
  CHECK_THAT(ended.out, ContainsSubstring("tickets a week"));
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
  CHECK_THAT(worse.out, ContainsSubstring("what the base allows"));
  const Ended both = typed({"check", desk, "--base", desk, "--baseline", "base.json"});
  CHECK(both.code == 2);
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
  CHECK(typed({"check", desk, "--baseline", base}).code == 0);
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
}
