#include "tests/support/queueing.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <numeric>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/z_table.hpp"

using namespace tiersim::testing;  // NOLINT: the forms under test
using Catch::Approx;

TEST_CASE("Erlang B as in the tables") {
  CHECK(erlang_b(10, 10) == Approx(0.2146).margin(5e-5));
  CHECK(erlang_b(1, 1) == Approx(0.5));
  CHECK(erlang_b(5, 3) == Approx(0.1101).margin(5e-5));
  CHECK(erlang_b(100, 84.06) == Approx(0.01).margin(1e-5));  // 1 % grade of service
  CHECK(erlang_b(0, 2) == 1);
}

TEST_CASE("M/M/c waits as published") {
  CHECK(erlang_c(1, 0.8) == Approx(0.8));
  CHECK(mmc_mean_wait({10, 9, 1}) == Approx(0.66873).margin(5e-6));
  // Gans, Koole and Mandelbaum (2003): 50 agents, 48 calls a minute of a minute each.
  const Station centre{50, 48, 60.0 / 60.0};
  CHECK(mmc_mean_wait(centre) * 60 == Approx(20.8).margin(0.05));
  CHECK(mmc_wait_tail(centre, 58.1 / 60) == Approx(0.1).margin(0.001));
  CHECK(mmc_wait_tail(centre, 0) == erlang_c(50, 48));
}

TEST_CASE("Erlang A as published") {
  // Gans, Koole and Mandelbaum (2003): as above, with a mean patience of two minutes.
  const auto a = erlang_a({50, 48, 1}, 2);
  CHECK(a.abandoning == Approx(0.031).margin(0.0005));
  CHECK(a.mean_wait * 60 == Approx(3.7).margin(0.05));
}

TEST_CASE("Erlang A is Erlang C where patience has no end and Erlang B where there is none") {
  const Station station{10, 9, 1};
  CHECK(erlang_a(station, 1e9).mean_wait == Approx(mmc_mean_wait(station)).epsilon(1e-6));
  CHECK(erlang_a(station, 1e9).waiting == Approx(erlang_c(10, 9)).epsilon(1e-6));
  CHECK(erlang_a(station, 1e-9).abandoning == Approx(erlang_b(10, 9)).epsilon(1e-6));
}

TEST_CASE("M/G/1: constant service halves the wait of M/M/1") {
  CHECK(mg1_mean_wait({1, 0.9, 1}, 1) == Approx(9));
  CHECK(mg1_mean_wait({1, 0.9, 1}, 0) == Approx(4.5));
  CHECK(mg1_mean_wait({1, 0.9, 1}, 1) == Approx(mmc_mean_wait({1, 0.9, 1})));
}

TEST_CASE("Cobham's waits in a support centre of four tiers") {
  // Minutes; P1 to P4 are 5, 15, 40 and 40 % of the tickets; from an independent program.
  struct Tier {
    int servers;
    double rate;
    double mean;
    double all;
    std::vector<double> waits;
  };
  const std::vector<Tier> tiers{{20, 1.6, 10, 0.6402, {0.133, 0.159, 0.293, 1.231}},
                                {18, 0.48, 30, 2.3247, {0.484, 0.577, 1.064, 4.471}},
                                {13, 0.12, 90, 17.4131, {3.075, 3.687, 7.046, 34.719}},
                                {7, 0.024, 240, 103.5870, {19.137, 22.907, 43.383, 204.602}}};
  for (const Tier& tier : tiers) {
    const std::vector<double> rates{0.05 * tier.rate, 0.15 * tier.rate, 0.4 * tier.rate,
                                    0.4 * tier.rate};
    CHECK(mmc_mean_wait({tier.servers, tier.rate, tier.mean}) == Approx(tier.all).margin(5e-5));
    const auto waits = priority_waits(tier.servers, tier.mean, rates);
    for (std::size_t k = 0; k < 4; ++k) CHECK(waits[k] == Approx(tier.waits[k]).margin(5e-4));
  }
}

TEST_CASE("priorities move waits about but keep their mean") {
  const std::vector<double> rates{1, 2, 4};
  const double mean = mmc_mean_wait({8, 7, 1});
  for (const auto& waits : {priority_waits(8, 1, rates), preemptive_waits(8, 1, rates)}) {
    CHECK(std::inner_product(rates.begin(), rates.end(), waits.begin(), 0.0) / 7 == Approx(mean));
    CHECK(waits[0] < waits[1]);
    CHECK(waits[1] < waits[2]);
  }
}

TEST_CASE("preemptive priority on one server as in the textbook") {
  // Kleinrock, Queueing Systems II, eq. 3.39: time in system x / ((1 - s1)(1 - s2)) if exponential.
  const std::vector<double> rates{0.3, 0.5};
  const auto waits = preemptive_waits(1, 1, rates);
  CHECK(waits[0] == Approx(1 / 0.7 - 1));
  CHECK(waits[1] == Approx(1 / (0.7 * 0.2) - 1));
}

TEST_CASE("offered load of a piecewise constant rate") {
  const auto exponential = [](double t) { return std::exp(-t / 2); };
  const std::vector<RatePiece> pieces{{0, 3, 5}, {3, 100, 1}};
  // Solves m' = rate - m / 2.
  const double at_three = 10 * (1 - std::exp(-1.5));
  CHECK(offered_load(0, pieces, exponential) == 0);
  CHECK(offered_load(3, pieces, exponential) == Approx(at_three));
  CHECK(offered_load(5, pieces, exponential) == Approx(2 + (at_three - 2) * std::exp(-1.0)));
  CHECK(offered_load(100, pieces, exponential) == Approx(2));
}

TEST_CASE("offered load counts those that came within a constant service time") {
  const auto two_hours = [](double t) { return t < 2 ? 1.0 : 0.0; };
  const std::vector<RatePiece> pieces{{0, 3, 5}, {3, 100, 1}};
  CHECK(offered_load(1, pieces, two_hours) == Approx(5));
  CHECK(offered_load(4, pieces, two_hours) == Approx(5 + 1).epsilon(2e-3));
}

TEST_CASE("a Markov chain of a loss system gives Erlang B") {
  std::vector<Transition> transitions;
  for (std::size_t n = 0; n < 10; ++n) {
    transitions.push_back({n, n + 1, 10});
    transitions.push_back({n + 1, n, static_cast<double>(n + 1)});
  }
  const auto p = stationary(11, transitions);
  CHECK(p[10] == Approx(erlang_b(10, 10)));
  CHECK(std::accumulate(p.begin(), p.end(), 0.0) == Approx(1));
}

TEST_CASE("a Markov chain around a circle") {
  const std::vector<Transition> circle{{0, 1, 1}, {1, 2, 2}, {2, 0, 4}, {1, 1, 9}};
  const auto p = stationary(3, circle);
  CHECK(p[0] == Approx(4.0 / 7));
  CHECK(p[1] == Approx(2.0 / 7));
  CHECK(p[2] == Approx(1.0 / 7));
}

TEST_CASE("z-scores are recorded where the environment says") {
  const auto score = z_score(2.1, 0.05, 2.0);
  CHECK(score.z == Approx(2));
  const char* const before = std::getenv("TIERSIM_Z_TABLE");
  const std::string restored = before == nullptr ? "" : before;
  const std::string path = "z_table_of_the_test.csv";
  std::remove(path.c_str());
  setenv("TIERSIM_Z_TABLE", path.c_str(), 1);
  record_z("M/M/1, wait", score);
  record_z("M/M/2, wait", score);
  setenv("TIERSIM_Z_TABLE", restored.c_str(), 1);
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  CHECK(line == "\"M/M/1, wait\",2.1,2,0.05,+2.00");
  std::getline(file, line);
  CHECK(line == "\"M/M/2, wait\",2.1,2,0.05,+2.00");
  file.close();
  std::remove(path.c_str());
}
