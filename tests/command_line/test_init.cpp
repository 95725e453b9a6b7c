// `tiersim init` as typed.

#include <nlohmann/json.hpp>

#include "tests/catch.hpp"
#include "tests/support/process.hpp"

using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using tiersim::test::Ended;
using tiersim::test::file_text;
using tiersim::test::TemporaryFolder;
using tiersim::test::typed;

TEST_CASE("init writes the starter, which is fine and meets its targets", "[init]") {
  const TemporaryFolder folder;
  const std::string path = folder.path("my desk.yaml");
  const Ended ended = typed({"init", path});
  CHECK(ended.code == 0);
  CHECK(ended.err.empty());
  CHECK_THAT(ended.out, ContainsSubstring("tiersim validate " + path));
  CHECK(file_text(path) == file_text(TIERSIM_SOURCE_DIR "/scenarios/starter.yaml"));

  const Ended checked = typed({"validate", path, "--json"});
  CHECK(checked.code == 0);
  const json told = json::parse(checked.out);
  for (const json& one : told["warnings"]) CHECK(one["level"] == "note");
  const Ended run = typed({"run", path, "--json", "--quiet"});
  CHECK(run.code == 0);
  const json report = json::parse(run.out);
  REQUIRE(report["targets"].size() == 4);
  for (const json& target : report["targets"]) CHECK(target["verdict"] == "met");
}

TEST_CASE("init overwrites nothing", "[init]") {
  const TemporaryFolder folder;
  const std::string path = folder.put("desk.yaml", "mine");
  const Ended ended = typed({"init", path});
  CHECK(ended.code == 2);
  CHECK(ended.out.empty());
  CHECK_THAT(ended.err, ContainsSubstring("is there already"));
  CHECK(file_text(path) == "mine");
  const Ended nowhere = typed({"init", folder.path("nowhere/desk.yaml")});
  CHECK(nowhere.code == 4);
  CHECK_THAT(nowhere.err, ContainsSubstring("there is no folder '" + folder.path("nowhere") + "'"));
  CHECK(typed({"init", ""}).code == 2);
}
