// Agents who differ, before one queue: who of several idle ones gets a ticket decides how busy each
// is. Work is exponential, so that who is busy, and the length of the queue, is a Markov chain.

#include <algorithm>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string fast_and_slow = R"(
name: a fast and a slow agent
seed: 161
horizon: {start: 2026-01-05, length: 6000h, warm_up: 200h, cool_down: 48h}
ticket_types: {call: {skill: s, handle_time: {L1: {exponential: {mean: 10m}}}}}
demand: {calls: {type: call, volume: 7.2/h}}
tiers: [{name: L1, assignment: best_skill}]
staff:
  slow: {tier: L1, heads: 1, skills: {s: 0.6}}
  fast: {tier: L1, heads: 1, skills: {s: 1.4}}
)";

const std::string preferred = R"(
name: a preferred group
seed: 163
horizon: {start: 2026-01-05, length: 2500h, warm_up: 200h, cool_down: 48h}
ticket_types: {call: {handle_time: {L1: {exponential: {mean: 10m}}}}}
demand: {calls: {type: call, volume: 21.6/h}}
tiers: [{name: L1, groups: [first, second]}]
staff: {second: {tier: L1, heads: 3}, first: {tier: L1, heads: 3}}
)";

constexpr double rate = 0.12;
constexpr double fast = 0.14;
constexpr double slow = 0.06;
constexpr std::size_t most_waiting = 150;

struct Pair {
  double wait;  ///< mean, in minutes
  double busy_fast;
  double busy_slow;
};

/// \param p  idle (two states), fast alone, slow alone, both and 0, 1, ... waiting.
Pair pair_of(const std::vector<double>& p) {
  double waiting = 0;
  double both = 0;
  for (std::size_t n = 0; 4 + n < p.size(); ++n) {
    waiting += static_cast<double>(n) * p[4 + n];
    both += p[4 + n];
  }
  return {waiting / rate, p[2] + both, p[3] + both};
}

/// \param longer  whose turn it is when both are idle counts; else the fast one is first.
/// \source  Larsen and Agrawala, IEEE Transactions on Software Engineering 9 (1983), for the fast
///          one first.
Pair chain_of_two(bool longer) {
  std::vector<testing::Transition> chain{
      {0, 2, rate},
      {1, longer ? 3U : 2U, rate},  // idle, the fast one for longer; the slow one
      {2, longer ? 1U : 0U, fast},
      {2, 4, rate},  // the slow one was idle all the time
      {3, 0, slow},
      {3, 4, rate},
      {4, 3, fast},
      {4, 2, slow}};
  for (std::size_t n = 0; n < most_waiting; ++n) {
    chain.push_back({4 + n, 5 + n, rate});
    chain.push_back({5 + n, 4 + n, fast + slow});
  }
  if (!longer) chain.push_back({1, 0, 1});  // cannot be
  return pair_of(testing::stationary(5 + most_waiting, chain));
}

void check_pair(const Against& form, const Pair& exact) {
  form.minutes("mean wait", {"wait"}, exact.wait);
  form.number("occupancy of the fast one", {"occupancy", {{Label::group, "fast"}}},
              exact.busy_fast);
  form.number("occupancy of the slow one", {"occupancy", {{Label::group, "slow"}}},
              exact.busy_slow);
}

/// How many of two groups of three are busy, the first preferred; at most `most` tickets wait.
struct Hunt {
  double busy_first = 0;
  double busy_second = 0;
};

Hunt ordered_hunt(double arrivals, double service, std::size_t most) {
  const auto state = [](std::size_t a, std::size_t b) { return 4 * a + b; };
  std::vector<testing::Transition> chain;
  for (std::size_t a = 0; a <= 3; ++a) {
    for (std::size_t b = 0; b <= 3; ++b) {
      const std::size_t here = state(a, b);
      if (a < 3) chain.push_back({here, state(a + 1, b), arrivals});
      if (a == 3 && b < 3) chain.push_back({here, state(a, b + 1), arrivals});
      if (a > 0) chain.push_back({here, state(a - 1, b), static_cast<double>(a) * service});
      if (b > 0) chain.push_back({here, state(a, b - 1), static_cast<double>(b) * service});
    }
  }
  for (std::size_t n = 0; n < most; ++n) {
    chain.push_back({15 + n, 16 + n, arrivals});
    chain.push_back({16 + n, 15 + n, 6 * service});
  }
  const auto p = testing::stationary(16 + most, chain);
  Hunt hunt;
  for (std::size_t s = 0; s < p.size(); ++s) {
    hunt.busy_first += p[s] * static_cast<double>(s < 15 ? s / 4 : 3) / 3;
    hunt.busy_second += p[s] * static_cast<double>(s < 15 ? s % 4 : 3) / 3;
  }
  return hunt;
}

}  // namespace

TEST_CASE("a fast and a slow agent, the fast one first") {
  const ScenarioRun run{fast_and_slow, 40};
  check_pair({"the fast agent first, fast and slow at 60 %", run}, chain_of_two(false));
}

TEST_CASE("a fast and a slow agent, the one idle for longer first") {
  const ScenarioRun run{fast_and_slow, 40, {}, {"seed=162", "tiers.L1.assignment=longest_idle"}};
  check_pair({"longest idle first, fast and slow at 60 %", run}, chain_of_two(true));
}

TEST_CASE("a preferred group of three, and three more") {
  const Hunt exact = ordered_hunt(0.36, 0.1, 150);
  CHECK((exact.busy_first + exact.busy_second) / 2 == Catch::Approx(0.6));
  const ScenarioRun run{preferred, 40};
  const Against form{"a preferred group, 3 + 3 agents at 60 %", run};
  form.minutes("mean wait", {"wait"}, testing::mmc_mean_wait({6, 0.36, 10}));
  form.number("occupancy of the preferred", {"occupancy", {{Label::group, "first"}}},
              exact.busy_first);
  form.number("occupancy of the others", {"occupancy", {{Label::group, "second"}}},
              exact.busy_second);
}
