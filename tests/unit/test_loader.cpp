// load_scenario: whole files, shapes, places of errors.

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;
using namespace tiersim::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

TEST_CASE("a small desk loads") {
  const LoadedScenario loaded = load(small_desk());
  const Scenario& scenario = loaded.scenario;
  CHECK(scenario.horizon.length.days == 28);
  CHECK(scenario.tiers.front().name == "L1");
  CHECK(scenario.staff.find("desk")->heads == 3U);
  CHECK(scenario.staff.find("desk")->tiers == std::vector<std::string>{"L1"});
  CHECK(loaded.files == std::vector<std::string>{"desk.yaml"});
  CHECK(loaded.places.find("staff.desk.heads") == Place{"desk.yaml", 5, 33});
  CHECK(loaded.places.find("staff.desk") == Place{"desk.yaml", 5, 9});
  CHECK(loaded.places.find("staff.desk.shift") == Place{"desk.yaml", 5, 9});
}

TEST_CASE("all problems are told at once, in the order of the file") {
  CHECK(problems("horizon: {start: 2026-01-32, length: 4w}\n"
                 "tiers: [{name: L1, queue: by_prioritty}]\n"
                 "ticket_types: {access: {handle_time: {L1: 8}}}\n"
                 "demand: {access: {type: acess, volume: 80/bd}}\n"
                 "staff: {desk: {tier: L1, heds: 3}}\n") ==
        "desk.yaml:1:18: error: '2026-01-32' is not in the calendar (dates are year-month-day, and "
        "the month must have that day)\n"
        "desk.yaml:2:27: error: 'by_prioritty' is not known here; did you mean 'by_priority'?\n"
        "desk.yaml:3:43: error: '8' has no unit (a length of time here is in h, m, s or ms); write "
        "`8m` for minutes or `8h` for hours\n"
        "desk.yaml:4:25: error: unknown ticket type 'acess'; did you mean 'access'?\n"
        "desk.yaml:5:26: error: unknown key 'heds'; did you mean 'heads'?");
}

TEST_CASE("required keys are missed at the nearest place that was written") {
  CHECK(
      problems("name: x\n") ==
      "desk.yaml: error: `horizon` is missing (what stretch of time is simulated)\n"
      "desk.yaml: error: `ticket_types` is missing (by name: what tickets are about, and the work "
      "in them)\n"
      "desk.yaml: error: `demand` is missing (streams of tickets by name)\n"
      "desk.yaml: error: `tiers` is missing (in the order of escalation)\n"
      "desk.yaml: error: `staff` is missing (groups of people by name)");
  CHECK_THAT(problems(small_desk("straight:\n  - {type: access}\n")),
             StartsWith("desk.yaml:7:5: error: `straight.0.to` is missing"));
}

TEST_CASE("a value of another shape than wanted") {
  CHECK_THAT(problems(small_desk("costs: 5\n")),
             StartsWith("desk.yaml:6:8: error: `costs` cannot be a single value (wanted: map)"));
  CHECK_THAT(problems(small_desk("priorities: P1\n")),
             ContainsSubstring("`priorities` cannot be a single value (wanted: list of text)"));
  CHECK_THAT(problems(small_desk("name: [x]\n")), ContainsSubstring("`name` cannot be a list"));
  CHECK_THAT(problems("[]\n"), ContainsSubstring("this is not a scenario"));
  CHECK_THAT(problems("just text\n"), ContainsSubstring("this is not a scenario"));
}

TEST_CASE("a suggestion is near to what was written") {
  CHECK_THAT(problems(small_desk(), {"staff.desk.tiers=L1"}), ContainsSubstring("write `[L1]`"));
  CHECK_THAT(problems(small_desk(), {"staff=[{name: desk, heads: 3}]"}),
             ContainsSubstring("write each under its name, as in `desk: {...}`"));
  CHECK_THAT(problems(small_desk(), {"straight={type: access, to: L1}"}),
             ContainsSubstring("put it in brackets"));
  CHECK_THAT(problems(small_desk(), {"tiers=[L1]"}), ContainsSubstring("write `{name: L1}`"));
  CHECK_THAT(problems(small_desk(), {"ticket_types.access.handle_time=8m"}),
             ContainsSubstring("write for example `{L1: 8m}`"));
  CHECK_THAT(problems(small_desk(), {"horizon=4w"}),
             ContainsSubstring("write for example `{start: ..., length: ...}`"));
  CHECK_THAT(problems(small_desk("calendars: {office: {mon-fri: \"09:00-17:00\"}}\n")),
             ContainsSubstring("write `weekly: {mon-fri: \"09:00-17:00\"}`"));
  CHECK_THAT(problems(small_desk("calendars: {office: {mon-fri: 9}}\n")), !ContainsSubstring("\n"));
  CHECK_THAT(problems(small_desk("teams: {}\n")), ContainsSubstring("did you mean 'staff'?"));
  CHECK_THAT(problems(small_desk("zzzzzzzz: {}\n")), ContainsSubstring("`tiersim reference`"));
}

TEST_CASE("a key in the wrong place is told where it stands") {
  CHECK_THAT(problems(small_desk("holidays: [2026-12-25]\n")),
             ContainsSubstring("`holidays` stands in `calendars.NAME` or in `shifts.NAME`"));
  CHECK_THAT(problems(small_desk(), {"staff.desk.overhead=12%"}),
             ContainsSubstring("`overhead` stands in `costs`"));
  CHECK_THAT(problems(small_desk(), {"staff.desk={fte: 3}"}),
             ContainsSubstring("did you mean 'heads'?"));
  CHECK_THAT(problems(small_desk(), {"staff.desk={cost_per_hour: 26,50}"}),
             ContainsSubstring("a comma inside braces parts entries"));
  CHECK_THAT(problems(small_desk(), {"staff.desk.heads=6.5"}), ContainsSubstring("write 6 or 7"));
  CHECK_THAT(problems(small_desk("channels: [phone, email]\n")),
             ContainsSubstring("write each as a key, as in `phone: {...}`"));
}

TEST_CASE("control characters are not taken where they would be shown") {
  for (const char* set : {"name=\"a\\e[31m\"", "currency=\"\\a\"", "priorities=[\"P\\t1\"]",
                          "staff.desk.skills={\"a\\x9b\": 1}", "name=\"a\\nb\""}) {
    const std::string found = problems(small_desk(), {set});
    INFO(found);
    CHECK_THAT(found, ContainsSubstring("control characters"));
    CHECK(found.find('\n') == std::string::npos);
  }
}

TEST_CASE("keys of later versions are unknown") {
  CHECK_THAT(problems(small_desk("outages: []\n")),
             ContainsSubstring("desk.yaml:6:1: error: unknown key"));
  CHECK_THAT(problems(small_desk("routing: swarming\n")), ContainsSubstring("swarming"));
  CHECK_THAT(problems(small_desk("routing: {P1: L2}\n")), ContainsSubstring("unknown key"));
  CHECK(problems(small_desk("routing: first_tier\n")).empty());
  CHECK_THAT(problems(small_desk("schema_version: 2\n")), ContainsSubstring("allowed: 1 to 1"));
}

TEST_CASE("calendars: 24x7, hours by days, merged by day") {
  const Scenario scenario = load(two_tiers()).scenario;
  CHECK(scenario.calendars.find("always")->weekly.is_always());
  CHECK(scenario.calendars.find("office")->weekly.open_days() == 5);
  const Scenario saturday =
      overlaid("calendars: {office: {weekly: {sat: \"09:00-12:00\", fri: null}}}\n").scenario;
  CHECK(saturday.calendars.find("office")->weekly.days[5].size() == 1);
  CHECK(saturday.calendars.find("office")->weekly.days[4].empty());
  CHECK(saturday.calendars.find("office")->holidays.size() == 1);
  const Scenario changed =
      overlaid("calendars: {always: {weekly: {mon-fri: \"09:00-17:00\"}}}\n").scenario;
  CHECK(changed.calendars.find("always")->weekly.open_days() == 5);
  CHECK_THAT(
      problems_overlaid(
          "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\", fri: \"08:00-12:00\"}}}\n"),
      ContainsSubstring("fri is written twice"));
  CHECK_THAT(problems_overlaid("calendars: {office: {weekly: \"08:00-18:00\"}}\n"),
             ContainsSubstring("write `{mon-fri: \"08:00-18:00\"}`"));
}

TEST_CASE("skills: speeds, speeds with chances, or a list") {
  const auto skills = [](const std::string& written) {
    return overlaid("staff: {engineers: {skills: " + written + "}}\n")
        .scenario.staff.find("engineers")
        ->skills;
  };
  CHECK(skills("{identity: 80%}").find("identity")->speed == 0.8);
  CHECK(skills("{identity: {speed: 0.6, solve: 0.9}}").find("identity")->solve == 0.9);
  CHECK(skills("[identity, product]").find("product")->speed == 1);
}

TEST_CASE("shrinkage: one share, or parts that replace it") {
  CHECK(overlaid("staff: {desk: {shrinkage: 30%}}\n")
            .scenario.staff.find("desk")
            ->shrinkage.unnamed == 0.3);
  const MapFiles files{{"base.yaml", two_tiers()},
                       {"plan.yaml", "extends: base.yaml\nstaff: {desk: {shrinkage: 30%}}\n"}};
  const Shrinkage parts =
      load_scenario(files, "plan.yaml", std::vector<std::string>{"staff.desk.shrinkage.leave=9%"})
          .scenario.staff.find("desk")
          ->shrinkage;
  CHECK(parts.total() == 0.09);
}

TEST_CASE("tier and tiers are one, the last wins") {
  CHECK(overlaid("staff: {desk: {tiers: [L2, L1]}}\n").scenario.staff.find("desk")->tiers.size() ==
        2);
  CHECK_THAT(problems_overlaid("staff: {desk: {tier: L1, tiers: [L1]}}\n"),
             ContainsSubstring("both `tier` and `tiers`"));
}

TEST_CASE("an SLA by priority, or one for all") {
  const Sla one = *overlaid("sla: {response: {stop: acknowledged, target: 1h}}\n")
                       .scenario.sla.find("response");
  CHECK(one.target.otherwise->fixed == one_hour);
  const Sla merged =
      *overlaid("sla: {resolution: {target: {P1: 2h}}}\n").scenario.sla.find("resolution");
  CHECK(merged.target.find("P1")->fixed == 2 * one_hour);
  CHECK(merged.target.find("P2")->business_days == 2);
  const Sla bare = *overlaid("sla: {resolution: {target: 8h}}\n").scenario.sla.find("resolution");
  CHECK(bare.target.by_name.empty());
}

TEST_CASE("profiles: hours, weights by day, 168 weights, 7 lists, a file") {
  const auto profile = [](const std::string& written) {
    return overlaid("demand: {access: {profile: " + written + "}}\n")
        .scenario.demand.find("access")
        ->profile.weights;
  };
  const std::vector<double> hours = profile("{mon-fri: \"08:30-18:00\", sat: \"22:00-02:00\"}");
  REQUIRE(hours.size() == 168);
  CHECK(hours[7] == 0);
  CHECK(hours[8] == 0.5);
  CHECK(hours[17] == 1);
  CHECK(hours[18] == 0);
  CHECK(hours[5 * 24 + 22] == 1);
  CHECK(hours[6 * 24 + 1] == 1);
  CHECK(hours[6 * 24 + 2] == 0);
  std::string day = "[";
  for (int hour = 0; hour < 24; ++hour) day += std::to_string(hour) + (hour < 23 ? ", " : "]");
  CHECK(profile("{mon: " + day + "}")[23] == 23);
  std::string week = "[";
  for (int i = 0; i < 7; ++i) week += day + (i < 6 ? ", " : "]");
  CHECK(profile(week)[24 + 5] == 5);
  CHECK_THAT(problems_overlaid("demand: {access: {profile: [1, 2]}}\n"),
             ContainsSubstring("168 weights"));
  CHECK_THAT(problems_overlaid("demand: {access: {profile: {mon: [1]}}}\n"),
             ContainsSubstring("a day has 24"));
  CHECK_THAT(problems_overlaid("demand: {access: {profile: {}}}\n"),
             ContainsSubstring("no weight at all"));
  CHECK_THAT(problems_overlaid("demand: {access: {profile: none.csv}}\n"),
             ContainsSubstring("plan.yaml:2:28: error: cannot read 'none.csv'"));
}

TEST_CASE("targets: a bound with its comparison and unit") {
  const Scenario scenario =
      overlaid("targets: [{kpi: mttr, stat: p90, where: {priority: P1}, is: \"<= 8h\"}]\n")
          .scenario;
  REQUIRE(scenario.targets.size() == 1);
  CHECK(scenario.targets[0].bound == 8 * 3'600'000.0);
  CHECK(scenario.targets[0].bound_unit == BoundUnit::duration);
  CHECK(scenario.targets[0].written == "<= 8h");
  CHECK_THAT(problems_overlaid("targets: [{kpi: mttr}]\n"),
             ContainsSubstring("`targets.0.is` is missing"));
}

TEST_CASE("short forms: fcr_window, daily variation, forecast") {
  CHECK(overlaid("fcr_window: 2h\n").scenario.fcr_window.length == 2 * one_hour);
  CHECK(overlaid("fcr_window: {length: 30m, calendar: office}\n").scenario.fcr_window.calendar ==
        "office");
  CHECK(overlaid("daily_variation: {cv: 0.15}\n").scenario.daily_variation_cv == 0.15);
  CHECK_THAT(problems_overlaid("demand: {f: {forecast: none.csv}}\n"),
             ContainsSubstring("cannot read 'none.csv'"));
}

TEST_CASE("surges by name") {
  const std::string base =
      "surges: [{name: release, every: 2w, on: tue, factor: 1.6, half_life: 8h}]\n";
  const Scenario scenario = load(small_desk(base), {"surges.release.factor=2"}).scenario;
  CHECK(scenario.surges[0].factor == 2);
  CHECK(scenario.surges[0].weekday == 1U);
  CHECK(scenario.surges[0].every->days == 14);
}

TEST_CASE("the hash is that of what is meant, not of how it is written") {
  const std::uint64_t hash = load(small_desk()).hash;
  CHECK(load(small_desk("seed: 1\n# nothing new\n")).hash == hash);
  CHECK(load(small_desk(), {"horizon.length=28d"}).hash == hash);
  CHECK(load(small_desk(), {"seed=2"}).hash != hash);
}
