#pragma once
// What a kind of field looks like, in words: for errors and for the reference page.

#include <fmt/format.h>

#include <string>

#include "sim/field.hpp"

namespace tiersim {

struct Words {
  std::string type;     ///< "share"
  std::string example;  ///< "`65%`"
  std::string range;    ///< "0% to 100%"; empty: any
};

enum class RangeUnit : std::uint8_t { number, percent };
/// "above 0", "0% to 100%"; empty where all numbers are in it.
[[nodiscard]] std::string range_text(const Range& range, RangeUnit unit);
[[nodiscard]] std::string reference_text(Reference of);
/// A name as examples have it: `L1` of a tier.
[[nodiscard]] std::string_view example_name(Reference of);
/// The first of an example's values, without its backticks; `...` where it has none.
[[nodiscard]] std::string first_example(std::string_view example);

inline Words words(AsName as) {
  if (as.of == Reference::stat) return {"mean | median | p90", "`p90`", "p0.1 to p99.9"};
  return {"name of a " + reference_text(as.of), fmt::format("`{}`", example_name(as.of)), ""};
}
inline Words words(AsText) { return {"text", "`text`", ""}; }
inline Words words(AsOneOfList as) { return words(AsName{as.of}); }
inline Words words(AsFile) { return {"file name", "`tickets.csv`", "relative to this file"}; }
inline Words words(AsFlag) { return {"true or false", "`true`", ""}; }
inline Words words(AsShare as) {
  return {"share", "`65%`", range_text(as.range, RangeUnit::percent)};
}
inline Words words(AsFactor as) {
  return {"factor", "`1.6` or `160%`", range_text(as.range, RangeUnit::number)};
}
inline Words words(AsNumber as) {
  return {"number", "`26`", range_text(as.range, RangeUnit::number)};
}
inline Words words(AsPhases) { return {"whole number", "`3`", "1 to 1000"}; }
inline Words words(AsGrowth) { return {"growth", "`2%/month`", "above -100%/month"}; }
inline Words words(AsDate) { return {"date", "`2026-01-05`", ""}; }
inline Words words(AsTimeOfDay) { return {"time of day", "`\"08:00\"`", ""}; }
inline Words words(AsWeekday) { return {"weekday", "`tue`", "mon to sun"}; }
inline Words words(AsVolume) {
  return {"volume", "`80/bd`", "/h, /day, /bd, /week, /month or /min"};
}
inline Words words(AsWeekly) {
  return {"hours of a week", "`24x7` or `{mon-fri: \"08:00-18:00\"}`", ""};
}
inline Words words(AsHandleTime) {
  return {"handle time", "`8m`, `{mean: 8m, cv: 0.8}` or `{weibull: {mean: 4h, shape: 1.3}}`", ""};
}
inline Words words(AsDistribution as) {
  if (as.units == TimeUnits::work) {
    return {"distribution of times", "`8m` or `{exponential: {mean: 8m}}`", ""};
  }
  return {"distribution of times", "`2d` or `{exponential: {mean: 2d}}`",
          std::string{unit_list(as.units)}};
}
inline Words words(AsShrinkage) {
  return {"shrinkage", "`30%` or `{leave: 9%, sickness: 5%}`", "less than 100% in sum"};
}
inline Words words(AsSkills) {
  return {"skills", "`{identity: 1.0, product: {speed: 0.6, solve: 0.9}}` or `[identity]`", ""};
}
inline Words words(AsDailyVariation) {
  return {"variation", "`{cv: 0.15}`", "cv above 0, at most 10"};
}
inline Words words(AsProfile) {
  return {"profile", "`office-hours.csv` or `{mon-fri: \"08:00-18:00\"}`", ""};
}
inline Words words(AsAfter) { return {"time or share", "`45m` or `50%`", ""}; }
inline Words words(AsOf) { return {"`work` or SLA", "`work`", ""}; }
inline Words words(AsBacklog) {
  return {"map: tier to tickets, or a file's", "`{L2: 40}` or `{file: open.csv, columns: {...}}`",
          ""};
}
inline Words words(AsMargin) { return {"margin", "`2%` or `1pp`", "above 0, below 100"}; }
inline Words words(AsWarmUp) {
  return {"time, or `auto`", "`2w`", std::string{unit_list(TimeUnits::horizon)}};
}
inline Words words(AsBound) { return {"bound", "`\">= 65%\"`", ""}; }
inline Words words(AsVariable) {
  return {"range, or list of values", "`8..16` or `[30m, 45m]`", ""};
}
inline Words words(AsStruct) { return {"map", "`{...}`", ""}; }
inline Words words(AsStructOr as) {
  return {fmt::format("map, or its `{}` alone", as.shorthand), "`{...}`", ""};
}
inline Words words(AsNamedList) {
  return {"list of maps with a `name`, or map by name", "`[{name: L1}, {name: L2}]`", ""};
}

inline Words words(AsWhole as) {
  const bool limited = as.high < std::numeric_limits<std::uint64_t>::max();
  return {"whole number", "`14`",
          limited ? fmt::format("{} to {}", as.low, as.high)
                  : (as.low > 0 ? fmt::format("at least {}", as.low) : "")};
}
inline Words words(AsTime as) { return {"time", "`20m`", std::string{unit_list(as.units)}}; }
template <class E>
Words words(const AsChoice<E>& as) {
  std::string list;
  for (const Word<E>& word : as.words) {
    if (!list.empty()) list += " | ";
    list += word.text;
  }
  return {list, fmt::format("`{}`", as.words.front().text), ""};
}
template <class E>
Words words(const AsClockEvent<E>& as) {
  const Words choice = words(AsChoice<E>{as.words});
  return {fmt::format("{} | {{{}: tier}}", choice.type, as.at_tier.text), choice.example, ""};
}
template <class Item>
Words words(const AsList<Item>& as) {
  const Words item = words(as.item);
  return {"list of " + item.type, fmt::format("`[{}]`", first_example(item.example)), item.range};
}
template <class Item>
Words words(const AsMap<Item>& as) {
  const Words item = words(as.item);
  const std::string key = as.key == Reference::none ? "name" : reference_text(as.key);
  const std::string name{as.keys.empty() ? example_name(as.key) : as.keys.front()};
  return {fmt::format("map: {} to {}", key, item.type),
          fmt::format("`{{{}: {}}}`", name, first_example(item.example)), item.range};
}
template <class Item>
Words words(const AsByName<Item>& as) {
  const Words item = words(as.item);
  return {fmt::format("{}, or map: {} to it", item.type, reference_text(as.key)),
          fmt::format("`{{{1}: {0}, default: {0}}}`", first_example(item.example),
                      example_name(as.key)),
          item.range};
}

/// A visitor that writes a map as an example: with the keys that are required, or the first.
class ExampleKeys {
 public:
  template <class M, class As>
  void operator()(const Field& field, M /*member*/, const As& /*as*/) {
    add(field);
  }
  template <class As>
  void whole(const Field& field, const As& /*as*/) {
    add(field);
  }
  void note(const Field& /*field*/, std::string_view /*type*/) {}
  [[nodiscard]] std::string text() const {
    return fmt::format("`{{{}}}`", required_.empty() ? first_ : required_);
  }

 private:
  void add(const Field& field) {
    if (field.need == required) {
      required_ += fmt::format("{}{}: ...", required_.empty() ? "" : ", ", field.name);
    }
    if (first_.empty()) first_ = fmt::format("{}: ...", field.name);
  }
  std::string required_;
  std::string first_;
};

}  // namespace tiersim
