// Tickets that are mistaken for others, go astray on their way up, or are withdrawn, worked out by
// hand. All times are exact.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using test::Timeline;

namespace {

/// All of type a is taken for b; who sees it needs five minutes.
std::string all_mistaken(const std::string& more = "") {
  return "horizon: {start: 2026-01-05, length: 3d}\n"
         "ticket_types:\n"
         "  a: {skill: a, handle_time: {L1: {deterministic: 20m}}}\n"
         "  b: {skill: b, handle_time: {L1: {deterministic: 30m}}}\n"
         "  c: {skill: a, handle_time: {L1: {deterministic: 20m}}}\n"
         "routing: {classifier: {confusion: {a: {b: 100%}}}}\n"
         "tiers: [{name: L1, triage_time: {deterministic: 5m}" +
         more +
         "}]\n"
         "staff: {as: {tier: L1, heads: 1, skills: [a]}, bs: {tier: L1, heads: 1, skills: [b]}}\n";
}

/// What the desk hands up goes to the wrong people of L2.
const std::string up_astray =
    "horizon: {start: 2026-01-05, length: 3d}\n"
    "ticket_types:\n"
    "  a: {skill: a, resolves: {L1: 0%}, handle_time: {L1: {deterministic: 10m}, L2: "
    "{deterministic: 20m}}}\n"
    "  b: {skill: b, resolves: {L1: 0%}, handle_time: {L1: {deterministic: 10m}, L2: "
    "{deterministic: 30m}}}\n"
    "tiers: [{name: L1, misroutes: 100%}, {name: L2, triage_time: {deterministic: 5m}}]\n"
    "staff: {desk: {tier: L1, heads: 2}, as: {tier: L2, heads: 1, skills: [a]}, bs: {tier: L2, "
    "heads: 1, skills: [b]}}\n";

}  // namespace

TEST_CASE("triage: one taken for another goes to the wrong people, who hand it on") {
  const Timeline desk{all_mistaken(), "2026-01-05 09:00,a\n2026-01-05 09:00,b\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:05 bs.1 handles at L1: misrouted\n"
                             "01-05 09:05 - 09:25 as.1 handles at L1: resolved\n");
  CHECK(desk.of_ticket(2) == "01-05 09:00 - 09:05 waits at L1: taken\n"
                             "01-05 09:05 - 09:35 bs.1 handles at L1: resolved\n");
  const TicketFact& astray = desk.ticket(1);
  CHECK_FALSE(astray.is_recognised);
  CHECK(astray.misroutes == 1);
  CHECK(astray.engagements == 2);
  CHECK(astray.tier_moves == 0);
  CHECK(astray.group_changes == 1);
  CHECK(astray.agent_changes == 1);
  CHECK(astray.bounces == 0);
  CHECK(desk.facts().visits.size() == 2);  // it never left the tier
  CHECK(desk.ticket(2).is_recognised);
}

TEST_CASE("triage: handed on at its tier, a ticket keeps its place in order of joining") {
  // The third waits for as.1 from 09:01 on; the second, handed on at 09:05, joined before it.
  const Timeline desk{all_mistaken(), "2026-01-05 09:00,c\n2026-01-05 09:00,a\n"
                                      "2026-01-05 09:01,c\n"};
  CHECK(desk.of_ticket(2) == "01-05 09:00 - 09:05 bs.1 handles at L1: misrouted\n"
                             "01-05 09:05 - 09:20 waits at L1: taken\n"
                             "01-05 09:20 - 09:40 as.1 handles at L1: resolved\n");
  CHECK(desk.of_ticket(3) == "01-05 09:01 - 09:40 waits at L1: taken\n"
                             "01-05 09:40 - 10:00 as.1 handles at L1: resolved\n");
}

TEST_CASE("triage: mistaken for a type of the same people, nothing is lost") {
  const std::string same = "horizon: {start: 2026-01-05, length: 3d}\n"
                           "ticket_types: {a: {handle_time: {L1: {deterministic: 20m}}}, b: "
                           "{handle_time: {L1: {deterministic: 30m}}}}\n"
                           "routing: {classifier: {accuracy: 0%}}\n"
                           "tiers: [{name: L1, triage_time: {deterministic: 5m}}]\n"
                           "staff: {desk: {tier: L1, heads: 1}}\n";
  const Timeline desk{same, "2026-01-05 09:00,a\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:20 desk.1 handles at L1: resolved\n");
  CHECK_FALSE(desk.ticket(1).is_recognised);
  CHECK(desk.ticket(1).misroutes == 0);
}

TEST_CASE("triage: whoever takes it and knows it too works on it at once, at their own speed") {
  const std::string both = "horizon: {start: 2026-01-05, length: 3d}\n"
                           "ticket_types: {a: {skill: a, handle_time: {L1: {deterministic: 20m}}}, "
                           "b: {skill: b, handle_time: {L1: {deterministic: 30m}}}}\n"
                           "routing: {classifier: {accuracy: 0%}}\n"
                           "tiers: [{name: L1, triage_time: {deterministic: 5m}}]\n"
                           "staff: {all: {tier: L1, heads: 1, skills: {a: 0.5, b: 1}}, as: {tier: "
                           "L1, heads: 1, skills: [a]}}\n";
  const Timeline desk{both, "2026-01-05 09:00,a\n2026-01-05 09:00,b\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:40 all.1 handles at L1: resolved\n");
  CHECK(desk.ticket(1).misroutes == 0);
  CHECK(desk.of_ticket(2) == "01-05 09:00 - 09:05 as.1 handles at L1: misrouted\n"
                             "01-05 09:05 - 09:40 waits at L1: taken\n"
                             "01-05 09:40 - 10:10 all.1 handles at L1: resolved\n");
}

TEST_CASE("triage: mistaken for a type that enters higher, it comes down") {
  const std::string higher =
      "horizon: {start: 2026-01-05, length: 3d}\n"
      "ticket_types: {a: {handle_time: {L1: {deterministic: 20m}}}, b: {handle_time: {L2: "
      "{deterministic: 30m}}}}\n"
      "routing: {classifier: {accuracy: 0%}}\n"
      "tiers: [{name: L1}, {name: L2, triage_time: {deterministic: 5m}}]\n"
      "staff: {desk: {tier: L1, heads: 1}, second: {tier: L2, heads: 1}}\n";
  const Timeline desk{higher, "2026-01-05 09:00,a\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:05 second.1 handles at L2: misrouted\n"
                             "01-05 09:05 - 09:25 desk.1 handles at L1: resolved\n");
  CHECK(desk.ticket(1).tier_moves == 1);
  CHECK(desk.ticket(1).entry_tier == TierId{1U});
}

TEST_CASE("triage: astray on the way up, handed on at the tier above, and bounced") {
  const Timeline desk{up_astray, "2026-01-05 09:00,a\n2026-01-05 12:00,b\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:10 desk.1 handles at L1: unsolved\n"
                             "01-05 09:10 - 09:15 bs.1 handles at L2: misrouted\n"
                             "01-05 09:15 - 09:35 as.1 handles at L2: resolved\n");
  CHECK(desk.of_ticket(2) == "01-05 12:00 - 12:10 desk.2 handles at L1: unsolved\n"
                             "01-05 12:10 - 12:15 as.1 handles at L2: misrouted\n"
                             "01-05 12:15 - 12:45 bs.1 handles at L2: resolved\n");
  CHECK(desk.ticket(1).misroutes == 1);
  CHECK(desk.ticket(1).is_recognised);
}

TEST_CASE("triage: pushed back to the desk and up again is a bounce") {
  const Timeline desk{"horizon: {start: 2026-01-05, length: 3d}\n"
                      "ticket_types: {a: {resolves: {L1: 0%}, handle_time: {L1: {deterministic: "
                      "10m}, L2: {deterministic: 20m}}}}\n"
                      "tiers: [{name: L1}, {name: L2, returns: 100%}]\n"
                      "staff: {desk: {tier: L1, heads: 1}, second: {tier: L2, heads: 1}}\n",
                      "2026-01-05 09:00,a\n"};
  CHECK(desk.ticket(1).bounces == 2);  // L1, L2, L1, L2
}

TEST_CASE("triage: a duplicate is merged, and a void ticket is cancelled, by whoever takes it") {
  const std::string withdrawn = "horizon: {start: 2026-01-05, length: 3d}\n"
                                "ticket_types: {a: {handle_time: {L1: {deterministic: 20m}}, "
                                "duplicates: 100%}, b: {handle_time: {L1: {deterministic: 20m}}, "
                                "cancellations: 100%}}\n"
                                "tiers: [{name: L1, triage_time: {deterministic: 5m}}]\n"
                                "sla: {r: {target: 1h}}\n"
                                "staff: {desk: {tier: L1, heads: 1}}\n";
  const Timeline desk{withdrawn, "2026-01-05 09:00,a\n2026-01-05 09:00,b\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:05 desk.1 handles at L1: merged\n");
  CHECK(desk.of_ticket(2) == "01-05 09:00 - 09:05 waits at L1: taken\n"
                             "01-05 09:05 - 09:10 desk.1 handles at L1: cancelled\n");
  CHECK(desk.ticket(1).resolved == never);
  CHECK(desk.at(desk.ticket(1).ended) == "01-05 09:05");
  CHECK(desk.ticket(2).end == Cause::cancelled);
  CHECK(desk.outcome().merged == 1);
  CHECK(desk.outcome().cancelled == 1);
  CHECK(desk.outcome().open == 0);
  for (const SlaSum sum : {SlaSum::met, SlaSum::breached, SlaSum::open_not_due}) {
    CHECK(desk.clocks("r", sum) == 0);  // a cancelled clock is out
  }
}

TEST_CASE("triage: from the wrong queue a share of an SLA moves it up, still astray") {
  const std::string late =
      "horizon: {start: 2026-01-05, length: 3d}\n"
      "ticket_types:\n"
      "  a: {skill: a, resolves: {L1: 100%}, handle_time: {L1: {deterministic: 20m}, L2: "
      "{deterministic: 20m}}}\n"
      "  b: {skill: b, resolves: {L1: 100%}, handle_time: {L1: {deterministic: 3h}, L2: "
      "{deterministic: 30m}}}\n"
      "routing: {classifier: {confusion: {a: {b: 100%}}}}\n"
      "priorities: [P1, P2]\n"
      "sla: {r: {target: {P1: 2h}}}\n"
      "tiers: [{name: L1, escalate: [{after: 50%, of: r}]}, {name: L2, triage_time: "
      "{deterministic: 5m}}]\n"
      "staff: {as: {tier: L1, heads: 1, skills: [a]}, bs: {tier: L1, heads: 1, skills: [b]}, "
      "second: {tier: L2, heads: 1, skills: [b]}, second-a: {tier: L2, heads: 1, skills: [a]}}\n";
  const Timeline desk{late, "2026-01-05 08:50,b,P2\n2026-01-05 08:52,a,P1\n"};
  CHECK(desk.of_ticket(2) == "01-05 08:52 - 09:52 waits at L1: SLA share\n"
                             "01-05 09:52 - 09:57 second.1 handles at L2: misrouted\n"
                             "01-05 09:57 - 10:17 as.1 handles at L1: resolved\n");
  CHECK(desk.ticket(2).misroutes == 1);
}
