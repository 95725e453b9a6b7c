// Timelines over both changes of the hour, weekends and holidays, worked out by hand. In 2026 the
// hour changes in Paris on 29 March and 25 October (both at 01:00 UTC), in New York on 8 March (at
// 07:00 UTC) and 1 November (at 06:00 UTC). The horizon is in UTC, which has no such nights.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using test::Timeline;

namespace {

/// A night shift on Saturdays, 22:00 to 06:00 in the zone, and an engineer who is always there.
std::string
nights(const std::string& start, const std::string& zone, const std::string& more = "") {
  return "horizon: {start: " + start +
         ", length: 2w}\n"
         "calendars: {nights: {time_zone: " +
         zone +
         ", weekly: {sat: \"22:00-06:00\"}}}\n"
         "shifts: {night: {time_zone: " +
         zone + ", weekly: {sat: \"22:00-06:00\"}" + more +
         "}}\n"
         "tiers: [{name: L1}]\n"
         "ticket_types: {long: {handle_time: {L1: {deterministic: 8h}}}}\n"
         "staff: {desk: {tier: L1, heads: 1, shift: night, at_shift_end: keep}}\n";
}

/// The only head of L1 has work for two weeks, so that L1 is left when half the target of 16 h has
/// passed on the calendar of nights.
std::string night_clock(const std::string& start, const std::string& zone) {
  return "horizon: {start: " + start +
         ", length: 2w}\n"
         "calendars: {nights: {time_zone: " +
         zone +
         ", weekly: {sat: \"22:00-06:00\"}}}\n"
         "tiers: [{name: L1, escalate: [{after: 50%, of: resolution}]}, {name: L2}]\n"
         "ticket_types:\n"
         "  busy: {handle_time: {L1: {deterministic: 400h}}}\n"
         "  t: {resolves: {L1: 100%}, handle_time: {L1: 1h, L2: {deterministic: 1h}}}\n"
         "sla: {resolution: {target: 16h, calendar: nights}}\n"
         "staff: {desk: {tier: L1, heads: 1}, engineers: {tier: L2, heads: 1}}\n";
}

Instant opened(const Timeline& desk) { return desk.ticket(1).opened; }

}  // namespace

TEST_CASE("time: a night shift has seven hours when the clock goes forward") {
  // Paris: 28 March 22:00 is 21:00 UTC, 29 March 06:00 is 04:00 UTC. The eighth hour of the work is
  // done a week later, from 20:00 UTC, which is 22:00 then.
  const Timeline paris{nights("2026-03-23", "Europe/Paris"), "2026-03-28 21:00,long\n"};
  CHECK(paris.of_ticket(1) == "03-28 21:00 - 03-29 04:00 desk.1 handles at L1: off duty\n"
                              "03-29 04:00 - 04-04 20:00 desk.1 keeps it at L1: resumed\n"
                              "04-04 20:00 - 21:00 desk.1 handles at L1: resolved\n");
  // New York: 7 March 22:00 is 03:00 UTC on the 8th, 06:00 is 10:00 UTC.
  const Timeline york{nights("2026-03-02", "America/New_York"), "2026-03-08 03:00,long\n"};
  CHECK(york.of_ticket(1) == "03-08 03:00 - 10:00 desk.1 handles at L1: off duty\n"
                             "03-08 10:00 - 03-15 02:00 desk.1 keeps it at L1: resumed\n"
                             "03-15 02:00 - 03:00 desk.1 handles at L1: resolved\n");
}

TEST_CASE("time: a night shift has nine hours when the clock goes back") {
  // Paris: 24 October 22:00 is 20:00 UTC, 25 October 06:00 is 05:00 UTC.
  const Timeline paris{nights("2026-10-19", "Europe/Paris"), "2026-10-24 20:00,long\n"};
  CHECK(paris.of_ticket(1) == "10-24 20:00 - 10-25 04:00 desk.1 handles at L1: resolved\n");
  CHECK(paris.of_agent("desk.1").substr(0, 35) == "10-24 20:00 - 10-25 05:00 on duty\n1");
  // New York: 31 October 22:00 is 02:00 UTC on the 1st, 06:00 is 11:00 UTC.
  const Timeline york{nights("2026-10-26", "America/New_York"), "2026-11-01 02:00,long\n"};
  CHECK(york.of_ticket(1) == "11-01 02:00 - 10:00 desk.1 handles at L1: resolved\n");
  CHECK(york.of_agent("desk.1").substr(0, 29) == "11-01 02:00 - 11:00 on duty\n1");
}

TEST_CASE("time: an SLA clock counts the hours that the night has") {
  // Eight hours of nights. Forward: seven on the night of the change, one a week later.
  const Timeline paris{night_clock("2026-03-23", "Europe/Paris"),
                       "2026-03-23 00:00,busy\n2026-03-28 12:00,t\n"};
  CHECK(paris.of_ticket(2) == "03-28 12:00 - 04-04 21:00 waits at L1: SLA share\n"
                              "04-04 21:00 - 22:00 engineers.1 handles at L2: resolved\n");
  const Timeline york{night_clock("2026-03-02", "America/New_York"),
                      "2026-03-02 00:00,busy\n2026-03-07 12:00,t\n"};
  CHECK(york.of_ticket(2) == "03-07 12:00 - 03-15 03:00 waits at L1: SLA share\n"
                             "03-15 03:00 - 04:00 engineers.1 handles at L2: resolved\n");
  // Back: all of them in that night of nine, from 20:00 and from 02:00 UTC.
  const Timeline paris_back{night_clock("2026-10-19", "Europe/Paris"),
                            "2026-10-19 00:00,busy\n2026-10-24 12:00,t\n"};
  CHECK(paris_back.of_ticket(2) == "10-24 12:00 - 10-25 04:00 waits at L1: SLA share\n"
                                   "10-25 04:00 - 05:00 engineers.1 handles at L2: resolved\n");
  const Timeline york_back{night_clock("2026-10-26", "America/New_York"),
                           "2026-10-26 00:00,busy\n2026-10-31 12:00,t\n"};
  CHECK(york_back.of_ticket(2) == "10-31 12:00 - 11-01 10:00 waits at L1: SLA share\n"
                                  "11-01 10:00 - 11:00 engineers.1 handles at L2: resolved\n");
}

TEST_CASE("time: a replayed local time that does not exist moves forward by the gap") {
  // 02:30 is 03:30 in summer time: 01:30 UTC in Paris, 07:30 UTC in New York.
  const Timeline paris{nights("2026-03-23", "UTC"), "2026-03-29 02:30,long\n", "Europe/Paris"};
  CHECK(paris.at(opened(paris)) == "03-29 01:30");
  const Timeline york{nights("2026-03-02", "UTC"), "2026-03-08 02:30,long\n", "America/New_York"};
  CHECK(york.at(opened(york)) == "03-08 07:30");
}

TEST_CASE("time: a replayed local time that exists twice is the first") {
  // 02:30 in summer time is 00:30 UTC in Paris; 01:30 in summer time is 05:30 UTC in New York.
  const Timeline paris{nights("2026-10-19", "UTC"), "2026-10-25 02:30,long\n", "Europe/Paris"};
  CHECK(paris.at(opened(paris)) == "10-25 00:30");
  const Timeline york{nights("2026-10-26", "UTC"), "2026-11-01 01:30,long\n", "America/New_York"};
  CHECK(york.at(opened(york)) == "11-01 05:30");
}

TEST_CASE("time: a break at a time that does not exist moves forward by the gap") {
  // 02:30 on 29 March is 03:30, which is 01:30 UTC.
  const Timeline desk{nights("2026-03-23", "Europe/Paris", ", breaks: [{at: \"02:30\", for: 30m}]"),
                      "2026-03-24 09:00,long\n"};
  const std::string night = "03-28 21:00 - 03-29 01:30 on duty\n"
                            "03-29 01:30 - 02:00 other work\n"
                            "03-29 02:00 - 04:00 on duty\n";
  CHECK(desk.of_agent("desk.1").substr(0, night.size()) == night);
}

TEST_CASE("time: a horizon of two local days has 47 or 49 hours where the clock changes") {
  const auto hours = [](const std::string& start, const std::string& zone) {
    const Timeline desk{"horizon: {start: " + start + ", time_zone: " + zone +
                            ", length: 2d}\n"
                            "tiers: [{name: L1}]\n"
                            "ticket_types: {t: {handle_time: {L1: 1h}}}\n"
                            "staff: {desk: {tier: L1, heads: 1}}\n",
                        start + " 09:00,t\n", zone};
    return (desk.model().end - Instant{}) / one_hour;
  };
  CHECK(hours("2026-03-28", "Europe/Paris") == 47);
  CHECK(hours("2026-10-24", "Europe/Paris") == 49);
  CHECK(hours("2026-03-07", "America/New_York") == 47);
  CHECK(hours("2026-10-31", "America/New_York") == 49);
}

TEST_CASE("time: a clock opened on Friday evening goes on on Monday, or after the holiday") {
  const std::string text =
      "horizon: {start: 2026-03-23, length: 4w, time_zone: Europe/Paris}\n"
      "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}, holidays: [2026-04-06]}}\n"
      "tiers: [{name: L1}]\n"
      "ticket_types: {t: {handle_time: {L1: 1h}}}\n"
      "sla: {resolution: {target: 4h, calendar: office}, days: {target: 2bd, calendar: office}}\n"
      "staff: {desk: {tier: L1, heads: 1}}\n";
  const Timeline desk{text, "2026-03-27 17:00,t\n2026-04-03 17:00,t\n2026-04-03 19:30,t\n",
                      "Europe/Paris"};
  const auto due = [&](std::uint64_t ticket, std::uint32_t sla) {
    const TicketFact& fact = desk.ticket(ticket);
    return desk.at(desk.model().due(SlaId{sla}, desk.model().leaves[fact.leaf], fact.opened));
  };
  CHECK(due(1, 0) == "03-30 11:00");  // an hour on Friday, three on Monday, in summer time by now
  CHECK(due(1, 1) == "03-31 17:00");  // 20 h: 1 on Friday, 10 on Monday, 9 on Tuesday
  CHECK(due(2, 0) == "04-07 11:00");  // Monday the 6th is a holiday
  CHECK(due(3, 0) == "04-07 12:00");  // opened off hours: starts at the next opening
}
