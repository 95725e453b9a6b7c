#include "sim/text_hints.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "sim/characters.hpp"

namespace tiersim {
namespace {

struct Spelling {
  std::string_view word;
  std::string_view meant;
};

constexpr std::array<Spelling, 24> unit_spellings = {{
    {"min", "m"},
    {"mins", "m"},
    {"minute", "m"},
    {"minutes", "m"},
    {"sec", "s"},
    {"secs", "s"},
    {"second", "s"},
    {"seconds", "s"},
    {"hr", "h"},
    {"hrs", "h"},
    {"hour", "h"},
    {"hours", "h"},
    {"std", "h"},
    {"day", "d"},
    {"days", "d"},
    {"week", "w"},
    {"weeks", "w"},
    {"wk", "w"},
    {"wks", "w"},
    {"millisecond", "ms"},
    {"milliseconds", "ms"},
    {"business_day", "bd"},
    {"business_days", "bd"},
    {"bds", "bd"},
}};
constexpr std::array<Spelling, 8> day_spellings = {{
    {"weekdays", "mon-fri"},
    {"weekday", "mon-fri"},
    {"workdays", "mon-fri"},
    {"business_days", "mon-fri"},
    {"weekend", "sat,sun"},
    {"weekends", "sat,sun"},
    {"daily", "mon-sun"},
    {"all", "mon-sun"},
}};

template <std::size_t n>
std::string meant(const std::array<Spelling, n>& spellings, const std::string& word) {
  const auto found = std::ranges::find(spellings, word, &Spelling::word);
  return found == spellings.end() ? word : std::string{found->meant};
}

bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// A run of digits with points and commas as a decimal number; empty where it could be several.
std::string plain_decimal(std::string number) {
  const auto commas = std::ranges::count(number, ',');
  const std::size_t comma = number.rfind(',');
  const std::size_t point = number.rfind('.');
  if (commas == 0) return number;
  const bool groups = number.size() - comma == 4;  // `1,200`
  const bool is_decimal = commas == 1 && (point == std::string::npos || point < comma);
  if (is_decimal && groups && point == std::string::npos) return "";
  std::erase(number, is_decimal ? '.' : ',');
  std::ranges::replace(number, ',', '.');
  return number;
}

std::vector<std::string> digit_runs(std::string_view text) {
  std::vector<std::string> runs;
  while (!text.empty()) {
    const std::string_view run = take_run(text, is_digit);
    if (!run.empty()) runs.emplace_back(run);
    take_run(text, [](char c) { return !is_digit(c); });
  }
  return runs;
}

std::string date_of(const std::string& year, const std::string& month, const std::string& day) {
  return fmt::format("{}-{:0>2}-{:0>2}", year, month, day);
}

}  // namespace

std::string meant_number(std::string_view text) {
  const auto in_number = [](char c) { return is_digit(c) || c == '.' || c == ',' || c == '-'; };
  take_run(text, [&](char c) { return !in_number(c); });
  std::string number;
  while (!text.empty() && in_number(text.front())) {
    number += take_run(text, in_number);
    const std::size_t next = text.find_first_not_of(" _'");  // `1 000`, `1_000`, `1'000`
    if (next != std::string_view::npos && next > 0 && is_digit(text[next])) {
      text.remove_prefix(next);
    }
  }
  const bool has_scale =
      !text.empty() && std::string_view{"kKmM"}.find(text.front()) != std::string_view::npos;
  return has_scale || std::ranges::any_of(text, is_digit) ? "" : plain_decimal(number);
}

std::string meant_length(std::string_view text) {
  const auto in_number = [](char c) { return is_digit(c) || c == '.' || c == ','; };
  const std::string lower = lower_case(text);
  std::string_view rest = lower;
  std::string result;
  take_run(rest, is_blank);
  while (!rest.empty()) {
    const std::string number = plain_decimal(std::string{take_run(rest, in_number)});
    take_run(rest, is_blank);
    const std::string unit{take_run(rest, is_letter)};
    if (number.empty() || unit.empty()) return "";
    result += number + meant(unit_spellings, unit);
    take_run(rest, is_blank);
  }
  return result;
}

std::string meant_date(std::string_view text) {
  const std::vector<std::string> runs = digit_runs(text.substr(0, text.find_first_of("T ")));
  if (runs.size() == 1 && runs[0].size() == 8) {
    return date_of(runs[0].substr(0, 4), runs[0].substr(4, 2), runs[0].substr(6, 2));
  }
  if (runs.size() != 3) return "";
  if (runs[0].size() == 4) return date_of(runs[0], runs[1], runs[2]);
  if (runs[2].size() != 4) return "";
  const bool day_first = text.find('.') != std::string_view::npos || runs[0] > "12";
  const bool month_first = runs[1].size() == 2 && runs[1] > "12";
  if (day_first == month_first) return "";
  return day_first ? date_of(runs[2], runs[1], runs[0]) : date_of(runs[2], runs[0], runs[1]);
}

std::string meant_time_of_day(std::string_view text) {
  const std::string lower = lower_case(text);
  std::vector<std::string> runs = digit_runs(lower);
  if (runs.size() == 1 && runs[0].size() == 4) runs = {runs[0].substr(0, 2), runs[0].substr(2)};
  if (runs.empty() || runs.size() > 2 || runs[0].size() > 2) return "";
  int hour = 0;
  for (const char c : runs[0]) hour = 10 * hour + (c - '0');
  const bool evening = lower.find("pm") != std::string::npos;
  const bool morning = lower.find("am") != std::string::npos;
  if (evening && hour < 12) hour += 12;
  if (morning && hour == 12) hour = 0;
  return fmt::format("{:02}:{:0>2}", hour, runs.size() == 2 ? runs[1] : "00");
}

std::string meant_days(std::string_view text) {
  const std::string lower = meant(day_spellings, lower_case(text));
  std::string_view rest = lower;
  std::string result;
  while (!rest.empty()) {
    result += take_run(rest, is_letter).substr(0, 3);
    for (const char c : take_run(rest, [](char one) { return !is_letter(one); })) {
      if (!is_blank(c)) result += c;
    }
  }
  return result;
}

}  // namespace tiersim
