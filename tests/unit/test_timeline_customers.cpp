// Customers with people, tiers of entry and agreements of their own, worked out by hand. All handle
// times are exact.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using test::Timeline;

namespace {

/// Thirty minutes a ticket at L1; one head for acme alone, one for whoever comes.
std::string two_groups(const std::string& rules = "") {
  return "horizon: {start: 2026-01-05, length: 2d}\n"
         "priorities: [P1, P2]\n"
         "customers: {acme: {share: 50%}, zenith: {share: 30%}, corner: {share: 20%}}\n"
         "tiers: [{name: L1" +
         rules +
         "}]\n"
         "ticket_types: {t: {handle_time: {L1: {deterministic: 30m}}}}\n"
         "staff:\n"
         "  own: {tier: L1, heads: 1, dedicated_to: [acme]}\n"
         "  shared: {tier: L1, heads: 1}\n";
}

/// Thirty minutes at L1, twenty at L2, where only acme has people; L1 cuts after ten minutes.
std::string two_tiers(const std::string& acme) {
  return "horizon: {start: 2026-01-05, length: 2d}\n"
         "priorities: [P1, P2]\n"
         "customers: {acme: {share: 50%" +
         acme +
         "}, zenith: {share: 50%}}\n"
         "tiers: [{name: L1, escalate: [{after: 10m, of: work}]}, {name: L2}]\n"
         "ticket_types:\n"
         "  t: {resolves: {L1: 100%}, handle_time: {L1: {deterministic: 30m}, L2: {deterministic: "
         "20m}}}\n"
         "staff: {desk: {tier: L1, heads: 2}, own: {tier: L2, heads: 1, dedicated_to: [acme]}}\n";
}

}  // namespace

TEST_CASE("customers: a dedicated group leaves other customers' tickets waiting") {
  const Timeline desk{two_groups(), "2026-01-05 09:00,t,P2,zenith\n2026-01-05 09:05,t,P2,corner\n"
                                    "2026-01-05 09:10,t,P2,acme\n2026-01-05 09:15,t,P2,acme\n"
                                    "2026-01-05 09:20,t,P2,acme\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:30 shared.1 handles at L1: resolved\n");
  // own.1 has been idle since midnight, and may not.
  CHECK(desk.of_ticket(2) == "01-05 09:05 - 09:30 waits at L1: taken\n"
                             "01-05 09:30 - 10:00 shared.1 handles at L1: resolved\n");
  CHECK(desk.of_ticket(3) == "01-05 09:10 - 09:40 own.1 handles at L1: resolved\n");
  CHECK(desk.of_ticket(4) == "01-05 09:15 - 09:40 waits at L1: taken\n"
                             "01-05 09:40 - 10:10 own.1 handles at L1: resolved\n");
  // Groups that are dedicated to nobody take acme's tickets too.
  CHECK(desk.of_ticket(5) == "01-05 09:20 - 10:00 waits at L1: taken\n"
                             "01-05 10:00 - 10:30 shared.1 handles at L1: resolved\n");
}

TEST_CASE("customers: a shared group takes the first of all queues by the tier's order") {
  const std::string rows = "2026-01-05 09:00,t,P2,zenith\n2026-01-05 09:01,t,P2,acme\n"
                           "2026-01-05 09:02,t,P2,zenith\n2026-01-05 09:03,t,P1,acme\n";
  const Timeline first_come{two_groups(), rows};
  CHECK(first_come.at(first_come.ticket(3).resolved) == "01-05 10:00");
  CHECK(first_come.at(first_come.ticket(4).resolved) == "01-05 10:01");  // by own.1
  // At 09:30 shared.1 takes the P1 of acme; own.1 has nothing left to do at 09:31.
  const Timeline by_priority{two_groups(", queue: by_priority"), rows};
  CHECK(by_priority.at(by_priority.ticket(4).resolved) == "01-05 10:00");
  CHECK(by_priority.at(by_priority.ticket(3).resolved) == "01-05 10:30");
}

TEST_CASE("customers: those whom the same groups serve share a queue") {
  const Timeline desk{two_groups(), "2026-01-05 09:00,t,P2,zenith\n"};
  CHECK(desk.model().customers.size() == 3);
  CHECK(desk.model().queues.size() == 2);
  CHECK(desk.model().routes.size() == 2);
}

TEST_CASE(
    "customers: a tier where nobody serves them is skipped, and what is below is their last") {
  const Timeline desk{two_tiers(""), "2026-01-05 09:00,t,P2,acme\n2026-01-05 09:00,t,P2,zenith\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:10 desk.1 handles at L1: work threshold\n"
                             "01-05 09:10 - 09:30 own.1 handles at L2: resolved\n");
  // The threshold is ignored at the last tier, which L1 is for zenith.
  CHECK(desk.of_ticket(2) == "01-05 09:00 - 09:30 desk.2 handles at L1: resolved\n");
}

TEST_CASE("customers: rules of straight entry go before a customer's tier of entry") {
  const std::string rows = "2026-01-05 09:00,t,P2,acme\n2026-01-05 10:00,t,P1,acme\n"
                           "2026-01-05 11:00,t,P1,zenith\n";
  const Timeline entry{two_tiers(", entry: L2"), rows};
  CHECK(entry.of_ticket(1) == "01-05 09:00 - 09:20 own.1 handles at L2: resolved\n");
  CHECK(entry.of_ticket(2) == "01-05 10:00 - 10:20 own.1 handles at L2: resolved\n");
  CHECK(entry.of_ticket(3) == "01-05 11:00 - 11:30 desk.1 handles at L1: resolved\n");
  const Timeline straight{
      two_tiers(", entry: L2") + "straight: [{customer: acme, priority: P1, to: L1}]\n", rows};
  CHECK(straight.of_ticket(1) == "01-05 09:00 - 09:20 own.1 handles at L2: resolved\n");
  CHECK(straight.of_ticket(2) == "01-05 10:00 - 10:10 desk.1 handles at L1: work threshold\n"
                                 "01-05 10:10 - 10:30 own.1 handles at L2: resolved\n");
}

TEST_CASE("customers: what is agreed with one replaces the SLA's terms by priority") {
  const std::string text =
      "horizon: {start: 2026-01-05, length: 2w}\n"
      "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}}}\n"
      "priorities: [P1, P2]\n"
      "customers:\n"
      "  acme: {share: 50%, sla: {resolution: {target: {P1: 20m}, penalty_per_breach: 70}}}\n"
      "  zenith: {share: 30%, sla: {resolution: 25m}}\n"
      "  corner: {share: 20%, sla: {resolution: {target: {P2: 1bd}, calendar: office}}}\n"
      "tiers: [{name: L1}]\n"
      "ticket_types: {t: {handle_time: {L1: {deterministic: 30m}}}}\n"
      "sla: {resolution: {target: {P1: 1h, P2: 2h}, penalty_per_breach: {P1: 100}}}\n"
      "staff: {desk: {tier: L1, heads: 9}}\n";
  const Timeline desk{text, "2026-01-09 17:00,t,P1,acme\n2026-01-09 17:00,t,P2,acme\n"
                            "2026-01-09 17:00,t,P1,zenith\n2026-01-09 17:00,t,P2,zenith\n"
                            "2026-01-09 17:00,t,P1,corner\n2026-01-09 17:00,t,P2,corner\n"};
  const auto terms = [&](std::uint64_t ticket) {
    return desk.model().slas[SlaId{0U}].of(desk.model().leaves[desk.ticket(ticket).leaf]);
  };
  const auto due = [&](std::uint64_t ticket) {
    const TicketFact& fact = desk.ticket(ticket);
    return desk.at(desk.model().due(SlaId{0U}, desk.model().leaves[fact.leaf], fact.opened));
  };
  CHECK(due(1) == "01-09 17:20");
  CHECK(due(2) == "01-09 19:00");  // the SLA's own
  CHECK(due(3) == "01-09 17:25");  // one for all replaces those by priority
  CHECK(due(4) == "01-09 17:25");
  CHECK(due(5) == "01-09 18:00");  // an hour of the office
  CHECK(due(6) == "01-12 17:00");  // Friday's last hour, and nine of Monday
  CHECK(terms(1).penalty == to_money(70));
  CHECK(terms(2).penalty == to_money(70));
  CHECK(terms(3).penalty == to_money(100));
  CHECK(terms(4).penalty == to_money(0));
  CHECK(desk.clocks("resolution", SlaSum::breached) == 3);  // 30 minutes: 1, 3 and 4
  CHECK(desk.clocks("resolution", SlaSum::met) == 3);
}
