// `tiersim schema`. What ships, and what is damaged on purpose, is tried by tests/schema.py.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/catch.hpp"
#include "tests/support/everything.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/process.hpp"
#include "tests/support/random_scenario.hpp"

using namespace tiersim::test;

TEST_CASE("schema prints JSON, and takes nothing") {
  const Ended ended = typed({"schema"});
  CHECK(ended.code == 0);
  CHECK(ended.err.empty());
  const nlohmann::json schema = nlohmann::json::parse(ended.out);
  const nlohmann::json& length = schema["properties"]["horizon"]["properties"]["length"];
  CHECK(length["description"].get<std::string>().starts_with("How long is simulated"));
  const nlohmann::json& kpis =
      schema["properties"]["targets"]["items"]["properties"]["kpi"]["enum"];
  CHECK(std::ranges::find(kpis, "fcr") != kpis.end());

  CHECK(typed({"schema", "tiers"}).code == 2);
}

TEST_CASE("the schema takes what the loader takes: all of the language, as written and canonical") {
  const TemporaryFolder folder;
  std::vector<std::string> call{TIERSIM_SOURCE_DIR "/tests/schema.py", TIERSIM_EXECUTABLE};
  const auto put = [&](const std::string& text) {
    call.push_back(folder.put(std::to_string(call.size()) + ".yaml", text));
  };
  put(everything());
  put(two_tiers());
  put(small_desk());
  put(tiersim::canonical_text(load(everything()).scenario));
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const ScenarioPieces pieces = random_scenario(seed);
    put(pieces.text());
    put(tiersim::canonical_text(tiersim::load_scenario(pieces.files(), "scenario.yaml").scenario));
  }
  const Ended ended = run_program(TIERSIM_PYTHON, call);
  INFO(ended.out << ended.err);
  CHECK(ended.code == 0);
}
