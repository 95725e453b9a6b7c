// One agent for two tiers, who takes L1's tickets first. Half of them go on to L2, where they wait
// until no ticket of L1 does. Work is exponential: the state is the tier of the work in hand and
// how many wait at each tier.

#include <algorithm>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string one_for_two = R"(
name: one agent for two tiers
seed: 181
horizon: {start: 2026-01-05, length: 12000h, warm_up: 200h, cool_down: 96h}
ticket_types:
  fault:
    resolves: {L1: 50%, L2: 100%}
    handle_time: {L1: {exponential: {mean: 6m}}, L2: {exponential: {mean: 10m}}}
demand: {faults: {type: fault, volume: 3/h}}
tiers: [{name: L1}, {name: L2}]
staff: {technician: {tiers: [L1, L2], heads: 1}}
)";

constexpr double rate = 3;  // an hour
constexpr double first = 10;
constexpr double second = 6;
constexpr double up = 0.5;

/// Waiting tickets at each tier, on average, cut at so many.
struct Waiting {
  double at_l1 = 0;
  double at_l2 = 0;
};

Waiting waiting_of(std::size_t most_l1, std::size_t most_l2) {
  const auto state = [&](std::size_t tier, std::size_t a, std::size_t b) {
    return 1 + ((tier - 1) * (most_l1 + 1) + a) * (most_l2 + 1) + b;
  };
  std::vector<testing::Transition> chain{{0, state(1, 0, 0), rate}};
  // Who takes what next: L1's first, then L2's.
  const auto next = [&](std::size_t a, std::size_t b) {
    if (a > 0) return state(1, a - 1, b);
    return b > 0 ? state(2, 0, b - 1) : 0;
  };
  for (std::size_t a = 0; a <= most_l1; ++a) {
    for (std::size_t b = 0; b <= most_l2; ++b) {
      for (const std::size_t tier : {1U, 2U}) {
        if (a < most_l1) chain.push_back({state(tier, a, b), state(tier, a + 1, b), rate});
      }
      chain.push_back({state(1, a, b), next(a, b), first * (1 - up)});
      // The ticket itself joins L2, and is taken at once where nothing else waits.
      chain.push_back({state(1, a, b), next(a, std::min(b + 1, most_l2)), first * up});
      chain.push_back({state(2, a, b), next(a, b), second});
    }
  }
  const auto p = testing::stationary(state(2, most_l1, most_l2) + 1, chain);
  Waiting waiting;
  for (const std::size_t tier : {1U, 2U})
    for (std::size_t a = 0; a <= most_l1; ++a)
      for (std::size_t b = 0; b <= most_l2; ++b) {
        waiting.at_l1 += static_cast<double>(a) * p[state(tier, a, b)];
        waiting.at_l2 += static_cast<double>(b) * p[state(tier, a, b)];
      }
  return waiting;
}

}  // namespace

TEST_CASE("one agent for two tiers, as a Markov chain") {
  const Waiting exact = waiting_of(16, 22);
  const Waiting smaller = waiting_of(13, 18);  // what the cut leaves out is far below an error
  CHECK(smaller.at_l1 == Catch::Approx(exact.at_l1).epsilon(2e-4));
  CHECK(smaller.at_l2 == Catch::Approx(exact.at_l2).epsilon(2e-3));
  const ScenarioRun run{one_for_two, 40};
  const Against form{"one agent for two tiers, at 55 %", run};
  form.minutes("mean wait at L1", {"wait", {{Label::tier, "L1"}}}, 60 * exact.at_l1 / rate);
  form.minutes("mean wait at L2", {"wait", {{Label::tier, "L2"}}}, 60 * exact.at_l2 / (rate * up));
  form.number("occupancy", {"occupancy"}, 0.55);
}
