#include "tiersim/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "tests/catch.hpp"
#include "tiersim/histogram.hpp"

using Catch::Approx;
using namespace tiersim;  // NOLINT: the functions under test

namespace {

using Samples = std::vector<double>;

constexpr double level = 0.95;
constexpr int experiments = 1'000;

// The standard library's distributions differ between platforms; these do not.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : bits_(seed) {}
  double uniform() { return (static_cast<double>(bits_() >> 11U) + 0.5) * 0x1p-53; }
  double exponential(double mean) { return -mean * std::log(uniform()); }
  double count(double trials, double chance) {
    double hits = 0;
    for (int i = 0; i < static_cast<int>(trials); ++i) hits += uniform() < chance ? 1 : 0;
    return hits;
  }

 private:
  std::mt19937_64 bits_;
};

// The part of many experiments whose interval contains the truth; an absent interval misses.
template <class Experiment>
double coverage(double truth, Experiment experiment) {
  int hits = 0;
  for (int i = 0; i < experiments; ++i) {
    const std::optional<ConfidenceInterval> interval = experiment();
    hits += interval && interval->contains(truth) ? 1 : 0;
  }
  return static_cast<double>(hits) / experiments;
}

// Breaches among rare tickets; a bad replication has thrice the breaches of a good one, a quiet one
// a fifth of the tickets of a busy one.
std::optional<ConfidenceInterval> rare_breaches(Draws& draws, std::size_t replications) {
  Samples breaches(replications);
  Samples tickets(replications);
  for (std::size_t r = 0; r < replications; ++r) {
    tickets[r] = std::floor(20 + 80 * draws.uniform());
    breaches[r] = draws.count(tickets[r], draws.uniform() < 0.5 ? 0.015 : 0.045);
  }
  return share_interval({breaches, tickets}, level);
}

// Minutes of work of a random number of tickets; busy replications have dearer tickets.
std::optional<ConfidenceInterval> work_per_ticket(Draws& draws, std::size_t replications) {
  Samples minutes(replications);
  Samples tickets(replications);
  for (std::size_t r = 0; r < replications; ++r) {
    const bool busy = draws.uniform() < 0.5;
    tickets[r] = busy ? 60 : 30;
    for (int i = 0; i < static_cast<int>(tickets[r]); ++i)
      minutes[r] += draws.exponential(busy ? 12 : 9);
  }
  return ratio_interval({minutes, tickets}, level);
}

// Times are half as long again in every other replication.
std::optional<ConfidenceInterval> ninetieth_percentile(Draws& draws, std::size_t replications) {
  constexpr int tickets = 200;
  Samples all;
  std::vector<Samples> own(replications);
  for (Samples& times : own) {
    const double mean = draws.uniform() < 0.5 ? 90 : 60;
    for (int i = 0; i < tickets; ++i) times.push_back(draws.exponential(mean));
    all.insert(all.end(), times.begin(), times.end());
  }
  std::ranges::sort(all);
  const auto quantile = [&](double q) {
    const double rank = std::ceil(q * static_cast<double>(all.size()) - 1e-9);
    return all[static_cast<std::size_t>(std::max(0.0, rank - 1))];
  };
  Samples at_most;
  for (const Samples& times : own) {
    at_most.push_back(static_cast<double>(
        std::ranges::count_if(times, [&](double time) { return time <= quantile(0.9); })));
  }
  const auto levels = quantile_levels({0.9, at_most, Samples(replications, tickets)}, level);
  if (!levels) return std::nullopt;
  return ConfidenceInterval{quantile(levels->low), quantile(levels->high)};
}

}  // namespace

TEST_CASE("Student's t as in the tables") {
  // Law, Simulation Modeling and Analysis, 5th ed., table T.1.
  CHECK(student_quantile(0.95, 9) == Approx(2.262).margin(5e-4));
  CHECK(student_quantile(0.90, 9) == Approx(1.833).margin(5e-4));
  CHECK(student_quantile(0.95, 1) == Approx(12.706).margin(5e-4));
  CHECK(student_quantile(0.98, 4) == Approx(3.747).margin(5e-4));
  CHECK(student_quantile(0.95, normal_degrees) == Approx(1.960).margin(5e-4));
}

TEST_CASE("the bank's mean delay as published") {
  // Law, 5th ed., table 9.1 and example 9.14: 2.03 -+ 0.32 minutes at 90 %.
  const Samples delays{1.53, 1.66, 1.24, 2.34, 2.00, 1.69, 2.69, 2.86, 1.70, 2.60};
  const auto interval = mean_interval(delays, 0.9);
  REQUIRE(interval);
  CHECK(interval->low + interval->half_width() == Approx(2.03).margin(0.005));
  CHECK(interval->half_width() == Approx(0.32).margin(0.005));
}

TEST_CASE("one replication has no interval of any kind") {
  const Samples one{3};
  const Samples tickets{90};
  CHECK_FALSE(mean_interval(one, level));
  CHECK_FALSE(mean_interval({}, level));
  CHECK_FALSE(ratio_standard_error({one, tickets}));
  CHECK_FALSE(ratio_interval({one, tickets}, level));
  CHECK_FALSE(share_interval({one, tickets}, level));
  CHECK_FALSE(quantile_levels({0.5, one, tickets}, level));
}

TEST_CASE("a ratio is one of sums, and absent without a denominator") {
  CHECK(ratio_of_sums({Samples{1, 8}, Samples{1, 2}}) == 3.0);  // the mean of ratios is 2.5
  CHECK_FALSE(ratio_of_sums({Samples{0, 0}, Samples{0, 0}}));
  CHECK_FALSE(ratio_of_sums({{}, {}}));
}

TEST_CASE("the jackknife on the hormone patches") {
  // Efron and Tibshirani (1993), section 10.3: the ratio is -0.0713; their bootstrap gives a
  // standard error of 0.105.
  const Samples new_minus_old{-1200, 2601, -2705, 1982, -1290, 351, -638, -2719};
  const Samples old_minus_placebo{8406, 2342, 8187, 8459, 4795, 3516, 4796, 10238};
  CHECK(*ratio_of_sums({new_minus_old, old_minus_placebo}) == Approx(-0.0713).margin(5e-5));
  CHECK(*ratio_standard_error({new_minus_old, old_minus_placebo}) == Approx(0.105).margin(1e-3));
}

TEST_CASE("the delta method by hand") {
  // 30 replications, half of them (3, 1) and half (1, 3): ratio 1, residuals +-2, variance
  // 30 / 29 * 120 / 60^2.
  Samples numerator(15, 3);
  Samples denominator(15, 1);
  numerator.resize(30, 1);
  denominator.resize(30, 3);
  CHECK(*ratio_standard_error({numerator, denominator}) == Approx(std::sqrt(1.0 / 29)));
}

TEST_CASE("with equal denominators a ratio's interval is that of the mean") {
  Draws draws(2);
  for (const std::size_t replications : {5U, 29U, 30U, 100U}) {
    Samples values(replications);
    std::ranges::generate(values, [&] { return draws.exponential(4); });
    const auto ratio = ratio_interval({values, Samples(replications, 1)}, level);
    const auto mean = mean_interval(values, level);
    REQUIRE(ratio);
    CHECK(ratio->low == Approx(mean->low));
    CHECK(ratio->high == Approx(mean->high));
  }
}

TEST_CASE("replications without tickets stay in, if two others have some") {
  CHECK_FALSE(ratio_interval({Samples{0, 0, 7}, Samples{0, 0, 2}}, level));
  CHECK_FALSE(share_interval({Samples{0, 0, 1}, Samples{0, 0, 2}}, level));
  const auto interval = ratio_interval({Samples{0, 5, 7}, Samples{0, 2, 2}}, level);
  REQUIRE(interval);
  CHECK(interval->contains(3));
  CHECK(std::isfinite(interval->half_width()));
}

TEST_CASE("Wilson's interval as published") {
  // Newcombe (1998), table I, method 3.
  struct Row {
    double hits;
    double size;
    double low;
    double high;
  };
  const double z = student_quantile(0.95, normal_degrees);
  for (const Row& row : {Row{81, 263, 0.2553, 0.3662}, Row{15, 148, 0.0624, 0.1605},
                         Row{0, 20, 0, 0.1611}, Row{1, 29, 0.0061, 0.1718}}) {
    const auto interval = wilson_interval(row.hits / row.size, row.size, z);
    CHECK(interval.low == Approx(row.low).margin(5e-5));
    CHECK(interval.high == Approx(row.high).margin(5e-5));
  }
}

TEST_CASE("shares stay inside [0, 1] and have a width") {
  const Samples tickets{40, 50, 60};
  for (const Samples& hits : {Samples{0, 0, 0}, Samples{40, 50, 60}, Samples{0, 0, 1},
                              Samples{40, 0, 0}, Samples{4, 5, 6}}) {
    const auto interval = share_interval({hits, tickets}, level);
    REQUIRE(interval);
    CHECK(interval->low >= 0);
    CHECK(interval->high <= 1);
    CHECK(interval->half_width() > 0);
    CHECK(interval->contains(*ratio_of_sums({hits, tickets})));
  }
}

TEST_CASE("the effective size is that of the tickets, or smaller where replications differ") {
  const Samples tickets{50, 50, 50, 50};
  const double t = student_quantile(level, 3);
  const auto alike = share_interval({Samples{5, 5, 5, 5}, tickets}, level);
  CHECK(alike->high == Approx(wilson_interval(0.1, 200, t).high));
  // Variance of the share: 4 / 3 * 2 * (25 + 25) / 200^2 = 1 / 300; binomial: 0.09 / 200.
  const auto unlike = share_interval({Samples{0, 10, 0, 10}, tickets}, level);
  CHECK(unlike->high == Approx(wilson_interval(0.1, 0.09 * 300, t).high));
}

TEST_CASE("a quantile's interval needs tickets and replications") {
  CHECK(fewest_tickets_for_quantile(0.9) == Approx(50));
  CHECK(fewest_tickets_for_quantile(0.01) == Approx(500));
  CHECK_FALSE(quantile_levels({0.9, Samples{45, 45, 44}, Samples{50, 50, 49}}, level));
  CHECK_FALSE(quantile_levels({0.9, Samples{180, 0}, Samples{200, 0}}, level));
  // Alike replications say as much as 150 independent tickets.
  const auto alike = quantile_levels({0.9, Samples{45, 45, 45}, Samples{50, 50, 50}}, level);
  REQUIRE(alike);
  CHECK(0.9 - alike->low == Approx(4.3027 * std::sqrt(0.09 / 150)).epsilon(1e-4));
  CHECK(alike->high == 1);
}

TEST_CASE("a quantile's interval is as wide as the share at most as long says") {
  // Half of 100 tickets each, but 40, 50 and 60: variance 3 / 2 * 200 / 300^2.
  const auto levels = quantile_levels({0.5, Samples{40, 50, 60}, Samples{100, 100, 100}}, level);
  REQUIRE(levels);
  CHECK(levels->half_width() == Approx(4.3027 * std::sqrt(300.0) / 300).epsilon(1e-4));
  CHECK(levels->low + levels->high == Approx(1));
}

TEST_CASE("intervals cover the truth about as often as they say") {
  Draws draws(20'240'601);
  for (const std::size_t replications : {5U, 10U, 20U, 40U}) {
    CAPTURE(replications);
    CHECK(coverage(0.03, [&] { return rare_breaches(draws, replications); }) >= 0.92);
    const double work = (60 * 12 + 30 * 9) / 90.0;
    CHECK(coverage(work, [&] { return work_per_ticket(draws, replications); }) >= 0.90);
    // (e^(-x / 60) + e^(-x / 90)) / 2 = 0.1.
    constexpr double p90 = 173.8767;
    CHECK(coverage(p90, [&] { return ninetieth_percentile(draws, replications); }) >= 0.92);
  }
}
