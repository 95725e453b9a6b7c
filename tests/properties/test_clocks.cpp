// Clocks that follow their tickets' lives, against what the facts of visits and holds say, in
// scenarios made up at random. A failure names its seed.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "analysis/attribution_meter.hpp"
#include "tests/catch.hpp"
#include "tests/support/clock_path.hpp"
#include "tests/support/lives.hpp"
#include "tests/support/random_scenario.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

constexpr std::uint64_t clock_scenarios = 60;
constexpr Duration ola = 45 * one_minute;

/// Clocks at all times: `at`, at the first tier; `last`, of its last visit there; `solved`, of
/// tickets that nobody hands up; `worked`, from acknowledgement, outside what is pending; and one
/// that has not begun when it is reset.
const std::vector<std::string> more_clocks{
    "sla.at={type: ola, start: {enters: L1}, stop: {leaves: L1}, target: 45m}",
    "sla.last={start: {enters: L1}, stop: {leaves: L1}, reset: [{enters: L1}], target: 45m}",
    "sla.solved={cancel: [escalated], target: 45m}",
    "sla.worked={start: acknowledged, pause: [pending], target: 45m}",
    "sla.office={start: {enters: L1}, stop: {leaves: L1}, cancel: [reopened], calendar: office, "
    "target: 45m}"};

/// What is told of one ticket.
struct Told {
  TicketFact ticket;
  std::vector<VisitFact> visits;  ///< in order of time
  std::map<std::string, ClockFact> clocks;
};

std::map<std::uint64_t, Told> told_by_ticket(const Model& model, const KeptFacts& facts) {
  std::map<std::uint64_t, Told> told;
  for (const TicketFact& ticket : facts.tickets) told[ticket.ticket].ticket = ticket;
  for (const VisitFact& visit : facts.visits) told[visit.ticket].visits.push_back(visit);
  for (const ClockFact& clock : facts.clocks) {
    told[clock.ticket].clocks[model.slas[clock.sla].name] = clock;
  }
  return told;
}

/// The clock of the first tier, from its visits.
void check_visits(const Told& told) {
  Duration used{0};
  Instant breached = never;
  bool enters = false;
  Duration last{0};
  for (const VisitFact& visit : told.visits) {
    if (visit.tier.index() > 0) continue;
    enters = true;
    last = visit.to - visit.from;
    if (breached == never && used + last > ola) breached = visit.from + (ola - used);
    used += last;
  }
  REQUIRE(told.clocks.contains("at") == enters);
  if (!enters) return;
  const ClockFact& at = told.clocks.at("at");
  CHECK(at.used == used);
  CHECK(at.breached == breached);
  const ClockFact& of_last = told.clocks.at("last");
  if (of_last.breached == never) CHECK(of_last.used == last);
}

/// Withdrawn by the first move up, unless breached by then.
void check_withdrawn(const Model& model, const Told& told, const std::vector<HoldFact>& holds) {
  const ClockFact& solved = told.clocks.at("solved");
  const auto up = std::ranges::find_if(told.visits, [](const VisitFact& visit) {
    return visit.next.exists() && visit.next > visit.tier && visit.cause != Cause::misrouted;
  });
  const ClockPath path{model, solved.sla, told.ticket, holds};
  const bool withdraws = up != told.visits.end() && !path.is_breached(up->to);
  CHECK(solved.withdrawn == (withdraws ? up->to : never));
}

/// From the first engagement on, but for holds.
void check_work(const Model& model, const Told& told, const std::vector<HoldFact>& holds) {
  const bool starts = told.ticket.acknowledged != never;
  REQUIRE(told.clocks.contains("worked") == starts);
  if (!starts) return;
  Duration used = std::min(told.ticket.resolved, model.end) - told.ticket.acknowledged;
  for (const HoldFact& hold : holds) used -= hold.to - hold.from;
  CHECK(told.clocks.at("worked").used == used);
}

/// What breached clocks took from their start to their stop, and what of it they ran.
BreachTime time_of(const Model& model, const KeptFacts& facts, SlaId sla) {
  BreachTime sum;
  for (const ClockFact& clock : facts.clocks) {
    if (clock.sla != sla || clock.breached == never || !model.is_counted(clock.opened)) continue;
    sum += {(std::min(clock.stopped, model.end) - clock.started).count(), clock.used.count()};
  }
  return sum;
}

void check_attribution(const Compiled& scenario, const KeptFacts& facts) {
  const RosterCover cover{scenario.model};
  AttributionMeter meter{scenario.model, cover};
  meter.take(block_of(facts));
  const Attribution& found = meter.close();
  for (std::uint32_t s = 0; s < scenario.model.slas.size(); ++s) {
    INFO(scenario.model.slas[SlaId{s}].name);
    const BreachTime expected = time_of(scenario.model, facts, SlaId{s});
    const BreachTime whole = found.overall(SlaId{s}).whole();
    CHECK(whole.elapsed_ms == expected.elapsed_ms);
    CHECK(whole.clock_ms == expected.clock_ms);
  }
}

}  // namespace

TEST_CASE("paths: clocks at tiers are their visits, those cancelled went up, and parts sum up") {
  std::map<std::string, int> seen;
  for (std::uint64_t seed = 1; seed <= clock_scenarios; ++seed) {
    INFO("seed " << seed);
    const Compiled scenario{random_scenario(seed).files(), "scenario.yaml", more_clocks};
    const Replication replication = replicate(scenario);
    const HoldsByTicket holds{replication.facts};
    for (const auto& [number, told] : told_by_ticket(scenario.model, replication.facts)) {
      INFO("ticket " << number);
      if (is_withdrawn(told.ticket)) {
        CHECK(told.clocks.empty());
        continue;
      }
      const std::vector<HoldFact>& held = holds.of(number);
      check_visits(told);
      check_withdrawn(scenario.model, told, held);
      check_work(scenario.model, told, held);
      seen["solved"] += told.clocks.at("solved").withdrawn != never ? 1 : 0;
      for (const auto& [name, clock] : told.clocks) seen[name] += clock.breached != never ? 1 : 0;
    }
    check_attribution(scenario, replication.facts);
  }
  for (const auto& [name, clocks] : seen) {
    INFO(name);
    CHECK(clocks >= 100);
  }
}
