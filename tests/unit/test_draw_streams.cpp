// Streams of keyed draws, as the simulator asks for them: uniform in themselves, independent of
// their neighbours in each part of the address, and of the law that the distribution says.

#include <algorithm>
#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/distributions/uniform.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <cmath>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tiersim/distribution.hpp"
#include "tiersim/random.hpp"

using namespace tiersim;

namespace {

namespace bm = boost::math;

// At most 100 checks of this file at 1e-5 each: right draws fail it once in 1,000.
constexpr double most_score = 4.4172;   // of a normal score, two-sided
constexpr double most_distance = 2.47;  // of sqrt(n) D: 2 e^(-2 x^2) = 1e-5

constexpr std::uint32_t draws = 10'000;
constexpr std::uint32_t purposes = 8;

using Sample = std::vector<double>;

/// Kolmogorov and Smirnov: sqrt(n) times the largest distance from the law.
double distance(Sample sample, const std::function<double(double)>& cdf) {
  std::ranges::sort(sample);
  const auto n = static_cast<double>(sample.size());
  double most = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const double exact = cdf(sample[i]);
    most = std::max(
        {most, exact - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - exact});
  }
  return std::sqrt(n) * most;
}

double uniform_cdf(double u) { return u; }

/// Correlation, scaled to a standard deviation of 1.
double correlation_score(const Sample& a, const Sample& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - 0.5) * (b[i] - 0.5);
  return 12 * sum / std::sqrt(static_cast<double>(a.size()));
}

struct Pair {
  Sample first;
  Sample second;
};

Pair stream_of(const DrawKey& key, DrawAddress at) {
  Pair pair;
  for (at.item = 0; at.item < draws; ++at.item) {
    const Uniforms u = draw(key, at);
    pair.first.push_back(u.first);
    pair.second.push_back(u.second);
  }
  return pair;
}

void check_unrelated(const Pair& a, const Pair& b) {
  CHECK(std::abs(correlation_score(a.first, b.first)) < most_score);
  CHECK(std::abs(correlation_score(a.second, b.second)) < most_score);
  CHECK(std::abs(correlation_score(a.first, b.second)) < most_score);
}

Distribution by_mean(DistributionKind kind, double cv, double shape) {
  Distribution d;
  d.kind = kind;
  d.mean = one_hour;
  if (cv > 0) d.cv = cv;
  d.shape = shape;
  return d;
}

Distribution by_bounds(DistributionKind kind) {
  Distribution d;
  d.kind = kind;
  d.low = one_minute;
  d.mode = 16 * one_minute;
  d.high = 61 * one_minute;
  return d;
}

template <class Law>
std::function<double(double)> cdf_of(const Law& law) {
  return [law](double x) { return x <= 0 ? 0.0 : bm::cdf(law, x); };
}

}  // namespace

TEST_CASE("draw streams: tickets' draws are uniform for each purpose", "[random]") {
  const DrawKey key{7, "calls"};
  for (std::uint32_t purpose = 1; purpose <= purposes; ++purpose) {
    CAPTURE(purpose);
    const Pair pair = stream_of(key, {.purpose = static_cast<Purpose>(purpose)});
    CHECK(distance(pair.first, uniform_cdf) < most_distance);
    CHECK(distance(pair.second, uniform_cdf) < most_distance);
    // Height and place of an arrival, handle time and solved: the two of one draw.
    CHECK(std::abs(correlation_score(pair.first, pair.second)) < most_score);
  }
}

TEST_CASE("draw streams: neighbours in any part of the address are unrelated", "[random]") {
  const DrawKey key{7, "calls"};
  const DrawAddress at{.purpose = Purpose::work};
  const Pair here = stream_of(key, at);
  SECTION("the purposes") {
    for (std::uint32_t purpose = 1; purpose < purposes; ++purpose) {
      CAPTURE(purpose);
      check_unrelated(stream_of(key, {.purpose = static_cast<Purpose>(purpose)}),
                      stream_of(key, {.purpose = static_cast<Purpose>(purpose + 1)}));
    }
  }
  SECTION("the next tier") {
    DrawAddress next = at;
    next.tier = 1;
    check_unrelated(here, stream_of(key, next));
  }
  SECTION("the next visit") {
    DrawAddress next = at;
    next.visit = 1;
    check_unrelated(here, stream_of(key, next));
  }
  SECTION("the next replication") {
    DrawAddress next = at;
    next.replication = 1;
    check_unrelated(here, stream_of(key, next));
  }
  SECTION("the next hour") {
    DrawAddress next = at;
    next.cell = 1;
    check_unrelated(here, stream_of(key, next));
  }
  SECTION("the next ticket") {
    Pair next = here;
    std::rotate(next.first.begin(), next.first.begin() + 1, next.first.end());
    std::rotate(next.second.begin(), next.second.begin() + 1, next.second.end());
    check_unrelated(here, next);
  }
  SECTION("another stream") { check_unrelated(here, stream_of(DrawKey{7, "mails"}, at)); }
  SECTION("another seed") { check_unrelated(here, stream_of(DrawKey{8, "calls"}, at)); }
}

TEST_CASE("draw streams: addresses are as many counters", "[random]") {
  std::vector<std::uint32_t> words;
  for (std::uint32_t purpose = 1; purpose <= purposes; ++purpose)
    for (std::uint32_t tier = 0; tier < most_draw_tiers; ++tier)
      for (const std::uint32_t visit : {0U, 1U, 2U, 1'000U, most_draw_visits - 1})
        words.push_back(
            DrawAddress{.purpose = static_cast<Purpose>(purpose), .tier = tier, .visit = visit}
                .what());
  std::ranges::sort(words);
  CHECK(std::ranges::adjacent_find(words) == words.end());
}

// 4,096 birthdays in a year of 2^32 days: the spacings that occur twice are Poisson with mean
// 4096^3 / 2^34 = 4. \source Marsaglia and Tsang, Journal of Statistical Software 7 (2002), no. 3.
TEST_CASE("draw streams: birthday spacings of neighbouring tickets", "[random]") {
  constexpr std::uint32_t birthdays = 4'096;
  constexpr std::uint32_t years = 100;
  const DrawKey key{7, "calls"};
  double twice = 0;
  for (std::uint32_t year = 0; year < years; ++year) {
    std::vector<std::uint32_t> days;
    for (std::uint32_t i = 0; i < birthdays; ++i) {
      const double u = draw(key, {.cell = year, .item = i, .purpose = Purpose::labels}).first;
      days.push_back(static_cast<std::uint32_t>(u * 0x1p32));
    }
    std::ranges::sort(days);
    for (std::size_t i = days.size() - 1; i > 0; --i) days[i] -= days[i - 1];
    std::ranges::sort(days);
    for (std::size_t i = 1; i < days.size(); ++i) twice += days[i] == days[i - 1] ? 1 : 0;
  }
  constexpr double expected = 4.0 * years;
  CHECK(std::abs(twice - expected) / std::sqrt(expected) < most_score);
}

TEST_CASE("draw streams: drawn times follow the law that was written", "[random]") {
  using enum DistributionKind;
  constexpr double ms = 3'600'000;
  constexpr double minute = 60'000;
  const double sigma = std::sqrt(std::log1p(0.49));
  struct Law {
    std::string name;
    Distribution written;
    std::function<double(double)> cdf;
  };
  std::vector<Law> laws{
      {"exponential", by_mean(exponential, 0, 1), cdf_of(bm::exponential{1 / ms})},
      {"lognormal", by_mean(lognormal, 0.7, 1),
       cdf_of(bm::lognormal{std::log(ms) - sigma * sigma / 2, sigma})},
      {"gamma", by_mean(gamma, 0.5, 1), cdf_of(bm::gamma_distribution<>{4, ms / 4})},
      {"gamma, wide", by_mean(gamma, 2, 1), cdf_of(bm::gamma_distribution<>{0.25, 4 * ms})},
      {"erlang", by_mean(erlang, 0, 3), cdf_of(bm::gamma_distribution<>{3, ms / 3})},
      {"weibull", by_mean(weibull, 0, 0.8),
       cdf_of(bm::weibull{0.8, ms / std::tgamma(1 + 1 / 0.8)})},
      {"uniform", by_bounds(uniform), cdf_of(bm::uniform{minute, 61 * minute})},
      {"triangular", by_bounds(triangular),
       cdf_of(bm::triangular{minute, 16 * minute, 61 * minute})},
  };
  Distribution mixed;
  mixed.kind = mixture;
  mixed.parts = {{1, laws[0].written}, {3, laws[6].written}};
  laws.push_back({"mixture", mixed, [one = laws[0].cdf, other = laws[6].cdf](double x) {
                    return 0.25 * one(x) + 0.75 * other(x);
                  }});
  const DrawKey key{11, "laws"};
  std::uint32_t tier = 0;
  for (const Law& law : laws) {
    INFO(law.name);
    const Sampler sampler{law.written, 1};
    Sample times = stream_of(key, {.purpose = Purpose::work, .tier = tier++}).first;
    std::ranges::transform(times, times.begin(), sampler);
    CHECK(distance(times, law.cdf) < most_distance);
  }
}

TEST_CASE("draw streams: the tests of this file see a wrong law", "[random]") {
  const Pair pair = stream_of(DrawKey{7, "calls"}, {.purpose = Purpose::work});
  CHECK(distance(pair.first, [](double u) { return std::pow(u, 1.1); }) > most_distance);
  CHECK(std::abs(correlation_score(pair.first, pair.first)) > most_score);
}
