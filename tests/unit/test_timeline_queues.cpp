// Who gets what, and in which order, worked out by hand. All handle times are exact.

#include <array>
#include <string>

#include "tests/catch.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using test::Timeline;

namespace {

/// One head at L1, ten minutes a ticket.
std::string one_head(const std::string& rules) {
  return "horizon: {start: 2026-01-05, length: 2d}\n"
         "priorities: [P1, P2]\n"
         "tiers: [{name: L1" +
         rules +
         "}]\n"
         "ticket_types: {t: {handle_time: {L1: {deterministic: 10m}}}}\n"
         "sla: {resolution: {target: {P1: 4h, P2: 1h}}}\n"
         "staff: {desk: {tier: L1, heads: 1}}\n";
}

/// Tickets 2 to 4 wait while the first is worked on.
const std::string four = "2026-01-05 09:00,t,P2\n2026-01-05 09:01,t,P2\n2026-01-05 09:02,t,P1\n"
                         "2026-01-05 09:03,t,P1\n";

/// The tickets in the order in which they were resolved.
std::string order(const Timeline& desk, std::uint64_t count) {
  std::string text;
  for (int minute = 0; minute < 24 * 60; ++minute) {
    for (std::uint64_t ticket = 1; ticket <= count; ++ticket) {
      if (desk.ticket(ticket).resolved == Instant{minute * one_minute}) {
        text += std::to_string(ticket) + " ";
      }
    }
  }
  return text;
}

/// Two groups at L1, whose heads are all idle from midnight; a ticket takes an hour at speed 1.
std::string two_groups(const std::string& rules) {
  return "horizon: {start: 2026-01-05, length: 2d}\n"
         "tiers: [{name: L1" +
         rules +
         "}]\n"
         "ticket_types: {t: {skill: s, handle_time: {L1: {deterministic: 1h}}}}\n"
         "staff:\n"
         "  slow: {tier: L1, heads: 2, skills: {s: 0.5}}\n"
         "  fast: {tier: L1, heads: 1, skills: {s: 2}}\n";
}

}  // namespace

TEST_CASE("queue: first come, by priority, earliest due") {
  CHECK(order(Timeline{one_head(""), four}, 4) == "1 2 3 4 ");
  CHECK(order(Timeline{one_head(", queue: by_priority"), four}, 4) == "1 3 4 2 ");
  // Due at 10:01, 13:02 and 13:03.
  CHECK(order(Timeline{one_head(", queue: earliest_due"), four}, 4) == "1 2 3 4 ");
  const std::string late = "2026-01-05 09:00,t,P2\n2026-01-05 09:01,t,P1\n2026-01-05 09:02,t,P2\n";
  CHECK(order(Timeline{one_head(", queue: earliest_due"), late}, 3) == "1 3 2 ");
}

TEST_CASE("queue: ties of priority and time go by the file's order") {
  const std::string ties = "2026-01-05 09:00,t,P2\n2026-01-05 09:01,t,P2\n2026-01-05 09:01,t,P1\n"
                           "2026-01-05 09:01,t,P2\n2026-01-05 09:01,t,P1\n";
  CHECK(order(Timeline{one_head(", queue: by_priority"), ties}, 5) == "1 3 5 2 4 ");
  CHECK(order(Timeline{one_head(""), ties}, 5) == "1 2 3 4 5 ");
}

TEST_CASE("assignment: longest idle, ties in listed order") {
  const Timeline desk{two_groups(""), "2026-01-05 09:00,t\n2026-01-05 09:10,t\n2026-01-05 09:20,t\n"
                                      "2026-01-05 12:00,t\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 11:00 slow.1 handles at L1: resolved\n");
  CHECK(desk.of_ticket(2) == "01-05 09:10 - 11:10 slow.2 handles at L1: resolved\n");
  CHECK(desk.of_ticket(3) == "01-05 09:20 - 09:50 fast.1 handles at L1: resolved\n");
  CHECK(desk.of_ticket(4) ==
        "01-05 12:00 - 12:30 fast.1 handles at L1: resolved\n");  // since 09:50
}

TEST_CASE("assignment: best skill first, then longest idle") {
  const Timeline desk{two_groups(", assignment: best_skill"),
                      "2026-01-05 09:00,t\n2026-01-05 09:10,t\n2026-01-05 09:20,t\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:30 fast.1 handles at L1: resolved\n");
  CHECK(desk.of_ticket(2) == "01-05 09:10 - 11:10 slow.1 handles at L1: resolved\n");
  CHECK(desk.of_ticket(3) == "01-05 09:20 - 11:20 slow.2 handles at L1: resolved\n");
}

TEST_CASE("assignment: the tier's groups come in their order, and are never waited for") {
  const Timeline desk{two_groups(", groups: [fast]"), "2026-01-05 09:00,t\n2026-01-05 09:10,t\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:30 fast.1 handles at L1: resolved\n");
  CHECK(desk.of_ticket(2) == "01-05 09:10 - 11:10 slow.1 handles at L1: resolved\n");
}

TEST_CASE("a group of several tiers takes work in its listed tier order") {
  const auto text = [](const std::string& tiers) {
    return "horizon: {start: 2026-01-05, length: 2d}\n"
           "tiers: [{name: L1}, {name: L2}]\n"
           "ticket_types:\n"
           "  low: {handle_time: {L1: {deterministic: 10m}}}\n"
           "  high: {handle_time: {L2: {deterministic: 10m}}}\n"
           "staff: {all: {tiers: " +
           tiers + ", heads: 1}}\n";
  };
  const std::string rows = "2026-01-05 09:00,low\n2026-01-05 09:01,low\n2026-01-05 09:02,high\n";
  CHECK(order(Timeline{text("[L1, L2]"), rows}, 3) == "1 2 3 ");
  CHECK(order(Timeline{text("[L2, L1]"), rows}, 3) == "1 3 2 ");
}

TEST_CASE(
    "same ms: work ends before a ticket opens, a shift starts before it, a timer comes last") {
  const Timeline ends{one_head(""), "2026-01-05 09:00,t,P1\n2026-01-05 09:10,t,P1\n"};
  CHECK(ends.of_ticket(2) == "01-05 09:10 - 09:20 desk.1 handles at L1: resolved\n");

  const std::string text =
      "horizon: {start: 2026-01-05, length: 2d}\n"
      "shifts: {day: {weekly: {mon-fri: \"09:00-17:00\"}}}\n"
      "tiers: [{name: L1, escalate: [{after: 50%, of: resolution}]}, {name: L2}]\n"
      "ticket_types: {t: {resolves: {L1: 100%}, handle_time: {L1: {deterministic: 1h}, L2: "
      "{deterministic: 10m}}}}\n"
      "sla: {resolution: {target: 2h}}\n"
      "staff: {desk: {tier: L1, heads: 1, shift: day}, engineers: {tier: L2, heads: 1}}\n";
  const Timeline desk{text, "2026-01-05 08:00,t\n2026-01-05 09:00,t\n2026-01-05 09:00,t\n"};
  // At 09:00 the desk starts and takes the first ticket, whose timer then fires: it is in work.
  // That frees the desk for the second one; the third has its timer fire at 10:00, when work has
  // ended.
  CHECK(desk.of_ticket(1) == "01-05 08:00 - 09:00 waits at L1: taken\n"
                             "01-05 09:00 - 09:00 desk.1 handles at L1: SLA share\n"
                             "01-05 09:00 - 09:10 engineers.1 handles at L2: resolved\n");
  CHECK(desk.of_ticket(2) == "01-05 09:00 - 10:00 desk.1 handles at L1: resolved\n");
  CHECK(desk.of_ticket(3) == "01-05 09:00 - 10:00 waits at L1: taken\n"
                             "01-05 10:00 - 10:00 desk.1 handles at L1: SLA share\n"
                             "01-05 10:00 - 10:10 engineers.1 handles at L2: resolved\n");
}

TEST_CASE("clocks: each started hour past the target costs, in open hours") {
  // Ten heads, an hour a ticket, due after half an hour; the office closes at 17:00.
  const auto hours = [](const std::string& rows, const std::string& rules) {
    const Timeline desk{"horizon: {start: 2026-01-05, length: 2d}\n"
                        "calendars: {office: {weekly: {mon-fri: \"09:00-17:00\"}}}\n"
                        "tiers: [{name: L1}]\n"
                        "ticket_types: {t: {handle_time: {L1: {deterministic: 2h}}}}\n"
                        "sla: {resolution: {target: 30m, calendar: office" +
                            rules +
                            "}}\n"
                            "staff: {desk: {tier: L1, heads: 10}}\n",
                        rows};
    return desk.clocks("resolution", SlaSum::hours_late);
  };
  const std::string priced = ", penalty_per_hour: 10";
  CHECK(hours("2026-01-05 09:00,t\n", priced) == 2);  // 90 minutes late
  CHECK(hours("2026-01-05 15:30,t\n", priced) == 1);  // 17:30, but closed since 17:00: 60 minutes
  CHECK(hours("2026-01-05 16:30,t\n", priced) == 0);  // due at closing, 18:30: none of it open
  CHECK(hours("2026-01-05 18:00,t\n", priced) == 0);  // met: nothing of it in open hours
  CHECK(hours("2026-01-06 09:00,t\n2026-01-06 14:59,t\n", priced) == 4);
  CHECK(hours("2026-01-05 09:00,t\n", "") == 0);  // not counted where it does not cost
}

TEST_CASE(
    "clocks: met when stopped exactly at the target, breached one ms later, or open and past") {
  const auto clocks = [](const std::string& target, const std::string& rows) {
    const Timeline desk{"horizon: {start: 2026-01-05, length: 1d}\n"
                        "tiers: [{name: L1}]\n"
                        "ticket_types: {t: {handle_time: {L1: {deterministic: 1h}}}}\n"
                        "sla: {resolution: {target: " +
                            target +
                            "}}\n"
                            "staff: {desk: {tier: L1, heads: 1}}\n",
                        rows};
    return std::array{desk.clocks("resolution", SlaSum::met),
                      desk.clocks("resolution", SlaSum::breached),
                      desk.clocks("resolution", SlaSum::open_not_due)};
  };
  using Counts = std::array<std::int64_t, 3>;
  CHECK(clocks("1h", "2026-01-05 09:00,t\n") == Counts{1, 0, 0});
  CHECK(clocks("3599999ms", "2026-01-05 09:00,t\n") == Counts{0, 1, 0});
  // Open at midnight, where the horizon ends: past its target, due exactly then, and not yet due.
  CHECK(clocks("30m", "2026-01-05 23:20,t\n") == Counts{0, 1, 0});
  CHECK(clocks("40m", "2026-01-05 23:20,t\n") == Counts{0, 0, 1});
  CHECK(clocks("2h", "2026-01-05 23:20,t\n") == Counts{0, 0, 1});
}
