#include "analysis/report_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace tiersim {
namespace {

/// A unit of time as people say it.
struct TimeScale {
  double ms;
  std::string_view name;
  double below;  ///< used for lengths below so many ms
};

constexpr std::array<TimeScale, 4> time_scales = {{
    {1e3, "s", 100e3},
    {60e3, "min", 100 * 60e3},
    {3'600e3, "h", 48 * 3'600e3},
    {86'400e3, "d", HUGE_VAL},
}};

const TimeScale& scale_of(double ms) {
  return *std::ranges::find_if(time_scales, [&](const TimeScale& one) {
    return std::abs(ms) < one.below || one.below == HUGE_VAL;
  });
}

/// One decimal, but more where that would show a share of nearly all as all of them.
int share_decimals(double share) {
  int decimals = 1;
  const bool whole = share <= 0 || share >= 1;
  for (double step = 0.0005; !whole && decimals < 4; step /= 10, ++decimals) {
    if (share >= step && share <= 1 - step) break;
  }
  return decimals;
}

int time_decimals(double in_scale) { return std::abs(in_scale) < 100 ? 1 : 0; }

/// How a value of this unit and size is written: what it is divided by, and its decimals.
struct Style {
  double divisor = 1;
  int decimals = 0;
};

Style style_of(double value, Unit unit) {
  switch (unit) {
    case Unit::share: return {0.01, share_decimals(value)};
    case Unit::duration: {
      const double ms = scale_of(value).ms;
      return {ms, time_decimals(value / ms)};
    }
    case Unit::money: return {1, std::abs(value) < 1'000 ? 2 : 0};
    case Unit::count: return {1, std::abs(value) < 100 ? 1 : 0};
    case Unit::per_hour: return {1, 2};
    case Unit::business_days: return {1, 1};
  }
  return {};
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

std::string grouped(double number, int decimals) {
  std::string text = fmt::format("{:.{}f}", number, decimals);
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  std::size_t at = std::min(text.find('.'), text.size());
  while (at > first + 3) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  // A rounded-off "-0.0" says nothing.
  if (first == 1 && text.find_first_not_of("-0.,") == std::string::npos) text.erase(0, 1);
  return text;
}

std::string count_text(double count) {
  const bool whole = count == std::floor(count);
  return grouped(count, whole || std::abs(count) >= 100 ? 0 : 1);
}

Shown shown(double value, Unit unit, std::string_view currency) {
  const Style style = style_of(value, unit);
  const std::string number =
      unit == Unit::count ? count_text(value) : grouped(value / style.divisor, style.decimals);
  switch (unit) {
    case Unit::share: return {number, "%"};
    case Unit::duration: return {number, std::string{scale_of(value).name}};
    case Unit::money: return {number, std::string{currency}};
    case Unit::count: return {number, ""};
    case Unit::per_hour: return {number, "/h"};
    case Unit::business_days: return {number, "bd"};
  }
  return {};
}

std::string time_text(double ms) { return value_text(ms, Unit::duration, ""); }

std::string value_text(const std::optional<double>& value, Unit unit, std::string_view currency) {
  if (!value) return std::string{nothing_text};
  const Shown both = shown(*value, unit, currency);
  return both.unit.empty() ? both.number : both.number + ' ' + both.unit;
}

std::string interval_text(const Estimate& estimate, Unit unit) {
  if (!estimate.value || !estimate.interval) return "";
  const Style style = style_of(*estimate.value, unit);
  const double low = estimate.interval->low / style.divisor;
  const double high = estimate.interval->high / style.divisor;
  // Both ends alike would look like certainty.
  int decimals = style.decimals;
  while (decimals < 3 && grouped(low, decimals) == grouped(high, decimals) && low != high) {
    ++decimals;
  }
  return fmt::format("[{}, {}]", grouped(low, decimals), grouped(high, decimals));
}

std::string unit_name(Unit unit, std::string_view currency) {
  switch (unit) {
    case Unit::share: return "share";
    case Unit::duration: return "h";
    case Unit::money: return std::string{currency};
    case Unit::count: return "count";
    case Unit::per_hour: return "1/h";
    case Unit::business_days: return "bd";
  }
  return "";
}

double in_unit(double value, Unit unit) {
  return unit == Unit::duration ? value / ms_per_hour : value;
}

std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text, [](char c) { return !is_continuation(c); }));
}

std::string shortened(std::string_view text, std::size_t columns) {
  if (width_of(text) <= columns) return std::string{text};
  std::size_t end = 0;
  for (std::size_t seen = 0; end < text.size(); ++end) {
    if (!is_continuation(text[end]) && ++seen == columns) break;
  }
  return std::string{text.substr(0, end)} + "~";
}

std::string wrapped(std::string_view text, std::size_t columns, std::string_view indent) {
  std::string lines(std::min(text.find_first_not_of(' '), text.size()), ' ');
  text.remove_prefix(lines.size());
  std::size_t used = lines.size();
  bool has_word = false;  // in this line
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    if (has_word && used + 1 + width_of(word) > columns) {
      lines += '\n';
      lines += indent;
      used = width_of(indent);
    } else if (has_word) {
      lines += ' ';
      ++used;
    }
    lines += word;
    used += width_of(word);
    has_word = true;
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  }
  return lines;
}

std::string clock_text(Duration at) {
  return fmt::format("{:02}:{:02}", at / one_hour, at / one_minute % 60);
}

}  // namespace tiersim
