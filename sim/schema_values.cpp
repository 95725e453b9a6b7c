#include "sim/schema_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tiersim {
namespace {

// ---- Patterns: what the readers of text.hpp take. Ranges are told where a pattern can.

const std::string digits = R"(([0-9]+\.?[0-9]*|\.[0-9]+))";
const std::string exponent = "([eE][-+]?[0-9]+)";
const std::string number = digits + exponent + "?";
/// At most 100, as a decimal; powers of ten pass.
const std::string at_most_100 =
    R"((0*100(\.0*)?|0*[0-9]{1,2}(\.[0-9]*)?|\.[0-9]+|)" + digits + exponent + ")";
const std::string time_of_day = "(([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5]?[0-9])?|24:00(:00?)?)";
const std::string day = "(mon|tue|wed|thu|fri|sat|sun)";
const std::string days = fmt::format("^ *{0}( *- *{0})?( *, *{0}( *- *{0})?)* *$", day);
const std::string hours = fmt::format("^ *{0} *- *{0}( *, *{0} *- *{0})* *$", time_of_day);

std::string signed_number(const Range& range) { return (range.low < 0 ? "-?" : "") + number; }

std::string share(const Range& range) {
  return (range.low < 0 ? "-?" : "") + (range.high <= 1 ? at_most_100 : number) + "%";
}

std::string time(TimeUnits units) {
  std::string words = "ms|s|m|h";
  if (units != TimeUnits::work) words += "|d|w";
  if (units == TimeUnits::clock) words += "|bd";
  const std::string part = fmt::format("[0-9]+(\\.[0-9]+)?({})", words);
  return fmt::format("{0}( *{0})*", part);
}

/// A text of that pattern. \param wanted  what it is, for whoever wrote something else.
Schema text(const std::string& pattern, const Words& wanted) {
  const std::string range = wanted.range.empty() ? "" : fmt::format(" ({})", wanted.range);
  return {{"type", {"string"}},
          {"pattern", pattern},
          {"patternErrorMessage",  // a keyword of editors; validators pass over it
           fmt::format("wanted: {}{}, for example {}", wanted.type, range, wanted.example)}};
}

std::string whole_text(const std::string& pattern) { return "^" + pattern + "$"; }

void set_range(Schema& schema, const Range& range) {
  if (std::isfinite(range.low)) schema[range.low_open ? "exclusiveMinimum" : "minimum"] = range.low;
  if (std::isfinite(range.high)) {
    schema[range.high_open ? "exclusiveMaximum" : "maximum"] = range.high;
  }
}

/// A number that may also be written as a text: the loader does not ask about quotes.
Schema number_or_text(const Range& range, const std::string& pattern, const Words& wanted) {
  Schema schema = either({{"type", {"number"}}}, text(whole_text(pattern), wanted));
  set_range(schema, range);
  return schema;
}

}  // namespace

Schema closed_map() {
  return {{"type", {"object"}}, {"properties", Schema::object()}, {"additionalProperties", false}};
}

Schema map_of(const Schema& item, const std::string& key_pattern) {
  if (key_pattern.empty()) return {{"type", {"object"}}, {"additionalProperties", item}};
  return {{"type", {"object"}},
          {"patternProperties", {{key_pattern, item}}},
          {"additionalProperties", false}};
}

Schema list_of(const Schema& item) { return {{"type", {"array"}}, {"items", item}}; }

Schema either(const Schema& one, const Schema& other) {
  Schema both = one;
  for (const auto& [key, value] : other.items()) {
    if (key == "type") {
      for (const Schema& type : value) both["type"].push_back(type);
    } else {
      both[key] = value;
    }
  }
  return both;
}

Schema or_null(Schema schema) {
  if (schema.contains("$ref")) return {{"anyOf", {schema, {{"type", "null"}}}}};
  if (schema.contains("enum")) schema["enum"].push_back(nullptr);
  if (schema.contains("type")) schema["type"].push_back("null");
  return schema;
}

Schema defined(std::string_view name) { return {{"$ref", fmt::format("#/definitions/{}", name)}}; }

Schema schema_of(AsText) { return {{"type", {"string", "number", "boolean"}}}; }
Schema schema_of(AsName as) {
  const std::string percent = R"((0*[1-9][0-9]?(\.[0-9]*)?|0*\.[1-9][0-9]*))";
  if (as.of == Reference::stat) return text("^(mean|median|p" + percent + ")$", words(as));
  if (as.of == Reference::currency) return text("^[^0-9 ,]{1,12}$", words(as));
  return either(schema_of(AsText{}), {{"minLength", 1}});
}
Schema schema_of(AsOneOfList as) { return schema_of(AsName{as.of}); }
Schema schema_of(AsFile) { return {{"type", {"string", "number"}}, {"minLength", 1}}; }
Schema schema_of(AsFlag) { return {{"enum", {true, false, "true", "false"}}}; }
Schema schema_of(AsWhole as) {
  Schema schema = either({{"type", {"integer"}}}, text("^[0-9]+$", words(as)));
  schema["minimum"] = as.low;
  if (as.high < std::numeric_limits<std::uint64_t>::max()) schema["maximum"] = as.high;
  return schema;
}
Schema schema_of(AsNumber as) {
  return number_or_text(as.range, signed_number(as.range), words(as));
}
Schema schema_of(AsFactor as) {
  return number_or_text(as.range, signed_number(as.range) + "%?", words(as));
}
Schema schema_of(AsPhases) { return schema_of(AsWhole{1, 1000}); }
Schema schema_of(AsShare as) { return text(whole_text(share(as.range)), words(as)); }
Schema schema_of(AsGrowth as) { return text(whole_text("-?" + number + "%/month"), words(as)); }
Schema schema_of(AsTime as) { return text(whole_text(time(as.units)), words(as)); }
Schema schema_of(AsDate as) {
  return text("^(19[7-9][0-9]|2[01][0-9]{2}|2200)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
              words(as));
}
Schema schema_of(AsTimeOfDay as) { return text(fmt::format("^ *{} *$", time_of_day), words(as)); }
Schema schema_of(AsWeekday) { return {{"enum", weekday_names}}; }
Schema schema_of(AsVolume as) {
  return text(fmt::format("^ *{} */ *(h|day|bd|week|month|min) *$", number), words(as));
}

Schema schema_of(AsWeekly as) {
  const Schema of_days = or_null(text(hours, {"hours", "`\"08:00-18:00\"`", ""}));
  return either(text("^24x7$", words(as)), map_of(of_days, days));
}
Schema schema_of(AsHandleTime) { return defined(handle_time_name); }
Schema schema_of(AsDistribution as) {
  return defined(as.units == TimeUnits::work ? distribution_name : long_distribution_name);
}
Schema schema_of(AsDailyVariation) {
  Schema map = closed_map();
  map["properties"]["cv"] = schema_of(AsNumber{{.low = 0, .high = 10, .low_open = true}});
  map["minProperties"] = 1;
  return map;
}
Schema schema_of(AsProfile) {
  Schema a_day = list_of(schema_of(AsNumber{profile_weight}));
  a_day["minItems"] = 24;
  a_day["maxItems"] = 24;
  const Words some_hours{"hours or 24 weights", "`\"08:00-18:00\"`", ""};
  Schema a_week = list_of(either(schema_of(AsNumber{profile_weight}), a_day));
  a_week["minItems"] = 7;
  a_week["maxItems"] = 168;
  const Schema by_days = map_of(or_null(either(text(hours, some_hours), a_day)), days);
  return or_null(either(either(schema_of(AsFile{}), by_days), a_week));
}
Schema schema_of(AsAfter as) {
  return text(fmt::format("^({}|{}%)$", time(TimeUnits::work), at_most_100), words(as));
}
Schema schema_of(AsOf) { return schema_of(AsName{Reference::sla}); }
Schema schema_of(AsBound as) {
  return text(fmt::format("^ *(>=|<=) *(-?{}%?|{}) *$", number, time(TimeUnits::elapsed)),
              words(as));
}
Schema schema_of(AsMargin as) {
  return text(fmt::format("^ *{} *(%|pp) *$", at_most_100), words(as));
}

Schema schema_of(AsWarmUp as) {
  return text(fmt::format("^(auto|{})$", time(TimeUnits::horizon)), words(as));
}

Schema schema_of(AsVariable as) {
  Schema values = list_of(schema_of(AsText{}));
  values["minItems"] = 1;
  values["maxItems"] = most_choices;
  return either(text("^ *[0-9]{1,9} *\\.\\. *[0-9]{1,9} *$", words(as)), values);
}

Schema clock_event_schema(const std::string& words, std::string_view key, const Words& wanted) {
  Schema map = closed_map();
  map["properties"][std::string{key}] = schema_of(AsName{Reference::tier});
  map["minProperties"] = 1;
  return either(text(fmt::format("^({})$", words), wanted), map);
}

}  // namespace tiersim
