// SLA clocks, worked out by hand, a rule at a time: calendars, pauses, starts and stops at tiers,
// resets and cancellations. Clocks that stop only when resolved are in test_timeline_life.cpp, too.

#include <fmt/format.h>

#include <stdexcept>
#include <string>

#include "tests/catch.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using test::Timeline;

namespace {

constexpr const char* office = "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}}}\n";

/// A desk at all hours with three heads, and types that take so long that they end at another day.
std::string desk(const std::string& sla,
                 const std::string& calendars = office,
                 const std::string& start = "2026-01-05",
                 const std::string& fix = "") {
  return "horizon: {start: " + start + ", length: 1w}\n" + calendars +
         "priorities: [P1, P2]\n"
         "tiers: [{name: L1}]\n"
         "ticket_types: {fix: {handle_time: {L1: {deterministic: 20m}}" +
         fix +
         "},\n  day: {handle_time: {L1: {deterministic: 24h}}},\n"
         "  two_days: {handle_time: {L1: {deterministic: 40h}}},\n"
         "  weekend: {handle_time: {L1: {deterministic: 64h}}},\n"
         "  endless: {handle_time: {L1: {deterministic: 400h}}}}\n"
         "sla: {" +
         sla + "}\nstaff: {desk: {tier: L1, heads: 3}}\n";
}

/// From entering the only tier to leaving it: kept by ticket, with all that that brings.
std::string at_l1(const std::string& terms) {
  return "{start: {enters: L1}, stop: {leaves: L1}, " + terms + "}";
}

/// L1 works 20 minutes and writes up 4; L2 looks at it for 5, pushes it back, L1 documents it for
/// 4, and L2 solves it in 30: 09:00, 09:24, 09:29, 09:33, 10:03.
std::string ladder(const std::string& sla,
                   const std::string& returns = ", returns: {probability: "
                                                "100%, after: 5m}") {
  return "horizon: {start: 2026-01-05, length: 1w}\n"
         "tiers: [{name: L1, escalation_time: {deterministic: 4m}}, {name: L2" +
         returns +
         "}]\n"
         "ticket_types: {up: {resolves: {L1: 0%}, handle_time: {L1: {deterministic: 20m}, L2: "
         "{deterministic: 30m}}}, down: {resolves: {L1: 100%}, handle_time: {L1: {deterministic: "
         "20m}, L2: 1h}}}\n"
         "sla: {" +
         sla + "}\nstaff: {desk: {tier: L1, heads: 1}, engineers: {tier: L2, heads: 1}}\n";
}

const std::string up_at_9 = "2026-01-05 09:00,up\n";
/// Resolved at 09:20, back on the 11th at 09:20, resolved at 09:40.
const std::string back_in_72h = ", reopens: {probability: 100%, after: 72h}";
const std::string fix_on_the_8th = "2026-01-08 09:00,fix\n";

SlaId sla_named(const Model& model, const std::string& name) {
  for (std::uint32_t s = 0; s < model.slas.size(); ++s) {
    if (model.slas[SlaId{s}].name == name) return SlaId{s};
  }
  throw std::invalid_argument{"no SLA " + name};
}

/// "01-05 09:00 to 01-05 09:20, 20m used: met"; "none" where there is no such clock.
std::string clock(const Timeline& desk, const std::string& sla, std::uint64_t ticket = 1) {
  for (const ClockFact& fact : desk.facts().clocks) {
    if (fact.ticket != ticket || fact.sla != sla_named(desk.model(), sla)) continue;
    const Instant end = std::min(fact.stopped, fact.withdrawn);
    std::string outcome = fact.stopped == never ? "runs" : "met";
    if (fact.withdrawn != never) outcome = "withdrawn";
    if (fact.breached != never) outcome = "breached " + desk.at(fact.breached);
    return fmt::format("{} to {}, {}m used: {}", desk.at(fact.started),
                       end == never ? "the end" : desk.at(end), fact.used / one_minute, outcome);
  }
  return "none";
}

}  // namespace

TEST_CASE("clock: from Friday evening to Monday morning only open hours count") {
  // Friday 17:30 to 18:00 and Monday 08:00 to 09:30.
  const Timeline whole{desk("a: " + at_l1("target: 2h, calendar: office") +
                                ", b: " + at_l1("target: 119m, calendar: office"),
                            office, "2026-01-07"),
                       "2026-01-09 17:30,weekend\n"};
  CHECK(clock(whole, "a") == "01-09 17:30 to 01-12 09:30, 120m used: met");
  CHECK(clock(whole, "b") == "01-09 17:30 to 01-12 09:30, 120m used: breached 01-12 09:29");
}

TEST_CASE("clock: a holiday has no hours") {
  // Monday 17:00 to 18:00, nothing on Tuesday, Wednesday 08:00 to 09:00.
  const std::string holiday =
      "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}, holidays: [2026-01-06]}}\n";
  const Timeline timeline{desk("a: " + at_l1("target: 90m, calendar: office"), holiday),
                          "2026-01-05 17:00,two_days\n"};
  CHECK(clock(timeline, "a") == "01-05 17:00 to 01-07 09:00, 120m used: breached 01-07 08:30");
}

namespace {

/// A clock with eight hours on the night of a Saturday, of a ticket that is open around it.
std::string night_of(const std::string& zone, const std::string& start, const std::string& opened) {
  const Timeline timeline{
      desk("night: " + at_l1("target: 8h, calendar: nights"),
           "calendars: {nights: {time_zone: " + zone + ", weekly: {sat: \"22:00-06:00\"}}}\n",
           start),
      opened + " 12:00,day\n"};
  return clock(timeline, "night").substr(28);
}

}  // namespace

TEST_CASE("clock: the night when the clock goes forward has seven hours, in either zone") {
  CHECK(night_of("Europe/Paris", "2026-03-25", "2026-03-28") == "420m used: met");
  CHECK(night_of("America/New_York", "2026-03-04", "2026-03-07") == "420m used: met");
}

TEST_CASE("clock: the night when the clock goes back has nine hours, in either zone") {
  // Eight hours after 22:00, which is 20:00 UTC in Paris and 02:00 UTC in New York.
  CHECK(night_of("Europe/Paris", "2026-10-21", "2026-10-24") == "540m used: breached 10-25 04:00");
  CHECK(night_of("America/New_York", "2026-10-28", "2026-10-31") ==
        "540m used: breached 11-01 10:00");
}

TEST_CASE("clock: a pause across closing time leaves the open hours outside it") {
  // Work of 20 minutes from 17:00, cut somewhere by 20 hours until Tuesday afternoon.
  const Timeline timeline{desk("a: " + at_l1("target: 20m, calendar: office, pause: [pending]"),
                               office, "2026-01-05",
                               ", pending: {customer: {probability: 100%, for: 20h}}"),
                          "2026-01-05 17:00,fix\n"};
  CHECK(clock(timeline, "a") == "01-05 17:00 to 01-06 13:20, 20m used: met");
}

TEST_CASE("clock: stopped after its target it stays breached there") {
  const Timeline timeline{desk("a: " + at_l1("target: 10m")), "2026-01-05 09:00,fix\n"};
  CHECK(clock(timeline, "a") == "01-05 09:00 to 01-05 09:20, 20m used: breached 01-05 09:10");
  CHECK(timeline.clocks("a", SlaSum::breached) == 1);
}

TEST_CASE("clock: never stopped it is breached by the horizon's end, or not yet due") {
  const Timeline timeline{desk("a: " + at_l1("target: 100h") + ", b: " + at_l1("target: 300h")),
                          "2026-01-05 00:00,endless\n"};
  CHECK(clock(timeline, "a") == "01-05 00:00 to the end, 10080m used: breached 01-09 04:00");
  CHECK(clock(timeline, "b") == "01-05 00:00 to the end, 10080m used: runs");
  CHECK(timeline.clocks("a", SlaSum::breached) == 1);
  CHECK(timeline.clocks("b", SlaSum::open_not_due) == 1);
}

TEST_CASE("clock: calendar and target by priority") {
  const Timeline timeline{
      desk("a: " + at_l1("target: {P1: 24h, P2: 3h}, calendar: {P1: always, P2: office}"),
           std::string{office}.insert(12, "always: 24x7, "), "2026-01-07"),
      "2026-01-09 17:30,weekend,P1\n2026-01-09 17:30,weekend,P2\n"};
  CHECK(clock(timeline, "a", 1) == "01-09 17:30 to 01-12 09:30, 3840m used: breached 01-10 17:30");
  CHECK(clock(timeline, "a", 2) == "01-09 17:30 to 01-12 09:30, 120m used: met");
}

TEST_CASE("clock at a tier: the time at it sums up, over several entries") {
  const Timeline timeline{
      ladder("l1: {type: ola, start: {enters: L1}, stop: {leaves: L1}, target: 1h},\n"
             "  l2: {type: ola, start: {enters: L2}, stop: {leaves: L2}, target: 34m},\n"
             "  first: {stop: {leaves: L1}, target: 28m},\n"
             "  response: {start: {enters: L2}, stop: acknowledged, target: 1m},\n"
             "  whole: {target: 2h}"),
      up_at_9};
  CHECK(clock(timeline, "l1") == "01-05 09:00 to 01-05 09:33, 28m used: met");
  CHECK(clock(timeline, "l2") == "01-05 09:24 to 01-05 10:03, 35m used: breached 01-05 10:02");
  CHECK(clock(timeline, "first") == "01-05 09:00 to 01-05 09:33, 28m used: met");
  CHECK(clock(timeline, "response") == "01-05 09:24 to 01-05 09:33, 0m used: met");
  CHECK(clock(timeline, "whole") == "01-05 09:00 to 01-05 10:03, 63m used: met");
  CHECK(timeline.model().slas[SlaId{0U}].type == ClockType::ola);
  CHECK(timeline.model().due_by == SlaId{4U});
}

TEST_CASE("clock at a tier: reset at each entry it counts the last alone") {
  const Timeline timeline{
      ladder("l2: {start: {enters: L2}, stop: {leaves: L2}, reset: [{enters: L2}], target: 34m},\n"
             "  whole: {reset: [{enters: L2}], target: 34m},\n"
             "  late: {reset: [{enters: L2}], target: 10m}"),
      up_at_9};
  CHECK(clock(timeline, "l2") == "01-05 09:33 to 01-05 10:03, 30m used: met");
  CHECK(clock(timeline, "whole") == "01-05 09:33 to 01-05 10:03, 30m used: met");
  // Breached before it could be reset, and for good.
  CHECK(clock(timeline, "late") == "01-05 09:00 to 01-05 10:03, 63m used: breached 01-05 09:10");
}

TEST_CASE("clock at a tier: only tickets that enter it have one") {
  const Timeline timeline{ladder("l2: {start: {enters: L2}, stop: {leaves: L2}, target: 34m},\n"
                                 "  l1: {start: {enters: L1}, stop: {leaves: L1}, target: 34m}"),
                          "2026-01-05 09:00,down\n"};
  CHECK(clock(timeline, "l2") == "none");
  CHECK(clock(timeline, "l1") == "01-05 09:00 to 01-05 09:20, 20m used: met");
  CHECK(timeline.clocks("l2", SlaSum::met) + timeline.clocks("l2", SlaSum::breached) == 0);
}

TEST_CASE("clock at a tier: a ticket that opens there enters it") {
  const Timeline timeline{ladder("l2: {start: {enters: L2}, stop: {leaves: L2}, target: 34m}") +
                              "straight: [{type: up, to: L2}]\n",
                          up_at_9};
  CHECK(clock(timeline, "l2") == "01-05 09:00 to 01-05 09:30, 30m used: met");
}

TEST_CASE("clock from acknowledgement: it starts with the first work") {
  const Timeline timeline{ladder("worked: {start: acknowledged, target: 15m}"),
                          "2026-01-05 09:00,down\n2026-01-05 09:00,down\n"};
  CHECK(clock(timeline, "worked", 1) ==
        "01-05 09:00 to 01-05 09:20, 20m used: breached 01-05 09:15");
  CHECK(clock(timeline, "worked", 2) ==
        "01-05 09:20 to 01-05 09:40, 20m used: breached 01-05 09:35");
}

TEST_CASE("cancelled on escalation: withdrawn, unless it has stopped or is breached") {
  const Timeline timeline{
      ladder("solves: {stop: {leaves: L1}, cancel: [escalated], target: 1h},\n"
             "  late: {cancel: [escalated], target: 10m},\n"
             "  response: {stop: acknowledged, cancel: [escalated], target: 10m},\n"
             "  l2: {cancel: [{enters: L2}], target: 24m}"),
      up_at_9 + "2026-01-05 12:00,down\n"};
  CHECK(clock(timeline, "solves") == "01-05 09:00 to 01-05 09:24, 24m used: withdrawn");
  CHECK(clock(timeline, "late") == "01-05 09:00 to 01-05 10:03, 63m used: breached 01-05 09:10");
  CHECK(clock(timeline, "response") == "01-05 09:00 to 01-05 09:00, 0m used: met");
  CHECK(clock(timeline, "l2") == "01-05 09:00 to 01-05 09:24, 24m used: withdrawn");
  CHECK(clock(timeline, "solves", 2) == "01-05 12:00 to 01-05 12:20, 20m used: met");
  CHECK(timeline.clocks("solves", SlaSum::met) == 1);
  CHECK(timeline.clocks("solves", SlaSum::breached) == 0);
  CHECK(timeline.clocks("solves", SlaSum::open_not_due) == 0);
  CHECK(timeline.clocks("late", SlaSum::breached) == 2);
}

TEST_CASE("cancelled on reopening: also what resolving had stopped in time") {
  const Timeline timeline{desk("a: {cancel: [reopened], target: 25m},\n"
                               "  late: {cancel: [reopened], target: 15m},\n"
                               "  response: {stop: acknowledged, cancel: [reopened], target: 15m}",
                               office, "2026-01-05", back_in_72h),
                          fix_on_the_8th};
  CHECK(clock(timeline, "a") == "01-08 09:00 to 01-08 09:20, 20m used: withdrawn");
  CHECK(clock(timeline, "late") == "01-08 09:00 to 01-11 09:40, 40m used: breached 01-08 09:15");
  CHECK(clock(timeline, "response") == "01-08 09:00 to 01-08 09:00, 0m used: met");
}

TEST_CASE("reset on reopening: it begins from nothing on, unless it is breached") {
  const Timeline timeline{desk("a: {reset: [reopened], target: 25m},\n"
                               "  b: {target: 25m},\n"
                               "  late: {reset: [reopened], target: 15m},\n"
                               "  response: {stop: acknowledged, reset: [reopened], target: 15m}",
                               office, "2026-01-05", back_in_72h),
                          fix_on_the_8th};
  CHECK(clock(timeline, "a") == "01-11 09:20 to 01-11 09:40, 20m used: met");
  CHECK(clock(timeline, "b") == "01-08 09:00 to 01-11 09:40, 40m used: breached 01-11 09:25");
  CHECK(clock(timeline, "late") == "01-08 09:00 to 01-11 09:40, 40m used: breached 01-08 09:15");
  CHECK(clock(timeline, "response") == "01-11 09:20 to 01-11 09:20, 0m used: met");
}

TEST_CASE("clock at a tier: reopened there it goes on, elsewhere it does not") {
  const std::string reopens = ", reopens: {probability: 100%, after: 72h}}";
  std::string text = ladder("l1: {start: {enters: L1}, stop: {leaves: L1}, target: 1h},\n"
                            "  l2: {start: {enters: L2}, stop: {leaves: L2}, target: 2h}",
                            "");
  text.insert(text.find("{deterministic: 30m}}") + 21, reopens.substr(0, reopens.size() - 1));
  const Timeline timeline{text, "2026-01-08 09:00,up\n"};
  // At L2 from 09:24 to 09:54, and again three days later.
  CHECK(clock(timeline, "l1") == "01-08 09:00 to 01-08 09:24, 24m used: met");
  CHECK(clock(timeline, "l2") == "01-08 09:24 to 01-11 10:24, 60m used: met");
}

TEST_CASE("threshold on a share of a clock that starts at the tier") {
  const std::string text =
      "horizon: {start: 2026-01-05, length: 1w}\n"
      "tiers: [{name: L1}, {name: L2, escalate: [{after: 50%, of: l2}]}, {name: L3}]\n"
      "ticket_types: {up: {resolves: {L1: 0%, L2: 100%}, handle_time: {L1: {deterministic: 30m}, "
      "L2: {deterministic: 3h}, L3: {deterministic: 10m}}}}\n"
      "sla: {l2: {start: {enters: L2}, stop: {leaves: L2}, target: 2h}}\n"
      "staff: {a: {tier: L1, heads: 1}, b: {tier: L2, heads: 1}, c: {tier: L3, heads: 1}}\n";
  const Timeline timeline{text, up_at_9};
  CHECK(timeline.of_ticket(1) == "01-05 09:00 - 09:30 a.1 handles at L1: unsolved\n"
                                 "01-05 09:30 - 10:30 b.1 handles at L2: SLA share\n"
                                 "01-05 10:30 - 10:40 c.1 handles at L3: resolved\n");
}

TEST_CASE("threshold on a share of a clock that starts with the first work") {
  const std::string text =
      "horizon: {start: 2026-01-05, length: 1w}\n"
      "tiers: [{name: L1, escalate: [{after: 50%, of: work_time}]}, {name: L2}]\n"
      "ticket_types: {up: {resolves: {L1: 100%}, handle_time: {L1: {deterministic: 2h}, L2: "
      "{deterministic: 10m}}}}\n"
      "sla: {work_time: {start: acknowledged, target: 1h}}\n"
      "staff: {a: {tier: L1, heads: 1}, b: {tier: L2, heads: 1}}\n";
  const Timeline timeline{text, up_at_9 + up_at_9};
  CHECK(timeline.of_ticket(2) == "01-05 09:00 - 09:30 waits at L1: taken\n"
                                 "01-05 09:30 - 10:00 a.1 handles at L1: SLA share\n"
                                 "01-05 10:00 - 10:10 b.1 handles at L2: resolved\n");
}
