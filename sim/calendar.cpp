#include "tiersim/calendar.hpp"

#include <algorithm>
#include <cstddef>
#include <map>

namespace tiersim {
namespace {

using Spans = std::vector<DaySpan>;

/// The spans of a day in order, touching and overlapping ones as one, empty ones left out.
Spans merged(Spans spans) {
  std::sort(spans.begin(), spans.end(),
            [](const DaySpan& a, const DaySpan& b) { return a.from < b.from; });
  Spans out;
  for (const DaySpan& span : spans) {
    if (span.to <= span.from) continue;
    if (!out.empty() && span.from <= out.back().to) {
      out.back().to = std::max(out.back().to, span.to);
    } else {
      out.push_back(span);
    }
  }
  return out;
}

Duration open_hours(const Spans& spans) {
  Duration sum{0};
  for (const DaySpan& span : merged(spans)) sum += span.to - span.from;
  return sum;
}

bool is_whole_day(const Spans& spans) {
  const Spans one = merged(spans);
  return one.size() == 1 && one[0].from <= Duration{0} && one[0].to >= one_day;
}

std::size_t weekday_of(LocalDay day) {
  return std::chrono::weekday{day}.iso_encoding() - 1;  // Monday is 0
}

/// Intervals come in order of day; what an earlier one covers stays with it.
void append(std::vector<Interval>& out, Interval next) {
  if (!out.empty() && out.back().day == next.day && next.from <= out.back().to) {
    out.back().to = std::max(out.back().to, next.to);
    return;
  }
  if (!out.empty()) next.from = std::max(next.from, out.back().to);
  if (next.from < next.to) out.push_back(next);
}

}  // namespace

WeeklyHours WeeklyHours::always() {
  WeeklyHours hours;
  hours.days.fill({DaySpan{Duration{0}, one_day}});
  return hours;
}

bool WeeklyHours::is_always() const { return std::all_of(days.begin(), days.end(), is_whole_day); }

int WeeklyHours::open_days() const {
  return static_cast<int>(std::count_if(days.begin(), days.end(), [](const Spans& spans) {
    return open_hours(spans) > Duration{0};
  }));
}

// A day's spans may turn out empty or in another order where the clock changes, hence `append`.
std::vector<Interval> expand(const WeeklyHours& hours,
                             const std::vector<LocalDay>& holidays,
                             const LocalClock& clock,
                             LocalDay first,
                             LocalDay last) {
  std::array<Spans, 7> week;
  std::transform(hours.days.begin(), hours.days.end(), week.begin(), merged);
  std::vector<Interval> out;
  for (LocalDay day = first; day <= last; day += std::chrono::days{1}) {
    if (std::binary_search(holidays.begin(), holidays.end(), day)) continue;
    for (const DaySpan& span : week[weekday_of(day)]) {
      const Instant from = clock.to_instant(day + span.from);
      const Instant to = clock.to_instant(day + span.to);
      if (from < to) append(out, {from, to, day});
    }
  }
  return out;
}

Duration business_day(const WeeklyHours& hours) {
  std::map<Duration, int> weekdays_by_length;
  for (const Spans& spans : hours.days) {
    const Duration open = open_hours(spans);
    if (open > Duration{0}) ++weekdays_by_length[open];
  }
  Duration best{0};
  int most = 0;
  for (const auto& [length, count] : weekdays_by_length) {  // ascending: the longer wins a tie
    if (count < most) continue;
    best = length;
    most = count;
  }
  return best;
}

}  // namespace tiersim
