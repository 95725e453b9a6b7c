#include "tiersim/units.hpp"

#include <limits>

#include "tests/catch.hpp"

using namespace tiersim;

TEST_CASE("to_duration rounds half up", "[units]") {
  CHECK(to_duration(0.49) == Duration{0});
  CHECK(to_duration(0.5) == Duration{1});
  CHECK(to_duration(2.5) == Duration{3});
  CHECK(to_duration(1e12 + 0.25) == Duration{1'000'000'000'000});
}

TEST_CASE("to_duration takes any number: negative and NaN are 0, the rest saturates", "[units]") {
  CHECK(to_duration(-3) == Duration{0});
  CHECK(to_duration(std::numeric_limits<double>::quiet_NaN()) == Duration{0});
  CHECK(to_duration(std::numeric_limits<double>::infinity()) == longest_duration);
  CHECK(to_duration(1e300) == longest_duration);
}

TEST_CASE("never is beyond what a longest duration can reach, and adding to it is safe",
          "[units]") {
  CHECK(Instant{longest_duration} + longest_duration < never);
  CHECK(never + longest_duration > never);
}

TEST_CASE("durations in minutes and hours", "[units]") {
  CHECK(in_minutes(Duration{90'000}) == 1.5);
  CHECK(in_hours(Duration{5'400'000}) == 1.5);
}

TEST_CASE("money is rounded half to even", "[units]") {
  CHECK(to_money(0.125) == Money{12});
  CHECK(to_money(0.375) == Money{38});
  CHECK(to_money(-0.125) == Money{-12});
  CHECK(to_money(0.1) + to_money(0.2) == to_money(0.3));
}

TEST_CASE("money takes any number: NaN is 0, the rest saturates where two still add up",
          "[units]") {
  CHECK(to_money(std::numeric_limits<double>::quiet_NaN()) == Money{});
  CHECK(to_money(4.5e16) == Money{4'500'000'000'000'000'000});
  CHECK(to_money(1e18) == Money{4'600'000'000'000'000'000});
  CHECK(to_money(-std::numeric_limits<double>::infinity()) == Money{-4'600'000'000'000'000'000});
  CHECK(to_money(1e300) + to_money(1e300) == Money{9'200'000'000'000'000'000});
}

TEST_CASE("a span counts its days as 24 h, and no business days", "[units]") {
  CHECK(Span{}.is_zero());
  CHECK_FALSE(Span{.fixed = Duration{0}, .days = 0, .business_days = 1}.is_zero());
  const Span span{.fixed = one_hour, .days = 1.5, .business_days = 3};
  CHECK(span.elapsed() == 37 * one_hour);
}
