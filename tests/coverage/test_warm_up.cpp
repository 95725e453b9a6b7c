// A small version of the table that tests/programs/warm_up.cpp prints.

#include "tests/support/warm_up.hpp"

#include "tests/catch.hpp"

using namespace tiersim::test;

TEST_CASE("a warm-up that is chosen takes away most of what an empty start does to M/M/1") {
  const WarmUpCheck check = check_warm_up(0.5, 8, 40, 200);
  CHECK(check.refused <= 10);
  CHECK(check.left_out > 0);
  CHECK(check.left_out <= 0.5);
  CHECK(check.without.bias() < -4 * check.without.standard_error());
  CHECK(check.chosen.bias() > 0.7 * check.without.bias());
  CHECK(check.chosen.contained > check.without.contained);
}
