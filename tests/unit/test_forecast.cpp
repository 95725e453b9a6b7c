#include <string>
#include <vector>

#include "sim/data_readers.hpp"
#include "tests/catch.hpp"

using namespace tiersim;

namespace {

/// A scenario with the types access and defect, and the channels phone and email.
struct Desk {
  Scenario scenario;
  Demand demand;
  std::vector<Problem> problems;
  Forecast forecast;

  Desk() {
    for (const char* type : {"access", "defect"}) scenario.ticket_types.get_or_add(type);
    for (const char* channel : {"phone", "email"}) scenario.channels.get_or_add(channel);
  }
  Desk& read(const std::string& text) {
    FileProblems found{"f.csv", problems};
    read_forecast(forecast, text, {scenario, demand}, found);
    found.finish();
    return *this;
  }
};

LocalTime at(unsigned month, unsigned day, int hour, int minute) {
  const std::chrono::year_month_day date{std::chrono::year{2026}, std::chrono::month{month},
                                         std::chrono::day{day}};
  return LocalTime{LocalDay{date}} + hour * one_hour + minute * one_minute;
}

}  // namespace

TEST_CASE("forecast: rows by type, channel and start, whatever the order in the file") {
  Desk desk;
  desk.read("volume,interval_start,type,channel,handle_time\n"
            "3,2026-01-05 08:30,access,phone,6m30s\n"
            "2.5,2026-01-05 08:00,access,phone,\n"
            "1,2026-01-05T08:00,access,email,1h\n"
            "0,2026-01-05T08:30:00,access,email,90s\n");
  REQUIRE(desk.problems.empty());
  CHECK(desk.forecast.interval == 30 * one_minute);
  REQUIRE(desk.forecast.rows.size() == 4);
  const std::vector<ForecastRow>& rows = desk.forecast.rows;
  CHECK(rows[0].channel == "email");
  CHECK(rows[0].handle_time == one_hour);
  CHECK(rows[1].handle_time == 90 * one_second);
  CHECK(rows[2].start == at(1, 5, 8, 0));
  CHECK(rows[2].volume == 2.5);
  CHECK_FALSE(rows[2].handle_time);
  CHECK(rows[3].start == at(1, 5, 8, 30));
  CHECK(rows[3].handle_time == 390 * one_second);
}

TEST_CASE("forecast: the stream's type stands where the file has none") {
  Desk desk;
  desk.demand.type = "defect";
  desk.read("interval_start,volume\n2026-01-05 08:00,1\n2026-01-05 08:15,1\n");
  REQUIRE(desk.problems.empty());
  CHECK(desk.forecast.interval == 15 * one_minute);
  CHECK(desk.forecast.rows[0].type == "defect");
  CHECK(desk.forecast.rows[0].channel.empty());
}

TEST_CASE("forecast: without a type anywhere") {
  Desk desk;
  desk.read("interval_start,volume\n2026-01-05 08:00,1\n");
  CHECK(desk.problems.at(0).what == "no column 'type'");
}

TEST_CASE("forecast: values that are wrong are told by line and column") {
  struct Case {
    const char* row;
    const char* text;
  };
  for (const Case& c : {
           Case{"2026-01-05 8am,access,1,",
                "f.csv:2:1: error: '2026-01-05 8am' is not the start of an "
                "interval (it is a local date and time); write it as "
                "2026-01-31 08:30"},
           Case{"2026-01-05 08:00,acces,1,",
                "f.csv:2:18: error: unknown type 'acces' (it is not among "
                "the types of the scenario); did you mean 'access'?"},
           Case{"2026-01-05 08:00,access,-1,",
                "f.csv:2:25: error: the volume '-1' is negative (it is an "
                "expected number of tickets, 0 or more)"},
       }) {
    Desk desk;
    desk.read(std::string{"interval_start,type,volume,handle_time\n"} + c.row + "\n");
    REQUIRE(desk.problems.size() == 1);
    CHECK(to_text(desk.problems[0]) == c.text);
  }
}

TEST_CASE("forecast: volumes that are no numbers, and handle times without a unit") {
  for (const char* row :
       {"nan,6m", "inf,6m", "x,6m", ",6m", "1,390", "1,2d", "1,-6m", "1e999,6m"}) {
    Desk desk;
    desk.read(std::string{"interval_start,type,volume,handle_time\n2026-01-05 08:00,access,"} +
              row + "\n");
    INFO(row);
    CHECK(desk.problems.size() == 1);
  }
}

TEST_CASE("forecast: an unknown channel and an unknown column") {
  Desk desk;
  desk.read("interval_start,type,channel,volume\n2026-01-05 08:00,access,phon,1\n");
  CHECK(desk.problems.at(0).suggestion == "did you mean 'phone'?");
  Desk other;
  other.read("interval_start,type,volume,handle_tme\n");
  CHECK(to_text(other.problems.at(0)) ==
        "f.csv:1:28: error: unknown column 'handle_tme' (a forecast has "
        "fixed columns); did you mean 'handle_time'?");
}

TEST_CASE("forecast: a gap is told at the row after it, an overlap at the later row") {
  const std::string head = "interval_start,type,volume\n2026-01-05 08:00,access,1\n"
                           "2026-01-05 08:30,access,1\n2026-01-05 09:00,access,1\n";
  Desk gap;
  gap.read(head + "2026-01-05 10:00,access,1\n");
  REQUIRE(gap.problems.size() == 1);
  CHECK(
      to_text(gap.problems[0]) ==
      "f.csv:5: error: a gap before 2026-01-05 10:00 of 'access' (the row before it is for 2026-01-05 "
      "09:00, and intervals are 30m long); write a row with volume 0 where nothing is expected");
  Desk overlap;
  overlap.read(head + "2026-01-05 09:10,access,1\n");
  CHECK(overlap.problems.at(0).what ==
        "the interval from 2026-01-05 09:10 of 'access' overlaps the one "
        "before");
  Desk twice;
  twice.read(head + "2026-01-05 08:30,access,1\n");
  CHECK(twice.problems.at(0).place.line == 5);
  CHECK(twice.problems.at(0).what == "a second row for 2026-01-05 08:30 of 'access'");
}

TEST_CASE("forecast: series may start and end at different times") {
  Desk desk;
  desk.read("interval_start,type,volume\n2026-01-05 08:00,access,1\n2026-01-05 09:00,access,1\n"
            "2026-02-05 08:00,defect,1\n2026-02-05 09:00,defect,1\n");
  CHECK(desk.problems.empty());
  CHECK(desk.forecast.interval == one_hour);
}

TEST_CASE("forecast: intervals other than 15, 30 and 60 minutes") {
  Desk desk;
  desk.read("interval_start,type,volume\n2026-01-05 08:00,access,1\n2026-01-05 08:20,access,1\n");
  CHECK(to_text(desk.problems.at(0)) ==
        "f.csv: error: intervals of 20m (intervals of a forecast are 15, 30 or 60 minutes long)");
  Desk single;
  single.read("interval_start,type,volume\n2026-01-05 08:00,access,1\n");
  CHECK(single.problems.size() == 1);
}

TEST_CASE("forecast: a row that stands twice is told even where the series is short") {
  Desk desk;
  desk.read("interval_start,type,volume\n2026-01-05 08:00,access,1\n2026-01-05 08:30,access,1\n"
            "2026-01-05 08:30,access,1\n");
  REQUIRE(desk.problems.size() == 1);
  CHECK(to_text(desk.problems[0]) ==
        "f.csv:4: error: a second row for 2026-01-05 08:30 of 'access' "
        "(intervals are 30m long)");
  Desk only;
  only.read("interval_start,type,volume\n2026-01-05 08:30,access,1\n2026-01-05 08:30,access,1\n");
  CHECK(only.problems.at(0).what ==
        "no series has rows for two times, so that the interval is not known");
}

TEST_CASE("forecast: no more tickets an hour than a stream may have") {
  const std::string head = "interval_start,type,volume\n2026-01-05 08:00,access,";
  Desk most;
  most.read(head + "50000\n2026-01-05 08:30,access,1\n");
  CHECK(most.problems.empty());
  Desk more;
  more.read(head + "1\n2026-01-05 08:30,access,50001\n2026-01-05 09:00,access,1e9\n");
  REQUIRE(more.problems.size() == 2);
  CHECK(
      to_text(more.problems[0]) ==
      "f.csv:3: error: 100002 tickets an hour from 2026-01-05 08:30 of 'access' (at most 100000 an "
      "hour and stream)");
  CHECK(
      to_text(more.problems[1]) ==
      "f.csv:4: error: 2e+09 tickets an hour from 2026-01-05 09:00 of 'access' (at most 100000 an "
      "hour and stream)");
}

TEST_CASE("forecast: the hour that a change of the clock leaves out may be left out") {
  Desk desk;
  desk.demand.time_zone = "Europe/Paris";  // on 2026-03-29 02:00 becomes 03:00
  const std::string rows = "interval_start,type,volume\n2026-03-29 00:00,access,1\n"
                           "2026-03-29 01:00,access,1\n2026-03-29 03:00,access,1\n";
  CHECK(desk.read(rows).problems.empty());
  Desk in_utc;
  CHECK(in_utc.read(rows).problems.size() == 1);
}
