// Groups that start, grow and shrink on given days, worked out by hand. All handle times are exact.

#include <map>
#include <set>
#include <string>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/timeline.hpp"
#include "tiersim/requirement.hpp"

using namespace tiersim;
using Catch::Matchers::ContainsSubstring;
using test::Timeline;

namespace {

/// A desk from Monday, 5 January 2026. \param group  what follows `tier: L1, shift: day`.
std::string desk(const std::string& group,
                 const std::string& hours = "mon-fri: \"09:00-17:00\"",
                 const std::string& length = "2w") {
  return "horizon: {start: 2026-01-05, length: " + length +
         "}\n"
         "shifts: {day: {weekly: {" +
         hours +
         "}}}\n"
         "tiers: [{name: L1}]\n"
         "ticket_types: {t: {handle_time: {L1: {deterministic: 1h}}}}\n"
         "staff: {desk: {tier: L1, shift: day, " +
         group + "}}\n";
}

const std::string nothing_to_do = "2026-01-05 03:00,t\n";

std::int64_t day_of(Instant t) { return (t - Instant{}) / one_day; }

/// By day from 0: the heads that were on duty, from 1.
std::map<std::int64_t, std::set<std::uint32_t>> on_duty(const Timeline& timeline) {
  std::map<std::int64_t, std::set<std::uint32_t>> heads;
  for (const StaffFact& stretch : timeline.facts().staff) {
    if (stretch.presence != Presence::on_duty || stretch.from == stretch.to) continue;
    heads[day_of(stretch.from)].insert(stretch.agent.index() + 1);
  }
  return heads;
}

double labour(const Timeline& timeline) {
  const MeasureLayout layout{timeline.model()};
  return static_cast<double>(timeline.measures().sums[layout.staff(PostId{0U}, StaffSum::labour)]) /
         100;
}

}  // namespace

TEST_CASE("changes: heads come and go at the end of the list, from that day on") {
  const Timeline timeline{
      desk("heads: 3, changes: [{on: 2026-01-07, heads: 1}, {on: 2026-01-09, heads: 4}]"),
      nothing_to_do};
  const auto heads = on_duty(timeline);
  CHECK(heads.at(0) == std::set<std::uint32_t>{1, 2, 3});
  CHECK(heads.at(1) == std::set<std::uint32_t>{1, 2, 3});
  CHECK(heads.at(2) == std::set<std::uint32_t>{1});
  CHECK(heads.at(3) == std::set<std::uint32_t>{1});
  CHECK(heads.at(4) == std::set<std::uint32_t>{1, 2, 3, 4});
  CHECK(!heads.contains(5));
  CHECK(heads.at(7) == std::set<std::uint32_t>{1, 2, 3, 4});
}

TEST_CASE("changes: a group that starts, and one that ends") {
  const auto starts =
      on_duty(Timeline{desk("heads: 0, changes: [{on: 2026-01-08, heads: 2}]"), nothing_to_do});
  CHECK(starts.size() == 7);
  CHECK(starts.begin()->first == 3);
  const auto ends =
      on_duty(Timeline{desk("heads: 2, changes: [{on: 2026-01-08, heads: 0}]"), nothing_to_do});
  CHECK(ends.size() == 3);
  CHECK(ends.rbegin()->first == 2);
}

TEST_CASE("changes: those before the horizon have come, those after it never do") {
  const Timeline timeline{
      desk("heads: 9, changes: [{on: 2025-12-01, heads: 3}, {on: 2026-01-05, heads: 2}, "
           "{on: 2026-01-19, heads: 7}]"),
      nothing_to_do};
  CHECK(timeline.model().groups[GroupId{0U}].heads == 2);
  for (const auto& [day, heads] : on_duty(timeline)) CHECK(heads.size() == 2);
}

TEST_CASE("changes: a shift across midnight belongs to the day on which it starts") {
  const Timeline timeline{desk("heads: 1, changes: [{on: 2026-01-07, heads: 0}, {on: 2026-01-09, "
                               "heads: 1}]",
                               "mon-sun: \"22:00-06:00\"", "5d"),
                          nothing_to_do};
  CHECK(timeline.of_agent("desk.1") == "01-05 00:00 - 06:00 on duty\n"
                                       "01-05 22:00 - 01-06 06:00 on duty\n"
                                       "01-06 22:00 - 01-07 06:00 on duty\n"
                                       "01-09 22:00 - 01-10 00:00 on duty\n");
}

TEST_CASE("changes: without a shift they come and go at midnight of the horizon's zone") {
  const std::string text = "horizon: {start: 2026-03-28, length: 3d, time_zone: Europe/Paris}\n"
                           "tiers: [{name: L1}]\n"
                           "ticket_types: {t: {handle_time: {L1: {deterministic: 1h}}}}\n"
                           "staff: {desk: {tier: L1, heads: 1, cost_per_hour: 10, changes: [{on: "
                           "2026-03-29, heads: 2}, {on: 2026-03-30, heads: 1}]}}\n";
  const Timeline timeline{text, "2026-03-28 03:00,t\n", "Europe/Paris"};
  CHECK(timeline.of_agent("desk.2") == "03-29 00:00 - 03-30 00:00 on duty\n");
  CHECK(labour(timeline) == 10 * (71 + 23));  // a day of 23 hours
}

TEST_CASE("changes: whoever leaves for good keeps nothing") {
  // Tickets 1 and 2 are at the desk's two heads at 17:00; the second is gone from Tuesday on.
  const std::string rows = "2026-01-05 16:30,t\n2026-01-05 16:40,t\n";
  const Timeline keep{
      desk("heads: 2, at_shift_end: keep, rework: 5m, changes: [{on: 2026-01-06, heads: 1}]"),
      rows};
  CHECK(keep.of_ticket(1) == "01-05 16:30 - 17:00 desk.1 handles at L1: off duty\n"
                             "01-05 17:00 - 01-06 09:00 desk.1 keeps it at L1: resumed\n"
                             "01-06 09:00 - 09:30 desk.1 handles at L1: resolved\n");
  CHECK(keep.of_ticket(2) == "01-05 16:40 - 17:00 desk.2 handles at L1: handed over\n"
                             "01-05 17:00 - 01-06 09:30 waits at L1: taken\n"
                             "01-06 09:30 - 10:15 desk.1 handles at L1: resolved\n");
  // Who comes back in a week hands over, too.
  const Timeline back{desk("heads: 2, at_shift_end: keep, changes: [{on: 2026-01-06, heads: 1}, "
                           "{on: 2026-01-12, heads: 2}]"),
                      rows};
  CHECK(back.of_ticket(2).starts_with("01-05 16:40 - 17:00 desk.2 handles at L1: handed over\n"));
  // Others finish as ever.
  const Timeline finish{desk("heads: 2, changes: [{on: 2026-01-06, heads: 1}]"), rows};
  CHECK(finish.of_ticket(2) == "01-05 16:40 - 17:40 desk.2 handles at L1: resolved\n");
}

TEST_CASE("changes: what an absent head keeps is handed over when their last shift ends") {
  // Leave of one of two rotates: the first is away on Monday, the second on Tuesday, its last day.
  const Timeline timeline{desk("heads: 2, at_shift_end: keep, shrinkage: {leave: 50%}, changes: "
                               "[{on: 2026-01-07, heads: 1}]"),
                          "2026-01-05 16:30,t\n"};
  const std::string begins = "01-05 16:30 - 17:00 desk.2 handles at L1: off duty\n"
                             "01-05 17:00 - 01-06 17:00 desk.2 keeps it at L1: handed over\n"
                             "01-06 17:00 - ";
  CHECK(timeline.of_ticket(1).substr(0, begins.size()) == begins);
}

TEST_CASE("changes: absences are of those who are there") {
  const Timeline timeline{
      desk("heads: 10, shrinkage: {leave: 20%, sickness: 30%}, changes: [{on: 2026-01-12, heads: "
           "4}]"),
      nothing_to_do};
  // 2 on leave and 3 sick of 10; of 4, 0.8 and 1.2: the whole part, perhaps one more.
  for (const auto& [day, heads] : on_duty(timeline)) {
    if (day < 7) CHECK(heads.size() == 5);
    if (day >= 7) CHECK((heads.size() >= 1 && heads.size() <= 3));
    if (day >= 7) CHECK(*heads.rbegin() <= 4);
  }
}

TEST_CASE("changes: blocks of other work are spread over those who are there") {
  const Timeline timeline{
      desk("heads: 4, shrinkage: {meetings: 50%}, changes: [{on: 2026-01-06, heads: 2}]"),
      nothing_to_do};
  // Half of two heads is one, at any time from Tuesday on: what one is away, the other is there.
  Duration away{0};
  Duration both{0};
  std::vector<StaffFact> blocks;
  for (const StaffFact& stretch : timeline.facts().staff) {
    if (stretch.presence == Presence::other_work && day_of(stretch.from) == 1) {
      blocks.push_back(stretch);
    }
  }
  for (const StaffFact& a : blocks) {
    away += a.to - a.from;
    for (const StaffFact& b : blocks) {
      const Duration shared = std::min(a.to, b.to) - std::max(a.from, b.from);
      if (a.agent < b.agent) both += std::max(shared, Duration{0});
    }
  }
  CHECK(away == 8 * one_hour);
  CHECK(both <= Duration{2});  // where the ends of blocks are rounded to the millisecond
}

TEST_CASE("changes: days off rotate over those who are there") {
  // Four days of five: the n-th head has the n-th weekday off.
  const Timeline timeline{desk("heads: 2, days_per_week: 4, changes: [{on: 2026-01-12, heads: 3}]"),
                          nothing_to_do};
  const auto heads = on_duty(timeline);
  CHECK(heads.at(0) == std::set<std::uint32_t>{2});
  CHECK(heads.at(1) == std::set<std::uint32_t>{1});
  CHECK(heads.at(2) == std::set<std::uint32_t>{1, 2});
  CHECK(heads.at(7) == std::set<std::uint32_t>{2, 3});
  CHECK(heads.at(9) == std::set<std::uint32_t>{1, 2});
}

TEST_CASE("changes: hours, salaries and mean heads are of the time for which they are there") {
  const std::string growing = "heads: 1, changes: [{on: 2026-01-12, heads: 3}], ";
  const Timeline hourly{desk(growing + "cost_per_hour: 10"), nothing_to_do};
  CHECK(labour(hourly) == 10 * (40 + 3 * 40));
  const Timeline salaried{desk(growing + "salary: 36525"), nothing_to_do};
  CHECK(labour(salaried) == 100 * (7 + 3 * 7));  // 100 a day
  const GroupHours hours = group_hours(salaried.model())[GroupId{0U}];
  CHECK(hours.heads == 2);
  CHECK(hours.paid == Catch::Approx(80));
  CHECK(hours.fte == Catch::Approx(2));
}

TEST_CASE("changes: what is wrong with them") {
  const auto with = [](const std::string& group) {
    return test::problems_overlaid("staff: {engineers: {" + group + "}}\n");
  };
  CHECK(with("changes: [{on: 2026-01-12, heads: 0}, {on: 2026-01-19, heads: 4}]") == "");
  CHECK_THAT(with("changes: [{on: 2026-01-12}]"),
             ContainsSubstring("`staff.engineers.changes.0.heads` is missing"));
  CHECK_THAT(with("changes: [{heads: 2}]"),
             ContainsSubstring("`staff.engineers.changes.0.on` is missing"));
  CHECK_THAT(with("changes: [{on: 2026-01-12, heads: 2}, {on: 2026-01-12, heads: 3}]"),
             ContainsSubstring("2026-01-12 is not after 2026-01-12"));
  CHECK_THAT(with("changes: [{on: 2026-01-12, heads: -2}]"),
             ContainsSubstring("-2 is out of range"));
  CHECK_THAT(with("changes: [{on: 12 January, heads: 2}]"), ContainsSubstring("is not a date"));
  CHECK_THAT(with("heads: null, seats: 2, changes: [{on: 2026-01-12, heads: 2}]"),
             ContainsSubstring("`changes` are of `heads`"));
  CHECK_THAT(with("heads: 0, changes: [{on: 2026-02-02, heads: 2}]"),
             ContainsSubstring("nobody works at 'L2'"));  // the horizon's four weeks end before
  CHECK_THAT(with("heads: 0, changes: [{on: 2026-02-01, heads: 2000000}]"),
             ContainsSubstring("2000000 is out of range"));
  std::string many;
  for (int i = 0; i < 367; ++i) many += "{on: 2026-01-12, heads: 1}, ";
  CHECK_THAT(with("changes: [" + many + "]"), ContainsSubstring("at most 366"));
}
