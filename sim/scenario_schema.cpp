#include "sim/scenario_schema.hpp"

#include <fmt/format.h>

#include <optional>
#include <regex>
#include <string>
#include <type_traits>
#include <vector>

#include "sim/describe.hpp"
#include "sim/schema_complete.hpp"
#include "sim/schema_values.hpp"

namespace tiersim {
namespace {

// A key is deleted by null, in any file: all keys but those that are `whole` take it. Entries of a
// map may be null only on top of another file, which schema_complete.cpp sees to.

/// Tells what the key is, what is written there, and what holds without it.
std::string description(const Field& field, const Words& value) {
  std::string text = fmt::format("{}\n\nValue: {}", field.doc, value.type);
  if (!value.range.empty()) text += fmt::format(" ({})", value.range);
  if (value.example != "`{...}`") text += fmt::format(", for example {}", value.example);
  text += '.';
  if (field.need == required) text += " Required.";
  if (!field.fallback.empty()) text += fmt::format(" Default: {}.", field.fallback);
  return text;
}

/// The default, where it is a value and not a sentence about one.
std::optional<Schema> default_of(const Field& field, const Schema& value) {
  const std::string text{field.fallback};
  if (text.empty()) return std::nullopt;
  if (const auto found = value.find("enum"); found != value.end()) {
    if (found->front().is_boolean()) return text == "true";
    for (const Schema& word : *found) {
      if (word == text) return text;
    }
    return std::nullopt;
  }
  const auto pattern = value.find("pattern");
  if (pattern == value.end()) return std::nullopt;
  if (!std::regex_match(text, std::regex{pattern->get<std::string>()})) return std::nullopt;
  const bool is_number = parse_number(text) && value["type"].front() != "string";
  return is_number ? Schema::parse(text) : Schema(text);
}

/// Writes the schema of each struct that the language reaches.
class Shapes {
 public:
  explicit Shapes(std::span<const std::string_view> kpis) : kpis_{kpis} {}

  // shape(type, as): of a value
  template <class T, class As>
  Schema shape(const T* /*type*/, const As& as) {
    return schema_of(as);
  }
  template <class T, class As>
  Schema shape(const std::optional<T>* /*type*/, const As& as) {
    return shape(static_cast<const T*>(nullptr), as);
  }
  Schema shape(const std::string* /*type*/, const AsName& as) {
    if (as.of != Reference::kpi) return schema_of(as);
    return {{"enum", kpis_}};
  }
  template <Present S>
  Schema shape(const S* /*type*/, const AsStruct& /*as*/) {
    return struct_of<S>().map;
  }
  template <Present S>
  Schema shape(const S* type, const AsStructOr& as) {
    const Schema map = shape(type, AsStruct{});
    return either(scalar_part(map["properties"][std::string{as.shorthand}]), map);
  }
  template <class T, class Item>
  Schema shape(const Named<T>* /*type*/, const AsMap<Item>& as) {
    const Schema item = or_null(shape(static_cast<const T*>(nullptr), as.item));
    if (as.keys.empty()) return map_of(item);
    Schema map = closed_map();
    for (const std::string_view key : as.keys) map["properties"][std::string{key}] = item;
    return map;
  }
  template <class T, class Item>
  Schema shape(const ByName<T>* /*type*/, const AsByName<Item>& as) {
    const Schema item = shape(static_cast<const T*>(nullptr), as.item);
    return either(item, map_of(or_null(item)));
  }
  template <class T, class Item>
  Schema shape(const std::vector<T>* /*type*/, const AsList<Item>& as) {
    return list_of(shape(static_cast<const T*>(nullptr), as.item));
  }
  /// Lists replace: their entries are complete, in overlays too.
  template <Present S>
  Schema shape(const std::vector<S>* /*type*/, const AsList<AsStruct>& /*as*/) {
    const Struct one = struct_of<S>();
    Schema map = one.map;
    if (!one.required.empty()) map["required"] = one.required;
    return list_of(map);
  }
  template <class S>
  Schema shape(const std::vector<S>* /*type*/, const AsNamedList& /*as*/) {
    Schema item = struct_of<S>().map;
    const Schema by_name = map_of(or_null(item));
    item["required"] = {"name"};
    return either(list_of(item), by_name);
  }
  Schema shape(const Shrinkage* type, const AsShrinkage& /*as*/) {
    return either(schema_of(AsShare{}), shape(type, AsStruct{}));
  }
  Schema shape(const InitialBacklog* /*type*/, const AsBacklog& /*as*/) {
    Schema map = shape(static_cast<const BacklogFile*>(nullptr), AsStruct{});
    map["additionalProperties"] =
        or_null(shape(static_cast<const BacklogLot*>(nullptr), AsStructOr{"tickets"}));
    return map;
  }
  Schema shape(const Named<GroupSkill>* type, const AsSkills& /*as*/) {
    return either(list_of(schema_of(AsName{Reference::skill})),
                  shape(type, AsMap{AsStructOr{"speed"}}));
  }

  /// \param name  by which the parts of a mixture go.
  Schema distribution(TimeUnits units, std::string_view name) {
    Schema map = closed_map();
    for (const Word<DistributionKind>& kind : kind_words) {
      Fields<Distribution> fields{*this, {}};
      describe_kind(fields, kind.value, units);
      map["properties"].update(fields.result.map["properties"]);
    }
    for (const Word<DistributionKind>& kind : kind_words) {
      map["properties"][std::string{kind.text}] = parameters(kind.value, units);
    }
    Schema& part = map["properties"]["mixture"]["items"]["properties"]["of"];
    part["anyOf"][0] = defined(name);
    return either(schema_of(AsTime{units}), map);
  }

 private:
  struct Struct {
    Schema map = closed_map();
    std::vector<std::string_view> required;
  };

  template <class S>
  struct Fields {
    Shapes& shapes;
    Struct result;

    template <class M, class As>
    void operator()(const Field& field, M S::* /*member*/, const As& as) {
      put(field, words(as), or_null(shapes.shape(static_cast<const M*>(nullptr), as)));
    }
    template <class As>
    void whole(const Field& field, const As& as) {
      put(field, words(as), schema_of(as));
    }
    void note(const Field& field, std::string_view type) {
      put(field, {std::string{type}, "`base.yaml`", ""}, schema_of(AsFile{}));
    }
    void put(const Field& field, const Words& value, const Schema& schema) {
      Schema& property = result.map["properties"][std::string{field.name}];
      property["description"] = description(field, value);
      property.update(schema);
      if (const auto fallback = default_of(field, schema)) property["default"] = *fallback;
      if (field.need == tiersim::required) result.required.push_back(field.name);
    }
  };

  template <class S>
  Struct struct_of() {
    Fields<S> fields{*this, {}};
    describe(fields, Of<S>{});
    return fields.result;
  }

  /// What the value of a key may be where it stands for the whole map: one text or number.
  static Schema scalar_part(const Schema& property) {
    if (property.contains("enum")) {  // which would hold for maps too: words become a pattern
      std::vector<std::string> words;
      for (const Schema& word : property["enum"]) {
        if (word.is_string()) words.push_back(word);
      }
      return {{"type", {"string"}}, {"pattern", fmt::format("^({})$", fmt::join(words, "|"))}};
    }
    Schema part{{"type", Schema::array()}};
    for (const Schema& type : property["type"]) {
      const bool is_kept = type == "string" || type == "number" || type == "integer";
      if (is_kept) part["type"].push_back(type);
    }
    for (const char* keyword : {"pattern", "patternErrorMessage", "minLength", "minimum", "maximum",
                                "exclusiveMinimum"}) {
      if (property.contains(keyword)) part[keyword] = property[keyword];
    }
    return part;
  }

  Schema parameters(DistributionKind kind, TimeUnits units) {
    if (kind == DistributionKind::deterministic) return schema_of(AsTime{units});
    if (kind == DistributionKind::empirical) return list_of(schema_of(AsTime{units}));
    if (kind == DistributionKind::mixture) {
      return shape(static_cast<const std::vector<MixturePart>*>(nullptr), AsList{AsStruct{}});
    }
    Fields<Distribution> fields{*this, {}};
    describe_kind(fields, kind, units);
    return fields.result.map;
  }

  std::span<const std::string_view> kpis_;
};

/// A distribution has one kind, and nothing beside it but these.
Schema stand_alone(const std::vector<std::string_view>& beside) {
  Schema rules;
  for (const Word<DistributionKind>& kind : kind_words) {
    Schema& names = rules[std::string{kind.text}]["propertyNames"]["enum"];
    names.push_back(kind.text);
    for (const std::string_view other : beside) names.push_back(other);
  }
  return rules;
}

Schema definitions(Shapes& shapes) {
  const Schema distribution = shapes.distribution(TimeUnits::work, distribution_name);
  Schema handle_time = distribution;
  const Schema channels = map_of(or_null(defined(distribution_name)));
  handle_time["properties"]["default"] = defined(distribution_name);
  handle_time["properties"]["by_channel"] = or_null(channels);
  handle_time["dependencies"] = stand_alone({"by_channel"});
  handle_time["dependencies"]["default"]["propertyNames"]["enum"] = {"default", "by_channel"};

  Schema whole_handle_time = complete_distribution({"default", "by_channel"});
  const Schema whole_distribution = defined(complete_name(distribution_name));
  whole_handle_time["properties"]["default"] = whole_distribution;
  whole_handle_time["properties"]["by_channel"]["additionalProperties"] = whole_distribution;

  Schema all;
  all[std::string{distribution_name}] = distribution;
  all[std::string{distribution_name}]["dependencies"] = stand_alone({});
  Schema& long_ones = all[std::string{long_distribution_name}];
  long_ones = shapes.distribution(TimeUnits::elapsed, long_distribution_name);
  long_ones["dependencies"] = stand_alone({});
  all[std::string{handle_time_name}] = handle_time;
  all[complete_name(distribution_name)] = complete_distribution({});
  all[complete_name(handle_time_name)] = whole_handle_time;
  all["complete"] = complete_scenario();
  return all;
}

}  // namespace

std::string scenario_schema(std::span<const std::string_view> kpis) {
  Shapes shapes{kpis};
  Schema schema{{"$schema", "http://json-schema.org/draft-07/schema#"},
                {"title", "tiersim scenario"},
                {"description", "A plan of tiered support, as `tiersim run` reads it."}};
  schema.update(shapes.shape(static_cast<const Scenario*>(nullptr), AsStruct{}));
  schema["if"] = {{"required", {"extends"}}};
  schema["then"] = true;
  schema["else"] = defined("complete");
  schema["definitions"] = definitions(shapes);
  return schema.dump(2) + '\n';
}

}  // namespace tiersim
