#include "tiersim/morris.hpp"

#include <cmath>
#include <functional>
#include <set>

#include "tests/catch.hpp"

using namespace tiersim;

namespace {

/// A function of the parameters, each scaled to 0..1.
std::vector<double> outputs_of(const MorrisDesign& design,
                               const std::function<double(const std::vector<double>&)>& function) {
  std::vector<double> outputs;
  for (const std::vector<std::size_t>& point : design.points) {
    std::vector<double> x;
    for (std::size_t i = 0; i < point.size(); ++i) {
      x.push_back(static_cast<double>(point[i]) / static_cast<double>(design.levels[i] - 1));
    }
    outputs.push_back(function(x));
  }
  return outputs;
}

}  // namespace

TEST_CASE("a trajectory moves each parameter once, by half of its values") {
  const MorrisDesign design = morris_design({4, 2, 5, 3}, 50, 7);
  const std::vector<std::size_t> jumps = {2, 1, 2, 1};
  REQUIRE(design.trajectories.size() == 50);
  for (std::size_t t = 0; t < 50; ++t) {
    const std::vector<std::size_t>& visited = design.trajectories[t];
    REQUIRE(visited.size() == 5);
    CHECK(std::set<std::size_t>(design.moved[t].begin(), design.moved[t].end()).size() == 4);
    for (std::size_t step = 0; step < 4; ++step) {
      const auto& from = design.points[visited[step]];
      const auto& to = design.points[visited[step + 1]];
      for (std::size_t i = 0; i < 4; ++i) {
        const std::size_t moved = from[i] > to[i] ? from[i] - to[i] : to[i] - from[i];
        CHECK(moved == (design.moved[t][step] == i ? jumps[i] : 0));
        CHECK(to[i] < design.levels[i]);
      }
    }
  }
  CHECK(std::set(design.points.begin(), design.points.end()).size() == design.points.size());
}

TEST_CASE("the same seed gives the same design, another one another") {
  const std::vector<std::size_t> levels = {4, 6, 8};
  CHECK(morris_design(levels, 10, 1).points == morris_design(levels, 10, 1).points);
  CHECK(morris_design(levels, 10, 1).points != morris_design(levels, 10, 2).points);
}

TEST_CASE("effects on a straight function are its slopes, without deviation") {
  const MorrisDesign design = morris_design({4, 6, 3, 2}, 10, 3);
  const auto effects = morris_effects(
      design, outputs_of(design, [](const auto& x) { return 5 * x[0] - 2 * x[1] + 0.5 * x[3]; }));
  const std::vector<double> slopes = {5, -2, 0, 0.5};
  REQUIRE(effects.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(effects[i].mean == Approx(slopes[i]).margin(1e-12));
    CHECK(effects[i].mean_absolute == Approx(std::abs(slopes[i])).margin(1e-12));
    CHECK(effects[i].deviation == Approx(0).margin(1e-12));
  }
}

TEST_CASE("bends and interactions show as deviation, changes of sign as mu below mu*") {
  constexpr std::size_t trajectories = 400;
  const MorrisDesign design = morris_design({4, 4, 4}, trajectories, 5);
  const auto effects = morris_effects(design, outputs_of(design, [](const auto& x) {
                                        return x[0] * x[0] + (2 * x[1] - 1) * x[2];
                                      }));
  // A square moves from 0 to 2/3 (slope 2/3) or from 1/3 to 1 (slope 4/3), each half of the time.
  CHECK(effects[0].mean == Approx(1).margin(4 * (1.0 / 3) / std::sqrt(trajectories)));
  CHECK(effects[0].mean_absolute == Approx(effects[0].mean));
  CHECK(effects[0].deviation == Approx(1.0 / 3).margin(0.01));
  // The third's slope is -1, -1/3, 1/3 or 1, as likely each: mean 0, mean size 2/3.
  const double deviation = std::sqrt(5.0) / 3;
  CHECK(std::abs(effects[2].mean) < 4 * deviation / std::sqrt(trajectories));
  CHECK(effects[2].mean_absolute == Approx(2.0 / 3).margin(0.08));
  CHECK(effects[2].deviation == Approx(deviation).margin(0.08));
}
