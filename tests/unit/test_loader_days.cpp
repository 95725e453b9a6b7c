// Times of pending and of reopening in days: read, refused where nobody knows what a day is.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

/// \param type  keys of the only type, after its handle time.
std::string desk(const std::string& type, const std::string& more = "") {
  return "horizon: {start: 2026-01-05, length: 4w}\n"
         "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}}, always: 24x7}\n"
         "tiers: [{name: L1}]\n"
         "ticket_types: {fix: {handle_time: {L1: {deterministic: 20m}}" +
         type +
         "}}\n"
         "demand: {fix: {type: fix, volume: 80/bd}}\n"
         "staff: {desk: {tier: L1, heads: 3}}\n" +
         more;
}

std::string pending(const std::string& time, const std::string& calendar = "") {
  return ", pending: {vendor: {probability: 50%, for: " + time +
         (calendar.empty() ? "" : ", calendar: " + calendar) + "}}";
}

Distribution pending_time(const std::string& text, const std::vector<std::string>& sets = {}) {
  const Scenario scenario = load(desk(pending(text)), sets).scenario;
  return scenario.ticket_types.find("fix")->pending.find("vendor")->time;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("times of pending and of reopening may be in days and weeks of 24 hours") {
  CHECK(pending_time("2d").mean == 48 * one_hour);
  CHECK(pending_time("{lognormal: {mean: 2d, cv: 1.5}}").mean == 48 * one_hour);
  CHECK(pending_time("{mean: 1.5d, cv: 1}").mean == 36 * one_hour);
  CHECK(pending_time("{deterministic: 1w}").mean == 7 * one_day);
  CHECK(pending_time("{empirical: [1d, 2h]}").values == std::vector{one_day, 2 * one_hour});
  const Distribution uniform = pending_time("{uniform: {low: 1d, high: 1w2h}}");
  CHECK(uniform.low == one_day);
  CHECK(uniform.high == 7 * one_day + 2 * one_hour);
  const Distribution mixture = pending_time(
      "{mixture: [{weight: 70%, of: {exponential: {mean: 1d}}}, {weight: 30%, of: 1w}]}");
  CHECK(mixture.parts[0].of.mean == one_day);
  CHECK(mixture.parts[1].of.mean == 7 * one_day);
  const Scenario again =
      load(desk(", reopens: {probability: 6%, after: {exponential: {mean: 2d}}}")).scenario;
  CHECK(again.ticket_types.find("fix")->reopens->after.mean == 2 * one_day);
}

TEST_CASE("days in a distribution: the canonical form is read as the same times") {
  const LoadedScenario once = load(desk(pending("{triangular: {low: 1d, mode: 2d, high: 2w}}")));
  const std::string canonical = canonical_text(once.scenario);
  CHECK(canonical_text(load(canonical).scenario) == canonical);
  CHECK(load(canonical).hash == once.hash);
}

TEST_CASE("work is not written in days, and no distribution in business days") {
  const std::string too_long = "a length of time here is in h, m, s or ms";
  CHECK(has(problems(desk(""), {"ticket_types.fix.handle_time.L1=2d"}), too_long));
  CHECK(has(problems(desk(""), {"tiers.L1.escalation_time={exponential: {mean: 1d}}"}), too_long));
  CHECK(
      has(problems(desk(""), {"ticket_types.fix.handle_time.L1={mixture: [{weight: 1, of: 1d}]}"}),
          too_long));
  const std::string by_business_days = problems(desk(pending("{exponential: {mean: 2bd}}")));
  CHECK(has(by_business_days, "'2bd' is in `bd`, which has no fixed length here"));
  CHECK(has(by_business_days, "w, d (24 hours), h, m, s or ms"));
}

TEST_CASE("days on a calendar that closes are refused, with what to write") {
  const std::string told = problems(desk(pending("{exponential: {mean: 2d}}", "office")));
  CHECK(has(told, "`d` and `w` on the calendar 'office'"));
  CHECK(has(told, "write open hours: a business day has 10h"));
  CHECK(has(
      problems(desk(pending("{mixture: [{weight: 1, of: 1h}, {weight: 1, of: 1w}]}", "office"))),
      "on the calendar 'office'"));
  CHECK(problems(desk(pending("{exponential: {mean: 2d}}", "always"))).empty());
  CHECK(problems(desk(pending("{exponential: {mean: 20h}}", "office"))).empty());
}

TEST_CASE("days on a calendar: an overlay in hours mends it, and one in days is told") {
  const std::string time = "ticket_types.fix.pending.vendor.for";
  const std::string in_days = desk(pending("{uniform: {low: 1d, high: 2d}}", "office"));
  CHECK(has(problems(in_days, {time + ".uniform.low=8h"}), "on the calendar 'office'"));
  CHECK(problems(in_days, {time + ".uniform={low: 8h, high: 16h}"}).empty());
  CHECK(problems(in_days, {time + "=8h"}).empty());
  const std::string in_hours = desk(pending("{lognormal: {mean: 8h, cv: 1}}", "office"));
  CHECK(problems(in_hours, {time + ".lognormal.cv=2"}).empty());
  CHECK(has(problems(in_hours, {time + ".lognormal.mean=2d"}), "on the calendar 'office'"));
}

TEST_CASE("two days of pending are 48 hours") {
  const std::string text = "horizon: {start: 2026-01-05, length: 1w}\n"
                           "tiers: [{name: L1}]\n"
                           "ticket_types: {fix: {handle_time: {L1: {deterministic: 20m}}, "
                           "pending: {vendor: {probability: 100%, for: 2d}}}}\n"
                           "staff: {desk: {tier: L1, heads: 1}}\n";
  const Timeline timeline{text, "2026-01-05 09:00,fix\n"};
  REQUIRE(timeline.facts().holds.size() == 1);
  const HoldFact& hold = timeline.facts().holds.front();
  CHECK(hold.to - hold.from == 48 * one_hour);
}
