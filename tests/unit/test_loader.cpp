// load_scenario: overlays, deletion, merges, places of errors.

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
  CHECK_THAT(problems(small_desk("routing: swarming\n")),
             ContainsSubstring("`routing` can only be `first_tier` so far"));
  CHECK_THAT(problems(small_desk("routing: {P1: L2}\n")),
             ContainsSubstring("`routing` is one word") &&
                 ContainsSubstring("rules of straight entry go under `straight`"));
  CHECK(problems(small_desk("routing: first_tier\n")).empty());
  CHECK_THAT(problems(small_desk("schema_version: 2\n")), ContainsSubstring("allowed: 1 to 1"));
}

// ---- Overlays

TEST_CASE("overlay by --set replaces a value, and is the place of its problems") {
  CHECK(load(small_desk(), {"staff.desk.heads=14"}).scenario.staff.find("desk")->heads == 14U);
  CHECK(problems(small_desk(), {"staff.desk.heads=many"}) ==
        "--set staff.desk.heads=many: error: 'many' is not a whole number (digits only, without a "
        "unit)");
  CHECK(load(small_desk(), {"seed=7"}).places.find("seed") == Place{"--set seed=7", 0, 0});
}

TEST_CASE("of several --set the last wins") {
  const std::vector<std::string> sets = {"staff.desk.heads=14", "staff.desk.heads=15"};
  CHECK(load(small_desk(), sets).scenario.staff.find("desk")->heads == 15U);
}

TEST_CASE("a --set to a name that is not there is an error with a suggestion") {
  CHECK_THAT(problems(two_tiers(), {"staff.enginers.heads=4"}),
             ContainsSubstring("there is no 'enginers' here; did you mean 'engineers'?"));
  CHECK_THAT(problems(small_desk(), {"stafff.desk.heads=4"}),
             ContainsSubstring("did you mean 'staff'?"));
  CHECK_THAT(problems(small_desk(), {"staff.desk.haeds=4"}),
             ContainsSubstring("did you mean 'heads'?"));
  CHECK_THAT(problems(small_desk(), {"tiers.L2.queue=by_priority"}),
             ContainsSubstring("there is no 'L2'"));
  CHECK_THAT(problems(two_tiers(), {"staff.x.heads=1"}),
             ContainsSubstring("the names here are: desk, engineers; to add it, set all of it: "
                               "`staff.x={...}`"));
}

TEST_CASE("a --set may add an entry as a whole") {
  const Scenario scenario = load(small_desk(), {"staff.night={tier: L1, heads: 2}"}).scenario;
  CHECK(scenario.staff.find("night")->heads == 2U);
  CHECK(load(two_tiers(), {"ticket_types.access.resolves.L1=80%"})
            .scenario.ticket_types.find("access")
            ->resolves.find("L1") != nullptr);
}

TEST_CASE("entries of plain lists are not set one by one") {
  CHECK_THAT(
      problems(small_desk("priorities: [P1]\n"), {"priorities.0=P2"}),
      ContainsSubstring("'0' cannot be set by itself (`priorities` is replaced as a whole); write "
                        "`priorities=...`"));
}

TEST_CASE("numbers of entries are told to be no addresses") {
  CHECK(problems(two_tiers(), {"tiers.0.queue=by_priority"}) ==
        "--set tiers.0.queue=by_priority: error: there is no '0' here (entries go by their names, "
        "not by numbers); the names here are: L1, L2");
  CHECK_THAT(problems(two_tiers(), {"tiers[0].queue=by_priority"}),
             ContainsSubstring("entries of lists have no numbers; write `tiers.L1`"));
}

TEST_CASE("nothing on top of entries that merge is no way to delete them") {
  for (const char* set : {"demand={}", "tiers=[]", "staff.desk={}", "calendars.office.weekly={}",
                          "sla.resolution.target={}", "demand.access.channels={}"}) {
    INFO(set);
    CHECK_THAT(problems(two_tiers(), {set}),
               ContainsSubstring("without entries changes nothing here") &&
                   ContainsSubstring("write `null` to delete all of it"));
  }
  CHECK(load(two_tiers(), {"demand.access.channels=null"})
            .scenario.demand.find("access")
            ->channels.empty());
  CHECK(load(two_tiers(), {"channels.chat={}"}).scenario.channels.contains("chat"));
  CHECK(load(two_tiers(), {"targets=[]"}).scenario.targets.empty());
}

TEST_CASE("tiers and surges are addressed by name") {
  const Scenario scenario = load(two_tiers(), {"tiers.L1.escalation_time=5m"}).scenario;
  CHECK(scenario.tiers.size() == 2);
  CHECK(scenario.tiers[0].escalation_time->mean == 5 * one_minute);
}

TEST_CASE("a file extends another, found beside it") {
  const MapFiles files{{"plans/base.yaml", two_tiers()},
                       {"plans/more/plan.yaml", "extends: ../base.yaml\n"
                                                "name: more people\n"
                                                "staff: {desk: {heads: 9}}\n"}};
  const LoadedScenario loaded = load_scenario(files, "plans/more/plan.yaml", {});
  CHECK(loaded.files == std::vector<std::string>{"plans/base.yaml", "plans/more/plan.yaml"});
  CHECK(loaded.scenario.name == "more people");
  CHECK(loaded.scenario.staff.find("desk")->heads == 9U);
  CHECK(loaded.scenario.staff.find("desk")->cost_per_hour == 26);
  CHECK(loaded.places.find("staff.desk.heads").file == "plans/more/plan.yaml");
  CHECK(loaded.places.find("staff.desk.tier").file == "plans/base.yaml");
}

namespace {

/// The two tiers with an overlay file on top.
LoadedScenario overlaid(const std::string& overlay) {
  const MapFiles files{{"base.yaml", two_tiers()}, {"plan.yaml", "extends: base.yaml\n" + overlay}};
  return load_scenario(files, "plan.yaml", {});
}

std::string problems_overlaid(const std::string& overlay) {
  const MapFiles files{{"base.yaml", two_tiers()}, {"plan.yaml", "extends: base.yaml\n" + overlay}};
  return problems(files, "plan.yaml");
}

}  // namespace

TEST_CASE("maps merge by name: base order, new ones last") {
  const Scenario scenario =
      overlaid("staff: {night: {tier: L1, heads: 2}, engineers: {heads: 4}}\n").scenario;
  std::vector<std::string> names;
  for (const auto& group : scenario.staff) names.push_back(group.first);
  CHECK(names == std::vector<std::string>{"desk", "engineers", "night"});
  CHECK(scenario.staff.find("engineers")->heads == 4U);
}

TEST_CASE("an incomplete entry under a name like another's is told as one misspelt name") {
  CHECK(problems_overlaid("staff: {enginers: {heads: 3, holds: []}}\n") ==
        "plan.yaml:2:9: error: there is no 'enginers' under `staff` (and as a new entry it is not "
        "complete: 'enginers' serves no tier); did you mean 'engineers'?");
  for (const char* overlay :
       {"ticket_types: {acces: {skill: identity}}\n", "demand: {acces: {growth: 2%/month}}\n",
        "sla: {resoluton: {calendar: office}}\n", "calendars: {ofice: {holidays: []}}\n"}) {
    const std::string found = problems_overlaid(overlay);
    INFO(found);
    CHECK_THAT(found, ContainsSubstring("; did you mean '"));
    CHECK(found.find('\n') == std::string::npos);
  }
  CHECK_THAT(problems(two_tiers(), {"staff.enginers={heads: 3}"}),
             ContainsSubstring("did you mean 'engineers'?"));
  CHECK(problems_overlaid("staff: {engineers2: {tier: L2, heads: 1}}\n").empty());
  CHECK_THAT(problems_overlaid("staff: {engineers2: {tier: L2, heads: 1, shift: lat}}\n"),
             ContainsSubstring("unknown shift 'lat'"));
}

TEST_CASE("tiers merge by name, written as a list or as a map") {
  const Scenario list =
      overlaid("tiers: [{name: L2, queue: by_priority}, {name: L3}]\n"
               "ticket_types: {access: {handle_time: {L3: 1h}, resolves: {L2: 50%}}}\n"
               "staff: {developers: {tier: L3, heads: 1}}\n")
          .scenario;
  REQUIRE(list.tiers.size() == 3);
  CHECK(list.tiers[0].name == "L1");
  CHECK(list.tiers[0].escalation_time.has_value());
  CHECK(list.tiers[1].queue == QueueOrder::by_priority);
  CHECK(list.tiers[2].name == "L3");
  CHECK(overlaid("tiers: {L2: {queue: by_priority}}\n").scenario.tiers[1].queue ==
        QueueOrder::by_priority);
}

TEST_CASE("a tier of a list has a name, used once") {
  CHECK_THAT(problems_overlaid("tiers: [{queue: by_priority}]\n"),
             ContainsSubstring("a `name` is missing"));
  CHECK_THAT(problems_overlaid("tiers: [{name: L1}, {name: L1}]\n"),
             ContainsSubstring("duplicate name 'L1'"));
}

TEST_CASE("a tier cannot be given another name") {
  CHECK_THAT(problems(two_tiers(), {"tiers.L1.name=First"}),
             ContainsSubstring("'L1' cannot be given another name"));
}

TEST_CASE("plain lists and scalars replace") {
  const Scenario scenario = overlaid("calendars: {office: {holidays: [2026-12-25]}}\n").scenario;
  CHECK(scenario.calendars.find("office")->holidays.size() == 1);
  CHECK(overlaid("ticket_types: {access: {handle_time: {L1: 9m}}}\n")
            .scenario.ticket_types.find("access")
            ->handle_time.find("L1")
            ->time.cv == std::nullopt);
}

TEST_CASE("null deletes an entry, and takes a key back to its default") {
  const Scenario scenario = overlaid("staff: {engineers: {shift: null}, desk: {cost_per_hour: ~}}\n"
                                     "tiers: {L1: {escalation_time: null}}\n")
                                .scenario;
  CHECK_FALSE(scenario.staff.find("engineers")->shift.has_value());
  CHECK_FALSE(scenario.staff.find("desk")->cost_per_hour.has_value());
  CHECK_FALSE(scenario.tiers[0].escalation_time.has_value());
  const Scenario fewer =
      overlaid("demand: {access: {channels: {email: null, phone: 100%}}}\n").scenario;
  CHECK(fewer.demand.find("access")->channels.size() == 1);
  const Scenario no_l2 = overlaid("tiers: {L2: null}\n"
                                  "staff: {engineers: null}\n"
                                  "ticket_types: {access: {resolves: {L2: null, L1: 100%}, "
                                  "handle_time: {L2: null}}}\n")
                             .scenario;
  CHECK(no_l2.tiers.size() == 1);
}

TEST_CASE("deleting what is not there is an error") {
  CHECK_THAT(problems_overlaid("staff: {enginers: null}\n"),
             StartsWith("plan.yaml:2:9: error: there is no 'enginers' here; did you mean"));
  CHECK_THAT(problems(small_desk("channels: {email: }\n")),
             ContainsSubstring("write `{}` for an entry"));
}

TEST_CASE("a required key that null takes back is missing") {
  CHECK_THAT(problems_overlaid("horizon: {length: null}\n"),
             ContainsSubstring("`horizon.length` is missing"));
}

TEST_CASE("a later overlay may mend what an earlier one left open") {
  const MapFiles files{{"base.yaml", "horizon: {start: 2026-01-05}\n"
                                     "tiers: [{name: L1}]\n"
                                     "ticket_types: {access: {handle_time: {L1: 8m}}}\n"},
                       {"plan.yaml", "extends: base.yaml\n"
                                     "demand: {access: {type: access, volume: 80/bd}}\n"
                                     "staff: {desk: {tier: L1}}\n"}};
  CHECK(problems(files, "plan.yaml", {"horizon.length=4w", "staff.desk.heads=3"}).empty());
}

TEST_CASE("files that cannot be read, or extend each other in a circle") {
  CHECK(problems(MapFiles{}, "none.yaml") ==
        "none.yaml: error: cannot read 'none.yaml' (no such file)");
  CHECK(problems(MapFiles{{"a.yaml", "name: a\nextends: b.yaml\n"}}, "a.yaml") ==
        "a.yaml:2:10: error: cannot read 'b.yaml' (no such file)");
  const MapFiles circle{{"a.yaml", "extends: b.yaml\n"}, {"b.yaml", "extends: ./a.yaml\n"}};
  CHECK_THAT(problems(circle, "a.yaml"), StartsWith("b.yaml:1:10: error: 'a.yaml' extends itself"));
  MapFiles chain;
  for (int i = 0; i < 20; ++i) {
    chain.put("f" + std::to_string(i) + ".yaml", "extends: f" + std::to_string(i + 1) + ".yaml\n");
  }
  CHECK_THAT(problems(chain, "f0.yaml"), ContainsSubstring("at most 16"));
  CHECK_THAT(problems("extends: [a]\n"), ContainsSubstring("`extends` names no file"));
}

TEST_CASE("checks of a higher layer are told with the loader's, in the order of the file") {
  const MoreChecks more = [](const Scenario&, const Places& places,
                             std::vector<Problem>& problems) {
    problems.push_back({places.find("horizon"), "not this year", "", ""});
  };
  const MapFiles files{{"desk.yaml", small_desk("sed: 1\n")}};
  try {
    (void)load_scenario(files, "desk.yaml", {}, more);
    FAIL("it was taken");
  } catch (const BadInput& input) {
    REQUIRE(input.problems().size() == 2);
    CHECK(input.problems()[0].what == "not this year");
    CHECK(input.problems()[1].what == "unknown key 'sed'");
  }
}

// ---- Distributions and handle times

namespace {

Distribution time_of(const std::string& written, const std::vector<std::string>& sets = {}) {
  const std::string text = "horizon: {start: 2026-01-05, length: 4w}\n"
                           "tiers: [{name: L1}]\nchannels: {phone: {}}\n"
                           "demand: {access: {type: access, volume: 80/bd}}\n"
                           "staff: {desk: {tier: L1, heads: 3}}\n"
                           "ticket_types: {access: {handle_time: {L1: " +
                           written + "}}}\n";
  return load(text, sets).scenario.ticket_types.find("access")->handle_time.find("L1")->time;
}

}  // namespace

TEST_CASE("a bare handle time is a lognormal mean") {
  CHECK(time_of("8m").kind == DistributionKind::lognormal);
  CHECK(time_of("8m").mean == 8 * one_minute);
  CHECK_FALSE(time_of("8m").cv.has_value());
  CHECK(time_of("{mean: 8m, cv: 0.8}").cv == 0.8);
  CHECK(time_of("{mean: 8m, cv: 0.8}") == time_of("{lognormal: {mean: 8m, cv: 0.8}}"));
}

TEST_CASE("handle times of each kind") {
  CHECK(time_of("{exponential: {mean: 8m}}").kind == DistributionKind::exponential);
  CHECK(time_of("{gamma: {mean: 8m, cv: 1}}").cv == 1);
  CHECK(time_of("{erlang: {mean: 8m, phases: 3}}").shape == 3);
  CHECK(time_of("{weibull: {mean: 8m, shape: 1.3}}").shape == 1.3);
  CHECK(time_of("{uniform: {low: 5m, high: 9m}}").high == 9 * one_minute);
  CHECK(time_of("{triangular: {low: 5m, mode: 6m, high: 9m}}").mode == 6 * one_minute);
  CHECK(time_of("{deterministic: 8m}").mean == 8 * one_minute);
  CHECK(time_of("{empirical: [5m, 8m, 12m]}").values.size() == 3);
  const Distribution mixture =
      time_of("{mixture: [{weight: 70%, of: {exponential: {mean: 5m}}}, {weight: 30%, of: 20m}]}");
  REQUIRE(mixture.parts.size() == 2);
  CHECK(mixture.parts[0].weight == 0.7);
  CHECK(mixture.parts[1].of.kind == DistributionKind::deterministic);
}

TEST_CASE("a distribution of the same kind merges, of another kind replaces") {
  const std::string path = "ticket_types.access.handle_time.L1";
  CHECK(time_of("{mean: 8m, cv: 0.5}", {path + ".mean=10m"}) == time_of("{mean: 10m, cv: 0.5}"));
  CHECK(time_of("{mean: 8m, cv: 0.5}", {path + ".lognormal.cv=2"}) == time_of("{mean: 8m, cv: 2}"));
  CHECK(time_of("{exponential: {mean: 8m}}", {path + ".mean=10m"}) ==
        time_of("{exponential: {mean: 10m}}"));
  CHECK(time_of("{weibull: {mean: 8m, shape: 2}}", {path + ".shape=3"}) ==
        time_of("{weibull: {mean: 8m, shape: 3}}"));
  CHECK(time_of("{mean: 8m, cv: 0.5}", {path + "={exponential: {mean: 6m}}"}) ==
        time_of("{exponential: {mean: 6m}}"));
  CHECK(time_of("{exponential: {mean: 8m}}", {path + "={mean: 6m, cv: 1}"}) ==
        time_of("{mean: 6m, cv: 1}"));
  CHECK(time_of("{exponential: {mean: 8m}}", {path + "=6m"}) == time_of("6m"));
}

TEST_CASE("a distribution that changes its kind needs all its parameters") {
  const std::string path = "ticket_types.access.handle_time.L1";
  CHECK_THAT(problems(small_desk(), {path + ".gamma.cv=1"}),
             ContainsSubstring("the `mean` is missing (a distribution of kind `gamma` needs it)"));
  CHECK_THAT(problems(small_desk(), {path + "={cv: 1, gamma: {mean: 1m}}"}),
             ContainsSubstring("`gamma` stands beside other keys"));
  CHECK_THAT(problems(small_desk(), {path + "={gama: {mean: 1m}}"}),
             ContainsSubstring("did you mean 'gamma'?"));
}

TEST_CASE("handle time by channel") {
  const std::string text = "horizon: {start: 2026-01-05, length: 4w}\n"
                           "tiers: [{name: L1}]\nchannels: {phone: {}, email: {}}\n"
                           "demand: {access: {type: access, volume: 80/bd}}\n"
                           "staff: {desk: {tier: L1, heads: 3}}\n";
  const auto handle_time = [&](const std::string& written) {
    return *load(text + "ticket_types: {access: {handle_time: {L1: " + written + "}}}\n")
                .scenario.ticket_types.find("access")
                ->handle_time.find("L1");
  };
  for (const char* written :
       {"{mean: 8m, by_channel: {phone: 9m, email: {exponential: {mean: 6m}}}}",
        "{default: {mean: 8m}, by_channel: {phone: 9m, email: {exponential: "
        "{mean: 6m}}}}"}) {
    const HandleTime time = handle_time(written);
    CHECK(time.time.mean == 8 * one_minute);
    CHECK(time.by_channel.find("phone")->kind == DistributionKind::lognormal);
    CHECK(time.by_channel.find("email")->kind == DistributionKind::exponential);
  }
}

TEST_CASE("a bare time that is no handle time is always the same") {
  CHECK(load(two_tiers()).scenario.tiers[0].escalation_time->kind ==
        DistributionKind::deterministic);
}

// ---- Other shapes

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
  CHECK(bare.target.by_priority.empty());
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
