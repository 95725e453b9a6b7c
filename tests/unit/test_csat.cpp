// The proxy of customer satisfaction: its formula, worked out by hand; and what targets on it may
// do.

#include <string>

#include "analysis/csat.hpp"
#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/timeline.hpp"
#include "tiersim/targets.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

bool has(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

std::int64_t sum_of(const Timeline& timeline, TicketSum sum) {
  const MeasureLayout layout{timeline.model()};
  return timeline.measures().sums[layout.ticket(layout.all_leaves(), layout.all_posts(), sum)];
}

/// The problems of a scenario with such a target, as the commands tell them.
std::string target_problems(const std::string& target) {
  const MapFiles files{{"desk.yaml", small_desk("targets: [{" + target + "}]\n")}};
  try {
    (void)load_scenario(files, "desk.yaml", {}, check_targets);
  } catch (const BadInput& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("csat: five points, less so much for each thing that annoys") {
  CHECK(csat_quarters({}) == 20);
  CHECK(csat_quarters({.waited = 4 * one_hour - Duration{1}}) == 20);
  CHECK(csat_quarters({.waited = 4 * one_hour}) == 19);
  CHECK(csat_quarters({.waited = 15 * one_hour}) == 17);
  CHECK(csat_quarters({.waited = 100 * one_hour}) == 16);
  CHECK(csat_quarters({.breaches = 1}) == 16);
  CHECK(csat_quarters({.breaches = 5}) == 12);
  CHECK(csat_quarters({.hand_offs = 1}) == 18);
  CHECK(csat_quarters({.hand_offs = 9}) == 14);
  CHECK(csat_quarters({.reopens = 1}) == 16);
  CHECK(csat_quarters({.reopens = 3}) == 12);
  CHECK(csat_quarters({.waited = 100 * one_hour, .breaches = 5, .hand_offs = 9, .reopens = 9}) ==
        4);
}

TEST_CASE("csat: waits, breaches and hand-offs of five tickets") {
  // 1: at once, 5. 2: half an hour late, 5. 3: from 10:00, up at 10:30, resolved at 11:30, past its
  // two hours: 5 - 1 - 0.5. 4 is a change, and not asked. 5: from 22:00, after 9.5 h, past both
  // targets: 5 - 0.5 - 2.
  const Timeline timeline{
      "horizon: {start: 2026-01-05, length: 1w}\n"
      "tiers: [{name: L1}, {name: L2}]\n"
      "ticket_types:\n"
      "  easy: {handle_time: {L1: {deterministic: 30m}}}\n"
      "  hard: {resolves: {L1: 0%, L2: 100%}, handle_time: {L1: {deterministic: 30m}, "
      "L2: {deterministic: 1h}}}\n"
      "  huge: {kind: change, handle_time: {L1: {deterministic: 10h}}}\n"
      "sla: {a: {stop: acknowledged, target: 1h}, r: {target: 2h}}\n"
      "staff: {desk: {tier: L1, heads: 1}, back: {tier: L2, heads: 1}}\n",
      "2026-01-05 09:00,easy\n2026-01-05 09:00,easy\n2026-01-05 09:00,hard\n"
      "2026-01-05 12:00,huge\n2026-01-05 12:30,easy\n"};
  REQUIRE(timeline.ticket(3).resolved == Instant{11 * one_hour + 30 * one_minute});
  REQUIRE(timeline.ticket(5).acknowledged == Instant{22 * one_hour});
  CHECK(sum_of(timeline, TicketSum::csat_tickets) == 4);
  CHECK(sum_of(timeline, TicketSum::csat_quarters) == 20 + 20 + 14 + 10);
  CHECK(sum_of(timeline, TicketSum::csat_positive) == 2);
}

TEST_CASE("csat: reopenings, and a clock that goes on after them") {
  // Three reopenings count as two; four times twenty minutes are past the forty.
  const Timeline timeline{"horizon: {start: 2026-01-05, length: 1w}\n"
                          "tiers: [{name: L1}]\n"
                          "ticket_types: {fix: {handle_time: {L1: {deterministic: 20m}}, "
                          "reopens: {probability: 100%, after: 24h}}}\n"
                          "reopen_window: 1d\n"
                          "sla: {r: {target: 40m}}\n"
                          "staff: {desk: {tier: L1, heads: 1}}\n",
                          "2026-01-08 09:00,fix\n"};
  REQUIRE(timeline.ticket(1).reopens == 3);
  CHECK(timeline.ticket(1).breached == 1);
  CHECK(sum_of(timeline, TicketSum::csat_quarters) == 20 - 8 - 4);
  CHECK(sum_of(timeline, TicketSum::csat_positive) == 0);
}

TEST_CASE("csat: a target on it warns, and fails a check only if it is told to") {
  CHECK(has(target_problems("kpi: csat, is: \">= 4.5\""), "`csat` is a proxy"));
  CHECK(has(target_problems("kpi: csat, is: \">= 4.5\""), "write `severity: warn`"));
  CHECK(has(target_problems("kpi: csat_positive, is: \">= 80%\", severity: error"),
            "`csat_positive` is a proxy"));
  CHECK(has(target_problems("kpi: csat, is: \">= 4.5\", accept_proxy: false"), "is a proxy"));
  CHECK(target_problems("kpi: csat, is: \">= 4.5\", severity: warn").empty());
  CHECK(target_problems("kpi: csat, is: \">= 4.5\", accept_proxy: true").empty());
  CHECK(target_problems("kpi: fcr, is: \">= 60%\"").empty());
  CHECK(has(target_problems("kpi: fcr, is: \">= 60%\", accept_proxy: true"), "`fcr` is no proxy"));
  CHECK(has(target_problems("kpi: csat, is: \">= 5.5\", severity: warn"), "can never hold"));
  CHECK(
      has(target_problems("kpi: csat, is: \">= 0.5\", severity: warn"), "holds whatever the plan"));
}

TEST_CASE("csat: accept_proxy is in the canonical form only where it is written") {
  const std::string target = "targets: [{kpi: csat, is: \">= 4\", severity: warn";
  CHECK(!has(canonical_text(load(small_desk(target + "}]\n")).scenario), "accept_proxy"));
  const LoadedScenario once = load(small_desk(target + ", accept_proxy: true}]\n"));
  CHECK(has(canonical_text(once.scenario), "accept_proxy: true"));
  CHECK(load(canonical_text(once.scenario)).hash == once.hash);
}
