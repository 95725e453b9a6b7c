// `preempted_by`, worked out by hand. All handle times are exact.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using test::Timeline;

namespace {

/// \param staff  heads, and more of the one group.
std::string desk_of(const std::string& staff, const std::string& tier = "preempted_by: P1") {
  return "horizon: {start: 2026-01-05, length: 2d}\n"
         "priorities: [P1, P2, P3]\n"
         "tiers: [{name: L1, " +
         tier +
         "}]\n"
         "ticket_types: {t: {handle_time: {L1: {deterministic: 30m}}}}\n"
         "staff: {desk: {tier: L1, heads: " +
         staff + "}}\n";
}

}  // namespace

TEST_CASE("preemption: work is interrupted at once, and loses nothing") {
  const Timeline desk{desk_of("1"), "2026-01-05 09:00,t,P3\n2026-01-05 09:10,t,P1\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:10 desk.1 handles at L1: preempted\n"
                             "01-05 09:10 - 09:40 waits at L1: taken\n"
                             "01-05 09:40 - 10:00 desk.1 handles at L1: resolved\n");
  CHECK(desk.of_ticket(2) == "01-05 09:10 - 09:40 desk.1 handles at L1: resolved\n");
  // The same agent resumed it: one engagement, and nobody else had it.
  CHECK(desk.ticket(1).engagements == 1);
  CHECK(desk.ticket(1).agent_changes == 0);
}

TEST_CASE("preemption: the lowest priority first, then who started last; then listed order") {
  const Timeline lowest{desk_of("3"), "2026-01-05 09:00,t,P3\n2026-01-05 09:01,t,P2\n"
                                      "2026-01-05 09:02,t,P2\n2026-01-05 09:10,t,P1\n"};
  CHECK(lowest.of_ticket(4).starts_with("01-05 09:10 - 09:40 desk.1 handles"));
  const Timeline latest{desk_of("3"), "2026-01-05 09:00,t,P2\n2026-01-05 09:01,t,P2\n"
                                      "2026-01-05 09:02,t,P2\n2026-01-05 09:10,t,P1\n"};
  CHECK(latest.of_ticket(4).starts_with("01-05 09:10 - 09:40 desk.3 handles"));
  const Timeline listed{desk_of("3"), "2026-01-05 09:00,t,P2\n2026-01-05 09:00,t,P2\n"
                                      "2026-01-05 09:00,t,P2\n2026-01-05 09:10,t,P1\n"};
  CHECK(listed.of_ticket(4).starts_with("01-05 09:10 - 09:40 desk.1 handles"));
}

TEST_CASE("preemption: whoever is free first resumes, at their own speed") {
  const std::string scenario = "horizon: {start: 2026-01-05, length: 2d}\n"
                               "priorities: [P1, P2]\n"
                               "tiers: [{name: L1, preempted_by: P1, groups: [slow]}]\n"
                               "ticket_types: {t: {skill: s, handle_time: {L1: {deterministic: "
                               "20m}}}}\n"
                               "staff:\n"
                               "  slow: {tier: L1, heads: 1, skills: {s: 0.5}}\n"
                               "  fast: {tier: L1, heads: 1, skills: {s: 1}}\n";
  const Timeline desk{scenario,
                      "2026-01-05 09:00,t,P1\n2026-01-05 09:30,t,P2\n2026-01-05 09:35,t,P1\n"};
  // Ticket 1 is at the slow one until 09:40, ticket 2 with the fast one has 15 minutes left.
  CHECK(desk.of_ticket(2) == "01-05 09:30 - 09:35 fast.1 handles at L1: preempted\n"
                             "01-05 09:35 - 09:40 waits at L1: taken\n"
                             "01-05 09:40 - 10:10 slow.1 handles at L1: resolved\n");
  CHECK(desk.ticket(2).engagements == 2);
  CHECK(desk.ticket(2).agent_changes == 1);
  CHECK(desk.ticket(2).group_changes == 1);
}

TEST_CASE("preemption: equals and those below the given priority wait") {
  const Timeline equal{desk_of("1"), "2026-01-05 09:00,t,P1\n2026-01-05 09:10,t,P1\n"};
  CHECK(equal.of_ticket(2).starts_with("01-05 09:10 - 09:30 waits at L1: taken\n"));
  const Timeline below{desk_of("1"), "2026-01-05 09:00,t,P3\n2026-01-05 09:10,t,P2\n"};
  CHECK(below.of_ticket(2).starts_with("01-05 09:10 - 09:30 waits at L1: taken\n"));
  const Timeline none{desk_of("1", "queue: by_priority"),
                      "2026-01-05 09:00,t,P3\n2026-01-05 09:10,t,P1\n"};
  CHECK(none.of_ticket(2).starts_with("01-05 09:10 - 09:30 waits at L1: taken\n"));
}

TEST_CASE("preemption: what is interrupted may interrupt in turn") {
  const Timeline desk{desk_of("2", "preempted_by: P2"),
                      "2026-01-05 09:00,t,P2\n2026-01-05 09:01,t,P1\n2026-01-05 09:10,t,P1\n"};
  CHECK(desk.of_ticket(3).starts_with("01-05 09:10 - 09:40 desk.1 handles"));
  // Which of the two is interrupted is a matter of skill; P2 then goes on at the other's place.
  const std::string skilled = "horizon: {start: 2026-01-05, length: 2d}\n"
                              "priorities: [P1, P2, P3]\n"
                              "tiers: [{name: L1, preempted_by: P2}]\n"
                              "ticket_types:\n"
                              "  rare: {skill: r, handle_time: {L1: {deterministic: 30m}}}\n"
                              "  t: {handle_time: {L1: {deterministic: 30m}}}\n"
                              "staff:\n"
                              "  rare: {tier: L1, heads: 1, skills: {r: 1}}\n"
                              "  plain: {tier: L1, heads: 1, skills: {p: 1}}\n";
  const Timeline chain{skilled,
                       "2026-01-05 09:00,t,P2\n2026-01-05 09:01,t,P3\n2026-01-05 09:10,rare,P1\n"};
  CHECK(chain.of_ticket(3).starts_with("01-05 09:10 - 09:40 rare.1 handles"));
  CHECK(chain.of_ticket(1) == "01-05 09:00 - 09:10 rare.1 handles at L1: preempted\n"
                              "01-05 09:10 - 09:30 plain.1 handles at L1: resolved\n");
  CHECK(chain.of_ticket(2) == "01-05 09:01 - 09:10 plain.1 handles at L1: preempted\n"
                              "01-05 09:10 - 09:30 waits at L1: taken\n"
                              "01-05 09:30 - 09:51 plain.1 handles at L1: resolved\n");
}

TEST_CASE("preemption: neither write-ups nor overtime, and no work at another tier") {
  const std::string tiers = "horizon: {start: 2026-01-05, length: 2d}\n"
                            "priorities: [P1, P2]\n"
                            "tiers: [{name: L1, preempted_by: P1, escalation_time: "
                            "{deterministic: 20m}}, {name: L2}]\n"
                            "ticket_types: {t: {handle_time: {L1: {deterministic: 10m}, L2: "
                            "{deterministic: 30m}}, resolves: {L1: 0%}}}\n"
                            "staff:\n"
                            "  desk: {tiers: [L1, L2], heads: 1}\n";
  const Timeline writing{tiers, "2026-01-05 09:00,t,P2\n2026-01-05 09:15,t,P1\n"};
  CHECK(writing.of_ticket(2).starts_with("01-05 09:15 - 09:30 waits at L1: taken\n"));
  // Ticket 1 is at L2 from 09:30, where nothing is interrupted.
  const Timeline higher{tiers, "2026-01-05 09:00,t,P2\n2026-01-05 09:35,t,P1\n"};
  CHECK(higher.of_ticket(2).starts_with("01-05 09:35 - 10:00 waits at L1: taken\n"));
  const std::string shift = "shifts: {day: {weekly: {mon-fri: \"09:00-17:00\"}}}\n";
  const Timeline late{shift + desk_of("1, shift: day, at_shift_end: finish"),
                      "2026-01-05 16:50,t,P2\n2026-01-05 17:05,t,P1\n"};
  CHECK(late.of_ticket(1) == "01-05 16:50 - 17:20 desk.1 handles at L1: resolved\n");
}

TEST_CASE("preemption: a threshold on work counts what was done before") {
  const Timeline desk{
      "horizon: {start: 2026-01-05, length: 2d}\n"
      "priorities: [P1, P2]\n"
      "tiers: [{name: L1, preempted_by: P1, escalate: [{after: 20m, of: work}]}, {name: L2}]\n"
      "ticket_types: {t: {handle_time: {L1: {deterministic: 30m}, L2: {deterministic: 5m}}, "
      "resolves: {L1: 100%}}, short: {handle_time: {L1: {deterministic: 5m}}}}\n"
      "staff: {desk: {tier: L1, heads: 1}, second: {tier: L2, heads: 1}}\n",
      "2026-01-05 09:00,t,P2\n2026-01-05 09:10,short,P1\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:10 desk.1 handles at L1: preempted\n"
                             "01-05 09:10 - 09:15 waits at L1: taken\n"
                             "01-05 09:15 - 09:25 desk.1 handles at L1: work threshold\n"
                             "01-05 09:25 - 09:30 second.1 handles at L2: resolved\n");
}

TEST_CASE("preemption: moved up while it waits, it begins anew even with the same agent") {
  const Timeline desk{
      "horizon: {start: 2026-01-05, length: 2d}\n"
      "priorities: [P1, P2]\n"
      "tiers: [{name: L1, preempted_by: P1, escalate: [{after: 50%, of: resolution}]}, {name: L2}]\n"
      "ticket_types: {t: {handle_time: {L1: {deterministic: 30m}, L2: {deterministic: 30m}}, "
      "resolves: {L1: 100%}}}\n"
      "sla: {resolution: {target: {P1: 10h, P2: 40m}}}\n"
      "staff: {desk: {tiers: [L1, L2], heads: 1}}\n",
      "2026-01-05 09:00,t,P2\n2026-01-05 09:10,t,P1\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:10 desk.1 handles at L1: preempted\n"
                             "01-05 09:10 - 09:20 waits at L1: SLA share\n"
                             "01-05 09:20 - 09:40 waits at L2: taken\n"
                             "01-05 09:40 - 10:10 desk.1 handles at L2: resolved\n");
  CHECK(desk.ticket(1).engagements == 2);
}
