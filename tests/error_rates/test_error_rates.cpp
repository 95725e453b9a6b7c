// The small version of the table of error rates.

#include <boost/math/distributions/binomial.hpp>

#include "tests/catch.hpp"
#include "tests/support/check_rates.hpp"
#include "tests/support/error_rates.hpp"

using namespace tiersim::test;

namespace {

constexpr std::size_t rate_trials = 300;
constexpr double most = 0.08;  ///< of a nominal 5 %: what the table shows of the worst
/// The chance that any check fails though each kind errs no more often (Bonferroni).
constexpr double family_error = 1e-3;

/// How likely it is that so many or more err.
double chance_of(std::size_t wrong) {
  const boost::math::binomial law(rate_trials, most);
  return wrong == 0
             ? 1
             : boost::math::cdf(boost::math::complement(law, static_cast<double>(wrong - 1)));
}

}  // namespace

TEST_CASE("the gate errs about as seldom as it says: one target") {
  for (const char* const name :
       {"normal", "share, 8 % of 200 tickets", "rare share, 0.5 % of 100 tickets",
        "p90 of 50 tickets, days differ"}) {
    INFO(name);
    const ErrorRates holds = error_rates(made_up(name), 0, 0.05, rate_trials, 20'000);
    const ErrorRates missed = error_rates(made_up(name), 1, 0.05, rate_trials, 20'000);
    CHECK(chance_of(holds.fail) > family_error / 8);
    CHECK(chance_of(missed.pass) > family_error / 8);
    CHECK(holds.undecided == 0);
    CHECK(missed.undecided == 0);
  }
}

TEST_CASE("the gate errs about as seldom as it says: six targets together") {
  const ErrorRates rates =
      family_error_rates(made_up("share, 8 % of 200 tickets"), 6, 3, 0.05, 100, 20'000);
  CHECK(rates.fail <= 20);  // 8 expected at the most, and 20 with a chance of 1e-4
  CHECK(rates.pass <= 20);
}

TEST_CASE("the gate errs about as seldom as it says: simulated desks whose KPIs are known") {
  constexpr std::size_t few = 20;
  constexpr std::size_t most_wrong = 8;  // of 0.08 x 20; more with a chance of 2e-5
  const auto look = [&](const std::vector<CheckRates>& rates) {
    for (const CheckRates& row : rates) {
      INFO(row.name);
      CHECK(row.holds.fail <= most_wrong);
      CHECK(row.missed.pass <= most_wrong);
      CHECK(row.holds.trials == few);
    }
  };
  const CoveredDesk calm = covered_desk("calm morning");
  const std::vector<CheckRates> bounds = check_rates(calm, few, 400);
  CHECK(bounds.size() == calm.kpis.size());
  look(bounds);
  look(paired_check_rates(covered_desk("calm morning, a tenth less"), calm, few, 400));
}
