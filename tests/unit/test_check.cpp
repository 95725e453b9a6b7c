// Cross-checks: each rule broken once, on top of a scenario that is right.

#include <algorithm>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;
using namespace tiersim::test;
using Catch::Matchers::ContainsSubstring;

namespace {

/// Something written on top of two_tiers(), and what the one problem with it says.
struct Case {
  std::string overlay;
  std::string problem;
};

std::string problems_with(const std::string& overlay) {
  const MapFiles files{{"base.yaml", two_tiers()}, {"plan.yaml", "extends: base.yaml\n" + overlay}};
  return problems(files, "plan.yaml");
}

/// Each overlay has exactly one problem, which starts with a place and has the text.
void check_all(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    const std::string found = problems_with(one.overlay);
    INFO(one.overlay << "\n" << found);
    CHECK_THAT(found, ContainsSubstring(one.problem));
    CHECK(std::count(found.begin(), found.end(), '\n') == 0);
    CHECK_THAT(found, Catch::Matchers::StartsWith("plan.yaml:2:") ||
                          Catch::Matchers::StartsWith("base.yaml:"));
  }
}

/// The cases load without a problem.
void check_none(const std::vector<std::string>& overlays) {
  for (const std::string& overlay : overlays) {
    INFO(overlay);
    CHECK(problems_with(overlay) == "");
  }
}

}  // namespace

TEST_CASE("the scenario to build on is right") { CHECK(problems(two_tiers()) == ""); }

TEST_CASE("horizon") {
  check_all({
      {"horizon: {length: 0d}\n", "the horizon has no length"},
      {"horizon: {warm_up: 3w, cool_down: 7d}\n",
       "warm-up and cool-down fill the whole horizon of 4w"},
      {"horizon: {time_zone: Europe/Pariss}\n",
       "unknown time zone 'Europe/Pariss'; did you mean 'Europe/Paris'?"},
      {"horizon: {time_zone: UTC+1}\n", "write a name of the time zone database"},
      {"ticket_types: {access: {handle_time: {L1: {mean: 8m, cv: 80%}}}}\n", "write 0.8"},
      {"horizon: {time_zone: Lisbon}\n", "did you mean 'Europe/Lisbon'?"},
      {"horizon: {length: 3 months}\n", "write for example `13w`"},
      {"horizon: {length: 20bd}\n", "'20bd' is in `bd`, which has no fixed length here"},
      {"horizon: {length: 101w, start: 2026-1-5}\n", "'2026-1-5' is not a date"},
      {"horizon: {length: 5218w}\n", "at most 100 years"},
  });
  check_none({"horizon: {warm_up: 2w, cool_down: 13d}\n", "horizon: {length: 500h}\n"});
}

TEST_CASE("names") {
  check_all({
      {"staff: {a.b: {tier: L1, heads: 1}}\n",
       "'a.b' cannot be a name (a dot parts the steps of a path); write for example 'a-b'"},
      {"staff: {none: {tier: L1, heads: 1}}\n", "`none` is the label of what has no name"},
      {"staff: {\" x\": {tier: L1, heads: 1}}\n", "it starts or ends with a blank"},
      {"staff: {\"a\\nb\": {tier: L1, heads: 1}}\n", "it has control characters"},
      {"sla: {work: {target: 1h}}\n", "'work' cannot be the name of an SLA"},
      {"priorities: [P1, P2, default]\n", "'default' cannot be a priority"},
      {"priorities: [P1, P2, P2]\n", "duplicate priority 'P2'"},
  });
  std::string many = "priorities: [P1, P2";
  for (int i = 3; i <= 33; ++i) many += ", P" + std::to_string(i);
  check_all({{many + "]\n", "33 priorities (at most 32)"}});
}

TEST_CASE("titles and currencies") {
  const std::string long_title(201, 'x');
  check_all({
      {"name: " + long_title + "\n", "a name of 201 bytes (a title has at most 200)"},
      {"currency: 12\n", "'12' is no currency"},
      {"currency: 1,000 EUR\n", "is no currency"},
      {"currency: \"\"\n", "currency"},
      {"currency: doubloons of Spain\n", "is no currency"},
  });
  check_none(
      {"name: " + long_title.substr(1) + "\n", "currency: US$\n", "currency: \xE2\x82\xAC\n"});
}

TEST_CASE("calendars and shifts") {
  check_all({
      {"calendars: {never: {weekly: {}}}\n", "there are no hours on any day"},
      {"calendars: {far: {time_zone: Mars, weekly: 24x7}}\n", "unknown time zone 'Mars'"},
      {"calendars: {far: {holidays: [2026-01-01]}}\n", "`calendars.far.weekly` is missing"},
      {"shifts: {early: {holidays: offce}}\n", "unknown calendar 'offce'; did you mean 'office'?"},
      {"shifts: {early: {breaks: [{at: \"17:00\", for: 30m}]}}\n",
       "the break at 17:00 lies outside the shift"},
      {"shifts: {early: {breaks: [{at: \"16:15\", for: 30m}]}}\n",
       "the break at 16:15 lies outside the shift"},
      {"shifts: {early: {breaks: [{at: \"12:00\", for: 0m}]}}\n", "the break has no length"},
      {"shifts: {early: {breaks: [{at: \"12:00\", for: 30m}, {at: \"12:15\", for: 30m}]}}\n",
       "the breaks at 12:00 and 12:15 overlap"},
      {"shifts: {early: {breaks: [{at: \"12:00\"}]}}\n", "`shifts.early.breaks.0.for` is missing"},
  });
  check_none({
      "shifts: {early: {breaks: [{at: \"12:00\", for: 30m, paid: false}]}}\n",
      "shifts: {night: {weekly: {mon-sun: \"22:00-06:00\"}, breaks: [{at: \"02:00\", for: 30m}, {at: \"23:00\", for: 30m}]}}\n",
      "shifts: {early: {weekly: {fri: \"08:00-11:00\"}, breaks: [{at: \"12:00\", for: 30m}]}}\n",
  });
}

TEST_CASE("channels") {
  check_all({{"channels: {phone: {automatic: true}}\n", "'phone' is both live and automatic"}});
}

TEST_CASE("ticket types and their handle times") {
  check_all({
      {"ticket_types: {access: {handle_time: {L3: 1h}}}\n",
       "unknown tier 'L3'; the names under `tiers` are: L1, L2"},
      {"ticket_types: {other: {handle_time: {}}}\n", "'other' has no handle time"},
      {"ticket_types: {other: {kind: request}}\n", "`ticket_types.other.handle_time` is missing"},
      {"ticket_types: {other: {handle_time: {L1: 8m, L2: 8m}}}\n",
       "'other' does not say how much L1 resolves"},
      {"ticket_types: {other: {handle_time: {L1: 8m}, resolves: {L1: 70%, L2: 100%}}}\n",
       "'other' has no handle time at L2"},
      {"ticket_types: {access: {resolves: {L2: 0%}}}\n",
       "'access' is never resolved (L2 is its last tier, and resolves 0%)"},
      {"ticket_types: {access: {resolves: {L9: 10%}}}\n", "unknown tier 'L9'"},
      {"ticket_types: {access: {resolves: {L1: 110%}}}\n",
       "'110%' is out of range (allowed: 0% to 100%)"},
      {"ticket_types: {access: {handle_time: {L1: {by_channel: {fone: 9m}}}}}\n",
       "unknown channel 'fone'"},
      {"ticket_types: {access: {handle_time: {L1: 1d}}}\n",
       "a length of time here is in h, m, s or ms"},
      {"ticket_types: {access: {kind: incidents}}\n", "did you mean 'incident'?"},
  });
  check_none({
      "ticket_types: {other: {handle_time: {L2: 8m}}}\n",
      "ticket_types: {access: {resolves: {L2: 60%}}}\n",
      "ticket_types: {access: {resolves: {L1: 0%}}}\n",
  });
}

TEST_CASE("parameters of distributions") {
  const auto with = [](const std::string& time) {
    return "ticket_types: {access: {handle_time: {L1: " + time + "}}}\n";
  };
  check_all({
      {with("0m"), "the mean is above 0"},
      {with("{mean: 8m, cv: 0}"), "'0' is out of range (allowed: above 0, at most 100)"},
      {with("{exponential: {mean: 0m}}"), "the mean is above 0"},
      {with("{gamma: {mean: 8m}}"), "the `cv` is missing"},
      {with("{erlang: {mean: 8m, phases: 0}}"), "0 is out of range (allowed: 1 to 1000)"},
      {with("{weibull: {mean: 8m, shape: 0}}"), "out of range"},
      {with("{uniform: {low: 9m, high: 8m}}"), "low is at most high"},
      {with("{triangular: {low: 1m, mode: 9m, high: 8m}}"), "low <= mode <= high"},
      {with("{empirical: []}"), "it has no values"},
      {with("{mixture: []}"), "it has no parts"},
      {with("{mixture: [{weight: 1}]}"), "a part of a mixture is incomplete"},
      {with("{mixture: [{weight: 0, of: 8m}]}"), "out of range"},
      {with("{mixture: [{weight: 1, of: {mean: 8m}}]}"), "here it needs a `cv`"},
      {"ticket_types: {other: {handle_time: {L1: {}}}}\n", "the `mean` is missing"},
      {"tiers: {L1: {escalation_time: {lognormal: {mean: 4m}}}}\n", "here it needs a `cv`"},
  });
  check_none({with("{deterministic: 0m}"), with("{uniform: {low: 8m, high: 8m}}")});
}

TEST_CASE("skills and clearances") {
  check_all({
      {"ticket_types: {access: {requires: [eu]}}\n", "nobody holds the clearance 'eu'"},
      {"ticket_types: {access: {requires: [eu]}}\nstaff: {desk: {holds: [ue]}}\n",
       "the clearances held are: ue"},
      {"ticket_types: {access: {requires: [a, b]}}\nstaff: {desk: {holds: [a]}, engineers: {holds: [b]}}\n",
       "nobody may take 'access'"},
      {"staff: {engineers: {skills: {identty: 1.0}}}\n",
       "'access' is never resolved (nobody at L2, its last tier, has the skill 'identity'); did you mean 'identty'?"},
      {"staff: {engineers: {skills: {identity: {speed: 1, solve: 0}}}}\n",
       "'access' is never resolved"},
      {"staff: {engineers: {skills: {identity: 0}}}\n", "'0' is out of range (allowed: above 0)"},
  });
  check_none({
      "ticket_types: {access: {requires: [eu], resolves: {L1: 70%}}}\nstaff: {desk: {holds: [eu]}}\n",
      "staff: {desk: {skills: {product: 1}}}\n",
  });
}

TEST_CASE("demand") {
  check_all({
      {"demand: {access: {type: acces}}\n", "unknown ticket type 'acces'; did you mean 'access'?"},
      {"demand: {other: {type: access}}\n", "the stream has no volume"},
      {"demand: {other: {volume: 1/h}}\n", "the stream has no type"},
      {"demand: {access: {channels: {phone: 50%}}}\n", "the shares sum to 90% (they sum to 100%)"},
      {"demand: {access: {priorities: {P1: 20%}}}\n", "the shares sum to 110%"},
      {"demand: {other: {type: access, volume: 1/h, channels: {fax: 100%}}}\n",
       "unknown channel 'fax'"},
      {"demand: {other: {type: access, volume: 1/h, priorities: {P3: 100%}}}\n",
       "unknown priority 'P3'"},
      {"demand: {access: {holiday_demand: {calendar: ofice, factor: 20%}}}\n",
       "unknown calendar 'ofice'"},
      {"demand: {access: {holiday_demand: {calendar: office}}}\n",
       "`demand.access.holiday_demand.factor` is missing"},
      {"demand: {access: {season: {january: 110%}}}\n", "unknown key 'january'"},
      {"demand: {access: {time_zone: Paris}}\n", "unknown time zone 'Paris'"},
      {"demand: {access: {volume: 3000000/day}}\n",
       "1.25e+05 tickets an hour (at most 100000 an hour and stream)"},
      {"demand: {access: {growth: -100%/month}}\n", "out of range"},
      {"demand: {access: {daily_variation: 0.15}}\n", "`daily_variation` cannot be a single value"},
      {"demand: {access: {daily_variation: {cv: 0}}}\n", "out of range"},
      {"demand: {access: {volume: 90000/h}}\nhorizon: {length: 5000w}\n",
       "tickets are expected (at most 1e+10 a replication)"},
  });
  check_none({
      "demand: {access: {channels: {phone: 33.33%, email: 66.67%}}}\n",
      "demand: {access: {volume: 0/day}}\n",
  });
}

TEST_CASE("a stream has one source") {
  MapFiles files{{"base.yaml", two_tiers()}};
  files.put("t.csv", "opened,type\n2026-01-05 09:00,access\n");
  const auto found = [&](const std::string& demand) {
    files.put("plan.yaml", "extends: base.yaml\ndemand: " + demand + "\n");
    return problems(files, "plan.yaml");
  };
  CHECK(found("{real: {type: access, replay: t.csv}}") == "");
  CHECK(found("{real: {replay: {file: t.csv, columns: {type: type}}}}") == "");
  CHECK_THAT(found("{real: {type: access, volume: 1/h, replay: t.csv}}"),
             ContainsSubstring("the stream has more than one source"));
  CHECK_THAT(found("{real: {replay: t.csv}}"), ContainsSubstring("the tickets have no type"));
  CHECK_THAT(found("{real: {type: access, replay: t.csv, season: {jan: 110%}}}"),
             ContainsSubstring("`season` stands beside a replay (a replay has its own times)"));
  CHECK_THAT(found("{real: {type: access, replay: t.csv, profile: {mon: \"08:00-18:00\"}}}"),
             ContainsSubstring("`profile` stands beside a replay"));
  CHECK_THAT(found("{real: {replay: {file: t.csv, columns: {type: type}, types: {x: acess}}}}"),
             ContainsSubstring("unknown ticket type 'acess'"));
}

TEST_CASE("surges and straight entry") {
  check_all({
      {"surges: [{name: s, factor: 2, every: 36h}]\n", "36h is not whole days"},
      {"surges: [{name: s, factor: 2, every: 1.5d}]\n", "1.5d is not whole days"},
      {"surges: [{name: s, factor: 2, half_life: 0h}]\n", "the half-life is zero"},
      {"surges: [{name: s, factor: 1e9}]\n", "an hour (at most 100000 an hour and stream)"},
      {"surges: [{name: s, factor: 1e300, types: [access]}]\n", "an hour (at most 100000"},
      {"surges: [{name: s, factor: 2, types: [acess]}]\n", "unknown ticket type 'acess'"},
      {"surges: [{name: s}]\n", "`surges.s.factor` is missing"},
      {"surges: [{name: s, factor: 2, on: tuesday}]\n", "did you mean 'tue'?"},
      {"surges: [{name: s, factor: 2, at: \"24:00\"}]\n", "24:00 is the next day"},
      {"straight: [{to: L3}]\n", "unknown tier 'L3'"},
      {"straight: [{to: L2, type: acess}]\n", "unknown ticket type 'acess'"},
      {"straight: [{to: L2, priority: P9}]\n", "unknown priority 'P9'"},
      {"straight: [{to: L2, type: easy}]\nticket_types: {easy: {handle_time: {L1: 2m}}}\n",
       "no work is done at 'L2' on tickets of this rule"},
  });
  check_none({"surges: [{name: s, factor: 2, every: 2w, on: tue}]\n",
              "straight: [{priority: P1, type: access, to: L2}]\n"});
}

TEST_CASE("tiers and their thresholds") {
  check_all({
      {"tiers: [{name: L3}]\n",
       "nobody works at 'L3' (each tier has a group with at least one head)"},
      {"staff: {desk: {heads: 0}}\n", "nobody works at 'L1'"},
      {"tiers: {L1: {groups: [desks]}}\n", "unknown group 'desks'; did you mean 'desk'?"},
      {"tiers: {L1: {groups: [engineers]}}\n", "the group 'engineers' does not serve 'L1'"},
      {"tiers: {L1: {escalate: [{after: 45m}]}}\n", "the threshold does not say of what"},
      {"tiers: {L1: {escalate: [{after: 50%}]}}\n", "the share does not say of which SLA"},
      {"tiers: {L1: {escalate: [{after: 45m, of: resolution}]}}\n",
       "a threshold on an SLA is a share of its target"},
      {"tiers: {L1: {escalate: [{after: 50%, of: resolutoin}]}}\n",
       "unknown SLA 'resolutoin'; did you mean 'resolution'?"},
      {"tiers: {L1: {escalate: [{after: 50%, of: work}]}}\n",
       "the share does not say of which SLA"},
      {"tiers: {L1: {escalate: [{attempts: 2, after: 45m, of: work}]}}\n",
       "says two things at once"},
      {"tiers: {L1: {escalate: [{}]}}\n", "the threshold is not complete"},
      {"tiers: {L1: {escalate: [{attempts: 0}]}}\n", "0 is out of range"},
  });
  check_none(
      {"tiers: {L1: {escalate: [{after: 45m, of: work}, {after: 50%, of: resolution}, {attempts: 2}]}}\n"});
  std::string many = "tiers: [";
  std::string staff = "staff: {a: {heads: 1, tiers: [";
  for (int i = 1; i <= 13; ++i) {
    many += "{name: L" + std::to_string(i) + "}, ";
    staff += "L" + std::to_string(i) + (i == 7 ? "]}, b: {heads: 1, tiers: [" : ", ");
  }
  check_all({{many + "]\n" + staff + "]}}\n", "13 tiers (at most 12)"}});
}

TEST_CASE("groups") {
  check_all({
      {"staff: {a: {heads: 1}}\n", "'a' serves no tier; write for example `tier: L1`"},
      {"staff: {a: {heads: 1, tier: L4}}\n", "unknown tier 'L4'"},
      {"staff: {a: {heads: 1, tiers: [L1, L1]}}\n", "'L1' is written twice"},
      {"staff: {a: {tier: L1}}\n", "'a' has neither heads nor seats"},
      {"staff: {a: {tier: L1, heads: 1, seats: 2, shift: early}}\n",
       "'a' has both heads and seats"},
      {"staff: {a: {tier: L1, seats: 2}}\n", "seats need a shift"},
      {"staff: {a: {tier: L1, heads: 1, shift: erly}}\n",
       "unknown shift 'erly'; did you mean 'early'?"},
      {"staff: {desk: {days_per_week: 6}}\n", "6 days a week (the shift 'early' has 5)"},
      {"staff: {desk: {salary: 50000}}\n", "'desk' has both a cost per hour and a salary"},
      {"staff: {desk: {on_costs: 42%}}\n", "`on_costs` stand without a salary"},
      {"staff: {desk: {cost_per_hour: 1e14}}\n", "'1e14' is out of range (allowed: 0 to 1000000)"},
      {"staff: {desk: {cost_per_hour: null, salary: 2e9}}\n", "allowed: 0 to 1000000000"},
      {"staff: {desk: {cost_per_hour: null, salary: 5e4, on_costs: 1001%}}\n",
       "allowed: 0% to 1000%"},
      {"staff: {desk: {heads: 900000, cost_per_hour: 1e6}}\nhorizon: {length: 100w}\n",
       "the staff may cost up to 1.51e+16 (at most 1e+15 a replication)"},
      {"costs: {overhead: 1e9%}\n", "allowed: 0% to 1000%"},
      {"sla: {resolution: {penalty_per_breach: 1e10}}\n", "allowed: 0 to 1000000000"},
      {"staff: {desk: {shrinkage: 100%}}\n", "a shrinkage of 100%"},
      {"staff: {desk: {shrinkage: {leave: 60%, sickness: 40%}}}\n", "a shrinkage of 100%"},
      {"staff: {desk: {shrinkage: 30}}\n", "write `30%`"},
      {"staff: {desk: {support_share: 0%}}\n", "out of range (allowed: above 0%, at most 100%)"},
      {"staff: {desk: {heads: 1000000}, a: {tier: L1, heads: 1}}\n",
       "1000004 heads (at most 1000000)"},
  });
  check_none({"staff: {a: {tier: L1, seats: 2, shift: early, days_per_week: 4}}\n",
              "staff: {a: {tier: L1, heads: 0}}\n"});
}

TEST_CASE("a forecast of another year") {
  const auto problems_with = [](const std::string& zone, const std::string& rows) {
    const test::MapFiles files{{"desk.yaml", test::small_desk()},
                               {"rows.csv", "interval_start,volume\n" + rows}};
    return test::problems(
        files, "desk.yaml",
        {"demand.access={volume: null, forecast: rows.csv, time_zone: " + zone + "}"});
  };
  const std::string earlier = problems_with("UTC", "2025-01-06 23:30,1\n2025-01-07 00:00,1\n");
  CHECK_THAT(earlier, ContainsSubstring("no interval of the forecast lies inside the horizon (the "
                                        "forecast is for 2025-01-06 to 2025-01-07, the horizon "
                                        "2026-01-05 to 2026-02-01)"));
  // The horizon ends at midnight in UTC, which is one o'clock in Paris.
  const std::string last_hour = "2026-02-02 00:00,1\n2026-02-02 01:00,1\n";
  CHECK(problems_with("Europe/Paris", last_hour).empty());
  CHECK_THAT(problems_with("UTC", last_hour), ContainsSubstring("inside the horizon"));
}

TEST_CASE("a forecast that season, growth and surges make too high") {
  const auto problems_with = [](const std::string& factors) {
    const test::MapFiles files{
        {"desk.yaml", test::small_desk()},
        {"rows.csv", "interval_start,volume\n2026-01-05 08:00,30000\n2026-01-05 08:30,1\n"}};
    return test::problems(files, "desk.yaml",
                          {"demand.access={volume: null, forecast: rows.csv}", factors});
  };
  CHECK(problems_with("demand.access.season={jan: 160%}").empty());
  // What its file has wrong is told once.
  const test::MapFiles wrong{
      {"desk.yaml", test::small_desk()},
      {"rows.csv", "interval_start,volume\n2026-01-05 08:00,1e9\n2026-01-05 08:30,1\n"}};
  const std::string told =
      test::problems(wrong, "desk.yaml", {"demand.access={volume: null, forecast: rows.csv}"});
  CHECK_THAT(told, Catch::Matchers::StartsWith("rows.csv:2: error: 2e+09 tickets an hour"));
  CHECK(std::count(told.begin(), told.end(), '\n') <= 1);
  for (const char* factors : {"demand.access.season={jan: 200%}", "demand.access.growth=100%/month",
                              "surges=[{name: s, factor: 2, half_life: 2h}]"}) {
    INFO(factors);
    CHECK_THAT(problems_with(factors),
               ContainsSubstring("tickets an hour (at most 100000 an hour and stream)"));
  }
}

TEST_CASE("SLA clocks") {
  check_all({
      {"sla: {resolution: {target: {P2: 2d}}}\n",
       "2d is 24 hours a day on the calendar 'office' (`d` and `w` are only for SLAs that run around the clock); write `2bd` for business days, or hours of that calendar"},
      {"sla: {resolution: {target: {P2: 1w}}}\n", "write `5bd` for business days"},
      {"sla: {resolution: {target: {P3: 2h}}}\n", "unknown priority 'P3'"},
      {"sla: {resolution: {target: {P2: 0h}}}\n", "a target of no time"},
      {"sla: {resolution: {calendar: {P1: alwys}}}\n",
       "unknown calendar 'alwys'; did you mean 'always'?"},
      {"sla: {resolution: {calendar: {P1: 24x7}}}\n", "write `always: 24x7` under `calendars`"},
      {"sla: {response: {stop: acknowledged}}\n", "`sla.response.target` is missing"},
      {"sla: {resolution: {penalty_per_breach: {P3: 500}}}\n", "unknown priority 'P3'"},
      {"sla: {resolution: {stop: closed}}\n", "'closed' is not known here"},
      {"sla: {other: {calendar: office, target: {P1: 1h, default: 3d}}}\n", "3d is 24 hours a day"},
  });
  check_none({"sla: {resolution: {target: {P1: 2d}}}\n", "sla: {other: {target: 2d}}\n",
              "sla: {other: {calendar: {P1: office}, target: {P1: 1h, default: 3d}}}\n"});
}

TEST_CASE("the FCR window, the experiment and targets") {
  check_all({
      {"fcr_window: {length: 1h, calendar: offic}\n", "unknown calendar 'offic'"},
      {"experiment: {replications: -1}\n", "-1 is out of range (allowed: 1 to 1000000)"},
      {"experiment: {replications: 99999999999999999999}\n", "(allowed: 1 to 1000000)"},
      {"experiment: {replications: 1e3}\n",
       "not a whole number (digits only, without a unit); write 1000"},
      {"experiment: {confidence: 150}\n", "a share is written with its %); allowed: 50% to 99.99%"},
      {"experiment: {replications: 0}\n", "0 is out of range (allowed: 1 to 1000000)"},
      {"experiment: {confidence: 100%}\n", "out of range (allowed: 50% to 99.99%)"},
      {"targets: [{kpi: fcr, is: \">= 65%\", where: {teir: L1}}]\n",
       "unknown label 'teir'; did you mean 'tier'?"},
      {"targets: [{kpi: fcr, is: \">= 65%\", where: {nothing: L1}}]\n",
       "unknown label 'nothing'; the labels are: priority, type"},
      {"targets: [{kpi: fcr, is: \">= 65%\", where: {tier: L3}}]\n", "unknown tier 'L3'"},
      {"targets: [{kpi: on_time, is: \">= 65%\", where: {sla: respons}}]\n",
       "unknown SLA 'respons'"},
      {"targets: [{kpi: fcr, is: \"= 65%\"}]\n", "is not a bound"},
  });
}
