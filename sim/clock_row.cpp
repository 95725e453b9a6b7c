#include "sim/clock_row.hpp"

#include <algorithm>

namespace tiersim {

Instant ClockRow::due(double share) const {
  if (!runs || target == Duration{0}) return never;
  const Duration part =
      share == 1 ? target : to_duration(static_cast<double>(target.count()) * share);
  if (part < used) return Instant{Duration{-1}};
  return runs_on->add(since, part - used);
}

Duration ClockRow::used_by(Instant now) const {
  return runs ? used + runs_on->between(since, now) : used;
}

Instant ClockRow::breached_by(Instant now) const {
  if (breached != never || !runs) return breached;
  if (now - since <= target - used) return never;  // no clock is faster than time
  const Instant at = due();
  return at < now ? at : never;
}

void ClockRow::begin(Instant now) {
  started = since = now;
  used = Duration{0};
  stopped = never;
  is_resolved = false;
  runs = true;
}

void ClockRow::hold(Instant now) {
  if (!runs) return;
  if (target > Duration{0}) {
    const Duration used_now = used_by(now);
    if (used_now >= target) breached = breached_by(now);
    used = used_now;
  }
  runs = false;
}

void ClockRow::stop(Instant now) {
  hold(now);
  stopped = now;
}

void ClockRow::go_on(Instant now) {
  stopped = never;
  is_resolved = false;
  if (runs) return;
  runs = true;
  since = now;
}

void ClockRow::retarget(Duration new_target,
                        const WorkingTime& calendar,
                        std::optional<Duration> anew,
                        Instant now) {
  if (breached != never && new_target == Duration{0}) return;
  const Duration before = target;
  target = new_target;
  runs_on = &calendar;
  if (breached != never) {
    used = new_target + (used - before);
  } else if (anew) {
    used = *anew;
    if (target > Duration{0} && used > target) breached = now;
  } else if (before > Duration{0}) {
    const double share = static_cast<double>(used.count()) / static_cast<double>(before.count());
    used = std::min(target, to_duration(static_cast<double>(target.count()) * share));
  } else if (started != never) {
    started = now;  // there was nothing to use so far
    used = Duration{0};
  }
}

}  // namespace tiersim
