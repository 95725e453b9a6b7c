#include "tiersim/periods.hpp"

#include <string>
#include <utility>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/scenario_runner.hpp"
#include "tiersim/experiment.hpp"
#include "tiersim/kpi.hpp"

using namespace tiersim;
using Catch::Approx;
using Catch::Matchers::ContainsSubstring;
using test::Compiled;
using test::MapFiles;

namespace {

/// Tickets that are written down: rows `2026-01-05 09:00,type`.
Compiled replayed(const std::string& text, const std::string& rows) {
  const std::string demand =
      "demand: {tickets: {replay: {file: rows.csv, columns: {type: type}}}}\n";
  return Compiled{MapFiles{{"desk.yaml", text + demand}, {"rows.csv", "opened,type\n" + rows}},
                  "desk.yaml"};
}

Estimate
estimate(const Compiled& scenario, std::string_view kpi, Labels labels = {}, Stat stat = {}) {
  RunOptions options;
  options.threads = 1;
  CellProblem problem;
  auto cell =
      make_cell(scenario.model, scenario.layout, *find_kpi(kpi), stat, std::move(labels), &problem);
  INFO(problem.what);
  REQUIRE(cell.has_value());
  options.cells.push_back(*cell);
  return run_experiment(scenario.model, scenario.layout, options).estimates.front();
}

double value(const Compiled& scenario, std::string_view kpi, Labels labels = {}, Stat stat = {}) {
  return estimate(scenario, kpi, std::move(labels), stat).value.value();
}

Labels on(const std::string& day) { return {{Label::day, day}}; }

std::vector<std::string> names_of(const std::vector<Period>& periods) {
  std::vector<std::string> names;
  for (const Period& period : periods) names.push_back(period.name + (period.is_whole ? "" : "*"));
  return names;
}

std::vector<std::string> names_of(PeriodKind kind, const std::vector<std::string>& sets) {
  const Compiled scenario{test::small_desk(), sets};
  return names_of(periods_of(scenario.model, kind));
}

/// One head from 9 to 17, jobs of two hours; who is at work finishes, at twice the pay.
const std::string two_hours =
    "horizon: {start: 2026-01-05, length: 3d}\n"
    "calendars: {office: {weekly: {mon-fri: \"09:00-17:00\"}}}\n"
    "shifts: {day: {weekly: {mon-fri: \"09:00-17:00\"}}}\n"
    "tiers: [{name: L1}]\n"
    "ticket_types: {job: {handle_time: {L1: {deterministic: 2h}}}}\n"
    "sla: {resolution: {target: 2h, calendar: office}}\n"
    "staff: {desk: {tier: L1, heads: 1, shift: day, cost_per_hour: 30, overtime_factor: 2}}\n"
    "costs: {overhead: 10%}\n";

}  // namespace

TEST_CASE("periods are local, ISO 8601 names them, and the window cuts the first and the last") {
  CHECK(names_of(PeriodKind::month,
                 {"horizon.start=2026-01-05", "horizon.length=13w", "horizon.warm_up=2w"}) ==
        std::vector<std::string>{"2026-01*", "2026-02", "2026-03", "2026-04*"});
  CHECK(names_of(PeriodKind::month, {"horizon.start=2026-12-01", "horizon.length=62d"}) ==
        std::vector<std::string>{"2026-12", "2027-01"});
  // 2026 begins on a Thursday, and so has 53 weeks; 30 December 2024 is a Monday.
  CHECK(names_of(PeriodKind::week, {"horizon.start=2026-12-30", "horizon.length=12d"}) ==
        std::vector<std::string>{"2026-W53*", "2027-W01"});
  CHECK(names_of(PeriodKind::week, {"horizon.start=2024-12-29", "horizon.length=3d"}) ==
        std::vector<std::string>{"2024-W52*", "2025-W01*"});
  CHECK(names_of(PeriodKind::day, {"horizon.start=2026-02-28", "horizon.length=36h"}) ==
        std::vector<std::string>{"2026-02-28", "2026-03-01*"});
}

TEST_CASE("periods tile the measured window, over changes of the hour too") {
  const Compiled scenario{test::small_desk(),
                          {"horizon={start: 2026-03-18, length: 30w, time_zone: Europe/Paris}"}};
  for (const PeriodKind kind : {PeriodKind::day, PeriodKind::week, PeriodKind::month}) {
    Instant at = scenario.model.window_from;
    for (const Period& period : periods_of(scenario.model, kind)) {
      CHECK(period.window.from == at);
      at = period.window.to;
    }
    CHECK(at == scenario.model.window_to);
  }
  // 29 March 2026 has 23 hours in Paris, and the week is still one.
  const Period week = periods_of(scenario.model, PeriodKind::week)[1];
  CHECK(week.name == "2026-W13");
  CHECK(in_hours(week.window.to - week.window.from) == 167);
  CHECK(weeks_of(scenario.model, week.window) == 1);
}

TEST_CASE("KPIs by day are those counted by hand") {
  // Monday: 10-12, and 16-18 with an hour of overtime. Tuesday: 9-11, then 11-13 for the one that
  // came at 9:30 and is late.
  const Compiled desk = replayed(two_hours, "2026-01-05 10:00,job\n2026-01-05 16:00,job\n"
                                            "2026-01-06 09:00,job\n2026-01-06 09:30,job\n");
  const std::string monday = "2026-01-05";
  const std::string tuesday = "2026-01-06";
  const std::string wednesday = "2026-01-07";
  CHECK(value(desk, "tickets_opened", on(monday)) == 2);
  CHECK(value(desk, "tickets_opened", on(tuesday)) == 2);
  CHECK(value(desk, "tickets_opened", on(wednesday)) == 0);
  CHECK(value(desk, "mttr", on(monday)) == 2 * 3.6e6);
  CHECK(value(desk, "mttr", on(tuesday)) == 2.75 * 3.6e6);
  CHECK(value(desk, "mttr", on(tuesday), {0.9}) == Approx(3.5 * 3.6e6).epsilon(0.001));
  CHECK(!estimate(desk, "mttr", on(wednesday)).value);
  CHECK(value(desk, "on_time", {{Label::sla, "resolution"}, {Label::day, monday}}) == 1);
  CHECK(value(desk, "on_time", {{Label::sla, "resolution"}, {Label::day, tuesday}}) == 0.5);
  CHECK(value(desk, "occupancy", on(monday)) == Approx(4.0 / 9));
  CHECK(value(desk, "occupancy", on(tuesday)) == Approx(4.0 / 8));
  CHECK(value(desk, "occupancy", on(wednesday)) == 0);
  // 8 h at 30, an hour at 60, and 10 % on top.
  CHECK(value(desk, "cost_total", on(monday)) == Approx(330));
  CHECK(value(desk, "cost_total", on(tuesday)) == Approx(264));
  CHECK(value(desk, "cost_total", {{Label::tier, "L1"}, {Label::day, monday}}) == Approx(330));
  CHECK(value(desk, "cost_total", {{Label::month, "2026-01"}}) == Approx(330 + 2 * 264));
  // At 17:00 on Monday the second ticket is being worked on.
  CHECK(value(desk, "backlog", on(monday)) == 1);
  CHECK(value(desk, "backlog", on(tuesday)) == 0);
  // 9 h in a day are 63 h a week, of 40.
  CHECK(value(desk, "fte", on(monday)) == Approx(63.0 / 40));
}

TEST_CASE("what goes on over midnight is each day's by its part, and ends on the second") {
  const Compiled desk = replayed("horizon: {start: 2026-01-05, length: 3d}\n"
                                 "tiers: [{name: L1}]\n"
                                 "ticket_types: {job: {handle_time: {L1: {deterministic: 3h}}}}\n"
                                 "staff: {desk: {tier: L1, heads: 1}}\n",
                                 "2026-01-05 22:00,job\n2026-01-06 21:00,job\n");
  CHECK(value(desk, "occupancy", on("2026-01-05")) == Approx(2.0 / 24));
  CHECK(value(desk, "occupancy", on("2026-01-06")) == Approx(4.0 / 24));
  CHECK(value(desk, "occupancy", on("2026-01-07")) == 0);  // until midnight: not on the third
  CHECK(value(desk, "tickets_per_hour", on("2026-01-05")) == 0);
  CHECK(value(desk, "tickets_per_hour", on("2026-01-06")) == Approx(1.0 / 24));
  CHECK(value(desk, "tickets_per_hour", on("2026-01-07")) == Approx(1.0 / 24));
  CHECK(value(desk, "backlog_mean", on("2026-01-05")) == Approx(2.0 / 24));
  CHECK(value(desk, "mttr", on("2026-01-05")) == 3 * 3.6e6);
}

TEST_CASE("open tickets by age: nights, a weekend and a holiday make none older") {
  // Opened on Thursday at 17:00 and never done. Monday 12 January has no hours, but its close.
  const Compiled desk =
      replayed("horizon: {start: 2026-01-08, length: 9d}\n"
               "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}, holidays: [2026-01-12]}}\n"
               "tiers: [{name: L1}]\n"
               "ticket_types: {job: {handle_time: {L1: {deterministic: 4000h}}}}\n"
               "sla: {resolution: {target: 2bd, calendar: office}}\n"
               "staff: {desk: {tier: L1, heads: 1}}\n",
               "2026-01-08 17:00,job\n");
  // Ages at the closes: Thu 0.1, Fri to Mon 1.1, Tue 2.1, Wed 3.1, Thu 4.1, Fri 5.1 bd.
  const auto of_age = [&](const std::string& age) {
    return value(desk, "backlog", {{Label::age, age}});
  };
  CHECK(of_age("0-1bd") == Approx(1.0 / 9));
  CHECK(of_age("1-3bd") == Approx(5.0 / 9));
  CHECK(of_age("3-5bd") == Approx(2.0 / 9));
  CHECK(of_age("5+bd") == Approx(1.0 / 9));
  CHECK(value(desk, "backlog") == Approx(1));
  CHECK(value(desk, "backlog_age") == Approx(18.9 / 9));
  CHECK(value(desk, "backlog_past_due") == Approx(4.0 / 9));  // from Tuesday 17:00 on
  CHECK(value(desk, "backlog", {{Label::age, "1-3bd"}, {Label::week, "2026-W03"}}) ==
        Approx(2.0 / 5));
  CHECK(value(desk, "backlog_age", on("2026-01-11")) == Approx(1.1));
}

TEST_CASE("each day of a horizon has one close of business, which lies in it") {
  for (const std::string hours : {"24x7", "{mon-fri: \"08:00-18:00\"}"}) {
    const Compiled desk{test::small_desk("calendars: {hours: {weekly: " + hours +
                                         "}}\nfcr_window: {calendar: hours}\n")};
    const std::vector<Period> days = periods_of(desk.model, PeriodKind::day);
    REQUIRE(desk.model.closes.size() == days.size());
    for (std::size_t i = 0; i < days.size(); ++i) {
      CHECK(days[i].window.contains(desk.model.closes[i]));
    }
  }
}

TEST_CASE("an age that is a whole number of business days belongs to the older band") {
  const Compiled desk = replayed("horizon: {start: 2026-01-05, length: 4d}\n"
                                 "tiers: [{name: L1}]\n"
                                 "ticket_types: {job: {handle_time: {L1: {deterministic: 400h}}}}\n"
                                 "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}}}\n"
                                 "sla: {resolution: {target: 10bd, calendar: office}}\n"
                                 "staff: {desk: {tier: L1, heads: 1}}\n",
                                 "2026-01-05 08:00,job\n");
  CHECK(value(desk, "backlog", {{Label::age, "0-1bd"}}) == 0);
  CHECK(value(desk, "backlog", {{Label::age, "1-3bd"}}) == Approx(2.0 / 4));
  CHECK(value(desk, "backlog", {{Label::age, "3-5bd"}}) == Approx(2.0 / 4));
  CHECK(value(desk, "backlog_past_due") == 0);
}

TEST_CASE("FTE are paid hours a week by those of a full-time week") {
  const std::vector<std::string> sets{"shifts={day: {weekly: {mon-fri: \"08:00-16:00\"}}}",
                                      "staff.desk.shift=day", "staff.desk.heads=5",
                                      "staff.desk.cost_per_hour=30", "demand.access.volume=0/day"};
  const Compiled desk{test::small_desk(), sets};
  CHECK(value(desk, "fte") == Approx(5));
  CHECK(value(desk, "fte", {{Label::week, "2026-W03"}}) == Approx(5));
  CHECK(value(desk, "cost_per_fte_month") == Approx(30 * 40 * days_per_month / 7));
  std::vector<std::string> shorter = sets;
  shorter.insert(shorter.end(), {"costs.full_time=35h", "staff.desk.support_share=60%"});
  const Compiled half{test::small_desk(), shorter};
  CHECK(value(half, "fte", {{Label::tier, "L1"}}) == Approx(5 * 0.6 * 40 / 35));
}

TEST_CASE("an FTE has one week's hours in the week of a change of the hour") {
  const Compiled desk{test::small_desk(),
                      {"horizon={start: 2026-03-23, length: 2w, time_zone: Europe/Paris}",
                       "demand.access.volume=0/day", "staff.desk.heads=1"}};
  CHECK(value(desk, "fte", {{Label::week, "2026-W13"}}) == Approx(167.0 / 40));
  CHECK(value(desk, "fte", {{Label::week, "2026-W14"}}) == Approx(168.0 / 40));
}

TEST_CASE("a full-time week has hours, and no more than a week") {
  CHECK(test::load(test::small_desk("costs: {full_time: 35h}\n")).scenario.costs.full_time ==
        35 * one_hour);
  for (const std::string hours : {"0h", "169h"}) {
    CHECK_THAT(test::problems(test::small_desk("costs: {full_time: " + hours + "}\n")),
               ContainsSubstring("is no full-time week"));
  }
}

TEST_CASE("a period that is not in the measured window is told with those that are") {
  const Compiled scenario{test::small_desk()};
  const auto problem_of = [&](const Labels& labels) {
    CellProblem problem;
    CHECK(!make_cell(scenario.model, scenario.layout, *find_kpi("fcr"), {}, labels, &problem));
    return problem.what + "; " + problem.suggestion;
  };
  CHECK(problem_of({{Label::month, "2026-03"}}) ==
        "there is no month '2026-03'; there are: 2026-01, 2026-02");
  CHECK(problem_of({{Label::day, "2026-1-5"}}) ==
        "there is no day '2026-1-5'; there are: 2026-01-05 to 2026-02-01");
  CHECK_THAT(problem_of({{Label::day, "2026-01-05"}, {Label::month, "2026-01"}}),
             ContainsSubstring("two periods"));
}

TEST_CASE("the loader knows the labels of KPIs, and no others") {
  const auto problems_with = [](const std::string& label) {
    return test::problems(
        test::small_desk("targets: [{kpi: fcr, where: {" + label + ": x}, is: \">= 1%\"}]\n"));
  };
  for (int i = 0; i <= static_cast<int>(Label::month); ++i) {
    const std::string label{to_text(static_cast<Label>(i))};
    CHECK(to_label(label) == static_cast<Label>(i));
    CHECK_THAT(problems_with(label), !ContainsSubstring("unknown label"));
  }
  CHECK_THAT(problems_with("shift"), ContainsSubstring("unknown label 'shift'"));
}
