// How many people are there, and when: seats, days off, absences, blocks of other work.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using test::Timeline;

namespace {

/// \param group  what follows `tier: L1, shift: day`.
std::string desk(const std::string& group,
                 const std::string& length = "4w",
                 const std::string& days = "mon-fri",
                 const std::string& breaks = "[]") {
  return "horizon: {start: 2026-01-05, length: " + length +
         "}\n"
         "shifts: {day: {weekly: {" +
         days + ": \"09:00-17:00\"}, breaks: " + breaks +
         "}}\n"
         "tiers: [{name: L1}]\n"
         "ticket_types: {t: {handle_time: {L1: {deterministic: 10m}}}}\n"
         "staff: {desk: {tier: L1, shift: day, " +
         group + "}}\n";
}

const std::string nothing_to_do = "2026-01-05 03:00,t\n";  // the desk opens at 09:00

std::int64_t day_of(Instant t) { return (t - Instant{}) / one_day; }

/// By day from 0: the heads that were there, on duty or at other work.
std::map<std::int64_t, std::set<std::uint32_t>> present(const Timeline& timeline) {
  std::map<std::int64_t, std::set<std::uint32_t>> heads;
  for (const StaffFact& stretch : timeline.facts().staff) {
    heads[day_of(stretch.from)].insert(stretch.agent.index());
  }
  return heads;
}

/// Other work by day and head.
std::map<std::pair<std::int64_t, std::uint32_t>, Duration> other_work(const Timeline& timeline) {
  std::map<std::pair<std::int64_t, std::uint32_t>, Duration> lengths;
  for (const StaffFact& stretch : timeline.facts().staff) {
    Duration& sum = lengths[{day_of(stretch.from), stretch.agent.index()}];
    if (stretch.presence == Presence::other_work) sum += stretch.to - stretch.from;
  }
  return lengths;
}

std::uint32_t heads_of(const Timeline& timeline) {
  return timeline.model().groups[GroupId{0U}].heads;
}

}  // namespace

TEST_CASE("seats: heads = seats x open days / days a week / (1 - out of office), rounded up") {
  // 2 x 7 / 5 / (1 - 0.125) = 3.2
  CHECK(heads_of(
            Timeline{desk("seats: 2, days_per_week: 5, shrinkage: {leave: 12.5%}", "1w", "mon-sun"),
                     nothing_to_do}) == 4);
  CHECK(heads_of(Timeline{desk("seats: 2, days_per_week: 3.5", "1w", "mon-sun"), nothing_to_do}) ==
        4);
  CHECK(heads_of(Timeline{desk("seats: 3, shrinkage: {meetings: 40%}"), nothing_to_do}) == 3);
}

TEST_CASE("days per week: days off rotate in listed order") {
  const Timeline seven{desk("heads: 7, days_per_week: 5", "2w", "mon-sun"), nothing_to_do};
  for (const auto& [day, heads] : present(seven)) CHECK(heads.size() == 5);
  const auto days = present(seven);
  // The first head has Monday and Tuesday off, the second Wednesday and Thursday.
  for (const std::int64_t week : {0, 7}) {
    CHECK(days.at(week + 0).count(0) == 0);
    CHECK(days.at(week + 1).count(0) == 0);
    CHECK(days.at(week + 2).count(0) == 1);
    CHECK(days.at(week + 2).count(1) == 0);
    CHECK(days.at(week + 3).count(1) == 0);
    CHECK(days.at(week + 4).count(1) == 1);
  }
}

TEST_CASE("days per week: half a day is a day every other week") {
  const Timeline ten{desk("heads: 10, days_per_week: 4.5", "8w"), nothing_to_do};
  std::vector<int> worked(10, 0);
  for (const auto& [day, heads] : present(ten)) {
    for (const std::uint32_t head : heads) ++worked[head];
  }
  for (const int days : worked) CHECK(days == 36);  // 8 weeks x 4.5
}

TEST_CASE("absences: floor(n x out) of the heads, plus one with the probability of the rest") {
  const Timeline ten{desk("heads: 10, shrinkage: {leave: 25%}", "20w"), nothing_to_do};
  int with_one_more = 0;
  std::vector<int> absent(10, 0);
  const auto days = present(ten);
  REQUIRE(days.size() == 100);
  for (const auto& [day, heads] : days) {
    const std::size_t away = 10 - heads.size();
    CHECK((away == 2 || away == 3));
    with_one_more += away == 3 ? 1 : 0;
    for (std::uint32_t head = 0; head < 10; ++head) absent[head] += heads.count(head) == 0 ? 1 : 0;
  }
  CHECK(with_one_more > 30);  // 50 expected, standard deviation 5
  CHECK(with_one_more < 70);
  for (const int times :
       absent) {  // rotates, by calendar days: no head is spared, none always away
    CHECK(times >= 10);
    CHECK(times <= 45);
  }
}

TEST_CASE("absences: leave and sickness never take the same head twice") {
  const Timeline four{desk("heads: 4, shrinkage: {leave: 50%, sickness: 25%}", "4w"),
                      nothing_to_do};
  for (const auto& [day, heads] : present(four)) CHECK(heads.size() == 1);
}

TEST_CASE("in-office shrinkage: a block of in / (1 - out) of each present shift") {
  // 10 % of 8 h is 48 min; with a fifth of the heads away, 12.5 % of 8 h is 60 min.
  const Timeline all{desk("heads: 5, shrinkage: {meetings: 10%}"), nothing_to_do};
  for (const auto& [day_and_head, length] : other_work(all)) CHECK(length == 48 * one_minute);
  CHECK(other_work(all).size() == 20 * 5);
  const Timeline some{desk("heads: 5, shrinkage: {meetings: 10%, sickness: 20%}"), nothing_to_do};
  for (const auto& [day_and_head, length] : other_work(some)) CHECK(length == 60 * one_minute);
  CHECK(other_work(some).size() == 20 * 4);
}

TEST_CASE("in-office shrinkage: a bare share is half out of office, half in it") {
  // Of ten heads two are away; the others are at other work for 20 / 80 of their 8 h.
  const Timeline ten{desk("heads: 10, shrinkage: 40%"), nothing_to_do};
  for (const auto& [day, heads] : present(ten)) CHECK(heads.size() == 8);
  for (const auto& [day_and_head, length] : other_work(ten)) CHECK(length == 2 * one_hour);
}

TEST_CASE("blocks go round paid breaks, which come on top") {
  const Timeline five{
      desk("heads: 5, shrinkage: {meetings: 10%}", "4w", "mon-fri", "[{at: \"12:00\", for: 30m}]"),
      nothing_to_do};
  for (const auto& [day_and_head, length] : other_work(five)) CHECK(length == 78 * one_minute);
}

TEST_CASE("support share: the rest of each shift on duty is other work") {
  // 40 % of 8 h is 3 h 12 min; with 10 % of the shift in meetings, 1 - 0.9 x 0.6 = 46 % of it.
  const Timeline developers{desk("heads: 3, support_share: 60%"), nothing_to_do};
  for (const auto& [day_and_head, length] : other_work(developers)) {
    CHECK(length == 192 * one_minute);
  }
  const Timeline both{desk("heads: 3, support_share: 60%, shrinkage: {meetings: 10%}"),
                      nothing_to_do};
  for (const auto& [day_and_head, length] : other_work(both)) {
    CHECK(length == Duration{static_cast<std::int64_t>(0.46 * 8 * 3'600'000)});
  }
}

TEST_CASE("touching spans: what comes up at the very ms at which they touch is taken at once") {
  const std::string text =
      "horizon: {start: 2026-01-05, length: 3d}\n"
      "shifts: {all-day: {weekly: {mon-sun: \"00:00-24:00\"}}}\n"
      "tiers: [{name: L1}, {name: L2}]\n"
      "ticket_types: {t: {resolves: {L1: 0%}, handle_time: {L1: {deterministic: 1h}, L2: "
      "{deterministic: 1h}}}}\n"
      "staff:\n"
      "  desk: {tier: L1, heads: 1, shift: all-day}\n"
      "  engineers: {tier: L2, heads: 1, shift: all-day}\n";
  // Work at L1 ends at midnight exactly: at L2 it goes on at once; so does the ticket that waits.
  const Timeline desk{text, "2026-01-05 23:00,t\n2026-01-05 23:30,t\n"};
  CHECK(desk.of_ticket(1) == "01-05 23:00 - 01-06 00:00 desk.1 handles at L1: unsolved\n"
                             "01-06 00:00 - 01:00 engineers.1 handles at L2: resolved\n");
  CHECK(desk.of_ticket(2) == "01-05 23:30 - 01-06 00:00 waits at L1: taken\n"
                             "01-06 00:00 - 01:00 desk.1 handles at L1: unsolved\n"
                             "01-06 01:00 - 02:00 engineers.1 handles at L2: resolved\n");
  CHECK(desk.of_agent("desk.1") == "01-05 00:00 - 01-08 00:00 on duty\n");
}
