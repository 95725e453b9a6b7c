// What is typed before anything is simulated: help, version, mistakes.

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/catch.hpp"
#include "tests/support/process.hpp"

using Catch::Matchers::ContainsSubstring;
using tiersim::test::Ended;
using tiersim::test::typed;

namespace {

/// Bad usage: exit code 2, nothing on stdout, one line on stderr.
void check_usage_error(const std::vector<std::string>& arguments, const std::string& message) {
  const Ended ended = typed(arguments);
  INFO(ended.err);
  CHECK(ended.code == 2);
  CHECK(ended.out.empty());
  CHECK_THAT(ended.err, ContainsSubstring(message));
  CHECK(std::count(ended.err.begin(), ended.err.end(), '\n') == 1);
}

}  // namespace

TEST_CASE("help lists the commands, and the options of each") {
  for (const char* const word : {"--help", "help", "-h"}) {
    const Ended ended = typed({word});
    CHECK(ended.code == 0);
    CHECK(ended.err.empty());
    CHECK_THAT(ended.out, ContainsSubstring("run SCENARIO") && ContainsSubstring("exit codes") &&
                              ContainsSubstring("first steps:\n  tiersim init"));
  }
  const Ended of_run = typed({"help", "run"});
  CHECK(of_run.code == 0);
  CHECK_THAT(of_run.out, ContainsSubstring("--set PATH=VALUE") && ContainsSubstring("--threads N"));
  CHECK(typed({"run", "--help"}).out == of_run.out);
  CHECK(typed({"run", "nothing.yaml", "-h"}).out == of_run.out);
}

TEST_CASE("nothing typed is bad usage, and shows the help on stderr") {
  const Ended ended = typed({});
  CHECK(ended.code == 2);
  CHECK(ended.out.empty());
  CHECK_THAT(ended.err, ContainsSubstring("usage: tiersim COMMAND"));
}

TEST_CASE("the version is one line") {
  const Ended ended = typed({"--version"});
  CHECK(ended.code == 0);
  CHECK_THAT(ended.out, Catch::Matchers::StartsWith("tiersim "));
  CHECK(std::count(ended.out.begin(), ended.out.end(), '\n') == 1);
}

TEST_CASE("mistakes of typing are told with what was meant") {
  check_usage_error({"rnu"}, "unknown command 'rnu'; did you mean 'run'?");
  check_usage_error({"frobnicate"}, "see `tiersim help`");
  check_usage_error({"help", "validat"}, "did you mean 'validate'?");
  check_usage_error({"run", "a.yaml", "--thread", "2"}, "did you mean '--threads'?");
  check_usage_error({"run", "a.yaml", "-j"}, "unknown option '-j' of `tiersim run`");
  check_usage_error({"kpis", "mtr"}, "unknown KPI 'mtr'; did you mean 'mttr'?");
  check_usage_error({"kpis", "required"}, "it is a column of intervals.csv");
  check_usage_error({"kpis", "service_level"}, "what was answered in time is `on_time`");
  check_usage_error({"kpis", "needed"}, "`tiersim validate` prints it");
  check_usage_error({"--version", "--foo"}, "does not know what to do with '--foo'");
  check_usage_error({"completion", "fish"}, "only bash is known");
}

TEST_CASE("options with missing, wrong or repeated values are bad usage") {
  check_usage_error({"run"}, "needs a SCENARIO");
  check_usage_error({"run", "a.yaml", "b.yaml"}, "what to do with 'b.yaml'");
  check_usage_error({"run", "a.yaml", "--set", "staff.desk.heads", "7"},
                    "write `--set staff.desk.heads=7`");
  check_usage_error({"run", "a.yaml", "--seed"}, "option '--seed' needs a value");
  check_usage_error({"run", "a.yaml", "--out", "--quiet"},
                    "option '--out' needs a value (what follows it is '--quiet')");
  check_usage_error({"run", "a.yaml", "--json=yes"}, "option '--json' takes no value");
  check_usage_error({"run", "a.yaml", "--threads", "0"}, "a whole number from 1 to 1024");
  check_usage_error({"run", "a.yaml", "--threads", "two"}, "option '--threads' is 'two'");
  check_usage_error({"run", "a.yaml", "--replications=-1"}, "option '--replications' is '-1'");
  check_usage_error({"run", "a.yaml", "--seed", "1", "--seed", "2"}, "given twice");
  check_usage_error({"run", "a.yaml", "--tickets"}, "needs '--out DIR'");
}

TEST_CASE("kpis prints the table of definitions") {
  const Ended text = typed({"kpis"});
  CHECK(text.code == 0);
  CHECK_THAT(text.out, ContainsSubstring("fcr: First-contact resolution") &&
                           ContainsSubstring("higher is better"));
  const Ended one = typed({"kpis", "mttr"});
  CHECK(one.code == 0);
  CHECK_THAT(one.out, Catch::Matchers::StartsWith("mttr: ") &&
                          ContainsSubstring("'Which test vouches for which number'"));
  const auto json = nlohmann::json::parse(typed({"kpis", "--json"}).out);
  CHECK(json["kind"] == "kpis");
  CHECK(json["kpis"].size() > 20);
  CHECK(json["kpis"][0]["id"] == "fcr");
  CHECK(json["kpis"][0]["unit"] == "share");
}

TEST_CASE("the completion script is bash that completes commands, options and KPIs") {
  const Ended script = typed({"completion", "bash"});
  REQUIRE(script.code == 0);
  const tiersim::test::TemporaryFolder folder;
  const auto completed = [&](const std::string& words, const std::string& count) {
    const std::string path =
        folder.put("try.bash", script.out + "COMP_WORDS=(" + words + "); COMP_CWORD=" + count +
                                   "; _tiersim; printf '%s\\n' \"${COMPREPLY[@]}\" > " +
                                   folder.path("got") + "\n");
    CHECK(std::system(("bash " + path).c_str()) == 0);
    return tiersim::test::file_text(folder.path("got"));
  };
  CHECK(completed("tiersim va", "1") == "validate\n");
  CHECK(completed("tiersim run --thr", "2") == "--threads\n");
  CHECK(completed("tiersim kpis mtt", "2") ==
        "mttr\nmttr_without_pending\nmttr_first\nmttr_business\nmtta\n");
  CHECK(completed("tiersim run desk.yaml --by ''", "4") == "day\nweek\nmonth\n");
  CHECK(completed("tiersim run desk.yaml --interval ''", "4") == "15\n30\n60\n");
}
