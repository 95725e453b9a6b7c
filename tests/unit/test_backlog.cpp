// Tickets that are open at the horizon's start: how they are written, what they are, and timelines
// worked out by hand.

#include <cmath>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/path_checks.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string here = "horizon.initial_backlog";

bool has(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

/// Two tiers; `a` comes three times as often as `b`, and L1 resolves more of it.
std::string two_types(const std::string& backlog) {
  return "horizon: {start: 2026-01-05, length: 1w, initial_backlog: " + backlog +
         "}\n"
         "channels: {phone: {live: true}, email: {}}\n"
         "priorities: [P1, P2]\n"
         "tiers: [{name: L1}, {name: L2}]\n"
         "ticket_types:\n"
         "  a: {resolves: {L1: 80%, L2: 100%}, handle_time: {L1: 20m, L2: 30m}}\n"
         "  b: {resolves: {L1: 40%, L2: 100%}, handle_time: {L1: 20m, L2: 30m}}\n"
         "  c: {handle_time: {L1: 20m}}\n"
         "demand:\n"
         "  a: {type: a, volume: 3/h, channels: {phone: 30%, email: 70%}, priorities: {P2: 100%}}\n"
         "  b: {type: b, volume: 1/h, channels: {email: 100%}, priorities: {P1: 100%}}\n"
         "staff: {desk: {tiers: [L1, L2], heads: 5}}\n";
}

MapFiles with_file(const std::string& keys, const std::string& rows) {
  return {{"desk.yaml", two_types("{file: open.csv" + keys + "}")}, {"open.csv", rows}};
}
std::string file_problems(const std::string& keys, const std::string& rows) {
  return problems(with_file(keys, rows), "desk.yaml");
}

/// One type at two tiers, 30 min at each; one head of each tier from 8 to 16 on working days.
std::string
desk(const std::string& backlog, const std::string& tier = "", const std::string& more = "") {
  return "horizon: {start: 2026-01-05, length: 1w, initial_backlog: " + backlog +
         "}\n"
         "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}}}\n"
         "shifts: {day: {weekly: {mon-fri: \"08:00-16:00\"}}}\n"
         "priorities: [P1, P2]\n"
         "tiers: [{name: L1" +
         tier +
         "}, {name: L2}]\n"
         "ticket_types: {fix: {resolves: {L1: 100%}, handle_time: {L1: {deterministic: 30m}, "
         "L2: {deterministic: 30m}}}}\n"
         "staff: {desk: {tier: L1, heads: 1, shift: day}, back: {tier: L2, heads: 1, shift: day}}\n" +
         more;
}
const std::string of_file =
    "{file: roster.csv, tier: L1, type: fix, columns: {priority: priority}}";
Timeline timeline(const std::string& text, const std::string& open, const std::string& rows) {
  return Timeline{text, rows, "UTC", "opened,priority\n" + open};
}

std::vector<TicketFact> backlog_of(const Compiled& scenario, std::uint32_t number = 0) {
  std::vector<TicketFact> tickets;
  for (const TicketFact& ticket : replicate(scenario, number).facts.tickets) {
    if (ticket.opened < Instant{}) tickets.push_back(ticket);
  }
  return tickets;
}

}  // namespace

TEST_CASE("backlog: counts by tier, with and without ages") {
  const InitialBacklog backlog =
      load(two_types("{L2: 40, L1: {tickets: 6, age: {exponential: {mean: 2d}}}}"))
          .scenario.horizon.initial_backlog;
  REQUIRE(backlog.lots.size() == 2);
  CHECK(backlog.lots.find("L2")->tickets == 40);
  CHECK(!backlog.lots.find("L2")->age);
  CHECK(backlog.lots.find("L1")->tickets == 6);
  CHECK(backlog.lots.find("L1")->age->mean == 48 * one_hour);
}

TEST_CASE("backlog: counts merge, and counts and a file replace each other") {
  const std::string counts = two_types("{L2: 40, L1: {tickets: 6, age: 8h}}");
  const auto with = [&](const std::string& set) {
    return load(counts, {set}).scenario.horizon.initial_backlog;
  };
  CHECK(with(here + ".L2=50").lots.find("L2")->tickets == 50);
  CHECK(with(here + ".L1.tickets=7").lots.find("L1")->age->mean == 8 * one_hour);
  CHECK(with(here + ".L1=null").lots.size() == 1);
  CHECK(with("horizon.initial_backlog=null").lots.empty());
  const MapFiles files = with_file(", type: a, tier: L2", "opened\n2026-01-04 09:00\n");
  const auto on_file = [&](const std::string& set) {
    return load_scenario(files, "desk.yaml", std::vector{set}).scenario.horizon.initial_backlog;
  };
  CHECK(on_file(here + ".tier=L1").from->rows.size() == 1);
  CHECK(!on_file(here + ".L2=3").from);
  CHECK(on_file(here + ".L2=3").lots.find("L2")->tickets == 3);
}

TEST_CASE("backlog: the canonical form is read as the same") {
  for (const std::string& text :
       {two_types("{L2: 40, L1: {tickets: 6, age: {exponential: {mean: 2d}}}}"),
        two_types("{file: open.csv, columns: {type: kind, age: old, priority: p}, tier: L1, "
                  "types: {x: a, default: b}, tiers: {q: L1}, time_zone: Asia/Kolkata}")}) {
    const MapFiles files{{"desk.yaml", text}, {"open.csv", "kind,old,p\nx,3d4h,P1\ny,10m,P2\n"}};
    const LoadedScenario once = load_scenario(files, "desk.yaml", {});
    const std::string canonical = canonical_text(once.scenario);
    INFO(canonical);
    const LoadedScenario twice = load_scenario(
        MapFiles{{"desk.yaml", canonical}, {"open.csv", "kind,old,p\nx,3d4h,P1\ny,10m,P2\n"}},
        "desk.yaml", {});
    CHECK(canonical_text(twice.scenario) == canonical);
    CHECK(twice.hash == once.hash);
  }
  CHECK(!has(canonical_text(load(small_desk()).scenario), "initial_backlog"));
}

TEST_CASE("backlog: what is wrong with counts") {
  CHECK(has(problems(two_types("{L3: 40}")), "unknown tier 'L3'"));
  CHECK(has(problems(two_types("{L2: many}")), "desk.yaml:1"));
  CHECK(has(problems(two_types("{L2: -1}")), "allowed: 0 to 1000000"));
  CHECK(has(problems(two_types("{L2: {age: 1d}}")),
            "`horizon.initial_backlog.L2.tickets` is missing"));
  CHECK(has(problems(two_types("{L2: {tickets: 3, age: 2bd}}")), "'2bd' is in `bd`"));
  CHECK(has(problems(two_types("{L2: {tickets: 3, age: {lognormal: {mean: 2d}}}}")),
            "the parameters of the distribution do not fit"));
  CHECK(has(problems(two_types("{L1: 600000, L2: 600000}")),
            "1200000 tickets are open at the start"));
  CHECK(has(problems(two_types("40")), "{L2: 40}"));
  const std::string nobody = two_types("{L2: 3}");
  CHECK(has(problems(nobody, {"demand.a=null", "demand.b={type: c, volume: 1/h}"}),
            "L2 works on nothing that demand brings"));
}

TEST_CASE("backlog: what is wrong with a file is told at once") {
  const std::string told = file_problems(", columns: {type: type, tier: tier, priority: p}",
                                         "opened,type,tier,p\n"
                                         "2026-01-04 09:00,a,L1,P1\n"
                                         "yesterday,a,L1,P1\n"
                                         "2026-01-05 00:00,a,L1,P1\n"
                                         "2015-01-04 09:00,a,L1,P1\n"
                                         "2026-01-04 09:00,c,L2,P1\n"
                                         "2026-01-04 09:00,d,L1,P7\n");
  CHECK(has(told, "'yesterday' is not a date"));
  CHECK(has(told, "'2026-01-05 00:00' is not before the horizon's start"));
  CHECK(has(told, "'2015-01-04 09:00' is too long ago"));
  CHECK(has(told, "L2 does not work on the type 'c'"));
  CHECK(has(told, "'d'"));
  CHECK(has(told, "'P7'"));
  CHECK(has(file_problems(", tier: L1", "opened\n"), "the open tickets have no type"));
  CHECK(has(file_problems(", type: a", "opened\n"), "at which tiers the open tickets are"));
  CHECK(has(file_problems(", type: a, tier: L1, columns: {age: old}", "old\n3 days\n"),
            "is not a length of time"));
  CHECK(has(file_problems(", type: a, tier: L1, columns: {age: old, opened: o}", "old,o\n3d,\n"),
            "`age` stands beside `opened`"));
  CHECK(has(file_problems(", type: x, tier: L7", "opened\n"), "unknown ticket type 'x'"));
  CHECK(has(file_problems(", type: a, tier: L1", "date\n2026-01-04\n"), "opened"));
  CHECK(has(problems(two_types("{file: gone.csv, type: a, tier: L1}")), "cannot read 'gone.csv'"));
  CHECK(file_problems(", type: a, tier: L1", "opened\n").empty());  // nothing is open: so be it
}

TEST_CASE("backlog: it waits at its tier since it was opened, and is taken when people come") {
  const Timeline desk_line = timeline(desk(of_file),
                                      "2026-01-04 22:00,P2\n"
                                      "2026-01-02 10:00,P2\n",
                                      "2026-01-05 07:00,fix,P2\n");
  CHECK(desk_line.of_ticket(1) == "01-02 10:00 - 01-05 08:00 waits at L1: taken\n"
                                  "01-05 08:00 - 08:30 desk.1 handles at L1: resolved\n");
  CHECK(desk_line.of_ticket(2) == "01-04 22:00 - 01-05 08:30 waits at L1: taken\n"
                                  "01-05 08:30 - 09:00 desk.1 handles at L1: resolved\n");
  CHECK(desk_line.of_ticket(3) == "01-05 07:00 - 09:00 waits at L1: taken\n"
                                  "01-05 09:00 - 09:30 desk.1 handles at L1: resolved\n");
  CHECK(desk_line.outcome().opened == 3);
  CHECK(desk_line.outcome().backlog == 2);
  CHECK(desk_line.outcome().resolved == 3);
  CHECK(desk_line.ticket(1).opened == Instant{-62 * one_hour});
  CHECK(desk_line.ticket(1).acknowledged == Instant{8 * one_hour});
  CHECK(desk_line.ticket(1).entry_tier == TierId{0U});
}

TEST_CASE("backlog: it is worked on, but not counted") {
  const Timeline line = timeline(desk(of_file, "", "sla: {r: {target: 4h, calendar: office}}\n"),
                                 "2026-01-02 10:00,P2\n", "2026-01-05 07:00,fix,P2\n");
  const MeasureLayout layout{line.model()};
  const auto sum = [&](TicketSum one) {
    return line.measures().sums[layout.ticket(layout.all_leaves(), layout.all_posts(), one)];
  };
  CHECK(sum(TicketSum::opened) == 1);
  CHECK(sum(TicketSum::incidents) == 1);
  CHECK(sum(TicketSum::incident_ms) == (2 * one_hour).count());
  CHECK(line.clocks("r", SlaSum::met) == 1);
  CHECK(line.clocks("r", SlaSum::breached) == 0);
  std::int64_t handling = 0;
  for (std::size_t leaf = 0; leaf < line.model().leaves.size(); ++leaf) {
    handling += line.measures().sums[layout.work(LeafId{leaf}, PostId{0U}, WorkSum::handling_ms)];
  }
  CHECK(handling == one_hour.count());  // half an hour for each of both
}

TEST_CASE("backlog: of those that wait at the start, whoever comes takes the best") {
  const std::string always = ", queue: by_priority";
  const std::string text = desk(of_file, always) + "experiment: {replications: 1}\n";
  const Timeline line =
      timeline(text, "2026-01-02 10:00,P2\n2026-01-04 23:00,P1\n", "2026-01-09 09:00,fix,P2\n");
  CHECK(line.of_ticket(2) == "01-04 23:00 - 01-05 08:00 waits at L1: taken\n"
                             "01-05 08:00 - 08:30 desk.1 handles at L1: resolved\n");
  CHECK(line.of_ticket(1) == "01-02 10:00 - 01-05 08:30 waits at L1: taken\n"
                             "01-05 08:30 - 09:00 desk.1 handles at L1: resolved\n");
}

TEST_CASE("backlog: people who are there from the first instant take the best, not the oldest") {
  std::string text = desk(of_file, ", queue: by_priority");
  const std::size_t shift = text.find("heads: 1, shift: day}, back");
  text.replace(shift, std::string{"heads: 1, shift: day"}.size(), "heads: 1");
  const Timeline line =
      timeline(text, "2026-01-02 10:00,P2\n2026-01-04 23:00,P1\n", "2026-01-09 09:00,fix,P2\n");
  CHECK(line.of_ticket(2) == "01-04 23:00 - 01-05 00:00 waits at L1: taken\n"
                             "01-05 00:00 - 00:30 desk.1 handles at L1: resolved\n");
  CHECK(line.of_ticket(1) == "01-02 10:00 - 01-05 00:30 waits at L1: taken\n"
                             "01-05 00:30 - 01:00 desk.1 handles at L1: resolved\n");
}

TEST_CASE("backlog: its clocks have run since it was opened, on a calendar that reaches back") {
  // P2: 20 open hours from Friday 10:00 are used on Tuesday at 10:00. P1: 4 from Friday 17:00 on
  // Monday at 11:00, so that it goes first.
  const std::string clocks = "sla: {r: {target: {P1: 4h, P2: 20h}, calendar: office}}\n";
  const Timeline line =
      timeline(desk(of_file, ", queue: earliest_due", clocks),
               "2026-01-02 10:00,P2\n2026-01-02 17:00,P1\n", "2026-01-09 09:00,fix,P2\n");
  CHECK(line.ticket(2).resolved == Instant{8 * one_hour + 30 * one_minute});
  CHECK(line.ticket(1).resolved == Instant{9 * one_hour});
  const Model& model = line.model();
  CHECK(model.due(SlaId{0U}, model.leaves[line.ticket(1).leaf], line.ticket(1).opened) ==
        Instant{34 * one_hour});
  CHECK(model.due(SlaId{0U}, model.leaves[line.ticket(2).leaf], line.ticket(2).opened) ==
        Instant{11 * one_hour});
}

TEST_CASE("backlog: a clock that can stand still was breached before the start") {
  std::string text =
      desk(of_file, "", "sla: {r: {target: 4h, calendar: office, pause: [pending]}}\n");
  const std::size_t type = text.find("resolves: {L1: 100%}");
  text.insert(type, "pending: {customer: {probability: 0%, for: 1h}}, ");
  const Timeline line = timeline(text, "2026-01-02 10:00,P2\n", "2026-01-09 09:00,fix,P2\n");
  REQUIRE(line.facts().clocks.size() == 2);
  const ClockFact& clock = line.facts().clocks.front();
  CHECK(clock.breached == Instant{-58 * one_hour});     // Friday at 14:00
  CHECK(clock.used == 8 * one_hour + 30 * one_minute);  // Friday 10 to 18, Monday 8 to 8:30
  CHECK(clock.stopped == Instant{8 * one_hour + 30 * one_minute});
}

TEST_CASE("backlog: a share of an SLA that passed before the start does not fire, later ones do") {
  const std::string clocks = "sla: {r: {target: 4h}}\n";
  const Timeline line =
      timeline(desk(of_file, ", escalate: [{after: 50%, of: r}]", clocks),
               "2026-01-04 20:00,P2\n2026-01-04 23:00,P2\n", "2026-01-09 09:00,fix,P2\n");
  CHECK(line.of_ticket(1) == "01-04 20:00 - 01-05 08:00 waits at L1: taken\n"
                             "01-05 08:00 - 08:30 desk.1 handles at L1: resolved\n");
  CHECK(line.of_ticket(2) == "01-04 23:00 - 01-05 01:00 waits at L1: SLA share\n"
                             "01-05 01:00 - 08:00 waits at L2: taken\n"
                             "01-05 08:00 - 08:30 back.1 handles at L2: resolved\n");
}

TEST_CASE("backlog: its age at the close of business counts from its opening") {
  // Friday 10:00 to Monday's and Tuesday's close at 18:00: 18 and 28 open hours, days of 10.
  std::string text = desk(
      of_file, "", "sla: {r: {target: 4h, calendar: office}}\nfcr_window: {calendar: office}\n");
  text.replace(text.find("length: 1w"), 10, "length: 2d");
  text.replace(text.find("mon-fri: \"08:00-16:00\""), 22, "wed: \"08:00-16:00\"");
  const Timeline line = timeline(text, "2026-01-02 10:00,P2\n", "2026-01-06 23:00,fix,P2\n");
  const MeasureLayout layout{line.model()};
  const auto sum = [&](BacklogSum one) {
    return line.measures().sums[layout.backlog(TierId{0U}, one)];
  };
  CHECK(sum(BacklogSum::below_3bd) == 2);
  CHECK(sum(BacklogSum::age_ms) == (46 * one_hour).count());
  CHECK(sum(BacklogSum::past_target) == 2);
  CHECK(sum(BacklogSum::open_ms) == (49 * one_hour).count());  // the new one waits an hour
  CHECK(line.outcome().open == 2);
}

TEST_CASE("backlog: times of opening are those of the file's zone, however long ago") {
  const std::string in_kolkata =
      "{file: roster.csv, tier: L1, type: fix, time_zone: Asia/Kolkata, columns: {priority: priority}}";
  const Timeline line =
      timeline(desk(in_kolkata), "2026-01-04 23:30,P2\n", "2026-01-09 09:00,fix,P2\n");
  CHECK(line.ticket(1).opened == Instant{-6 * one_hour});
  std::string text = desk(of_file);
  text.replace(text.find("start: 2026-01-05"), 17, "start: 2026-01-05, time_zone: Europe/Paris");
  const Timeline old = timeline(text, "2023-07-03 09:00,P2\n", "2026-01-09 09:00,fix,P2\n");
  CHECK(old.at(old.ticket(1).opened) == "07-03 09:00");
  // 917 local days, less the nine hours of that morning, and an hour that the clocks were ahead.
  CHECK(old.ticket(1).opened == Instant{-(917 * one_day - 9 * one_hour + one_hour)});
}

TEST_CASE("backlog: what tickets are is drawn as demand brings them to the tier") {
  const Compiled scenario{
      two_types("{L1: {tickets: 4000, age: {exponential: {mean: 8h}}}, L2: 4000}")};
  double of_a[2] = {0, 0};
  double age = 0;
  for (const TicketFact& ticket : backlog_of(scenario)) {
    const Leaf& leaf = scenario.model.leaves[ticket.leaf];
    const bool is_a = scenario.model.types[leaf.type].name == "a";
    of_a[ticket.entry_tier.index()] += is_a ? 1 : 0;
    CHECK(leaf.priority == PriorityId{is_a ? 1U : 0U});
    if (ticket.entry_tier == TierId{0U}) age += in_hours(Instant{} - ticket.opened);
  }
  CHECK(std::abs(of_a[0] / 4000 - 0.75) < 4.5 * std::sqrt(0.75 * 0.25 / 4000));
  CHECK(std::abs(of_a[1] / 4000 - 0.5) < 4.5 * std::sqrt(0.5 * 0.5 / 4000));  // 3 x 20 %, 1 x 60 %
  CHECK(std::abs(age / 4000 - 8) < 4.5 * 8 / std::sqrt(4000.0));
}

TEST_CASE("backlog: counts are drawn anew in each replication, rows of a file are the same") {
  const auto openings = [](const Compiled& scenario, std::uint32_t number) {
    std::vector<Instant> times;
    for (const TicketFact& ticket : backlog_of(scenario, number)) times.push_back(ticket.opened);
    std::ranges::sort(times);
    return times;
  };
  const Compiled drawn{two_types("{L1: {tickets: 5, age: {exponential: {mean: 8h}}}}")};
  CHECK(openings(drawn, 0) == openings(drawn, 0));
  CHECK(openings(drawn, 0) != openings(drawn, 1));
  const Compiled more{two_types("{L2: 7, L1: {tickets: 6, age: {exponential: {mean: 8h}}}}")};
  std::vector<Instant> of_both = openings(more, 0);
  for (const Instant one : openings(drawn, 0)) {
    CHECK(std::ranges::find(of_both, one) != of_both.end());  // one more changes no other
  }
  const Compiled listed{with_file(", type: a, tier: L1", "opened\n2026-01-04 09:00\n"),
                        "desk.yaml"};
  CHECK(openings(listed, 0) == std::vector{Instant{-15 * one_hour}});
  CHECK(openings(listed, 0) == openings(listed, 1));
}

TEST_CASE("backlog: path identities hold with it") {
  for (const std::string& backlog :
       {std::string{"{L1: {tickets: 60, age: {exponential: {mean: 1d}}}, L2: 20}"},
        std::string{"{L2: {tickets: 200, age: {lognormal: {mean: 1w, cv: 2}}}}"}}) {
    const Compiled scenario{two_types(backlog)};
    for (std::uint32_t number = 0; number < 3; ++number) {
      const Replication one = replicate(scenario, number);
      CHECK(broken_tickets(scenario.model, one.facts, one.measures.outcome).empty());
      CHECK(broken_people(scenario.model, one.facts).empty());
      CHECK(broken_matching(scenario.model, one.facts).empty());
      CHECK(broken_measures(scenario, one).empty());
      CHECK(one.measures.outcome.backlog == scenario.model.backlog.size());
    }
  }
}

TEST_CASE("backlog: without one nothing is drawn, and a backlog of nobody is none") {
  const Compiled without{two_types("{L1: 0}")};
  CHECK(without.model.backlog.size() == 0);
  CHECK(without.model.streams.size() == 2);
}
