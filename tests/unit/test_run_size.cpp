#include "analysis/run_size.hpp"

#include <fmt/format.h>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;

namespace {

/// Four weeks of 1,000 tickets of an hour each day, round the clock.
RunSize size_of(const std::vector<std::string>& sets) {
  const Scenario scenario = test::load("horizon: {start: 2026-01-05, length: 4w}\n"
                                       "tiers: [{name: L1}]\n"
                                       "ticket_types: {access: {handle_time: {L1: 1h}}}\n"
                                       "demand: {access: {type: access, volume: 1000/day}}\n"
                                       "staff: {desk: {tier: L1, heads: 50}}\n",
                                       sets)
                                .scenario;
  return run_size(scenario, compile(scenario));
}

}  // namespace

TEST_CASE("a plan with enough people leaves nothing behind", "[run_size]") {
  const RunSize size = size_of({});
  CHECK(size.tickets == Approx(28'000));
  CHECK(size.open_at_end == 0);
  CHECK(size.where.empty());
}

TEST_CASE("what is above capacity piles up", "[run_size]") {
  // 25 heads do 600 of the 1,000 tickets a day.
  const RunSize size = size_of({"staff.desk.heads=25"});
  CHECK(size.open_at_end == Approx(28 * 400));
  CHECK(size.where == "L1 any");
  // The warm-up piles up as well.
  CHECK(size_of({"staff.desk.heads=25", "horizon.warm_up=2w"}).open_at_end == Approx(28 * 400));
}

TEST_CASE("with nobody on duty all of it piles up", "[run_size]") {
  const RunSize size = size_of({"shifts.weekend={weekly: {sat-sun: \"08:00-16:00\"}}",
                                "staff.desk.shift=weekend", "horizon.length=4d"});
  CHECK(size.open_at_end == Approx(4'000));
  CHECK(size.where == "L1 any");
}

namespace {

/// `key: {PREFIX0: VALUE, ...}`
std::string
many(const std::string& key, const std::string& prefix, int count, const std::string& value) {
  std::string text = key + ": {";
  for (int i = 0; i < count; ++i) {
    text += fmt::format("{}{}{}: {}", i == 0 ? "" : ", ", prefix, i, value);
  }
  return text + "}\n";
}

/// A desk with so many customers, channels and groups.
std::string crowded(int customers, int channels, int groups) {
  return "horizon: {start: 2026-01-05, length: 4w}\ntiers: [{name: L1}]\n"
         "ticket_types: {access: {handle_time: {L1: 1h}}}\npriorities: [P1, P2, P3, P4]\n" +
         many("customers", "c", customers, fmt::format("{{share: {}%}}", 100.0 / customers)) +
         many("channels", "by", channels, "{}") +
         many("staff", "g", groups, "{tier: L1, heads: 1}") +
         "demand:\n  access:\n    type: access\n    volume: 1000/day\n" +
         "    priorities: {P1: 25%, P2: 25%, P3: 25%, P4: 25%}\n    " +
         many("channels", "by", channels, fmt::format("{}%", 100.0 / channels));
}

std::optional<Problem> measures_of(int customers, int channels, int groups) {
  const Model model = compile(test::load(crowded(customers, channels, groups), {}).scenario);
  return measure_problem(MeasureLayout{model}, model);
}

}  // namespace

TEST_CASE("measures that would not fit are refused before there are any", "[run_size]") {
  CHECK_FALSE(measures_of(200, 5, 100));
  const std::optional<Problem> problem = measures_of(200, 5, 1'000);
  REQUIRE(problem);
  CHECK_THAT(problem->what,
             ContainsSubstring("the KPIs of 4,000 combinations of type, priority, channel and "
                               "customer (1 x 4 x 6 x 200 at most) by 1000 groups at tiers") &&
                 ContainsSubstring("MB in a replication"));
  CHECK(problem->why == "at most 500 MB fit");
}

TEST_CASE("what few lines make millions of combinations of is no scenario", "[run_size]") {
  const test::MapFiles files{{"desk.yaml", crowded(500, 600, 1)}};
  CHECK_THAT(test::problems(files, "desk.yaml"),
             ContainsSubstring("1200000 combinations of type, priority, channel and customer (at "
                               "most 500000)"));
}
