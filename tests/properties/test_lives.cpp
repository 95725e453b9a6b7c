// Lives put together from facts, and where the time of breached clocks went, in scenarios made up
// at random. A failure names its seed.

#include <algorithm>
#include <array>

#include "analysis/attribution_meter.hpp"
#include "tests/catch.hpp"
#include "tests/support/lives.hpp"
#include "tests/support/random_scenario.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

constexpr std::uint64_t scenarios = 200;

/// Do the steps of a life go on where the one before ended, at the tiers that were visited?
bool is_one_row(const Model& model, const Life& life, const KeptFacts& facts) {
  std::vector<TierId> visited;
  for (const VisitFact& visit : facts.visits) {
    if (visit.ticket != life.ticket.ticket) continue;
    if (visited.empty() || visited.back() != visit.tier) visited.push_back(visit.tier);
  }
  std::vector<TierId> tiers;
  Instant at = life.ticket.opened;
  for (const Step& step : steps_of(model, life)) {
    if (step.from != at) return false;
    at = step.to;
    if (tiers.empty() || tiers.back() != step.tier) tiers.push_back(step.tier);
  }
  return at == end_of(model, life) && tiers == visited;
}

/// The whole time of breached clocks, from tickets and clocks alone.
class BreachedTime {
 public:
  BreachedTime(const Model& model, const KeptFacts& facts)
      : model_{model}, sums_(model.slas.size(), BreachSum{0, 1, {BreachTime{}}}) {
    for (const ClockFact& clock : facts.clocks) {
      if (clock.breached == never) continue;
      add(clock.sla, clock.opened, clock.stopped, clock.used);
    }
    if (model.keeps_clocks) return;
    for (const TicketFact& ticket : facts.tickets) {
      if (is_withdrawn(ticket)) continue;  // nobody asks for its clocks
      for (std::uint32_t s = 0; s < model.slas.size(); ++s) add_steady(SlaId{s}, ticket);
    }
  }
  [[nodiscard]] const BreachSum& of(SlaId sla) const { return sums_[sla.index()]; }

 private:
  void add_steady(SlaId id, const TicketFact& ticket) {
    const Leaf& leaf = model_.leaves[ticket.leaf];
    const ModelSla& sla = model_.slas[id];
    if (!sla.of(leaf).target || is_withdrawn(ticket)) return;
    const Instant stopped = sla.stop == SlaStop::resolved ? ticket.resolved : ticket.acknowledged;
    const Instant due = model_.due(id, leaf, ticket.opened);
    if (stopped <= due || (stopped == never && due >= model_.end)) return;
    const WorkingTime& calendar = model_.calendars[sla.of(leaf).calendar];
    add(id, ticket.opened, stopped, calendar.between(ticket.opened, std::min(stopped, model_.end)));
  }

  void add(SlaId sla, Instant opened, Instant stopped, Duration used) {
    if (!model_.is_counted(opened)) return;
    BreachSum& sum = sums_[sla.index()];
    ++sum.clocks;
    sum.parts[0] += {(std::min(stopped, model_.end) - opened).count(), used.count()};
  }

  const Model& model_;
  std::vector<BreachSum> sums_;
};

std::array<std::int64_t, 3> totals(const BreachSum& sum) {
  return {sum.clocks, sum.whole().elapsed_ms, sum.whole().clock_ms};
}

}  // namespace

TEST_CASE("lives: steps are one row, whatever happens in the same ms") {
  std::size_t lives = 0;
  for (std::uint64_t seed = 1; seed <= scenarios; seed += 4) {
    INFO("seed " << seed);
    const Compiled scenario{random_scenario(seed).files(), "scenario.yaml"};
    KeptFacts facts;
    simulate(scenario.model, 0, facts);
    for (const Life& life : lives_of(facts)) {
      INFO("ticket " << life.ticket.ticket);
      if (++lives % 10 == 0) CHECK(is_one_row(scenario.model, life, facts));
    }
    CHECK(lives_of(facts).size() == facts.tickets.size());
  }
  CHECK(lives > 1'000);
}

TEST_CASE("attribution: its parts are the whole time of breached clocks, to the millisecond") {
  std::int64_t clocks = 0;
  for (std::uint64_t seed = 1; seed <= scenarios; ++seed) {
    INFO("seed " << seed);
    const Compiled scenario{random_scenario(seed).files(), "scenario.yaml"};
    const Replication replication = replicate(scenario);
    const RosterCover cover{scenario.model};
    AttributionMeter meter{scenario.model, cover};
    meter.take(block_of(replication.facts));
    const Attribution& found = meter.close();
    const BreachedTime expected{scenario.model, replication.facts};
    for (std::uint32_t s = 0; s < scenario.model.slas.size(); ++s) {
      const SlaId sla{s};
      const MeasureLayout& layout = scenario.layout;
      const std::size_t breached =
          layout.sla(sla, layout.all_leaves(), layout.all_posts(), SlaSum::breached);
      CHECK(totals(found.overall(sla)) == totals(expected.of(sla)));
      CHECK(found.overall(sla).clocks == replication.measures.sums[breached]);
      BreachSum by_type = found.by_type[sla].front();
      for (std::size_t t = 1; t < found.by_type[sla].size(); ++t) by_type += found.by_type[sla][t];
      CHECK(totals(by_type) == totals(expected.of(sla)));
      clocks += expected.of(sla).clocks;
    }
  }
  CHECK(clocks > 10'000);
}
