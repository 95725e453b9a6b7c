#include "sim/gamma_table.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <numbers>

#include "tests/catch.hpp"

using tiersim::GammaTable;

namespace {

/// By z, so that both tails are covered down to 1e-16 and the grid meets no node of the table.
template <class F>
void for_each_u(F f) {
  for (double z = -8.2; z < 8.2; z += 0.00317) {
    const double below = 0.5 * std::erfc(-z / std::numbers::sqrt2);
    if (below < 1) f(below);
  }
}

double exact(double shape, double u) {
  if (u < 0.5) return boost::math::gamma_p_inv(shape, u) / shape;
  return boost::math::gamma_q_inv(shape, 1 - u) / shape;
}

}  // namespace

TEST_CASE("the gamma table is within 1e-6 of the mean, and increases", "[gamma_table]") {
  for (const double cv : {0.002, 0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9,  1.0,
                          1.2,   1.5,  1.7,  2.0, 2.5, 3.5, 5.0, 8.0, 15.0, 30.0}) {
    INFO("cv " << cv);
    const double shape = 1 / (cv * cv);
    const GammaTable table{shape};
    double worst = 0;
    double before = -1;
    bool rises = true;
    for_each_u([&](double u) {
      const double value = table(u);
      worst = std::max(worst, std::abs(value - exact(shape, u)));
      rises = rises && value >= before;
      before = value;
    });
    CHECK(worst < 1e-6);
    CHECK(rises);
  }
}

TEST_CASE("the gamma table goes over to the normal without a seam", "[gamma_table]") {
  const GammaTable gamma{0.999e6};
  const GammaTable nearly_normal{1.001e6};
  for_each_u([&](double u) {
    const double z_by_table = (gamma(u) - 1) * std::sqrt(0.999e6);
    const double z_by_formula = (nearly_normal(u) - 1) * std::sqrt(1.001e6);
    if (std::abs(z_by_table - z_by_formula) > 1e-4) FAIL("at u = " << u);
  });
}

TEST_CASE("the gamma table stays small where people are", "[gamma_table]") {
  CHECK(GammaTable{1 / (0.5 * 0.5)}.size() <= 257);
  CHECK(GammaTable{1 / (2.0 * 2.0)}.size() <= 513);
}

TEST_CASE("the gamma table takes u beyond its ends", "[gamma_table]") {
  const GammaTable table{4};
  CHECK(table(1e-300) >= 0);
  CHECK(table(1e-300) <= table(1e-17));
  CHECK(std::isfinite(table(1 - 0x1.0p-53)));
}
