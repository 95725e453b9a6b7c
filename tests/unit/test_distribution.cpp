#include "tiersim/distribution.hpp"

#include <algorithm>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "tests/catch.hpp"

using namespace tiersim;
using Catch::Approx;

namespace {

namespace bm = boost::math;
using Kind = DistributionKind;

constexpr double default_cv = 1.2;

Distribution by_mean(Kind kind, Duration mean, std::optional<double> cv = {}, double shape = 1) {
  Distribution d;
  d.kind = kind;
  d.mean = mean;
  d.cv = cv;
  d.shape = shape;
  return d;
}

Distribution by_bounds(Kind kind, Duration low, Duration mode, Duration high) {
  Distribution d;
  d.kind = kind;
  d.low = low;
  d.mode = mode;
  d.high = high;
  return d;
}

Distribution of_values(std::vector<Duration> values) {
  Distribution d;
  d.kind = Kind::empirical;
  d.values = std::move(values);
  return d;
}

Distribution mixed(std::vector<MixturePart> parts) {
  Distribution d;
  d.kind = Kind::mixture;
  d.parts = std::move(parts);
  return d;
}

struct Case {
  std::string name;
  Distribution d;
  std::vector<double> bends{};  ///< values of u at which the inverse is not smooth
};

std::vector<Case> smooth_cases() {
  return {
      {"exponential", by_mean(Kind::exponential, one_hour)},
      {"lognormal", by_mean(Kind::lognormal, one_hour, 0.7)},
      {"lognormal of the default cv", by_mean(Kind::lognormal, one_hour)},
      {"gamma, narrow", by_mean(Kind::gamma, one_hour, 0.05)},
      {"gamma", by_mean(Kind::gamma, one_hour, 0.6)},
      {"gamma, wide", by_mean(Kind::gamma, one_hour, 1.8)},
      {"erlang of 1", by_mean(Kind::erlang, one_hour, {}, 1)},
      {"erlang of 4", by_mean(Kind::erlang, one_hour, {}, 4)},
      {"weibull, rising", by_mean(Kind::weibull, one_hour, {}, 2.5)},
      {"weibull, falling", by_mean(Kind::weibull, one_hour, {}, 0.8)},
      {"uniform", by_bounds(Kind::uniform, one_minute, {}, one_hour)},
      {"triangular",
       by_bounds(Kind::triangular, one_minute, 16 * one_minute, 61 * one_minute),
       {0.25}},
      {"triangular, mode low", by_bounds(Kind::triangular, one_minute, one_minute, one_hour)},
      {"triangular, mode high", by_bounds(Kind::triangular, one_minute, one_hour, one_hour)},
  };
}

std::vector<Case> all_cases() {
  std::vector<Case> cases = smooth_cases();
  cases.push_back({"mixture",
                   mixed({{3, by_mean(Kind::lognormal, 20 * one_minute)},
                          {1, by_mean(Kind::exponential, 3 * one_hour)}}),
                   {0.75}});
  return cases;
}

/// The integral of f(u) over (0, 1): by the normal quantile in each smooth piece, where the
/// trapezoid rule converges faster than any power.
template <class F>
double integrate(F f, std::vector<double> bends) {
  bends.insert(bends.begin(), 0.0);
  bends.push_back(1.0);
  constexpr double step = 1.0 / 128;
  double sum = 0;
  for (std::size_t i = 0; i + 1 < bends.size(); ++i) {
    for (double z = -8; z <= 8; z += step) {
      const double share = 0.5 * std::erfc(-z / std::numbers::sqrt2);
      const double weight = std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi);
      const double width = bends[i + 1] - bends[i];
      sum += f(bends[i] + width * share) * weight * width * step;
    }
  }
  return sum;
}

/// The integral of P(X > x) over [0, t], by Simpson's rule.
double integral_of_survival(const Distribution& d, Duration t) {
  constexpr std::int64_t steps = 20'000;
  const Duration step = t / steps;
  double sum = survival(d, default_cv, Duration{0}) + survival(d, default_cv, t);
  for (std::int64_t i = 1; i < steps; ++i) {
    sum += (i % 2 == 1 ? 4 : 2) * survival(d, default_cv, i * step);
  }
  return sum * static_cast<double>(step.count()) / 3;
}

}  // namespace

TEST_CASE("the normal quantile is Wichura's", "[distribution]") {
  // The paper's own checks of PPND16.
  CHECK(normal_quantile(0.25) == Approx(-0.6744897501960817).epsilon(1e-15));
  CHECK(normal_quantile(0.001) == Approx(-3.090232306167814).epsilon(1e-15));
  CHECK(normal_quantile(1e-20) == Approx(-9.262340089798408).epsilon(1e-15));
  CHECK(normal_quantile(0.5) == 0);
  const bm::normal exact;
  double worst = 0;
  for (double u = 1e-17; u < 0.49; u *= 1.01) {
    worst = std::max(worst, std::abs(normal_quantile(u) / bm::quantile(exact, u) - 1));
  }
  CHECK(worst < 5e-15);
  CHECK(normal_quantile(0.8125) == -normal_quantile(0.1875));
}

TEST_CASE("samplers have the mean and the cv that they were written with", "[distribution]") {
  for (const auto& [name, d, bends] : all_cases()) {
    INFO(name);
    const Sampler draw{d, default_cv};
    const double mean = integrate([&](double u) { return draw(u); }, bends);
    const double square = integrate([&](double u) { return draw(u) * draw(u); }, bends);
    CHECK(mean_ms(d) == Approx(mean).epsilon(1e-6));
    CHECK(squared_cv(d, default_cv) == Approx(square / (mean * mean) - 1).epsilon(1e-5));
  }
}

TEST_CASE("means and cvs that are known by heart", "[distribution]") {
  CHECK(mean_ms(by_bounds(Kind::uniform, Duration{2}, {}, Duration{4})) == 3);
  CHECK(squared_cv(by_bounds(Kind::uniform, Duration{0}, {}, one_hour), 1) == Approx(1.0 / 3));
  CHECK(squared_cv(by_mean(Kind::erlang, one_hour, {}, 4), 1) == 0.25);
  CHECK(squared_cv(by_mean(Kind::lognormal, one_hour), 0.5) == 0.25);
  CHECK(squared_cv(by_mean(Kind::weibull, one_hour, {}, 0.5), 1) == Approx(5));
  CHECK(squared_cv(by_mean(Kind::weibull, one_hour, {}, 1), 1) == Approx(1));
  const Distribution values = of_values({Duration{3}, Duration{1}, Duration{1}, Duration{7}});
  CHECK(mean_ms(values) == 3);
  CHECK(squared_cv(values, 1) == Approx(6.0 / 9));
}

TEST_CASE("quantiles agree with Boost.Math", "[distribution]") {
  const double ms = 3'600'000;
  const double cv = 0.7;
  const double sigma = std::sqrt(std::log1p(cv * cv));
  const bm::lognormal lognormal{std::log(ms) - sigma * sigma / 2, sigma};
  const bm::weibull weibull{2.5, ms / std::tgamma(1 + 1 / 2.5)};
  const bm::triangular triangular{1, 4, 10};
  const Sampler draw_lognormal{by_mean(Kind::lognormal, one_hour, cv), default_cv};
  const Sampler draw_weibull{by_mean(Kind::weibull, one_hour, {}, 2.5), default_cv};
  const Sampler draw_triangular{by_bounds(Kind::triangular, Duration{1}, Duration{4}, Duration{10}),
                                default_cv};
  const Sampler draw_exponential{by_mean(Kind::exponential, one_hour), default_cv};
  for (const double u : {1e-9, 0.001, 0.1, 0.3, 1.0 / 3, 0.5, 0.9, 0.999, 1 - 1e-9}) {
    CHECK(draw_lognormal(u) == Approx(bm::quantile(lognormal, u)).epsilon(1e-12));
    CHECK(draw_weibull(u) == Approx(bm::quantile(weibull, u)).epsilon(1e-7));
    CHECK(draw_triangular(u) == Approx(bm::quantile(triangular, u)).epsilon(1e-12));
    CHECK(draw_exponential(u) == Approx(-ms * std::log1p(-u)).epsilon(1e-7));
  }
}

TEST_CASE("more u is never less time", "[distribution]") {
  std::vector<Case> cases = smooth_cases();
  cases.push_back({"empirical", of_values({Duration{9}, Duration{2}, Duration{5}})});
  for (const auto& [name, d, bends] : cases) {
    INFO(name);
    const Sampler draw{d, default_cv};
    bool rises = true;
    double before = draw(0x1.0p-53);
    for (double u = 1e-15; u < 1; u += std::min(u * 0.01, 1e-4)) {
      rises = rises && draw(u) >= before;
      before = draw(u);
    }
    CHECK(rises);
    CHECK(std::isfinite(draw(1 - 0x1.0p-53)));
  }
}

// There and back, in time: where a density is endless (gamma at 0), u itself is ill defined.
TEST_CASE("survival is what the sampler does", "[distribution]") {
  for (const auto& [name, d, bends] : smooth_cases()) {
    INFO(name);
    const Sampler draw{d, default_cv};
    for (const double u : {0.01, 0.1, 0.25, 0.5, 0.9, 0.99}) {
      const Duration t = to_duration(draw(u));
      const double back = draw(1 - survival(d, default_cv, t));
      CHECK(back == Approx(static_cast<double>(t.count())).margin(2e-6 * mean_ms(d)));
    }
  }
}

TEST_CASE("what a cut leaves is the integral of survival", "[distribution]") {
  for (const auto& [name, d, bends] : all_cases()) {
    INFO(name);
    for (const Duration t : {10 * one_minute, 40 * one_minute, 5 * one_hour}) {
      CHECK(mean_cut_ms(d, default_cv, t) == Approx(integral_of_survival(d, t)).epsilon(1e-5));
    }
    CHECK(mean_cut_ms(d, default_cv, Duration{0}) == 0);
    CHECK(mean_cut_ms(d, default_cv, longest_duration) == Approx(mean_ms(d)));
  }
}

TEST_CASE("a constant survives until it does not", "[distribution]") {
  const Distribution fixed = by_mean(Kind::deterministic, Duration{100});
  CHECK(Sampler{fixed, default_cv}(0.9) == 100);
  CHECK(squared_cv(fixed, default_cv) == 0);
  CHECK(survival(fixed, default_cv, Duration{99}) == 1);
  CHECK(survival(fixed, default_cv, Duration{100}) == 0);
  CHECK(mean_cut_ms(fixed, default_cv, Duration{40}) == 40);
  CHECK(mean_cut_ms(fixed, default_cv, Duration{140}) == 100);
}

TEST_CASE("a mean of 0 and a spread of 0 are constants of any kind", "[distribution]") {
  for (const Kind kind : {Kind::exponential, Kind::lognormal, Kind::gamma, Kind::erlang,
                          Kind::weibull, Kind::uniform, Kind::triangular}) {
    const Distribution zero = by_mean(kind, Duration{0}, 0.5, 2);
    CHECK(Sampler{zero, default_cv}(0.7) == 0);
    CHECK(squared_cv(zero, default_cv) == 0);
    CHECK(survival(zero, default_cv, Duration{0}) == 0);
    CHECK(mean_cut_ms(zero, default_cv, one_hour) == 0);
  }
  for (const Kind kind : {Kind::lognormal, Kind::gamma}) {
    const Distribution narrow = by_mean(kind, one_hour, 0.0);
    CHECK(Sampler{narrow, default_cv}(0.99) == 3'600'000);
    CHECK(survival(narrow, default_cv, one_minute) == 1);
  }
  const Distribution point = by_bounds(Kind::triangular, one_hour, one_hour, one_hour);
  CHECK(Sampler{point, default_cv}(0.3) == 3'600'000);
  CHECK(mean_cut_ms(point, default_cv, one_minute) == 60'000);
}

TEST_CASE("empirical values are drawn as they are, each as often", "[distribution]") {
  const Distribution d = of_values({Duration{30}, Duration{10}, Duration{10}, Duration{70}});
  const Sampler draw{d, default_cv};
  CHECK(draw(0.125) == 10);
  CHECK(draw(0.375) == 10);
  CHECK(draw(0.625) == 30);
  CHECK(draw(1 - 0x1.0p-53) == 70);
  CHECK(survival(d, default_cv, Duration{10}) == 0.5);
  CHECK(survival(d, default_cv, Duration{9}) == 1);
  CHECK(mean_cut_ms(d, default_cv, Duration{20}) == 15);
}

TEST_CASE("a mixture takes the part by the weight, and rescales u within it", "[distribution]") {
  const Distribution low = by_bounds(Kind::uniform, Duration{0}, {}, Duration{100});
  const Distribution high = by_bounds(Kind::uniform, Duration{1'000}, {}, Duration{2'000});
  const Sampler draw{mixed({{1, low}, {3, high}}), default_cv};
  CHECK(draw(0.125) == Approx(50));
  CHECK(draw(0.25) == Approx(1'000));
  CHECK(draw(0.625) == Approx(1'500));
  CHECK(draw(1 - 0x1.0p-53) == Approx(2'000));
}

TEST_CASE("distributions are equal when all that is written is", "[distribution]") {
  const Distribution a = mixed({{1, by_mean(Kind::exponential, one_hour)}});
  Distribution b = a;
  CHECK(a == b);
  b.parts[0].of.mean = one_minute;
  CHECK_FALSE(a == b);
}

TEST_CASE("the daily variation is a gamma of mean one hour", "[distribution]") {
  const Distribution d = gamma_of_mean_one_hour(0.3);
  CHECK(mean_ms(d) == 3'600'000);
  CHECK(squared_cv(d, default_cv) == Approx(0.09));
}
