// Customers who wait chase, and their tickets rise: one agent, exponential work and exponential
// times until a customer chases. The state is whether the agent works, and how many tickets of each
// priority wait.

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string chased = R"(
name: customers who chase
seed: 191
horizon: {start: 2026-01-05, length: 15000h, warm_up: 200h, cool_down: 48h}
priorities: [P1, P2]
priority_raises: [{from: P2, to: P1, chased: {exponential: {mean: 30m}}}]
ticket_types: {fault: {handle_time: {L1: {exponential: {mean: 10m}}}}}
demand: {fault: {type: fault, volume: 3.6/h, priorities: {P1: 25%, P2: 75%}}}
tiers: [{name: L1, queue: by_priority}]
staff: {desk: {tier: L1, heads: 1}}
)";

constexpr double high = 0.9;  // arrivals an hour
constexpr double low = 2.7;
constexpr double served = 6;
constexpr double chases = 2;  // of each that waits

struct MeanWaiting {
  double high = 0;
  double low = 0;
};

/// The chain, cut at so many waiting tickets of each priority: what comes beyond is lost.
MeanWaiting waiting(std::size_t most) {
  const auto busy = [&](std::size_t h, std::size_t l) { return 1 + h * (most + 1) + l; };
  std::vector<testing::Transition> moves{{0, busy(0, 0), high + low}, {busy(0, 0), 0, served}};
  for (std::size_t h = 0; h <= most; ++h) {
    for (std::size_t l = 0; l <= most; ++l) {
      const std::size_t here = busy(h, l);
      if (h < most) moves.push_back({here, busy(h + 1, l), high});
      if (l < most) moves.push_back({here, busy(h, l + 1), low});
      if (h < most && l > 0) {
        moves.push_back({here, busy(h + 1, l - 1), chases * static_cast<double>(l)});
      }
      if (h > 0) moves.push_back({here, busy(h - 1, l), served});
      if (h == 0 && l > 0) moves.push_back({here, busy(h, l - 1), served});
    }
  }
  const std::vector<double> p = testing::stationary(busy(most, most) + 1, moves);
  MeanWaiting mean;
  for (std::size_t h = 0; h <= most; ++h) {
    for (std::size_t l = 0; l <= most; ++l) {
      mean.high += static_cast<double>(h) * p[busy(h, l)];
      mean.low += static_cast<double>(l) * p[busy(h, l)];
    }
  }
  return mean;
}

}  // namespace

TEST_CASE("customers who chase: by a chain of what waits") {
  const MeanWaiting mean = waiting(24);
  const testing::Station desk{1, (high + low) / 60, 10};
  // Whoever goes first, the server works on: as many wait as without chasing.
  CHECK(mean.high + mean.low ==
        Catch::Approx(testing::mmc_mean_wait(desk) * (high + low) / 60).epsilon(1e-4));
  const double raised = chases * mean.low;
  const ScenarioRun run{chased, 40};
  const Against form{"priorities that rise when customers chase", run};
  form.number("share raised", {"raise_rate", {}}, raised / (high + low));
  form.minutes("mean wait as P2", {"wait", {{Label::priority, "P2"}}}, 60 * mean.low / low);
  form.minutes("mean wait as P1", {"wait", {{Label::priority, "P1"}}},
               60 * mean.high / (high + raised));
}
