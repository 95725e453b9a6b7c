#include <string>

#include "sim/data_readers.hpp"
#include "tests/catch.hpp"

using namespace tiersim;

namespace {

struct Reading {
  Profile profile;
  std::vector<Problem> problems;
};

Reading read(const std::string& text) {
  Reading reading;
  FileProblems problems{"profile.csv", reading.problems};
  reading.profile = read_profile(text, problems);
  problems.finish();
  return reading;
}

/// Hour h of day d weighs 10 h + d; one field may be replaced.
std::string
profile_text(bool with_hour = true, int changed_hour = -1, const std::string& field = "") {
  std::string text =
      with_hour ? "hour,mon,tue,wed,thu,fri,sat,sun\n" : "mon,tue,wed,thu,fri,sat,sun\n";
  for (int hour = 0; hour < 24; ++hour) {
    if (with_hour) text += std::to_string(hour) + ",";
    for (int day = 0; day < 7; ++day) {
      const bool changed = day == 1 && hour == changed_hour;
      text += (day == 0 ? "" : ",") + (changed ? field : std::to_string(10 * hour + day));
    }
    text += "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("profile file: 24 rows of seven days, Monday 00:00 first, with or without the hour") {
  for (const bool with_hour : {true, false}) {
    const Reading reading = read(profile_text(with_hour));
    CHECK(reading.problems.empty());
    REQUIRE(reading.profile.weights.size() == 168);
    CHECK(reading.profile.weights[0] == 0);
    CHECK(reading.profile.weights[23] == 230);     // Monday 23:00
    CHECK(reading.profile.weights[24 + 9] == 91);  // Tuesday 09:00
    CHECK(reading.profile.weights[167] == 236);    // Sunday 23:00
  }
}

TEST_CASE("profile file: days may stand in any order") {
  std::string text = "sun,mon,tue,wed,thu,fri,sat\n";
  for (int hour = 0; hour < 24; ++hour) text += "7,1,2,3,4,5,6\n";
  const Reading reading = read(text);
  REQUIRE(reading.profile.weights.size() == 168);
  CHECK(reading.profile.weights[0] == 1);
  CHECK(reading.profile.weights[167] == 7);
}

TEST_CASE("profile file: weights that are none are told by line and column") {
  struct Case {
    const char* field;
    const char* what;
  };
  for (const Case& c : {Case{"-1", "the weight '-1' is out of range"},
                        Case{"1e13", "the weight '1e13' is out of range"},
                        Case{"nan", "'nan' is not a number"}, Case{"inf", "'inf' is not a number"},
                        Case{"", "'' is not a number"}, Case{"x", "'x' is not a number"}}) {
    const Reading reading = read(profile_text(true, 8, c.field));
    REQUIRE(reading.problems.size() == 1);
    CHECK(reading.problems[0].what == c.what);
    CHECK(reading.problems[0].place == Place{"profile.csv", 10, 6});
    CHECK(reading.profile.weights.empty());
  }
}

TEST_CASE("profile file: wrong shapes") {
  CHECK(read("hour,mon,tue,wed,thu,fri,sat\n").problems.at(0).what == "no column 'sun'");
  CHECK(read("mon,tue,wed,thu,fri,sat,sun\n1,1,1,1,1,1,1\n").problems.at(0).what ==
        "the profile has 1 of 24 rows");
  CHECK(read(profile_text(false) + "1,1,1,1,1,1,1\n").problems.at(0).what == "more than 24 rows");
  std::string zeros = "mon,tue,wed,thu,fri,sat,sun\n";
  for (int hour = 0; hour < 24; ++hour) zeros += "0,0,0,0,0,0,0\n";
  CHECK(read(zeros).problems.at(0).what == "all weights are 0");
  std::string from_one = "hour,mon,tue,wed,thu,fri,sat,sun\n";
  for (int hour = 1; hour <= 24; ++hour) from_one += std::to_string(hour) + ",1,1,1,1,1,1,1\n";
  CHECK(read(from_one).problems.at(0).what == "'1' where the hour 0 is expected");
}
