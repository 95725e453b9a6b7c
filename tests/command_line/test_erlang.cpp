// `tiersim erlang` as typed.

#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/catch.hpp"
#include "tests/support/process.hpp"
#include "tests/support/queueing.hpp"

using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using tiersim::test::Ended;
using tiersim::test::typed;

namespace {

void refuses(std::vector<std::string> options, const std::string& why) {
  options.insert(options.begin(), "erlang");
  const Ended ended = typed(options);
  CAPTURE(ended.err);
  CHECK(ended.code == 2);
  CHECK(ended.out.empty());
  CHECK_THAT(ended.err, ContainsSubstring(why));
}

}  // namespace

TEST_CASE("the quick question", "[erlang]") {
  const Ended ended = typed({"erlang", "--volume", "120/h", "--handle-time", "6m", "--target",
                             "80% in 20s", "--shrinkage", "30%"});
  CHECK(ended.code == 0);
  CHECK(ended.err.empty());
  CHECK_THAT(ended.out, ContainsSubstring("12.00 erlangs"));
  CHECK_THAT(ended.out, ContainsSubstring("Erlang C"));
  CHECK_THAT(ended.out, ContainsSubstring("Simulate instead"));
  std::istringstream lines{ended.out};
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);
}

TEST_CASE("its figures are the closed forms'", "[erlang]") {
  const Ended ended =
      typed({"erlang", "--volume", "2/min", "--handle-time", "6m", "--agents", "14", "--json"});
  REQUIRE(ended.code == 0);
  const json result = json::parse(ended.out);
  CHECK(result["model"] == "erlang_c");
  CHECK(result["erlangs"].get<double>() == Approx(12));
  const tiersim::testing::Station desk{14, 12, 1};
  CHECK(result["answer"]["agents"] == 14);
  CHECK(result["answer"]["waiting"].get<double>() == Approx(tiersim::testing::erlang_c(14, 12)));
  CHECK(result["answer"]["mean_wait_s"].get<double>() ==
        Approx(360 * tiersim::testing::mmc_mean_wait(desk)));
  CHECK(result["answer"]["service_level"].get<double>() ==
        Approx(1 - tiersim::testing::mmc_wait_tail(desk, 20.0 / 360)));
  const int needed = result["agents_needed"];
  const auto in_time = [](int agents) {
    return 1 - tiersim::testing::mmc_wait_tail({agents, 12, 1}, 20.0 / 360);
  };
  CHECK(in_time(needed) >= 0.8);
  CHECK(in_time(needed - 1) < 0.8);
}

TEST_CASE("with patience it is Erlang A", "[erlang]") {
  const Ended ended = typed({"erlang", "--volume", "48/min", "--handle-time", "1m", "--patience",
                             "2m", "--agents", "50", "--json"});
  REQUIRE(ended.code == 0);
  const json answer = json::parse(ended.out)["answer"];
  CHECK(answer["abandoned"].get<double>() == Approx(0.031).margin(0.0005));
}

TEST_CASE("what it cannot read it says, with what to write", "[erlang]") {
  refuses({}, "needs `--volume");
  refuses({"--volume", "120/h"}, "needs `--handle-time");
  refuses({"--volume", "120", "--handle-time", "6m"}, "--volume");
  refuses({"--volume", "900/day", "--handle-time", "6m"}, "write for example `--volume 120/h`");
  refuses({"--volume", "120/h", "--handle-time", "6"}, "--handle-time");
  refuses({"--volume", "120/h", "--handle-time", "0m"}, "above 0");
  refuses({"--volume", "120/h", "--handle-time", "6m", "--target", "80/20"},
          "write `--target \"80% in 20s\"`");
  refuses({"--volume", "120/h", "--handle-time", "6m", "--target", "80%"}, "a share and a time");
  refuses({"--volume", "120/h", "--handle-time", "6m", "--target", "120% in 20s"}, "99.99%");
  refuses({"--volume", "120/h", "--handle-time", "6m", "--shrinkage", "100%"}, "on duty");
  refuses({"--volume", "120/h", "--handle-time", "6m", "--occupancy-cap", "100%"},
          "leave it out for no cap");
  refuses({"--volume", "120/h", "--handle-time", "6m", "--shrinkage", "0.3"}, "--shrinkage");
  refuses({"--volume", "120/h", "--handle-time", "6m", "--agents", "0"}, "whole number from 1");
  refuses({"--volume", "120/h", "--handle-time", "6m", "--patience", "0s"}, "above 0");
  refuses({"--volum", "120/h"}, "did you mean '--volume'?");
}

TEST_CASE("what is small is not shown as nothing", "[erlang]") {
  const Ended small = typed({"erlang", "--volume", "0.03/h", "--handle-time", "6m"});
  CHECK_THAT(small.out, ContainsSubstring("0.03 tickets an hour, 6m each: 0.003 erlangs"));
  const Ended at_once =
      typed({"erlang", "--volume", "120/h", "--handle-time", "6m", "--target", "90% in 0s"});
  CHECK_THAT(at_once.out, ContainsSubstring("target: 90% answered at once"));
}
