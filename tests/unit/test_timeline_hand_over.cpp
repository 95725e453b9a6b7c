// `hand_over_time`, worked out by hand. All handle times are exact.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;
using test::Timeline;

namespace {

/// A day desk of one head, 09:00 to 17:00, that hands over, and an evening desk at half speed.
std::string two_sites(const std::string& breaks = "[]",
                      const std::string& evening = "18:00-22:00",
                      const std::string& more = "") {
  return "horizon: {start: 2026-01-05, length: 1w}\n"
         "shifts:\n"
         "  day: {weekly: {mon-fri: \"09:00-17:00\"}, breaks: " +
         breaks +
         "}\n"
         "  evening: {weekly: {mon-fri: \"" +
         evening +
         "\"}}\n"
         "ticket_types: {fix: {skill: any, handle_time: {L1: {deterministic: 1h}, L2: "
         "{deterministic: 1h}}, resolves: {L1: 100%}}}\n"
         "staff:\n"
         "  day: {tier: L1, heads: 1, shift: day, skills: {any: 1.0}, at_shift_end: hand_over, "
         "rework: 6m, hand_over_time: 10m, cost_per_hour: 30, overtime_factor: 2}\n"
         "  evening: {tier: L1, heads: 1, shift: evening, skills: {any: 0.5}}\n"
         "  second: {tier: L2, heads: 1}\n" +
         (more.empty() ? "tiers: [{name: L1}, {name: L2}]\n" : more);
}

}  // namespace

TEST_CASE("hand over: written up past the shift's end, as overtime, before it waits again") {
  const Timeline desk{two_sites(), "2026-01-05 16:30,fix\n"};
  // 30 min of work are left, plus 6 of rework: 36 min / 0.5 = 72 min.
  CHECK(desk.of_ticket(1) == "01-05 16:30 - 17:00 day.1 handles at L1: handed over\n"
                             "01-05 17:00 - 17:10 day.1 writes up at L1: handed over\n"
                             "01-05 17:10 - 18:00 waits at L1: taken\n"
                             "01-05 18:00 - 19:12 evening.1 handles at L1: resolved\n");
  const std::string monday = "01-05 09:00 - 17:10 on duty\n01-05 17:00 - 17:10 overtime\n";
  CHECK(desk.of_agent("day.1").substr(0, monday.size()) == monday);
  // The owner is whoever has it: another agent of another group, at the same tier.
  CHECK(desk.ticket(1).engagements == 2);
  CHECK(desk.ticket(1).agent_changes == 1);
  CHECK(desk.ticket(1).group_changes == 1);
  CHECK(desk.ticket(1).tier_moves == 0);
  // Five days of 8 hours at 30, and ten minutes at 60.
  const MeasureLayout layout{desk.model()};
  CHECK(desk.measures().sums[layout.staff(PostId{0U}, StaffSum::labour)] == 121'000);
}

TEST_CASE("hand over: an idle agent at the next site takes it when it is written up") {
  const Timeline desk{two_sites("[]", "16:00-22:00"), "2026-01-05 16:30,fix\n"
                                                      "2026-01-05 16:31,fix\n"};
  // The first is at the day's desk; the other, at half speed, goes on to 18:31.
  CHECK(desk.of_ticket(1) == "01-05 16:30 - 17:00 day.1 handles at L1: handed over\n"
                             "01-05 17:00 - 17:10 day.1 writes up at L1: handed over\n"
                             "01-05 17:10 - 18:31 waits at L1: taken\n"
                             "01-05 18:31 - 19:43 evening.1 handles at L1: resolved\n");
  const Timeline idle{two_sites("[]", "17:05-22:00"), "2026-01-05 16:30,fix\n"};
  CHECK(idle.of_ticket(1) == "01-05 16:30 - 17:00 day.1 handles at L1: handed over\n"
                             "01-05 17:00 - 17:10 day.1 writes up at L1: handed over\n"
                             "01-05 17:10 - 18:22 evening.1 handles at L1: resolved\n");
}

TEST_CASE("hand over: what a break to the shift's end had stopped is written up after it") {
  const Timeline desk{two_sites("[{at: \"16:45\", for: 15m}]"), "2026-01-05 16:30,fix\n"};
  // 45 + 6 minutes of work are left, at half speed.
  CHECK(desk.of_ticket(1) == "01-05 16:30 - 16:45 day.1 handles at L1: off duty\n"
                             "01-05 16:45 - 17:00 day.1 keeps it at L1: handed over\n"
                             "01-05 17:00 - 17:10 day.1 writes up at L1: handed over\n"
                             "01-05 17:10 - 18:00 waits at L1: taken\n"
                             "01-05 18:00 - 19:42 evening.1 handles at L1: resolved\n");
  const std::string monday = "01-05 09:00 - 16:45 on duty\n01-05 16:45 - 17:00 other work\n"
                             "01-05 17:00 - 17:10 on duty\n01-05 17:00 - 17:10 overtime\n01-06";
  CHECK(desk.of_agent("day.1").substr(0, monday.size()) == monday);
}

TEST_CASE("hand over: an unpaid break is a shift end; who is back goes on as anybody would") {
  const Timeline desk{two_sites("[{at: \"12:00\", for: 5m, paid: false}]"),
                      "2026-01-05 11:30,fix\n"};
  // The note takes to 12:10; 36 minutes are left, and the same head is the only one there.
  CHECK(desk.of_ticket(1) == "01-05 11:30 - 12:00 day.1 handles at L1: handed over\n"
                             "01-05 12:00 - 12:10 day.1 writes up at L1: handed over\n"
                             "01-05 12:10 - 12:46 day.1 handles at L1: resolved\n");
  const std::string monday = "01-05 09:00 - 17:00 on duty\n01-05 12:00 - 12:05 overtime\n01-06";
  CHECK(desk.of_agent("day.1").substr(0, monday.size()) == monday);
  CHECK(desk.ticket(1).agent_changes == 0);
}

TEST_CASE("hand over: an SLA share that fires meanwhile moves it up when it is written up") {
  const Timeline desk{two_sites("[]", "18:00-22:00",
                                "tiers: [{name: L1, escalation_time: {deterministic: 20m}, "
                                "escalate: [{after: 50%, of: resolution}]}, {name: L2}]\n"
                                "sla: {resolution: {target: 70m}}\n"),
                      "2026-01-05 16:30,fix\n"};
  CHECK(desk.of_ticket(1) == "01-05 16:30 - 17:00 day.1 handles at L1: handed over\n"
                             "01-05 17:00 - 17:10 day.1 writes up at L1: handed over\n"
                             "01-05 17:10 - 18:10 second.1 handles at L2: resolved\n");
  CHECK(desk.ticket(1).tier_moves == 1);
}

TEST_CASE("hand over: what is on its way up is written up as ever, and not handed over") {
  const Timeline desk{two_sites("[]", "18:00-22:00",
                                "tiers: [{name: L1, escalation_time: {deterministic: 20m}, "
                                "escalate: [{after: 25m, of: work}]}, {name: L2}]\n"),
                      "2026-01-05 16:30,fix\n"};
  CHECK(desk.of_ticket(1) == "01-05 16:30 - 16:55 day.1 handles at L1: work threshold\n"
                             "01-05 16:55 - 17:15 day.1 writes up at L1: work threshold\n"
                             "01-05 17:15 - 18:15 second.1 handles at L2: resolved\n");
}

TEST_CASE("hand over: whoever leaves for good writes up what they would have kept") {
  const Timeline desk{
      "horizon: {start: 2026-01-05, length: 1w}\n"
      "shifts: {day: {weekly: {mon-fri: \"09:00-17:00\"}}}\n"
      "tiers: [{name: L1}]\n"
      "ticket_types: {t: {handle_time: {L1: {deterministic: 1h}}}}\n"
      "staff: {desk: {tier: L1, shift: day, heads: 2, at_shift_end: keep, hand_over_time: 10m, "
      "changes: [{on: 2026-01-06, heads: 1}]}}\n",
      "2026-01-05 16:30,t\n2026-01-05 16:40,t\n"};
  // The first keeps the first ticket to 09:30 on Tuesday.
  CHECK(desk.of_ticket(2) == "01-05 16:40 - 17:00 desk.2 handles at L1: handed over\n"
                             "01-05 17:00 - 17:10 desk.2 writes up at L1: handed over\n"
                             "01-05 17:10 - 01-06 09:30 waits at L1: taken\n"
                             "01-06 09:30 - 10:10 desk.1 handles at L1: resolved\n");
  CHECK(desk.of_agent("desk.2") == "01-05 09:00 - 17:10 on duty\n01-05 17:00 - 17:10 overtime\n");
}

TEST_CASE("hand over: what is wrong with it") {
  CHECK(test::problems_overlaid(
            "staff: {desk: {at_shift_end: hand_over, hand_over_time: 10m}}\n") == "");
  CHECK_THAT(test::problems_overlaid("staff: {desk: {hand_over_time: 10m}}\n"),
             ContainsSubstring("'desk' hands nothing over"));
  CHECK_THAT(
      test::problems_overlaid("staff: {desk: {at_shift_end: hand_over, hand_over_time: 1d}}\n"),
      ContainsSubstring("'1d' is in `d`"));
}
