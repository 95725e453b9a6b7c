#include "analysis/plan_warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "analysis/ola_sums.hpp"
#include "tests/catch.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;

namespace {

/// A plan that gives no warning: 60 % occupied, on duty at all times.
std::string quiet(const std::string& more = "") {
  return "horizon: {start: 2026-01-05, length: 4w, warm_up: 1w, cool_down: 7d}\n"
         "priorities: [P1, P2]\n"
         "calendars: {always: 24x7}\n"
         "ticket_types: {a: {resolves: {L1: 80%, L2: 100%}, handle_time: {L1: 30m, L2: 2h}}}\n"
         "demand: {a: {type: a, volume: 201.6/week, daily_variation: {cv: 0.15},"
         " priorities: {P1: 10%, P2: 90%}}}\n"
         "tiers: [{name: L1}, {name: L2}]\n"
         "staff: {desk: {tier: L1, heads: 1, shrinkage: {leave: 5%}},"
         " engineers: {tier: L2, heads: 1, shrinkage: 20%}}\n" +
         more;
}

std::vector<PlanWarning> warnings_of(const std::string& text,
                                     const std::vector<std::string>& sets = {}) {
  const Scenario scenario = test::load(text, sets).scenario;
  const Model model = compile(scenario);
  const DemandSummary demand = summarise_demand(model);
  const Requirement needed = requirement(scenario, model, demand);
  return plan_warnings({scenario, model, demand, needed});
}

/// What the only warning of that id says; empty without one.
std::string told(const std::vector<PlanWarning>& warnings, const std::string& id) {
  const auto found = std::find_if(warnings.begin(), warnings.end(),
                                  [&](const PlanWarning& one) { return one.id == id; });
  return found == warnings.end() ? "" : found->what;
}

}  // namespace

TEST_CASE("a sound plan has no warnings", "[plan_warnings]") {
  for (const PlanWarning& one : warnings_of(quiet())) {
    INFO(one.id << ": " << one.what);
    CHECK(one.level == WarningLevel::note);
  }
}

TEST_CASE("live work needs whole heads in each half-hour", "[plan_warnings]") {
  // 1.2 calls an hour of half an hour each: 0.6 erlangs, of which two heads answer 84 % at once.
  const std::string by_phone = "channels: {phone: {live: true}, email: {}}\n";
  const std::string calls = "demand.a.channels={phone: 100%}";
  const std::string head = "L1: to answer 80% of live work within 20s takes 2 heads on duty at its "
                           "busiest";
  CHECK_THAT(told(warnings_of(quiet(by_phone), {calls}), "live_floor"), ContainsSubstring(head));
  CHECK(told(warnings_of(quiet(by_phone), {"demand.a.channels={email: 100%}"}), "live_floor") ==
        "");
  CHECK(told(warnings_of(quiet()), "live_floor") == "");
  const auto strict =
      warnings_of(quiet(by_phone), {calls, "tiers.L1.service_level={share: 99%, within: 20s}"});
  CHECK_THAT(told(strict, "live_floor"),
             ContainsSubstring("99% of live work within 20s takes 4 heads"));
}

TEST_CASE("nobody who answers live work is told to be too many", "[plan_warnings]") {
  const std::string by_phone = "channels: {phone: {live: true}, email: {}}\n";
  // Two heads at 32 %: by email one would do, by phone two are needed.
  const auto low = [&](const std::string& channel) {
    return told(warnings_of(quiet(by_phone),
                            {"staff.desk.heads=2", "demand.a.channels={" + channel + ": 100%}"}),
                "occupancy_low");
  };
  CHECK_THAT(low("email"), ContainsSubstring("L1: expected occupancy 32%"));
  CHECK(low("phone") == "");
}

TEST_CASE("load above capacity", "[plan_warnings]") {
  // 403.2 x 30 min = 201.6 h a week at L1 for 168 x 0.95 = 159.6 h: 126 %.
  const auto warnings = warnings_of(quiet(), {"demand.a.volume=403.2/week"});
  CHECK_THAT(told(warnings, "load_above_capacity"), ContainsSubstring("L1 any"));
  CHECK_THAT(told(warnings, "load_above_capacity"), ContainsSubstring("126%"));
}

TEST_CASE("occupancy high and low", "[plan_warnings]") {
  const auto high = warnings_of(quiet(), {"demand.a.volume=300/week"});
  CHECK_THAT(told(high, "occupancy_high"), ContainsSubstring("L1: expected occupancy 94%"));
  const auto low = warnings_of(quiet(), {"staff.desk.heads=2"});
  CHECK_THAT(told(low, "occupancy_low"), ContainsSubstring("L1: expected occupancy 32%"));
}

TEST_CASE("occupancy of one skill among several", "[plan_warnings]") {
  // L1's desk as before at 63 % with a; one more head of 168 h does only b: 78 h, 46 %.
  const auto warnings =
      warnings_of(quiet(), {"ticket_types.a.skill=x", "staff.desk.skills=[x]",
                            "ticket_types.b={skill: y, handle_time: {L1: 30m}}",
                            "demand.b={type: b, volume: 156/week, priorities: {P2: 100%}}",
                            "staff.second={tier: L1, heads: 1, skills: [y]}"});
  CHECK_THAT(told(warnings, "occupancy_low"), ContainsSubstring("L1: expected occupancy 46% (y);"));
}

TEST_CASE("demand with nobody on shift", "[plan_warnings]") {
  const std::string shift = "shifts: {day: {weekly: {mon-sun: \"00:00-22:00\"}}}\n";
  const auto warnings = warnings_of(quiet(shift), {"staff.desk.shift=day"});
  CHECK_THAT(told(warnings, "nobody_on_shift"), ContainsSubstring("8.3% of the tickets"));
  CHECK_THAT(told(warnings, "highest_priority_unattended"), ContainsSubstring("P1: 8.3%"));
}

TEST_CASE("work with nobody at all", "[plan_warnings]") {
  // Engineers have no heads, and who has cannot do it.
  const auto warnings = warnings_of(
      quiet(), {"ticket_types.a.skill=x", "staff.engineers.heads=0", "staff.engineers.skills=[x]",
                "staff.others={tier: L2, heads: 1}", "staff.others.skills=[y]"});
  CHECK_THAT(told(warnings, "nobody"), ContainsSubstring("L2 x"));
  CHECK_THAT(told(warnings, "no_work"), ContainsSubstring("others"));
}

TEST_CASE("work with nobody on shift", "[plan_warnings]") {
  // Two engineers, for an hour of each Monday; the measured window is a Tuesday.
  const std::string shift = "shifts: {rare: {weekly: {mon: \"08:00-09:00\"}}}\n";
  const auto warnings =
      warnings_of(quiet(shift), {"staff.engineers={heads: 2, shift: rare}", "horizon.length=2d",
                                 "horizon.warm_up=1d", "horizon.cool_down=0d"});
  CHECK_THAT(told(warnings, "nobody"), ContainsSubstring("nobody on shift: its heads (2) have"));
  CHECK_THAT(told(warnings, "no_hours"), ContainsSubstring("engineers: no hours for tickets"));
  CHECK(told(warnings, "no_work").empty());
}

TEST_CASE("a target below the mean work", "[plan_warnings]") {
  // A ticket takes 30 min + 20 % of 2 h = 54 min.
  const auto warnings = warnings_of(quiet("sla: {resolution: {target: {P1: 50m, P2: 1h}}}\n"));
  CHECK_THAT(told(warnings, "target_below_work"), ContainsSubstring("resolution P1"));
}

TEST_CASE("OLAs that do not fit into the SLA are told with their sum", "[plan_warnings]") {
  const std::string clocks =
      "sla: {resolution: {target: {P1: 4h, P2: 8h}, calendar: always},\n"
      "  l1: {type: ola, stop: {leaves: L1}, target: {P1: 90m, P2: 2h}, calendar: always},\n"
      "  l2: {type: ola, start: {enters: L2}, stop: {leaves: L2}, target: 3h, calendar: always}}\n";
  const auto warnings = warnings_of(quiet(clocks), {"tiers.L1.escalation_time=10m"});
  CHECK(told(warnings, "olas_above_sla") ==
        "P1: the OLAs of the tiers do not fit into resolution: 4h30m in sum, 30m more than its "
        "target of 4h");
  const Scenario scenario = test::load(quiet(clocks)).scenario;
  const std::vector<OlaSum> sums = ola_sums(scenario, compile(scenario));
  REQUIRE(sums.size() == 2);
  CHECK(sums[1].too_long_ms() == -3 * 3'600'000.0);
  CHECK(sums[1].is_one_calendar);
  // Without a clock of its own, L1 takes its hand-off alone.
  const auto fits = test::load(quiet(clocks), {"sla.l1=null", "tiers.L1.escalation_time=10m"});
  const std::vector<OlaSum> shorter = ola_sums(fits.scenario, compile(fits.scenario));
  REQUIRE(shorter.size() == 2);
  CHECK(shorter[0].hand_offs_ms == 600'000);
  CHECK(shorter[0].too_long_ms() == -50 * 60'000.0);
  CHECK(told(warnings_of(quiet()), "olas_above_sla").empty());
}

TEST_CASE("a skill that a tier has not got", "[plan_warnings]") {
  const auto warnings =
      warnings_of(quiet(), {"ticket_types.a.skill=x", "staff.desk.skills={y: 1.0}",
                            "staff.engineers.skills={x: 1.0}"});
  CHECK_THAT(told(warnings, "skill_missing"), ContainsSubstring("nobody at L1 has the skill x"));
}

TEST_CASE("a clearance that a tier has not got", "[plan_warnings]") {
  const auto warnings =
      warnings_of(quiet(), {"ticket_types.a.requires=[eu]", "staff.engineers.holds=[eu]"});
  CHECK_THAT(told(warnings, "clearance_missing"), ContainsSubstring("nobody at L1 holds eu"));
}

TEST_CASE("a priority with too few tickets", "[plan_warnings]") {
  // 403.2 tickets are measured; 2 % of them, once.
  const auto warnings =
      warnings_of(quiet(), {"demand.a.priorities={P1: 2%, P2: 98%}", "experiment.replications=1"});
  CHECK_THAT(told(warnings, "few_tickets"), ContainsSubstring("P1: 8.1 tickets"));
}

TEST_CASE("retries at the last tier", "[plan_warnings]") {
  CHECK_THAT(told(warnings_of(quiet(), {"ticket_types.a.resolves.L2=80%"}), "last_tier_below_100"),
             ContainsSubstring("1.25 visits"));
}

TEST_CASE("a threshold at the last tier", "[plan_warnings]") {
  const auto warnings = warnings_of(quiet(), {"tiers.L2.escalate=[{after: 4h, of: work}]"});
  CHECK_THAT(told(warnings, "threshold_ignored"), ContainsSubstring("L2 are ignored for a"));
}

TEST_CASE("breaks that are counted twice", "[plan_warnings]") {
  const std::string shift =
      "shifts: {day: {weekly: {mon-sun: \"00:00-24:00\"}, breaks: [{at: \"12:00\", for: 30m}]}}\n";
  const auto warnings =
      warnings_of(quiet(shift), {"staff.desk.shift=day", "staff.desk.shrinkage={breaks: 5%}"});
  CHECK_THAT(told(warnings, "breaks_twice"), ContainsSubstring("desk"));
}

TEST_CASE("what a real desk would have", "[plan_warnings]") {
  const auto warnings = warnings_of(quiet(), {"horizon.warm_up=0d", "staff.desk.shrinkage=0%"});
  CHECK(told(warnings, "not_modelled") ==
        "not modelled: shrinkage of desk; shifts of desk, engineers (always on duty); a profile of "
        "a (level day and night); warm-up (starts empty)");
}

TEST_CASE("a forecast that ends before the horizon", "[plan_warnings]") {
  // 7 hours of 4 weeks in both series, 1 hour more in one of them.
  std::string rows = "interval_start,channel,volume\n";
  for (int hour = 17; hour < 24; ++hour) {
    rows += fmt::format("2026-01-05 {:02}:00,phone,4\n2026-01-05 {:02}:00,email,4\n", hour, hour);
  }
  const test::MapFiles files{
      {"desk.yaml", test::small_desk("channels: {phone: {live: true}, email: {}}\n")},
      {"rows.csv", rows + "2026-01-05 16:00,phone,4\n"}};
  const Scenario scenario =
      load_scenario(files, "desk.yaml",
                    std::vector<std::string>{"demand.access={volume: null, forecast: rows.csv}"})
          .scenario;
  const Model model = compile(scenario);
  const DemandSummary demand = summarise_demand(model);
  const Requirement needed = requirement(scenario, model, demand);
  const auto warnings = plan_warnings({scenario, model, demand, needed});
  CHECK(told(warnings, "forecast_short") ==
        "the forecast of access/access/email has no interval for 665 h (99%) of the horizon: no "
        "tickets open there");
}

TEST_CASE("skills and clearances that no ticket type needs", "[plan_warnings]") {
  const auto warnings =
      warnings_of(quiet(), {"ticket_types.a.skill=product", "ticket_types.a.requires=[eu]",
                            "staff.desk.holds=[eu]", "staff.desk.skills={product: 1, prodct: 0.5}",
                            "staff.engineers.holds=[eu, secret]"});
  CHECK(told(warnings, "skill_unneeded") ==
        "no ticket type needs the skill 'prodct' of group desk");
  CHECK(told(warnings, "clearance_unneeded") ==
        "no ticket type needs the clearance 'secret' of group engineers");
  const auto prodct = std::ranges::find(warnings, "skill_unneeded", &PlanWarning::id);
  CHECK(prodct->advice == "did you mean 'product'?");
}

TEST_CASE("of many skills that no ticket type needs, some are told", "[plan_warnings]") {
  std::string skills = "staff.desk.skills={";
  for (int i = 0; i < 13; ++i) skills += fmt::format("s{}: 1, ", i);
  const auto warnings = warnings_of(quiet(), {skills + "}"});
  CHECK(std::ranges::count(warnings, "skill_unneeded", &PlanWarning::id) == 11);
}

TEST_CASE("a roster file that ends before the measured window does", "[plan_warnings]") {
  const std::string desk = "horizon: {start: 2026-01-05, length: 4w}\n"
                           "tiers: [{name: L1}]\n"
                           "ticket_types: {access: {handle_time: {L1: 8m}}}\n"
                           "demand: {access: {type: access, volume: 8/day}}\n"
                           "staff: {desk: {tier: L1, roster: roster.csv}}\n";
  const auto warning_for = [&](const std::string& last_day) {
    const test::MapFiles files{
        {"desk.yaml", desk},
        {"roster.csv", "person,start,end\nann,2026-01-05 00:00,2026-01-05 08:00\nann," + last_day +
                           " 00:00," + last_day + " 08:00\n"}};
    const Scenario scenario = load_scenario(files, "desk.yaml", {}).scenario;
    const Model model = compile(scenario);
    const DemandSummary demand = summarise_demand(model);
    const Requirement needed = requirement(scenario, model, demand);
    return told(plan_warnings({scenario, model, demand, needed}), "roster_short");
  };
  CHECK(warning_for("2026-01-12") ==
        "the roster of desk leaves the last 21 days of the measured window without anybody");
  CHECK(warning_for("2026-01-30").empty());
}

TEST_CASE("a tier that changes leave without heads is told, by its stretches", "[plan_warnings]") {
  const auto with = [](const std::string& changes) {
    return told(warnings_of(quiet(), {"staff.engineers.changes=" + changes}), "tier_deserted");
  };
  CHECK_THAT(with("[{on: 2026-01-12, heads: 0}, {on: 2026-01-19, heads: 2}]"),
             ContainsSubstring("nobody is at L2 from 2026-01-12 to 2026-01-18"));
  CHECK_THAT(with("[{on: 2026-01-12, heads: 0}]"),
             ContainsSubstring("nobody is at L2 from 2026-01-12 on"));
  CHECK(with("[{on: 2026-01-12, heads: 1}]") == "");
  CHECK(with("[{on: 2027-01-12, heads: 0}]") == "");  // after the horizon: told otherwise
  const std::string others = "staff.others={tier: L2, heads: 1}";
  CHECK(told(warnings_of(quiet(), {"staff.engineers.changes=[{on: 2026-01-12, heads: 0}]", others}),
             "tier_deserted") == "");
}

TEST_CASE("planned work that never falls into the horizon is told", "[plan_warnings]") {
  const auto with = [](const std::string& planned) {
    return told(warnings_of(quiet(), {"demand.b={type: a, planned: " + planned + "}"}),
                "planned_never");
  };
  CHECK_THAT(with("{start: 2027-01-12}"), ContainsSubstring("no planned ticket of b"));
  CHECK(with("{start: 2026-01-12}") == "");
}

TEST_CASE("a classifier whose mistakes change nothing is told", "[plan_warnings]") {
  const std::string two = "ticket_types.b={handle_time: {L1: 10m}}";
  const std::string errs = "routing={classifier: {confusion: {a: {b: 20%}}}}";
  CHECK_THAT(told(warnings_of(quiet(), {two, errs}), "classifier_idle"),
             ContainsSubstring("whoever gets a ticket may work on it"));
  const std::vector<std::string> skilled{two,
                                         errs,
                                         "ticket_types.a.skill=network",
                                         "staff.desk.skills={network: 1}",
                                         "staff.engineers.skills={network: 1}",
                                         "ticket_types.b.skill=billing",
                                         "staff.more={tier: L1, heads: 1, skills: {billing: 1}}"};
  CHECK(told(warnings_of(quiet(), skilled), "classifier_idle") == "");
}
