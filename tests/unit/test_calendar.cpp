#include "tiersim/calendar.hpp"

#include "tests/catch.hpp"

using namespace tiersim;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

// 2024-03-25 is a Monday; Paris puts its clock forward on the Sunday after.
constexpr LocalDay monday{2024y / March / 25};
constexpr LocalDay sunday = monday + days{6};

LocalClock clock_of(const std::string& zone, year_month_day start) {
  return LocalClock{zone, sys_days{start}, sys_days{start} + 400 * one_day};
}

WeeklyHours every_day(std::vector<DaySpan> spans) {
  WeeklyHours hours;
  hours.days.fill(spans);
  return hours;
}

WeeklyHours office() {
  WeeklyHours hours = every_day({{9h, 18h}});
  hours.days[5].clear();
  hours.days[6].clear();
  return hours;
}

/// In UTC, the horizon starting on `monday`.
std::vector<Interval> expand_week(const WeeklyHours& hours, std::vector<LocalDay> holidays = {}) {
  return expand(hours, holidays, clock_of("UTC", 2024y / March / 25), monday, sunday);
}

/// The length of the interval that starts on the given day in a zone.
Duration length_on(const std::string& zone, const WeeklyHours& hours, year_month_day day) {
  const LocalClock clock = clock_of(zone, day);
  const auto intervals = expand(hours, {}, clock, local_days{day}, local_days{day});
  REQUIRE(intervals.size() == 1);
  return intervals[0].length();
}

}  // namespace

TEST_CASE("a week of office hours", "[calendar]") {
  const auto week = expand_week(office());
  REQUIRE(week.size() == 5);
  CHECK(week[0] == Interval{Instant{9h}, Instant{18h}, monday});
  CHECK(week[4] == Interval{Instant{4 * 24h + 9h}, Instant{4 * 24h + 18h}, monday + days{4}});
}

TEST_CASE("a holiday has no hours", "[calendar]") {
  const auto week = expand_week(office(), {monday + days{1}, monday + days{3}});
  REQUIRE(week.size() == 3);
  CHECK(week[1].day == monday + days{2});
}

TEST_CASE("a span across midnight belongs to the day on which it starts", "[calendar]") {
  const auto week = expand_week(every_day({{22h, 30h}}), {monday + days{1}});
  REQUIRE(week.size() == 6);
  CHECK(week[0] == Interval{Instant{22h}, Instant{30h}, monday});
  CHECK(week[1].day == monday + days{2});
  CHECK(week[1].from == Instant{2 * 24h + 22h});
}

TEST_CASE("a night shift in the night of a change has 7 or 9 hours", "[calendar]") {
  const WeeklyHours nights = every_day({{22h, 30h}});
  CHECK(length_on("Europe/Paris", nights, 2024y / March / 29) == 8h);
  CHECK(length_on("Europe/Paris", nights, 2024y / March / 30) == 7h);
  CHECK(length_on("Europe/Paris", nights, 2024y / October / 26) == 9h);
  CHECK(length_on("America/New_York", nights, 2024y / March / 9) == 7h);
  CHECK(length_on("America/New_York", nights, 2024y / November / 2) == 9h);
  CHECK(length_on("Asia/Kolkata", nights, 2024y / March / 30) == 8h);
}

TEST_CASE("a whole day of a change has 23 or 25 hours, and days leave no hole", "[calendar]") {
  CHECK(length_on("Europe/Paris", WeeklyHours::always(), 2024y / March / 31) == 23h);
  CHECK(length_on("Europe/Paris", WeeklyHours::always(), 2024y / October / 27) == 25h);
  const LocalClock paris = clock_of("Europe/Paris", 2024y / January / 1);
  const auto year = expand(WeeklyHours::always(), {}, paris, local_days{2024y / January / 1},
                           local_days{2024y / December / 31});
  REQUIRE(year.size() == 366);
  for (std::size_t i = 1; i < year.size(); ++i) CHECK(year[i - 1].to == year[i].from);
  CHECK(year.back().to - year.front().from == 366 * one_day);
}

TEST_CASE("a span inside the hour that is left out is moved forward by it", "[calendar]") {
  const LocalClock paris = clock_of("Europe/Paris", 2024y / March / 31);
  const LocalDay day{2024y / March / 31};
  const auto moved = expand(every_day({{2h, 2h + 30min}}), {}, paris, day, day);
  REQUIRE(moved.size() == 1);
  CHECK(moved[0].from == Instant{1h});  // 03:00 summer time
  CHECK(moved[0].length() == 30min);
  // From 02:30 (read as 03:30) until 03:00 there is nothing left.
  CHECK(expand(every_day({{2h + 30min, 3h}}), {}, paris, day, day).empty());
}

TEST_CASE("spans of one day that touch or overlap are one", "[calendar]") {
  const auto week = expand_week(every_day({{13h, 17h}, {8h, 12h}, {12h, 13h}, {16h, 18h}}));
  REQUIRE(week.size() == 7);
  CHECK(week[0] == Interval{Instant{8h}, Instant{18h}, monday});
}

TEST_CASE("spans of different days stay apart, and the earlier day keeps what both claim",
          "[calendar]") {
  const auto week = expand_week(every_day({{8h, 34h}}));
  REQUIRE(week.size() == 7);
  CHECK(week[0] == Interval{Instant{8h}, Instant{34h}, monday});
  CHECK(week[1] == Interval{Instant{34h}, Instant{58h}, monday + days{1}});
}

TEST_CASE("weekly hours know when they are never closed, and never open", "[calendar]") {
  CHECK(WeeklyHours::always().is_always());
  CHECK(every_day({{12h, 24h}, {0h, 12h}}).is_always());
  CHECK_FALSE(every_day({{0h, 24h - 1ms}}).is_always());
  CHECK_FALSE(office().is_always());
  CHECK(office().open_days() == 5);
  CHECK(WeeklyHours{}.open_days() == 0);
  CHECK(expand_week(WeeklyHours{}).empty());
}

TEST_CASE("a business day is the most frequent length of an open day", "[calendar]") {
  CHECK(business_day(office()) == 9h);
  CHECK(business_day(WeeklyHours::always()) == 24h);
  CHECK(business_day(WeeklyHours{}) == 0h);
  WeeklyHours hours = office();
  hours.days[5] = {{9h, 13h}};
  CHECK(business_day(hours) == 9h);
  CHECK(business_day(every_day({{8h, 12h}, {13h, 18h}})) == 9h);
  CHECK(business_day(every_day({{22h, 30h}})) == 8h);
}

TEST_CASE("of lengths that are equally frequent a business day is the longer", "[calendar]") {
  WeeklyHours hours;
  hours.days[0] = {{9h, 17h}};
  hours.days[1] = {{9h, 19h}};
  hours.days[2] = {{9h, 17h}};
  hours.days[3] = {{9h, 19h}};
  hours.days[4] = {{0h, 24h}};
  CHECK(business_day(hours) == 10h);
}
