// The scenario of the real IT desk: with made-up tickets always, with the real ones where they are.

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tiersim/disk_files.hpp"
#include "tiersim/language.hpp"

using namespace tiersim;

namespace {

const std::string root = TIERSIM_SOURCE_DIR;
const std::string scenario_path = root + "/scenarios/servicenow.yaml";
const std::string made_up = root + "/tests/support/data/made_up_incidents.csv";
const std::string real = root + "/../shared/data/uci-incidents.csv.gz";

Replay load(const std::string& tickets) {
  const std::vector<std::string> sets{"demand.exported.replay.file=" + tickets};
  const LoadedScenario loaded = load_scenario(DiskFiles{}, scenario_path, sets);
  return *loaded.scenario.demand.find("exported")->replay;
}

/// Rows whose name in `names` is this one.
std::ptrdiff_t count(const Replay& replay,
                     std::uint32_t ReplayRow::*column,
                     const std::vector<std::string>& names,
                     const std::string& name) {
  return std::ranges::count_if(replay.rows,
                               [&](const ReplayRow& row) { return names[row.*column] == name; });
}

std::ptrdiff_t of_type(const Replay& replay, const std::string& type) {
  return count(replay, &ReplayRow::type, replay.type_names, type);
}

std::ptrdiff_t of_priority(const Replay& replay, const std::string& priority) {
  return count(replay, &ReplayRow::priority, replay.priority_names, priority);
}

LocalTime minute(unsigned month, unsigned day, int hour, int minutes) {
  const std::chrono::year_month_day date{std::chrono::year{2016}, std::chrono::month{month},
                                         std::chrono::day{day}};
  return LocalTime{LocalDay{date}} + hour * one_hour + minutes * one_minute;
}

}  // namespace

TEST_CASE("servicenow: made-up tickets in the format of the real ones are read") {
  const Replay replay = load(made_up);
  REQUIRE(replay.rows.size() == 200);
  CHECK(replay.rows.front().opened == minute(2, 29, 8, 48));
  CHECK(of_priority(replay, "P1") == 4);
  CHECK(of_priority(replay, "P3") == 184);
}

TEST_CASE("servicenow: without its file, the problem says where to get it") {
  try {
    load("nowhere.csv.gz");
    FAIL("a file that is not there was read");
  } catch (const BadInput& bad) {
    REQUIRE(bad.problems().size() == 1);
    CHECK(bad.problems()[0].suggestion.find("doi 10.24432/C57S4H") != std::string::npos);
  }
}

// The counts are those of the log, made by other means: zcat, cut, sort, uniq -c.
TEST_CASE("servicenow: the real tickets are all there") {
  if (!std::filesystem::exists(real)) SKIP_TEST("no real tickets beside the checkout");
  const Replay replay = load(real);
  REQUIRE(replay.rows.size() == 17'136);
  CHECK(replay.rows.front().opened == minute(2, 29, 1, 16));
  CHECK(replay.rows.back().opened == minute(4, 30, 22, 40));
  CHECK(of_priority(replay, "P1") == 178);
  CHECK(of_priority(replay, "P2") == 287);
  CHECK(of_priority(replay, "P3") == 16'144);
  CHECK(of_priority(replay, "P4") == 527);
  CHECK(of_type(replay, "category-53") == 2'018);
  CHECK(of_type(replay, "desk-usual") == 2'305 + 2'156 + 739 + 241);
  CHECK(count(replay, &ReplayRow::channel, replay.channel_names, "email") == 36);
}
