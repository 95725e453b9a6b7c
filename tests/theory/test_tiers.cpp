// Three tiers with escalation as an open Jackson network: each tier is an M/M/c queue of its own,
// for what leaves a Poisson queue is Poisson, and splitting it at random keeps it so.

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string three_tiers = R"(
name: three tiers
seed: 41
horizon: {start: 2026-01-05, length: 16000h, warm_up: 500h, cool_down: 120h}
ticket_types:
  fault:
    resolves: {L1: 70%, L2: 60%, L3: 100%}
    handle_time:
      L1: {exponential: {mean: 10m}}
      L2: {exponential: {mean: 25m}}
      L3: {exponential: {mean: 60m}}
demand: {faults: {type: fault, volume: 24/h}}
tiers: [{name: L1}, {name: L2}, {name: L3}]
staff:
  desk: {tier: L1, heads: 5, cost_per_hour: 26}
  engineers: {tier: L2, heads: 4, cost_per_hour: 41.5}
  developers: {tier: L3, heads: 4, cost_per_hour: 60}
costs: {overhead: 20%}
)";

constexpr double resolved_l1 = 0.7;
constexpr double resolved_l2 = 0.6;
const testing::Station l1{5, 0.4, 10};
const testing::Station l2{4, 0.4 * (1 - resolved_l1), 25};
const testing::Station l3{4, 0.4 * (1 - resolved_l1) * (1 - resolved_l2), 60};

double time_at(const testing::Station& station) {
  return testing::mmc_mean_wait(station) + station.mean_service;
}

void check_tier(const Against& form, const std::string& tier, const testing::Station& station) {
  form.minutes("mean wait at " + tier, {"wait", {{Label::tier, tier}}},
               testing::mmc_mean_wait(station));
  form.number("occupancy of " + tier, {"occupancy", {{Label::tier, tier}}}, station.utilisation());
}

/// Nobody's hours are left to chance: heads x hours of the window x rate, plus overhead.
void check_cost(const Against& form, const ScenarioRun& run) {
  constexpr double window_hours = 16'000 - 500 - 120;
  constexpr double labour = window_hours * (5 * 26 + 4 * 41.5 + 4 * 60);
  // Money is measured until the cool-down begins, as tickets are.
  CHECK(run.estimate("cost_labour").value.value() == Catch::Approx(labour).epsilon(1e-12));
  CHECK(run.estimate("cost_total").value.value() == Catch::Approx(labour * 1.2).epsilon(1e-12));
  const double of_l2 = window_hours * 4 * 41.5 * 1.2;
  CHECK(run.estimate("cost_total", "mean", {{Label::tier, "L2"}}).value.value() ==
        Catch::Approx(of_l2).epsilon(1e-12));
  const double cost_per_ticket = labour * 1.2 / (window_hours * 24);
  form.number("cost per ticket", {"cost_per_ticket"}, cost_per_ticket);
  // Exactly: the cost of all replications by the tickets of all.
  const double tickets = run.estimate("cost_per_ticket").n;
  CHECK(run.estimate("cost_per_ticket").value.value() ==
        Catch::Approx(labour * 1.2 * static_cast<double>(run.measures().size()) / tickets)
            .epsilon(1e-12));
}

}  // namespace

TEST_CASE("tiers with escalation as an open Jackson network") {
  const ScenarioRun run{three_tiers, 40};
  const Against form{"three tiers", run};
  check_tier(form, "L1", l1);
  check_tier(form, "L2", l2);
  check_tier(form, "L3", l3);
  form.minutes("mean time to resolve", {"mttr"},
               time_at(l1) + (1 - resolved_l1) * (time_at(l2) + (1 - resolved_l2) * time_at(l3)));
  form.minutes("mean time at L2", {"tier_time", {{Label::tier, "L2"}}}, time_at(l2));
  form.number("resolved at L1", {"flr"}, resolved_l1);
  form.number("escalated from L2", {"escalation_rate", {{Label::tier, "L2"}}}, 1 - resolved_l2);
  form.number("moves per ticket", {"group_reassignments"},
              (1 - resolved_l1) * (1 + 1 - resolved_l2));
  check_cost(form, run);
}
