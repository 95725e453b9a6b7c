// Erlang A and B of the product, against forms and chains that share no code with them.

#include <cmath>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/transient.hpp"
#include "tiersim/queueing.hpp"

using namespace tiersim;

namespace {

constexpr double minute = 60'000;

/// P(answered within `time`) in M/M/c with exponential patience, state by state: what an arrival
/// finds, and how it fares with those ahead of it.
double answered_by_chain(const testing::Station& desk, double patience, double time) {
  constexpr std::size_t most = 60;
  const auto servers = static_cast<std::size_t>(desk.servers);
  std::vector<testing::Transition> moves;
  for (std::size_t n = 0; n < most; ++n) {
    const double waiting = n + 1 > servers ? static_cast<double>(n + 1 - servers) : 0;
    const double busy = static_cast<double>(std::min(n + 1, servers));
    moves.push_back({n, n + 1, desk.arrival_rate});
    moves.push_back({n + 1, n, busy / desk.mean_service + waiting / patience});
  }
  const std::vector<double> found = testing::stationary(most + 1, moves);
  // Of who waits: state k > 0 has k - 1 ahead in the queue; 0 is answered, most + 1 hung up.
  std::vector<testing::Transition> fate;
  for (std::size_t k = 1; k <= most; ++k) {
    const double ahead = static_cast<double>(k - 1);
    fate.push_back({k, k - 1, desk.servers / desk.mean_service + ahead / patience});
    fate.push_back({k, most + 1, 1 / patience});
  }
  std::vector<double> now(most + 2);
  for (std::size_t n = 0; n < most; ++n) now[n < servers ? 0 : n - servers + 1] += found[n];
  return testing::after(now, fate, time)[0];
}

}  // namespace

TEST_CASE("Erlang B for few agents and many, above the load and below") {
  for (const double load : {0.01, 0.5, 2.55, 9.0, 80.0, 400.0}) {
    for (const int agents : {0, 1, 2, 7, 60, 350, 500}) {
      CAPTURE(load, agents);
      CHECK(erlang_b(static_cast<std::uint64_t>(agents), load) ==
            Approx(testing::erlang_b(agents, load)).epsilon(1e-9).margin(1e-300));
    }
  }
  CHECK(erlang_b(10, 10) == Approx(0.2146).margin(5e-5));  // of the tables
  CHECK(erlang_b(0, 3) == 1);
  CHECK(erlang_b(3, 0) == 0);
}

TEST_CASE("who hangs up, as published") {
  // Gans, Koole and Mandelbaum (2003): 50 agents, 48 calls a minute of a minute each, patience 2.
  const auto answer = live_answer(50, {48, minute, 2 * minute}, 0);
  REQUIRE(answer);
  CHECK(answer->abandoned == Approx(0.031).margin(0.0005));
  CHECK(answer->abandoned * 2 * 60 == Approx(3.7).margin(0.05));  // mean wait of all, in seconds
}

TEST_CASE("waiting and hanging up are those of the birth and death chain") {
  for (const int agents : {1, 5, 50}) {
    for (const double load : {0.3, 4.0, 48.0, 70.0}) {
      for (const double patience : {0.2, 1.0, 20.0}) {
        CAPTURE(agents, load, patience);
        if (load > 10 * agents && patience > 10) continue;  // its terms grow too large to hold
        const auto wanted = testing::erlang_a({agents, load, 1}, patience);
        const auto answer = live_answer(static_cast<std::uint64_t>(agents), {load, 1, patience}, 0);
        REQUIRE(answer);
        CHECK(answer->waiting == Approx(wanted.waiting).epsilon(1e-9).margin(1e-15));
        CHECK(answer->abandoned == Approx(wanted.abandoning).epsilon(1e-9).margin(1e-15));
        CHECK(answer->occupancy == Approx(load * (1 - wanted.abandoning) / agents).epsilon(1e-9));
        CHECK(answer->answered_within == Approx(1 - wanted.waiting).epsilon(1e-9).margin(1e-12));
      }
    }
  }
}

TEST_CASE("who is answered in time, state by state") {
  for (const double patience : {0.5, 3.0}) {
    for (const double time : {0.1, 0.5, 2.0}) {
      CAPTURE(patience, time);
      const testing::Station desk{3, 2.8, 1};
      const auto answer = live_answer(3, {2.8, 1, patience}, time);
      REQUIRE(answer);
      CHECK(answer->answered_within ==
            Approx(answered_by_chain(desk, patience, time)).epsilon(1e-8));
    }
  }
}

TEST_CASE("the wait of those answered, and that of all, make up the mean wait") {
  // All wait P(hang up) x patience on average; those who hang up waited the rest of it.
  // M/M/1 with patience as long as handling is M/M/infinity: n in it is Poisson with the load.
  const auto answer = live_answer(1, {0.7, 1, 1}, 0);
  REQUIRE(answer);
  CHECK(answer->waiting == Approx(1 - std::exp(-0.7)));
  // Busy is 1 - exp(-load) of the time, and answered is what is worked: 0.7 x (1 - abandoned).
  CHECK(answer->abandoned == Approx(1 - (1 - std::exp(-0.7)) / 0.7));
}

TEST_CASE("endless patience is Erlang C, and patience without end comes near it") {
  const auto endless = live_answer(10, {9, 1}, 0.5);
  const auto long_one = live_answer(10, {9, 1, 1e7}, 0.5);
  REQUIRE(endless);
  REQUIRE(long_one);
  CHECK(endless->mean_wait_ms == Approx(testing::mmc_mean_wait({10, 9, 1})));
  CHECK(endless->answered_within == Approx(1 - testing::mmc_wait_tail({10, 9, 1}, 0.5)));
  CHECK(endless->abandoned == 0);
  CHECK(long_one->waiting == Approx(endless->waiting).epsilon(1e-5));
  CHECK(long_one->mean_wait_ms == Approx(endless->mean_wait_ms).epsilon(1e-4));
  CHECK(long_one->answered_within == Approx(endless->answered_within).epsilon(1e-5));
}

TEST_CASE("no patience is Erlang B") {
  const auto answer = live_answer(10, {9, 1, 1e-9}, 1);
  REQUIRE(answer);
  CHECK(answer->abandoned == Approx(testing::erlang_b(10, 9)).epsilon(1e-6));
}

TEST_CASE("a desk far below its load works without a pause and turns the rest away") {
  for (const double patience : {1.0, 100.0}) {
    const auto answer = live_answer(50, {100, 1, patience}, 0);
    REQUIRE(answer);
    CHECK(answer->occupancy == Approx(1).margin(1e-3));
    CHECK(answer->abandoned == Approx(0.5).margin(1e-3));
  }
  CHECK_FALSE(live_answer(50, {50, 1}, 0));  // without patience the queue grows for ever
  CHECK(answered_within(50, {50, 1}, 10) == 0);
}

TEST_CASE("much for many and next to nothing for many") {
  const auto many = live_answer(5'000, {5'000, minute, minute}, 0);
  REQUIRE(many);
  // As many agents as erlangs, patience as handling: M/M/infinity again, so half of them wait.
  CHECK(many->waiting == Approx(0.5).margin(0.005));
  const auto few = live_answer(300, {1e-6, 1, 1}, 0);
  REQUIRE(few);
  CHECK(few->answered_within == 1);
  CHECK(few->abandoned == 0);
}

TEST_CASE("with patience fewer agents hold the promise, and one fewer does not") {
  const LivePromise promise{.share = 0.8, .within_ms = 20'000};
  const LiveLoad endless{20, 6 * minute};
  const LiveLoad patient{20, 6 * minute, 3 * minute};
  CHECK(agents_for(patient, promise) < agents_for(endless, promise));
  for (const LiveLoad& live : {endless, patient}) {
    const std::uint64_t agents = agents_for(live, promise);
    CHECK(answered_within(agents, live, promise.within_ms) >= 0.8);
    CHECK(answered_within(agents - 1, live, promise.within_ms) < 0.8);
  }
  // With patience a cap can hold below the load: at most 90 % busy takes more than 20 here.
  const std::uint64_t capped = agents_for(patient, {.share = 0.1, .occupancy_cap = 0.9});
  CHECK(live_answer(capped, patient, 0)->occupancy <= 0.9);
  CHECK(live_answer(capped - 1, patient, 0)->occupancy > 0.9);
}
