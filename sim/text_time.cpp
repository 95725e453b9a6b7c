// Lengths of time, dates and hours (see text.hpp).

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>

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

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// Cuts the longest run of characters that satisfy `wanted` off the front.
template <class Wanted>
std::string_view take(std::string_view& text, Wanted wanted) {
  std::size_t size = 0;
  while (size < text.size() && wanted(text[size])) ++size;
  const std::string_view taken = text.substr(0, size);
  text.remove_prefix(size);
  return taken;
}

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
  return {fmt::format("{} has no unit", quoted(text)), unit_rule(units),
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
    return {fmt::format("{} is in `{}`, which has no fixed length here", quoted(text), word),
            unit_rule(units), std::string{known}};
  }
  return {fmt::format("{} has an unknown unit {}", quoted(text), quoted(word)), unit_rule(units),
          length_hint(text, units, known)};
}

Complaint not_a_length(std::string_view text, TimeUnits units) {
  return {fmt::format("{} is not a length of time", quoted(text)), unit_rule(units),
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

/// The number of a run of 1 to `digits` digits, e.g. of an hour; else -1.
int small_number(std::string_view text, std::size_t digits) {
  if (text.empty() || text.size() > digits || !std::ranges::all_of(text, is_digit)) return -1;
  int number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    std::string_view part = text.substr(0, at);
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    parts.push_back(part);
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

/// `8 to 18`, `08:00 – 18:00`
std::string span_hint(std::string_view text) {
  for (const std::string_view separator : {" to ", "\u2013", "\u2014", ".."}) {
    const std::size_t at = text.find(separator);
    if (at == std::string_view::npos) continue;
    const std::string meant = meant_time_of_day(text.substr(0, at)) + '-' +
                              meant_time_of_day(text.substr(at + separator.size()));
    if (parse_day_spans(meant)) return fmt::format("write `\"{}\"`", meant);
  }
  return "write for example `\"08:00-18:00\"`";
}

Parsed<DaySpan> parse_day_span(std::string_view text) {
  const std::vector<std::string_view> ends = split(text, '-');
  if (ends.size() != 2) {
    return Complaint{fmt::format("{} is not a span of hours", quoted(text)),
                     "hours are written as `\"08:00-18:00\"`, several with commas",
                     span_hint(text)};
  }
  const Parsed<Duration> from = parse_time_of_day(ends[0]);
  if (!from) return from.complaint();
  const Parsed<Duration> to = parse_time_of_day(ends[1]);
  if (!to) return to.complaint();
  if (*from == *to || *from == one_day) {
    return Complaint{fmt::format("{} is an empty span of hours", quoted(text)),
                     "it ends when it starts", "write `\"00:00-24:00\"` for the whole day"};
  }
  return DaySpan{*from, *to > *from ? *to : *to + one_day};
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
    const std::optional<double> amount = decimal(take(rest, in_number));
    if (!amount) return not_a_length(text, units);
    const std::string_view word = take(rest, is_letter);
    if (word.empty()) return rest.empty() ? no_unit(text, units) : not_a_length(text, units);
    const auto unit = std::ranges::find(unit_words, word, &UnitWord::word);
    if (unit == unit_words.end() || !allowed(*unit, units)) return bad_unit(text, word, units);
    const bool too_long = is_too_long(*amount, *unit);
    if (!too_long) add(span, *amount, *unit);
    if (too_long || span.elapsed() > longest_duration) {
      return Complaint{fmt::format("{} is too long", quoted(text)), "at most 100 years", ""};
    }
    if (rest.size() > 1) take(rest, [](char c) { return c == ' '; });
  }
  return span;
}

Parsed<LocalDay> parse_date(std::string_view text) {
  const std::string meant = meant_date(text);
  const bool is_taken = meant != text && parse_date(meant);
  const Complaint complaint{
      fmt::format("{} is not a date", quoted(text)), "dates are year-month-day",
      is_taken ? fmt::format("write `{}`", meant) : "write for example `2026-01-05`"};
  const bool shaped = text.size() == 10 && text[4] == '-' && text[7] == '-';
  if (!shaped) return complaint;
  const int year = small_number(text.substr(0, 4), 4);
  const int month = small_number(text.substr(5, 2), 2);
  const int day = small_number(text.substr(8, 2), 2);
  if (year < 0 || month < 0 || day < 0) return complaint;
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) {
    return Complaint{fmt::format("{} is not in the calendar", quoted(text)),
                     "dates are year-month-day, and the month must have that day", ""};
  }
  if (year < 1970 || year > 2200) {
    return Complaint{fmt::format("{} is out of range", quoted(text)), "years are 1970 to 2200", ""};
  }
  return LocalDay{date};
}

Parsed<Duration> parse_time_of_day(std::string_view text) {
  const std::vector<std::string_view> parts = split(text, ':');
  const int hour = small_number(parts[0], 2);
  const int minute = parts.size() > 1 ? small_number(parts[1], 2) : -1;
  const int second = parts.size() > 2 ? small_number(parts[2], 2) : 0;
  const bool shaped = parts.size() <= 3 && hour >= 0 && minute >= 0 && second >= 0;
  const bool fits = shaped && parts[1].size() == 2 && minute < 60 && second < 60 &&
                    (hour < 24 || (hour == 24 && minute == 0 && second == 0));
  if (!fits) {
    const std::string meant = meant_time_of_day(text);
    const bool is_taken = meant != text && parse_time_of_day(meant);
    return Complaint{fmt::format("{} is not a time of day", quoted(text)),
                     "times are from 00:00 to 24:00",
                     fmt::format("write {}`\"{}\"`", is_taken ? "" : "for example ",
                                 is_taken ? meant : "08:00")};
  }
  return hour * one_hour + minute * one_minute + second * one_second;
}

Parsed<unsigned> parse_weekday(std::string_view text) {
  for (unsigned day = 0; day < 7; ++day) {
    if (weekday_names[day] == text) return day;
  }
  std::string lower{text.substr(0, 3)};
  for (char& c : lower) c = (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  const bool known = std::ranges::find(weekday_names, lower) != weekday_names.end();
  return Complaint{fmt::format("{} is not a weekday", quoted(text)),
                   "weekdays are mon, tue, wed, thu, fri, sat and sun",
                   known ? fmt::format("did you mean '{}'?", lower) : ""};
}

namespace {

/// With the whole text that was meant, where its one day is not all of it.
Complaint bad_day(Complaint complaint, std::string_view text) {
  const std::string meant = meant_days(text);
  if (meant.size() > 3 && meant != text && parse_days(meant)) {
    complaint.suggestion = fmt::format("write `{}`", meant);
  }
  return complaint;
}

}  // namespace

Parsed<DaySet> parse_days(std::string_view text) {
  DaySet days{};
  for (const std::string_view part : split(text, ',')) {
    const std::vector<std::string_view> ends = split(part, '-');
    const Parsed<unsigned> first = parse_weekday(ends.front());
    if (!first) return bad_day(first.complaint(), text);
    const Parsed<unsigned> last = parse_weekday(ends.back());
    if (!last) return bad_day(last.complaint(), text);
    if (ends.size() > 2) {
      return Complaint{fmt::format("{} is not a range of days", quoted(text)),
                       "days are written as `mon-fri`, `sat` or `mon,wed`", ""};
    }
    for (unsigned day = *first;; day = (day + 1) % 7) {
      days[day] = true;
      if (day == *last) break;
    }
  }
  return days;
}

Parsed<std::vector<DaySpan>> parse_day_spans(std::string_view text) {
  std::vector<DaySpan> spans;
  for (const std::string_view part : split(text, ',')) {
    const Parsed<DaySpan> span = parse_day_span(part);
    if (!span) return span.complaint();
    if (!spans.empty() && span->from < spans.back().to) {
      return Complaint{fmt::format("the spans of {} overlap or are out of order", quoted(text)),
                       "spans of a day follow each other",
                       "write for example `\"08:00-12:00, 13:00-17:00\"`"};
    }
    spans.push_back(*span);
  }
  return spans;
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

std::string date_text(LocalDay day) {
  const std::chrono::year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

std::string time_of_day_text(Duration time) {
  if (time > one_day) time -= one_day;
  const std::int64_t hours = time / one_hour;
  const std::int64_t minutes = (time % one_hour) / one_minute;
  const std::int64_t seconds = (time % one_minute) / one_second;
  return seconds == 0 ? fmt::format("{:02}:{:02}", hours, minutes)
                      : fmt::format("{:02}:{:02}:{:02}", hours, minutes, seconds);
}

std::string day_spans_text(const std::vector<DaySpan>& spans) {
  std::string text;
  for (const DaySpan& span : spans) {
    if (!text.empty()) text += ", ";
    text += time_of_day_text(span.from) + "-" + time_of_day_text(span.to);
  }
  return text;
}

}  // namespace tiersim
