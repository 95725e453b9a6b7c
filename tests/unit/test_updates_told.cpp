// Updates on tracked tickets, as the trace and the event log tell them.

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>

#include "analysis/log_events.hpp"
#include "analysis/trace.hpp"
#include "tests/catch.hpp"
#include "tests/support/lives.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;
using test::Timeline;

namespace {

/// A desk that hands all up after 10 minutes, and tracks; an engineer who takes so long.
std::string desk_of(const std::string& engineer, const std::string& desk = "heads: 1") {
  return "horizon: {start: 2026-01-05, length: 2d}\n"
         "tiers: [{name: L1, tracking: {every: 1h, takes: 5m}}, {name: L2}]\n"
         "ticket_types:\n"
         "  up: {resolves: {L1: 0%}, handle_time: {L1: {deterministic: 10m}, L2: {deterministic: " +
         engineer +
         "}}}\n"
         "  here: {handle_time: {L1: {deterministic: 20m}}}\n"
         "staff: {desk: {tier: L1, " +
         desk + "}, engineer: {tier: L2, heads: 1}}\n";
}

Life life_of(const Timeline& desk, std::uint64_t number) {
  FoundTicket found = find_ticket(desk.model(), 0, number);
  REQUIRE(found.life.has_value());
  return *found.life;
}

/// "10:10 - 10:15": from and to.
std::string updates_in(const Timeline& desk, const Life& life) {
  std::string text;
  for (const LogEvent& event : log_events(desk.model(), life)) {
    if (event.kind != LogKind::update) continue;
    text += fmt::format("{} - {}{}\n", desk.at(event.from), desk.at(event.to),
                        has_cause(event) ? ", cut" : "");
  }
  return text;
}

}  // namespace

TEST_CASE("updates told: a line of the trace each, and their time in all") {
  const Timeline desk{desk_of("150m"), "2026-01-05 09:00,up\n2026-01-05 11:05,here\n"};
  // Up at 09:10, resolved at 11:40. The second update waits for the desk until 11:25.
  const std::string text = trace_text(desk.model(), 0, life_of(desk, 1));
  CHECK_THAT(
      text, ContainsSubstring("  09:10:00  2h30m       engineer.1 works on it at L2: solved\n"
                              "  10:10:00  5m          desk.1 of L1 gives an update\n"
                              "  11:25:00  5m          desk.1 of L1 gives an update, due 11:10:00\n"
                              "  11:40:00              resolved\n"));
  CHECK_THAT(text, ContainsSubstring("engagements, 1 move, 2 updates of 10m."));
  const auto json = nlohmann::json::parse(trace_json(desk.model(), 0, life_of(desk, 1)));
  const auto& last = json["timeline"][json["timeline"].size() - 2];
  CHECK(last["what"] == "update");
  CHECK(last["ms"] == 300'000);
  CHECK(last["due"] == "2026-01-05T11:10:00.000+00:00");
  CHECK(last["tier"] == "L1");
  CHECK_FALSE(last.contains("cause"));
}

TEST_CASE("updates told: one in work when its ticket is resolved, to its end") {
  const Timeline desk{desk_of("62m"), "2026-01-05 09:00,up\n"};
  CHECK(updates_in(desk, life_of(desk, 1)) == "01-05 10:10 - 01-05 10:15\n");
  // All facts at once, and in the blocks in which they were told.
  CHECK(updates_in(desk, test::lives_of(desk.facts()).front()) == "01-05 10:10 - 01-05 10:15\n");
}

TEST_CASE("updates told: neither what is dropped, nor what is not begun by the horizon's end") {
  const std::string shift = "shifts: {day: {weekly: {mon-fri: \"09:00-10:00\"}}}\n";
  const Timeline dropped{shift + desk_of("200m", "heads: 1, shift: day"), "2026-01-05 09:00,up\n"};
  CHECK(updates_in(dropped, life_of(dropped, 1)).empty());
  const Timeline waits{shift + desk_of("47h", "heads: 1, shift: day"), "2026-01-05 09:00,up\n"};
  // Of those due from Monday 10:10 on, one is given on Tuesday at 09:00, and the next at 09:10.
  CHECK(updates_in(waits, life_of(waits, 1)) ==
        "01-06 09:00 - 01-06 09:05\n01-06 09:10 - 01-06 09:15\n");
}

TEST_CASE(
    "updates told: one that the horizon cuts, of a ticket that is open and of one that is not") {
  // Up at 22:50 of the last day; due at 23:50, and the desk is at something else until 23:58.
  const std::string rows = "2026-01-06 22:40,up\n2026-01-06 23:38,here\n";
  const Timeline open{desk_of("3h"), rows};
  CHECK(updates_in(open, life_of(open, 1)) == "01-06 23:58 - 01-07 00:00, cut\n");
  const Timeline resolved{desk_of("69m"), rows};  // at 23:59
  CHECK(updates_in(resolved, life_of(resolved, 1)) == "01-06 23:58 - 01-07 00:00, cut\n");
  CHECK(updates_in(resolved, test::lives_of(resolved.facts()).back()) ==
        "01-06 23:58 - 01-07 00:00, cut\n");
}

TEST_CASE("updates told: more than can be numbered are refused before anything is simulated") {
  const auto with = [](const std::string& length) {
    return test::problems_overlaid("horizon: {length: " + length +
                                   "}\ntiers: {L1: {tracking: {every: 1m, takes: 3m}}}\n");
  };
  CHECK(with("104w") == "");  // 1,048,320 minutes
  CHECK_THAT(with("105w"), ContainsSubstring("up to 1058400 updates on a ticket"));
}
