#pragma once
// The texts in which planners write values: numbers with their units, times, dates, hours.
// Each reader takes the whole text, and gives the value or says what is wrong with it.

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tiersim/calendar.hpp"
#include "tiersim/scenario.hpp"
#include "tiersim/units.hpp"

namespace tiersim {

/// A Problem that does not know its place yet.
struct Complaint {
  std::string what;
  std::string why;
  std::string suggestion;
};

/// A value, or why there is none.
template <class T>
class Parsed {
 public:
  Parsed(T value) : result_{std::move(value)} {}
  Parsed(Complaint complaint) : result_{std::move(complaint)} {}

  explicit operator bool() const { return std::holds_alternative<T>(result_); }
  [[nodiscard]] const T& operator*() const { return std::get<T>(result_); }
  [[nodiscard]] const T* operator->() const { return &std::get<T>(result_); }
  [[nodiscard]] const Complaint& complaint() const { return std::get<Complaint>(result_); }

 private:
  std::variant<T, Complaint> result_;
};

// ---- Numbers

/// A finite number: `14`, `0.8`, `-3`, `1e6`. No unit, no `%`.
[[nodiscard]] Parsed<double> parse_number(std::string_view text);
/// A whole number >= 0.
[[nodiscard]] Parsed<std::uint64_t> parse_whole(std::string_view text);
/// A share with its `%`: `65%` is 0.65. Any sign and size; the range is the caller's affair.
[[nodiscard]] Parsed<double> parse_percent(std::string_view text);
/// A factor: `1.6` or `160%`.
[[nodiscard]] Parsed<double> parse_factor(std::string_view text);
/// Growth: `2%/month` is 0.02.
[[nodiscard]] Parsed<double> parse_growth(std::string_view text);
/// Volume of demand: `80/bd`, `1.6/h`, `96/min` (as 5,760 an hour), `/day`, `/week`, `/month`.
[[nodiscard]] Parsed<Volume> parse_volume(std::string_view text);

/// A bound of a KPI, in the units of Target::bound.
struct Bound {
  Comparison comparison = Comparison::at_most;
  double value = 0;
  BoundUnit unit = BoundUnit::number;
};
/// `>= 65%`, `<= 4h`, `<= 55`.
[[nodiscard]] Parsed<Bound> parse_bound(std::string_view text);

/// `2%` of a value, or `1pp`: one percentage point of a share. Above 0, below 100.
[[nodiscard]] Parsed<Margin> parse_margin(std::string_view text);

/// Whole numbers, both ends included.
struct WholeRange {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};
/// `8..16`: low <= high < 10^9.
[[nodiscard]] Parsed<WholeRange> parse_range(std::string_view text);

// ---- Lengths of time, dates and hours

/// Which units a length of time may have where it stands (semantics.md, "Time").
enum class TimeUnits : std::uint8_t {
  work,     ///< ms, s, m, h
  elapsed,  ///< and d, w, as 24 h each
  horizon,  ///< and d, w, as local calendar days
  clock,    ///< and d, w, bd
};

/// `20m`, `1h30m`, `1.5h`, `250ms`, `2bd`, `13w`; at most 100 years.
[[nodiscard]] Parsed<Span> parse_span(std::string_view text, TimeUnits units);
/// The units in words: "ms, s, m or h".
[[nodiscard]] std::string_view unit_list(TimeUnits units);

/// `2026-01-05`; years 1970 to 2200.
[[nodiscard]] Parsed<LocalDay> parse_date(std::string_view text);
/// `08:00`, `17:30:15`; `24:00` is the end of the day.
[[nodiscard]] Parsed<Duration> parse_time_of_day(std::string_view text);
/// `tue`: 1. Monday is 0.
[[nodiscard]] Parsed<unsigned> parse_weekday(std::string_view text);

using DaySet = std::array<bool, 7>;  ///< Monday first
/// `mon-fri`, `sat`, `mon,wed`, `fri-mon`.
[[nodiscard]] Parsed<DaySet> parse_days(std::string_view text);
/// `08:00-18:00`; several with commas; past midnight `22:00-06:00`.
[[nodiscard]] Parsed<std::vector<DaySpan>> parse_day_spans(std::string_view text);

inline constexpr std::array<std::string_view, 7> weekday_names = {"mon", "tue", "wed", "thu",
                                                                  "fri", "sat", "sun"};
inline constexpr std::array<std::string_view, 12> month_names = {
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

// ---- Back to text: each is read again as exactly the same value.

[[nodiscard]] std::string number_text(double number);      ///< the shortest that is exact
[[nodiscard]] std::string percent_text(double share);      ///< 0.65: "65%"
[[nodiscard]] std::string duration_text(Duration length);  ///< "1h30m", "0m"
[[nodiscard]] std::string span_text(const Span& span);     ///< "2bd", "13w", "1h"
[[nodiscard]] std::string date_text(LocalDay day);
[[nodiscard]] std::string time_of_day_text(Duration time);  ///< "08:00"; below 48 h
[[nodiscard]] std::string day_spans_text(const std::vector<DaySpan>& spans);
[[nodiscard]] std::string volume_text(const Volume& volume);
[[nodiscard]] std::string margin_text(const Margin& margin);

}  // namespace tiersim
