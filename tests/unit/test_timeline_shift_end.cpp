// What happens to work in hand when a shift or a block ends, worked out by hand.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using test::Timeline;

namespace {

/// A day desk of one head, 09:00 to 17:00, and a night desk of one, 18:00 to 22:00, at half speed.
/// Tickets take exactly one hour at speed 1.
std::string two_desks(const std::string& rule, const std::string& breaks = "[]") {
  return "horizon: {start: 2026-01-05, length: 1w}\n"
         "shifts:\n"
         "  day: {weekly: {mon-fri: \"09:00-17:00\"}, breaks: " +
         breaks +
         "}\n"
         "  evening: {weekly: {mon-fri: \"18:00-22:00\"}}\n"
         "tiers: [{name: L1}]\n"
         "ticket_types: {fix: {skill: any, handle_time: {L1: {deterministic: 1h}}}}\n"
         "staff:\n"
         "  day: {tier: L1, heads: 1, shift: day, skills: {any: 1.0}, " +
         rule +
         "}\n"
         "  evening: {tier: L1, heads: 1, shift: evening, skills: {any: 0.5}}\n";
}

}  // namespace

TEST_CASE("shift end: work in hand is finished past the end, and nothing new is taken") {
  const Timeline desk{two_desks("at_shift_end: finish"),
                      "2026-01-05 16:30,fix\n2026-01-05 16:45,fix\n"};
  CHECK(desk.of_ticket(1) == "01-05 16:30 - 17:30 day.1 handles at L1: resolved\n");
  // Day's head is busy until 17:30, past the end; evening takes it at 18:00 and needs two hours.
  CHECK(desk.of_ticket(2) == "01-05 16:45 - 18:00 waits at L1: taken\n"
                             "01-05 18:00 - 20:00 evening.1 handles at L1: resolved\n");
  const std::string monday = "01-05 09:00 - 17:30 on duty\n01-05 17:00 - 17:30 overtime\n";
  CHECK(desk.of_agent("day.1").substr(0, monday.size()) == monday);
}

TEST_CASE("shift end: kept work goes on with the same person at the next shift") {
  const Timeline desk{two_desks("at_shift_end: keep"), "2026-01-05 16:30,fix\n"};
  // 30 min on Monday, 30 on Tuesday; the evening desk is idle, but it is not theirs.
  CHECK(desk.of_ticket(1) == "01-05 16:30 - 17:00 day.1 handles at L1: off duty\n"
                             "01-05 17:00 - 01-06 09:00 day.1 keeps it at L1: resumed\n"
                             "01-06 09:00 - 09:30 day.1 handles at L1: resolved\n");
  CHECK(desk.ticket(1).engagements == 1);
  CHECK(desk.ticket(1).agent_changes == 0);
}

TEST_CASE("shift end: handed-over work goes on in work units at the next agent's speed") {
  const Timeline desk{two_desks("at_shift_end: hand_over, rework: 6m"), "2026-01-05 16:30,fix\n"};
  // 30 min of work are left, plus 6 of rework: 36 min / 0.5 = 72 min.
  CHECK(desk.of_ticket(1) == "01-05 16:30 - 17:00 day.1 handles at L1: handed over\n"
                             "01-05 17:00 - 18:00 waits at L1: taken\n"
                             "01-05 18:00 - 19:12 evening.1 handles at L1: resolved\n");
  CHECK(desk.ticket(1).engagements == 2);
  CHECK(desk.ticket(1).agent_changes == 1);
  CHECK(desk.ticket(1).group_changes == 1);
  CHECK(desk.ticket(1).tier_moves == 0);
}

TEST_CASE("shift end: work that a slow agent hands over is worth what was done at their speed") {
  const std::string text =
      "horizon: {start: 2026-01-05, length: 2d}\n"
      "shifts: {day: {weekly: {mon-fri: \"09:00-17:00\"}}, evening: {weekly: {mon-fri: "
      "\"17:00-22:00\"}}}\n"
      "tiers: [{name: L1}]\n"
      "ticket_types: {fix: {skill: any, handle_time: {L1: {deterministic: 1h}}}}\n"
      "staff:\n"
      "  slow: {tier: L1, heads: 1, shift: day, skills: {any: 0.5}, at_shift_end: hand_over}\n"
      "  fast: {tier: L1, heads: 1, shift: evening, skills: {any: 2}}\n";
  const Timeline desk{text, "2026-01-05 16:00,fix\n"};
  // An hour at speed 0.5 does 30 min of the 60; the other 30 take 15 min at speed 2. The evening's
  // shift starts after the day's has ended at the same ms, so that nothing waits.
  CHECK(desk.of_ticket(1) == "01-05 16:00 - 17:00 slow.1 handles at L1: handed over\n"
                             "01-05 17:00 - 17:15 fast.1 handles at L1: resolved\n");
}

TEST_CASE("shift end: finishing exactly at it is finished, whatever the rule") {
  for (const char* rule :
       {"at_shift_end: finish", "at_shift_end: keep", "at_shift_end: hand_over"}) {
    const Timeline desk{two_desks(rule), "2026-01-05 16:00,fix\n"};
    CHECK(desk.of_ticket(1) == "01-05 16:00 - 17:00 day.1 handles at L1: resolved\n");
    const std::string monday = "01-05 09:00 - 17:00 on duty\n01-06";
    CHECK(desk.of_agent("day.1").substr(0, monday.size()) == monday);
  }
}

TEST_CASE("shift end: an agent whose shift ends at this ms takes nothing new") {
  // Opened at 17:00 exactly, with the day's head idle; and one that waits while its agent finishes
  // exactly at the end.
  const Timeline idle{two_desks("at_shift_end: finish"), "2026-01-05 17:00,fix\n"};
  CHECK(idle.of_ticket(1) == "01-05 17:00 - 18:00 waits at L1: taken\n"
                             "01-05 18:00 - 20:00 evening.1 handles at L1: resolved\n");
  const Timeline busy{two_desks("at_shift_end: finish"),
                      "2026-01-05 16:00,fix\n2026-01-05 16:10,fix\n"};
  CHECK(busy.of_ticket(2) == "01-05 16:10 - 18:00 waits at L1: taken\n"
                             "01-05 18:00 - 20:00 evening.1 handles at L1: resolved\n");
}

TEST_CASE("shift end: one ms before it a ticket is taken") {
  const std::string text = "horizon: {start: 2026-01-05, length: 2d}\n"
                           "shifts: {day: {weekly: {mon-fri: \"09:00-17:00\"}}}\n"
                           "tiers: [{name: L1}]\n"
                           "ticket_types:\n"
                           "  first: {handle_time: {L1: {deterministic: 3599999ms}}}\n"
                           "  fix: {handle_time: {L1: {deterministic: 1h}}}\n"
                           "staff: {day: {tier: L1, heads: 1, shift: day, at_shift_end: keep}}\n";
  const Timeline desk{text, "2026-01-05 16:00,first\n2026-01-05 16:10,fix\n"};
  CHECK(desk.of_ticket(2) == "01-05 16:10 - 16:59:59.999 waits at L1: taken\n"
                             "01-05 16:59:59.999 - 17:00 day.1 handles at L1: off duty\n"
                             "01-05 17:00 - 01-06 09:00 day.1 keeps it at L1: resumed\n"
                             "01-06 09:00 - 09:59:59.999 day.1 handles at L1: resolved\n");
}

TEST_CASE("an unpaid break is a shift end and a shift start") {
  const std::string lunch = "[{at: \"12:00\", for: 30m, paid: false}]";
  const Timeline finish{two_desks("at_shift_end: finish", lunch), "2026-01-05 11:30,fix\n"};
  CHECK(finish.of_ticket(1) == "01-05 11:30 - 12:30 day.1 handles at L1: resolved\n");
  const std::string overtime =
      "01-05 09:00 - 12:30 on duty\n01-05 12:00 - 12:30 overtime\n01-05 12:30 - 17:00 on duty\n";
  CHECK(finish.of_agent("day.1").substr(0, overtime.size()) == overtime);

  const Timeline keep{two_desks("at_shift_end: keep", lunch), "2026-01-05 11:30,fix\n"};
  CHECK(keep.of_ticket(1) == "01-05 11:30 - 12:00 day.1 handles at L1: off duty\n"
                             "01-05 12:00 - 12:30 day.1 keeps it at L1: resumed\n"
                             "01-05 12:30 - 13:00 day.1 handles at L1: resolved\n");
  const std::string two_parts = "01-05 09:00 - 12:00 on duty\n01-05 12:30 - 17:00 on duty\n";
  CHECK(keep.of_agent("day.1").substr(0, two_parts.size()) == two_parts);

  const Timeline over{two_desks("at_shift_end: hand_over", lunch), "2026-01-05 11:30,fix\n"};
  CHECK(over.of_ticket(1) == "01-05 11:30 - 12:00 day.1 handles at L1: handed over\n"
                             "01-05 12:00 - 12:30 waits at L1: taken\n"
                             "01-05 12:30 - 13:00 day.1 handles at L1: resolved\n");
  CHECK(over.ticket(1).engagements == 2);
  CHECK(over.ticket(1).agent_changes == 0);  // the same person took it again
}

TEST_CASE(
    "a paid break is a block: work in hand waits for its agent, whatever the shift-end rule") {
  const std::string pause = "[{at: \"12:00\", for: 15m}]";
  for (const char* rule :
       {"at_shift_end: finish", "at_shift_end: keep", "at_shift_end: hand_over"}) {
    const Timeline desk{two_desks(rule, pause), "2026-01-05 11:30,fix\n2026-01-05 12:05,fix\n"};
    CHECK(desk.of_ticket(1) == "01-05 11:30 - 12:00 day.1 handles at L1: off duty\n"
                               "01-05 12:00 - 12:15 day.1 keeps it at L1: resumed\n"
                               "01-05 12:15 - 12:45 day.1 handles at L1: resolved\n");
    CHECK(desk.of_ticket(2) == "01-05 12:05 - 12:45 waits at L1: taken\n"
                               "01-05 12:45 - 13:45 day.1 handles at L1: resolved\n");
    const std::string day = "01-05 09:00 - 12:00 on duty\n01-05 12:00 - 12:15 other work\n"
                            "01-05 12:15 - 17:00 on duty\n";
    CHECK(desk.of_agent("day.1").substr(0, day.size()) == day);
  }
}

TEST_CASE("work kept from Friday evening goes on on Monday, or after the holiday") {
  const std::string text =
      "horizon: {start: 2026-04-01, length: 2w, time_zone: Europe/Paris}\n"
      "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}, holidays: [2026-04-06]}}\n"
      "shifts:\n"
      "  plain: {weekly: {mon-fri: \"09:00-17:00\"}}\n"
      "  french: {weekly: {mon-fri: \"09:00-17:00\"}, holidays: office}\n"
      "tiers: [{name: L1}]\n"
      "ticket_types:\n"
      "  plain: {skill: a, handle_time: {L1: {deterministic: 2h}}}\n"
      "  french: {skill: b, handle_time: {L1: {deterministic: 2h}}}\n"
      "staff:\n"
      "  plain: {tier: L1, heads: 1, shift: plain, skills: [a], at_shift_end: keep}\n"
      "  french: {tier: L1, heads: 1, shift: french, skills: [b], at_shift_end: keep}\n";
  // 3 April 2026 is a Friday, Easter Monday is the 6th.
  const Timeline desk{text, "2026-04-03 16:00,plain\n2026-04-03 16:00,french\n", "Europe/Paris"};
  CHECK(desk.of_ticket(1) == "04-03 16:00 - 17:00 plain.1 handles at L1: off duty\n"
                             "04-03 17:00 - 04-06 09:00 plain.1 keeps it at L1: resumed\n"
                             "04-06 09:00 - 10:00 plain.1 handles at L1: resolved\n");
  CHECK(desk.of_ticket(2) == "04-03 16:00 - 17:00 french.1 handles at L1: off duty\n"
                             "04-03 17:00 - 04-07 09:00 french.1 keeps it at L1: resumed\n"
                             "04-07 09:00 - 10:00 french.1 handles at L1: resolved\n");
}
