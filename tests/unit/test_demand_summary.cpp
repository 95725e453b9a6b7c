#include <chrono>
#include <string>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tiersim/requirement.hpp"

using namespace tiersim;
using namespace std::chrono;

namespace {

/// Ten tickets on each weekday, 08:00 to 18:00, and people in these hours from Monday to Thursday.
std::string desk(const std::string& horizon, const std::string& stream = "") {
  return "horizon: " + horizon +
         "\n"
         "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}, holidays: [2026-02-02]}}\n"
         "shifts: {day: {weekly: {mon-thu: \"08:00-18:00\"}}}\n"
         "priorities: [P1, P2]\n"
         "ticket_types: {a: {handle_time: {L1: 6m}}}\n"
         "demand: {a: {type: a, volume: 10/bd, profile: {mon-fri: \"08:00-18:00\"},"
         " priorities: {P1: 20%, P2: 80%}" +
         stream +
         "}}\n"
         "tiers: [{name: L1}]\n"
         "staff: {desk: {tier: L1, heads: 1, shift: day}}\n"
         "sla: {resolution: {target: 1bd, calendar: office}}\n";
}

DemandSummary summary(const std::string& text) {
  return summarise_demand(compile(test::load(text).scenario));
}

}  // namespace

TEST_CASE("two weeks across the turn of a month", "[demand_summary]") {
  const DemandSummary demand = summary(desk("{start: 2026-01-26, length: 2w, warm_up: 1w}"));
  CHECK(demand.total == Approx(100));
  CHECK(demand.measured == Approx(50));
  CHECK(demand.measured_weeks == Approx(1));
  CHECK(demand.by_weekday.at(0) == Approx(10));
  CHECK(demand.by_weekday.at(5) == 0);
  // 2026-02-02 is a holiday of the calendar, not of the demand: 90 tickets on nine open days.
  CHECK(demand.business_days == 9);
  CHECK(demand.per_business_day == Approx(10));
  REQUIRE(demand.weeks.size() == 2);
  CHECK(demand.weeks.at(1).tickets == Approx(50));
  REQUIRE(demand.months.size() == 2);
  CHECK(demand.months.at(0).days == 6);
  CHECK(demand.months.at(0).tickets == Approx(50));
  CHECK(demand.months.at(1).first == local_days{2026y / 2 / 1});
  CHECK(demand.months.at(1).days == 8);
}

TEST_CASE("each leaf is a flow with its tier of entry", "[demand_summary]") {
  const DemandSummary demand = summary(desk("{start: 2026-01-26, length: 2w}"));
  REQUIRE(demand.flows.size() == 2);
  CHECK(demand.flows.at(0).tickets == Approx(20));
  CHECK(demand.flows.at(1).tickets == Approx(80));
  CHECK(demand.flows.at(0).handle_scale == Approx(1));
}

TEST_CASE("tickets of Friday open while nobody is on duty", "[demand_summary]") {
  const DemandSummary demand = summary(desk("{start: 2026-01-26, length: 2w}"));
  const Attendance& all = demand.attendance[TierId{0U}];
  CHECK(all.tickets == Approx(100));
  CHECK(all.unattended == Approx(20));
  const Attendance& highest = demand.highest_attendance[TierId{0U}];
  CHECK(highest.tickets == Approx(20));
  CHECK(highest.unattended == Approx(4));
}

TEST_CASE("hours of a zone at half past do not leak", "[demand_summary]") {
  // 08:00 to 18:00 in Kolkata is 02:30 to 12:30 UTC; the people work 08:00 to 18:00 UTC.
  const DemandSummary demand =
      summary(desk("{start: 2026-01-26, length: 2w}", ", time_zone: Asia/Kolkata"));
  CHECK(demand.total == Approx(100));
  // Four of five days, 4.5 of 10 hours: 36 of 100 are attended.
  CHECK(demand.attendance[TierId{0U}].unattended == Approx(64));
}

TEST_CASE("a day of 23 hours has as many office hours", "[demand_summary]") {
  const DemandSummary demand =
      summary(desk("{start: 2026-03-23, length: 2w, time_zone: Europe/Paris}"));
  CHECK(demand.total == Approx(100));
  CHECK(demand.weeks.at(1).tickets == Approx(50));
}

TEST_CASE("a surge is reckoned by quarter hours", "[demand_summary]") {
  const DemandSummary demand =
      summary(desk("{start: 2026-01-26, length: 1w}") +
              "surges: [{name: storm, on: mon, at: \"08:00\", factor: 2, half_life: 1h}]\n");
  // One more ticket an hour at 08:00, halving by the hour, at the start of each quarter: a
  // geometric series 0.25 (1 - 2^-10) / (1 - 2^-0.25) of Monday; under 0.01 is left for the other
  // days.
  CHECK(demand.by_weekday.at(0) == Approx(10 + 1.5692).epsilon(1e-3));
}

TEST_CASE("long horizons are reckoned from every nth week", "[demand_summary]") {
  const DemandSummary demand = summary(desk("{start: 2026-01-26, length: 3000w}"));
  CHECK(demand.nth_week > 1);
  CHECK(demand.total == Approx(150'000));
  CHECK(demand.measured == Approx(150'000));
  CHECK(demand.by_weekday.at(4) == Approx(10));
  CHECK(demand.months.empty());
  CHECK(demand.attendance[TierId{0U}].unattended == Approx(30'000));
}

TEST_CASE("replayed rows are counted where they open", "[demand_summary]") {
  const test::MapFiles files{
      {"desk.yaml", "horizon: {start: 2026-01-26, length: 1w}\n"
                    "ticket_types: {a: {handle_time: {L1: 6m}}}\n"
                    "demand: {a: {type: a, replay: rows.csv}}\n"
                    "tiers: [{name: L1}]\n"
                    "staff: {desk: {tier: L1, heads: 1}}\n"},
      {"rows.csv",
       "opened\n2026-01-25 10:00\n2026-01-26 10:00\n2026-01-28 11:00\n2026-01-28 12:00\n"}};
  const Model model = compile(load_scenario(files, "desk.yaml").scenario);
  const DemandSummary demand = summarise_demand(model);
  CHECK(model.rows_outside == 1);
  CHECK(demand.total == 3);
  CHECK(demand.by_weekday.at(2) == 2);
  CHECK(demand.attendance[TierId{0U}].unattended == 0);
}

TEST_CASE("a change of the hour makes no week shorter") {
  // Clocks go forward on 29 March 2026 and back on 25 October.
  for (const std::string start : {"2026-03-02", "2026-10-05", "2026-06-01"}) {
    CAPTURE(start);
    const auto loaded =
        test::load(test::two_tiers(), {"horizon.start=" + start, "horizon.length=10w",
                                       "horizon.time_zone=Europe/Paris"});
    CHECK(measured_weeks(compile(loaded.scenario)) == 10);
  }
}
