// Bounds of KPIs (see text.hpp).

#include <fmt/format.h>

#include "sim/characters.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"
#include "sim/text_hints.hpp"

namespace tiersim {
namespace {

/// A bound without a comparison that we know, or with another one.
std::string bound_hint(std::string_view text) {
  const std::size_t start = text.find_first_not_of("<>=! ");
  if (start == std::string_view::npos) return R"(write for example `">= 65%"`)";
  const std::string_view value = text.substr(start);
  const auto is_taken = [](const std::string& one) { return static_cast<bool>(parse_bound(one)); };
  if (!is_taken(fmt::format(">= {}", value))) return R"(write for example `">= 65%"`)";
  const bool has_sign = text.starts_with('<') || text.starts_with('>');
  const std::string sign = has_sign ? fmt::format("{}=", text.front()) : ">=";
  if (parse_number(value)) {
    return fmt::format(R"(write `"{0} {1}%"` for a share, `"{0} {1}"` for a plain number)", sign,
                       value);
  }
  return has_sign ? fmt::format(R"(write `"{} {}"`)", sign, value)
                  : fmt::format(R"(write `">= {0}"` or `"<= {0}"`)", value);
}

/// `42k` as the number that is meant.
std::string times_thousand(std::string_view text) {
  if (!text.ends_with('k') && !text.ends_with('K')) return "";
  const Parsed<double> number = parse_number(trimmed(text.substr(0, text.size() - 1)));
  return number ? number_text(*number * 1000) : std::string{};
}

/// \param as_length  what is wrong with it as a length of time.
Complaint
bad_bound_value(std::string_view text, Comparison comparison, const Complaint& as_length) {
  const std::string_view sign = comparison == Comparison::at_least ? ">=" : "<=";
  const std::string length = meant_length(text);
  const bool is_length = static_cast<bool>(parse_span(length, TimeUnits::elapsed));
  if (is_length || parse_span(text, TimeUnits::clock)) {  // business days have no length here
    return {as_length.what, as_length.why,
            fmt::format("write {}`\"{} {}\"`", is_length ? "" : "for example ", sign,
                        is_length ? length : "4h")};
  }
  std::string number = times_thousand(text);
  if (number.empty()) number = meant_number(text);
  const bool is_number =
      static_cast<bool>(parse_number(number)) && text.find('%') == std::string_view::npos;
  return {fmt::format("{} is no value of a bound", in_quotes(text)),
          "a bound is a share (`65%`), a length of time (`4h`) or a plain number; money is one, in "
          "the scenario's currency",
          fmt::format("write {}`\"{} {}\"`", is_number ? "" : "for example ", sign,
                      is_number ? number : "4h")};
}

/// What stands behind the comparison of a bound.
Parsed<Bound> bound_value(std::string_view text, Comparison comparison) {
  if (const Parsed<double> number = parse_number(text))
    return Bound{comparison, *number, BoundUnit::number};
  if (const Parsed<double> share = parse_percent(text)) {
    return Bound{comparison, *share, BoundUnit::share};
  }
  const Parsed<Span> span = parse_span(text, TimeUnits::elapsed);
  if (!span) return bad_bound_value(text, comparison, span.complaint());
  return Bound{comparison, static_cast<double>(span->elapsed().count()), BoundUnit::duration};
}

}  // namespace

Parsed<Bound> parse_bound(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with(">=")) return bound_value(trimmed(text.substr(2)), Comparison::at_least);
  if (text.starts_with("<=")) return bound_value(trimmed(text.substr(2)), Comparison::at_most);
  return Complaint{fmt::format("{} is not a bound", in_quotes(text)),
                   R"(a bound is `>=` or `<=` and a value: `">= 65%"`, `"<= 4h"`)",
                   bound_hint(text)};
}

}  // namespace tiersim
