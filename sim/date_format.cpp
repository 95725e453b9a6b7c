#include "sim/date_format.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace tiersim {

namespace {

constexpr std::string_view known_fields = "dmHMSYyb";

struct Parts {
  int year = 1970;
  unsigned month = 1;
  unsigned day = 1;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

struct Digits {
  std::size_t least;
  std::size_t most;
};

/// Takes digits off the front of the text.
std::optional<int> take_number(std::string_view& text, Digits digits) {
  int number = 0;
  std::size_t count = 0;
  while (count < digits.most && count < text.size() && text[count] >= '0' && text[count] <= '9') {
    number = 10 * number + (text[count++] - '0');
  }
  if (count < digits.least) return std::nullopt;
  text.remove_prefix(count);
  return number;
}

/// Takes the three letters of a month off the front of the text.
std::optional<int> take_month_name(std::string_view& text) {
  constexpr std::string_view names = "janfebmaraprmayjunjulaugsepoctnovdec";
  if (text.size() < 3) return std::nullopt;
  std::array<char, 3> lower{};
  std::transform(text.begin(), text.begin() + 3, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  const std::size_t at = names.find(std::string_view{lower.data(), lower.size()});
  if (at == std::string_view::npos || at % 3 != 0) return std::nullopt;
  text.remove_prefix(3);
  return static_cast<int>(at / 3) + 1;
}

std::optional<int> take(char field, std::string_view& text) {
  if (field == 'Y') return take_number(text, {4, 4});
  if (field == 'y') return take_number(text, {2, 2});
  if (field == 'b') return take_month_name(text);
  return take_number(text, {1, 2});
}

void put(Parts& parts, char field, int value) {
  switch (field) {
    case 'Y': parts.year = value; break;
    case 'y': parts.year = value + (value >= 69 ? 1900 : 2000); break;
    case 'm':
    case 'b': parts.month = static_cast<unsigned>(value); break;
    case 'd': parts.day = static_cast<unsigned>(value); break;
    case 'H': parts.hour = value; break;
    case 'M': parts.minute = value; break;
    default: parts.second = value; break;
  }
}

std::optional<LocalTime> to_time(const Parts& parts) {
  const std::chrono::year_month_day date{
      std::chrono::year{parts.year}, std::chrono::month{parts.month}, std::chrono::day{parts.day}};
  if (!date.ok() || parts.hour > 23 || parts.minute > 59 || parts.second > 59) return std::nullopt;
  return LocalTime{std::chrono::local_days{date}} + parts.hour * one_hour +
         parts.minute * one_minute + parts.second * one_second;
}

}  // namespace

DateFormat::DateFormat(std::string_view pattern) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') {
      steps_.push_back({'\0', pattern[i]});
      continue;
    }
    const char field = ++i < pattern.size() ? pattern[i] : '\0';
    if (field == '%') {
      steps_.push_back({'\0', '%'});
    } else if (field != '\0' && known_fields.find(field) != std::string_view::npos) {
      steps_.push_back({field, '\0'});
    } else {
      failure_ =
          field == '\0' ? "it ends in a single %" : "%" + std::string{field} + " is not known";
      return;
    }
  }
  if (!has('Y') && !has('y')) failure_ = "it has no year (%Y)";
  if (!has('m') && !has('b')) failure_ = "it has no month (%m)";
  if (!has('d')) failure_ = "it has no day (%d)";
}

bool DateFormat::has(char field) const {
  return std::ranges::any_of(steps_, [&](const Step& step) { return step.field == field; });
}

std::optional<LocalTime> DateFormat::parse(std::string_view text) const {
  Parts parts;
  for (const Step& step : steps_) {
    if (step.field == '\0') {
      if (!text.starts_with(step.literal)) return std::nullopt;
      text.remove_prefix(1);
      continue;
    }
    const std::optional<int> value = take(step.field, text);
    if (!value) return std::nullopt;
    put(parts, step.field, *value);
  }
  return text.empty() ? to_time(parts) : std::nullopt;
}

std::optional<std::string> guess_date_format(std::string_view text) {
  constexpr std::array<std::string_view, 6> dates{"%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y",
                                                  "%d.%m.%Y", "%d-%m-%Y", "%d-%b-%Y"};
  constexpr std::array<std::string_view, 6> times{" %H:%M",    " %H:%M:%S",  "T%H:%M",
                                                  "T%H:%M:%S", "T%H:%M:%SZ", ""};
  for (const std::string_view date : dates) {
    for (const std::string_view time : times) {
      std::string pattern = std::string{date}.append(time);
      if (DateFormat{pattern}.parse(text)) return pattern;
    }
  }
  return std::nullopt;
}

}  // namespace tiersim
