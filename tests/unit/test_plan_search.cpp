// The search alone, on made-up costs and promises.

#include <algorithm>
#include <functional>
#include <vector>

#include "tests/catch.hpp"
#include "tiersim/optimize.hpp"

using namespace tiersim;

namespace {

using Law = std::function<PlanScore(const PlanChoice&)>;

/// Judges by a law, and remembers how often.
class MadeUp final : public PlanJudge {
 public:
  explicit MadeUp(Law law) : law_{std::move(law)} {}
  std::vector<PlanScore> judge(std::span<const PlanChoice> plans) override {
    std::vector<PlanScore> scores;
    for (const PlanChoice& plan : plans) {
      scores.push_back(law_(plan));
      seen.push_back(plan);
    }
    return scores;
  }
  std::vector<PlanChoice> seen;

 private:
  Law law_;
};

PlanSpace heads(const std::vector<std::size_t>& values) {
  PlanSpace space;
  for (const std::size_t n : values) space.axes.push_back({n, true, 0, 0});
  return space;
}

/// Waits fall with heads as 1 / (heads - load), both tiers' together.
PlanScore two_tiers_law(const PlanChoice& plan, double load, double promise, double price) {
  const auto wait = [&](std::size_t heads) {
    return 1 / std::max(0.05, static_cast<double>(heads) + 1 - load);
  };
  return {price * static_cast<double>(plan[0]) + static_cast<double>(plan[1]),
          {10 * (wait(plan[0]) + wait(plan[1]) - promise)},
          0};
}

}  // namespace

TEST_CASE("a plan is found that all plans together do not beat, on smooth promises") {
  for (const double load : {0.5, 2.3, 4.7}) {
    for (const double promise : {0.4, 0.7, 1.3}) {
      for (const double price : {0.5, 1.0, 1.7}) {
        CAPTURE(load, promise, price);
        const Law law = [&](const PlanChoice& plan) {
          return two_tiers_law(plan, load, promise, price);
        };
        double best = 1e9;
        for (std::size_t a = 0; a < 12; ++a) {
          for (std::size_t b = 0; b < 12; ++b) {
            const PlanScore score = law({a, b});
            if (score.violation() <= 0) best = std::min(best, score.cost);
          }
        }
        MadeUp judge{law};
        PlanSearch search{heads({12, 12}), judge};
        const auto found = search.run();
        if (best > 1e8) {
          CHECK_FALSE(found);
        } else {
          REQUIRE(found);
          CHECK(search.score(*found)->cost == Approx(best));
        }
      }
    }
  }
}

TEST_CASE("no plan is judged twice, and none below the bounds") {
  PlanSpace space = heads({9, 9, 9});
  space.axes[1].lowest = 3;
  space.axes[1].start = 4;
  MadeUp judge{[](const PlanChoice& plan) {
    const double sum = static_cast<double>(plan[0] + plan[1] + plan[2]);
    return PlanScore{sum, {11 - sum}, 0};
  }};
  PlanSearch search{space, judge};
  REQUIRE(search.run());
  std::vector<PlanChoice> seen = judge.seen;
  std::ranges::sort(seen);
  CHECK(std::ranges::adjacent_find(seen) == seen.end());
  CHECK(std::ranges::all_of(seen, [](const PlanChoice& plan) { return plan[1] >= 3; }));
  CHECK(judge.seen.size() == search.steps().size());
}

TEST_CASE("where no single step helps, it starts from the highest of all") {
  // Both groups have to be there, or nothing is better at all.
  MadeUp judge{[](const PlanChoice& plan) {
    const double sum = static_cast<double>(plan[0] + plan[1]);
    return PlanScore{sum, {plan[0] >= 3 && plan[1] >= 4 ? -1.0 : 5.0}, 0};
  }};
  PlanSearch search{heads({8, 8}), judge};
  const auto found = search.run();
  REQUIRE(found);
  CHECK(*found == PlanChoice{3, 4});
}

TEST_CASE("where not even the highest holds, there is none") {
  MadeUp judge{[](const PlanChoice& plan) {
    return PlanScore{static_cast<double>(plan[0]), {9 - static_cast<double>(plan[0])}, 0};
  }};
  PlanSearch search{heads({5}), judge};
  CHECK_FALSE(search.run());
  CHECK(search.score(search.highest())->violation() == 5);
}

TEST_CASE("values that are no counts are tried both ways") {
  PlanSpace space = heads({6});
  space.axes.push_back({5, false, 0, 3});
  // The second is best at 1, and costs nothing.
  MadeUp judge{[](const PlanChoice& plan) {
    const double off = std::abs(static_cast<double>(plan[1]) - 1);
    return PlanScore{static_cast<double>(plan[0]), {2 + off - static_cast<double>(plan[0])}, 0};
  }};
  PlanSearch search{space, judge};
  const auto found = search.run();
  REQUIRE(found);
  CHECK(search.score(*found)->violation() <= 0);
}

TEST_CASE("a safer plan is farther from a miss") {
  MadeUp judge{[](const PlanChoice& plan) {
    const double heads = static_cast<double>(plan[0]);
    return PlanScore{heads, {3 - heads}, 0};
  }};
  PlanSearch search{heads({6}), judge};
  const auto found = search.run();
  REQUIRE(found == PlanChoice{3});
  const auto safer = search.safer_than(*found);
  REQUIRE(safer == PlanChoice{4});
  REQUIRE(search.safer_than(*safer) == PlanChoice{5});
  CHECK(search.safer_than({5}) == std::nullopt);  // the highest
}

TEST_CASE("the plan as it is stays where no other is cheaper") {
  // Three heads in all, wherever.
  MadeUp judge{[](const PlanChoice& plan) {
    const double sum = static_cast<double>(plan[0] + plan[1]);
    return PlanScore{sum, {3 - sum}, 0};
  }};
  PlanSpace space = heads({6, 6});
  space.now = {1, 2};
  PlanSearch search{space, judge};
  CHECK(search.run() == PlanChoice{1, 2});
  space.now = {2, 2};  // dearer
  PlanSearch other{space, judge};
  CHECK(other.score(*other.run())->cost == 3);
}

TEST_CASE("a value that changes nothing stays as it is") {
  MadeUp judge{[](const PlanChoice& plan) {
    const double heads = static_cast<double>(plan[0]);
    return PlanScore{heads, {2 - heads}, 0};
  }};
  PlanSpace space = heads({6});
  space.axes.push_back({3, false, 0, 0, {}});
  space.now = {5, 2};
  PlanSearch search{space, judge};
  CHECK(search.run() == PlanChoice{2, 2});
}

TEST_CASE("barred values are passed over") {
  PlanSpace space = heads({4});
  space.axes.push_back({4, false, 0, 0, {false, true, true, false}});
  // The last of the second is the best.
  MadeUp judge{[](const PlanChoice& plan) {
    const double heads = static_cast<double>(plan[0]);
    return PlanScore{heads, {3 - heads - static_cast<double>(plan[1])}, 0};
  }};
  PlanSearch search{space, judge};
  CHECK(search.run() == PlanChoice{0, 3});
  for (const PlanChoice& plan : judge.seen) CHECK((plan[1] == 0 || plan[1] == 3));
}
