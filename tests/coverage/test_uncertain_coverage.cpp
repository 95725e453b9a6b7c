// The small version of the table of coverage of chances to hold: twenty replications.

#include <boost/math/distributions/binomial.hpp>

#include "tests/catch.hpp"
#include "tests/support/uncertain.hpp"

using namespace tiersim::test;

TEST_CASE("chances to hold and the forecast's part are held about as often as they say") {
  constexpr std::size_t experiments = 150;
  constexpr double least = 0.91;  // of a nominal 95 %, with twenty replications
  const boost::math::binomial law(experiments, least);
  for (const UncertainDesk& desk : uncertain_desks()) {
    const UncertainCoverage found = uncertain_coverage_of(desk, experiments, {20}).front();
    INFO(desk.name << ": share " << found.share.contained << ", chance " << found.chance.contained
                   << " of " << experiments);
    CHECK(found.share.printed == experiments);
    CHECK(found.chance.printed == experiments);
    for (const Coverage* const one : {&found.share, &found.chance}) {
      CHECK(boost::math::cdf(law, static_cast<double>(one->contained)) > 1e-3 / 6);
    }
  }
}
