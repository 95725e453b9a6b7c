#include "tiersim/queueing.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"

using namespace tiersim;

TEST_CASE("the probability of waiting is Erlang's, for small desks and large ones") {
  for (const double load : {0.01, 0.5, 2.55, 9.0, 80.0, 400.0, 3000.0}) {
    for (const int spare : {1, 2, 5, 40}) {
      const int agents = static_cast<int>(std::floor(load)) + spare;
      CAPTURE(load, agents);
      CHECK(erlang_c(static_cast<std::uint64_t>(agents), load) ==
            Approx(testing::erlang_c(agents, load)).epsilon(1e-9).margin(1e-300));
    }
  }
  CHECK(erlang_c(3, 0) == 0);
}

TEST_CASE("five agents answer 88 % of 2.55 erlangs in half a minute, four 69 %") {
  const LiveLoad phones{.load = 2.55, .mean_handle_ms = 9 * 60'000.0};
  CHECK(answered_within(5, phones, 30'000) == Approx(0.88).margin(0.005));
  CHECK(answered_within(4, phones, 30'000) == Approx(0.69).margin(0.005));
  CHECK(answered_within(2, phones, 30'000) == 0);
}

TEST_CASE("the lowest number of agents that holds service level and cap") {
  const LiveLoad phones{.load = 2.55, .mean_handle_ms = 9 * 60'000.0};
  CHECK(agents_for(phones, {.share = 0.8, .within_ms = 30'000}) == 5);
  CHECK(agents_for(phones, {.share = 0.6, .within_ms = 30'000}) == 4);
  // The cap asks for more: 2.55 / 0.4 = 6.375.
  CHECK(agents_for(phones, {.share = 0.8, .within_ms = 30'000, .occupancy_cap = 0.4}) == 7);
  // 8.5 / 0.85 is ten, whatever rounding says.
  CHECK(agents_for({.load = 8.5, .mean_handle_ms = 1}, {.share = 1e-9, .occupancy_cap = 0.85}) ==
        10);
  CHECK(agents_for({.load = 0, .mean_handle_ms = 1}, {}) == 0);
}
