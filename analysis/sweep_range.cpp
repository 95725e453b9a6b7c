// `PATH=RANGE` as text.

#include "analysis/sweep_range.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "sim/suggest.hpp"
#include "sim/text.hpp"
#include "tiersim/sweep.hpp"

namespace tiersim {
namespace {

constexpr std::string_view range_example = "write for example `staff.desk.heads=8..16:2`";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(' '), text.size());
  text.remove_prefix(first);
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

/// `A..B:STEP` inside of a value, with what stands before and behind it.
struct RangeText {
  std::string_view before;
  std::string_view range;
  std::string_view behind;
};

RangeText range_in(std::string_view value) {
  if (!value.starts_with('[') && !value.starts_with('{')) return {{}, value, {}};
  const std::size_t dots = value.find("..");
  const std::size_t from = value.find_last_of(" [{,", dots) + 1;
  const std::size_t to = std::min(value.find_first_of(" ]},", dots), value.size());
  return {value.substr(0, from), value.substr(from, to - from), value.substr(to)};
}

/// The ends and step of a range, in one unit.
struct Steps {
  Amount from;
  Amount to;
  double step = 1;
};

Steps steps_of(std::string_view range, const AxisText& told) {
  const std::size_t dots = range.find("..");
  const std::string_view first = range.substr(0, dots);
  std::string_view last = range.substr(dots + 2);
  const std::size_t colon = last.find(':');
  const bool has_step = colon != std::string_view::npos;
  const std::string_view step = has_step ? last.substr(colon + 1) : std::string_view{};
  last = last.substr(0, colon);
  const std::optional<Amount> from = amount_of(first);
  const std::optional<Amount> to = amount_of(last);
  const std::optional<Amount> by = has_step ? amount_of(step) : Amount{1, "", false};
  if (!from || !to || !by || by->is_factor) {
    told.fail(fmt::format("{} is no range", in_quotes(range)),
              "it is `FROM..TO` or `FROM..TO:STEP`, and both ends may have a unit or an `x`",
              std::string{range_example});
  }
  const bool is_plain = from->unit.empty() && to->unit.empty() && !from->is_factor;
  const bool is_whole = from->number == std::floor(from->number) && is_plain;
  if (!has_step && !is_whole) {
    const bool is_number = from->unit.empty() && to->unit.empty() && !from->is_factor;
    const std::string whole =
        fmt::format("write whole numbers for heads and the like, `{:.0f}..{:.0f}`, or a step: "
                    "`{}:0.5`",
                    std::floor(from->number), std::ceil(to->number), range);
    told.fail(fmt::format("{} has no step", in_quotes(range)), "only whole numbers step by 1",
              is_number ? whole
                        : fmt::format("write for example `{}:{}`", range,
                                      from->is_factor ? "0.1" : "1" + to->unit));
  }
  const bool alike = from->unit == to->unit && (by->unit == to->unit || by->unit.empty());
  const auto in_unit = [&](const Amount& one, std::string_view text) {
    return in_one_unit(one, text, !alike);
  };
  const std::optional<Amount> from_unit = in_unit(*from, first);
  const std::optional<Amount> to_unit = in_unit(*to, last);
  const std::optional<Amount> step_unit = has_step ? in_unit(*by, step) : by;
  if (!from_unit || !to_unit || !step_unit || (from->is_factor && !to->unit.empty())) {
    told.fail(fmt::format("the units in {} do not go together", in_quotes(range)), "",
              "write for example `30m..60m:10m` or `10%..20%:5%`");
  }
  return {{from_unit->number, from_unit->unit, from->is_factor}, *to_unit, step_unit->number};
}

/// All values of a range, both ends included where the steps meet them; downwards as well.
std::vector<Amount> amounts_of(std::string_view range, const AxisText& told) {
  const Steps steps = steps_of(range, told);
  const double length = steps.to.number - steps.from.number;
  if (!(steps.step > 0)) {
    told.fail(fmt::format("the step of {} is not above 0", in_quotes(range)), "",
              "write for example `8..16:2`; downwards `16..8:2`");
  }
  constexpr double rounding = 1e-9;
  if (length != 0 && steps.step > std::abs(length) * (1 + rounding)) {
    const std::string_view first = range.substr(0, range.find(".."));
    told.fail(fmt::format("the step of {} is longer than the range", in_quotes(range)),
              fmt::format("{} would be the only value", in_quotes(first)),
              fmt::format("take a shorter step, or list the values: `{},{}`", first,
                          range.substr(first.size() + 2, range.find(':') - first.size() - 2)));
  }
  const double count = std::floor(std::abs(length) / steps.step + rounding) + 1;
  if (count > static_cast<double>(most_sweep_points)) {
    told.fail(fmt::format("{} has {:.0f} values", in_quotes(range), count),
              fmt::format("at most {}", most_sweep_points), "take a longer step");
  }
  std::vector<Amount> amounts;
  for (double i = 0; i < count; ++i) {
    const double number = steps.from.number + std::copysign(i * steps.step, length);
    amounts.push_back({number, steps.from.unit, steps.from.is_factor});
  }
  return amounts;
}

/// `-1` is a step down where `--set` has it; here it would be a point with another's figures.
void refuse_changes(const PathValues& values, const AxisText& told) {
  const auto is_change = [](const std::string& text) {
    return text.starts_with('-') || text.starts_with('+');
  };
  for (const std::string& text : values.texts) {
    if (!is_change(text)) continue;
    told.fail(fmt::format("{} is no value", in_quotes(text)),
              "with a sign in front it would be a change of what is there",
              "write the values themselves, `8..16:2`, or factors of them, `x0.9..x1.1:0.1`");
  }
  for (const double factor : values.factors) {
    if (factor >= 0) continue;
    told.fail(fmt::format("the factor {} is below 0", amount_text(factor, "")), "",
              "write for example `x0.8..x1.2:0.1`");
  }
}

PathValues listed(std::string path, std::string_view value, const AxisText& told) {
  PathValues values{std::move(path), {}, {}, {}};
  for (const std::string_view item : parts_of(value, ",")) {
    const std::optional<Amount> amount = amount_of(item);
    if (item.empty())
      told.fail("a value is missing in the list", "", "write for example `8,10,12`");
    values.labels.emplace_back(item);
    if (amount && amount->is_factor) {
      values.factors.push_back(amount->number);
    } else {
      values.texts.emplace_back(item);
    }
  }
  if (!values.texts.empty() && !values.factors.empty()) {
    told.fail("factors and values are mixed in the list", "",
              "write `x` before all or none of them");
  }
  refuse_changes(values, told);
  return values;
}

PathValues ranged(std::string path, std::string_view value, const AxisText& told) {
  PathValues values{std::move(path), {}, {}, {}};
  const RangeText text = range_in(value);
  for (const Amount& amount : amounts_of(text.range, told)) {
    const std::string own = amount_text(amount.number, amount.unit);
    values.labels.push_back(amount.is_factor ? 'x' + own : own);
    if (amount.is_factor) {
      values.factors.push_back(amount.number);
    } else {
      values.texts.push_back(fmt::format("{}{}{}", text.before, own, text.behind));
    }
  }
  if (!values.factors.empty() && !text.before.empty()) {
    told.fail("a factor stands inside of a longer value", "factors are of one number of the base",
              "write the values themselves, as in `[{after: 30m..60m:10m, of: work}]`");
  }
  refuse_changes(values, told);
  return values;
}

}  // namespace

void AxisText::fail(std::string what, std::string why, std::string suggestion) const {
  throw BadInput{{{{fmt::format("{} {}", option, written), 0, 0},
                   std::move(what),
                   std::move(why),
                   std::move(suggestion)}}};
}

std::optional<Amount> amount_of(std::string_view text) {
  Amount amount;
  if (text.starts_with('x')) {
    amount.is_factor = true;
    text.remove_prefix(1);
  }
  const char* const end = text.data() + text.size();
  const auto [last, error] =
      std::from_chars(text.data(), end, amount.number, std::chars_format::fixed);
  if (error != std::errc{} || !std::isfinite(amount.number)) return std::nullopt;
  amount.unit.assign(last, end);
  if (amount.is_factor && !amount.unit.empty()) return std::nullopt;
  return amount;
}

std::string amount_text(double number, const std::string& unit) {
  if (unit == "ms") return duration_text(to_duration(number));
  return fmt::format("{:.12g}{}", number + 0.0, unit);
}

std::optional<Amount> in_one_unit(const Amount& amount, std::string_view text, bool as_time) {
  const bool is_compound =
      std::ranges::any_of(amount.unit, [](char c) { return c >= '0' && c <= '9'; });
  if (!as_time && !is_compound) return amount;
  const Parsed<Span> span = parse_span(text, TimeUnits::work);
  if (!span) return std::nullopt;
  return Amount{in_ms(span->fixed), "ms", false};
}

std::vector<std::string_view> parts_of(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.push_back(trimmed(text.substr(0, at)));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + separator.size());
  }
}

PathValues values_of_path(std::string_view written, const AxisText& told) {
  const std::size_t equals = written.find('=');
  if (equals == std::string_view::npos || equals == 0 || equals + 1 == written.size()) {
    told.fail("that is no path with its values", "it is PATH=RANGE", std::string{range_example});
  }
  std::string path{trimmed(written.substr(0, equals))};
  const std::string_view value = trimmed(written.substr(equals + 1));
  const std::string_view first = std::string_view{path}.substr(0, path.find('.'));
  constexpr std::array<std::string_view, 4> fixed = {"experiment", "seed", "targets",
                                                     "schema_version"};
  if (std::ranges::find(fixed, first) != fixed.end()) {
    told.fail(fmt::format("`{}` cannot be varied", first),
              "all points are simulated alike, and held to the same targets",
              "give it once, with `--set`");
  }
  if (value.find("..") != std::string_view::npos) return ranged(std::move(path), value, told);
  if (value.starts_with('[') || value.starts_with('{')) {
    told.fail("the value has no range in it", "",
              "write for example `[{after: 30m..60m:10m, of: work}]`");
  }
  return listed(std::move(path), value, told);
}

}  // namespace tiersim
