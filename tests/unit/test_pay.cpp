// Hours that are paid by another rate: hours x rates by hand.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;
using test::Timeline;

namespace {

const std::string night = "night: {weekly: {mon-sun: \"22:00-06:00\"}, factor: 1.25}";
const std::string weekend = "weekend: {weekly: {sat-sun: \"00:00-24:00\"}, factor: 1.5}";
const std::string holiday = "holiday: {holidays: days, factor: 2}";

/// One head for a week from Monday, 5 January 2026; a ticket takes 6 hours.
/// \param pay  rules; empty: none.
std::string desk(const std::string& hours,
                 const std::string& pay,
                 const std::string& group = "cost_per_hour: 10",
                 const std::string& horizon = "start: 2026-01-05, length: 1w") {
  return "horizon: {" + horizon +
         "}\n"
         "calendars: {days: {weekly: {mon-fri: \"08:00-18:00\"}, holidays: [2026-01-06]}}\n"
         "shifts: {work: {weekly: {" +
         hours +
         "}}}\n"
         "tiers: [{name: L1}]\n"
         "ticket_types: {t: {handle_time: {L1: {deterministic: 6h}}}}\n"
         "staff: {desk: {tier: L1, heads: 1, shift: work, " +
         group + (pay.empty() ? "" : ", pay: {" + pay + "}") + "}}\n";
}

const std::string nights = "mon-sun: \"22:00-06:00\"";
const std::string days = "mon-fri: \"09:00-17:00\"";

double staff_sum(const Timeline& timeline, StaffSum sum) {
  const MeasureLayout layout{timeline.model()};
  return static_cast<double>(timeline.measures().sums[layout.staff(PostId{0U}, sum)]);
}

double labour(const std::string& text, const std::string& rows = "2027-01-05 03:00,t\n") {
  return staff_sum(Timeline{text, rows}, StaffSum::labour) / 100;
}

}  // namespace

TEST_CASE("pay: night hours, weekends and holidays, the highest factor of those that hold") {
  // The week has 56 hours of night shifts: 6 of Monday's morning, six nights of 8, 2 on Sunday.
  CHECK(labour(desk(nights, "")) == 560);
  CHECK(labour(desk(nights, night)) == 56 * 12.5);
  // By the clock: 8 hours of Saturday and 8 of Sunday.
  CHECK(labour(desk(nights, weekend)) == 40 * 10 + 16 * 15);
  CHECK(labour(desk(nights, night + ", " + weekend)) == 40 * 12.5 + 16 * 15);
  // Tuesday is a holiday: 6 hours in the morning, 2 in the evening.
  CHECK(labour(desk(nights, night + ", " + weekend + ", " + holiday)) ==
        32 * 12.5 + 16 * 15 + 8 * 20);
  // A day shift: 8 hours on the holiday, and none at night.
  CHECK(labour(desk(days, night + ", " + holiday)) == 32 * 10 + 8 * 20);
}

TEST_CASE("pay: the rate of an hour may be lower, and a lower one does not undo a higher") {
  CHECK(labour(desk(days, "early: {weekly: {mon: \"09:00-10:00\"}, factor: 50%}")) == 395);
  CHECK(labour(desk(days, "early: {weekly: {mon: \"09:00-11:00\"}, factor: 50%}, "
                          "first: {weekly: {mon: \"10:00-11:00\"}, factor: 3}")) == 380 + 5 + 30);
}

TEST_CASE("pay: overtime by the highest factor, its own included") {
  // From 16:30 to 22:30: five hours and a half of overtime, the last half hour at night.
  const std::string rows = "2026-01-05 16:30,t\n";
  const std::string late = "late: {weekly: {mon-sun: \"22:00-06:00\"}, factor: 2}";
  const std::string group = "cost_per_hour: 10, overtime_factor: 1.5";
  CHECK(labour(desk(days, "", group), rows) == 400 + 5.5 * 15);
  CHECK(labour(desk(days, late, group), rows) == 400 + 5 * 15 + 0.5 * 20);
  CHECK(labour(desk(days, night, group), rows) == 400 + 5.5 * 15);  // 1.25 is less than 1.5
  CHECK(labour(desk(days, night), rows) == 400 + 5 * 10 + 0.5 * 12.5);
}

TEST_CASE("pay: nights and Sundays in which clocks change, to the second") {
  const std::string saturday = "sat: \"22:00-06:00\"";
  const std::string sunday = "sunday: {weekly: {sun: \"00:00-24:00\"}, factor: 1.5}";
  const auto from = [](const std::string& start) {
    return "start: " + start + ", length: 2d, time_zone: Europe/Paris";
  };
  const std::string pay = "cost_per_hour: 10";
  // Spring: 7 hours, 5 of them on Sunday. Autumn: 9 hours, 7 of them on Sunday.
  CHECK(labour(desk(saturday, night, pay, from("2026-03-28"))) == 7 * 12.5);
  CHECK(labour(desk(saturday, sunday, pay, from("2026-03-28"))) == 2 * 10 + 5 * 15);
  CHECK(labour(desk(saturday, night, pay, from("2026-10-24"))) == 9 * 12.5);
  CHECK(labour(desk(saturday, sunday, pay, from("2026-10-24"))) == 2 * 10 + 7 * 15);
}

TEST_CASE("pay: hours are those of the shift's zone") {
  const std::string text =
      "horizon: {start: 2026-01-05, length: 1w, time_zone: America/New_York}\n"
      "shifts: {work: {time_zone: Asia/Kolkata, weekly: {tue-fri: \"09:00-17:00\"}}}\n"
      "tiers: [{name: L1}]\n"
      "ticket_types: {t: {handle_time: {L1: {deterministic: 6h}}}}\n"
      "staff: {desk: {tier: L1, heads: 2, shift: work, cost_per_hour: 10, pay: {late: {weekly: "
      "{mon-sun: \"16:15-18:00\"}, factor: 2}}}}\n";
  CHECK(labour(text) == 2 * 4 * (7.25 * 10 + 0.75 * 20));
}

TEST_CASE("pay: of salaries, on top of them, by the mean cost of a paid hour") {
  // 36,525 a year are 700 a week, and 12.50 for each of its 56 hours.
  CHECK(labour(desk(nights, "", "salary: 36525")) == 700);
  CHECK(labour(desk(nights, night, "salary: 36525")) == 700 + 56 * 12.5 * 0.25);
  CHECK(labour(desk(nights, night, "salary: 36525, support_share: 50%")) ==
        (700 + 56 * 12.5 * 0.25) / 2);
}

TEST_CASE("pay: paid hours stay the same, and factors of 1 change nothing") {
  const Timeline plain{desk(nights, ""), "2027-01-05 03:00,t\n"};
  const Timeline paid{desk(nights, night + ", " + weekend), "2027-01-05 03:00,t\n"};
  CHECK(staff_sum(paid, StaffSum::paid_ms) == staff_sum(plain, StaffSum::paid_ms));
  const std::string alike = "night: {weekly: {mon-sun: \"22:00-06:00\"}, factor: 1}";
  const std::string rows = "2026-01-05 16:30,t\n";
  const std::string group = "cost_per_hour: 32, overtime_factor: 1.5";
  CHECK(labour(desk(days, alike, group), rows) == labour(desk(days, "", group), rows));
}

TEST_CASE("pay: what is wrong with it") {
  const auto with = [](const std::string& pay) {
    return test::problems_overlaid("staff: {desk: {pay: {" + pay + "}}}\n");
  };
  CHECK(with(night + ", holiday: {holidays: office, factor: 200%}") == "");
  CHECK_THAT(with("night: {weekly: {mon-sun: \"22:00-06:00\"}}"),
             ContainsSubstring("`staff.desk.pay.night.factor` is missing"));
  CHECK_THAT(with("night: {factor: 2}"), ContainsSubstring("the rule is for no hours"));
  CHECK_THAT(with("night: {weekly: 24x7, holidays: office, factor: 2}"),
             ContainsSubstring("write two rules"));
  CHECK_THAT(with("night: {weekly: \"22:00-06:00\", factor: 2}"),
             ContainsSubstring("write `{mon-fri: \"22:00-06:00\"}`"));
  CHECK_THAT(with("holiday: {holidays: offise, factor: 2}"),
             ContainsSubstring("did you mean 'office'?"));
  CHECK_THAT(with("night: {weekly: 24x7, factor: 11}"), ContainsSubstring("allowed: 0 to 10"));
  CHECK_THAT(test::problems_overlaid("staff: {engineers: {pay: {" + night + "}}}\n"),
             ContainsSubstring("'engineers' has no rate of pay"));
  std::string many;
  for (int i = 0; i < 13; ++i) {
    many += "r" + std::to_string(i) + ": {weekly: 24x7, factor: 2}, ";
  }
  CHECK_THAT(with(many), ContainsSubstring("at most 12"));
}
