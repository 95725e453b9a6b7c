// Cross-checks of the horizon, calendars and shifts.

#include <span>

#include "sim/checker.hpp"

namespace tiersim {
namespace {

constexpr std::size_t most_breaks = 48;  ///< of a shift

void check_horizon(Checker& checker) {
  const Horizon& horizon = checker.scenario().horizon;
  checker.expect_zone("horizon.time_zone", horizon.time_zone);
  if (checker.has_failed("horizon")) return;
  if (horizon.length.is_zero()) {
    return checker.fail("horizon.length", "the horizon has no length", "",
                        "write for example `13w`");
  }
  const Duration uncounted = horizon.warm_up.length.elapsed() + horizon.cool_down.elapsed();
  if (uncounted >= horizon.length.elapsed()) {
    checker.fail("horizon.length",
                 fmt::format("warm-up and cool-down fill the whole horizon of {}",
                             span_text(horizon.length)),
                 "tickets are counted between them", "write a longer horizon");
  }
}

template <class Hours>
void check_hours(Checker& checker, const std::string& path, const Hours& hours) {
  if (hours.time_zone) checker.expect_zone(path + ".time_zone", *hours.time_zone);
  if (hours.weekly.open_days() == 0) {
    checker.fail(path + ".weekly", "there are no hours on any day", "",
                 "write for example `{mon-fri: \"08:00-18:00\"}`");
  }
}

/// Does the break lie inside a span, on the day of the span or after midnight?
bool is_inside(const Break& pause, const DaySpan& span) {
  return std::ranges::any_of(std::array{Duration{0}, one_day}, [&](Duration later) {
    return pause.at + later >= span.from && pause.at + later + pause.length <= span.to;
  });
}

bool is_inside_any(const Break& pause, const WeeklyHours& weekly) {
  return std::ranges::any_of(weekly.days, [&](const std::vector<DaySpan>& spans) {
    return std::ranges::any_of(spans, [&](const DaySpan& span) { return is_inside(pause, span); });
  });
}

void check_break(Checker& checker,
                 const std::string& path,
                 const Break& pause,
                 const WeeklyHours& weekly) {
  if (pause.length.count() <= 0) {
    checker.fail(path, "the break has no length", "", "write for example `for: 30m`");
  } else if (!is_inside_any(pause, weekly)) {
    checker.fail(path,
                 fmt::format("the break at {} lies outside the shift", time_of_day_text(pause.at)),
                 "it must lie inside a span of hours of at least one day");
  }
}

/// The first of these breaks that shares time with the last of them.
const Break* find_overlap(std::span<const Break> breaks) {
  const Break& last = breaks.back();
  const auto overlaps = [&](const Break& other) {
    return last.at < other.at + other.length && other.at < last.at + last.length;
  };
  const auto earlier = breaks.first(breaks.size() - 1);
  const auto found = std::find_if(earlier.begin(), earlier.end(), overlaps);
  return found == earlier.end() ? nullptr : &*found;
}

void check_breaks(Checker& checker, const std::string& shift_path, const Shift& shift) {
  const std::span<const Break> breaks{shift.breaks};
  if (breaks.size() > most_breaks) {
    return checker.fail(shift_path + ".breaks", fmt::format("{} breaks", breaks.size()),
                        fmt::format("at most {}", most_breaks));
  }
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    const std::string path = fmt::format("{}.breaks.{}", shift_path, i);
    check_break(checker, path, breaks[i], shift.weekly);
    if (const Break* const other = find_overlap(breaks.first(i + 1))) {
      checker.fail(path, fmt::format("the breaks at {} and {} overlap", time_of_day_text(other->at),
                                     time_of_day_text(breaks[i].at)));
    }
  }
}

}  // namespace

void check_time(Checker& checker) {
  check_horizon(checker);
  for (const auto& [name, calendar] : checker.scenario().calendars) {
    check_hours(checker, "calendars." + name, calendar);
  }
  for (const auto& [name, shift] : checker.scenario().shifts) {
    const std::string path = "shifts." + name;
    check_hours(checker, path, shift);
    if (!checker.has_failed(path + ".weekly")) check_breaks(checker, path, shift);
    if (shift.holidays) checker.expect_calendar(path + ".holidays", *shift.holidays);
  }
}

}  // namespace tiersim
