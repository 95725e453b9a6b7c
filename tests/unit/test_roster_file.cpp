// Rosters from a file: who is on duty when, who is paid, and what is wrong with a file.

#include <fmt/format.h>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using namespace tiersim::test;
using Catch::Matchers::ContainsSubstring;

namespace {

const std::string header = "person,start,end,activity,paid\n";

std::string desk(const std::string& staff = "desk: {tier: L1, roster: roster.csv}",
                 const std::string& start = "2026-01-05",
                 const std::string& zone = "UTC") {
  return "horizon: {start: " + start + ", length: 2w, time_zone: " + zone +
         "}\n"
         "tiers: [{name: L1}]\n"
         "ticket_types: {t: {handle_time: {L1: {deterministic: 30m}}}}\n"
         "staff: {" +
         staff + "}\n";
}

const std::string ticket = "2026-01-05 09:50,t\n";

std::string problems_of(const std::string& roster,
                        const std::string& staff = "desk: {tier: L1, roster: roster.csv}") {
  const std::string demand = "demand: {d: {type: t, volume: 5/day}}\n";
  return problems(MapFiles{{"desk.yaml", desk(staff) + demand}, {"roster.csv", roster}},
                  "desk.yaml");
}

double paid_hours(const Timeline& timeline, std::uint32_t group = 0) {
  const Model& model = timeline.model();
  return in_hours(
      Duration{rostered_ms(model, model.groups[GroupId{group}], measured_window(model))});
}

/// The rows of a head on a weekday shift: 8 to 16 with a paid quarter and an unpaid half hour.
std::string weekday_rows(const std::string& person, int days) {
  std::string rows;
  for (int day = 5; day < 5 + days; ++day) {
    const auto add = [&](const std::string& from, const std::string& to, const std::string& what) {
      rows += fmt::format("{},2026-01-{:02} {},2026-01-{:02} {},{}\n", person, day, from, day, to,
                          what);
    };
    if ((day - 5) % 7 > 4) continue;
    add("08:00", "10:00", "work,yes");
    add("10:00", "10:15", "break,yes");
    add("10:15", "12:00", "work,yes");
    add("12:00", "12:30", "break,no");
    add("12:30", "16:00", "work,yes");
  }
  return rows;
}

}  // namespace

TEST_CASE("roster file: on duty, other work, away, paid and unpaid") {
  const Timeline people{desk(), ticket, "UTC",
                        header + "ann,2026-01-05 08:00,2026-01-05 10:00,work,yes\n"
                                 "bob,2026-01-05 09:00,2026-01-05 12:00,work,no\n"
                                 "ann,2026-01-05 10:30,2026-01-05 12:00,work,yes\n"
                                 "ann,2026-01-05 10:00,2026-01-05 10:30,training,yes\n"
                                 "ann,2026-01-05 12:00,2026-01-05 13:00,break,no\n"
                                 "ann,2026-01-05 13:00,2026-01-05 16:00,work,yes\n"
                                 "ann,2026-01-06 08:00,2026-01-06 16:00,leave,yes\n"
                                 "bob,2026-01-06 08:00,2026-01-06 16:00,off,no\n"};
  CHECK(people.model().groups[GroupId{0U}].heads == 2);
  CHECK(people.of_agent("desk.1") == "01-05 08:00 - 10:00 on duty\n"
                                     "01-05 10:00 - 10:30 other work\n"
                                     "01-05 10:30 - 12:00 on duty\n"
                                     "01-05 13:00 - 16:00 on duty\n");
  CHECK(people.of_agent("desk.2") == "01-05 09:00 - 12:00 on duty\n");
  CHECK(paid_hours(people) == 4 + 3 + 8);  // nothing for bob
}

TEST_CASE("roster file: a ticket waits for whom the file says") {
  const Timeline people{desk(), "2026-01-05 07:00,t\n2026-01-05 07:10,t\n", "UTC",
                        header + "ann,2026-01-05 08:00,2026-01-05 09:00,work,yes\n"
                                 "bob,2026-01-05 12:00,2026-01-05 13:00,work,yes\n"};
  CHECK(people.of_ticket(1) == "01-05 07:00 - 08:00 waits at L1: taken\n"
                               "01-05 08:00 - 08:30 desk.1 handles at L1: resolved\n");
  CHECK(people.of_ticket(2) == "01-05 07:10 - 08:30 waits at L1: taken\n"
                               "01-05 08:30 - 09:00 desk.1 handles at L1: resolved\n");
}

TEST_CASE("roster file: the same as the shift that it replaces") {
  const std::string shift =
      "shifts: {day: {weekly: {mon-fri: \"08:00-16:00\"}, breaks: [{at: \"10:00\", for: 15m}, {at: "
      "\"12:00\", for: 30m, paid: false}]}}\n";
  const std::string rest = ", at_shift_end: keep, cost_per_hour: 31";
  std::string tickets;
  for (int i = 0; i < 300; ++i) {
    tickets += fmt::format("2026-01-{:02} {:02}:{:02},t\n", 5 + i / 40, 7 + i % 40 / 4, i % 4 * 14);
  }
  const Timeline by_shift{shift + desk("desk: {tier: L1, shift: day, heads: 3" + rest + "}"),
                          tickets};
  const Timeline by_file{desk("desk: {tier: L1, roster: roster.csv" + rest + "}"), tickets, "UTC",
                         header + weekday_rows("ann", 14) + weekday_rows("bob", 14) +
                             weekday_rows("cid", 14)};
  CHECK(by_file.outcome().fingerprint == by_shift.outcome().fingerprint);
  CHECK(by_file.measures().sums == by_shift.measures().sums);
  CHECK(by_file.model().rosters.size() == 1);  // the same hours are one roster
  CHECK(paid_hours(by_file) == 3 * 10 * 7.5);
}

TEST_CASE("roster file: hours over a change of the clocks are real ones") {
  const auto hours = [](const std::string& start, const std::string& rows) {
    return paid_hours(Timeline{desk("desk: {tier: L1, roster: roster.csv}", start, "Europe/Paris"),
                               start + " 09:00,t\n", "Europe/Paris", header + rows});
  };
  CHECK(hours("2026-03-28", "a,2026-03-28 22:00,2026-03-29 06:00,work,yes\n") == 7);
  CHECK(hours("2026-10-24", "a,2026-10-24 22:00,2026-10-25 06:00,work,yes\n") == 9);
  // 02:30 does not exist: it is 03:30. The next row starts there, and 02:45 to 03:15 is nothing.
  CHECK(hours("2026-03-28", "a,2026-03-29 01:00,2026-03-29 02:30,work,yes\n"
                            "a,2026-03-29 02:30,2026-03-29 03:15,work,yes\n"
                            "a,2026-03-29 03:15,2026-03-29 05:00,work,yes\n") == 3);
}

TEST_CASE("roster file: one file for several groups, and rows cut by the horizon") {
  const Timeline people{
      desk("desk: {tier: L1, roster: roster.csv}, night: {tier: L1, roster: roster.csv}"), ticket,
      "UTC",
      "group,person,start,end\n"
      "desk,ann,2026-01-05 08:00,2026-01-05 16:00\n"
      "night,bob,2026-01-04 22:00,2026-01-05 06:00\n"
      "night,cid,2026-01-18 22:00,2026-01-19 06:00\n"
      "night,ann,2026-01-05 16:00,2026-01-05 18:00\n"};
  CHECK(people.model().groups[GroupId{0U}].heads == 1);
  CHECK(people.model().groups[GroupId{1U}].heads == 3);
  CHECK(paid_hours(people, 0) == 8);
  CHECK(paid_hours(people, 1) == 6 + 2 + 2);
}

TEST_CASE("roster file: what is wrong with it is told by line") {
  const std::string row = "ann,2026-01-05 08:00,2026-01-05 10:00,work,yes\n";
  const std::string found = problems_of(header + row +
                                        "ann,2026-01-05 10:00,2026-01-05 09:00,work,yes\n"
                                        "ann,05/01/2026,2026-01-05 12:00,work,yes\n"
                                        "bob,2026-01-05 10:00,2026-01-05 12:00,lunsh,yes\n"
                                        ",2026-01-05 10:00,2026-01-05 12:00,work,perhaps\n"
                                        "bob,2026-01-05 10:00,2026-01-05 12:00,wrok,yes\n");
  CHECK_THAT(found, ContainsSubstring("roster.csv:3:22: error: the end is not after the start") &&
                        ContainsSubstring("roster.csv:4:5: error: '05/01/2026' is not a time") &&
                        ContainsSubstring("roster.csv:5:39: error: unknown activity 'lunsh'") &&
                        ContainsSubstring("roster.csv:6:1: error: no person") &&
                        ContainsSubstring("'perhaps' is neither yes nor no") &&
                        ContainsSubstring("unknown activity 'wrok'; did you mean 'work'?"));
  CHECK_THAT(problems_of(header + row + "ann,2026-01-05 09:59,2026-01-05 12:00,work,yes\n"),
             ContainsSubstring("roster.csv:3: error: the row overlaps that of line 2"));
  CHECK_THAT(problems_of(header + row + "ann,2026-01-05 10:00,\"2026-01-05 12:00,work,yes\n"),
             ContainsSubstring("roster.csv:3"));
  CHECK_THAT(problems_of("who,start,end\n"), ContainsSubstring("person"));
  CHECK_THAT(problems_of("person,start,end,activty\n"),
             ContainsSubstring("unknown column 'activty'") &&
                 ContainsSubstring("did you mean 'activity'?"));
  CHECK_THAT(problems_of(header), ContainsSubstring("no row is of the group 'desk'"));
  CHECK_THAT(problems_of(header + "ann,2027-01-05 08:00,2027-01-05 10:00,work,yes\n"),
             ContainsSubstring("no row of the roster lies inside the horizon"));
  CHECK_THAT(problems_of(row), ContainsSubstring("roster.csv:1"));
}

TEST_CASE("roster file: groups that are not there, and files that are not") {
  const std::string group_header = "group,person,start,end\n";
  const std::string row = "desk,ann,2026-01-05 08:00,2026-01-05 10:00\n";
  CHECK_THAT(
      problems_of(group_header + row + "dsek,ann,2026-01-06 08:00,2026-01-06 10:00\n"),
      ContainsSubstring("roster.csv:3:1: error: unknown group 'dsek'; did you mean 'desk'?"));
  CHECK_THAT(problems_of(group_header + row + "night,ann,2026-01-06 08:00,2026-01-06 10:00\n",
                         "desk: {tier: L1, roster: roster.csv}, night: {tier: L1, heads: 1}"),
             ContainsSubstring("the group 'night' does not name this roster"));
  CHECK_THAT(problems_of(header + "ann,2026-01-05 08:00,2026-01-05 10:00,work,yes\n",
                         "desk: {tier: L1, roster: roster.csv}, night: {tier: L1, roster: "
                         "roster.csv}"),
             ContainsSubstring("group"));
  // In two groups at once is in two places at once.
  CHECK_THAT(problems_of(group_header + row + "night,ann,2026-01-05 09:00,2026-01-05 11:00\n",
                         "desk: {tier: L1, roster: roster.csv}, night: {tier: L1, roster: "
                         "roster.csv}"),
             ContainsSubstring("roster.csv:3: error: the row overlaps that of line 2"));
  CHECK_THAT(problems_of(group_header + row, "desk: {tier: L1, roster: rosters.csv}"),
             ContainsSubstring("cannot read 'rosters.csv'"));
}

TEST_CASE("roster file: nothing else says who works when") {
  const std::string rows = header + "ann,2026-01-05 08:00,2026-01-05 10:00,work,yes\n";
  CHECK(problems_of(rows) == "");
  for (const std::string key : {"heads: 3", "seats: 2", "shift: day", "shrinkage: 30%"}) {
    INFO(key);
    const std::string name = key.substr(0, key.find(':'));
    CHECK_THAT(problems_of(rows, "desk: {tier: L1, roster: roster.csv, " + key + "}"),
               ContainsSubstring("`" + name + "` stands beside a roster") &&
                   ContainsSubstring("in an overlay, write `" + name + ": null`"));
  }
}

TEST_CASE("roster file: who has no row in the horizon is no head") {
  const std::string rows = header + "ann,2024-01-08 08:00,2024-01-08 16:00,work,yes\n" +
                           "bob,2026-01-06 08:00,2026-01-06 16:00,work,yes\n" +
                           "cy,2027-01-06 08:00,2027-01-06 16:00,work,yes\n";
  const auto loaded =
      load_scenario(MapFiles{{"desk.yaml", desk() + "demand: {d: {type: t, volume: 5/day}}\n"},
                             {"roster.csv", rows}},
                    "desk.yaml", {});
  const Model model = compile(loaded.scenario);
  CHECK(model.groups[GroupId{0U}].heads == 1);
  CHECK(model.agents == 1);
  REQUIRE(model.rosters.size() == 1);
  CHECK(model.rosters[RosterId{0U}].agents == std::vector<AgentId>{AgentId{0U}});
}
