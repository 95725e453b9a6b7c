// What must not pass: what grows, what cannot be missed, and what is not the same.

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/process.hpp"

using namespace tiersim::test;
using Catch::Matchers::ContainsSubstring;
using nlohmann::json;

namespace {

std::string with_targets(const std::string& targets) {
  return desk_yaml.substr(0, desk_yaml.find("targets:")) + "targets:\n" + targets;
}

const std::string easy = "  - {kpi: fcr, is: \">= 60%\"}\n";

/// A scenario with one more key, or another one.
std::vector<std::string> with_sets(std::vector<std::string> words,
                                   const std::vector<std::string>& sets) {
  for (const std::string& set : sets) words.insert(words.end(), {"--set", set});
  return words;
}

}  // namespace

TEST_CASE("check: no wish for leniency lets a plan through whose backlog grows") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", with_targets(easy));
  // 16 tickets of half an hour reach L2 each day: 8 hours of work, and one head has 8.
  const Ended ended = typed({"check", desk, "--set", "staff.engineers.heads=1", "--inconclusive",
                             "pass", "--at-most", "200"});
  INFO(ended.out);
  CHECK(ended.code == 1);
  CHECK_THAT(unwrapped(ended.out), ContainsSubstring("so that there is no steady value") &&
                                       ContainsSubstring("L2 any: load above capacity") &&
                                       ContainsSubstring("The backlog grows by") &&
                                       ContainsSubstring("(at L2 by"));
}

TEST_CASE(
    "check: a plan whose backlog grows faster than its base's does not pass, one as fast does") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", with_targets(easy));
  // 80 tickets of ten minutes a day are 13.3 hours; one head has 8 on weekdays.
  const std::string base =
      folder.put("base.yaml", "extends: desk.yaml\nstaff: {desk: {heads: 2}}\n");
  const std::vector<std::string> words{"check", desk, "--base", base, "--at-most", "200"};
  const Ended faster = typed(with_sets(words, {"staff.desk.heads=1"}));
  INFO(faster.out);
  CHECK(faster.code == 1);
  CHECK_THAT(unwrapped(faster.out), ContainsSubstring("tickets a week, the base's by "));
  const Ended as_fast = typed(with_sets(words, {"staff.desk.heads=2"}));
  INFO(as_fast.out);
  CHECK(as_fast.code == 0);
}

TEST_CASE("check: other horizons and other money are not held against each other") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", with_targets(easy));
  const std::string baseline = folder.path("base.json");
  REQUIRE(typed({"check", desk, "--baseline", baseline, "--update-baseline", "--at-most", "200"})
              .code == 0);
  for (const char* const set : {"horizon.length=3w", "currency=USD"}) {
    INFO(set);
    const Ended base = typed({"check", desk, "--base", desk, "--set", set});
    CHECK(base.code == 2);
    CHECK_THAT(base.err, ContainsSubstring("than the base"));
    const Ended known = typed({"check", desk, "--baseline", baseline, "--set", set});
    CHECK(known.code == 2);
    CHECK_THAT(known.err, ContainsSubstring("the baseline of") && ContainsSubstring(" counts "));
  }
}

TEST_CASE("check: what allows everything is no target, and what the base had more is told") {
  const TemporaryFolder folder;
  const std::string base =
      folder.put("base.yaml", with_targets(easy + "  - {kpi: flr, is: \">= 60%\"}\n"));
  const std::string lenient =
      folder.put("lenient.yaml", with_targets("  - {kpi: fcr, is: \">= 60%\", worse_by: 99pp}\n"));
  const Ended all = typed({"check", lenient, "--base", base, "--at-most", "200"});
  INFO(all.out);
  CHECK(all.code == 5);
  CHECK_THAT(unwrapped(all.out), ContainsSubstring("allows all that a plan can do") &&
                                     ContainsSubstring("and not here: `flr mean`") &&
                                     ContainsSubstring("`fcr` may become worse by 99pp"));
  const std::string fewer = folder.put("fewer.yaml", with_targets(easy));
  const std::string baseline = folder.path("base.json");
  REQUIRE(typed({"check", base, "--baseline", baseline, "--update-baseline", "--at-most", "200"})
              .code == 0);
  std::string renamed = file_text(baseline);
  renamed.replace(renamed.find(base), base.size(), fewer);
  const Ended known = typed({"check", fewer, "--baseline", folder.put("base.json", renamed)});
  INFO(known.out << known.err);
  CHECK_THAT(unwrapped(known.out), ContainsSubstring("no target: `flr mean`"));
}

TEST_CASE("check: money that nobody has written, and a bound on the wrong side") {
  const TemporaryFolder folder;
  const std::vector<std::string> nothing{"penalties", "downtime_cost"};
  for (const std::string& kpi : nothing) {
    INFO(kpi);
    const std::string free =
        folder.put("free.yaml", with_targets("  - {kpi: " + kpi + ", is: \"<= 5\"}\n"));
    const Ended ended = typed({"check", free, "--at-most", "200"});
    CHECK(ended.code == 5);
    CHECK_THAT(unwrapped(ended.out), ContainsSubstring(": write `"));
  }
  // Downtime that costs something, of which there was none.
  const std::string idle =
      folder.put("idle.yaml", with_targets("  - {kpi: downtime_cost, is: \"<= 5\"}\n"));
  CHECK(typed(with_sets({"check", idle, "--at-most", "200"},
                        {"costs.downtime_per_hour={P1: 100}",
                         "demand.access.priorities={P1: 0%, P2: 100%}"}))
            .code == 0);
  // A penalty that never falls due is none: no ticket of these waits for weeks.
  const std::string rare =
      folder.put("rare.yaml", with_targets("  - {kpi: penalties, is: \"<= 5\"}\n"));
  CHECK(typed(with_sets({"check", rare, "--at-most", "200"},
                        {"sla.resolution.penalty_per_breach=10", "sla.resolution.target=200bd"}))
            .code == 0);
  const std::string wrong =
      folder.put("wrong.yaml", with_targets("  - {kpi: mttr, stat: mean, is: \">= 1m\"}\n"));
  CHECK_THAT(
      unwrapped(typed({"check", wrong, "--at-most", "200"}).out),
      ContainsSubstring("`mttr: >= 1m` holds the better the worse it gets: less is better."));
}

TEST_CASE("check: no name becomes a command of a runner, and reports keep off the base") {
  const TemporaryFolder folder;
  std::string named = with_targets(easy);
  named.replace(named.find("Two tiers"), 9, "'::add-mask::x ##[error]y'");
  const std::string odd = folder.put("odd\n::error file=x,line=1::z.yaml", named);
  const Ended ended =
      typed({"check", odd, "--at-most", "200", "--set", "ticket_types.access.resolves.L1=20%"});
  INFO(ended.out << ended.err);
  CHECK(ended.code == 1);
  CHECK_THAT(ended.out, !ContainsSubstring("::") && !ContainsSubstring("##["));
  const std::string desk = folder.put("desk.yaml", with_targets(easy));
  const std::string base = folder.put("base.yaml", with_targets(easy));
  CHECK(typed({"check", desk, "--base", base, "--junit", base}).code == 2);
  CHECK(file_text(base) == with_targets(easy));
}

TEST_CASE("check: with a base a target's test has the same name, and its change an interval") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", with_targets(easy));
  const std::string junit = folder.path("junit.xml");
  const std::vector<std::string> words{"check",     desk,  "--base",  desk,
                                       "--at-most", "200", "--junit", junit};
  const Ended lower = typed(with_sets(words, {"ticket_types.access.resolves.L1=70%"}));
  INFO(lower.out);
  CHECK_THAT(file_text(junit), ContainsSubstring("name=\"fcr no worse than the base\"") &&
                                   ContainsSubstring("name=\"against\""));
  std::vector<std::string> as_json = with_sets(words, {"ticket_types.access.resolves.L1=70%"});
  as_json.emplace_back("--json");
  const json told = json::parse(typed(as_json).out);
  const json& test = told["scenarios"][0]["targets"][0]["tests"][0];
  const double change = test["value"].get<double>() - test["base"]["value"].get<double>();
  CHECK(test["change"]["value"].get<double>() == Approx(change).margin(1e-6));
  CHECK(test["change"]["low"].get<double>() < -0.1);  // what is resolved at L1 falls by 10 points
  CHECK(test["change"]["high"].get<double>() > -0.1);
}
