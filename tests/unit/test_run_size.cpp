#include "analysis/run_size.hpp"

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;

namespace {

/// Four weeks of 1,000 tickets of an hour each day, round the clock.
RunSize size_of(const std::vector<std::string>& sets) {
  const Scenario scenario = test::load("horizon: {start: 2026-01-05, length: 4w}\n"
                                       "tiers: [{name: L1}]\n"
                                       "ticket_types: {access: {handle_time: {L1: 1h}}}\n"
                                       "demand: {access: {type: access, volume: 1000/day}}\n"
                                       "staff: {desk: {tier: L1, heads: 50}}\n",
                                       sets)
                                .scenario;
  return run_size(scenario, compile(scenario));
}

}  // namespace

TEST_CASE("a plan with enough people leaves nothing behind", "[run_size]") {
  const RunSize size = size_of({});
  CHECK(size.tickets == Approx(28'000));
  CHECK(size.open_at_end == 0);
  CHECK(size.where.empty());
}

TEST_CASE("what is above capacity piles up", "[run_size]") {
  // 25 heads do 600 of the 1,000 tickets a day.
  const RunSize size = size_of({"staff.desk.heads=25"});
  CHECK(size.open_at_end == Approx(28 * 400));
  CHECK(size.where == "L1 any");
  // The warm-up piles up as well.
  CHECK(size_of({"staff.desk.heads=25", "horizon.warm_up=2w"}).open_at_end == Approx(28 * 400));
}

TEST_CASE("with nobody on duty all of it piles up", "[run_size]") {
  const RunSize size = size_of({"shifts.weekend={weekly: {sat-sun: \"08:00-16:00\"}}",
                                "staff.desk.shift=weekend", "horizon.length=4d"});
  CHECK(size.open_at_end == Approx(4'000));
  CHECK(size.where == "L1 any");
}
