#include "sim/event_list.hpp"

#include <algorithm>
#include <random>
#include <vector>

#include "tests/catch.hpp"

using namespace tiersim;

namespace {

Instant at_ms(std::int64_t ms) { return Instant{Duration{ms}}; }

std::vector<std::uint32_t> drained(EventList& events) {
  std::vector<std::uint32_t> owners;
  while (events.size() > 0) {
    owners.push_back(events.top().owner());
    events.pop();
  }
  return owners;
}

}  // namespace

TEST_CASE("an event says when, what, whose and which it is") {
  EventList events;
  const EventNumber first = events.push(at_ms(3'155'760'000'000), EventKind::sla_share, 16'777'215);
  const Event event = events.top();
  CHECK(event.at() == at_ms(3'155'760'000'000));
  CHECK(event.kind() == EventKind::sla_share);
  CHECK(event.owner() == 16'777'215);
  CHECK(event.number() == first);
  CHECK(first != no_event);
  CHECK(events.push(at_ms(1), EventKind::work_ends, 0) == first + 1);
}

TEST_CASE("events of one instant: by kind, and of one kind the first in is the first out") {
  EventList events;
  const auto noon = at_ms(43'200'000);
  events.push(noon, EventKind::sla_share, 1);
  events.push(noon, EventKind::work_ends, 9);
  events.push(noon, EventKind::shift_ends, 2);
  events.push(noon, EventKind::work_ends, 3);
  events.push(at_ms(43'199'999), EventKind::sla_share, 4);
  events.push(noon, EventKind::work_ends, 7);
  CHECK(drained(events) == std::vector<std::uint32_t>{4, 9, 3, 7, 2, 1});
}

TEST_CASE("an empty list shows an event that never happens") {
  EventList events;
  CHECK(events.size() == 0);
  CHECK(events.top().at() > at_ms(100LL * 366 * 86'400'000));
  events.push(at_ms(5), EventKind::work_ends, 1);
  events.pop();
  CHECK(events.size() == 0);
  CHECK(events.top().at() > at_ms(100LL * 366 * 86'400'000));
}

TEST_CASE("what is years ahead waits for what comes sooner, pushed before or after it") {
  constexpr std::int64_t day = 86'400'000;
  EventList events;
  events.push(at_ms(40'000 * day), EventKind::ticket_reopens, 4);
  events.push(at_ms(9 * day), EventKind::ticket_reopens, 2);
  CHECK(events.size() == 2);
  CHECK(events.top().owner() == 2);
  events.push(at_ms(3), EventKind::work_ends, 1);
  events.push(at_ms(10 * day), EventKind::shift_starts, 3);
  CHECK(events.size() == 4);
  CHECK(drained(events) == std::vector<std::uint32_t>{1, 2, 3, 4});
}

TEST_CASE("any mix of pushes and pops comes out in order, ties included") {
  const int hours_ahead = GENERATE(0, 1, 30, 2'000);
  const std::int64_t furthest = 50 + hours_ahead * std::int64_t{3'600'000};  // ms
  std::mt19937_64 random{1};
  struct Pending {
    std::int64_t ms;
    std::uint32_t kind;
    EventNumber number;
    auto operator<=>(const Pending&) const = default;
  };
  for (int round = 0; round < 50; ++round) {
    EventList events;
    std::vector<Pending> expected;  // kept sorted
    std::int64_t now = 0;
    for (int step = 0; step < 2'000; ++step) {
      if (expected.empty() || random() % 5 < 3) {
        const auto ahead =
            static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(furthest));
        const std::int64_t ms = now + (random() % 4 == 0 ? ahead % 50 : ahead);
        const std::uint32_t kind = random() % 2;
        const EventNumber number = events.push(at_ms(ms), static_cast<EventKind>(kind), 0);
        const Pending added{ms, kind, number};
        expected.insert(std::ranges::upper_bound(expected, added), added);
      } else {
        const Event next = events.top();
        REQUIRE(next.number() == expected.front().number);
        now = expected.front().ms;
        REQUIRE(next.at() == at_ms(now));
        events.pop();
        expected.erase(expected.begin());
      }
      REQUIRE(events.size() == expected.size());
    }
  }
}
