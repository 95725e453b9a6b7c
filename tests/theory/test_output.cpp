// What leaves a Poisson stream's M/G/infinity is Poisson, however long it takes there: behind an L1
// with people in plenty, L2 is M/M/c. \source Mirasol, Operations Research 11 (1963), 282-284.

#include <cmath>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string plenty_first = R"(
name: people in plenty, then four
seed: 201
horizon: {start: 2026-01-05, length: 4000h, warm_up: 200h, cool_down: 96h}
ticket_types:
  fault:
    resolves: {L1: 40%, L2: 100%}
    handle_time: {L1: {mean: 90m, cv: 1.5}, L2: {exponential: {mean: 15m}}}
demand: {faults: {type: fault, volume: 20/h}}
tiers: [{name: L1}, {name: L2}]
staff: {desk: {tier: L1, heads: 100}, engineers: {tier: L2, heads: 4}}
)";

}  // namespace

TEST_CASE("what leaves M/G/infinity is Poisson") {
  const testing::Station l2{4, 0.2, 15};
  const ScenarioRun run{plenty_first, 40};
  const Against form{"output of M/G/infinity, M/M/4 at 75 % behind it", run};
  const Labels at_l2{{Label::tier, "L2"}};
  form.minutes("mean wait at L2", {"wait", at_l2}, testing::mmc_mean_wait(l2));
  form.minutes("p90 of waits at L2", {"wait", at_l2, "p90"},
               15 * std::log(testing::erlang_c(4, 3) / 0.1));
  form.number("open at L1, mean over time", {"backlog_mean", {{Label::tier, "L1"}}}, 30);
}
