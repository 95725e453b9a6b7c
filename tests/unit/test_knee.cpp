// Which points a knee is not told apart from.

#include <cmath>
#include <random>

#include "tests/catch.hpp"
#include "tiersim/frontier.hpp"

using namespace tiersim;
using Places = std::vector<std::size_t>;

namespace {

/// Scaled heights above the line: 0, 0.35, 0.4, 0.
const std::vector<CostPoint> bent = {{0, 0}, {1, 0.6}, {2, 0.9}, {4, 1}};

/// Four replications in which only one point's quality strays, by so much up and down.
Places rivals_where(std::size_t strays, double by) {
  const std::vector<double> none(4, 0.0);
  const std::vector<double> some = {by, -by, by, -by};
  std::vector<PointInfluences> influences;
  for (std::size_t i = 0; i < bent.size(); ++i) {
    influences.push_back({none, i == strays ? some : none});
  }
  return knee_rivals(bent, influences, 2, 0.95);
}

/// Where the half-width of the mean of four such samples is 1: each of three intervals at
/// 1 - 0.05 / 3.
double size_of_one() { return std::sqrt(3.0) / student_quantile(1 - 0.05 / 3, 3); }

}  // namespace

TEST_CASE("a knee is told apart where its lead is more than the interval of the difference") {
  // The lead over the second point is 0.05 of the height, which is 1.
  CHECK(rivals_where(1, 0.99 * 0.05 * size_of_one()).empty());
  CHECK(rivals_where(1, 1.01 * 0.05 * size_of_one()) == Places{1});
  // Over the ends it is 0.4.
  CHECK(rivals_where(2, 0.99 * 0.05 * size_of_one()).empty());
  CHECK(rivals_where(2, 0.39 * size_of_one()) == Places{1});
  CHECK(rivals_where(2, 0.41 * size_of_one()) == Places{0, 1, 3});
  // The height itself strays: the difference of 0.3 in quality is divided by it.
  CHECK(rivals_where(3, 0.99 * 0.05 / 0.3 * size_of_one()).empty());
  CHECK(rivals_where(3, 1.01 * 0.05 / 0.3 * size_of_one()) == Places{1});
}

TEST_CASE("what strays alike at both points does not blur their difference") {
  const std::vector<double> none(4, 0.0);
  const std::vector<double> much = {0.04, -0.04, 0.04, -0.04};
  const std::vector<PointInfluences> influences = {
      {none, none}, {none, much}, {none, much}, {none, none}};
  CHECK(knee_rivals(bent, influences, 2, 0.95).empty());
}

TEST_CASE("without two replications a knee is told apart from nothing") {
  const std::vector<PointInfluences> influences(4);
  CHECK(knee_rivals(bent, influences, 2, 0.95) == Places{0, 1, 3});
}

TEST_CASE("the true knee is the one named or one of those it is not told apart from") {
  // Two points that lead by hardly anything: the wrong one is named in nearly half of the samples.
  const std::vector<CostPoint> truth = {{0, 0}, {1, 0.6}, {2, 0.86}, {3, 0.9}, {4, 1}};
  std::mt19937_64 random{7};
  std::normal_distribution<double> noise{0, 0.05};
  constexpr std::size_t replications = 10;
  constexpr int experiments = 400;
  int wrong = 0;
  int covered = 0;
  for (int experiment = 0; experiment < experiments; ++experiment) {
    std::vector<CostPoint> seen = truth;
    std::vector<std::vector<double>> influences(truth.size());
    const std::vector<double> none(replications, 0.0);
    std::vector<PointInfluences> both;
    for (std::size_t i = 0; i < truth.size(); ++i) {
      double mean = 0;
      for (std::size_t r = 0; r < replications; ++r) {
        influences[i].push_back(noise(random));
        mean += influences[i].back() / replications;
      }
      for (double& one : influences[i]) one -= mean;
      seen[i].quality += mean;
      both.push_back({none, influences[i]});
    }
    const auto knee = knee_of(seen);
    REQUIRE(knee);
    const Places rivals = knee_rivals(seen, both, *knee, 0.95);
    const bool is_right = *knee == 2;
    wrong += is_right ? 0 : 1;
    covered += is_right || std::ranges::count(rivals, std::size_t{2}) > 0 ? 1 : 0;
  }
  CHECK(wrong > 40);
  CHECK(covered >= 0.95 * experiments);
}
