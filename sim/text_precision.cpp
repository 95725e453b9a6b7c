// Precisions of KPIs (see text.hpp).

#include <fmt/format.h>

#include "sim/characters.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"

namespace tiersim {
namespace {

constexpr std::string_view points = "pp";

Complaint bad_precision(std::string_view text) {
  const Parsed<double> number = parse_number(text);
  const bool is_usable = number && *number > 0 && *number < 100;
  return {fmt::format("{} is no precision", in_quotes(text)),
          "it is a share of the value (`2%`), or percentage points of a share (`1pp`)",
          is_usable ? fmt::format("write `{0}%` or `{0}pp`", text) : "write for example `2%`"};
}

}  // namespace

Parsed<Precision> parse_precision(std::string_view text) {
  text = trimmed(text);
  const bool is_points = text.ends_with(points);
  const std::string share =
      is_points ? fmt::format("{}%", trimmed(text.substr(0, text.size() - points.size())))
                : std::string{text};
  const Parsed<double> half_width = parse_percent(share);
  if (!half_width) return bad_precision(text);
  if (*half_width <= 0) {
    return Complaint{fmt::format("{} can never be reached", in_quotes(text)),
                     "it is half the width of an interval, above 0", "write for example `2%`"};
  }
  if (*half_width >= 1) {
    return Complaint{fmt::format("{} says nothing", in_quotes(text)),
                     "it is half the width of an interval, below 100", "write for example `2%`"};
  }
  return Precision{*half_width, !is_points};
}

std::string precision_text(const Precision& precision) {
  std::string text = percent_text(precision.half_width);
  if (!precision.is_relative) text.replace(text.size() - 1, 1, points);
  return text;
}

}  // namespace tiersim
