#include <algorithm>
#include <bit>
#include <cstddef>

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
    if (!stretches_.empty() && stretches_.back().to == interval.from) {
      stretches_.back().to = interval.to;
    } else {
      stretches_.push_back({interval.from, interval.to, sum});
    }
    sum += interval.length();
  }
  if (!stretches_.empty()) {
    const Instant first = stretches_.front().from;
    const auto length = static_cast<std::uint64_t>((stretches_.back().from - first).count());
    const auto bits = std::bit_width(length);
    const auto bits_of_slots = std::bit_width(std::uint64_t{4} * stretches_.size());
    slot_bits_ = bits > bits_of_slots ? static_cast<unsigned>(bits - bits_of_slots) : 0;
    by_time_ = slots_by([first](const Stretch& stretch) { return stretch.from - first; });
    by_open_time_ = slots_by([](const Stretch& stretch) { return stretch.before; });
  }
  stretches_.push_back({Instant::max(), Instant::max(), sum});
}

/// \param time_of  of a stretch: rises from 0.
template <class TimeOf>
WorkingTime::Slots WorkingTime::slots_by(TimeOf time_of) const {
  Slots slots;
  for (std::uint32_t i = 0; i < stretches_.size(); ++i) {
    const auto slot = static_cast<std::size_t>(time_of(stretches_[i]).count() >> slot_bits_);
    slots.resize(std::max(slots.size(), slot + 1), i == 0 ? 0 : i - 1);
  }
  return slots;
}

/// \param time  >= 0.
const WorkingTime::Stretch* WorkingTime::start_in(const Slots& slots, Duration time) const {
  const auto slot = static_cast<std::size_t>(time.count() >> slot_bits_);
  return &stretches_[slots[std::min(slot, slots.size() - 1)]];
}

/// \param t  has_begun(t).
const WorkingTime::Stretch& WorkingTime::last_begun(Instant t) const {
  const Stretch* stretch = start_in(by_time_, t - stretches_.front().from);
  while (stretch[1].from <= t) ++stretch;
  return *stretch;
}

bool WorkingTime::is_open(Instant t) const {
  return always_ || (has_begun(t) && t < last_begun(t).to);
}

Duration WorkingTime::open_until(Instant t) const {
  if (!has_begun(t)) return Duration{0};
  const Stretch& last = last_begun(t);
  return last.before + (std::min(t, last.to) - last.from);
}

Duration WorkingTime::between(Instant a, Instant b) const {
  if (b <= a) return Duration{0};
  if (always_) return b - a;
  if (!has_begun(b)) return Duration{0};
  const Stretch& last = last_begun(b);
  const Instant end = std::min(b, last.to);
  if (a >= last.from) return std::max(end - a, Duration{0});  // both in one stretch, as most are
  return last.before + (end - last.from) - open_until(a);
}

Instant WorkingTime::add(Instant from, Duration open) const {
  if (from >= never) return never;
  if (always_) return std::min(from + open, never);
  return open > Duration{0} ? reach(open_until(from) + open) : next_open(from);
}

/// The first instant at which so much open time has passed since the first opening.
/// \param sum  > 0. Exactly at a stretch's end it is that end, not the next opening.
Instant WorkingTime::reach(Duration sum) const {
  if (sum > stretches_.back().before) return never;
  const Stretch* stretch = start_in(by_open_time_, sum - Duration{1});
  while (stretch[1].before < sum) ++stretch;
  return stretch->from + (sum - stretch->before);
}

Instant WorkingTime::next_open(Instant t) const {
  if (!has_begun(t)) return std::min(stretches_.front().from, never);
  const Stretch& last = last_begun(t);
  return t < last.to ? t : std::min((&last)[1].from, never);
}

}  // namespace tiersim
