// Tickets that wait for somebody outside, and that come back, worked out by hand; and their clocks.
// Where the work stops is drawn; all else is exact.

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using test::Timeline;

namespace {

/// \param type  keys of the type, after its handle time of 20 min.
/// \param sla   clocks: "a: {target: 2h}".
std::string desk(const std::string& type,
                 const std::string& sla = "",
                 const std::string& more = "",
                 const std::string& heads = "1") {
  return "horizon: {start: 2026-01-05, length: 1w}\n"
         "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}}}\n"
         "tiers: [{name: L1}]\n"
         "ticket_types: {fix: {handle_time: {L1: {deterministic: 20m}}" +
         type +
         "}, slow: {handle_time: {L1: {deterministic: 3h}}}}\n"
         "sla: {" +
         sla + "}\nstaff: {desk: {tier: L1, heads: " + heads + "}}\n" + more;
}

const std::string pending_3h = ", pending: {customer: {probability: 100%, for: 3h";

std::vector<WorkFact> works_of(const Timeline& timeline, std::uint64_t number) {
  std::vector<WorkFact> works;
  for (const WorkFact& work : timeline.facts().works) {
    if (work.ticket == number) works.push_back(work);
  }
  return works;
}

Duration length(const auto& fact) { return fact.to - fact.from; }

}  // namespace

TEST_CASE(
    "pending: the work stops once, its agent is free, and the rest is done after the answer") {
  const Timeline timeline{desk(pending_3h + "}}"), "2026-01-05 09:00,fix\n2026-01-05 09:00,slow\n"};
  const std::vector<WorkFact> works = works_of(timeline, 1);
  REQUIRE(works.size() == 2);
  CHECK(works[0].cause == Cause::pends);
  CHECK(works[1].cause == Cause::resolved);
  CHECK(length(works[0]) > Duration{0});
  CHECK(length(works[0]) + length(works[1]) == 20 * one_minute);
  REQUIRE(timeline.facts().holds.size() == 1);
  const HoldFact& hold = timeline.facts().holds.front();
  CHECK(hold.from == works[0].to);
  CHECK(hold.to == hold.from + 3 * one_hour);
  CHECK(works_of(timeline, 2).front().from == hold.from);
  CHECK(works[1].from == hold.to);  // the slow ticket ends at this very instant, too
  const TicketFact& ticket = timeline.ticket(1);
  CHECK(ticket.engagements == 2);
  CHECK(ticket.holds == 1);
  CHECK(ticket.pending == 3 * one_hour);
  CHECK(ticket.agent_changes == 0);
}

TEST_CASE("pending: at most so often in a visit, each time of the work that is left") {
  const Timeline timeline{desk(pending_3h + ", times: 4}}"), "2026-01-05 09:00,fix\n"};
  CHECK(timeline.ticket(1).holds == 4);
  CHECK(timeline.ticket(1).resolved - timeline.ticket(1).opened == 12 * one_hour + 20 * one_minute);
}

TEST_CASE("pending: back to the agent who had it, if idle, however long others are idle") {
  const Timeline timeline{desk(pending_3h + "}}", "", "", "3"), "2026-01-05 09:00,fix\n"};
  const std::vector<WorkFact> works = works_of(timeline, 1);
  REQUIRE(works.size() == 2);
  CHECK(works[0].agent == works[1].agent);  // though two others are idle since midnight
}

TEST_CASE("pending: a busy agent is not waited for") {
  const Timeline timeline{desk(pending_3h + "}}", "", "", "2"),
                          "2026-01-05 09:00,fix\n2026-01-05 11:30,slow\n2026-01-05 11:30,slow\n"};
  const Instant back = timeline.facts().holds.front().to;
  const std::vector<WorkFact> works = works_of(timeline, 1);
  CHECK(works[1].from == timeline.ticket(2).resolved);
  CHECK(works[1].from > back);
}

TEST_CASE("pending: the answer comes in open hours of its calendar") {
  const Timeline timeline{desk(pending_3h + ", calendar: office}}"), "2026-01-08 17:00,fix\n"};
  const HoldFact& hold = timeline.facts().holds.front();
  CHECK(timeline.model().calendars[CalendarId{0U}].between(hold.from, hold.to) == 3 * one_hour);
  CHECK(hold.to > Instant{4 * one_day + 8 * one_hour});  // Friday
}

TEST_CASE("unanswered: resolved when the time for it is over, without more work") {
  const Timeline timeline{desk(pending_3h + ", unanswered: 100%, resolves_after: 1bd}}",
                               "resolution: {target: 4h, calendar: office, pause: [pending]}"),
                          "2026-01-05 09:00,fix\n"};
  const HoldFact& hold = timeline.facts().holds.front();
  CHECK(hold.cause == Cause::unanswered);
  CHECK(hold.to == hold.from + one_day);  // ten open hours later
  CHECK(timeline.ticket(1).resolved == hold.to);
  CHECK(timeline.ticket(1).engagements == 1);
  CHECK(timeline.clocks("resolution", SlaSum::met) == 1);
}

TEST_CASE("reminders: an answer comes as long after one as it would have otherwise") {
  const std::string reminded = pending_3h + ", unanswered: 100%, resolves_after: 12h, reminders: ";
  const Timeline first{desk(reminded + "{every: 4h, answered: 100%}}}"), "2026-01-05 09:00,fix\n"};
  CHECK(length(first.facts().holds.front()) == 7 * one_hour);
  CHECK(first.facts().holds.front().cause == Cause::answered);
  const Timeline in_vain{desk(reminded + "{every: 4h, times: 2, answered: 0%}}}"),
                         "2026-01-05 09:00,fix\n"};
  CHECK(length(in_vain.facts().holds.front()) == 12 * one_hour);
  CHECK(in_vain.facts().holds.front().cause == Cause::unanswered);
}

TEST_CASE("reminders: each brings an answer from its share of those who are still silent") {
  std::string tickets;
  for (int i = 0; i < 400; ++i) tickets += "2026-01-05 09:00,fix\n";
  const Timeline timeline{desk(pending_3h + ", unanswered: 100%, resolves_after: 12h, reminders: "
                                            "{every: 4h, times: 2, answered: 50%}}}",
                               "", "", "400"),
                          tickets};
  std::map<Duration, int> lengths;
  for (const HoldFact& hold : timeline.facts().holds) ++lengths[length(hold)];
  REQUIRE(lengths.size() == 3);
  constexpr double four_errors = 4 * 10;  // of 400 with probability 1/2; less for 1/4
  CHECK(std::abs(lengths[7 * one_hour] - 200) < four_errors);
  CHECK(std::abs(lengths[11 * one_hour] - 100) < four_errors);
  CHECK(std::abs(lengths[12 * one_hour] - 100) < four_errors);
}

TEST_CASE("an answer that is later than its time finds the ticket resolved") {
  const Timeline timeline{desk(pending_3h + ", resolves_after: 2h}}"), "2026-01-05 09:00,fix\n"};
  CHECK(length(timeline.facts().holds.front()) == 2 * one_hour);
  const Timeline in_time{desk(pending_3h + ", resolves_after: 3h}}"), "2026-01-05 09:00,fix\n"};
  CHECK(in_time.facts().holds.front().cause == Cause::answered);
}

TEST_CASE("pause: a clock stands still while pending on a reason that it names") {
  const std::string clocks = "a: {target: 2h, pause: [pending_customer]}, "
                             "b: {target: 2h, pause: [pending]}, c: {target: 2h}, "
                             "d: {target: 20m, pause: [pending]}";
  const Timeline timeline{desk(pending_3h + "}}", clocks), "2026-01-05 09:00,fix\n"};
  CHECK(timeline.clocks("a", SlaSum::met) == 1);
  CHECK(timeline.clocks("b", SlaSum::met) == 1);
  CHECK(timeline.clocks("c", SlaSum::breached) == 1);
  CHECK(timeline.clocks("d", SlaSum::met) == 1);  // to the millisecond
  for (const ClockFact& clock : timeline.facts().clocks) {
    const bool stands_still = clock.sla != SlaId{2U};
    CHECK(clock.used == 20 * one_minute + (stands_still ? Duration{0} : 3 * one_hour));
  }
  CHECK(timeline.facts().clocks[2].breached == Instant{11 * one_hour});
}

TEST_CASE("pause across closing time: only open hours outside the pause are used") {
  // Opened ten minutes before closing time, answered eight hours later, at night.
  const std::string clocks = "a: {target: 10m, calendar: office, pause: [pending]}, "
                             "b: {target: 10m, calendar: office}";
  const Timeline timeline{desk(", pending: {customer: {probability: 100%, for: 8h}}", clocks),
                          "2026-01-05 17:50,fix\n"};
  const Instant closing{18 * one_hour};
  const HoldFact& hold = timeline.facts().holds.front();
  REQUIRE(hold.to > closing);
  const ClockFact& paused = timeline.facts().clocks[0];
  CHECK(paused.used == std::min(hold.from, closing) - (closing - 10 * one_minute));
  CHECK((paused.breached == never) == (hold.from <= closing));
  CHECK(timeline.facts().clocks[1].used == 10 * one_minute);
  CHECK(timeline.facts().clocks[1].breached == closing);
}

TEST_CASE("reopened: a new visit at the tier that resolved it, as often as it comes back") {
  const Timeline timeline{
      desk(", reopens: {probability: 100%, after: 24h}", "", "reopen_window: 1d\n"),
      "2026-01-08 09:00,fix\n"};
  CHECK(timeline.of_ticket(1) == "01-08 09:00 - 09:20 desk.1 handles at L1: resolved\n"
                                 "01-08 09:20 - 01-09 09:20 resolved at L1: reopened\n"
                                 "01-09 09:20 - 09:40 desk.1 handles at L1: resolved\n"
                                 "01-09 09:40 - 01-10 09:40 resolved at L1: reopened\n"
                                 "01-10 09:40 - 10:00 desk.1 handles at L1: resolved\n"
                                 "01-10 10:00 - 01-11 10:00 resolved at L1: reopened\n"
                                 "01-11 10:00 - 10:20 desk.1 handles at L1: resolved\n");
  const TicketFact& ticket = timeline.ticket(1);
  CHECK(ticket.reopens == 3);
  CHECK(ticket.first_resolved == ticket.opened + 20 * one_minute);
  CHECK(timeline.outcome().resolved == 1);
  CHECK(timeline.outcome().open == 0);
}

TEST_CASE("reopened: not after the window, nor after the ticket was closed") {
  const std::string after_24h = ", reopens: {probability: 100%, after: 24h}";
  const auto reopened = [&](const std::string& rule) {
    return Timeline{desk(after_24h, "", rule), "2026-01-08 09:00,fix\n"}.ticket(1).reopens;
  };
  CHECK(reopened("reopen_window: 86399999ms\n") == 0);
  CHECK(reopened("auto_close: 23h\n") == 0);
  CHECK(reopened("auto_close: 24h\n") == 3);
  CHECK(reopened("fcr_window: {calendar: office}\nauto_close: 1bd\n") == 3);
}

TEST_CASE("reopened: the work of later visits by its factor") {
  const Timeline timeline{desk(", reopens: {probability: 100%, after: 48h, work: 150%}"),
                          "2026-01-08 09:00,fix\n"};
  CHECK(timeline.of_ticket(1) == "01-08 09:00 - 09:20 desk.1 handles at L1: resolved\n"
                                 "01-08 09:20 - 01-10 09:20 resolved at L1: reopened\n"
                                 "01-10 09:20 - 09:50 desk.1 handles at L1: resolved\n");
}

TEST_CASE("reopened: the clock goes on, without the time in between; a breach is kept") {
  const std::string clocks = "a: {target: 40m}, b: {target: 2399999ms}, c: {target: 19m}, "
                             "d: {stop: acknowledged, target: 1m}";
  const Timeline timeline{desk(", reopens: {probability: 100%, after: 72h}", clocks),
                          "2026-01-08 09:00,fix\n"};
  CHECK(timeline.ticket(1).reopens == 1);
  CHECK(timeline.clocks("a", SlaSum::met) == 1);
  CHECK(timeline.clocks("b", SlaSum::breached) == 1);
  CHECK(timeline.clocks("c", SlaSum::breached) == 1);
  CHECK(timeline.clocks("d", SlaSum::met) == 1);
  CHECK(timeline.facts().clocks[2].breached == timeline.ticket(1).opened + 19 * one_minute);
}

TEST_CASE("reopened more often after work was cut short, where that is written") {
  const std::string text =
      "horizon: {start: 2026-01-05, length: 1w}\n"
      "tiers: [{name: L1, escalate: [{after: 15m, of: work}]}, {name: L2}]\n"
      "ticket_types: {fix: {resolves: {L1: 100%}, handle_time: {L1: {deterministic: 20m}, L2: "
      "{deterministic: 5m}}, reopens: {probability: 0%, after_cut: 100%, after: 60h}},\n"
      "  short: {resolves: {L1: 100%}, handle_time: {L1: {deterministic: 10m}, L2: 5m}, reopens: "
      "{probability: 0%, after_cut: 100%, after: 60h}}}\n"
      "staff: {desk: {tier: L1, heads: 1}, engineers: {tier: L2, heads: 1}}\n";
  const Timeline timeline{text, "2026-01-05 09:00,fix\n2026-01-05 12:00,short\n"};
  CHECK(timeline.of_ticket(1) == "01-05 09:00 - 09:15 desk.1 handles at L1: work threshold\n"
                                 "01-05 09:15 - 09:20 engineers.1 handles at L2: resolved\n"
                                 "01-05 09:20 - 01-07 21:20 resolved at L2: reopened\n"
                                 "01-07 21:20 - 21:25 engineers.1 handles at L2: resolved\n"
                                 "01-07 21:25 - 01-10 09:25 resolved at L2: reopened\n"
                                 "01-10 09:25 - 09:30 engineers.1 handles at L2: resolved\n");
  CHECK(timeline.ticket(2).reopens == 0);
}

TEST_CASE("SLA share of a paused clock: the pause does not count") {
  const std::string text =
      "horizon: {start: 2026-01-05, length: 1w}\n"
      "tiers: [{name: L1, escalate: [{after: 50%, of: resolution}]}, {name: L2}]\n"
      "ticket_types: {fix: {resolves: {L1: 100%}, handle_time: {L1: {deterministic: 2h}, L2: "
      "{deterministic: 5m}}, pending: {customer: {probability: {L1: 100%}, for: 6h}}}}\n"
      "staff: {desk: {tier: L1, heads: 1}, engineers: {tier: L2, heads: 1}}\n";
  const std::string row = "2026-01-05 09:00,fix\n";
  // Not paused: it passes while the ticket is pending, and fires on the return.
  const Timeline runs{text + "sla: {resolution: {target: 4h}}\n", row};
  const Instant back = runs.facts().holds.front().to;
  CHECK(works_of(runs, 1).size() == 2);
  CHECK(works_of(runs, 1)[1].from == back);
  CHECK(runs.ticket(1).tier_moves == 1);
  // Paused: two hours of the clock are the whole work.
  const Timeline paused{text + "sla: {resolution: {target: 4h, pause: [pending]}}\n", row};
  CHECK(paused.ticket(1).tier_moves == 0);
  CHECK(paused.ticket(1).resolved == paused.ticket(1).opened + 8 * one_hour);
  const Timeline tight{text + "sla: {resolution: {target: 3h, pause: [pending]}}\n", row};
  CHECK(tight.ticket(1).tier_moves == 1);
  CHECK(tight.ticket(1).resolved ==
        tight.ticket(1).opened + 7 * one_hour + 30 * one_minute + 5 * one_minute);
}

namespace {

/// \param returns  of L2.
std::string pushed_back(const std::string& returns) {
  return "horizon: {start: 2026-01-05, length: 1w}\n"
         "tiers: [{name: L1, escalation_time: {deterministic: 4m}}, {name: L2, returns: " +
         returns +
         "}]\n"
         "ticket_types: {fix: {resolves: {L1: 0%}, handle_time: {L1: {deterministic: 20m}, L2: "
         "{deterministic: 30m}}}}\n"
         "staff: {desk: {tier: L1, heads: 1}, engineers: {tier: L2, heads: 1}}\n";
}

}  // namespace

TEST_CASE("pushed back: looked at, documented below, and up again; never twice") {
  const Timeline timeline{pushed_back("{probability: 100%, after: 5m}"), "2026-01-05 09:00,fix\n"};
  CHECK(timeline.of_ticket(1) == "01-05 09:00 - 09:20 desk.1 handles at L1: unsolved\n"
                                 "01-05 09:20 - 09:24 desk.1 writes up at L1: unsolved\n"
                                 "01-05 09:24 - 09:29 engineers.1 handles at L2: returned\n"
                                 "01-05 09:29 - 09:33 desk.1 handles at L1: documented\n"
                                 "01-05 09:33 - 10:03 engineers.1 handles at L2: resolved\n");
  CHECK(timeline.ticket(1).returns == 1);
  CHECK(timeline.ticket(1).tier_moves == 3);
  CHECK(timeline.ticket(1).engagements == 4);
}

TEST_CASE("pushed back: rework of its own; a bare share is the probability") {
  const Timeline timeline{pushed_back("{probability: 100%, rework: 12m}"),
                          "2026-01-05 09:00,fix\n"};
  CHECK(timeline.of_ticket(1) == "01-05 09:00 - 09:20 desk.1 handles at L1: unsolved\n"
                                 "01-05 09:20 - 09:24 desk.1 writes up at L1: unsolved\n"
                                 "01-05 09:24 - 09:24 engineers.1 handles at L2: returned\n"
                                 "01-05 09:24 - 09:36 desk.1 handles at L1: documented\n"
                                 "01-05 09:36 - 10:06 engineers.1 handles at L2: resolved\n");
  CHECK(Timeline{pushed_back("0%"), "2026-01-05 09:00,fix\n"}.ticket(1).returns == 0);
  CHECK(Timeline{pushed_back("100%"), "2026-01-05 09:00,fix\n"}.ticket(1).returns == 1);
}

TEST_CASE("pushed back: the rarer the longer the write-up") {
  // Four minutes are many times those that halve it: 100 % / 2^40.
  const Timeline timeline{pushed_back("{probability: 100%, halves_with: 6s}"),
                          "2026-01-05 09:00,fix\n"};
  CHECK(timeline.ticket(1).returns == 0);
}
