// Intervals, worked out by hand, and held against the sums of whole runs.

#include "tiersim/intervals.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/interval_sums.hpp"
#include "tests/catch.hpp"
#include "tests/support/random_scenario.hpp"
#include "tests/support/scenario_runner.hpp"

using namespace tiersim;
using test::Compiled;

namespace {

/// The intervals of some replications.
IntervalTable intervals_of(const Compiled& scenario, Duration length, std::uint32_t count = 1) {
  const Requirement needed =
      requirement(scenario.loaded.scenario, scenario.model, summarise_demand(scenario.model));
  IntervalCollector collector{scenario.loaded.scenario, scenario.model, needed, length};
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto sink = collector.sink();
    (void)simulate(scenario.model, i, *sink);
    sink->merge();
  }
  return collector.table();
}

constexpr Duration half_hour = 30 * one_minute;

/// The interval that starts on Monday 5 January at that time.
std::size_t monday(int hour, int minute) {
  return static_cast<std::size_t>((hour * 60 + minute) / 30);
}

/// A head from 08:00 to 16:00, and tickets that take 40 minutes sharp.
test::MapFiles one_head(const std::string& rows, const std::string& more = "") {
  return {{"desk.yaml", "horizon: {start: 2026-01-05, length: 2d}\n"
                        "shifts: {day: {weekly: {mon-sun: \"08:00-16:00\"}}}\n"
                        "tiers: [{name: L1, occupancy_cap: 80%}]\n"
                        "ticket_types: {t: {handle_time: {L1: {deterministic: 40m}}}}\n"
                        "demand: {t: {type: t, replay: {file: rows.csv}}}\n"
                        "staff: {desk: {tier: L1, heads: 1, shift: day}}\n" +
                            more},
          {"rows.csv", "opened\n" + rows}};
}

constexpr TierId l1{0U};

}  // namespace

TEST_CASE("an instant is in the interval that starts at it, not in the one before") {
  const Compiled scenario{one_head("2026-01-05 09:10\n"), "desk.yaml", {"horizon.length=5000w"}};
  for (const int minutes : {15, 30, 60}) {
    const IntervalGrid grid{scenario.model, minutes * one_minute};
    CHECK(grid.size() == static_cast<std::size_t>(5000 * 7 * 24 * 60 / minutes));
    for (std::size_t i = 1; i <= grid.size(); i += i % 1000 == 0 ? 997 : 1) {
      if (grid.at(grid.start(i)) != i || grid.at(grid.start(i) - Duration{1}) != i - 1) {
        FAIL(minutes << " min, interval " << i);
      }
    }
  }
}

TEST_CASE("time by interval is what counting it millisecond by millisecond would give") {
  const Compiled scenario{one_head("2026-01-05 09:10\n"), "desk.yaml"};
  const IntervalGrid grid{scenario.model, half_hour};
  TimeSums sums{2, grid};
  std::vector<double> expected(grid.size(), 0);
  test::Dice dice{1};
  for (int k = 0; k < 2'000; ++k) {
    const Instant from{Duration{static_cast<std::int64_t>(dice.below(2 * 86'400'000))}};
    const auto most = static_cast<std::size_t>((scenario.model.end - from).count());
    const Instant to = from + Duration{static_cast<std::int64_t>(dice.below(most + 1))};
    sums.add(grid, 1, from, to);
    for (std::size_t i = 0; i < grid.size(); ++i) {
      const Duration inside = std::min(to, grid.start(i + 1)) - std::max(from, grid.start(i));
      expected[i] += static_cast<double>(std::max(inside, Duration{0}).count());
    }
  }
  CHECK(sums.of(1, grid) == expected);
  CHECK(sums.of(0, grid) == std::vector<double>(grid.size(), 0));
}

TEST_CASE("two tickets at one head, interval by interval") {
  // Worked on from 09:10 to 09:50, and, after waiting since 09:20, to 10:30.
  const Compiled scenario{one_head("2026-01-05 09:10\n2026-01-05 09:20\n"), "desk.yaml"};
  const IntervalTable table = intervals_of(scenario, half_hour, 3);
  const IntervalRow& nine = table.tier(l1, monday(9, 0));
  CHECK(nine.tickets == Approx(2));
  CHECK(nine.offered == Approx(80.0 / 30));
  CHECK(nine.scheduled == Approx(1));
  CHECK(nine.on_duty == Approx(1));
  CHECK(nine.occupancy.value() == Approx(20.0 / 30));
  CHECK(nine.queue == Approx(10.0 / 30));
  CHECK(nine.oldest_wait_ms == Approx(10 * 60'000));
  const IntervalRow& half_past = table.tier(l1, monday(9, 30));
  CHECK(half_past.occupancy.value() == Approx(1));
  CHECK(half_past.queue == Approx(20.0 / 30));
  CHECK(half_past.oldest_wait_ms == 0);
  CHECK(table.tier(l1, monday(10, 0)).occupancy.value() == Approx(1));
  CHECK(table.tier(l1, monday(10, 30)).occupancy.value() == Approx(0));
  CHECK_FALSE(table.tier(l1, monday(7, 30)).occupancy);
  CHECK(table.tier(l1, monday(16, 0)).scheduled == 0);
  CHECK(table.post(PostId{0U}, monday(9, 0)).occupancy.value() == Approx(20.0 / 30));
}

TEST_CASE("the oldest wait is that of who waits longest at the interval's end") {
  // The first is worked on till 09:50; P1 is taken next, and the P2 of 09:15 waits till 10:30
  // sharp.
  test::MapFiles files = one_head("");
  files = {{"desk.yaml",
            "horizon: {start: 2026-01-05, length: 1d}\n"
            "priorities: [P1, P2]\n"
            "tiers: [{name: L1, queue: by_priority}]\n"
            "ticket_types: {t: {handle_time: {L1: {deterministic: 40m}}}}\n"
            "demand: {t: {type: t, replay: {file: rows.csv, columns: {priority: p}}}}\n"
            "staff: {desk: {tier: L1, heads: 1}}\n"},
           {"rows.csv", "opened,p\n2026-01-05 09:10,P2\n2026-01-05 09:15,P2\n"
                        "2026-01-05 09:40,P1\n2026-01-05 23:50,P2\n2026-01-05 23:55,P2\n"}};
  const IntervalTable table = intervals_of(Compiled{files, "desk.yaml"}, half_hour);
  const auto oldest_min = [&](int hour, int minute) {
    return table.tier(l1, monday(hour, minute)).oldest_wait_ms / 60'000;
  };
  CHECK(oldest_min(9, 0) == Approx(15));
  CHECK(oldest_min(9, 30) == Approx(45));
  CHECK(oldest_min(10, 0) == 0);
  CHECK(oldest_min(10, 30) == 0);
  CHECK(oldest_min(23, 30) == Approx(5));  // still there at the horizon's end
}

TEST_CASE("work that may wait is required evenly until its clock is due") {
  // Entered at 09:10 and due two hours after 09:00: five half-hours, of eight minutes each.
  const Compiled scenario{one_head("2026-01-05 09:10\n", "sla: {resolution: {target: 2h}}\n"),
                          "desk.yaml"};
  const IntervalTable table = intervals_of(scenario, half_hour);
  for (const int half_hours : {0, 1, 2, 3, 4}) {
    CHECK(table.tier(l1, monday(9, 0) + static_cast<std::size_t>(half_hours)).required ==
          Approx(8.0 / 30 / 0.8));
  }
  CHECK(table.tier(l1, monday(8, 30)).required == 0);
  CHECK(table.tier(l1, monday(11, 30)).required == Approx(0).margin(1e-9));
  CHECK(table.tier(l1, monday(9, 0)).net() == Approx(1 - 8.0 / 30 / 0.8));
}

TEST_CASE("it is required where heads are scheduled, in proportion; else at all times") {
  // Opened at 15:10 and due at 09:00 on the next day: two half-hours today, two from 08:00 on.
  const Compiled scenario{one_head("2026-01-05 15:10\n", "sla: {resolution: {target: 18h}}\n"),
                          "desk.yaml"};
  const IntervalTable table = intervals_of(scenario, half_hour);
  const double each = 40.0 / 5 / 30 / 0.8;  // 15:00, 15:30, 08:00, 08:30, 09:00
  CHECK(table.tier(l1, monday(15, 30)).required == Approx(each));
  CHECK(table.tier(l1, monday(16, 0)).required == Approx(0).margin(1e-9));
  CHECK(table.tier(l1, monday(24 + 8, 0)).required == Approx(each));
  CHECK(table.tier(l1, monday(24 + 9, 0)).required == Approx(each));
  CHECK(table.tier(l1, monday(24 + 9, 30)).required == Approx(0).margin(1e-9));

  // At night until 22:00 nobody is there: five intervals alike, 20:00 to 22:00.
  const Compiled night{one_head("2026-01-05 20:10\n", "sla: {resolution: {target: 2h}}\n"),
                       "desk.yaml"};
  const IntervalTable dark = intervals_of(night, half_hour);
  CHECK(dark.tier(l1, monday(20, 0)).required == Approx(each));
  CHECK(dark.tier(l1, monday(22, 0)).required == Approx(each));
  CHECK(dark.tier(l1, monday(22, 30)).required == Approx(0).margin(1e-9));
}

TEST_CASE("a response is due earlier than a resolution, and tiers share the time") {
  const std::string two =
      "horizon: {start: 2026-01-05, length: 2d}\n"
      "tiers: [{name: L1, occupancy_cap: 100%}, {name: L2, occupancy_cap: 100%}]\n"
      "ticket_types: {t: {resolves: {L1: 0%, L2: 100%}, handle_time: {L1: "
      "{deterministic: 12m}, L2: {deterministic: 30m}}}}\n"
      "demand: {t: {type: t, replay: {file: rows.csv}}}\n"
      "staff: {desk: {tier: L1, heads: 1}, experts: {tier: L2, heads: 1}}\n";
  const std::string row = "opened\n2026-01-05 09:00\n";
  constexpr TierId l2{1U};
  const Compiled shared{test::MapFiles{{"desk.yaml", two + "sla: {resolution: {target: 3h30m}}\n"},
                                       {"rows.csv", row}},
                        "desk.yaml"};
  const IntervalTable by_half = intervals_of(shared, half_hour);
  // Until 12:30 there are eight half-hours: L1 has four of them, L2 from 09:12 on all eight.
  CHECK(by_half.tier(l1, monday(10, 30)).required == Approx(3.0 / 30));
  CHECK(by_half.tier(l1, monday(11, 0)).required == Approx(0).margin(1e-9));
  CHECK(by_half.tier(l2, monday(9, 0)).required == Approx(30.0 / 8 / 30));
  CHECK(by_half.tier(l2, monday(12, 30)).required == Approx(30.0 / 8 / 30));

  const Compiled answered{
      test::MapFiles{{"desk.yaml", two + "sla: {resolution: {target: 3h30m}, response: {stop: "
                                         "acknowledged, target: 30m}}\n"},
                     {"rows.csv", row}},
      "desk.yaml"};
  const IntervalTable early = intervals_of(answered, half_hour);
  CHECK(early.tier(l1, monday(9, 30)).required == Approx(6.0 / 30));
  CHECK(early.tier(l1, monday(10, 0)).required == Approx(0).margin(1e-9));
  CHECK(early.tier(l2, monday(12, 30)).required == Approx(30.0 / 8 / 30));
}

TEST_CASE("live work is required when it comes, in whole heads") {
  // Four calls of 40 min in half an hour: 5.33 erlangs. Eight heads answer 78 % in 20 s, nine
  // 89 %, ten 95 %, eleven 98 %.
  const std::string calls =
      "2026-01-05 09:00\n2026-01-05 09:05\n2026-01-05 09:10\n2026-01-05 09:15\n";
  const auto required = [&](const std::vector<std::string>& sets) {
    const Compiled scenario{one_head(calls, "channels: {phone: {live: true}}\n"), "desk.yaml",
                            sets};
    return intervals_of(scenario, half_hour).tier(l1, monday(9, 0)).required;
  };
  const std::vector<std::string> live{"demand.t.channels={phone: 100%}"};
  CHECK(required(live) == 9);
  std::vector<std::string> strict = live;
  strict.emplace_back("tiers.L1.service_level={share: 97%, within: 20s}");
  CHECK(required(strict) == 11);
}

TEST_CASE("intervals add up to what the whole run measures") {
  int seen = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    INFO("seed " << seed);
    const Compiled scenario{test::random_scenario(seed).files(), "scenario.yaml"};
    const test::Replication replication = test::replicate(scenario);
    const IntervalTable table = intervals_of(scenario, 60 * one_minute);
    const std::size_t entries = replication.facts.visits.size();
    std::vector<double> queued(scenario.model.tiers.size(), 0);
    std::vector<double> handled(scenario.model.tiers.size(), 0);
    double on_duty = 0;
    for (const WaitFact& wait : replication.facts.waits) {
      queued[wait.tier.index()] += in_hours(wait.to - std::max(wait.from, Instant{}));
    }
    for (const WorkFact& work : replication.facts.works) {
      if (work.activity == Activity::kept) continue;
      handled[scenario.model.posts[work.post].tier.index()] += in_hours(work.to - work.from);
    }
    for (const UpdateFact& update : replication.facts.updates) {
      if (update.post.exists()) handled[update.tier.index()] += in_hours(update.to - update.from);
    }
    for (const StaffFact& staff : replication.facts.staff) {
      if (staff.presence == Presence::on_duty) on_duty += in_hours(staff.to - staff.from);
    }
    double tickets = 0;
    double duty = 0;
    for (std::uint32_t t = 0; t < scenario.model.tiers.size(); ++t) {
      double queue = 0;
      double handling = 0;
      for (std::size_t i = 0; i < table.grid().size(); ++i) {
        const Instant to = std::min(table.grid().start(i + 1), scenario.model.end);
        const double hours = in_hours(to - table.grid().start(i));
        const IntervalRow& row = table.tier(TierId{t}, i);
        queue += row.queue * hours;
        handling += row.handling * hours;
        duty += row.on_duty * hours;
        tickets += row.tickets;
      }
      CHECK(queue == Approx(queued[t]).margin(1e-6));
      CHECK(handling == Approx(handled[t]).margin(1e-6));
    }
    CHECK(duty == Approx(on_duty).margin(1e-6));
    CHECK(tickets == Approx(static_cast<double>(entries)));
    seen += entries > 0 ? 1 : 0;
  }
  CHECK(seen > 50);
}

TEST_CASE("no work is lost on the way to the heads it requires") {
  // All is due within a day, and nothing comes in the last three: what is required is what is
  // offered over the cap.
  const Compiled scenario{
      "horizon: {start: 2026-01-05, length: 2w}\n"
      "shifts: {day: {weekly: {mon-fri: \"08:00-16:00\"}}, late: {weekly: {mon-sat: "
      "\"12:00-20:00\"}}}\n"
      "tiers: [{name: L1, occupancy_cap: 80%}, {name: L2, occupancy_cap: 80%}]\n"
      "ticket_types: {t: {resolves: {L1: 60%, L2: 100%}, handle_time: {L1: 20m, L2: 40m}}}\n"
      "demand: {t: {type: t, volume: 300/week, profile: {mon-thu: \"00:00-24:00\"}}}\n"
      "staff: {desk: {tier: L1, heads: 4, shift: day}, late: {tiers: [L1, L2], heads: 4, shift: "
      "late}, experts: {tier: L2, heads: 3, shift: day}}\n"
      "sla: {resolution: {target: 24h}}\n"};
  const IntervalTable table = intervals_of(scenario, half_hour, 3);
  for (std::uint32_t t = 0; t < 2; ++t) {
    double offered = 0;
    double required = 0;
    for (std::size_t i = 0; i < table.grid().size(); ++i) {
      offered += table.tier(TierId{t}, i).offered;
      required += table.tier(TierId{t}, i).required;
    }
    CHECK(offered > 100);
    CHECK(required * 0.8 == Approx(offered).epsilon(1e-9));
  }
}

TEST_CASE("a mean week is of the counted intervals, by local time") {
  // The clocks go forward on 29 March 2026: 09:00 stays 09:00.
  const Compiled scenario{
      "horizon: {start: 2026-03-16, length: 4w, warm_up: 1w, time_zone: Europe/Paris}\n"
      "shifts: {day: {weekly: {mon-fri: \"09:00-17:00\"}}}\n"
      "tiers: [{name: L1}]\n"
      "ticket_types: {t: {handle_time: {L1: 20m}}}\n"
      "demand: {t: {type: t, volume: 20/bd, profile: {mon-fri: \"09:00-17:00\"}}}\n"
      "staff: {desk: {tier: L1, heads: 3, shift: day}}\n"};
  const IntervalTable table = intervals_of(scenario, half_hour);
  const std::vector<WeekInterval> week = week_of(scenario.model, table, l1);
  std::size_t counted = 0;
  for (const WeekInterval& one : week) {
    const bool open = one.weekday < 5 && one.at >= 9 * one_hour && one.at < 17 * one_hour;
    CHECK(one.scheduled == Approx(open ? 3 : 0));
    counted += one.counted;
  }
  CHECK(counted == 3 * 7 * 48 - 2);  // the missing hour
  CHECK(week.size() == 7 * 48);
}

TEST_CASE("a tier whose heads cannot all do its work is said to be pooled") {
  const auto page = [](const std::string& skills) {
    const Compiled scenario{
        "horizon: {start: 2026-01-05, length: 1w}\n"
        "tiers: [{name: L1}]\n"
        "ticket_types: {a: {skill: x, handle_time: {L1: 20m}}, b: {skill: y, handle_time: {L1: "
        "20m}}}\n"
        "demand: {a: {type: a, volume: 20/day}, b: {type: b, volume: 20/day}}\n"
        "staff: {one: {tier: L1, heads: 2, skills: [x, y]}, two: {tier: L1, heads: 2, skills: [" +
        skills + "]}}\n"};
    return week_report(scenario.model, intervals_of(scenario, one_hour));
  };
  CHECK(page("y").find("as one pool") != std::string::npos);
  CHECK(page("x, y").find("as one pool") == std::string::npos);
}
