// load_scenario: extends and --set, merges by name, deletion.

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;
using namespace tiersim::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

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
                          "sla.resolution.target={}", "demand.access.channels={}", "horizon={}"}) {
    INFO(set);
    CHECK_THAT(problems(two_tiers(), {set}),
               ContainsSubstring("without entries changes nothing here") &&
                   ContainsSubstring("write `null` to delete all of it"));
  }
  CHECK_THAT(
      problems_overlaid("horizon: {}\n"),
      ContainsSubstring("plan.yaml:2:10: error: a map without entries changes nothing here"));
  CHECK(problems_overlaid("costs: {}\nchannels: {phone: {}}\n").empty());  // says nothing new
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
