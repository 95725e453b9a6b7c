#include "tiersim/frontier.hpp"

#include <array>

#include "tests/catch.hpp"

using namespace tiersim;

TEST_CASE("the frontier is what no other point beats, by rising cost") {
  // By hand: B costs less than A for more; D costs more than C for less; E equals C.
  const std::vector<CostPoint> points = {{5, 1}, {4, 2}, {6, 5}, {7, 4}, {6, 5}, {9, 6}, {9, 5.5}};
  CHECK(efficient_frontier(points) == std::vector<std::size_t>{1, 2, 5});
  CHECK(efficient_frontier({}).empty());
  CHECK(efficient_frontier(std::vector<CostPoint>{{3, 3}}) == std::vector<std::size_t>{0});
}

TEST_CASE("the frontier is that of an exhaustive search") {
  std::vector<CostPoint> points;
  for (unsigned i = 0; i < 60; ++i) {
    points.push_back({static_cast<double>(i * 37 % 23), static_cast<double>(i * 53 % 29)});
  }
  std::vector<std::size_t> best;
  for (std::size_t i = 0; i < points.size(); ++i) {
    bool beaten = false;
    for (std::size_t j = 0; j < points.size(); ++j) {
      const bool no_worse =
          points[j].cost <= points[i].cost && points[j].quality >= points[i].quality;
      const bool better = points[j].cost < points[i].cost || points[j].quality > points[i].quality;
      beaten = beaten || (no_worse && (better || j < i));
    }
    if (!beaten) best.push_back(i);
  }
  std::ranges::sort(best, {}, [&](std::size_t i) { return points[i].cost; });
  CHECK(efficient_frontier(points) == best);
}

TEST_CASE("the knee is farthest above the line between the ends") {
  // Scaled to 0..1, the heights above the line: 0.7 - 0.1, 0.92 - 0.3 and 0.95 - 0.6.
  const std::vector<CostPoint> bent = {{100, 50}, {110, 57}, {130, 59.2}, {160, 59.5}, {200, 60}};
  CHECK(knee_of(bent) == 2);
  const std::vector<CostPoint> straight = {{1, 1}, {2, 2}, {3, 3}};
  CHECK_FALSE(knee_of(straight));
  const std::vector<CostPoint> hollow = {{0, 0}, {5, 1}, {10, 10}};
  CHECK_FALSE(knee_of(hollow));
  CHECK_FALSE(knee_of(std::vector<CostPoint>{{0, 0}, {1, 1}}));
}

TEST_CASE("the interval of a price is Fieller's") {
  // A gain of 2 in each: (4 -+ 4.3027 sqrt(1 / 3)) / 2.
  const std::array<double, 3> cost = {3, 4, 5};
  const std::array<double, 3> gain = {2, 2, 2};
  const auto price = price_interval({cost, gain}, 0.95);
  REQUIRE(price);
  CHECK(price->low == Approx(0.7579).margin(1e-4));
  CHECK(price->high == Approx(3.2421).margin(1e-4));
}

TEST_CASE("at the ends of a price's interval, cost less price times gain is just 0") {
  const std::array<double, 5> cost = {12, 15, 11, 14, 13};
  const std::array<double, 5> gain = {2.0, 2.4, 1.7, 2.2, 2.6};
  const auto price = price_interval({cost, gain}, 0.9);
  REQUIRE(price);
  for (const double p : {price->low, price->high}) {
    std::vector<double> rest;
    for (std::size_t i = 0; i < cost.size(); ++i) rest.push_back(cost[i] - p * gain[i]);
    const auto about = mean_interval(rest, 0.9);
    CHECK(std::min(std::abs(about->low), std::abs(about->high)) < 1e-9);
  }
}

TEST_CASE("where the gain may be none, there is no price") {
  const std::array<double, 3> cost = {3, 4, 5};
  const std::array<double, 3> gain = {-1, 1, 0.5};
  CHECK_FALSE(price_interval({cost, gain}, 0.95));
  CHECK_FALSE(price_interval({std::span{cost}.first(1), std::span{gain}.first(1)}, 0.95));
}
