// Lengths of time (see text.hpp).

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>

#include "sim/characters.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"
#include "sim/text_hints.hpp"

namespace tiersim {
namespace {

struct UnitWord {
  std::string_view word;
  Duration length;  ///< 0 for d, w and bd
  double days;
  double business_days;
};
constexpr std::array<UnitWord, 7> unit_words = {{
    {"ms", Duration{1}, 0, 0},
    {"s", one_second, 0, 0},
    {"m", one_minute, 0, 0},
    {"h", one_hour, 0, 0},
    {"d", Duration{0}, 1, 0},
    {"w", Duration{0}, 7, 0},
    {"bd", Duration{0}, 0, 1},
}};

std::optional<double> decimal(std::string_view digits) {
  if (digits.empty() || !is_digit(digits.front()) || !is_digit(digits.back())) return std::nullopt;
  double number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [last, error] = std::from_chars(digits.data(), end, number, std::chars_format::fixed);
  if (error != std::errc{} || last != end) return std::nullopt;
  return number;
}

bool allowed(const UnitWord& unit, TimeUnits units) {
  if (unit.business_days > 0) return units == TimeUnits::clock;
  if (unit.days > 0) return units != TimeUnits::work;
  return true;
}

std::string unit_rule(TimeUnits units) {
  return fmt::format("a length of time here is in {}", unit_list(units));
}

Complaint no_unit(std::string_view text, TimeUnits units) {
  const bool long_ones = units == TimeUnits::horizon;
  return {fmt::format("{} has no unit", in_quotes(text)), unit_rule(units),
          long_ones ? fmt::format("write `{0}d` for days or `{0}w` for weeks", text)
                    : fmt::format("write `{0}m` for minutes or `{0}h` for hours", text)};
}

/// What was meant, where it can stand here.
std::string length_hint(std::string_view text, TimeUnits units, std::string_view otherwise) {
  const std::string meant = meant_length(text);
  const bool is_taken = meant != text && parse_span(meant, units);
  const std::size_t unit = meant.find_first_not_of("0123456789.");
  if (is_taken && units == TimeUnits::clock && meant.substr(unit) == "d") {
    return fmt::format("write `{}bd` for business days or `{}` for 24 hours each",
                       meant.substr(0, unit), meant);
  }
  return is_taken ? fmt::format("write `{}`", meant) : std::string{otherwise};
}

/// A unit that is not known, or not known here.
Complaint bad_unit(std::string_view text, std::string_view word, TimeUnits units) {
  const auto wrong_here = std::ranges::find(unit_words, word, &UnitWord::word);
  const std::string_view known = units == TimeUnits::horizon
                                     ? "write it in days or weeks, as in `13w`"
                                     : "write it in hours, as in `16h`";
  if (wrong_here != unit_words.end()) {
    return {fmt::format("{} is in `{}`, which has no fixed length here", in_quotes(text), word),
            unit_rule(units), std::string{known}};
  }
  return {fmt::format("{} has an unknown unit {}", in_quotes(text), in_quotes(word)),
          unit_rule(units), length_hint(text, units, known)};
}

Complaint not_a_length(std::string_view text, TimeUnits units) {
  return {fmt::format("{} is not a length of time", in_quotes(text)), unit_rule(units),
          length_hint(text, units,
                      units == TimeUnits::horizon ? "write for example `13w`"
                                                  : "write for example `1h30m`")};
}

void add(Span& span, double amount, const UnitWord& unit) {
  span.fixed += to_duration(amount * static_cast<double>(unit.length.count()));
  span.days += amount * unit.days;
  span.business_days += amount * unit.business_days;
}

/// Checked before `add`, which saturates.
bool is_too_long(double amount, const UnitWord& unit) {
  const double days = in_hours(unit.length) / 24 + unit.days + unit.business_days;
  return amount * days > in_hours(longest_duration) / 24;
}

/// A number of the unit in days as text, weeks where they are whole.
std::string days_text(double days) {
  const double weeks = days / 7;
  if (weeks * 7 == days && weeks == static_cast<double>(static_cast<std::int64_t>(weeks))) {
    return number_text(weeks) + "w";
  }
  return number_text(days) + "d";
}

}  // namespace

std::string_view unit_list(TimeUnits units) {
  switch (units) {
    case TimeUnits::work: return "h, m, s or ms";
    case TimeUnits::elapsed: return "w, d (24 hours), h, m, s or ms";
    case TimeUnits::horizon: return "w, d (calendar days), h, m, s or ms";
    case TimeUnits::clock: return "bd (business days), w, d (24 hours), h, m, s or ms";
  }
  return "";
}

Parsed<Span> parse_span(std::string_view text, TimeUnits units) {
  const auto in_number = [](char c) { return is_digit(c) || c == '.'; };
  Span span;
  std::string_view rest = text;
  if (rest.empty()) return not_a_length(text, units);
  while (!rest.empty()) {
    const std::optional<double> amount = decimal(take_run(rest, in_number));
    if (!amount) return not_a_length(text, units);
    const std::string_view word = take_run(rest, is_letter);
    if (word.empty()) return rest.empty() ? no_unit(text, units) : not_a_length(text, units);
    const auto unit = std::ranges::find(unit_words, word, &UnitWord::word);
    if (unit == unit_words.end() || !allowed(*unit, units)) return bad_unit(text, word, units);
    const bool too_long = is_too_long(*amount, *unit);
    if (!too_long) add(span, *amount, *unit);
    if (too_long || span.elapsed() > longest_duration) {
      return Complaint{fmt::format("{} is too long", in_quotes(text)), "at most 100 years", ""};
    }
    if (rest.size() > 1) take_run(rest, [](char c) { return c == ' '; });
  }
  return span;
}

std::string duration_text(Duration length) {
  if (length.count() == 0) return "0m";
  std::string text;
  for (const std::size_t unit : {3U, 2U, 1U, 0U}) {
    const std::int64_t count = length / unit_words[unit].length;
    length -= count * unit_words[unit].length;
    if (count > 0) text += fmt::format("{}{}", count, unit_words[unit].word);
  }
  return text;
}

std::string span_text(const Span& span) {
  if (span.is_zero()) return "0m";
  std::string text;
  if (span.days > 0) text += days_text(span.days);
  if (span.business_days > 0) text += number_text(span.business_days) + "bd";
  if (span.fixed.count() > 0) text += duration_text(span.fixed);
  return text;
}

}  // namespace tiersim
