#include <algorithm>

#include "tests/catch.hpp"
#include "tiersim/calendar.hpp"
#include "tiersim/problem.hpp"

using namespace tiersim;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

sys_time<Duration> utc(year_month_day date, Duration time = {}) { return sys_days{date} + time; }
LocalTime local(year_month_day date, Duration time = {}) { return local_days{date} + time; }

/// A zone's clock over the year 2024, whose horizon starts with it.
struct Year2024 {
  sys_time<Duration> start = utc(2024y / January / 1);
  LocalClock clock;
  explicit Year2024(const std::string& zone) : clock{zone, start, utc(2025y / January / 1)} {}

  [[nodiscard]] LocalTime to_local(sys_time<Duration> t) const {
    return clock.to_local(Instant{t - start});
  }
  [[nodiscard]] sys_time<Duration> to_utc(LocalTime t) const {
    return start + clock.to_instant(t).time_since_epoch();
  }
};

}  // namespace

TEST_CASE("Paris puts the clock forward and back", "[local_clock]") {
  const Year2024 paris{"Europe/Paris"};
  CHECK(paris.to_local(utc(2024y / March / 31, 1h - 1ms)) == local(2024y / March / 31, 2h - 1ms));
  CHECK(paris.to_local(utc(2024y / March / 31, 1h)) == local(2024y / March / 31, 3h));
  CHECK(paris.to_local(utc(2024y / October / 27, 1h - 1ms)) ==
        local(2024y / October / 27, 3h - 1ms));
  CHECK(paris.to_local(utc(2024y / October / 27, 1h)) == local(2024y / October / 27, 2h));
  CHECK(paris.to_utc(local(2024y / July / 1, 12h)) == utc(2024y / July / 1, 10h));
}

TEST_CASE("New York puts the clock forward and back", "[local_clock]") {
  const Year2024 new_york{"America/New_York"};
  CHECK(new_york.to_local(utc(2024y / March / 10, 7h - 1ms)) ==
        local(2024y / March / 10, 2h - 1ms));
  CHECK(new_york.to_local(utc(2024y / March / 10, 7h)) == local(2024y / March / 10, 3h));
  CHECK(new_york.to_local(utc(2024y / November / 3, 6h - 1ms)) ==
        local(2024y / November / 3, 2h - 1ms));
  CHECK(new_york.to_local(utc(2024y / November / 3, 6h)) == local(2024y / November / 3, 1h));
}

TEST_CASE("a local time that does not exist moves forward by the gap", "[local_clock]") {
  const Year2024 paris{"Europe/Paris"};
  CHECK(paris.to_utc(local(2024y / March / 31, 2h)) == utc(2024y / March / 31, 1h));
  CHECK(paris.to_utc(local(2024y / March / 31, 2h + 30min)) ==
        utc(2024y / March / 31, 1h + 30min));  // read there as 03:30
  CHECK(paris.to_utc(local(2024y / March / 31, 3h)) == utc(2024y / March / 31, 1h));
  const Year2024 new_york{"America/New_York"};
  CHECK(new_york.to_utc(local(2024y / March / 10, 2h + 15min)) ==
        utc(2024y / March / 10, 7h + 15min));
}

TEST_CASE("of a local time that exists twice the first is meant", "[local_clock]") {
  const Year2024 paris{"Europe/Paris"};
  CHECK(paris.to_utc(local(2024y / October / 27, 2h)) == utc(2024y / October / 27, 0h));
  CHECK(paris.to_utc(local(2024y / October / 27, 3h - 1ms)) == utc(2024y / October / 27, 1h - 1ms));
  CHECK(paris.to_utc(local(2024y / October / 27, 3h)) == utc(2024y / October / 27, 2h));
  const Year2024 new_york{"America/New_York"};
  CHECK(new_york.to_utc(local(2024y / November / 3, 1h + 30min)) ==
        utc(2024y / November / 3, 5h + 30min));
}

TEST_CASE("Kolkata is half an hour off, Lord Howe Island changes by half an hour",
          "[local_clock]") {
  const Year2024 kolkata{"Asia/Kolkata"};
  CHECK(kolkata.to_local(utc(2024y / May / 1)) == local(2024y / May / 1, 5h + 30min));
  CHECK(kolkata.clock.day_of(Instant{18h + 30min}) == local_days{2024y / January / 2});
  CHECK(kolkata.clock.day_of(Instant{18h + 30min - 1ms}) == local_days{2024y / January / 1});
  const Year2024 lord_howe{"Australia/Lord_Howe"};
  CHECK(lord_howe.to_local(utc(2024y / April / 6, 15h - 1ms)) ==
        local(2024y / April / 7, 2h - 1ms));
  CHECK(lord_howe.to_local(utc(2024y / April / 6, 15h)) == local(2024y / April / 7, 1h + 30min));
}

TEST_CASE("what is read off the clock leads back, but for the second of two readings",
          "[local_clock]") {
  for (const char* zone : {"Europe/Paris", "America/New_York", "Asia/Kolkata", "UTC",
                           "Australia/Lord_Howe", "America/Santiago"}) {
    INFO(zone);
    const Year2024 year{zone};
    Duration repeated{0};
    for (Instant t{}; t < Instant{366 * one_day}; t += 10min) {
      const Instant back = year.clock.to_instant(year.clock.to_local(t));
      if (back != t) repeated += 10min;
      if (back > t || t - back > one_hour) FAIL("minute " << in_minutes(t.time_since_epoch()));
    }
    CHECK(repeated <= one_hour);
  }
}

TEST_CASE("the clock knows the days before its start, for shifts under way", "[local_clock]") {
  const LocalClock clock{"Europe/Paris", utc(2024y / April / 1), utc(2024y / April / 8)};
  CHECK(clock.to_instant(local(2024y / March / 30)) ==
        Instant{utc(2024y / March / 29, 23h) - utc(2024y / April / 1)});
}

TEST_CASE("the years to come have their changes of the hour", "[local_clock]") {
  const LocalClock clock{"Europe/Paris", utc(2026y / January / 1), utc(2037y / January / 1)};
  const Duration to_summer = utc(2036y / July / 1) - utc(2026y / January / 1);
  CHECK(clock.to_local(Instant{to_summer}) == local(2036y / July / 1, 2h));
}

TEST_CASE("to_sys follows the same rules", "[local_clock]") {
  CHECK(to_sys("Europe/Paris", local(2024y / July / 1)) == utc(2024y / June / 30, 22h));
  CHECK(to_sys("Europe/Paris", local(2024y / March / 31, 2h + 30min)) ==
        utc(2024y / March / 31, 1h + 30min));
  CHECK(to_sys("America/New_York", local(2024y / November / 3, 1h)) ==
        utc(2024y / November / 3, 5h));
  CHECK(to_sys("Pacific/Kiritimati", local(2024y / January / 1)) ==
        utc(2023y / December / 31, 10h));
  CHECK(to_sys("Pacific/Pago_Pago", local(2024y / January / 1)) == utc(2024y / January / 1, 11h));
}

TEST_CASE("zones are known by their names in the database", "[local_clock]") {
  CHECK(is_zone("Europe/Paris"));
  CHECK(is_zone("UTC"));
  CHECK_FALSE(is_zone("Europe/Pariss"));
  CHECK_FALSE(is_zone(""));
  const std::vector<std::string> names = zone_names();
  CHECK(names.size() > 300);
  CHECK(std::all_of(names.begin(), names.end(), is_zone));
}

TEST_CASE("the zone of whatever machine this is has no name in a scenario", "[local_clock]") {
  CHECK_FALSE(is_zone("localtime"));
  CHECK_FALSE(is_zone("posixrules"));
}

TEST_CASE("an unknown zone is bad input", "[local_clock]") {
  CHECK_THROWS_AS(to_sys("Mars/Olympus", local(2024y / July / 1)), BadInput);
}
