#pragma once
// JSON Schemas of values that are one text, and of those with a shape of their own. The keyword
// `type` is always a list: a schema of a text and one of a map can be put together, because
// `pattern` speaks of texts alone, `minimum` of numbers and `properties` of maps.

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "sim/field.hpp"
#include "sim/field_words.hpp"

namespace tiersim {

using Schema = nlohmann::ordered_json;

/// A map without keys of its own: other keys are refused.
[[nodiscard]] Schema closed_map();
/// A map whose names are free, or such as the pattern says.
[[nodiscard]] Schema map_of(const Schema& item, const std::string& key_pattern = "");
[[nodiscard]] Schema list_of(const Schema& item);
/// What either of the two schemas takes; they have no type in common.
[[nodiscard]] Schema either(const Schema& one, const Schema& other);
/// The same, or null.
[[nodiscard]] Schema or_null(Schema schema);
/// The schema of that name among the definitions.
[[nodiscard]] Schema defined(std::string_view name);
inline constexpr std::string_view distribution_name = "distribution";
inline constexpr std::string_view long_distribution_name = "long_distribution";  ///< in days, too
inline constexpr std::string_view handle_time_name = "handle_time";

[[nodiscard]] Schema schema_of(AsText as);
[[nodiscard]] Schema schema_of(AsName as);
[[nodiscard]] Schema schema_of(AsOneOfList as);
[[nodiscard]] Schema schema_of(AsFile as);
[[nodiscard]] Schema schema_of(AsFlag as);
[[nodiscard]] Schema schema_of(AsWhole as);
[[nodiscard]] Schema schema_of(AsNumber as);
[[nodiscard]] Schema schema_of(AsShare as);
[[nodiscard]] Schema schema_of(AsFactor as);
[[nodiscard]] Schema schema_of(AsPhases as);
[[nodiscard]] Schema schema_of(AsGrowth as);
[[nodiscard]] Schema schema_of(AsTime as);
[[nodiscard]] Schema schema_of(AsDate as);
[[nodiscard]] Schema schema_of(AsTimeOfDay as);
[[nodiscard]] Schema schema_of(AsWeekday as);
[[nodiscard]] Schema schema_of(AsVolume as);
[[nodiscard]] Schema schema_of(AsWeekly as);
[[nodiscard]] Schema schema_of(AsHandleTime as);
[[nodiscard]] Schema schema_of(AsDistribution as);
[[nodiscard]] Schema schema_of(AsDailyVariation as);
[[nodiscard]] Schema schema_of(AsProfile as);
[[nodiscard]] Schema schema_of(AsAfter as);
[[nodiscard]] Schema schema_of(AsOf as);
[[nodiscard]] Schema schema_of(AsBound as);
[[nodiscard]] Schema schema_of(AsMargin as);
[[nodiscard]] Schema schema_of(AsWarmUp as);
[[nodiscard]] Schema schema_of(AsVariable as);
template <class E>
Schema schema_of(const AsChoice<E>& as) {
  Schema choice{{"enum", Schema::array()}};
  for (const Word<E>& word : as.words) choice["enum"].push_back(word.text);
  return choice;
}
/// A word, or a map with one key.
[[nodiscard]] Schema
clock_event_schema(const std::string& words, std::string_view key, const Words& wanted);
template <class E>
Schema schema_of(const AsClockEvent<E>& as) {
  std::string choice;
  for (const Word<E>& word : as.words) {
    choice += choice.empty() ? "" : "|";
    choice += word.text;
  }
  return clock_event_schema(choice, as.at_tier.text, words(as));
}

}  // namespace tiersim
