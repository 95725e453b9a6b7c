#include "tiersim/drift.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "tests/catch.hpp"

using Catch::Approx;
using tiersim::backlog_drift;
using tiersim::BacklogSamples;

namespace {

// What a backlog does day by day: level + slope x day + a weekend's hump + noise that remembers
// most of the day before.
struct Shape {
  std::size_t replications = 1;
  std::size_t days = 84;
  double level = 50;
  double per_day = 0;
  double weekend = 0;
  double noise = 4;
  double memory = 0.5;
};

std::vector<double> backlog(const Shape& shape, std::uint64_t seed) {
  std::mt19937_64 bits(seed);
  const auto uniform = [&] { return static_cast<double>(bits() >> 11U) * 0x1p-53; };
  std::vector<double> means;
  for (std::size_t r = 0; r < shape.replications; ++r) {
    double noise = 0;
    for (std::size_t day = 0; day < shape.days; ++day) {
      noise = shape.memory * noise + shape.noise * (uniform() + uniform() + uniform() - 1.5) * 2;
      means.push_back(std::max(0.0, shape.level + shape.per_day * static_cast<double>(day) +
                                        (day % 7 >= 5 ? shape.weekend : 0) + noise));
    }
  }
  return means;
}

BacklogSamples
daily(const std::vector<double>& means, std::size_t replications, std::size_t parts_per_cycle = 7) {
  return {means, replications, 1.0 / 7, parts_per_cycle};
}

int times_growing(Shape shape, int experiments) {
  int growing = 0;
  for (int i = 0; i < experiments; ++i) {
    const auto means = backlog(shape, static_cast<std::uint64_t>(i));
    growing += backlog_drift(daily(means, shape.replications))->growing ? 1 : 0;
  }
  return growing;
}

}  // namespace

TEST_CASE("a backlog that rises is growing, by its tickets a week") {
  for (const std::size_t replications : {1U, 2U, 4U, 5U, 20U}) {
    CAPTURE(replications);
    const auto means = backlog({.replications = replications, .per_day = 2}, 3);
    const auto drift = backlog_drift(daily(means, replications));
    REQUIRE(drift);
    CHECK(drift->growing);
    CHECK(drift->per_week == Approx(14).margin(2));
  }
}

TEST_CASE("an exact line gives its slope") {
  const auto means = backlog({.replications = 6, .per_day = 1, .noise = 0}, 1);
  CHECK(backlog_drift(daily(means, 6))->per_week == Approx(7));
  CHECK(backlog_drift(daily(means, 6))->growing);
}

TEST_CASE("a steady backlog is seldom called growing") {
  constexpr int experiments = 1'000;
  for (const std::size_t replications : {1U, 3U, 5U, 20U}) {
    CAPTURE(replications);
    // Small and noisy, so that a chance rise of 10 % is common.
    CHECK(times_growing({.replications = replications, .level = 12}, experiments) <= 25);
  }
}

TEST_CASE("a falling backlog is not growing") {
  const auto means = backlog({.replications = 5, .level = 400, .per_day = -2}, 3);
  const auto drift = backlog_drift(daily(means, 5));
  CHECK_FALSE(drift->growing);
  CHECK(drift->per_week == Approx(-14).margin(2));
}

TEST_CASE("a weekend's hump at the end of the window is no growth") {
  const Shape shape{.replications = 10, .days = 28, .weekend = 60, .noise = 0.1};
  const auto means = backlog(shape, 5);
  CHECK_FALSE(backlog_drift(daily(means, 10))->growing);
}

TEST_CASE("what piles up from Monday to Sunday and goes again is no growth") {
  std::vector<double> means;
  for (int r = 0; r < 10; ++r)
    for (int day = 0; day < 28; ++day) means.push_back(20 + 10 * (day % 7) + 0.01 * (r * day % 5));
  CHECK_FALSE(backlog_drift(daily(means, 10))->growing);
  const std::vector<double> two_weeks(means.begin(), means.begin() + 14);
  CHECK(backlog_drift(daily(two_weeks, 1, 1))->growing);  // what the cycle is for
}

TEST_CASE("filling up from an empty start is no growth") {
  std::vector<double> means;
  for (int r = 0; r < 10; ++r)
    for (int day = 0; day < 28; ++day)
      means.push_back(50 * (1 - std::exp(-day / 3.0)) + 0.01 * (r * day % 7));
  CHECK_FALSE(backlog_drift(daily(means, 10))->growing);
}

TEST_CASE("a rise that is certain but small is not growth") {
  const Shape shape{.replications = 40, .level = 500, .per_day = 0.2, .noise = 0.1};
  const auto means = backlog(shape, 5);
  const auto drift = backlog_drift(daily(means, 40));
  CHECK_FALSE(drift->growing);
  CHECK(drift->per_week == Approx(1.4).margin(0.1));
}

TEST_CASE("too few whole cycles say nothing") {
  const auto days = [](std::size_t replications, std::size_t count) {
    return backlog({.replications = replications, .days = count}, 1);
  };
  CHECK_FALSE(backlog_drift(daily(days(5, 13), 5)));
  CHECK(backlog_drift(daily(days(5, 14), 5)));
  CHECK_FALSE(backlog_drift(daily(days(4, 34), 4)));
  CHECK(backlog_drift(daily(days(4, 35), 4)));
  CHECK_FALSE(backlog_drift(daily({}, 1)));
}

TEST_CASE("an empty backlog does not grow") {
  const std::vector<double> none(5 * 28, 0.0);
  const auto drift = backlog_drift(daily(none, 5));
  CHECK_FALSE(drift->growing);
  CHECK(drift->per_week == 0);
}

TEST_CASE("an accident of arrivals that all replications share is no growth") {
  // One record, which wanders; each replication adds a little of its own.
  const Shape record{.level = 20};
  const Shape own{.replications = 20, .level = 0, .noise = 0.1, .memory = 0};
  int as_if_independent = 0;
  int as_shared = 0;
  for (std::uint64_t i = 0; i < 400; ++i) {
    const auto shared = backlog(record, i);
    auto means = backlog(own, 1'000 + i);
    for (std::size_t k = 0; k < means.size(); ++k) means[k] += shared[k % shared.size()];
    BacklogSamples samples = daily(means, own.replications);
    as_if_independent += backlog_drift(samples)->growing ? 1 : 0;
    samples.same_arrivals = true;
    as_shared += backlog_drift(samples)->growing ? 1 : 0;
  }
  CHECK(as_if_independent <= 20);
  CHECK(as_shared <= 20);
}

TEST_CASE("replications that share their arrivals say nothing over a few weeks") {
  // Too short for one line; slopes of replications would take an accident for growth.
  const Shape record{.days = 28, .level = 20};
  const Shape own{.replications = 20, .days = 28, .level = 0, .noise = 0.1, .memory = 0};
  int as_if_independent = 0;
  for (std::uint64_t i = 0; i < 400; ++i) {
    const auto shared = backlog(record, i);
    auto means = backlog(own, 1'000 + i);
    for (std::size_t k = 0; k < means.size(); ++k) means[k] += shared[k % shared.size()];
    BacklogSamples samples = daily(means, own.replications);
    as_if_independent += backlog_drift(samples)->growing ? 1 : 0;
    samples.same_arrivals = true;
    CHECK_FALSE(backlog_drift(samples));
  }
  CHECK(as_if_independent > 40);  // what the flag is for
}

TEST_CASE("a holiday's hump, the same in each replication, is no growth") {
  const Shape shape{.replications = 20, .days = 70, .level = 12};
  for (const std::size_t week : {5U, 7U, 8U, 9U}) {
    CAPTURE(week);
    auto means = backlog(shape, week);
    for (std::size_t i = 0; i < means.size(); ++i) {
      const std::size_t day = i % shape.days;
      if (day / 7 == week) means[i] += 100.0 / static_cast<double>(1 + day % 7);
    }
    CHECK_FALSE(backlog_drift(daily(means, 20))->growing);
  }
}

TEST_CASE("a rise that the shared arrivals show beyond doubt is growing") {
  Shape shape;
  shape.replications = 20;
  shape.per_day = 1;
  const auto means = backlog(shape, 1);
  BacklogSamples samples = daily(means, shape.replications);
  samples.same_arrivals = true;
  const auto drift = backlog_drift(samples);
  REQUIRE(drift.has_value());
  CHECK(drift->growing);
  CHECK(drift->per_week == Approx(7).epsilon(0.1));
}
