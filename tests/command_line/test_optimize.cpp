// `tiersim optimize` as typed.

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/process.hpp"

using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using tiersim::test::desk_yaml;
using tiersim::test::Ended;
using tiersim::test::TemporaryFolder;
using tiersim::test::typed;

namespace {

/// A search over the small desk. \param promise  the only target.
std::vector<std::string> search(const TemporaryFolder& folder, const std::string& promise) {
  (void)folder.put("base.yaml", desk_yaml);
  const std::string path = folder.put("desk.yaml", "extends: base.yaml\ntargets: [" + promise +
                                                       "]\n"
                                                       "optimize: {vary: {staff.desk.heads: 3..6, "
                                                       "staff.engineers.heads: 2..5}}\n");
  return {"optimize", path, "--replications", "4", "--confirm", "6"};
}

/// The page with one blank for all that is between two words.
std::string flat(const std::string& page) {
  std::istringstream words{page};
  std::string text;
  for (std::string word; words >> word;) text += (text.empty() ? "" : " ") + word;
  return text;
}

const std::string kept = "{kpi: on_time, where: {sla: resolution}, is: \">= 50%\"}";

}  // namespace

TEST_CASE("a search prints a plan that can be run", "[optimize]") {
  const TemporaryFolder folder;
  std::vector<std::string> command = search(folder, kept);
  const std::string plan = folder.path() + "/plan.yaml";
  command.insert(command.end(), {"--write", plan, "--out", folder.path() + "/out"});
  const Ended ended = typed(command);
  INFO(ended.out << ended.err);
  CHECK(ended.code == 0);
  CHECK(ended.err.empty());
  CHECK_THAT(ended.out, ContainsSubstring("With 95% confidence no target is missed"));
  CHECK_THAT(ended.out, !ContainsSubstring("MSER-5"));  // no warm-up was asked for
  std::istringstream lines{ended.out};
  for (std::string line; std::getline(lines, line);) {
    if (line.find(folder.path()) == std::string::npos) CHECK(line.size() <= 80);
  }
  CHECK(typed({"validate", plan}).code == 0);
  CHECK(typed({"validate", folder.path() + "/out/plan.yaml"}).code == 0);
  CHECK(std::filesystem::exists(folder.path() + "/out/search.csv"));
  CHECK(std::filesystem::exists(folder.path() + "/out/replications.csv"));

  std::ifstream file{folder.path() + "/out/summary.json"};
  const json summary = json::parse(file);
  CHECK(summary["status"] == "found");
  CHECK(summary["plan"].size() == 2);
  const std::string csv = [&] {
    std::ifstream rows{folder.path() + "/out/search.csv"};
    return std::string{std::istreambuf_iterator<char>{rows}, {}};
  }();
  CHECK(static_cast<std::size_t>(std::count(csv.begin(), csv.end(), '\n')) ==
        summary["steps"].size() + 1);
}

TEST_CASE("without a file the plan is printed, and nothing is written", "[optimize]") {
  const TemporaryFolder folder;
  const Ended ended = typed(search(folder, kept));
  CHECK(ended.code == 0);
  CHECK_THAT(ended.out, ContainsSubstring("extends: "));
  CHECK(!std::filesystem::exists("plan.yaml"));
}

TEST_CASE("targets out of reach end as a miss, and leave no plan", "[optimize]") {
  const TemporaryFolder folder;
  std::vector<std::string> command =
      search(folder, "{kpi: mttr, stat: p90, where: {priority: P1}, is: \"<= 1m\"}");
  const std::string plan = folder.path() + "/plan.yaml";
  command.insert(command.end(), {"--write", plan});
  const Ended ended = typed(command);
  CHECK(ended.code == 1);
  CHECK_THAT(ended.out, ContainsSubstring("no plan within these ranges"));
  CHECK_THAT(ended.out, ContainsSubstring("mttr p90 P1 by"));
  CHECK_THAT(flat(ended.out), ContainsSubstring("or ask for less."));
  CHECK(!std::filesystem::exists(plan));
  CHECK(!std::filesystem::exists(plan + ".part"));
}

TEST_CASE("a plan that is the cheapest already stays, in words", "[optimize]") {
  const TemporaryFolder folder;
  (void)folder.put("base.yaml", desk_yaml);
  const std::string path =
      folder.put("desk.yaml", "extends: base.yaml\ntargets: [" + kept +
                                  "]\n"
                                  "optimize: {vary: {staff.desk.heads: 5..7}}\n");
  const std::vector<std::string> command{"optimize", path, "--replications", "4", "--confirm", "6"};
  const Ended ended = typed(command);
  INFO(ended.out);
  CHECK(ended.code == 0);
  CHECK_THAT(flat(ended.out), ContainsSubstring("the plan stays as it is: it holds its targets") &&
                                  ContainsSubstring(", as now target") &&
                                  ContainsSubstring("# It is the scenario as it is.") &&
                                  !ContainsSubstring("less than now"));
  std::vector<std::string> uncertain = command;
  uncertain.insert(uncertain.end(), {"--set", "volume_uncertainty=5%"});
  CHECK_THAT(flat(typed(uncertain).out),
             ContainsSubstring("Volumes are uncertain: each replication draws its own"));
}

TEST_CASE("what is not confirmed, or out of reach, ends with what to do", "[optimize]") {
  const TemporaryFolder folder;
  // A bound at the value itself: it holds in the search or not, and never for sure.
  (void)folder.put("base.yaml", desk_yaml);
  const std::string path = folder.put("desk.yaml", "extends: base.yaml\n"
                                                   "targets: [{kpi: fcr, is: \">= 81%\"}]\n"
                                                   "optimize: {vary: {staff.desk.heads: 5..6}}\n");
  const Ended ended = typed({"optimize", path, "--replications", "3", "--confirm", "3"});
  INFO(ended.out);
  const bool is_over = ended.code == 3 || ended.code == 1;
  REQUIRE(is_over);
  const std::string page = flat(ended.out);
  const bool has_advice = page.find("more --confirm the confirmation.") != std::string::npos ||
                          page.find("or ask for less.") != std::string::npos;
  CHECK(has_advice);
}

TEST_CASE("a search that cannot begin says why", "[optimize]") {
  const TemporaryFolder folder;
  const std::string bare = folder.put("bare.yaml", desk_yaml);
  const Ended nothing = typed({"optimize", bare});
  CHECK(nothing.code == 2);
  CHECK_THAT(nothing.err, ContainsSubstring("there is nothing to vary"));
  CHECK_THAT(nothing.err, ContainsSubstring("optimize: {vary: {staff.desk.heads: 8..16}}"));

  const auto refused = [&](const std::string& set) {
    const Ended ended = typed({"optimize", bare, "--set", set});
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
    return ended.err;
  };
  CHECK_THAT(refused("optimize={vary: {staff.dsk.heads: 1..2}}"),
             ContainsSubstring("did you mean 'desk'?"));
  CHECK_THAT(refused("optimize={minimise: cost_totl, vary: {staff.desk.heads: 1..2}}"),
             ContainsSubstring("did you mean 'cost_total'?"));
  CHECK_THAT(refused("optimize={minimise: fcr, vary: {staff.desk.heads: 1..2}}"),
             ContainsSubstring("is no cost"));
  CHECK_THAT(refused("optimize={vary: {tiers.L1.queue: [by_priority, by_prio]}}"),
             ContainsSubstring("by_prio"));

  std::vector<std::string> command = search(folder, kept);
  command.insert(command.end(), {"--write", folder.path()});
  CHECK(typed(command).code == 2);
  command.back() = folder.path() + "/nowhere/plan.yaml";
  CHECK(typed(command).code == 4);
  command = search(folder, kept);
  command.insert(command.end(), {"--set", "staff.desk.heads=4"});
  CHECK(typed(command).code == 2);
}
