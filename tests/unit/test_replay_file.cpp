#include <string>
#include <vector>

#include "sim/data_readers.hpp"
#include "tests/catch.hpp"

using namespace tiersim;

namespace {

/// A desk with a replay of `when,kind,via,urgency`.
struct Desk {
  Scenario scenario;
  Demand demand;
  Replay replay;
  std::vector<Problem> problems;

  Desk() {
    for (const char* type : {"access", "defect"}) scenario.ticket_types.get_or_add(type);
    for (const char* channel : {"phone", "email"}) scenario.channels.get_or_add(channel);
    scenario.priorities = {"P1", "P2"};
    replay.columns.opened = "when";
    replay.columns.type = "kind";
  }
  Desk& read(const std::string& rows) {
    FileProblems found{"r.csv", problems};
    read_replay(replay, "when,kind,via,urgency\n" + rows, {scenario, demand}, found);
    found.finish();
    return *this;
  }
  [[nodiscard]] std::string type_of(std::size_t row) const {
    return replay.type_names.at(replay.rows.at(row).type);
  }
  [[nodiscard]] std::string channel_of(std::size_t row) const {
    return replay.channel_names.at(replay.rows.at(row).channel);
  }
  [[nodiscard]] std::string priority_of(std::size_t row) const {
    return replay.priority_names.at(replay.rows.at(row).priority);
  }
};

void map(Named<std::string>& values, const std::string& value, const std::string& name) {
  values.get_or_add(value) = name;
}

}  // namespace

TEST_CASE("replay file: rows in order of opening, those of one minute in the file's order") {
  Desk desk;
  desk.read("2016-03-01 09:00,access,,\n2016-02-29 01:16,defect,,\n2016-03-01 09:00,defect,,\n");
  REQUIRE(desk.problems.empty());
  REQUIRE(desk.replay.rows.size() == 3);
  CHECK(desk.replay.rows[0].line == 3);
  CHECK(desk.replay.rows[1].line == 2);
  CHECK(desk.replay.rows[2].line == 4);
  CHECK(desk.type_of(0) == "defect");
  CHECK(desk.type_of(1) == "access");
  const LocalDay day{std::chrono::year{2016} / std::chrono::February / 29};
  CHECK(desk.replay.rows[0].opened == LocalTime{day} + one_hour + 16 * one_minute);
}

TEST_CASE("replay file: without columns of channel and priority the stream's shares are used") {
  Desk desk;
  desk.read("2016-03-01 09:00,access,phone,P1\n");
  CHECK(desk.channel_of(0).empty());
  CHECK(desk.priority_of(0).empty());
}

TEST_CASE("replay file: without a column of types all rows have the stream's type") {
  Desk desk;
  desk.replay.columns.type.reset();
  desk.demand.type = "defect";
  desk.read("2016-03-01 09:00,whatever,,\n");
  REQUIRE(desk.problems.empty());
  CHECK(desk.type_of(0) == "defect");
}

TEST_CASE("replay file: values are mapped, others by default") {
  Desk desk;
  desk.replay.columns.channel = "via";
  desk.replay.columns.priority = "urgency";
  map(desk.replay.types, "Category 26", "access");
  map(desk.replay.types, "default", "defect");
  map(desk.replay.channels, "Phone", "phone");
  map(desk.replay.channels, "?", "email");
  map(desk.replay.priorities, "1 - Critical", "P1");
  map(desk.replay.priorities, "default", "P2");
  desk.read("2016-03-01 09:00,Category 26,Phone,1 - Critical\n"
            "2016-03-01 09:01,Category 27,?,3 - Moderate\n2016-03-01 09:02,,,?\n");
  REQUIRE(desk.problems.empty());
  CHECK(desk.type_of(0) == "access");
  CHECK(desk.type_of(1) == "defect");
  CHECK(desk.type_of(2) == "defect");
  CHECK(desk.channel_of(0) == "phone");
  CHECK(desk.channel_of(2) == "email");
  CHECK(desk.priority_of(0) == "P1");
  CHECK(desk.priority_of(2) == "P2");
}

TEST_CASE("replay file: a missing type is the stream's, unless the map says otherwise") {
  Desk desk;
  desk.demand.type = "access";
  map(desk.replay.types, "D", "defect");
  desk.read("2016-03-01 09:00,D,,\n2016-03-01 09:01,?,,\n");
  REQUIRE(desk.problems.empty());
  CHECK(desk.type_of(1) == "access");
}

TEST_CASE(
    "replay file: each value that is not mapped is told once, with its first line and count") {
  Desk desk;
  map(desk.replay.types, "A", "access");
  desk.read("2016-03-01 09:00,A,,\n2016-03-01 09:01,B,,\n2016-03-01 09:02,C,,\n"
            "2016-03-01 09:03,B,,\n2016-03-01 09:04,,,\n");
  REQUIRE(desk.problems.size() == 3);
  CHECK(
      to_text(desk.problems[0]) ==
      "r.csv:3: error: the type 'B' is not mapped in 2 rows, first here (`types` says what each value "
      "in the file stands for); add it there, or 'default: NAME' for all others");
  CHECK(desk.problems[1].place.line == 4);
  CHECK(desk.problems[2].what == "no type in 1 row, first here");
}

TEST_CASE("replay file: a column with a value of its own in each row ends in ten problems") {
  Desk desk;
  map(desk.replay.types, "A", "access");
  std::string rows;
  for (int i = 0; i < 3000; ++i) rows += "2016-03-01 09:00,N" + std::to_string(i) + ",,\n";
  desk.read(rows);
  CHECK(desk.problems.size() == FileProblems::most_shown + 1);
}

TEST_CASE("replay file: without a map, values are names of the scenario") {
  Desk desk;
  desk.replay.columns.channel = "via";
  desk.replay.columns.priority = "urgency";
  desk.read("2016-03-01 09:00,access,email,P2\n2016-03-01 09:00,acess,phone,P3\n");
  REQUIRE(desk.problems.size() == 2);
  CHECK(
      to_text(desk.problems[0]) ==
      "r.csv:3: error: unknown type 'acess' in 1 row, first here (without `types`, values are names of "
      "the scenario); did you mean 'access'?");
  CHECK(desk.problems[1].suggestion == "the priorities are: P1, P2");
  CHECK(desk.channel_of(0) == "email");
  CHECK(desk.priority_of(0) == "P2");
}

TEST_CASE("replay file: dates in another format are told, with the format that fits") {
  Desk desk;
  desk.replay.date_format = "%d/%m/%Y %H:%M";
  desk.read("29/2/2016 01:16,access,,\n2016-02-29 01:16,access,,\n?,access,,\n");
  REQUIRE(desk.problems.size() == 2);
  CHECK(
      to_text(desk.problems[0]) ==
      "r.csv:3:1: error: '2016-02-29 01:16' is not a date (date_format is '%d/%m/%Y %H:%M'); write "
      "'date_format: \"%Y-%m-%d %H:%M\"'?");
  CHECK(desk.problems[1].what == "no date of opening");
}

TEST_CASE("replay file: columns that are not there, and a file without tickets") {
  Desk desk;
  desk.replay.columns.opened = "whn";
  desk.read("2016-03-01 09:00,access,,\n");
  CHECK(to_text(desk.problems.at(0)) ==
        "r.csv:1: error: no column 'whn' (columns are found by their name "
        "in line 1); did you mean 'when'?");
  Desk empty;
  empty.read("");
  CHECK(empty.problems.at(0).what == "the file has no tickets");
}
