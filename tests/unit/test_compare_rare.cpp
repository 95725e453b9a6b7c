// Differences of rare shares: hand-worked, and against the intervals of both shares.

#include <cmath>
#include <string_view>
#include <vector>

#include "tests/catch.hpp"
#include "tiersim/compare.hpp"

using namespace tiersim;
using Catch::Approx;

namespace {

/// Two plans with so many tickets in each replication, and these of the kind that is counted.
struct TwoPlans {
  std::vector<double> base;
  std::vector<double> plan;
  double tickets = 100;
  std::string_view kpi = "sla_breach_rate";

  [[nodiscard]] std::vector<double> tickets_of() const {
    return std::vector<double>(base.size(), tickets);
  }
  [[nodiscard]] PairedDifference difference(double level = 0.95) const {
    const std::vector<double> all = tickets_of();
    const RatioSamples of_base{base, all};
    const RatioSamples of_plan{plan, all};
    const Influences on_base = influences_on_ratio(of_base);
    const Influences on_plan = influences_on_ratio(of_plan);
    KpiCell cell;
    cell.kpi = find_kpi(kpi);
    return compared_difference(cell, {*ratio_of_sums(of_base), of_base, on_base},
                               {*ratio_of_sums(of_plan), of_plan, on_plan}, level);
  }
};

/// So many replications, of which the first have one each.
std::vector<double> first_have_one(std::size_t replications, std::size_t first) {
  std::vector<double> numbers(replications, 0);
  for (std::size_t i = 0; i < first; ++i) numbers[i] = 1;
  return numbers;
}

}  // namespace

TEST_CASE("a share that differs in three of fifty replications is too few to tell") {
  const TwoPlans plans{first_have_one(50, 3), first_have_one(50, 0)};
  const PairedDifference found = plans.difference();
  CHECK(found.told_by == 3);
  CHECK(found.of == 50);
  CHECK(found.is_too_few());
  CHECK_FALSE(found.is_significant());
  REQUIRE(found.interval);
  // Nothing in the plan: no correlation. Student's ends are 0.0006 -+ 2.0096 x 0.000339.
  const auto of_base = share_interval({plans.base, plans.tickets_of()}, 0.95);
  const auto of_plan = share_interval({plans.plan, plans.tickets_of()}, 0.95);
  CHECK(of_plan->low == 0);
  CHECK(found.interval->low == Approx(-0.0006 - (of_base->high - 0.0006)));
  CHECK(found.interval->high == Approx(-0.0006 + std::hypot(of_plan->high, 0.0006 - of_base->low)));
}

TEST_CASE("five replications that differ are enough; a few replications that all do are, too") {
  CHECK_FALSE(TwoPlans{first_have_one(50, 5), first_have_one(50, 0)}.difference().is_too_few());
  CHECK_FALSE(TwoPlans{first_have_one(3, 3), first_have_one(3, 0)}.difference().is_too_few());
  CHECK(TwoPlans{first_have_one(5, 4), first_have_one(5, 0)}.difference().is_too_few());
}

TEST_CASE("of what nobody has seen there is no interval") {
  const PairedDifference none = TwoPlans{first_have_one(50, 0), first_have_one(50, 0)}.difference();
  CHECK_FALSE(none.interval);
  CHECK(none.is_too_few());
  CHECK(none.told_by == 0);
}

TEST_CASE("what is the same in all replications is exact where it was seen often enough") {
  const PairedDifference often =
      TwoPlans{first_have_one(50, 20), first_have_one(50, 20)}.difference();
  CHECK(often.told_by == 20);
  CHECK_FALSE(often.is_too_few());
  REQUIRE(often.interval);
  CHECK(often.interval->half_width() == 0);
  CHECK(TwoPlans{first_have_one(50, 3), first_have_one(50, 3)}.difference().is_too_few());
}

TEST_CASE("of a share near 1 those count that are not in it") {
  std::vector<double> base(50, 100);
  std::vector<double> plan(50, 100);
  base[7] = 99;
  plan[9] = 98;
  const PairedDifference found = TwoPlans{base, plan}.difference();
  CHECK(found.told_by == 2);
  CHECK(found.is_too_few());
}

TEST_CASE("the interval of a share that differs often is Student's alone") {
  const TwoPlans plans{first_have_one(50, 40), first_have_one(50, 5)};
  const std::vector<double> all = plans.tickets_of();
  const PairedDifference found = plans.difference();
  CHECK(found.told_by == 35);
  const PairedDifference student = paired_difference(-0.007, influences_on_ratio({plans.base, all}),
                                                     influences_on_ratio({plans.plan, all}), 0.95);
  CHECK(found.interval->low == Approx(student.interval->low));
  CHECK(found.interval->high == Approx(student.interval->high));
}

TEST_CASE("a total that differs in few replications is told, and one that nobody has") {
  TwoPlans plans{first_have_one(50, 2), first_have_one(50, 0)};
  plans.kpi = "penalties";
  CHECK(plans.difference().is_too_few());
  TwoPlans none{first_have_one(50, 0), first_have_one(50, 0)};
  none.kpi = "penalties";
  CHECK(none.difference().is_too_few());
  TwoPlans same{first_have_one(50, 20), first_have_one(50, 20)};
  same.kpi = "penalties";
  CHECK_FALSE(same.difference().is_too_few());
}
