// Two customers with people of their own: two independent M/M/c, fed by one stream's shares.

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string own_people = R"(
name: people of their own
seed: 81
horizon: {start: 2026-01-05, length: 8000h, warm_up: 400h, cool_down: 48h}
customers:
  acme: {share: 40%, sla: {answer: 2m}}
  zenith: {share: 60%}
ticket_types: {call: {handle_time: {L1: {exponential: {mean: 10m}}}}}
demand: {calls: {type: call, volume: 30/h}}
tiers: [{name: L1}]
staff:
  for-acme: {tier: L1, heads: 3, dedicated_to: [acme]}
  for-zenith: {tier: L1, heads: 4, dedicated_to: [zenith]}
sla: {answer: {stop: acknowledged, target: 5m}}
)";

const testing::Station acme{3, 12.0 / 60, 10};
const testing::Station zenith{4, 18.0 / 60, 10};

/// The share of the tickets that a customer opened: binomial, whatever their number.
Sampled share_of(const ScenarioRun& run, CustomerId customer) {
  std::vector<double> own;
  std::vector<double> all;
  for (const Measures& measures : run.measures()) {
    std::vector<double> sums(2, 0);
    for (std::size_t i = 0; i < run.model().leaves.size(); ++i) {
      const LeafId leaf{i};
      const MeasureLayout& layout = run.scenario().layout;
      const auto opened = static_cast<double>(
          measures.sums[layout.ticket(leaf, layout.all_posts(), TicketSum::opened)]);
      sums[0] += run.model().leaves[leaf].customer == customer ? opened : 0;
      sums[1] += opened;
    }
    own.push_back(sums[0]);
    all.push_back(sums[1]);
  }
  return sampled_ratio(own, all);
}

}  // namespace

TEST_CASE("two customers with people of their own") {
  const ScenarioRun run{own_people, 40};
  const Against form{"own people", run};
  check_z("own people: share of acme", share_of(run, CustomerId{0U}), 0.4);
  form.minutes("mean wait of acme", {"wait", {{Label::customer, "acme"}}},
               testing::mmc_mean_wait(acme));
  form.minutes("mean wait of zenith", {"wait", {{Label::customer, "zenith"}}},
               testing::mmc_mean_wait(zenith));
  form.number("occupancy for acme", {"occupancy", {{Label::group, "for-acme"}}},
              acme.utilisation());
  // Each by its own target.
  form.number("P(wait of acme > 2 min)", {"sla_breach_rate", {{Label::customer, "acme"}}},
              testing::mmc_wait_tail(acme, 2));
  form.number("P(wait of zenith > 5 min)", {"sla_breach_rate", {{Label::customer, "zenith"}}},
              testing::mmc_wait_tail(zenith, 5));
}
