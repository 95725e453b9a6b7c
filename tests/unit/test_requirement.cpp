#include "tiersim/requirement.hpp"

#include <string>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;

namespace {

struct Needed {
  Scenario scenario;
  Model model;
  Requirement requirement;
  explicit Needed(const std::string& text)
      : scenario{test::load(text).scenario},
        model{compile(scenario)},
        requirement{tiersim::requirement(scenario, model, summarise_demand(model))} {}
  [[nodiscard]] const TierRequirement& tier(std::size_t i) const {
    return requirement.tiers[TierId{i}];
  }
  [[nodiscard]] const GroupUse& group(std::size_t i) const {
    return requirement.groups[GroupId{i}];
  }
};

/// Four weeks, a shift of 40 h a week.
const std::string weeks = "horizon: {start: 2026-01-05, length: 4w}\n"
                          "shifts: {day: {weekly: {mon-fri: \"08:00-16:00\"}}}\n";

}  // namespace

TEST_CASE("tickets become hours, and hours heads", "[requirement]") {
  const Needed needed{
      weeks + "ticket_types: {a: {resolves: {L1: 80%, L2: 100%}, handle_time: {L1: 6m, L2: 30m}}}\n"
              "demand: {a: {type: a, volume: 700/week}}\n"
              "tiers: [{name: L1, escalation_time: 3m}, {name: L2}]\n"
              "staff:\n"
              "  desk: {tier: L1, heads: 3, shift: day, cost_per_hour: 26, shrinkage: 20%}\n"
              "  engineers: {tier: L2, heads: 3, shift: day, cost_per_hour: 40}\n"
              "costs: {overhead: 25%}\n"};
  // L1: 700 x 6 min = 70 h, and 20 % of 700 x 3 min = 7 h. / 0.85 / 0.8 / 40 h = 2.831 heads.
  const SkillRequirement& desk = needed.requirement.skills.at(0);
  CHECK(desk.skill == "any");
  CHECK(desk.tickets == Approx(700));
  CHECK(desk.hours == Approx(77));
  CHECK(desk.escalation_hours == Approx(7));
  CHECK(desk.available_share == Approx(0.8));
  CHECK(desk.paid_hours_per_head == Approx(40));
  CHECK(desk.heads_required == Approx(77 / 0.85 / 0.8 / 40));
  CHECK(desk.heads == Approx(3));
  CHECK(desk.gap() == Approx(3 - 77 / 0.85 / 0.8 / 40));
  // Naive: 77 h / 40 h.
  CHECK(desk.heads_naive == Approx(1.925));
  CHECK(*needed.tier(0).occupancy == Approx(77.0 / 96));
  // L2: 140 x 30 min = 70 h of 120.
  CHECK(needed.tier(1).tickets == Approx(140));
  CHECK(needed.tier(1).hours == Approx(70));
  CHECK(needed.tier(1).heads_required == Approx(70 / 0.85 / 40));
  CHECK(*needed.tier(1).occupancy == Approx(70.0 / 120));
  CHECK(needed.tier(0).moved_up == Approx(140));
  // 120 h x 26 + 120 h x 40 = 7,920 a week, x 1.25 / 700 tickets.
  CHECK(needed.requirement.labour_a_week == Approx(7'920));
  CHECK(needed.requirement.cost_per_ticket == Approx(9'900.0 / 700));
  // A ticket: 6 min + 20 % x (3 + 30) min.
  CHECK(needed.requirement.types[TypeId{0U}].work_ms / 60'000 == Approx(12.6));
  CHECK(needed.requirement.uncovered_hours == Approx(0).margin(1e-6));
}

TEST_CASE("people of two tiers count once", "[requirement]") {
  const Needed needed{
      weeks + "ticket_types: {easy: {handle_time: {L1: 6m}}, hard: {handle_time: {L2: 30m}}}\n"
              "demand: {easy: {type: easy, volume: 600/week},"
              " hard: {type: hard, volume: 60/week}}\n"
              "tiers: [{name: L1}, {name: L2}]\n"
              "staff:\n"
              "  desk: {tier: L1, heads: 1, shift: day}\n"
              "  both: {tiers: [L1, L2], heads: 2, shift: day}\n"};
  // 60 h + 30 h of work for 40 h + 80 h of people: all at 75 %. The desk does 30 h of L1; the
  // others 30 h of each, so that one of their two heads counts at L1 and one at L2.
  CHECK(needed.group(0).occupancy == Approx(0.75));
  CHECK(needed.group(1).occupancy == Approx(0.75));
  CHECK(needed.group(1).share_of_tier.at(0) == Approx(0.5));
  CHECK(needed.tier(0).heads == Approx(2));
  CHECK(needed.tier(1).heads == Approx(1));
  CHECK(*needed.tier(0).occupancy == Approx(0.75));
  CHECK(needed.tier(1).heads_required == Approx(30 / 0.85 / 40));
}

TEST_CASE("people who are dedicated to a customer do its work alone", "[requirement]") {
  const Needed needed{weeks +
                      "customers: {acme: {share: 75%}, zenith: {share: 25%}}\n"
                      "ticket_types: {a: {handle_time: {L1: 6m}}}\n"
                      "demand: {a: {type: a, volume: 400/week}}\n"
                      "tiers: [{name: L1}]\n"
                      "staff:\n"
                      "  own: {tier: L1, heads: 1, shift: day, dedicated_to: [acme]}\n"
                      "  shared: {tier: L1, heads: 1, shift: day, dedicated_to: [zenith]}\n"};
  // 30 h of acme for 40 h of its own head, 10 h of zenith for 40 h.
  CHECK(needed.group(0).occupancy == Approx(0.75));
  CHECK(needed.group(1).occupancy == Approx(0.25));
  REQUIRE(needed.requirement.skills.size() == 2);
  CHECK(needed.requirement.skills.at(0).skill == "any (acme)");
  CHECK(needed.requirement.skills.at(0).hours == Approx(30));
  CHECK(needed.requirement.skills.at(1).skill == "any (zenith)");
  CHECK(needed.requirement.customers[CustomerId{0U}].tickets == Approx(300));
  CHECK(needed.requirement.customers[CustomerId{1U}].tickets == Approx(100));
}

TEST_CASE("people who are dedicated to nobody even the load out", "[requirement]") {
  const Needed needed{weeks + "customers: {acme: {share: 75%}, zenith: {share: 25%}}\n"
                              "ticket_types: {a: {handle_time: {L1: 6m}}}\n"
                              "demand: {a: {type: a, volume: 600/week}}\n"
                              "tiers: [{name: L1}]\n"
                              "staff:\n"
                              "  own: {tier: L1, heads: 1, shift: day, dedicated_to: [acme]}\n"
                              "  shared: {tier: L1, heads: 1, shift: day}\n"};
  // 45 h of acme and 15 h of zenith: 30 h each; acme's own head takes 30 of its 45.
  CHECK(needed.group(0).occupancy == Approx(0.75));
  CHECK(needed.group(1).occupancy == Approx(0.75));
}

TEST_CASE("two skills of one head are not two heads", "[requirement]") {
  const Needed needed{
      weeks +
      "ticket_types: {a: {skill: x, handle_time: {L1: 6m}}, b: {skill: y, handle_time: {L1: 6m}}}\n"
      "demand: {a: {type: a, volume: 300/week}, b: {type: b, volume: 300/week}}\n"
      "tiers: [{name: L1}]\n"
      "staff: {desk: {tier: L1, heads: 1, shift: day, skills: [x, y]}}\n"};
  // 60 h of work at a cap of 85 % need 70.588 h on duty; 40 h are there.
  CHECK(needed.requirement.skills.size() == 2);
  CHECK(needed.requirement.uncovered_hours == Approx(60 / 0.85 - 40));
  CHECK(needed.requirement.skills.at(0).uncovered_hours == Approx((60 / 0.85 - 40) / 2));
  CHECK(needed.tier(0).heads == Approx(1));
  CHECK(*needed.tier(0).occupancy == Approx(1.5));
}

TEST_CASE("speed is that of those who work there", "[requirement]") {
  const Needed needed{weeks + "ticket_types: {a: {skill: x, handle_time: {L1: 6m}}}\n"
                              "demand: {a: {type: a, volume: 300/week}}\n"
                              "tiers: [{name: L1}]\n"
                              "staff:\n"
                              "  quick: {tier: L1, heads: 3, shift: day, skills: {x: 1.0}}\n"
                              "  slow: {tier: L1, heads: 1, shift: day, skills: {x: 0.6}}\n"};
  // Mean speed (3 x 1 + 0.6) / 4 = 0.9: 30 h / 0.9.
  CHECK(needed.tier(0).hours == Approx(30 / 0.9));
}

TEST_CASE("hours of people: breaks, support share and days off", "[requirement]") {
  const Scenario scenario =
      test::load("horizon: {start: 2026-01-05, length: 4w}\n"
                 "shifts: {day: {weekly: {mon-fri: \"08:00-16:30\"}, breaks:"
                 " [{at: \"10:00\", for: 30m}, {at: \"12:00\", for: 30m, paid: false}]}}\n"
                 "ticket_types: {a: {handle_time: {L1: 6m}}}\n"
                 "demand: {a: {type: a, volume: 300/week}}\n"
                 "tiers: [{name: L1}]\n"
                 "staff: {desk: {tier: L1, heads: 5, shift: day, days_per_week: 4,"
                 " shrinkage: {leave: 10%, training: 9%}, support_share: 50%}}\n")
          .scenario;
  const Table<GroupId, GroupHours> hours = group_hours(compile(scenario));
  // Five heads of four days of 8 h: 160 h. Present 90 %; of a present hour training takes 9 / 90
  // and other work half of the rest: 45 %. The break takes 20 x 0.5 h.
  CHECK(hours[GroupId{0U}].paid == Approx(160));
  CHECK(hours[GroupId{0U}].available == Approx(0.9 * (160 * 0.45 - 10)));
}

TEST_CASE("work without people has no heads to count in", "[requirement]") {
  const Needed needed{
      weeks +
      "ticket_types: {a: {skill: x, resolves: {L1: 0%, L2: 100%}, handle_time: {L1: 6m, L2: 6m}}}\n"
      "demand: {a: {type: a, volume: 300/week}}\n"
      "tiers: [{name: L1}, {name: L2}]\n"
      "staff:\n"
      "  desk: {tier: L1, heads: 2, shift: day}\n"
      "  engineers: {tier: L2, heads: 0, shift: day, skills: [x]}\n"
      "  others: {tier: L2, heads: 1, shift: day, skills: [y]}\n"};
  const SkillRequirement& row = needed.requirement.skills.at(1);
  CHECK_FALSE(row.has_heads);
  CHECK(row.heads == 0);
  CHECK_FALSE(needed.tier(1).occupancy.has_value());
  CHECK(needed.requirement.uncovered_hours == Approx(30 / 0.85));
}

TEST_CASE("only the measured window counts", "[requirement]") {
  const Needed needed{"horizon: {start: 2026-01-05, length: 4w, warm_up: 1w, cool_down: 7d}\n"
                      "ticket_types: {a: {handle_time: {L1: 6m}}}\n"
                      "demand: {a: {type: a, volume: 168/week, growth: 0%/month}}\n"
                      "tiers: [{name: L1}]\n"
                      "staff: {desk: {tier: L1, heads: 1}}\n"};
  CHECK(needed.tier(0).tickets == Approx(168));
  CHECK(needed.group(0).hours.paid == Approx(168));
  CHECK(*needed.tier(0).occupancy == Approx(0.1));
}

TEST_CASE("tickets that are pushed back are a look above, and documenting below", "[requirement]") {
  const Needed needed{
      weeks +
      "ticket_types: {a: {resolves: {L1: 80%, L2: 100%}, handle_time: {L1: 6m, L2: 30m}}}\n"
      "demand: {a: {type: a, volume: 700/week}}\n"
      "tiers: [{name: L1, escalation_time: 3m}, {name: L2, returns: {probability: 50%, after: "
      "6m}}]\n"
      "staff:\n"
      "  desk: {tier: L1, heads: 3, shift: day}\n"
      "  engineers: {tier: L2, heads: 3, shift: day}\n"};
  // 140 are handed up, 70 of them pushed back after 6 minutes; 3 minutes below.
  CHECK(needed.tier(0).tickets == Approx(770));
  CHECK(needed.tier(0).hours == Approx(70 + 7 + 3.5));
  CHECK(needed.tier(1).tickets == Approx(210));
  CHECK(needed.tier(1).hours == Approx(70 + 7));
}

TEST_CASE("reopened tickets are visits and work again", "[requirement]") {
  const Needed needed{
      weeks + "ticket_types: {a: {resolves: {L1: 80%, L2: 100%}, handle_time: {L1: 6m, L2: 30m},\n"
              "  reopens: {probability: 25%, after: 24h, work: 50%}}}\n"
              "demand: {a: {type: a, volume: 700/week}}\n"
              "tiers: [{name: L1}, {name: L2}]\n"
              "staff:\n"
              "  desk: {tier: L1, heads: 3, shift: day}\n"
              "  engineers: {tier: L2, heads: 3, shift: day}\n"};
  // At L1 80 % are resolved and a quarter of those come back, again and again: 0.2 / (1 - 0.2). At
  // L2 all are resolved: of 20 % of each, a quarter comes back.
  CHECK(needed.tier(0).tickets == Approx(700 * 1.25));
  CHECK(needed.tier(0).hours == Approx(700 * 0.1 * 1.125));
  const double again = (0.25 * 0.2 + 0.2 * 0.25) / 0.75;
  CHECK(needed.tier(1).tickets == Approx(700 * (0.2 + again)));
  CHECK(needed.tier(1).hours == Approx(700 * 0.5 * (0.2 + again / 2)));
}
