// What `--set` may say of many keys, or of what is there.

#include "analysis/path_changes.hpp"

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;
using Texts = std::vector<std::string>;

namespace {

Texts overlays(const Texts& typed) {
  return plain_overlays(typed,
                        [](const Texts& sets) { return test::load(test::two_tiers(), sets); });
}

std::string refused(const std::string& typed) {
  try {
    (void)overlays({typed});
  } catch (const BadInput& input) {
    return input.what();
  }
  return "";
}

}  // namespace

TEST_CASE("what is written out stays as it was typed") {
  const Texts typed = {"staff.desk.heads=7", " demand.access.volume = 90/bd", "no equals", ""};
  CHECK(overlays(typed) == typed);
}

TEST_CASE("steps, factors and percentages are of what the scenario has there") {
  CHECK(overlays({"staff.desk.heads=+1"}) == Texts{"staff.desk.heads=6"});
  CHECK(overlays({"staff.desk.heads=-2"}) == Texts{"staff.desk.heads=3"});
  CHECK(overlays({"staff.desk.heads=x1.3"}) == Texts{"staff.desk.heads=7"});  // 6.5
  CHECK(overlays({"staff.desk.heads=+10%"}) == Texts{"staff.desk.heads=6"});  // 5.5
  CHECK(overlays({"demand.access.volume=x1.1"}) == Texts{"demand.access.volume=88/bd"});
  CHECK(overlays({"demand.access.volume=-10%"}) == Texts{"demand.access.volume=72/bd"});
  CHECK(overlays({"demand.access.volume=+8/bd"}) == Texts{"demand.access.volume=88/bd"});
  CHECK(overlays({"ticket_types.access.resolves.L1=-5pp"}) ==
        Texts{"ticket_types.access.resolves.L1=85%"});
  CHECK(overlays({"tiers.L1.escalation_time=+90s"}) ==
        Texts{"tiers.L1.escalation_time.deterministic=5m30s"});
  CHECK(overlays({"tiers.L1.escalation_time=-1m"}) ==
        Texts{"tiers.L1.escalation_time.deterministic=3m"});
  // Of a distribution its mean.
  CHECK(overlays({"ticket_types.access.handle_time.L1=-10%"}) ==
        Texts{"ticket_types.access.handle_time.L1.lognormal.mean=7.2m"});
}

TEST_CASE("a star is every entry that has the key") {
  CHECK(overlays({"staff.*.heads=+1"}) == Texts{"staff.desk.heads=6", "staff.engineers.heads=4"});
  CHECK(overlays({"staff.*.heads=9"}) == Texts{"staff.desk.heads=9", "staff.engineers.heads=9"});
  CHECK(overlays({"staff.*.cost_per_hour=x2"}) == Texts{"staff.desk.cost_per_hour=52"});
}

TEST_CASE("changes follow each other") {
  CHECK(overlays({"staff.desk.heads=+1", "staff.desk.heads=x2"}) ==
        Texts{"staff.desk.heads=6", "staff.desk.heads=12"});
  CHECK(overlays({"staff.night={tier: L1, heads: 2, shift: early}", "staff.*.heads=+1"}) ==
        Texts{"staff.night={tier: L1, heads: 2, shift: early}", "staff.desk.heads=6",
              "staff.engineers.heads=4", "staff.night.heads=3"});
}

TEST_CASE("what the language takes as it is written is no change") {
  CHECK(overlays({"demand.access.growth=-2%/month"}) == Texts{"demand.access.growth=-2%/month"});
  CHECK(overlays({"shifts.x2={weekly: {mon-fri: \"08:00-16:30\"}}", "staff.desk.shift=x2"}) ==
        Texts{"shifts.x2={weekly: {mon-fri: \"08:00-16:30\"}}", "staff.desk.shift=x2"});
}

TEST_CASE("changes of what is not there, or of another unit, are refused with what to write") {
  CHECK_THAT(refused("staff.dsk.heads=+1"), ContainsSubstring("--set staff.dsk.heads=+1") &&
                                                ContainsSubstring("no 'dsk' there") &&
                                                ContainsSubstring("did you mean 'desk'?"));
  CHECK_THAT(refused("staff.*.hads=+1"), ContainsSubstring("did you mean 'heads'?"));
  CHECK_THAT(refused("staff.desk=+1"), ContainsSubstring("no single number at `staff.desk`"));
  CHECK_THAT(refused("demand.access.volume=+10"),
             ContainsSubstring("`demand.access.volume` is '80/bd' now") &&
                 ContainsSubstring("the step has another unit") && ContainsSubstring("`x1.1`"));
  CHECK_THAT(refused("ticket_types.access.resolves.L1=-10%"),
             ContainsSubstring("can be read in two ways") && ContainsSubstring("`+5pp`"));
  CHECK_THAT(refused("staff.desk.heads=+2pp"), ContainsSubstring("points are of a percentage"));
}
