// `tiersim trace`, the event log and the attribution as a user types them.

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "sim/gzip.hpp"
#include "tests/catch.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/process.hpp"

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
using nlohmann::json;
using tiersim::test::desk_yaml;
using tiersim::test::Ended;
using tiersim::test::file_text;
using tiersim::test::TemporaryFolder;
using tiersim::test::typed;

namespace {

std::string unpacked(const std::string& path) {
  const auto text = tiersim::gunzip(file_text(path), std::size_t{1} << 30U);
  REQUIRE(text.ok());
  return text.bytes;
}

}  // namespace

TEST_CASE("trace prints one ticket's life, of the replication that was asked for") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const Ended text = typed({"trace", desk, "--ticket", "7"});
  CHECK(text.code == 0);
  CHECK_THAT(text.out, StartsWith("Ticket 7 of replication 0: access, P") &&
                           ContainsSubstring("  opened\n") && ContainsSubstring("\nResolved "));
  const Ended other = typed({"trace", desk, "--ticket", "7", "--replication", "1", "--json"});
  CHECK(other.code == 0);
  const json life = json::parse(other.out);
  CHECK(life["kind"] == "trace");
  CHECK(life["replication"] == 1);
  CHECK(life["timeline"].size() >= 4);
  CHECK(typed({"trace", desk, "--ticket", "7", "--seed", "5"}).out != text.out);
}

TEST_CASE("trace says how many tickets there are, where there is no such ticket") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const json report = json::parse(typed({"run", desk, "--replications", "1", "--json"}).out);
  const std::string tickets = report["tickets"]["opened"].dump();
  const Ended ended = typed({"trace", desk, "--ticket", "1000000"});
  CHECK(ended.code == 2);
  CHECK(ended.out.empty());
  CHECK_THAT(ended.err, ContainsSubstring("option '--ticket' is 1000000 (replication 0 has") &&
                            ContainsSubstring("write a number from 1 to " + tickets));
  CHECK_THAT(typed({"trace", desk}).err, ContainsSubstring("needs `--ticket N`"));
  CHECK_THAT(typed({"trace", desk, "--ticket", "0"}).err, ContainsSubstring("a whole number from"));
}

TEST_CASE("run --events writes the event log, the same for any number of threads") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const std::string out = folder.path("results");
  REQUIRE(typed({"run", desk, "--out", out, "--events", "--threads", "2"}).code == 0);
  CHECK_THAT(unpacked(out + "/events.csv.gz"), StartsWith("case,activity,from,to,"));
  const std::string xes = unpacked(out + "/events.xes.gz");
  CHECK_THAT(xes, StartsWith("<?xml ") && Catch::Matchers::EndsWith("</trace>\n</log>\n"));
  CHECK_THAT(xes, ContainsSubstring("key=\"concept:name\" value=\"2-1\""));
  CHECK_FALSE(std::filesystem::exists(out + "/tickets.csv.gz"));

  const std::string again = folder.path("again");
  REQUIRE(typed({"run", desk, "--out", again, "--events", "--threads", "1"}).code == 0);
  CHECK(file_text(again + "/events.csv.gz") == file_text(out + "/events.csv.gz"));
  CHECK(file_text(again + "/events.xes.gz") == file_text(out + "/events.xes.gz"));

  REQUIRE(typed({"run", desk, "--out", out}).code == 0);
  CHECK_FALSE(std::filesystem::exists(out + "/events.csv.gz"));
  CHECK_FALSE(std::filesystem::exists(out + "/events.xes.gz"));
  const Ended alone = typed({"run", desk, "--events"});
  CHECK(alone.code == 2);
  CHECK_THAT(alone.err, ContainsSubstring("option '--events' needs '--out DIR'"));
}

TEST_CASE("run --attribution tells where breached clocks' time went, and changes nothing else") {
  const TemporaryFolder folder;
  const std::string desk = folder.put("desk.yaml", desk_yaml);
  const Ended page = typed({"run", desk, "--attribution"});
  CHECK(page.code == 0);
  CHECK_THAT(page.out, ContainsSubstring("Where the time of breached clocks went: resolution") &&
                           ContainsSubstring("By tier") && ContainsSubstring("off shift"));
  std::istringstream lines{page.out};
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 80);

  const json with = json::parse(typed({"run", desk, "--attribution", "--json"}).out);
  json without = json::parse(typed({"run", desk, "--json"}).out);
  REQUIRE_FALSE(with["attribution"].empty());
  std::int64_t parts = 0;
  for (const json& part : with["attribution"][0]["parts"]) {
    parts += part["elapsed_ms"].get<std::int64_t>();
  }
  CHECK(parts == with["attribution"][0]["elapsed_ms"]);
  json rest = with;
  rest.erase("attribution");
  rest["run_seconds"] = without["run_seconds"];
  CHECK(rest == without);
}
