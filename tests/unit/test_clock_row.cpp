#include "sim/clock_row.hpp"

#include "tests/catch.hpp"

using namespace tiersim;

namespace {

constexpr Instant at(int hour, int minute = 0) {
  return Instant{hour * one_hour + minute * one_minute};
}

/// Hours 8 to 18 of the first three days.
const WorkingTime& office() {
  static const WorkingTime hours{{{at(8), at(18), {}}, {at(32), at(42), {}}, {at(56), at(66), {}}}};
  return hours;
}
const WorkingTime& always() {
  static const WorkingTime hours = WorkingTime::always();
  return hours;
}

ClockRow started(Duration target, Instant from) {
  ClockRow clock;
  clock.target = target;
  clock.runs_on = &office();
  clock.begin(from);
  return clock;
}

constexpr std::optional<Duration> share_kept;

}  // namespace

TEST_CASE("a clock runs in the open hours of its calendar, and stands still between") {
  ClockRow clock = started(4 * one_hour, at(17));
  CHECK(clock.due() == at(35));
  CHECK(clock.due(0.25) == at(18));
  clock.hold(at(33));
  CHECK(clock.used == 2 * one_hour);
  CHECK(clock.due() == never);
  clock.go_on(at(40));
  CHECK(clock.due() == at(42));
  clock.stop(at(42));
  CHECK(clock.breached == never);
  CHECK(clock.used == 4 * one_hour);
}

TEST_CASE("re-targeted, a clock keeps the share that it has used") {
  ClockRow clock = started(4 * one_hour, at(9));
  clock.hold(at(10));
  clock.retarget(2 * one_hour, always(), share_kept, at(10));
  CHECK(clock.used == 30 * one_minute);
  clock.go_on(at(10));
  CHECK(clock.due() == at(11, 30));
  clock.hold(at(11));
  clock.retarget(4 * one_hour, office(), share_kept, at(11));
  clock.go_on(at(11));
  CHECK(clock.used == 3 * one_hour);
  CHECK(clock.due() == at(12));
}

TEST_CASE("re-targeted while it stands still, it goes on with that share") {
  ClockRow clock = started(4 * one_hour, at(9));
  clock.hold(at(12));
  clock.retarget(1 * one_hour, office(), share_kept, at(14));
  CHECK(clock.used == 45 * one_minute);
  CHECK(clock.breached_by(at(20)) == never);
  clock.go_on(at(15));
  CHECK(clock.due() == at(15, 15));
}

TEST_CASE("re-targeted from its start, it may be breached at once") {
  ClockRow clock = started(4 * one_hour, at(9));
  clock.hold(at(12));
  clock.retarget(3 * one_hour, office(), 3 * one_hour, at(14));
  CHECK(clock.breached == never);  // used to the millisecond
  clock.retarget(2 * one_hour, office(), 3 * one_hour, at(15));
  CHECK(clock.breached == at(15));
  clock.go_on(at(16));
  CHECK(clock.used_by(at(17)) == 4 * one_hour);
}

TEST_CASE("a breach is kept for good, and so is the time past the target") {
  for (const std::optional<Duration> anew : {share_kept, std::optional{90 * one_minute}}) {
    ClockRow clock = started(1 * one_hour, at(9));
    clock.hold(at(10, 30));
    CHECK(clock.breached == at(10));
    clock.retarget(8 * one_hour, always(), anew, at(10, 30));
    CHECK(clock.breached == at(10));
    CHECK(clock.used - clock.target == 30 * one_minute);
    clock.retarget(Duration{0}, office(), anew, at(10, 30));
    CHECK(clock.target == 8 * one_hour);  // no target: as it was
  }
}

TEST_CASE("a target that goes takes its clock with it; one that comes starts it") {
  ClockRow clock = started(4 * one_hour, at(9));
  clock.hold(at(10));
  clock.retarget(Duration{0}, office(), share_kept, at(10));
  clock.go_on(at(10));
  CHECK(clock.due() == never);
  CHECK(clock.breached_by(at(17)) == never);
  clock.hold(at(17));
  clock.retarget(2 * one_hour, office(), share_kept, at(17));
  CHECK(clock.started == at(17));
  CHECK(clock.used == Duration{0});
  clock.go_on(at(17));
  CHECK(clock.due() == at(33));
  // From its start: as if it had always been there.
  ClockRow other = started(Duration{0}, at(9));
  other.hold(at(11));
  other.retarget(3 * one_hour, office(), 2 * one_hour, at(11));
  CHECK(other.started == at(9));
  CHECK(other.used == 2 * one_hour);
}
