#include <algorithm>
#include <cstddef>
#include <iterator>

#include "tiersim/calendar.hpp"

namespace tiersim {

WorkingTime WorkingTime::always() {
  WorkingTime time;
  time.always_ = true;
  return time;
}

WorkingTime::WorkingTime(const std::vector<Interval>& open) {
  Duration sum{0};
  for (const Interval& interval : open) {
    if (interval.to <= interval.from) continue;
    if (!to_.empty() && to_.back() == interval.from) {
      to_.back() = interval.to;
    } else {
      from_.push_back(interval.from);
      to_.push_back(interval.to);
      before_.push_back(sum);
    }
    sum += interval.length();
  }
}

bool WorkingTime::is_open(Instant t) const {
  if (always_) return true;
  const auto next = std::upper_bound(from_.begin(), from_.end(), t);
  return next != from_.begin() && t < to_[static_cast<std::size_t>(next - from_.begin()) - 1];
}

Duration WorkingTime::open_until(Instant t) const {
  const auto next = std::upper_bound(from_.begin(), from_.end(), t);
  if (next == from_.begin()) return Duration{0};
  const auto i = static_cast<std::size_t>(next - from_.begin()) - 1;
  return before_[i] + (std::min(t, to_[i]) - from_[i]);
}

Duration WorkingTime::between(Instant a, Instant b) const {
  if (b <= a) return Duration{0};
  return always_ ? b - a : open_until(b) - open_until(a);
}

Instant WorkingTime::add(Instant from, Duration open) const {
  if (from >= never) return never;
  if (always_) return std::min(from + open, never);
  return open > Duration{0} ? reach(open_until(from) + open) : next_open(from);
}

/// The first instant at which so much open time has passed since the first opening.
/// \param sum  > 0. Exactly at an interval's end it is that end, not the next opening.
Instant WorkingTime::reach(Duration sum) const {
  const auto next = std::lower_bound(before_.begin(), before_.end(), sum);
  const auto i = static_cast<std::size_t>(next - before_.begin()) - 1;
  if (before_.empty() || sum - before_[i] > to_[i] - from_[i]) return never;
  return from_[i] + (sum - before_[i]);
}

Instant WorkingTime::next_open(Instant t) const {
  const auto end = std::upper_bound(to_.begin(), to_.end(), t);
  if (end == to_.end()) return never;
  return std::max(t, from_[static_cast<std::size_t>(end - to_.begin())]);
}

}  // namespace tiersim
