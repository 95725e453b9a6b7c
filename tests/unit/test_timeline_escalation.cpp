// When tickets move up, worked out by hand: thresholds on work, SLA shares and attempts, escalation
// time, triage, clearances, straight entry, the last tier. All handle times are exact.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using test::Timeline;

namespace {

/// \param rules  of tier L1, after its name: ", escalate: [...]".
/// \param work   at L1; at L2 it is always 20 min.
std::string two_tiers(const std::string& rules,
                      const std::string& work = "1h",
                      const std::string& resolves = "100%",
                      const std::string& desk = "") {
  return "horizon: {start: 2026-01-05, length: 1w}\n"
         "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}}}\n"
         "shifts: {day: {weekly: {mon-fri: \"09:00-17:00\"}}}\n"
         "tiers: [{name: L1" +
         rules +
         "}, {name: L2}]\n"
         "ticket_types: {fix: {resolves: {L1: " +
         resolves + "}, handle_time: {L1: {deterministic: " + work +
         "}, L2: {deterministic: 20m}}}}\n"
         "sla: {resolution: {target: 2h}}\n"
         "staff: {desk: {tier: L1, heads: 1" +
         desk + "}, engineers: {tier: L2, heads: 1}}\n";
}

const std::string after_45m = ", escalate: [{after: 45m, of: work}]";
const std::string at_half = ", escalate: [{after: 50%, of: resolution}]";

}  // namespace

TEST_CASE("work threshold: cuts the work at its instant, whatever the draw") {
  const Timeline desk{two_tiers(after_45m), "2026-01-05 09:00,fix\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:45 desk.1 handles at L1: work threshold\n"
                             "01-05 09:45 - 10:05 engineers.1 handles at L2: resolved\n");
  CHECK(desk.ticket(1).tier_moves == 1);
}

TEST_CASE("work threshold: finishing exactly at it does not fire") {
  const Timeline desk{two_tiers(after_45m, "45m"), "2026-01-05 09:00,fix\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:45 desk.1 handles at L1: resolved\n");
  const Timeline later{two_tiers(after_45m, "2700001ms"), "2026-01-05 09:00,fix\n"};
  CHECK(later.of_ticket(1) == "01-05 09:00 - 09:45 desk.1 handles at L1: work threshold\n"
                              "01-05 09:45 - 10:05 engineers.1 handles at L2: resolved\n");
}

TEST_CASE(
    "work threshold: counts agent time over visits, shifts and speeds, not the wait between") {
  // Never solved: 30 min, again 15 of 30; the third of three attempts never begins.
  const Timeline visits{
      two_tiers(", escalate: [{after: 45m, of: work}, {attempts: 3}]", "30m", "0%"),
      "2026-01-05 09:00,fix\n"};
  CHECK(visits.of_ticket(1) == "01-05 09:00 - 09:30 desk.1 handles at L1: retried\n"
                               "01-05 09:30 - 09:45 desk.1 handles at L1: work threshold\n"
                               "01-05 09:45 - 10:05 engineers.1 handles at L2: resolved\n");
  // 20 min on Monday evening, 25 on Tuesday.
  const Timeline kept{two_tiers(after_45m, "1h", "100%", ", shift: day, at_shift_end: keep"),
                      "2026-01-05 16:40,fix\n"};
  CHECK(kept.of_ticket(1) == "01-05 16:40 - 17:00 desk.1 handles at L1: off duty\n"
                             "01-05 17:00 - 01-06 09:00 desk.1 keeps it at L1: resumed\n"
                             "01-06 09:00 - 09:25 desk.1 handles at L1: work threshold\n"
                             "01-06 09:25 - 09:45 engineers.1 handles at L2: resolved\n");
}

TEST_CASE("work threshold: ignored at the last tier") {
  const std::string text = "horizon: {start: 2026-01-05, length: 1w}\n"
                           "tiers: [{name: L1, escalate: [{after: 10m, of: work}]}]\n"
                           "ticket_types: {fix: {handle_time: {L1: {deterministic: 1h}}}}\n"
                           "staff: {desk: {tier: L1, heads: 1}}\n";
  const Timeline desk{text, "2026-01-05 09:00,fix\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 10:00 desk.1 handles at L1: resolved\n");
}

TEST_CASE("SLA share: a queued ticket moves at once, without write-up") {
  // 50 % of 2 h, round the clock: an hour after opening.
  const Timeline desk{two_tiers(at_half + ", escalation_time: {deterministic: 5m}", "50m"),
                      "2026-01-05 09:00,fix\n2026-01-05 09:01,fix\n2026-01-05 09:02,fix\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:50 desk.1 handles at L1: resolved\n");
  // Taken at 09:50, cut at 10:01, written up until 10:06; the engineer is at ticket 3 until 10:22.
  CHECK(desk.of_ticket(2) == "01-05 09:01 - 09:50 waits at L1: taken\n"
                             "01-05 09:50 - 10:01 desk.1 handles at L1: SLA share\n"
                             "01-05 10:01 - 10:06 desk.1 writes up at L1: SLA share\n"
                             "01-05 10:06 - 10:22 waits at L2: taken\n"
                             "01-05 10:22 - 10:42 engineers.1 handles at L2: resolved\n");
  CHECK(desk.of_ticket(3) == "01-05 09:02 - 10:02 waits at L1: SLA share\n"
                             "01-05 10:02 - 10:22 engineers.1 handles at L2: resolved\n");
}

TEST_CASE("SLA share: finishing exactly at it is finished") {
  const Timeline desk{two_tiers(at_half, "1h"), "2026-01-05 09:00,fix\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 10:00 desk.1 handles at L1: resolved\n");
}

TEST_CASE("SLA share: a kept ticket is cut when its agent resumes, write-up first") {
  const Timeline desk{two_tiers(at_half + ", escalation_time: {deterministic: 5m}", "1h", "100%",
                                ", shift: day, at_shift_end: keep"),
                      "2026-01-05 16:40,fix\n"};
  CHECK(desk.of_ticket(1) == "01-05 16:40 - 17:00 desk.1 handles at L1: off duty\n"
                             "01-05 17:00 - 01-06 09:00 desk.1 keeps it at L1: SLA share\n"
                             "01-06 09:00 - 09:05 desk.1 writes up at L1: SLA share\n"
                             "01-06 09:05 - 09:25 engineers.1 handles at L2: resolved\n");
}

TEST_CASE("SLA share: a ticket kept in a last block is handed over upwards, without write-up") {
  // Half of the two hours is over at 17:00, in a block from 16:30 that lasts to the shift's end at
  // 17:15: there is no agent to write it up, and L1 must not get it again.
  std::string text = two_tiers(at_half + ", escalation_time: {deterministic: 5m}", "1h", "100%",
                               ", shift: day, at_shift_end: hand_over");
  const std::string shift = "mon-fri: \"09:00-17:00\"}";
  text.replace(text.find(shift), shift.size(),
               "mon-fri: \"09:00-17:15\"}, breaks: [{at: \"16:30\", for: 45m}]");
  const Timeline desk{text, "2026-01-05 16:00,fix\n"};
  CHECK(desk.of_ticket(1) == "01-05 16:00 - 16:30 desk.1 handles at L1: off duty\n"
                             "01-05 16:30 - 17:15 desk.1 keeps it at L1: SLA share\n"
                             "01-05 17:15 - 17:35 engineers.1 handles at L2: resolved\n");
  CHECK(desk.ticket(1).tier_moves == 1);
  CHECK(desk.ticket(1).agent_changes == 0);
}

TEST_CASE("SLA share: past already on entry, it does not fire; the next one may") {
  // L2's share of 25 % passed at 09:30, before L1 gave it up at 09:40; its 50 % is yet to come. L2
  // is at another ticket until 11:00.
  const std::string text =
      "horizon: {start: 2026-01-05, length: 1w}\n"
      "tiers:\n"
      "  - {name: L1}\n"
      "  - {name: L2, escalate: [{after: 25%, of: resolution}, {after: 50%, of: resolution}]}\n"
      "  - {name: L3}\n"
      "ticket_types:\n"
      "  fix: {resolves: {L1: 0%, L2: 100%}, handle_time: {L1: {deterministic: 40m}, L2: "
      "{deterministic: 20m}, L3: {deterministic: 10m}}}\n"
      "  long: {handle_time: {L2: {deterministic: 3h}}}\n"
      "sla: {resolution: {target: 2h}}\n"
      "staff: {a: {tier: L1, heads: 1}, b: {tier: L2, heads: 1}, c: {tier: L3, heads: 1}}\n";
  const Timeline desk{text, "2026-01-05 08:00,long\n2026-01-05 09:00,fix\n"};
  CHECK(desk.of_ticket(2) == "01-05 09:00 - 09:40 a.1 handles at L1: unsolved\n"
                             "01-05 09:40 - 10:00 waits at L2: SLA share\n"
                             "01-05 10:00 - 10:10 c.1 handles at L3: resolved\n");
}

TEST_CASE("SLA share: a clock that has stopped does not fire; another may") {
  // Both are to be acknowledged by 10:00. The first is at once, and its work goes on past that
  // until half of its 3 hours to be resolved in are over; the second still waits at 10:00.
  const std::string text =
      "horizon: {start: 2026-01-05, length: 1w}\n"
      "tiers:\n"
      "  - {name: L1, escalate: [{after: 100%, of: answer}, {after: 50%, of: resolution}]}\n"
      "  - {name: L2}\n"
      "ticket_types: {fix: {resolves: {L1: 100%}, handle_time: {L1: {deterministic: 2h}, L2: "
      "{deterministic: 20m}}}}\n"
      "sla: {answer: {stop: acknowledged, target: 1h}, resolution: {target: 3h}}\n"
      "staff: {desk: {tier: L1, heads: 1}, engineers: {tier: L2, heads: 1}}\n";
  const Timeline desk{text, "2026-01-05 09:00,fix\n2026-01-05 09:00,fix\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 10:30 desk.1 handles at L1: SLA share\n"
                             "01-05 10:30 - 10:50 engineers.1 handles at L2: resolved\n");
  CHECK(desk.of_ticket(2) == "01-05 09:00 - 10:00 waits at L1: SLA share\n"
                             "01-05 10:00 - 10:20 engineers.1 handles at L2: resolved\n");
}

TEST_CASE("SLA share: runs on the calendar of the SLA") {
  // Opened on Friday at 17:30: half an hour until 18:00, half an hour more on Monday from 08:00.
  const std::string text =
      "horizon: {start: 2026-01-05, length: 2w}\n"
      "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}}}\n"
      "shifts: {late: {weekly: {tue: \"09:00-10:00\"}}}\n"
      "tiers: [{name: L1, escalate: [{after: 50%, of: resolution}]}, {name: L2}]\n"
      "ticket_types: {fix: {resolves: {L1: 100%}, handle_time: {L1: 1h, L2: {deterministic: 20m}}}}\n"
      "sla: {resolution: {target: 2h, calendar: office}}\n"
      "staff: {desk: {tier: L1, heads: 1, shift: late}, engineers: {tier: L2, heads: 1}}\n";
  const Timeline desk{text, "2026-01-09 17:30,fix\n"};
  CHECK(desk.of_ticket(1) == "01-09 17:30 - 01-12 08:30 waits at L1: SLA share\n"
                             "01-12 08:30 - 08:50 engineers.1 handles at L2: resolved\n");
}

TEST_CASE("escalation time: the agent is busy and paid, and finishes it past the shift's end") {
  for (const char* rule : {"finish", "keep", "hand_over"}) {
    INFO(rule);
    const Timeline desk{two_tiers(", escalation_time: {deterministic: 15m}", "20m", "0%",
                                  std::string{", shift: day, at_shift_end: "} + rule),
                        "2026-01-05 16:30,fix\n2026-01-05 16:35,fix\n"};
    CHECK(desk.of_ticket(1) == "01-05 16:30 - 16:50 desk.1 handles at L1: unsolved\n"
                               "01-05 16:50 - 17:05 desk.1 writes up at L1: unsolved\n"
                               "01-05 17:05 - 17:25 engineers.1 handles at L2: resolved\n");
    // The desk is in overtime when it has written up: it takes nothing new.
    CHECK(desk.of_ticket(2).substr(0, 42) == "01-05 16:35 - 01-06 09:00 waits at L1: tak");
    const std::string monday = "01-05 09:00 - 17:05 on duty\n01-05 17:00 - 17:05 overtime\n";
    CHECK(desk.of_agent("desk.1").substr(0, monday.size()) == monday);
  }
}

TEST_CASE("attempts: unsolved work is requeued with the time at which it joined") {
  // Two attempts of 30 min; the first ticket comes back at 09:30 and goes before the second one.
  const Timeline desk{two_tiers(", escalate: [{attempts: 2}]", "30m", "0%"),
                      "2026-01-05 09:00,fix\n2026-01-05 09:10,fix\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:30 desk.1 handles at L1: retried\n"
                             "01-05 09:30 - 10:00 desk.1 handles at L1: unsolved\n"
                             "01-05 10:00 - 10:20 engineers.1 handles at L2: resolved\n");
  CHECK(desk.of_ticket(2) == "01-05 09:10 - 10:00 waits at L1: taken\n"
                             "01-05 10:00 - 10:30 desk.1 handles at L1: retried\n"
                             "01-05 10:30 - 11:00 desk.1 handles at L1: unsolved\n"
                             "01-05 11:00 - 11:20 engineers.1 handles at L2: resolved\n");
  CHECK(desk.ticket(1).engagements == 3);
  CHECK(desk.ticket(1).tier_moves == 1);
}

TEST_CASE("last tier: unsolved work is tried again until it is solved") {
  const std::string text = "horizon: {start: 2026-01-05, length: 4w}\n"
                           "tiers: [{name: L1}]\n"
                           "ticket_types: {fix: {resolves: {L1: 5%}, handle_time: {L1: "
                           "{deterministic: 10m}}}}\n"
                           "staff: {desk: {tier: L1, heads: 1}}\n";
  const Timeline desk{text, "2026-01-05 09:00,fix\n2026-01-05 09:00,fix\n"};
  const TicketFact& first = desk.ticket(1);
  REQUIRE(first.resolved != never);
  CHECK(first.resolved - first.opened == first.engagements * 10 * one_minute);
  CHECK(first.tier_moves == 0);
  CHECK(desk.ticket(2).acknowledged == first.resolved);  // it had joined later
}

TEST_CASE("triage: nobody at the tier has the skill, so that it goes up, attempts ignored") {
  const std::string text =
      "horizon: {start: 2026-01-05, length: 1w}\n"
      "tiers: [{name: L1, escalate: [{attempts: 3}]}, {name: L2}]\n"
      "ticket_types: {fix: {skill: rare, resolves: {L1: 100%}, handle_time: {L1: {deterministic: "
      "10m}, L2: {deterministic: 20m}}}}\n"
      "staff: {desk: {tier: L1, heads: 1, skills: {common: 3}}, engineers: {tier: L2, heads: 1, "
      "skills: {rare: 2}}}\n";
  const Timeline desk{text, "2026-01-05 09:00,fix\n"};
  // The desk triages at speed 1, the engineer works at speed 2.
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:10 desk.1 handles at L1: unsolved\n"
                             "01-05 09:10 - 09:20 engineers.1 handles at L2: resolved\n");
}

TEST_CASE("clearance: a tier without a holder is skipped, which is no hand-off") {
  const std::string text =
      "horizon: {start: 2026-01-05, length: 1w}\n"
      "tiers: [{name: L1}, {name: L2}, {name: L3}]\n"
      "ticket_types:\n"
      "  secret: {requires: [vault], resolves: {L1: 0%, L2: 0%}, handle_time: {L1: {deterministic: "
      "10m}, L2: {deterministic: 10m}, L3: {deterministic: 10m}}}\n"
      "staff:\n"
      "  desk: {tier: L1, heads: 1}\n"
      "  cleared: {tier: L1, heads: 1, holds: [vault]}\n"
      "  engineers: {tier: L2, heads: 1}\n"
      "  experts: {tier: L3, heads: 1, holds: [vault, other]}\n";
  const Timeline desk{text, "2026-01-05 09:00,secret\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:10 cleared.1 handles at L1: unsolved\n"
                             "01-05 09:10 - 09:20 experts.1 handles at L3: resolved\n");
  CHECK(desk.ticket(1).tier_moves == 1);
}

TEST_CASE("straight entry: the first rule that matches decides, and is no escalation") {
  const std::string text =
      "horizon: {start: 2026-01-05, length: 1w}\n"
      "priorities: [P1, P2]\n"
      "straight: [{priority: P1, to: L2}, {type: b, to: L3}]\n"
      "tiers: [{name: L1}, {name: L2}, {name: L3}]\n"
      "ticket_types:\n"
      "  a: {resolves: {L1: 100%, L2: 100%}, handle_time: {L1: {deterministic: 10m}, L2: "
      "{deterministic: 20m}, L3: {deterministic: 30m}}}\n"
      "  b: {resolves: {L1: 100%, L2: 100%}, handle_time: {L1: {deterministic: 10m}, L2: "
      "{deterministic: 20m}, L3: {deterministic: 30m}}}\n"
      "staff: {x: {tier: L1, heads: 1}, y: {tier: L2, heads: 1}, z: {tier: L3, heads: 1}}\n";
  const Timeline desk{text, "2026-01-05 09:00,a,P1\n2026-01-05 10:00,a,P2\n2026-01-05 11:00,b,P1\n"
                            "2026-01-05 12:00,b,P2\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:20 y.1 handles at L2: resolved\n");
  CHECK(desk.of_ticket(2) == "01-05 10:00 - 10:10 x.1 handles at L1: resolved\n");
  CHECK(desk.of_ticket(3) == "01-05 11:00 - 11:20 y.1 handles at L2: resolved\n");
  CHECK(desk.of_ticket(4) == "01-05 12:00 - 12:30 z.1 handles at L3: resolved\n");
  CHECK(desk.ticket(4).tier_moves == 0);
}
