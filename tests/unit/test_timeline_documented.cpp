// `documented` and `look_up`, worked out by hand. All times are exact.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using test::Timeline;

namespace {

/// Nothing is documented at L1; a look costs five minutes, a write-up ten.
std::string nothing_known(const std::string& type = "", const std::string& staff = "1") {
  return "horizon: {start: 2026-01-05, length: 3d}\n"
         "tiers: [{name: L1, look_up: {deterministic: 5m}, escalation_time: {deterministic: 10m}, "
         "escalate: [{attempts: 3}]}, {name: L2}]\n"
         "ticket_types: {t: {handle_time: {L1: {deterministic: 20m}, L2: {deterministic: 30m}}, "
         "resolves: {L1: 100%}, documented: {L1: 0%}" +
         type +
         "}}\n"
         "staff: {desk: {tier: L1, heads: " +
         staff + "}, second: {tier: L2, heads: 1}}\n";
}

}  // namespace

TEST_CASE("documented: what is not goes up after a look, whatever the attempts") {
  const Timeline desk{nothing_known(), "2026-01-05 09:00,t\n"};
  CHECK(desk.of_ticket(1) == "01-05 09:00 - 09:05 desk.1 handles at L1: undocumented\n"
                             "01-05 09:05 - 09:15 desk.1 writes up at L1: undocumented\n"
                             "01-05 09:15 - 09:45 second.1 handles at L2: resolved\n");
  CHECK_FALSE(desk.ticket(1).first_tier_solves);
}

TEST_CASE("documented: at the group's speed, and without a stop for anybody") {
  const std::string pending = ", skill: s, pending: {customer: {probability: {L1: 100%}, for: "
                              "{deterministic: 1h}}}";
  const Timeline desk{nothing_known(pending, "1, skills: {s: 0.5}"), "2026-01-05 09:00,t\n"};
  CHECK(
      desk.of_ticket(1).starts_with("01-05 09:00 - 09:10 desk.1 handles at L1: undocumented\n"
                                    "01-05 09:10 - 09:20 desk.1 writes up at L1: undocumented\n"));
}

TEST_CASE("documented: reopened at L2, nobody looks at L1 again") {
  const std::string reopens = ", reopens: {probability: 100%, after: {deterministic: 2h}}";
  const Timeline desk{"reopen_window: 3h\n" + nothing_known(reopens), "2026-01-05 09:00,t\n"};
  CHECK(desk.of_ticket(1).starts_with("01-05 09:00 - 09:05 desk.1 handles at L1: undocumented\n"
                                      "01-05 09:05 - 09:15 desk.1 writes up at L1: undocumented\n"
                                      "01-05 09:15 - 09:45 second.1 handles at L2: resolved\n"
                                      "01-05 09:45 - 11:45 resolved at L2: reopened\n"
                                      "01-05 11:45 - 12:15 second.1 handles at L2: resolved\n"));
}

TEST_CASE("documented: each ticket has its own luck, at each tier the same for all visits") {
  const Timeline desk{
      "horizon: {start: 2026-01-05, length: 30d}\n"
      "tiers: [{name: L1, escalate: [{attempts: 1000}]}, {name: L2}]\n"
      "ticket_types: {t: {handle_time: {L1: {deterministic: 1m}, L2: {deterministic: 1m}}, "
      "resolves: {L1: 30%}, documented: {L1: 50%}}}\n"
      "staff: {desk: {tier: L1, heads: 50}, second: {tier: L2, heads: 50}}\n",
      [] {
        std::string rows;
        for (int i = 0; i < 400; ++i) rows += "2026-01-05 09:00,t\n";
        return rows;
      }()};
  // Tried until solved where it is documented; never tried where it is not.
  std::size_t up = 0;
  for (const VisitFact& visit : desk.facts().visits) {
    if (visit.tier.index() != 0) continue;
    CHECK((visit.cause == Cause::resolved || visit.cause == Cause::undocumented));
    up += visit.cause == Cause::undocumented ? 1U : 0U;
  }
  CHECK(up > 160);
  CHECK(up < 240);
}
