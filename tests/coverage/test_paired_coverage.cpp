// The small version of the table of coverage of paired differences: one pair, ten replications.

#include <boost/math/distributions/binomial.hpp>

#include "tests/catch.hpp"
#include "tests/support/paired_coverage.hpp"

using namespace tiersim::test;

namespace {

constexpr double least = 0.93;  ///< of a nominal 95 %
/// The chance that any check fails though each interval covers that often (Bonferroni).
constexpr double family_error_rate = 1e-3;

}  // namespace

TEST_CASE("intervals of paired differences contain the exact one about as often as they say") {
  constexpr std::size_t experiments = 100;
  const CoveredDesk base = covered_desk("busy week");
  const CoveredDesk plan = covered_desk("busy week, six agents");
  const auto found = paired_coverage_of(base, plan, experiments, {10});
  const boost::math::binomial law(experiments, least);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const Coverage& at = found[i][0].coverage;
    INFO(base.kpis[i].name << ": " << at.contained << " of " << at.printed);
    CHECK(at.printed == experiments);
    CHECK(boost::math::cdf(law, static_cast<double>(at.contained)) >
          family_error_rate / static_cast<double>(found.size()));
  }
}

TEST_CASE("a difference of rare shares that is not called too few is held as often as it says") {
  constexpr std::size_t experiments = 150;
  const CoveredDesk base = covered_desk("calm morning");
  const CoveredDesk plan = covered_desk("calm morning, a tenth less");
  const std::vector<std::size_t> sizes{10, 40};
  const auto found = paired_coverage_of(base, plan, experiments, sizes);
  std::size_t shares = 0;
  std::size_t too_few = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (base.kpis[i].kind != "share") continue;
    for (const PairedCoverage& at : found[i]) {
      INFO(base.kpis[i].name << ", n = " << at.coverage.replications << ": "
                             << at.coverage.contained << " of " << at.coverage.printed << ", "
                             << at.too_few << " too few");
      CHECK(at.coverage.printed + at.too_few == experiments);
      ++shares;
      too_few += at.too_few;
      if (at.coverage.printed == 0) continue;
      const boost::math::binomial law(static_cast<double>(at.coverage.printed), least);
      CHECK(boost::math::cdf(law, static_cast<double>(at.coverage.contained)) >
            family_error_rate / 8);
    }
  }
  CHECK(shares == 8);
  CHECK(too_few > experiments);  // waits over 20 min of P1: hardly any morning has one
}
