// `tiersim validate` as typed.

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/process.hpp"

using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using tiersim::test::desk_yaml;
using tiersim::test::Ended;
using tiersim::test::TemporaryFolder;
using tiersim::test::typed;

namespace {

const std::string scenarios = TIERSIM_SOURCE_DIR "/scenarios/";

std::size_t widest_line(const std::string& text) {
  std::istringstream lines{text};
  std::size_t widest = 0;
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, line.size());
  return widest;
}

}  // namespace

TEST_CASE("a scenario that is fine", "[validate]") {
  const TemporaryFolder folder;
  const Ended ended = typed({"validate", folder.put("desk.yaml", desk_yaml)});
  CHECK(ended.code == 0);
  CHECK(ended.err.empty());
  CHECK(ended.out.starts_with("scenario ok: Two tiers\n"));
  CHECK_THAT(ended.out,
             ContainsSubstring("1 type, 1 stream of demand, 2 tiers, 2 groups (9 heads)"));
  CHECK_THAT(ended.out, ContainsSubstring("office 10h"));
  CHECK_THAT(ended.out, ContainsSubstring("not modelled: shrinkage of desk, engineers"));
  CHECK(widest_line(ended.out) <= 80);
}

TEST_CASE("the shipped demo fits 80 columns and 100,000 heads do too", "[validate]") {
  for (const char* heads : {"12", "123456"}) {
    const Ended ended = typed({"validate", scenarios + "saas.yaml", "--set",
                               std::string{"staff.desk-early.heads="} + heads, "--set",
                               "demand.access.volume=200000/bd"});
    INFO(ended.out << ended.err);
    CHECK(ended.code == 0);
    CHECK(widest_line(ended.out) <= 80);
  }
}

TEST_CASE("the demo's figures are those worked out by hand", "[validate]") {
  const Ended ended = typed({"validate", scenarios + "saas.yaml", "--json"});
  REQUIRE(ended.code == 0);
  const json result = json::parse(ended.out);
  CHECK(result["schema_version"] == 1);
  CHECK(result["kind"] == "validation");
  CHECK(result["demand"]["tickets_a_business_day"].get<double>() == Approx(335.4));
  // Tickets a business day that move up, without cuts: L1 3.2 + 10 + 22.6 + 39.6 + 4 + 12.9 = 92.3;
  // the cut at 45 min adds some.
  const json& first = result["tiers"][0];
  const double up = first["moved_up_a_week"].get<double>() / 5;
  CHECK(up > 92.3);
  CHECK(up < 1.1 * 92.3);
  // L1: 4,597 min at speed 1, less cuts, more by slower people and 4 min of writing up.
  CHECK(first["hours_a_week"].get<double>() == Approx(5 * 4'597 / 60.0).epsilon(0.13));
  for (const json& tier : result["tiers"]) {
    CHECK(tier["occupancy"].get<double>() > 0.55);
    CHECK(tier["occupancy"].get<double>() < 0.88);
  }
  CHECK(result["cost_per_ticket"].get<double>() == Approx(53).epsilon(0.03));
}

TEST_CASE("heads that cannot be worked out are not shown as none", "[validate]") {
  const TemporaryFolder folder;
  std::vector<std::string> command{"validate", folder.put("desk.yaml", desk_yaml)};
  for (const char* const set : {"shifts.rare={weekly: {sat-sun: \"08:00-16:00\"}}",
                                "staff.desk.shift=rare", "horizon.length=5d"}) {
    command.insert(command.end(), {"--set", set});
  }
  const Ended text = typed(command);
  CHECK_THAT(text.out, ContainsSubstring("nobody on shift: its heads (5) have no hours"));
  CHECK_THAT(text.out, !ContainsSubstring("+0.0"));
  command.emplace_back("--json");
  const json tier = json::parse(typed(command).out)["tiers"][0];
  CHECK(tier["hours_a_week"].get<double>() > 0);
  CHECK(tier["heads_required"].is_null());
  CHECK(tier["gap"].is_null());
}

TEST_CASE("overlays hold for validate, too", "[validate]") {
  const TemporaryFolder folder;
  const Ended ended = typed({"validate", folder.put("desk.yaml", desk_yaml), "--json", "--set",
                             "staff.desk.heads=7", "--set", "demand.access.volume=160/day"});
  REQUIRE(ended.code == 0);
  const json result = json::parse(ended.out);
  CHECK(result["groups"][0]["heads"] == 7);
  CHECK(result["tiers"][0]["tickets_a_week"].get<double>() == Approx(1'120));
}

TEST_CASE("all problems at once, each with its place", "[validate]") {
  const TemporaryFolder folder;
  const std::string path = folder.put("desk.yaml", desk_yaml + "sed: 5\ncosts: {overhed: 5%}\n");
  const Ended ended = typed({"validate", path});
  CHECK(ended.code == 2);
  CHECK(ended.out.empty());
  CHECK_THAT(ended.err, ContainsSubstring("desk.yaml:27:1: error"));
  CHECK_THAT(ended.err, ContainsSubstring("did you mean 'seed'?"));
  CHECK_THAT(ended.err, ContainsSubstring("did you mean 'overhead'?"));
}

TEST_CASE("a scenario that is not there", "[validate]") {
  CHECK(typed({"validate", "nowhere.yaml"}).code == 2);
  CHECK(typed({"validate"}).code == 2);
}
