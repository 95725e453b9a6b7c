// The small version of the table of coverage: one desk, ten replications, 200 times.

#include <boost/math/distributions/binomial.hpp>

#include "tests/catch.hpp"
#include "tests/support/coverage.hpp"

using namespace tiersim::test;

namespace {

constexpr double least = 0.93;  ///< of a nominal 95 %
/// The chance that any check fails though each interval covers that often (Bonferroni).
constexpr double family_error_rate = 1e-3;

}  // namespace

TEST_CASE("intervals of every kind contain the exact value about as often as they say") {
  constexpr std::size_t experiments = 200;
  const CoveredDesk desk = covered_desk("busy week");
  const auto found = coverage_of(desk, experiments, {10});
  const boost::math::binomial law(experiments, least);
  for (std::size_t i = 0; i < desk.kpis.size(); ++i) {
    INFO(desk.kpis[i].name << ": " << found[i][0].contained << " of " << experiments);
    CHECK(found[i][0].printed == experiments);
    CHECK(boost::math::cdf(law, static_cast<double>(found[i][0].contained)) >
          family_error_rate / static_cast<double>(desk.kpis.size()));
    CHECK(found[i][0].half_widths > 0);
  }
}
