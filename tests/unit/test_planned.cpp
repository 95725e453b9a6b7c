// Planned work: so many tickets at fixed local times, which urgent ones may interrupt.

#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/scenario_runner.hpp"
#include "tiersim/requirement.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

bool has(const std::string& text, const std::string& part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

/// Two weeks from Monday, January 5th; maintenance of two hours, incidents of half an hour.
std::string
desk(const std::string& planned, const std::string& more = "", const std::string& tier = "") {
  return "horizon: {start: 2026-01-05, length: 2w}\n"
         "calendars: {office: {weekly: {mon-fri: \"08:00-18:00\"}, holidays: [2026-01-13]}}\n"
         "priorities: [P1, P2, P3, P4]\n"
         "ticket_types:\n"
         "  maintenance: {kind: change, handle_time: {L1: {deterministic: 2h}}}\n"
         "  incident: {handle_time: {L1: {deterministic: 30m}}}\n"
         "tiers: [{name: L1" +
         tier +
         "}]\n"
         "staff: {desk: {tier: L1, heads: 1}}\n"
         "demand:\n"
         "  maintenance: {type: maintenance, planned: " +
         planned + ", priorities: {P4: 100%}" + more + "}\n";
}
const std::string weekly = "{every: 1w, on: tue, at: \"09:00\", tickets: 2}";

std::string planned_problems(const std::string& planned, const std::string& more = "") {
  return problems(desk(planned, more));
}

std::vector<Instant> openings(const std::string& text, std::uint32_t number = 0) {
  const Compiled scenario{text};
  std::vector<Instant> times;
  for (const TicketFact& ticket : replicate(scenario, number).facts.tickets) {
    times.push_back(ticket.opened);
  }
  std::ranges::sort(times);
  return times;
}

Instant day_at(int day, Duration time) { return Instant{day * one_day + time}; }

}  // namespace

TEST_CASE("planned work: exactly these tickets at exactly these times, in each replication") {
  const std::vector<Instant> both{day_at(1, 9 * one_hour), day_at(1, 9 * one_hour),
                                  day_at(8, 9 * one_hour), day_at(8, 9 * one_hour)};
  CHECK(openings(desk(weekly)) == both);
  CHECK(openings(desk(weekly), 7) == both);
  CHECK(openings(desk("{at: \"22:30\"}")) == std::vector{Instant{22 * one_hour + 30 * one_minute}});
  CHECK(openings(desk("{start: 2026-01-07, every: 6d}")) ==
        std::vector{day_at(2, 9 * one_hour), day_at(8, 9 * one_hour)});
  CHECK(openings(desk("{start: 2025-12-31, every: 1w}")) ==
        std::vector{day_at(2, 9 * one_hour), day_at(9, 9 * one_hour)});  // not before the start
}

TEST_CASE("planned work: none on holidays, if holiday_demand says so") {
  const std::string skipped = ", holiday_demand: {calendar: office, factor: 0%}";
  CHECK(openings(desk(weekly, skipped)) ==
        std::vector{day_at(1, 9 * one_hour), day_at(1, 9 * one_hour)});
}

TEST_CASE("planned work: local times, across both changes of the hour") {
  const auto opening = [](const std::string& start) {
    return openings(
        "horizon: {start: " + start +
        ", length: 1d, time_zone: UTC}\n"
        "ticket_types: {work: {handle_time: {L1: 1h}}}\n"
        "tiers: [{name: L1}]\n"
        "staff: {desk: {tier: L1, heads: 1}}\n"
        "demand: {work: {type: work, time_zone: Europe/Paris, planned: {at: \"02:30\"}}}\n");
  };
  CHECK(opening("2026-03-28") == std::vector{Instant{90 * one_minute}});
  CHECK(opening("2026-03-29") == std::vector{Instant{90 * one_minute}});  // 03:30 of summer time
  CHECK(opening("2026-10-25") == std::vector{Instant{30 * one_minute}});  // the first 02:30
  CHECK(opening("2026-10-26") == std::vector{Instant{90 * one_minute}});
}

TEST_CASE("planned work: it is worked like any other, and P1 interrupts it") {
  // Tuesday: the first from 9 to 10, the incident from 10 to 10:30, the first until 11:30, the
  // second until 13:30.
  const std::string text = desk(weekly, "", ", queue: by_priority, preempted_by: P1") +
                           "  urgent: {replay: {file: rows.csv}, type: incident, "
                           "priorities: {P1: 100%}}\n";
  const Compiled scenario{MapFiles{{"desk.yaml", text}, {"rows.csv", "opened\n2026-01-06 10:00\n"}},
                          "desk.yaml"};
  const KeptFacts facts = replicate(scenario).facts;
  std::vector<std::pair<std::uint64_t, Instant>> works;
  for (const WorkFact& work : facts.works) works.emplace_back(work.ticket, work.to);
  REQUIRE(works.size() >= 4);
  CHECK(works[0] == std::pair{std::uint64_t{1}, day_at(1, 10 * one_hour)});
  CHECK(facts.works[0].cause == Cause::preempted);
  CHECK(works[1] == std::pair{std::uint64_t{3}, day_at(1, 10 * one_hour + 30 * one_minute)});
  CHECK(works[2] == std::pair{std::uint64_t{1}, day_at(1, 11 * one_hour + 30 * one_minute)});
  CHECK(facts.works[2].cause == Cause::resolved);
  CHECK(works[3] == std::pair{std::uint64_t{2}, day_at(1, 13 * one_hour + 30 * one_minute)});
}

TEST_CASE("planned work: it is counted in what is expected") {
  const Compiled scenario{desk(weekly)};
  const DemandSummary demand = summarise_demand(scenario.model);
  CHECK(demand.total == 4);
  CHECK(demand.by_weekday[1] == 2);
  CHECK(demand.by_weekday[0] == 0);
}

TEST_CASE("planned work: handle times are drawn anew in each replication, labels are not") {
  std::string text = desk("{every: 1d, tickets: 20}", "");
  text.replace(text.find("{deterministic: 2h}"), 19, "{exponential: {mean: 10m}}");
  text.replace(text.find("{P4: 100%}"), 10, "{P3: 50%, P4: 50%}");
  const Compiled scenario{text};
  const auto labels = [&](std::uint32_t number) {
    std::vector<LeafId> leaves;
    for (const TicketFact& ticket : replicate(scenario, number).facts.tickets) {
      leaves.resize(std::max(leaves.size(), static_cast<std::size_t>(ticket.ticket)));
      leaves[ticket.ticket - 1] = ticket.leaf;
    }
    return leaves;
  };
  CHECK(labels(0).size() == 280);
  CHECK(labels(0) == labels(1));
  CHECK(replicate(scenario, 0).measures.outcome.fingerprint !=
        replicate(scenario, 1).measures.outcome.fingerprint);
}

TEST_CASE("planned work is not the record of one sample of arrivals") {
  CHECK(!has_same_arrivals(Compiled{desk(weekly)}.model));
}

TEST_CASE("planned work: what is wrong with it") {
  CHECK(planned_problems(weekly).empty());
  CHECK(has(planned_problems("{every: 36h}"), "36h is not whole days"));
  CHECK(has(planned_problems("{every: 1.5d}"), "is not whole days"));
  CHECK(has(planned_problems("{at: \"24:00\"}"), "24:00 is the next day"));
  CHECK(has(planned_problems("{tickets: 0}"), "allowed: 1 to 100000"));
  CHECK(has(planned_problems("{on: someday}"), "someday"));
  CHECK(has(planned_problems(weekly, ", volume: 3/day"), "the stream has more than one source"));
  CHECK(has(planned_problems(weekly, ", profile: {mon: \"08:00-09:00\"}"),
            "`profile` stands beside planned work"));
  CHECK(has(planned_problems(weekly, ", growth: 2%/month"), "`growth` stands beside planned work"));
  CHECK(has(planned_problems(weekly, ", holiday_demand: {calendar: office, factor: 50%}"),
            "planned work comes whole or not at all"));
  CHECK(has(problems(desk(weekly), {"demand.maintenance.type=null"}),
            "planned work is of one ticket type"));
  CHECK(has(problems(desk("{every: 1d, tickets: 100000}"), {"horizon.length=1000d"}),
            "tickets are planned"));
}

TEST_CASE("planned work: the canonical form is read as the same") {
  const LoadedScenario once = load(desk("{start: 2026-01-07, every: 2w, on: fri, tickets: 3}"));
  const std::string canonical = canonical_text(once.scenario);
  CHECK(canonical_text(load(canonical).scenario) == canonical);
  CHECK(load(canonical).hash == once.hash);
}
