#include <algorithm>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tiersim/distribution.hpp"
#include "tiersim/queueing.hpp"

using namespace tiersim;

TEST_CASE("load over time of always one hour, by hand") {
  // Ten an hour come from 0 to 1; each is there for an hour.
  const std::vector<RatePiece> pieces{{0, 1, 10}};
  const auto one_hour_each = [](double x) { return std::min(x, 1.0); };
  const std::vector<double> times{-1, 0, 0.5, 1, 1.5, 2, 3};
  const std::vector<double> wanted{0, 0, 5, 10, 5, 0, 0};
  const std::vector<double> loads = offered_load(pieces, one_hour_each, times);
  REQUIRE(loads.size() == wanted.size());
  for (std::size_t i = 0; i < times.size(); ++i) {
    CAPTURE(times[i]);
    CHECK(loads[i] == Approx(wanted[i]).margin(1e-12));
  }
}

TEST_CASE("a steady rate comes to the rate by the mean, and lags behind it before") {
  const std::vector<RatePiece> steady{{0, 1e6, 4}};
  const auto law = [](double x) { return exponential_up_to(2.5, x); };
  const std::vector<double> times{2.5, 1e5};
  const std::vector<double> loads = offered_load(steady, law, times);
  CHECK(loads[0] == Approx(10 * (1 - std::exp(-1.0))));
  CHECK(loads[1] == Approx(10));
}

TEST_CASE("load over time as by integrals over the arrivals") {
  const std::vector<RatePiece> pieces{{0, 2, 30}, {2, 5, 80}, {5, 6, 0}, {6, 9, 45}};
  const std::vector<testing::RatePiece> same{{0, 2, 30}, {2, 5, 80}, {5, 6, 0}, {6, 9, 45}};
  const double hour = 3'600'000;
  Distribution lognormal;
  lognormal.kind = DistributionKind::lognormal;
  lognormal.mean = 20 * one_minute;
  lognormal.cv = 1.2;
  const auto whole = [&](double hours) {
    return Duration{static_cast<std::int64_t>(std::llround(hours * hour))};
  };
  const std::vector<double> times{0.5, 2, 3.3, 5.5, 8, 12};
  const auto up_to = [&](double x) { return mean_cut_ms(lognormal, 1, whole(x)) / hour; };
  const std::vector<double> loads = offered_load(pieces, up_to, times);
  for (std::size_t i = 0; i < times.size(); ++i) {
    CAPTURE(times[i]);
    const double by_integral = testing::offered_load(
        times[i], same, [&](double x) { return survival(lognormal, 1, whole(x)); });
    CHECK(loads[i] == Approx(by_integral).epsilon(1e-5).margin(1e-6));
  }
}
