// What plans are held against: folders of scenarios, and baselines that go by their paths.

#include <filesystem>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/process.hpp"

using namespace tiersim::test;
using Catch::Matchers::ContainsSubstring;

namespace {

/// As typed by somebody who stands in the folder.
Ended typed_in(const TemporaryFolder& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"-C", folder.path(""), TIERSIM_EXECUTABLE});
  return run_program("/usr/bin/env", arguments);
}

std::string desk_with(const std::string& targets) {
  return desk_yaml.substr(0, desk_yaml.find("targets:")) + "targets:\n" + targets;
}

const std::string fcr = "  - {kpi: fcr, is: \">= 60%\"}\n";

/// `plans/` as it is now, and as it was in `main/plans/`.
struct TwoTrees {
  TemporaryFolder folder;
  TwoTrees() {
    for (const char* const name : {"plans", "main", "main/plans"}) {
      std::filesystem::create_directory(folder.path(name));
    }
    static_cast<void>(folder.put("main/plans/desk.yaml", desk_with(fcr)));
    static_cast<void>(folder.put("plans/desk.yaml", desk_with(fcr)));
  }
};

}  // namespace

TEST_CASE(
    "check: each plan is held against that of its path in a folder, a new one to its bounds") {
  const TwoTrees trees;
  const Ended same = typed_in(trees.folder, {"check", "plans/*.yaml", "--base", "main"});
  INFO(same.out << same.err);
  CHECK(same.code == 0);
  CHECK_THAT(same.out, ContainsSubstring("against main/plans/desk.yaml") &&
                           ContainsSubstring("nothing has changed"));

  const std::string lower = "    resolves: {L1: 70%, L2: 100%}\n";
  std::string worse = desk_with(fcr);
  worse.replace(worse.find("    resolves:"), lower.size(), lower);
  static_cast<void>(trees.folder.put("plans/desk.yaml", worse));
  static_cast<void>(trees.folder.put("plans/second.yaml", desk_with(fcr)));
  const Ended both = typed_in(trees.folder, {"check", "./plans/*.yaml", "--base", "main/"});
  INFO(both.out << both.err);
  CHECK(both.code == 1);
  CHECK_THAT(unwrapped(both.out),
             ContainsSubstring("desk.yaml:24: fail: fcr is 70") &&
                 ContainsSubstring("Where: type access: ") &&
                 ContainsSubstring("It is new: 'main/' has no such file") &&
                 ContainsSubstring("2 targets: 1 missed, 1 passes; exit code 1"));
}

TEST_CASE(
    "check: a folder that has none of the plans, or a path that leads out of it, is refused") {
  const TwoTrees trees;
  const Ended none = typed_in(trees.folder, {"check", "plans/desk.yaml", "--base", "plans"});
  CHECK(none.code == 2);
  CHECK_THAT(none.err, ContainsSubstring("none of the scenarios") &&
                           ContainsSubstring("plans/plans/desk.yaml"));
  const Ended outside =
      typed_in(trees.folder, {"check", "../anywhere/desk.yaml", "--base", "main"});
  CHECK(outside.code == 2);
  CHECK_THAT(outside.err, ContainsSubstring("lies outside"));
  CHECK(typed_in(trees.folder, {"check", "plans/desk.yaml", "--base", ""}).code == 2);
}

TEST_CASE("check: a baseline knows a plan however its path is written, and days without a value") {
  const TwoTrees trees;
  const std::string daily =
      "  - {kpi: on_time, where: {sla: resolution}, per: day, is: \">= 10%\"}\n";
  // Of four weeks: what is opened on the last weekend is not answered, nor due, before their end.
  static_cast<void>(trees.folder.put("plans/desk.yaml", desk_with(daily)));
  const std::vector<std::string> one{"check", "plans/desk.yaml", "--baseline", "base.json"};
  std::vector<std::string> update = one;
  update.insert(update.end(), {"--update-baseline", "--at-most", "200"});
  const Ended written = typed_in(trees.folder, update);
  INFO(written.out << written.err);
  REQUIRE(written.code == 0);
  CHECK_THAT(written.out, ContainsSubstring("26 values of 1 scenario"));
  const std::string bytes = file_text(trees.folder.path("base.json"));
  update[1] = "./plans/../plans/desk.yaml";
  CHECK(typed_in(trees.folder, update).code == 0);
  CHECK(file_text(trees.folder.path("base.json")) == bytes);
  update[1] = trees.folder.path("plans/desk.yaml");
  CHECK(typed_in(trees.folder, update).code == 0);
  CHECK(file_text(trees.folder.path("base.json")) == bytes);
  const Ended held = typed_in(trees.folder, one);
  INFO(held.out << held.err);
  CHECK(held.code == 0);
}

TEST_CASE("check: a baseline that knows a plan twice is none") {
  const TwoTrees trees;
  const std::vector<std::string> one{"check", "plans/desk.yaml", "--baseline", "base.json"};
  std::vector<std::string> update = one;
  update.insert(update.end(), {"--update-baseline", "--at-most", "200"});
  REQUIRE(typed_in(trees.folder, update).code == 0);
  std::string twice = file_text(trees.folder.path("base.json"));
  const std::size_t begin = twice.find("  \"plans/desk.yaml\"");
  const std::size_t end = twice.rfind("\n }\n}");
  const std::string entry = twice.substr(begin, end - begin);
  static_cast<void>(trees.folder.put("base.json", twice.insert(begin, entry + ",\n")));
  const Ended refused = typed_in(trees.folder, one);
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, ContainsSubstring("it has 'plans/desk.yaml' twice"));
}

TEST_CASE("check: a base that has nothing to count says so") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_with(fcr));
  std::string idle = desk_with(fcr);
  idle.replace(idle.find("80/day"), 6, "0/day ");
  const Ended ended = typed({"check", desk, "--base", folder.put("idle.yaml", idle)});
  INFO(ended.out << ended.err);
  CHECK(ended.code == 5);
  CHECK_THAT(ended.out, ContainsSubstring("replications of the base"));
}
