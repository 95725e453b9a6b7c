// The life of a ticket as `tiersim trace` tells it.

#include <nlohmann/json.hpp>

#include "analysis/trace.hpp"
#include "tests/catch.hpp"
#include "tests/support/lives.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;
using test::Timeline;

namespace {

const std::string two_tiers =
    "horizon: {start: 2026-01-05, length: 1w, time_zone: Europe/Paris}\n"
    "priorities: [P1, P2]\n"
    "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}}}\n"
    "shifts:\n"
    "  early: {weekly: {mon-fri: \"09:00-17:00\"}}\n"
    "  late: {weekly: {mon-fri: \"10:00-18:00\"}}\n"
    "tiers: [{name: L1, escalate: [{after: 30m, of: work}], escalation_time: 10m}, {name: L2}]\n"
    "ticket_types:\n"
    "  t: {resolves: {L1: 100%}, handle_time: {L1: {deterministic: 45m}, L2: {deterministic: 2h}}}\n"
    "staff:\n"
    "  desk: {tier: L1, heads: 1, shift: early}\n"
    "  engineers: {tier: L2, heads: 1, shift: late, at_shift_end: keep}\n"
    "sla:\n"
    "  response: {stop: acknowledged, target: 1h, calendar: office}\n"
    "  resolution: {target: 4h, calendar: office}\n";
const std::string rows = "2026-01-05 08:50,t,P1\n2026-01-05 16:20,t,P2\n";

Life life_of(const Timeline& desk, std::uint64_t number) {
  FoundTicket found = find_ticket(desk.model(), 0, number);
  REQUIRE(found.life.has_value());
  return *found.life;
}

}  // namespace

TEST_CASE("trace: a life by days, its clocks, and what became of it") {
  const Timeline desk{two_tiers, rows, "Europe/Paris"};
  CHECK(trace_text(desk.model(), 0, life_of(desk, 2)) ==
        "Ticket 2 of replication 0: t, P2; of stream tickets\n"
        "\n"
        "mon 2026-01-05\n"
        "  16:20:00              opened\n"
        "  16:20:00  30m         desk.1 works on it at L1: too long at this tier\n"
        "  16:20:00              response met: 0m of 1h\n"
        "  16:50:00  10m         desk.1 writes it up at L1\n"
        "  17:00:00              moves up to L2\n"
        "  17:00:00  1h          engineers.1 works on it at L2, then goes off duty\n"
        "  18:00:00  16h         waits for engineers.1 (off shift)\n"
        "\n"
        "tue 2026-01-06\n"
        "  10:00:00  1h          engineers.1 works on it at L2: solved\n"
        "  10:20:00              resolution breached: 4h\n"
        "  11:00:00              resolved\n"
        "\n"
        "  Clock       target   used                      due                  stopped\n"
        "  response        1h     0m  mon 2026-01-05 17:20:00  mon 2026-01-05 16:20:00       met\n"
        "  resolution      4h  4h40m  tue 2026-01-06 10:20:00  tue 2026-01-06 11:00:00  breached\n"
        "\n"
        "Resolved tue 2026-01-06 11:00:00, 18h40m after opening: 2h40m of work in 2\n"
        "  engagements, 1 move.\n");
}

TEST_CASE("trace: who is waited for, and a ticket that comes back") {
  const std::string text =
      "horizon: {start: 2026-01-05, length: 5h}\n"
      "calendars: {always: 24x7}\n"
      "tiers: [{name: L1}]\n"
      "ticket_types:\n"
      "  t:\n"
      "    handle_time: {L1: {deterministic: 1h}}\n"
      "    pending: {vendor: {probability: 100%, for: 1h}}\n"
      "    reopens: {probability: 100%, after: 2h}\n"
      "staff: {desk: {tier: L1, heads: 1}}\n"
      "sla: {resolution: {target: 30m, calendar: always, pause: [pending_vendor]}}\n";
  const Timeline desk{text, "2026-01-05 00:00,t\n"};
  const std::string page = trace_text(desk.model(), 0, life_of(desk, 1));
  CHECK_THAT(page, ContainsSubstring("desk.1 works on it at L1, then has to wait for somebody\n") &&
                       ContainsSubstring("  1h          pending on vendor\n"));
  CHECK_THAT(page,
             ContainsSubstring("  02:00:00              resolved\n") &&
                 ContainsSubstring("  02:00:00  2h          stays resolved for that long\n") &&
                 ContainsSubstring("  04:00:00              comes back\n"));
  CHECK_THAT(page, ContainsSubstring("resolution breached: 30m\n") &&
                       ContainsSubstring("pending ") && ContainsSubstring(", 1 reopening.\n"));
}

TEST_CASE("trace: JSON has the same timeline, to the millisecond") {
  const Timeline desk{two_tiers, rows, "Europe/Paris"};
  const auto json = nlohmann::json::parse(trace_json(desk.model(), 0, life_of(desk, 1)));
  CHECK(json["kind"] == "trace");
  CHECK(json["ticket"] == 1);
  CHECK(json["labels"]["priority"] == "P1");
  CHECK(json["opened"] == "2026-01-05T08:50:00.000+01:00");
  CHECK(json["resolved"] == "2026-01-05T12:00:00.000+01:00");
  const auto& first_wait = json["timeline"][1];
  CHECK(first_wait["what"] == "wait");
  CHECK(first_wait["ms"] == 600'000);
  CHECK(first_wait["cause"] == "taken");
  CHECK(json["clocks"][1]["used_ms"] == 190 * 60'000);
  CHECK(json["clocks"][1]["outcome"] == "met");
}

TEST_CASE("trace: who is not found is told how many there are") {
  const Timeline desk{two_tiers, rows, "Europe/Paris"};
  const FoundTicket found = find_ticket(desk.model(), 0, 3);
  CHECK_FALSE(found.life.has_value());
  CHECK(found.tickets == 2);
}
