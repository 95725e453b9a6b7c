// The demo keeps its story. That its overlay meets all is checked with all scenarios that ship
// (tests/scenarios/).

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/process.hpp"

using nlohmann::json;
using tiersim::test::Ended;
using tiersim::test::typed;

TEST_CASE("the demo misses the target of P1 and meets all others", "[saas]") {
  const Ended ended =
      typed({"run", TIERSIM_SOURCE_DIR "/scenarios/saas.yaml", "--json", "--quiet"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const json result = json::parse(ended.out);
  std::vector<std::string> verdicts;
  for (const json& target : result["targets"]) verdicts.push_back(target["verdict"]);
  CHECK(verdicts == std::vector<std::string>{"met", "met", "met", "missed", "met", "met"});
}
