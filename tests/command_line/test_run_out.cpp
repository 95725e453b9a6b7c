// What `tiersim run --out` writes, and `--week` prints.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "sim/gzip.hpp"
#include "tests/catch.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/process.hpp"

using Catch::Matchers::ContainsSubstring;
using nlohmann::json;
using tiersim::test::desk_yaml;
using tiersim::test::Ended;
using tiersim::test::file_text;
using tiersim::test::Process;
using tiersim::test::TemporaryFolder;
using tiersim::test::typed;

namespace {

std::size_t lines_of(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

json parsed(const Ended& ended) {
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  return json::parse(ended.out);
}

}  // namespace

TEST_CASE("run --out writes the summary, the replications, the intervals and the tickets") {
  const TemporaryFolder folder;
  const std::string out = folder.path("new/results");
  const Ended ended = typed({"run", folder.put("desk.yaml", desk_yaml), "--json", "--out", out,
                             "--tickets", "--threads", "2"});
  const json report = parsed(ended);
  CHECK(file_text(out + "/summary.json") == ended.out);

  const std::string replications = file_text(out + "/replications.csv");
  CHECK_THAT(replications, Catch::Matchers::StartsWith("replication,kpi,stat,priority,type,kind,"));
  CHECK(lines_of(replications) == 1 + 3 * report["kpis"].size());

  const auto packed = file_text(out + "/tickets.csv.gz");
  const auto tickets = tiersim::gunzip(packed, std::size_t{1} << 30U);
  REQUIRE(tickets.ok());
  CHECK_THAT(tickets.bytes, Catch::Matchers::StartsWith("replication,ticket,stream,"));
  CHECK(lines_of(tickets.bytes) == 1 + report["tickets"]["opened"].get<std::size_t>());
  CHECK_THAT(tickets.bytes, ContainsSubstring("T08:") && ContainsSubstring("+01:00"));
  const std::string intervals = file_text(out + "/intervals.csv");
  CHECK_THAT(intervals, Catch::Matchers::StartsWith("start,counted,tier,group,tickets,offered,"));
  CHECK_THAT(intervals,
             ContainsSubstring("\n2026-01-05T08:30:00.000+01:00,yes,L1,,") &&
                 ContainsSubstring("\n2026-01-05T08:30:00.000+01:00,yes,L1,desk,,,,5,5,"));
  CHECK(std::distance(std::filesystem::directory_iterator{out}, {}) == 4);

  const std::string again = folder.path("again");
  (void)typed({"run", folder.path("desk.yaml"), "--out", again, "--tickets", "--threads", "1"});
  CHECK(file_text(again + "/tickets.csv.gz") == packed);
  CHECK(file_text(again + "/replications.csv") == replications);
  CHECK(file_text(again + "/intervals.csv") == intervals);
}

TEST_CASE("run --week prints who is missing when, and --json has it all") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const Ended page = typed({"run", desk, "--week", "--interval", "60"});
  CHECK(page.code == 0);
  CHECK_THAT(page.out, ContainsSubstring("\n  L1 ") && ContainsSubstring("\n  L2 ") &&
                           ContainsSubstring("\n  08:00  ") && ContainsSubstring(" h missing, "));
  std::istringstream lines{page.out};
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);

  const json report = parsed(typed({"run", desk, "--week", "--json"}));
  CHECK(report["week"].size() == 2 * 7 * 48);  // tiers, days, half-hours
  const json& nine = report["week"][18];
  CHECK(nine["tier"] == "L1");
  CHECK(nine["weekday"] == "mon");
  CHECK(nine["at"] == "09:00");
  CHECK(nine["scheduled"] == 5);
  CHECK(nine["on_duty"] == 5);
  CHECK(nine["net"].get<double>() == 5 - nine["required"].get<double>());
}

TEST_CASE("intervals are of 15, 30 or 60 minutes, and few enough") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const Ended odd = typed({"run", desk, "--week", "--interval", "20"});
  CHECK(odd.code == 2);
  CHECK_THAT(odd.err, ContainsSubstring("option '--interval' is '20' (it must be 15, 30 or 60"));
  const Ended alone = typed({"run", desk, "--interval", "15"});
  CHECK(alone.code == 2);
  CHECK_THAT(alone.err, ContainsSubstring("'--interval' needs '--week' or '--out DIR'"));
  CHECK_THAT(typed({"run", desk, "--interval", "20"}).err,
             ContainsSubstring("option '--interval' is '20' (it must be 15, 30 or 60"));
  // 40 years of half-hours at two tiers with a group each: 2.8 million rows.
  const std::vector<std::string> long_run{"run",
                                          desk,
                                          "--replications",
                                          "1",
                                          "--set",
                                          "horizon.length=2087w",
                                          "--set",
                                          "demand.access.volume=1/day"};
  std::vector<std::string> with_week = long_run;
  with_week.emplace_back("--week");
  const Ended refused = typed(with_week);
  CHECK(refused.code == 2);
  CHECK_THAT(refused.err, ContainsSubstring("2,804,928 rows of intervals (2,000,000 at most)"));
  std::vector<std::string> with_out = long_run;
  with_out.insert(with_out.end(), {"--out", folder.path("results")});
  const Ended refused_too = typed(with_out);
  CHECK(refused_too.code == 2);
  CHECK_THAT(refused_too.err, ContainsSubstring("2,804,928 rows of intervals (2,000,000 at most)"));
  CHECK_FALSE(std::filesystem::exists(folder.path("results")));
}

TEST_CASE("a folder of results never mixes two runs") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const std::string out = folder.path("results");
  REQUIRE(typed({"run", desk, "--out", out, "--tickets"}).code == 0);
  (void)folder.put("results/notes.txt", "not ours");
  REQUIRE(typed({"run", desk, "--out", out, "--seed", "2"}).code == 0);
  CHECK(json::parse(file_text(out + "/summary.json"))["seed"] == 2);
  CHECK_FALSE(std::filesystem::exists(out + "/tickets.csv.gz"));
  CHECK(file_text(out + "/notes.txt") == "not ours");
}

TEST_CASE("an --out that can be no folder is bad usage, told before anything is read") {
  const TemporaryFolder folder;
  const std::string file = folder.put("file", "");
  for (const std::string& out : {std::string{}, file, file + "/below/it"}) {
    const Ended ended = typed({"run", "nowhere.yaml", "--out", out});
    INFO(ended.err);
    CHECK(ended.code == 2);
    CHECK(ended.out.empty());
    CHECK_THAT(ended.err, ContainsSubstring("option '--out' is"));
    CHECK_THAT(ended.err, !ContainsSubstring("nowhere.yaml"));
  }
}

TEST_CASE("results that cannot be written are a failure, and leave no file") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  CHECK(typed({"run", desk, "--out", "/proc/tiersim"}).code == 4);

  const std::string taken = folder.path("taken");
  std::filesystem::create_directories(taken + "/summary.json");
  const Ended in_the_way = typed({"run", desk, "--out", taken});
  CHECK(in_the_way.code == 4);
  CHECK_THAT(in_the_way.err, ContainsSubstring("it is a folder"));
  CHECK(std::distance(std::filesystem::directory_iterator{taken}, {}) == 1);
}

TEST_CASE("a disk that fills up while writing is a failure, and leaves no file") {
  const TemporaryFolder folder;
  const std::string out = folder.path("results");
  const std::string command = "ulimit -f 8; '" TIERSIM_EXECUTABLE "' run '" +
                              folder.put("desk.yaml", desk_yaml) + "' --tickets --out '" + out +
                              "' >'" + folder.path("page") + "' 2>'" + folder.path("err") + "'";
  const int status = std::system(("bash -c \"" + command + "\"").c_str());
  CHECK(WEXITSTATUS(status) == 4);
  CHECK_THAT(file_text(folder.path("err")), ContainsSubstring("cannot write '" + out));
  CHECK_FALSE(std::filesystem::exists(out));
}

TEST_CASE("a full disk is a failure, a reader that goes away is none") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const Ended full = Process{{"run", desk}, "/dev/full"}.wait();
  CHECK(full.code == 4);
  CHECK_THAT(full.err, ContainsSubstring("No space left"));

  const std::string command = "set -o pipefail; '" TIERSIM_EXECUTABLE "' run '" + desk +
                              "' --json 2>'" + folder.path("err") + "' | head -n 1 >'" +
                              folder.path("out") + "'";
  CHECK(std::system(("bash -c \"" + command + "\"").c_str()) == 0);
  CHECK(file_text(folder.path("out")) == "{\n");
  CHECK(file_text(folder.path("err")).empty());
}
