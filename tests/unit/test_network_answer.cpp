#include <vector>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tiersim/queueing.hpp"

using namespace tiersim;

TEST_CASE("two tiers with escalation and push-back, by hand") {
  // Ten an hour; 30 % move up, 10 % of those come back: v1 = 10 + 0.1 v2, v2 = 0.3 v1.
  const std::vector<NetworkTier> tiers{{4, 10, 0.25, {0, 0.3}}, {3, 0, 0.5, {0.1, 0}}};
  const auto answer = network_answer(tiers);
  REQUIRE(answer);
  CHECK(answer->tiers[0].visits == Approx(10 / 0.97));
  CHECK(answer->tiers[1].visits == Approx(3 / 0.97));
  const testing::Station first{4, 10 / 0.97, 0.25};
  CHECK(answer->tiers[0].waiting == Approx(testing::erlang_c(4, first.load())));
  CHECK(answer->tiers[0].mean_wait == Approx(testing::mmc_mean_wait(first)));
  // Little: tickets in all are arrivals by the mean stay.
  CHECK(answer->tiers[0].mean_count + answer->tiers[1].mean_count ==
        Approx(10 * answer->mean_stay));
}

TEST_CASE("a line of single agents, by hand") {
  // M/M/1 each: 1 / (mu - lambda), with mu = 5 and 4, lambda = 3.
  const auto answer =
      network_answer(std::vector<NetworkTier>{{1, 3, 0.2, {0, 1}}, {1, 0, 0.25, {0, 0}}});
  REQUIRE(answer);
  CHECK(answer->mean_stay == Approx(1.0 / 2 + 1.0));
}

TEST_CASE("a network's counts are those of its Markov chain") {
  // Two single agents, push-back and a second try; cut at 11 each, which loses next to nothing.
  constexpr std::size_t most = 11;
  const double lambda = 0.2;
  const double up = 0.5;
  const double back = 0.2;
  std::vector<testing::Transition> moves;
  const auto state = [](std::size_t a, std::size_t b) { return a * (most + 1) + b; };
  for (std::size_t a = 0; a <= most; ++a) {
    for (std::size_t b = 0; b <= most; ++b) {
      if (a < most) moves.push_back({state(a, b), state(a + 1, b), lambda});
      if (a > 0) moves.push_back({state(a, b), state(a - 1, b), 1 - up});
      if (a > 0 && b < most) moves.push_back({state(a, b), state(a - 1, b + 1), up});
      if (b > 0) moves.push_back({state(a, b), state(a, b - 1), (1 - back) / 2});
      if (b > 0 && a < most) moves.push_back({state(a, b), state(a + 1, b - 1), back / 2});
    }
  }
  const std::vector<double> chance = testing::stationary((most + 1) * (most + 1), moves);
  std::vector<double> counts(2);
  for (std::size_t a = 0; a <= most; ++a) {
    for (std::size_t b = 0; b <= most; ++b) {
      counts[0] += chance[state(a, b)] * static_cast<double>(a);
      counts[1] += chance[state(a, b)] * static_cast<double>(b);
    }
  }
  const auto answer =
      network_answer(std::vector<NetworkTier>{{1, lambda, 1, {0, up}}, {1, 0, 2, {back, 0}}});
  REQUIRE(answer);
  CHECK(answer->tiers[0].mean_count == Approx(counts[0]).epsilon(1e-4));
  CHECK(answer->tiers[1].mean_count == Approx(counts[1]).epsilon(1e-4));
}

TEST_CASE("tickets that never leave, and tiers that fall behind, have no answer") {
  CHECK_FALSE(network_answer(std::vector<NetworkTier>{{5, 1, 1, {0, 1}}, {5, 0, 1, {1, 0}}}));
  CHECK_FALSE(network_answer(std::vector<NetworkTier>{{1, 2, 1, {0}}}));
  CHECK(network_answer(std::vector<NetworkTier>{{1, 0, 1, {0}}})->mean_stay == 0);
}
