#pragma once
// Figures as people read them: with thousands separators and units that suit their size.

#include <optional>
#include <string>
#include <string_view>

#include "tiersim/estimate.hpp"
#include "tiersim/kpi.hpp"

namespace tiersim {

/// Shown where there is nothing to show.
inline constexpr std::string_view nothing_text = "-";

/// 1234567.891 with 1 decimal: "1,234,567.9".
[[nodiscard]] std::string grouped(double number, int decimals);
/// "1,235"; with a decimal below 100 unless it is whole.
[[nodiscard]] std::string count_text(double count);
/// A length of time in seconds, minutes, hours or days, whichever suits: "35 min", "4.2 h".
[[nodiscard]] std::string time_text(double ms);

/// A time of day: "09:30".
[[nodiscard]] std::string clock_text(Duration at);

/// A number and what it counts: {"78.3", "%"}, {"4.2", "h"}, {"53.10", "EUR"}, {"1,235", ""}.
struct Shown {
  std::string number;
  std::string unit;
};
[[nodiscard]] Shown shown(double value, Unit unit, std::string_view currency);

/// A value in its unit: "78.3 %", "4.2 h", "53.10 EUR".
[[nodiscard]] std::string
value_text(const std::optional<double>& value, Unit unit, std::string_view currency);
/// The interval in the unit of its value, "[77.9, 78.8]"; empty where there is none.
[[nodiscard]] std::string interval_text(const Estimate& estimate, Unit unit);
/// What stands for a unit in JSON and CSV: "share", "h", "EUR", "count", "1/h".
[[nodiscard]] std::string unit_name(Unit unit, std::string_view currency);
/// A base value (ms, share, ...) in that unit.
[[nodiscard]] double in_unit(double value, Unit unit);

/// Columns that a terminal takes for UTF-8 text, a column for each character.
[[nodiscard]] std::size_t width_of(std::string_view text);
/// The text cut to so many columns.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t columns);

/// Columns of a terminal that all text fits into.
inline constexpr std::size_t screen_columns = 80;

/// The text with line breaks, so that no line is wider than `columns` where words allow; later
/// lines start with `indent`.
[[nodiscard]] std::string
wrapped(std::string_view text, std::size_t columns, std::string_view indent);

}  // namespace tiersim
