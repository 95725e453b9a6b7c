// Dates, times of day, days and hours (see text.hpp).

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "sim/characters.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"
#include "sim/text_hints.hpp"

namespace tiersim {
namespace {

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
    return Complaint{fmt::format("{} is not a span of hours", in_quotes(text)),
                     "hours are written as `\"08:00-18:00\"`, several with commas",
                     span_hint(text)};
  }
  const Parsed<Duration> from = parse_time_of_day(ends[0]);
  if (!from) return from.complaint();
  const Parsed<Duration> to = parse_time_of_day(ends[1]);
  if (!to) return to.complaint();
  if (*from == *to || *from == one_day) {
    return Complaint{fmt::format("{} is an empty span of hours", in_quotes(text)),
                     "it ends when it starts", "write `\"00:00-24:00\"` for the whole day"};
  }
  return DaySpan{*from, *to > *from ? *to : *to + one_day};
}

/// With the whole text that was meant, where its one day is not all of it.
Complaint bad_day(Complaint complaint, std::string_view text) {
  const std::string meant = meant_days(text);
  if (meant.size() > 3 && meant != text && parse_days(meant)) {
    complaint.suggestion = fmt::format("write `{}`", meant);
  }
  return complaint;
}

}  // namespace

Parsed<LocalDay> parse_date(std::string_view text) {
  const std::string meant = meant_date(text);
  const bool is_taken = meant != text && parse_date(meant);
  const Complaint complaint{
      fmt::format("{} is not a date", in_quotes(text)), "dates are year-month-day",
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
    return Complaint{fmt::format("{} is not in the calendar", in_quotes(text)),
                     "dates are year-month-day, and the month must have that day", ""};
  }
  if (year < 1970 || year > 2200) {
    return Complaint{fmt::format("{} is out of range", in_quotes(text)), "years are 1970 to 2200",
                     ""};
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
    return Complaint{fmt::format("{} is not a time of day", in_quotes(text)),
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
  return Complaint{fmt::format("{} is not a weekday", in_quotes(text)),
                   "weekdays are mon, tue, wed, thu, fri, sat and sun",
                   known ? fmt::format("did you mean '{}'?", lower) : ""};
}

Parsed<DaySet> parse_days(std::string_view text) {
  DaySet days{};
  for (const std::string_view part : split(text, ',')) {
    const std::vector<std::string_view> ends = split(part, '-');
    const Parsed<unsigned> first = parse_weekday(ends.front());
    if (!first) return bad_day(first.complaint(), text);
    const Parsed<unsigned> last = parse_weekday(ends.back());
    if (!last) return bad_day(last.complaint(), text);
    if (ends.size() > 2) {
      return Complaint{fmt::format("{} is not a range of days", in_quotes(text)),
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
      return Complaint{fmt::format("the spans of {} overlap or are out of order", in_quotes(text)),
                       "spans of a day follow each other",
                       "write for example `\"08:00-12:00, 13:00-17:00\"`"};
    }
    spans.push_back(*span);
  }
  return spans;
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
