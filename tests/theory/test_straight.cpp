// Straight entry: outages, and whatever is P1, go straight to L2, where they join what L1 hands up.
// All streams are Poisson, so that both tiers are M/M/c.

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string straight_entry = R"(
name: straight to L2
seed: 61
horizon: {start: 2026-01-05, length: 10000h, warm_up: 500h, cool_down: 120h}
priorities: [P1, P2]
ticket_types:
  fault:
    resolves: {L1: 70%}
    handle_time: {L1: {exponential: {mean: 10m}}, L2: {exponential: {mean: 20m}}}
  outage:
    resolves: {L1: 50%}
    handle_time: {L1: {exponential: {mean: 10m}}, L2: {exponential: {mean: 20m}}}
demand:
  faults: {type: fault, volume: 20/h, priorities: {P1: 10%, P2: 90%}}
  outages: {type: outage, volume: 3/h, priorities: {P2: 100%}}
straight: [{priority: P1, to: L2}, {type: outage, to: L2}]
tiers: [{name: L1}, {name: L2}]
staff: {desk: {tier: L1, heads: 4}, engineers: {tier: L2, heads: 5}}
)";

constexpr double window_minutes = (10'000 - 500 - 120) * 60;
const testing::Station l1{4, 18.0 / 60, 10};
const testing::Station l2{5, (2 + 3 + 18 * 0.3) / 60, 20};

/// Visits that began, per replication.
Sampled entries(const ScenarioRun& run, TierId tier) {
  const MeasureLayout& layout = run.scenario().layout;
  std::vector<double> counts;
  for (const Measures& measures : run.measures()) {
    std::int64_t sum = 0;
    for (std::size_t leaf = 0; leaf < run.model().leaves.size(); ++leaf) {
      sum += measures.sums[layout.flow(LeafId{leaf}, tier, FlowSum::entries)];
    }
    counts.push_back(static_cast<double>(sum));
  }
  return sampled_mean(counts);
}

}  // namespace

TEST_CASE("straight to L2 by type and by priority") {
  const ScenarioRun run{straight_entry, 40};
  const Against form{"straight entry", run};
  check_z("straight entry: entries at L1", entries(run, TierId{0U}),
          l1.arrival_rate * window_minutes);
  check_z("straight entry: entries at L2", entries(run, TierId{1U}),
          l2.arrival_rate * window_minutes);
  form.number("escalated from L1", {"escalation_rate", {{Label::tier, "L1"}}}, 0.3);
  form.number("resolved at L1, of all", {"flr"}, 18 * 0.7 / 23);
  form.number("moves per ticket", {"group_reassignments"}, 18 * 0.3 / 23);

  const double wait_l1 = testing::mmc_mean_wait(l1);
  const double wait_l2 = testing::mmc_mean_wait(l2);
  form.minutes("mean wait at L1", {"wait", {{Label::tier, "L1"}}}, wait_l1);
  form.minutes("mean wait at L2", {"wait", {{Label::tier, "L2"}}}, wait_l2);
  form.minutes("mean wait of outages", {"wait", {{Label::type, "outage"}}}, wait_l2);
  form.minutes("mean time to resolve of P1", {"mttr", {{Label::priority, "P1"}}}, wait_l2 + 20);
  // Faults that are P2: L1, then L2 for 30 %. Outages are P2 as well.
  const double of_faults = wait_l1 + 10 + 0.3 * (wait_l2 + 20);
  form.minutes("mean time to resolve of P2", {"mttr", {{Label::priority, "P2"}}},
               (18 * of_faults + 3 * (wait_l2 + 20)) / 21);
}
