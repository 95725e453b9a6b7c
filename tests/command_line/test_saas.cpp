// The demo keeps its story: the base misses one target, the overlay none.

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/process.hpp"

using nlohmann::json;
using tiersim::test::Ended;
using tiersim::test::typed;

namespace {

json run_of(const std::string& name, int code) {
  const Ended ended = typed({"run", TIERSIM_SOURCE_DIR "/scenarios/" + name, "--json", "--quiet"});
  INFO(ended.err);
  REQUIRE(ended.code == code);
  return json::parse(ended.out);
}

std::vector<std::string> verdicts(const json& result) {
  std::vector<std::string> texts;
  for (const json& target : result["targets"]) texts.push_back(target["verdict"]);
  return texts;
}

double by_tier(const json& result, const std::string& kpi, const std::string& tier) {
  const json labels = {{"tier", tier}};
  for (const json& row : result["kpis"]) {
    if (row["id"] == kpi && row["labels"] == labels) return row["value"];
  }
  FAIL("no " << kpi << " of " << tier);
  return 0;
}

}  // namespace

TEST_CASE("the demo misses the target of P1 and meets all others", "[saas]") {
  const json result = run_of("saas.yaml", 0);
  CHECK(verdicts(result) == std::vector<std::string>{"met", "met", "met", "missed", "met", "met"});
  for (const char* tier : {"L1", "L2", "L3", "L4"}) {
    INFO(tier);
    CHECK(by_tier(result, "occupancy", tier) > 0.55);
    CHECK(by_tier(result, "occupancy", tier) < 0.88);
  }
  // 10 to 40 % go up to L2, at most 10 % of all reach L3.
  const double to_second = by_tier(result, "escalation_rate", "L1");
  CHECK(to_second > 0.10);
  CHECK(to_second < 0.40);
  CHECK(to_second * by_tier(result, "escalation_rate", "L2") < 0.10);
}

TEST_CASE("late cover meets every target of the demo", "[saas]") {
  CHECK(verdicts(run_of("saas-late-cover.yaml", 0)) == std::vector<std::string>(6, "met"));
}
