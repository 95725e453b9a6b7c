// Priorities that rise while tickets wait, worked out by hand. All times are exact.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using test::Timeline;

namespace {

/// One head, an hour of work each, by priority.
std::string desk_with(const std::string& raises, const std::string& more = "") {
  return "horizon: {start: 2026-01-05, length: 3d}\n"
         "priorities: [P1, P2, P3]\n"
         "priority_raises: " +
         raises +
         "\n"
         "ticket_types: {t: {handle_time: {L1: {deterministic: 1h}}}}\n"
         "tiers: [{name: L1, queue: by_priority" +
         (more.starts_with(",") ? more.substr(0, more.find('\n')) : std::string{}) +
         "}]\n"
         "staff: {desk: {tier: L1, heads: 1}}\n" +
         (more.starts_with(",") ? more.substr(more.find('\n') + 1) : more);
}

constexpr const char* three_tickets = "2026-01-05 09:00,t,P2\n"
                                      "2026-01-05 09:01,t,P3\n"
                                      "2026-01-05 09:40,t,P2\n";

}  // namespace

TEST_CASE("priorities: what has waited so long goes before what came later") {
  // The second is P2 from 09:31 on, and joined before the third.
  const Timeline desk{desk_with("[{from: P3, to: P2, waiting: 30m}]"), three_tickets};
  CHECK(desk.of_ticket(2) == "01-05 09:01 - 09:31 waits at L1: raised\n"
                             "01-05 09:31 - 10:00 waits at L1: taken\n"
                             "01-05 10:00 - 11:00 desk.1 handles at L1: resolved\n");
  CHECK(desk.of_ticket(3) == "01-05 09:40 - 11:00 waits at L1: taken\n"
                             "01-05 11:00 - 12:00 desk.1 handles at L1: resolved\n");
  CHECK(desk.ticket(2).raises == 1);
  CHECK(desk.model().leaves[desk.ticket(2).leaf].priority == PriorityId{1U});
}

TEST_CASE("priorities: each rule waits anew, and what is taken before stays as it is") {
  const Timeline desk{
      desk_with("[{from: P3, to: P2, waiting: 30m}, {from: P2, to: P1, waiting: 25m}]"),
      three_tickets};
  CHECK(desk.of_ticket(2) == "01-05 09:01 - 09:31 waits at L1: raised\n"
                             "01-05 09:31 - 09:56 waits at L1: raised\n"
                             "01-05 09:56 - 10:00 waits at L1: taken\n"
                             "01-05 10:00 - 11:00 desk.1 handles at L1: resolved\n");
  CHECK(desk.ticket(2).raises == 2);
  CHECK(desk.ticket(1).raises == 0);
}

TEST_CASE("priorities: raised, it interrupts lower work where its priority does") {
  const Timeline desk{desk_with("[{from: P3, to: P1, waiting: 30m}]", ", preempted_by: P1\n"),
                      three_tickets};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:31 desk.1 handles at L1: preempted\n"
                             "01-05 09:31 - 10:31 waits at L1: taken\n"
                             "01-05 10:31 - 11:00 desk.1 handles at L1: resolved\n");
  CHECK(desk.of_ticket(2) == "01-05 09:01 - 09:31 waits at L1: raised\n"
                             "01-05 09:31 - 10:31 desk.1 handles at L1: resolved\n");
}

TEST_CASE("priorities: at a share of an SLA, whose clock keeps the share that it has used") {
  // Half of two hours are over at 10:01: then half of one hour is left.
  const std::string sla = "sla: {r: {target: {P2: 1h, P3: 2h}}}\n";
  const Timeline desk{desk_with("[{from: P3, to: P2, share: 50%, of: r}]", sla),
                      "2026-01-05 09:00,t,P1\n2026-01-05 09:01,t,P3\n2026-01-05 09:02,t,P1\n"};
  CHECK(desk.of_ticket(2) == "01-05 09:01 - 10:01 waits at L1: raised\n"
                             "01-05 10:01 - 11:00 waits at L1: taken\n"
                             "01-05 11:00 - 12:00 desk.1 handles at L1: resolved\n");
  REQUIRE(desk.facts().clocks.size() == 1);
  CHECK(desk.at(desk.facts().clocks.front().breached) == "01-05 10:31");
}

TEST_CASE("priorities: a retroactive clock has run by the new terms from its start") {
  // By P2 its hour was over at 10:01, which is when it is raised.
  const std::string sla = "sla: {r: {target: {P2: 30m, P3: 2h}, retroactive: true}}\n";
  const Timeline desk{desk_with("[{from: P3, to: P2, share: 50%, of: r}]", sla),
                      "2026-01-05 09:00,t,P1\n2026-01-05 09:01,t,P3\n2026-01-05 09:02,t,P1\n"};
  REQUIRE(desk.facts().clocks.size() == 1);
  CHECK(desk.at(desk.facts().clocks.front().breached) == "01-05 10:01");
}

TEST_CASE("priorities: a customer chases so long after the wait began") {
  const Timeline desk{desk_with("[{from: P3, to: P1, chased: {deterministic: 20m}}]"),
                      three_tickets};
  CHECK(desk.of_ticket(2).starts_with("01-05 09:01 - 09:21 waits at L1: raised\n"
                                      "01-05 09:21 - 10:00 waits at L1: taken\n"));
}

TEST_CASE("priorities: by earliest due, a raised ticket is due by its new terms") {
  const std::string more = "sla: {r: {target: {P2: 1h, P3: 8h}}}\n";
  std::string text = desk_with("[{from: P3, to: P2, waiting: 30m}]", more);
  text.replace(text.find("by_priority"), 11, "earliest_due");
  // The second has used 30m of 8h: of 1h, 3m45s. It is due at 10:27:15, the third at 10:40.
  const Timeline desk{text, three_tickets};
  CHECK(desk.of_ticket(2).starts_with("01-05 09:01 - 09:31 waits at L1: raised\n"
                                      "01-05 09:31 - 10:00 waits at L1: taken\n"));
  CHECK(desk.of_ticket(3).starts_with("01-05 09:40 - 11:00 waits at L1: taken\n"));
}
