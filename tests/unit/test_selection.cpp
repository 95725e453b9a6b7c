// The best of several plans.

#include <vector>

#include "tests/catch.hpp"
#include "tests/support/slippage.hpp"
#include "tiersim/selection.hpp"

using tiersim::Selection;

TEST_CASE("a selection ends where it is worked out by hand that it does") {
  // Two plans, 5 %, a first stage of 20, zone 1: eta = (0.1^(-2/19) - 1) / 2 = 0.1371,
  // h2 = 38 eta = 5.2112. The second is worse by 0.5 -+ 10 in turn: S2 = 100 x 20 / 19 = 105.26,
  // h2 S2 = 548.5. It goes when the mean difference exceeds (548.5 - r) / (2 r): for even r, where
  // the mean is 0.5, when r > 274.3; for odd r, where it is 0.5 - 10 / r, when r > 284.3.
  Selection selection{2, {.error_rate = 0.05, .indifference = 1, .first_stage = 20}};
  for (std::size_t r = 1; r <= 275; ++r) {
    const std::vector<double> totals{0, r % 2 == 1 ? -9.5 : 10.5};
    selection.add(totals);
    INFO(r);
    REQUIRE_FALSE(selection.best());
  }
  selection.add(std::vector<double>{0, 10.5});
  CHECK(selection.best() == std::optional<std::size_t>{0});
  CHECK(selection.replications() == 276);
}

TEST_CASE("nothing is left out in the first stage, and plans that are alike are not compared on") {
  Selection selection{3, {.error_rate = 0.05, .indifference = 1, .first_stage = 20}};
  for (std::size_t r = 1; r < 20; ++r) {
    selection.add(std::vector<double>{5, 5, 900});
    CHECK(selection.left().size() == 3);
  }
  selection.add(std::vector<double>{5, 5, 900});
  CHECK(selection.left() == std::vector<std::size_t>{0, 1});
  CHECK(selection.best() == std::optional<std::size_t>{0});
}

TEST_CASE("one plan is chosen without any replication") {
  CHECK(Selection(1, {.indifference = 1}).best() == std::optional<std::size_t>{0});
}

TEST_CASE("the best is chosen as often as is promised, in the hardest case") {
  constexpr std::size_t trials = 500;
  for (const double correlation : {0.0, 0.5}) {
    const auto found = tiersim::test::select_often(
        {.plans = 5, .deviation = 2, .correlation = correlation}, trials, 402);
    INFO(found.right);
    CHECK(static_cast<double>(found.right) >= 0.95 * trials);
  }
}
