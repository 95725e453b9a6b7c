// Precisions of KPIs (see text.hpp).

#include <fmt/format.h>

#include "sim/characters.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"

namespace tiersim {
namespace {

constexpr std::string_view points = "pp";

Complaint bad_margin(std::string_view text) {
  const Parsed<double> number = parse_number(text);
  const bool is_usable = number && *number > 0 && *number < 100;
  return {fmt::format("{} is no margin", in_quotes(text)),
          "it is a share of the value (`2%`), or percentage points of a share (`1pp`)",
          is_usable ? fmt::format("write `{0}%` or `{0}pp`", text) : "write for example `2%`"};
}

}  // namespace

Parsed<Margin> parse_margin(std::string_view text) {
  text = trimmed(text);
  const bool is_points = text.ends_with(points);
  const std::string share =
      is_points ? fmt::format("{}%", trimmed(text.substr(0, text.size() - points.size())))
                : std::string{text};
  const Parsed<double> size = parse_percent(share);
  if (!size) return bad_margin(text);
  if (*size <= 0) {
    return Complaint{fmt::format("{} leaves no room", in_quotes(text)),
                     "wanted: above 0, below 100", "write for example `2%`"};
  }
  if (*size >= 1) {
    return Complaint{fmt::format("{} says nothing", in_quotes(text)), "wanted: above 0, below 100",
                     "write for example `2%`"};
  }
  return Margin{*size, !is_points};
}

std::string margin_text(const Margin& margin) {
  std::string text = percent_text(margin.size);
  if (!margin.is_relative) text.replace(text.size() - 1, 1, points);
  return text;
}

}  // namespace tiersim
