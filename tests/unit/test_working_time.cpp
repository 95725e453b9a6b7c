#include <random>

#include "tests/catch.hpp"
#include "tiersim/calendar.hpp"

using namespace tiersim;
using namespace std::chrono;
using namespace std::chrono_literals;

namespace {

/// Two weeks of Monday to Friday, 09:00 to 18:00, the horizon starting on a Monday in UTC.
WorkingTime office() {
  std::vector<Interval> open;
  for (const int day : {0, 1, 2, 3, 4, 7, 8, 9, 10, 11}) {
    open.push_back({Instant{day * 24h + 9h}, Instant{day * 24h + 18h}});
  }
  return WorkingTime{open};
}

Instant at(int day, Duration time) { return Instant{day * one_day + time}; }
constexpr int friday = 4;
constexpr int saturday = 5;
constexpr int next_monday = 7;

}  // namespace

TEST_CASE("four hours from Friday evening end on Monday", "[working_time]") {
  CHECK(office().add(at(friday, 17h), 4h) == at(next_monday, 12h));
  CHECK(office().between(at(friday, 17h), at(next_monday, 12h)) == 4h);
  CHECK(office().add(at(saturday, 3h), 1h) == at(next_monday, 10h));
}

TEST_CASE("what ends with the day ends then, not with the next opening", "[working_time]") {
  CHECK(office().add(at(friday, 17h), 1h) == at(friday, 18h));
  CHECK(office().add(at(friday, 17h), 1h + 1ms) == at(next_monday, 9h + 1ms));
}

TEST_CASE("no time at all ends at the first open instant", "[working_time]") {
  CHECK(office().add(at(friday, 12h), 0h) == at(friday, 12h));
  CHECK(office().add(at(friday, 18h), 0h) == at(next_monday, 9h));
  CHECK(office().add(at(saturday, 0h), 0h) == at(next_monday, 9h));
  CHECK(office().add(at(0, 0h), 0h) == at(0, 9h));
}

TEST_CASE("an opening is open, a closing is closed", "[working_time]") {
  CHECK(office().is_open(at(0, 9h)));
  CHECK(office().is_open(at(0, 18h - 1ms)));
  CHECK_FALSE(office().is_open(at(0, 18h)));
  CHECK_FALSE(office().is_open(at(0, 9h - 1ms)));
  CHECK_FALSE(office().is_open(at(100, 9h)));
}

TEST_CASE("open time between two instants", "[working_time]") {
  CHECK(office().between(at(0, 0h), at(14, 0h)) == 90h);
  CHECK(office().between(at(0, 10h), at(0, 10h)) == 0h);
  CHECK(office().between(at(1, 10h), at(0, 10h)) == 0h);
  CHECK(office().between(at(saturday, 0h), at(next_monday, 9h)) == 0h);
}

TEST_CASE("time that runs out never comes", "[working_time]") {
  CHECK(office().add(at(0, 0h), 90h) == at(11, 18h));
  CHECK(office().add(at(0, 0h), 90h + 1ms) == never);
  CHECK(office().add(at(11, 18h), 0h) == never);
  CHECK(office().add(never, 1h) == never);
}

TEST_CASE("what is never open counts nothing", "[working_time]") {
  const WorkingTime none{{}};
  CHECK_FALSE(none.is_always());
  CHECK_FALSE(none.is_open(Instant{}));
  CHECK(none.between(Instant{}, never) == 0h);
  CHECK(none.add(Instant{}, 0h) == never);
  CHECK(none.add(Instant{}, 1h) == never);
}

TEST_CASE("what is always open counts all", "[working_time]") {
  const WorkingTime all = WorkingTime::always();
  CHECK(all.is_always());
  CHECK(all.is_open(Instant{-1h}));
  CHECK(all.between(at(0, 1h), at(3, 2h)) == 73h);
  CHECK(all.add(at(0, 1h), 73h) == at(3, 2h));
  CHECK(all.add(never, longest_duration) == never);
}

TEST_CASE("intervals that touch count as one", "[working_time]") {
  const WorkingTime days{{{at(0, 0h), at(1, 0h)}, {at(1, 0h), at(2, 0h)}}};
  CHECK(days.is_open(at(1, 0h)));
  CHECK(days.add(at(0, 12h), 12h) == at(1, 0h));
  CHECK(days.add(at(1, 0h), 0h) == at(1, 0h));
  CHECK(days.between(at(0, 12h), at(1, 12h)) == 24h);
}

TEST_CASE("open time is what a look at every stretch gives", "[working_time][property]") {
  std::mt19937_64 random{7};
  const auto up_to = [&](std::int64_t most) {
    return Duration{static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most + 1))};
  };
  for (int round = 0; round < 100; ++round) {
    // Long ones and short ones, the first before the horizon's start.
    std::vector<Interval> open;
    Instant end{Duration{-300}};
    while (open.size() < 20) {
      const Instant from = end + up_to(round % 2 == 0 ? 20 : 2'000);
      end = from + up_to(random() % 3 == 0 ? 1'000 : 5);
      open.push_back({from, end});
    }
    const WorkingTime time{open};
    const std::int64_t span = (end - open.front().from).count() + 200;
    for (int i = 0; i < 100; ++i) {
      const Instant a = open.front().from - Duration{100} + up_to(span);
      const Instant b = open.front().from - Duration{100} + up_to(span);
      Duration sum{0};
      bool is_in = false;
      for (const Interval& one : open) {
        sum += std::max(std::min(b, one.to) - std::max(a, one.from), Duration{0});
        is_in = is_in || (one.from <= a && a < one.to);
      }
      REQUIRE(time.between(a, b) == sum);
      REQUIRE(time.is_open(a) == is_in);
    }
  }
}

TEST_CASE("adding and measuring undo each other", "[working_time][property]") {
  std::mt19937_64 random{20240325};
  const auto up_to = [&](std::int64_t most) {
    return Duration{static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most + 1))};
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<Interval> open;
    Instant end{};
    while (open.size() < 12) {
      const Instant from = end + up_to(20);  // some touch
      end = from + up_to(30);                // some are empty
      open.push_back({from, end});
    }
    const WorkingTime time{open};
    for (int i = 0; i < 100; ++i) {
      const Instant from{up_to(400)};
      const Duration span = up_to(200);
      const Instant reached = time.add(from, span);
      const Duration left = time.between(from, never);
      if (span > Duration{0}) REQUIRE((reached == never) == (span > left));
      if (reached == never) continue;
      REQUIRE(reached >= from);
      REQUIRE(time.between(from, reached) == span);
      if (span > Duration{0}) {
        REQUIRE(time.between(from, reached - 1ms) == span - 1ms);  // and no earlier
      } else {
        REQUIRE(time.is_open(reached));
      }
    }
  }
}
