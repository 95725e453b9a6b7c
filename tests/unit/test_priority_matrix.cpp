// Priorities from impact and urgency.

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/scenario_runner.hpp"

using namespace tiersim;
using namespace tiersim::test;
using Catch::Approx;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string matrix =
    "priorities: [P1, P2, P3]\n"
    "priority_matrix: {high: {high: P1, low: P2}, low: {high: P2, low: P3}}\n";

std::string desk_with(const std::string& shares, const std::string& more = matrix) {
  return "horizon: {start: 2026-01-05, length: 4w}\n"
         "tiers: [{name: L1, queue: by_priority}]\n"
         "ticket_types: {access: {handle_time: {L1: 8m}}}\n"
         "demand: {access: {type: access, volume: 80/bd, " +
         shares +
         "}}\n"
         "staff: {desk: {tier: L1, heads: 1}}\n" +
         more;
}

const std::string product = "impact: {high: 10%, low: 90%}, urgency: {high: 30%, low: 70%}";

/// A replay of `sev,speed`.
std::string replayed(const std::string& columns, const std::string& maps = "") {
  return "horizon: {start: 2026-01-05, length: 4w}\n"
         "tiers: [{name: L1}]\n"
         "ticket_types: {access: {handle_time: {L1: 8m}}}\n"
         "demand: {r: {type: access, replay: {file: rows.csv, columns: {" +
         columns + "}" + maps +
         "}}}\n"
         "staff: {desk: {tier: L1, heads: 1}}\n" +
         matrix;
}

MapFiles with_rows(const std::string& text, const std::string& rows) {
  return {{"desk.yaml", text}, {"rows.csv", "opened,sev,speed\n" + rows}};
}

}  // namespace

TEST_CASE("priority matrix: shares are products, summed over the pairs of a priority") {
  const Compiled desk{desk_with(product)};
  const std::vector<double>& up_to = desk.model.streams[StreamId{0U}].priorities.up_to;
  REQUIRE(up_to.size() == 3);
  CHECK(up_to[0] == Approx(0.03));                // high, high
  CHECK(up_to[1] == Approx(0.03 + 0.07 + 0.27));  // high, low and low, high
  CHECK(up_to[2] == 1);                           // 0.63 more: low, low
}

TEST_CASE("priority matrix: the same as the shares that it makes") {
  const Compiled by_matrix{desk_with(product)};
  const Compiled by_shares{desk_with("priorities: {P1: 3%, P2: 34%, P3: 63%}")};
  CHECK(replicate(by_matrix).measures.outcome.fingerprint ==
        replicate(by_shares).measures.outcome.fingerprint);
}

TEST_CASE("priority matrix: a pair without tickets makes no priority") {
  const Compiled desk{desk_with("impact: {low: 100%}, urgency: {high: 30%, low: 70%}")};
  CHECK(desk.model.streams[StreamId{0U}].priorities.up_to.size() == 2);
  CHECK(desk.model.priorities == std::vector<std::string>{"P1", "P2", "P3"});
}

TEST_CASE("priority matrix: replayed rows name impact and urgency") {
  const std::string text =
      replayed("impact: sev, urgency: speed", ", impacts: {\"1 - High\": high, default: low}");
  const LoadedScenario loaded = load_scenario(
      with_rows(text, "2026-01-05 09:00,1 - High,high\n2026-01-05 10:00,3 - Low,high\n"
                      "2026-01-05 11:00,2 - Medium,low\n"),
      "desk.yaml", {});
  const Model model = compile(loaded.scenario);
  std::string ranks;
  for (const ModelStream::Row& row : model.streams[StreamId{0U}].rows) {
    ranks += model.priorities[model.leaves[row.leaf].priority.index()] + " ";
  }
  CHECK(ranks == "P1 P2 P3 ");
}

TEST_CASE("priority matrix: what is wrong with replayed rows") {
  const std::string row = "2026-01-05 09:00,high,low\n";
  CHECK_THAT(problems(with_rows(replayed("impact: sev"), row), "desk.yaml"),
             ContainsSubstring("the columns of impact and urgency do not both have a name"));
  CHECK_THAT(problems(with_rows(replayed("impact: sev, urgency: speed, priority: sev",
                                         ", priorities: {default: P1}"),
                                row),
                      "desk.yaml"),
             ContainsSubstring("`impact` stands beside `priority`"));
  CHECK_THAT(
      problems(with_rows(replayed("impact: sev, urgency: speed"), "2026-01-05 09:00,hihg,low\n"),
               "desk.yaml"),
      ContainsSubstring("rows.csv:2") && ContainsSubstring("'hihg'"));
  CHECK_THAT(problems(with_rows(replayed("impact: sev, urgency: speed",
                                         ", impacts: {default: huge}, urgencies: {default: lwo}"),
                                row),
                      "desk.yaml"),
             ContainsSubstring("unknown impact 'huge'") &&
                 ContainsSubstring("unknown urgency 'lwo'; did you mean 'low'?"));
}

TEST_CASE("priority matrix: what is wrong with shares") {
  CHECK(problems(desk_with(product)) == "");
  CHECK_THAT(problems(desk_with("impact: {high: 10%, low: 90%}")),
             ContainsSubstring("`impact` stands without `urgency`"));
  CHECK_THAT(problems(desk_with("urgency: {high: 10%, low: 90%}")),
             ContainsSubstring("`urgency` stands without `impact`"));
  CHECK_THAT(problems(desk_with(product + ", priorities: {P1: 100%}")),
             ContainsSubstring("`impact` stands beside `priorities`"));
  CHECK_THAT(problems(desk_with("impact: {high: 10%, low: 80%}, urgency: {low: 100%}")),
             ContainsSubstring("the shares sum to 90%"));
  CHECK_THAT(problems(desk_with("impact: {hihg: 100%}, urgency: {loow: 100%}")),
             ContainsSubstring("unknown impact 'hihg'; did you mean 'high'?") &&
                 ContainsSubstring("unknown urgency 'loow'; did you mean 'low'?"));
  CHECK_THAT(problems(desk_with(product, "priorities: [P1, P2]\n")),
             ContainsSubstring("unknown impact 'high'; write it under `priority_matrix`"));
}

TEST_CASE("priority matrix: what is wrong with it") {
  CHECK_THAT(problems(desk_with(product, "priorities: [P1, P2]\npriority_matrix: {high: {high: "
                                         "P1, low: P9}, low: {high: P2, low: P2}}\n")),
             ContainsSubstring("unknown priority 'P9'"));
  CHECK_THAT(problems(desk_with(product, "priorities: [P1, P2]\npriority_matrix: {high: {high: "
                                         "P1, low: P2}, low: {high: P2}}\n")),
             ContainsSubstring("impact 'low' has no urgency 'low' (impact 'high' has it)"));
}
