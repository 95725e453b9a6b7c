#pragma once
// Time and money: integral, with the unit in the type.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <compare>
#include <cstdint>

namespace tiersim {

/// A length of time in whole milliseconds.
using Duration = std::chrono::duration<std::int64_t, std::milli>;

/// The clock of a simulation: it starts with the horizon.
struct SimClock {
  using duration = Duration;
  using rep = Duration::rep;
  using period = Duration::period;
  using time_point = std::chrono::time_point<SimClock, Duration>;
  static constexpr bool is_steady = true;
};

/// Milliseconds since the start of the horizon.
using Instant = SimClock::time_point;

/// A wall-clock reading somewhere, without its zone (milliseconds since 1970-01-01 00:00 there).
using LocalTime = std::chrono::local_time<Duration>;
using LocalDay = std::chrono::local_days;

inline constexpr Duration one_second{1'000};
inline constexpr Duration one_minute{60'000};
inline constexpr Duration one_hour{3'600'000};
inline constexpr Duration one_day = 24 * one_hour;
inline constexpr double days_per_year = 365.25;
inline constexpr double days_per_month = days_per_year / 12;

/// What every drawn or computed duration saturates at: 100 years.
inline constexpr Duration longest_duration = 36'525 * one_day;
/// "Never": later than anything that can be reached, and safe to add a duration to.
inline constexpr Instant never{4 * longest_duration};

/// \param milliseconds  any number, NaN included (counts as 0).
/// \return whole milliseconds: rounded half up, at least 0, at most longest_duration.
[[nodiscard]] inline Duration to_duration(double milliseconds) {
  if (!(milliseconds > 0)) return Duration{0};
  if (milliseconds >= static_cast<double>(longest_duration.count())) return longest_duration;
  return Duration{static_cast<std::int64_t>(2 * milliseconds + 1) / 2};  // exact, unlike + 0.5
}

[[nodiscard]] constexpr double in_ms(Duration d) { return static_cast<double>(d.count()); }
[[nodiscard]] constexpr double in_minutes(Duration d) {
  return static_cast<double>(d.count()) / 60'000.0;
}
[[nodiscard]] constexpr double in_hours(Duration d) {
  return static_cast<double>(d.count()) / 3'600'000.0;
}

inline constexpr double ms_per_minute = 60'000.0;
inline constexpr double ms_per_hour = 3'600'000.0;

/// Money in minor units (cents) of the scenario's currency.
struct Money {
  std::int64_t minor = 0;
  constexpr auto operator<=>(const Money&) const = default;
  constexpr Money& operator+=(Money other) {
    minor += other.minor;
    return *this;
  }
  friend constexpr Money operator+(Money a, Money b) { return a += b; }
};

/// What every computed amount saturates at, in minor units: two of them still add up.
inline constexpr double most_minor_units = 4.6e18;

/// \param amount  in major units (EUR, USD); any number, NaN included (counts as 0).
/// \return minor units, rounded half to even, at most most_minor_units either way.
[[nodiscard]] inline Money to_money(double amount) {
  if (std::isnan(amount)) return Money{};
  const double minor = std::clamp(amount * 100.0, -most_minor_units, most_minor_units);
  return Money{static_cast<std::int64_t>(std::nearbyint(minor))};
}
/// That many times the amount; saturates as to_money does.
[[nodiscard]] inline Money times(double number, Money amount) {
  return to_money(number * static_cast<double>(amount.minor) / 100.0);
}

/// A duration as a planner writes it: what `d`, `w` and `bd` mean depends on where it stands
/// (semantics.md, "Time"), so that the parts are kept apart until that is known.
struct Span {
  Duration fixed{0};         ///< h, m, s, ms
  double days = 0;           ///< d and w: local calendar days in a horizon, else 24 h each
  double business_days = 0;  ///< bd: days of open hours of the calendar at hand
  bool operator==(const Span&) const = default;

  /// Elapsed time where a day is 24 h; business days are not counted.
  [[nodiscard]] Duration elapsed() const {
    return fixed + to_duration(days * static_cast<double>(one_day.count()));
  }
  [[nodiscard]] bool is_zero() const {
    return fixed.count() == 0 && days == 0 && business_days == 0;
  }
};

}  // namespace tiersim
