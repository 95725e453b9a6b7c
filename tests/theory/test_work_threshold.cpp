// Work that is cut at a threshold. L1 has one agent, so that it is M/G/1 with the service
//   S = min(X, T) + V [moved up],
// where X is exponential, V the exponential time of writing up, and a ticket moves up when X > T,
// or when X <= T and its draw says unsolved. What L1 hands up is no Poisson stream, so L2 has
// people in plenty: nobody waits there.

#include <cmath>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string cut_work = R"(
name: work cut after 15 minutes
seed: 51
horizon: {start: 2026-01-05, length: 15000h, warm_up: 500h, cool_down: 120h}
ticket_types:
  fault:
    resolves: {L1: 80%, L2: 100%}
    handle_time: {L1: {exponential: {mean: 10m}}, L2: {mean: 30m, cv: 1.2}}
demand: {faults: {type: fault, volume: 4.8/h}}
tiers:
  - name: L1
    escalate: [{after: 15m, of: work}]
    escalation_time: {exponential: {mean: 3m}}
  - name: L2
staff: {desk: {tier: L1, heads: 1}, engineers: {tier: L2, heads: 40}}
)";

constexpr double rate = 0.08;
constexpr double mean_work = 10;
constexpr double threshold = 15;
constexpr double unsolved = 0.2;
constexpr double mean_write_up = 3;

}  // namespace

TEST_CASE("work cut at a threshold") {
  const double x = threshold / mean_work;
  const double cut = std::exp(-x);
  const double mean_min = mean_work * (1 - cut);                              // E[min(X, T)]
  const double square_min = 2 * mean_work * mean_work * (1 - cut * (1 + x));  // E[min(X, T)^2]
  const double up = cut + (1 - cut) * unsolved;
  const double min_of_moved = threshold * cut + unsolved * (mean_min - threshold * cut);
  const double mean = mean_min + mean_write_up * up;
  const double square =
      square_min + 2 * mean_write_up * min_of_moved + 2 * mean_write_up * mean_write_up * up;
  const testing::Station l1{1, rate, mean};
  const double wait = testing::mg1_mean_wait(l1, std::sqrt(square / (mean * mean) - 1));

  const ScenarioRun run{cut_work, 40};
  const Against form{"work cut at 15 min", run};
  const Labels at_l1{{Label::tier, "L1"}};
  const Labels at_l2{{Label::tier, "L2"}};
  form.number("moved up by the threshold", {"escalation_work_threshold", at_l1}, cut);
  form.number("moved up unsolved", {"escalation_unsolved", at_l1}, (1 - cut) * unsolved);
  form.minutes("mean handle time at L1", {"aht", at_l1}, mean);
  form.minutes("mean wait at L1", {"wait", at_l1}, wait);
  form.number("occupancy of L1", {"occupancy", at_l1}, rate * mean);
  form.number("busy at L2", {"backlog_mean", at_l2}, rate * up * 30);
  form.minutes("mean time to resolve", {"mttr"}, wait + mean + up * 30);
  CHECK(run.estimate("wait", "mean", at_l2).value == 0.0);
}
