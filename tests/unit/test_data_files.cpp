#include "sim/data_files.hpp"

#include <string>

#include "tests/catch.hpp"
#include "tests/support/map_files.hpp"

using namespace tiersim;

namespace {

/// A stream `tickets` that replays `tickets.csv`, as written in `desks/base.yaml`.
struct Desk {
  Scenario scenario;
  Places places;
  std::vector<Problem> problems;
  std::uint64_t hash = 1;
  std::vector<std::string> read_files;

  Desk() {
    scenario.ticket_types.get_or_add("access");
    Demand& demand = scenario.demand.get_or_add("tickets");
    demand.type = "access";
    demand.replay.emplace();
    demand.replay->file = "tickets.csv";
    demand.replay->columns.opened = "opened";
    demand.replay->get_it = "export it from the desk";
    places.put("demand.tickets.replay", {"desks/base.yaml", 4, 7});
  }
  Desk& read(const test::MapFiles& files) {
    read_data_files(scenario, {files, places, "plans/main.yaml", problems, hash, read_files});
    return *this;
  }
  [[nodiscard]] const Replay& replay() const { return *scenario.demand.find("tickets")->replay; }
};

const std::string tickets = "opened\n2026-01-05 08:00\n2026-01-05 09:00\n";

}  // namespace

TEST_CASE("data files: found beside the file that names them") {
  Desk desk;
  desk.read({{"desks/tickets.csv", tickets}});
  REQUIRE(desk.problems.empty());
  CHECK(desk.replay().rows.size() == 2);
  CHECK(desk.read_files == std::vector<std::string>{"desks/tickets.csv"});
}

TEST_CASE("data files: those named by --set are found beside the main file") {
  Desk desk;
  desk.places.put("demand.tickets.replay.file", {"--set demand.tickets.replay.file", 0, 0});
  desk.read({{"plans/tickets.csv", tickets}});
  REQUIRE(desk.problems.empty());
  CHECK(desk.replay().rows.size() == 2);
}

TEST_CASE("data files: an absent one is told where it is named, with where to get it") {
  Desk desk;
  desk.read({});
  REQUIRE(desk.problems.size() == 1);
  CHECK(to_text(desk.problems[0]) ==
        "desks/base.yaml:4:7: error: cannot read 'desks/tickets.csv' (no "
        "such file); export it from the desk");
  CHECK(desk.read_files.empty());
}

TEST_CASE("data files: gzip that is cut short is told where the file is named") {
  Desk desk;
  desk.read({{"desks/tickets.csv", "\x1f\x8b\x08"}});
  REQUIRE(desk.problems.size() == 1);
  CHECK(desk.problems[0].why == "it is truncated: the gzip data stop before their end");
}

TEST_CASE("data files: the hash changes with any byte of any file") {
  const std::uint64_t as_it_is = Desk{}.read({{"desks/tickets.csv", tickets}}).hash;
  CHECK(as_it_is == Desk{}.read({{"desks/tickets.csv", tickets}}).hash);
  CHECK(as_it_is != Desk{}.read({{"desks/tickets.csv", tickets + "\n"}}).hash);
  CHECK(as_it_is != Desk{}.hash);
}

TEST_CASE("data files: problems inside a file name that file") {
  Desk desk;
  desk.read({{"desks/tickets.csv", "opened\nyesterday\n"}});
  REQUIRE(desk.problems.size() == 1);
  CHECK(desk.problems[0].place == Place{"desks/tickets.csv", 2, 1});
}

TEST_CASE("data files: a date format that cannot be used is told where it is written") {
  Desk desk;
  desk.places.put("demand.tickets.replay.date_format", {"desks/base.yaml", 6, 20});
  desk.scenario.demand.find("tickets")->replay->date_format = "%d/%m %H:%M";
  desk.read({{"desks/tickets.csv", tickets}});
  REQUIRE(desk.problems.size() == 1);
  CHECK(desk.problems[0].place == Place{"desks/base.yaml", 6, 20});
  CHECK(desk.problems[0].why == "it has no year (%Y)");
}

TEST_CASE("data files: tickets without a type") {
  Desk desk;
  desk.scenario.demand.find("tickets")->type.reset();
  desk.read({{"desks/tickets.csv", tickets}});
  REQUIRE(desk.problems.size() == 1);
  CHECK(desk.problems[0].place == Place{"desks/base.yaml", 4, 7});
}

TEST_CASE("data files: profiles and forecasts are read, too") {
  Desk desk;
  Demand& demand = *desk.scenario.demand.find("tickets");
  demand.replay.reset();
  demand.profile_file = "week.csv";
  demand.forecast.emplace();
  demand.forecast->file = "sub/f.csv";
  std::string week = "mon,tue,wed,thu,fri,sat,sun\n";
  for (int hour = 0; hour < 24; ++hour) week += "1,1,1,1,1,0,0\n";
  desk.places.put("demand.tickets", {"desks/base.yaml", 3, 3});
  desk.read(
      {{"desks/week.csv", week},
       {"desks/sub/f.csv", "interval_start,volume\n2026-01-05 08:00,1\n2026-01-05 09:00,2\n"}});
  REQUIRE(desk.problems.empty());
  CHECK(demand.profile.weights.size() == 168);
  CHECK(demand.forecast->rows.size() == 2);
  CHECK(desk.read_files == std::vector<std::string>{"desks/week.csv", "desks/sub/f.csv"});
}
