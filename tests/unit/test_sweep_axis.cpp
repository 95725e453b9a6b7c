// What `--vary PATH=RANGE` means.

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tiersim/sweep.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;
using Texts = std::vector<std::string>;

namespace {

LoadedScenario load_two_tiers(const Texts& sets) { return test::load(test::two_tiers(), sets); }

SweepAxis axis_of(const std::string& written) {
  return sweep_axis(written, "--vary", load_two_tiers({}).scenario, load_two_tiers);
}

Texts sets_of(const SweepAxis& axis, std::size_t which = 0) {
  Texts sets;
  for (const Texts& own : axis.sets) sets.push_back(own.at(which));
  return sets;
}

std::string problem_of(const std::string& written) {
  try {
    (void)axis_of(written);
  } catch (const BadInput& input) {
    return input.what();
  }
  return "";
}

}  // namespace

TEST_CASE("ranges of whole numbers step by 1 or as they say, also downwards") {
  CHECK(axis_of("staff.desk.heads=3..6").labels == Texts{"3", "4", "5", "6"});
  CHECK(axis_of("staff.desk.heads=8..13:2").labels == Texts{"8", "10", "12"});
  CHECK(axis_of("staff.desk.heads=6..4").labels == Texts{"6", "5", "4"});
  CHECK(axis_of("staff.desk.heads=8,10, 12").labels == Texts{"8", "10", "12"});
  CHECK(sets_of(axis_of("staff.desk.heads=3..4")) ==
        Texts{"staff.desk.heads=3", "staff.desk.heads=4"});
}

TEST_CASE("units are kept, and mixed ones become lengths of time") {
  CHECK(axis_of("a.b=30m..60m:10m").labels == Texts{"30m", "40m", "50m", "60m"});
  CHECK(axis_of("a.b=30m..1h30m:30m").labels == Texts{"30m", "1h", "1h30m"});
  CHECK(axis_of("a.b=5%..15%:5%").labels == Texts{"5%", "10%", "15%"});
  CHECK(axis_of("a.b=70/bd..90/bd:10").labels == Texts{"70/bd", "80/bd", "90/bd"});
  CHECK(axis_of("a.b=0.1..0.5:0.1").labels == Texts{"0.1", "0.2", "0.3", "0.4", "0.5"});
}

TEST_CASE("factors are of what the base has, rounded where only whole numbers can be") {
  const SweepAxis volume = axis_of("demand.access.volume=x0.9..x1.1:0.1");
  CHECK(volume.labels == Texts{"x0.9", "x1", "x1.1"});
  CHECK(sets_of(volume) == Texts{"demand.access.volume=72/bd", "demand.access.volume=80/bd",
                                 "demand.access.volume=88/bd"});
  CHECK(sets_of(axis_of("staff.desk.heads=x0.5,x1.3")) ==
        Texts{"staff.desk.heads=3", "staff.desk.heads=7"});  // 2.5 and 6.5
  CHECK(sets_of(axis_of("staff.desk.cost_per_hour=x1.05")) ==
        Texts{"staff.desk.cost_per_hour=27.3"});
}

TEST_CASE("a factor of a distribution is one of its mean") {
  CHECK(sets_of(axis_of("ticket_types.access.handle_time.L1=x0.5")) ==
        Texts{"ticket_types.access.handle_time.L1.lognormal.mean=4m"});
  const LoadedScenario loaded =
      load_two_tiers(axis_of("ticket_types.access.handle_time.L1=x0.5").sets[0]);
  CHECK(mean_ms(loaded.scenario.ticket_types.find("access")->handle_time.find("L1")->time) ==
        Approx(240'000));
}

TEST_CASE("a star stands for every entry that has such a key") {
  const SweepAxis axis = axis_of("staff.*.heads=x2");
  REQUIRE(axis.sets.size() == 1);
  CHECK(axis.sets[0] == Texts{"staff.desk.heads=10", "staff.engineers.heads=6"});
  CHECK(axis.name == "staff.*.heads");
}

TEST_CASE("several paths can move together") {
  const SweepAxis axis = axis_of("staff.desk.heads=3..5 & staff.engineers.heads=5..3");
  CHECK(axis.labels == Texts{"3/5", "4/4", "5/3"});
  CHECK(axis.sets[2] == Texts{"staff.desk.heads=5", "staff.engineers.heads=3"});
  CHECK_THAT(problem_of("staff.desk.heads=3..5 & staff.engineers.heads=3..4"),
             ContainsSubstring("has 3 values"));
}

TEST_CASE("a range can stand inside of a longer value") {
  const SweepAxis axis = axis_of("tiers.L1.escalate=[{after: 30m..40m:10m, of: work}]");
  CHECK(axis.labels == Texts{"30m", "40m"});
  CHECK(sets_of(axis) == Texts{"tiers.L1.escalate=[{after: 30m, of: work}]",
                               "tiers.L1.escalate=[{after: 40m, of: work}]"});
}

TEST_CASE("what is no range is told, with what to write") {
  CHECK_THAT(problem_of("staff.desk.heads"), ContainsSubstring("PATH=RANGE"));
  CHECK_THAT(problem_of("staff.desk.heads=8..x"), ContainsSubstring("is no range"));
  CHECK_THAT(problem_of("staff.desk.heads=1..100000"), ContainsSubstring("at most 1000"));
  CHECK_THAT(problem_of("staff.desk.heads=8..16:0"), ContainsSubstring("not above 0"));
  CHECK_THAT(problem_of("a.b=x0.8..x1.5"), ContainsSubstring("x0.8..x1.5:0.1"));
  CHECK_THAT(problem_of("a.b=30m..60m"), ContainsSubstring("30m..60m:1m"));
  CHECK_THAT(problem_of("a.b=30m..5%:1"), ContainsSubstring("do not go together"));
  CHECK_THAT(problem_of("staff.desk.heads=8,x2"), ContainsSubstring("mixed"));
  CHECK_THAT(problem_of("staff.dsk.heads=x2"), ContainsSubstring("did you mean 'desk'?"));
  CHECK_THAT(problem_of("staff.*.hads=x2"), ContainsSubstring("did you mean 'heads'?"));
  CHECK_THAT(problem_of("staff.desk=x2"), ContainsSubstring("no single number"));
  CHECK_THAT(problem_of("seed=1..5"), ContainsSubstring("cannot be varied"));
  CHECK_THAT(problem_of("a.b=8,,9"), ContainsSubstring("a value is missing"));
}

TEST_CASE("a grid is all combinations, the last axis fastest") {
  const std::vector<SweepAxis> axes = {axis_of("staff.desk.heads=3..4"),
                                       axis_of("staff.engineers.heads=7..9")};
  const std::vector<SweepPoint> points = grid_of(axes);
  REQUIRE(points.size() == 6);
  CHECK(points[1].sets == Texts{"staff.desk.heads=3", "staff.engineers.heads=8"});
  CHECK(points[5].at == std::vector<std::size_t>{1, 2});
  const SweepAxis wide = axis_of("staff.desk.heads=1..40");
  CHECK_THROWS_AS(grid_of({wide, wide}), BadInput);
}

TEST_CASE("values that come to the same, and steps that lead nowhere, are told") {
  CHECK_THAT(problem_of("staff.desk.heads=8,10,8"), ContainsSubstring("'8' is there twice"));
  CHECK_THAT(problem_of("staff.desk.heads=x0.9..x1.1:0.05"),
             ContainsSubstring("are the same here: staff.desk.heads=5") &&
                 ContainsSubstring("rounded"));
  CHECK_THAT(problem_of("a.b=30m..60m:1h"), ContainsSubstring("longer than the range") &&
                                                ContainsSubstring("30m' would be the only value") &&
                                                ContainsSubstring("`30m,60m`"));
  CHECK(axis_of("a.b=30m..60m:30m").labels == Texts{"30m", "60m"});
  CHECK_THAT(problem_of("staff.desk.heads=1.5..2.5"),
             ContainsSubstring("`1..3`") && ContainsSubstring("`1.5..2.5:0.5`"));
}

TEST_CASE("no key is varied twice") {
  CHECK_THAT(problem_of("staff.desk.heads=3..4 & staff.*.heads=5..6"),
             ContainsSubstring("are one key"));
  const auto apart = [](const std::string& one, const std::string& other) -> std::string {
    try {
      check_apart({axis_of(one), axis_of(other)}, "--vary");
    } catch (const BadInput& input) {
      return input.what();
    }
    return "";
  };
  CHECK(apart("staff.desk.heads=3..4", "staff.engineers.heads=5..6") == "");
  CHECK(apart("staff.desk.heads=3..4", "staff.desk.cost_per_hour=20,30") == "");
  CHECK_THAT(apart("staff.desk.heads=3..4", "staff.*.heads=x1,x2"),
             ContainsSubstring("`staff.desk.heads` is varied twice") ||
                 ContainsSubstring("varied twice"));
  CHECK_THAT(
      apart("ticket_types.access.handle_time.L1=5m,6m", "ticket_types.access.handle_time=7m,8m"),
      ContainsSubstring("varied twice"));
}
