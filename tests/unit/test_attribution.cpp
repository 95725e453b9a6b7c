// Where the time of breached clocks went, worked out by hand.

#include "analysis/attribution_meter.hpp"
#include "tests/catch.hpp"
#include "tests/support/lives.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using test::Timeline;

namespace {

/// L1 is there from 9 to 17 and hands up after half an hour, L2 from 10 to 18 and keeps its work.
std::string two_tiers(const std::string& target) {
  return "horizon: {start: 2026-01-05, length: 1w}\n"
         "priorities: [P1, P2]\n"
         "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}}}\n"
         "shifts:\n"
         "  early: {weekly: {mon-fri: \"09:00-17:00\"}}\n"
         "  late: {weekly: {mon-fri: \"10:00-18:00\"}}\n"
         "tiers: [{name: L1, escalate: [{after: 30m, of: work}], escalation_time: 10m}, {name: "
         "L2}]\n"
         "ticket_types:\n"
         "  t: {resolves: {L1: 100%}, handle_time: {L1: {deterministic: 45m}, L2: {deterministic: "
         "2h}}}\n"
         "staff:\n"
         "  desk: {tier: L1, heads: 1, shift: early}\n"
         "  engineers: {tier: L2, heads: 1, shift: late, at_shift_end: keep}\n"
         "sla: {resolution: {target: " +
         target + ", calendar: office}}\n";
}

/// In minutes: of all, and while the clock ran.
using Minutes = std::pair<std::int64_t, std::int64_t>;
Minutes minutes(const BreachTime& time) {
  return {time.elapsed_ms / 60'000, time.clock_ms / 60'000};
}

/// The attribution of what was told, with its parts in minutes.
class Found {
 public:
  explicit Found(const Timeline& desk)
      : cover_{desk.model()}, meter_{desk.model(), cover_}, sum_{found(desk).overall(SlaId{0U})} {}
  [[nodiscard]] Minutes part(std::uint32_t tier, const BreachPart& part) const {
    return minutes(sum_.part(TierId{tier}, part));
  }
  [[nodiscard]] Minutes part(std::uint32_t tier, BreachCause cause) const {
    return part(tier, BreachPart{cause, {}});
  }
  [[nodiscard]] Minutes whole() const { return minutes(sum_.whole()); }
  [[nodiscard]] std::int64_t clocks() const { return sum_.clocks; }
  [[nodiscard]] const Attribution& all() { return meter_.close(); }

 private:
  const Attribution& found(const Timeline& desk) {
    meter_.take(test::block_of(desk.facts()));
    return meter_.close();
  }
  RosterCover cover_;
  AttributionMeter meter_;
  BreachSum sum_;
};

constexpr std::uint32_t l1 = 0;
constexpr std::uint32_t l2 = 1;

}  // namespace

TEST_CASE("attribution: waits before the shift, write-up and work, at each tier") {
  const Timeline desk{two_tiers("1h"), "2026-01-05 07:30,t,P1\n"};
  const Found found{desk};
  // The clock starts to run at 8:00, the first shift at 9:00.
  CHECK(found.part(l1, BreachCause::off_shift) == Minutes{90, 60});
  CHECK(found.part(l1, BreachCause::work) == Minutes{30, 30});
  CHECK(found.part(l1, BreachCause::write_up) == Minutes{10, 10});
  CHECK(found.part(l2, BreachCause::off_shift) == Minutes{20, 20});
  CHECK(found.part(l2, BreachCause::work) == Minutes{120, 120});
  CHECK(found.whole() == Minutes{270, 240});
  CHECK(found.clocks() == 1);
}

TEST_CASE("attribution: a wait is cut where the shift starts, queue behind others from there on") {
  const Timeline desk{two_tiers("1h"), "2026-01-05 08:50,t,P1\n2026-01-05 08:50,t,P1\n"};
  const Found found{desk};
  // The second waits for the first from 9:00 to 9:40, and at L2 from 10:20 to 12:00.
  CHECK(found.part(l1, BreachCause::off_shift) == Minutes{20, 20});
  CHECK(found.part(l1, BreachCause::queue) == Minutes{40, 40});
  CHECK(found.part(l2, BreachCause::queue) == Minutes{100, 100});
  CHECK(found.part(l2, BreachCause::off_shift) == Minutes{20, 20});
  CHECK(found.whole() == Minutes{190 + 310, 190 + 310});
}

TEST_CASE("attribution: work kept overnight is off shift, and the clock ran in open hours only") {
  const Timeline desk{two_tiers("1h"), "2026-01-05 16:20,t,P2\n"};
  const Found found{desk};
  CHECK(found.part(l2, BreachCause::work) == Minutes{120, 120});
  CHECK(found.part(l2, BreachCause::off_shift) == Minutes{16 * 60, 2 * 60});
  CHECK(found.whole() == Minutes{40 + 18 * 60, 40 + 4 * 60});
}

TEST_CASE("attribution: what is met, or not due, is not told; what is never resolved ends with the "
          "horizon") {
  const std::string rows = "2026-01-05 10:00,t,P1\n";
  CHECK(Found{Timeline{two_tiers("3h"), rows}}.clocks() == 0);
  // On Friday L2 begins at 17:39, and goes on on Monday, which is not seen.
  const Timeline desk{two_tiers("{P1: 1h, P2: 5h}"),
                      "2026-01-09 16:59,t,P1\n2026-01-09 16:59,t,P2\n2026-01-09 17:00,t,P1\n"};
  Found found{desk};
  CHECK(found.clocks() == 2);
  CHECK(found.all().by_priority[SlaId{0U}][0].clocks == 2);
  CHECK(found.all().by_priority[SlaId{0U}][1].clocks == 0);
  CHECK(found.all().by_type[SlaId{0U}][0].clocks == 2);
  CHECK(found.whole().first == (55 * 60) + (55 * 60 + 1));
}

TEST_CASE("attribution: a break of the agent who keeps the work is away, an unpaid one off shift") {
  const std::string text = "horizon: {start: 2026-01-05, length: 1w}\n"
                           "calendars: {always: 24x7}\n"
                           "shifts:\n"
                           "  day:\n"
                           "    weekly: {mon-fri: \"09:00-17:00\"}\n"
                           "    breaks:\n"
                           "      - {at: \"10:00\", for: 15m}\n"
                           "      - {at: \"12:00\", for: 1h, paid: false}\n"
                           "tiers: [{name: L1}]\n"
                           "ticket_types: {t: {handle_time: {L1: {deterministic: 3h}}}}\n"
                           "staff: {desk: {tier: L1, heads: 1, shift: day, at_shift_end: keep}}\n"
                           "sla: {resolution: {target: 1h, calendar: always}}\n";
  const Found found{Timeline{text, "2026-01-05 09:30,t\n"}};
  CHECK(found.part(l1, BreachCause::work) == Minutes{180, 180});
  CHECK(found.part(l1, BreachCause::away) == Minutes{15, 15});
  CHECK(found.part(l1, BreachCause::off_shift) == Minutes{60, 60});
  CHECK(found.whole() == Minutes{255, 255});
}

namespace {

/// One head who is always there, an hour of work, and more in the type.
std::string life_of(const std::string& type, const std::string& sla) {
  return "horizon: {start: 2026-01-05, length: 5h}\n"
         "calendars: {always: 24x7}\n"
         "tiers: [{name: L1}]\n"
         "ticket_types: {t: {handle_time: {L1: {deterministic: 1h}}, " +
         type +
         "}}\n"
         "staff: {desk: {tier: L1, heads: 1}}\n"
         "sla: {resolution: {target: 30m, calendar: always" +
         sla + "}}\n";
}
const std::string one_ticket = "2026-01-05 00:00,t\n";
constexpr ReasonId first_reason{0U};

}  // namespace

TEST_CASE("attribution: pending is told by reason, and a clock that pauses does not run in it") {
  const std::string vendor = "pending: {vendor: {probability: 100%, for: 3h}}";
  for (const std::string& pause : {std::string{}, std::string{", pause: [pending_vendor]"}}) {
    const Found found{Timeline{life_of(vendor, pause), one_ticket}};
    const std::int64_t ran = pause.empty() ? 180 : 0;
    CHECK(found.part(l1, BreachCause::work) == Minutes{60, 60});
    CHECK(found.part(l1, BreachPart{BreachCause::pending, first_reason}) == Minutes{180, ran});
    CHECK(found.whole() == Minutes{240, 60 + ran});
  }
}

TEST_CASE("attribution: what is reopened was resolved meanwhile, and its clock stood still") {
  const std::string type = "reopens: {probability: 100%, after: 2h, work: 0.5}";
  const Found found{Timeline{life_of(type, ""), one_ticket}};
  CHECK(found.part(l1, BreachCause::work) == Minutes{90, 90});
  CHECK(found.part(l1, BreachCause::resolved) == Minutes{120, 0});
  CHECK(found.whole() == Minutes{210, 90});
}

TEST_CASE("attribution: all time with the wrong people is misroute, waits included") {
  const std::string desk =
      "horizon: {start: 2026-01-05, length: 5h}\n"
      "calendars: {always: 24x7}\n"
      "ticket_types: {a: {skill: a, handle_time: {L1: {deterministic: 1h}}}, b: {skill: b, "
      "handle_time: {L1: {deterministic: 20m}}}}\n"
      "routing: {classifier: {confusion: {a: {b: 100%}}}}\n"
      "tiers: [{name: L1, triage_time: {deterministic: 10m}}]\n"
      "staff: {as: {tier: L1, heads: 1, skills: [a]}, bs: {tier: L1, heads: 1, skills: [b]}}\n"
      "sla: {resolution: {target: 30m, calendar: always}}\n";
  const Found found{Timeline{desk, "2026-01-05 00:00,b\n2026-01-05 00:00,a\n"}};
  CHECK(found.part(l1, BreachCause::misrouted) == Minutes{30, 30});
  CHECK(found.part(l1, BreachCause::work) == Minutes{60, 60});
  CHECK(found.whole() == Minutes{90, 90});
}
