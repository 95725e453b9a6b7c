#include <cmath>

#include "tests/catch.hpp"
#include "tiersim/requirement.hpp"

using namespace tiersim;
using namespace std::chrono_literals;

namespace {

/// Exponential with a mean of 10 minutes, solved by half.
TierRules coin_flip() {
  TierRules rules;
  rules.handle_time.kind = DistributionKind::exponential;
  rules.handle_time.mean = 10min;
  rules.chance = 0.5;
  return rules;
}

double minutes(double ms) { return ms / 60'000; }

}  // namespace

TEST_CASE("without a threshold the unsolved half moves up", "[tier_outcome]") {
  const TierOutcome outcome = tier_outcome(coin_flip());
  CHECK(outcome.visits == 1);
  CHECK(minutes(outcome.work_ms) == Approx(10));
  CHECK(outcome.moved_up == Approx(0.5));
}

TEST_CASE("a threshold cuts work and moves up what it cuts", "[tier_outcome]") {
  TierRules rules = coin_flip();
  rules.threshold = 10min;
  const TierOutcome outcome = tier_outcome(rules);
  // P(X > 10) = e^-1 = 0.36788; up: 0.36788 + 0.63212 x 0.5 = 0.68394; E[min(X, 10)] = 10 (1 -
  // e^-1).
  CHECK(outcome.moved_up == Approx(0.68394).epsilon(1e-4));
  CHECK(minutes(outcome.work_ms) == Approx(6.32121).epsilon(1e-4));
}

TEST_CASE("the threshold is agent time, so speed lets more work in under it", "[tier_outcome]") {
  TierRules rules = coin_flip();
  rules.threshold = 10min;
  rules.speed = 2;
  // X / 2 > 10 when X > 20: e^-2 = 0.13534. E[min(X / 2, 10)] = 5 (1 - e^-2) = 4.32332.
  const TierOutcome outcome = tier_outcome(rules);
  CHECK(outcome.moved_up == Approx(0.13534 + 0.86466 * 0.5).epsilon(1e-4));
  CHECK(minutes(outcome.work_ms) == Approx(4.32332).epsilon(1e-4));
}

TEST_CASE("a forecast's handle time scales the work", "[tier_outcome]") {
  TierRules rules = coin_flip();
  rules.handle_scale = 1.5;
  CHECK(minutes(tier_outcome(rules).work_ms) == Approx(15));
}

TEST_CASE("a second attempt halves what moves up", "[tier_outcome]") {
  TierRules rules = coin_flip();
  rules.attempts = 2;
  const TierOutcome outcome = tier_outcome(rules);
  CHECK(outcome.visits == Approx(1.5));
  CHECK(minutes(outcome.work_ms) == Approx(15));
  CHECK(outcome.moved_up == Approx(0.25));
}

TEST_CASE("a million attempts end when nothing is left", "[tier_outcome]") {
  TierRules rules = coin_flip();
  rules.attempts = 1'000'000;
  const TierOutcome outcome = tier_outcome(rules);
  CHECK(outcome.visits == Approx(2));
  CHECK(outcome.moved_up == Approx(0).margin(1e-8));
}

TEST_CASE("the last tier tries again until solved, and knows no threshold", "[tier_outcome]") {
  TierRules rules = coin_flip();
  rules.is_last = true;
  rules.chance = 0.8;
  rules.threshold = 1min;
  const TierOutcome outcome = tier_outcome(rules);
  CHECK(outcome.visits == Approx(1.25));
  CHECK(minutes(outcome.work_ms) == Approx(12.5));
  CHECK(outcome.moved_up == 0);
}

TEST_CASE("who only sorts moves everything up", "[tier_outcome]") {
  TierRules rules = coin_flip();
  rules.chance = 0;
  CHECK(tier_outcome(rules).moved_up == Approx(1));
}
