#include "tests/support/transient.hpp"

#include <cmath>

#include "tests/catch.hpp"

using namespace tiersim::testing;  // NOLINT: the forms under test
using Catch::Approx;

TEST_CASE("a chain of two states forgets as its exponential says") {
  const std::vector<Transition> chain{{0, 1, 2}, {1, 0, 3}};
  for (const double t : {0.0, 0.1, 1.0, 40.0}) {
    const double idle = 0.6 + 0.4 * std::exp(-5 * t);
    CHECK(after({1, 0}, chain, t)[0] == Approx(idle).epsilon(1e-12));
  }
}

TEST_CASE("infinitely many servers that start empty hold a Poisson number") {
  const Station station{100, 3, 2};
  const auto p = after(
      [] {
        std::vector<double> empty(101);
        empty[0] = 1;
        return empty;
      }(),
      mmc_chain(station, 100), 1.5);
  const double mean = 6 * (1 - std::exp(-0.75));
  CHECK(p[0] == Approx(std::exp(-mean)));
  CHECK(p[4] == Approx(std::exp(-mean) * std::pow(mean, 4) / 24));
}

TEST_CASE("an empty start ends in the steady state, and its waits in Erlang's") {
  const Station station{3, 0.24, 10};
  const EmptyStart desk{station, 120, 5'000, 2};
  double wait = 0;
  double tail = 0;
  const auto waits = wait_by_found(station, 120);
  const auto tails = wait_tail_by_found(station, 120, 7);
  for (std::size_t n = 0; n <= 120; ++n) {
    wait += desk.at(2)[n] * waits[n];
    tail += desk.at(2)[n] * tails[n];
  }
  CHECK(wait == Approx(mmc_mean_wait(station)).epsilon(1e-8));
  CHECK(tail == Approx(mmc_wait_tail(station, 7)).epsilon(1e-8));
}

TEST_CASE("mean over the arrivals of a stretch") {
  // In a loss system of one server, P(busy) = 0.4 (1 - exp(-5 t)) for rates 2 and 3.
  const EmptyStart desk{{1, 2, 1.0 / 3}, 1, 0.01, 100};
  const std::vector<double> is_busy{0, 1};
  CHECK(desk.mean_seen(is_busy) == Approx(0.4 * (1 - (1 - std::exp(-5.0)) / 5)).epsilon(1e-7));
}

TEST_CASE("wait and service together") {
  CHECK(erlang_survival(0, 1, 2) == 0);
  CHECK(erlang_survival(2, 1, 3) == Approx(4 * std::exp(-3.0)));
  // One ahead: both rates 1 / 5 and 1 / 10; the sum is longer than t with 2 e^(-t/10) - e^(-t/5).
  const auto tails = stay_tail_by_found({2, 0.1, 10}, 3, 12);
  CHECK(tails[1] == Approx(std::exp(-1.2)));
  CHECK(tails[2] == Approx(2 * std::exp(-1.2) - std::exp(-2.4)));
}
