#include <nlohmann/json.hpp>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/small_plans.hpp"
#include "tiersim/optimize.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;

namespace {

/// M/M/c: 20 tickets an hour, half an hour each, around the clock. \param more  keys of the end.
std::string mmc_desk(const std::string& more) {
  return "horizon: {start: 2026-01-05, length: 3w, warm_up: 1w}\n"
         "tiers: [{name: L1}]\n"
         "ticket_types: {access: {handle_time: {L1: {exponential: {mean: 30m}}}}}\n"
         "demand: {access: {type: access, volume: 20/h}}\n"
         "staff: {desk: {tier: L1, heads: 20, cost_per_hour: 30}}\n" +
         more;
}

struct Searched {
  Searched(const std::string& yaml, OptimizeOptions wanted)
      : files{{"desk.yaml", yaml}}, options{std::move(wanted)}, plans{files, options} {
    result = optimize_plan(plans, options);
  }
  [[nodiscard]] OptimizeReport report() const { return {plans, options, result}; }

  test::MapFiles files;
  OptimizeOptions options;
  ScenarioPlans plans;
  OptimizeResult result;
};

OptimizeOptions quick(unsigned threads = 0) {
  OptimizeOptions options;
  options.path = "desk.yaml";
  options.replications = 6;
  options.confirmations = 12;
  options.threads = threads;
  return options;
}

}  // namespace

TEST_CASE("the cheapest M/M/c desk is Erlang's", "[optimize]") {
  // Twelve agents keep the mean wait at 6.7 minutes, thirteen at 2.9: the promise lies between.
  const auto wait = [](int agents) { return 30 * testing::mmc_mean_wait({agents, 10, 1}); };
  REQUIRE(wait(12) > 5.5);
  REQUIRE(wait(13) < 3.5);
  const Searched searched{mmc_desk("targets: [{kpi: wait, is: \"<= 4m30s\"}]\n"
                                   "optimize: {vary: {staff.desk.heads: 0..20}}\n"),
                          quick()};
  CHECK(searched.result.status == OptimizeStatus::found);
  REQUIRE(searched.result.best);
  CHECK(searched.result.variables[0].values[(*searched.result.best)[0]] == "13");
  // Ten erlangs: fewer than ten agents are never looked at.
  CHECK(searched.result.variables[0].values[searched.result.space.axes[0].lowest] == "10");
  const Confirmation& last = searched.result.confirmations.back();
  CHECK(last.holds);
  CHECK(last.seed != searched.plans.base().scenario.seed);
  // 336 measured hours, 30 an hour, seven heads fewer: no more and no less than their pay.
  CHECK(last.saving.value.value() == Approx(7 * 336 * 30));
  CHECK(last.found.cost.value.value() == Approx(13 * 336 * 30));
}

TEST_CASE("on small problems the search finds the cheapest of all plans", "[optimize]") {
  for (const std::size_t number : {std::size_t{0}, std::size_t{7}, std::size_t{13}}) {
    CAPTURE(number);
    const test::SearchCheck check = test::check_search(test::small_problem(number), 5);
    CHECK(check.plans == 36);
    CHECK(check.looked_at < check.plans);
    CHECK(check.is_best());
  }
}

TEST_CASE("a promise that no plan holds is named", "[optimize]") {
  const Searched searched{mmc_desk("targets: [{kpi: aht, is: \"<= 10m\"}]\n"
                                   "optimize: {vary: {staff.desk.heads: 11..13}}\n"),
                          quick()};
  CHECK(searched.result.status == OptimizeStatus::infeasible);
  CHECK_FALSE(searched.result.best);
  CHECK_THAT(optimize_text(searched.report()),
             ContainsSubstring("misses on fresh numbers,") && ContainsSubstring("too: aht by"));
}

TEST_CASE("the same plan and the same bytes for any number of threads", "[optimize]") {
  const std::string yaml = test::small_problem(3);
  const auto bytes = [&](unsigned threads) {
    const Searched searched{yaml, quick(threads)};
    auto json = nlohmann::json::parse(optimize_json(searched.report()));
    json.erase("run_seconds");
    return json.dump() + optimize_csv(searched.report()) + optimize_text(searched.report());
  };
  CHECK(bytes(1) == bytes(3));
}

TEST_CASE("the plan is a file that extends the scenario", "[optimize]") {
  OptimizeOptions options = quick();
  options.sets = {"demand.access.volume=100/bd"};
  Searched searched{test::small_problem(0), options};
  REQUIRE(searched.result.best);
  searched.files.put("plan.yaml", plan_yaml(searched.report(), "desk.yaml"));
  const LoadedScenario plan = load_scenario(searched.files, "plan.yaml");
  const LoadedScenario wanted = searched.plans.load(*searched.result.best);
  CHECK(plan.hash == wanted.hash);
}

TEST_CASE("values that are no heads stand beside heads", "[optimize]") {
  // Without priorities both orders are the same: the heads alone decide.
  const Searched searched{mmc_desk("targets: [{kpi: wait, is: \"<= 4m30s\"}]\n"
                                   "optimize:\n"
                                   "  vary:\n"
                                   "    staff.desk.heads: 12..14\n"
                                   "    tiers.L1.queue: [by_priority, first_come]\n"),
                          quick()};
  CHECK(searched.result.status == OptimizeStatus::found);
  CHECK(searched.result.best->front() == 1);
}

TEST_CASE("heads in a list have a bound by load, and what costs nothing stays", "[optimize]") {
  // Ten erlangs: 8 agents are never looked at. Both orders are the same without priorities.
  const Searched searched{mmc_desk("targets: [{kpi: wait, is: \"<= 4m30s\"}]\n"
                                   "optimize:\n"
                                   "  vary:\n"
                                   "    staff.desk.heads: [8, 10, 13, 16, 20]\n"
                                   "    tiers.L1.queue: [by_priority, earliest_due, first_come]\n"),
                          quick()};
  REQUIRE(searched.result.best);
  CHECK(searched.result.space.axes[0].lowest == 1);
  CHECK(searched.result.space.now == PlanChoice{4, 2});
  CHECK(*searched.result.best == PlanChoice{2, 2});
}

TEST_CASE("values of a list with more work than hours are barred", "[optimize]") {
  const Searched searched{mmc_desk("targets: [{kpi: wait, is: \"<= 4m30s\"}]\n"
                                   "optimize:\n"
                                   "  vary:\n"
                                   "    staff.desk.changes: [\"[{on: 2026-01-05, heads: 9}]\","
                                   " \"[{on: 2026-01-05, heads: 14}]\"]\n"),
                          quick()};
  CHECK(searched.result.space.axes[0].barred == std::vector<bool>{true, false});
  CHECK(searched.result.best == PlanChoice{1});
  CHECK_THAT(optimize_text(searched.report()), ContainsSubstring("1 out"));
}

TEST_CASE("targets that are not asked for are named, with the reason", "[optimize]") {
  const Searched searched{mmc_desk("targets:\n"
                                   "  - {kpi: wait, is: \"<= 4m30s\"}\n"
                                   "  - {kpi: wait, is: \"<= 1s\", unreachable: nobody does}\n"
                                   "  - {kpi: wait, is: \"<= 1m\", severity: warn}\n"
                                   "optimize: {vary: {staff.desk.heads: 12..14}}\n"),
                          quick()};
  const std::string page = optimize_text(searched.report());
  CHECK_THAT(page,
             ContainsSubstring("not asked for: wait <= 1s (no plan reaches it: nobody does)"));
  CHECK_THAT(page, ContainsSubstring("not asked for: wait <= 1m (it only warns)"));
  const auto json = nlohmann::json::parse(optimize_json(searched.report()));
  CHECK(json["targets_not_asked_for"].size() == 2);
  // Steps to heads sum to the plan's.
  double heads = 0;
  for (const auto& step : json["tiers"][0]["steps"]) heads += step["adds_heads"].get<double>();
  CHECK(heads == Approx(json["tiers"][0]["heads"].get<double>()));
  CHECK(json["tiers"][0]["heads_by_group"]["desk"] == json["tiers"][0]["heads"]);
}

TEST_CASE("only targets that can fail a plan count", "[optimize]") {
  const LoadedScenario loaded =
      test::load(test::small_desk("targets:\n"
                                  "  - {kpi: wait, is: \"<= 1h\"}\n"
                                  "  - {kpi: wait, is: \"<= 2h\", severity: warn}\n"
                                  "  - {kpi: wait, is: \"<= 1s\", unreachable: nobody does}\n"
                                  "  - {kpi: csat, is: \">= 4\", severity: warn}\n"
                                  "  - {kpi: csat, is: \">= 3\", accept_proxy: true}\n"));
  const std::vector<Target> counted = counted_targets(loaded.scenario);
  REQUIRE(counted.size() == 2);
  CHECK(counted[0].written == "<= 1h");
  CHECK(counted[1].written == ">= 3");
}

TEST_CASE("what a search may change, as it is read and written", "[optimize]") {
  const std::string yaml = test::small_desk(
      "optimize: {vary: {staff.desk.heads: 2..9, tiers.L1.queue: [first_come, by_priority]}}\n");
  const LoadedScenario loaded = test::load(yaml);
  REQUIRE(loaded.scenario.optimize);
  const Optimize& optimize = *loaded.scenario.optimize;
  CHECK(optimize.minimise == "cost_total");
  CHECK(optimize.vary.find("staff.desk.heads")->low == 2);
  CHECK(optimize.vary.find("staff.desk.heads")->high == 9);
  CHECK(optimize.vary.find("tiers.L1.queue")->values.size() == 2);
  CHECK_THAT(canonical_text(loaded.scenario), ContainsSubstring("\"staff.desk.heads\": 2..9"));
  CHECK(test::load(canonical_text(loaded.scenario)).hash == loaded.hash);
  CHECK(test::load(test::small_desk()).scenario.optimize == std::nullopt);
}

TEST_CASE("what a search cannot change is told, with what to write", "[optimize]") {
  const auto told = [](const std::string& vary) {
    return test::problems(test::small_desk("optimize: {vary: {" + vary + "}}\n"));
  };
  CHECK_THAT(told("staff.dsk.heads: 2..9"), ContainsSubstring("did you mean 'desk'?"));
  CHECK_THAT(told("staff.desk.seats: 2..9"), ContainsSubstring("write `staff.desk.heads`"));
  CHECK_THAT(told("staff.desk.heads: 9..2"), ContainsSubstring("write `2..9`"));
  CHECK_THAT(told("staff.desk.heads: 2-9"), ContainsSubstring("write `2..9`"));
  CHECK_THAT(told("staff.desk.heads: 7"), ContainsSubstring("two dots between"));
  CHECK_THAT(told("staff.desk.heads: 2..90000"), ContainsSubstring("at most 1000"));
  CHECK_THAT(told("staf.desk.heads: 2..9"), ContainsSubstring("did you mean 'staff'?"));
  CHECK_THAT(told("seed: 1..9"), ContainsSubstring("`seed` cannot be varied"));
  CHECK_THAT(told(""), ContainsSubstring("nothing may change"));
  for (const std::string path : {"demand.access.volume", "volume_uncertainty", "surges",
                                 "horizon.initial_backlog", "customers.acme.share"}) {
    CHECK_THAT(told("\"" + path + "\": [1, 2]"),
               ContainsSubstring("is no choice of a plan") && ContainsSubstring("sweep --vary"));
  }
}
