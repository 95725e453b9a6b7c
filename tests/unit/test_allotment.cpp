#include "analysis/allotment.hpp"

#include <cmath>

#include "tests/catch.hpp"

using namespace tiersim;

TEST_CASE("an agent of two skills counts once", "[allotment]") {
  // 40 hours for 30 hours of each of two skills: 40 of 60 fit, not 30 + 30.
  const AllotmentProblem problem{{40}, {30, 30}, {{0}, {0}}};
  CHECK(most_covered(problem) == Approx(40));
  const Allotment result = allot(problem);
  CHECK(result.load_of_supply[0] == Approx(1.5));
  CHECK(result.load_of_demand[0] == Approx(1.5));
  CHECK(result.load_of_demand[1] == Approx(1.5));
}

TEST_CASE("who can do both takes up the slack of the busier side", "[allotment]") {
  // N shape: group 0 does only work 0, group 1 does both. 60 + 20 hours of work, 40 + 60 hours of
  // people: a common load of 80 / 100. Group 0 does 32 of work 0; group 1 does 28 of it and 20.
  const AllotmentProblem problem{{40, 60}, {60, 20}, {{0, 1}, {1}}};
  const Allotment result = allot(problem);
  CHECK(result.load_of_supply[0] == Approx(0.8));
  CHECK(result.load_of_supply[1] == Approx(0.8));
  CHECK(result.hours[0][0] == Approx(32));
  CHECK(result.hours[0][1] == Approx(28));
  CHECK(result.hours[1][0] == Approx(20));
  CHECK(most_covered(problem) == Approx(80));
}

TEST_CASE("help that is not wanted stays where it is", "[allotment]") {
  // Group 1 alone can do work 1: 54 / 60 = 0.9. Group 0 does all of work 0: 20 / 40 = 0.5.
  const AllotmentProblem problem{{40, 60}, {20, 54}, {{0, 1}, {1}}};
  const Allotment result = allot(problem);
  CHECK(result.load_of_supply[0] == Approx(0.5));
  CHECK(result.load_of_supply[1] == Approx(0.9));
  CHECK(result.load_of_demand[0] == Approx(0.5));
  CHECK(result.hours[0][1] == Approx(0).margin(1e-9));
}

TEST_CASE("work that nobody may do has no finite load; idle people have none", "[allotment]") {
  const AllotmentProblem problem{{40, 10}, {20, 5, 0}, {{0}, {}, {1}}};
  const Allotment result = allot(problem);
  CHECK(result.load_of_demand[0] == Approx(0.5));
  CHECK(std::isinf(result.load_of_demand[1]));
  CHECK(result.load_of_demand[2] == 0);
  CHECK(result.load_of_supply[1] == 0);
  CHECK(most_covered(problem) == Approx(20));
}

TEST_CASE("a group without hours is nobody", "[allotment]") {
  const Allotment result = allot({{0}, {20}, {{0}}});
  CHECK(std::isinf(result.load_of_demand[0]));
  CHECK(result.load_of_supply[0] == 0);
}

TEST_CASE("three kinds of work settle at three loads", "[allotment]") {
  // Chain: only group 0 for work 0 (9 / 10), groups 0 and 1 for work 1 (7 / 10 by group 1 alone),
  // groups 1 and 2 for work 2 (3 / 10 by group 2 alone).
  const Allotment result = allot({{10, 10, 10}, {9, 7, 3}, {{0}, {0, 1}, {1, 2}}});
  CHECK(result.load_of_supply[0] == Approx(0.9));
  CHECK(result.load_of_supply[1] == Approx(0.7));
  CHECK(result.load_of_supply[2] == Approx(0.3));
}
