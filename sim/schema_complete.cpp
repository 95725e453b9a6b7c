#include "sim/schema_complete.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "sim/describe.hpp"

namespace tiersim {
namespace {

class Complete {
 public:
  // of(type, as): what must hold of a value besides its shape; an empty map: nothing
  template <class T, class As>
  Schema of(const T* /*type*/, const As& /*as*/) {
    return Schema::object();
  }
  template <class T, class As>
  Schema of(const std::optional<T>* /*type*/, const As& as) {
    return of(static_cast<const T*>(nullptr), as);
  }
  Schema of(const Distribution* /*type*/, const AsDistribution& /*as*/) {
    return defined(complete_name(distribution_name));
  }
  Schema of(const HandleTime* /*type*/, const AsHandleTime& /*as*/) {
    return defined(complete_name(handle_time_name));
  }
  template <Present S>
  Schema of(const S* /*type*/, const AsStruct& /*as*/) {
    Fields<S> fields{*this, Schema::object()};
    describe(fields, Of<S>{});
    return fields.result;
  }
  template <Present S>
  Schema of(const S* type, const AsStructOr& /*as*/) {
    return of(type, AsStruct{});
  }
  template <class T, class Item>
  Schema of(const Named<T>* /*type*/, const AsMap<Item>& as) {
    return {{"additionalProperties", not_null(of(static_cast<const T*>(nullptr), as.item))}};
  }
  template <class T, class Item>
  Schema of(const std::vector<T>* /*type*/, const AsList<Item>& as) {
    const Schema item = of(static_cast<const T*>(nullptr), as.item);
    return item.empty() ? item : Schema{{"items", item}};
  }
  template <class S>
  Schema of(const std::vector<S>* /*type*/, const AsNamedList& /*as*/) {
    const Schema item = of(static_cast<const S*>(nullptr), AsStruct{});
    Schema by_name = item;  // the key is the name
    auto& required = by_name["required"];
    required.erase(std::remove(required.begin(), required.end(), "name"), required.end());
    return {{"items", item}, {"additionalProperties", not_null(by_name)}};
  }

  Schema distribution(const std::vector<std::string_view>& others) {
    Schema complete;
    Schema names = Schema::array({"mean", "cv"});
    Schema ways = Schema::array();
    ways.push_back(needs("mean"));
    for (const Word<DistributionKind>& kind : kind_words) {
      names.push_back(kind.text);
      ways.push_back(needs(kind.text));
      Fields<Distribution> fields{*this, Schema::object()};
      describe_kind(fields, kind.value);
      if (!fields.result.empty()) complete["properties"][std::string{kind.text}] = fields.result;
    }
    for (const std::string_view other : others) {
      names.push_back(other);
      ways.push_back(needs(other));
    }
    complete["properties"]["mixture"] =
        of(static_cast<const std::vector<MixturePart>*>(nullptr), AsList{AsStruct{}});
    complete["propertyNames"]["enum"] = std::move(names);
    complete["anyOf"] = std::move(ways);
    return complete;
  }

 private:
  template <class S>
  struct Fields {
    Complete& complete;
    Schema result;

    template <class M, class As>
    void operator()(const Field& field, M S::* /*member*/, const As& as) {
      put(field, complete.of(static_cast<const M*>(nullptr), as));
    }
    template <class As>
    void whole(const Field& field, const As& /*as*/) {
      put(field, Schema::object());
    }
    void note(const Field& /*field*/, std::string_view /*type*/) {}
    void put(const Field& field, Schema value) {
      if (field.need == required) {
        result["required"].push_back(field.name);
        value = not_null(std::move(value));
      }
      if (!value.empty()) result["properties"][std::string{field.name}] = std::move(value);
    }
  };

  static Schema needs(std::string_view key) {
    Schema rule;
    rule["required"].push_back(key);
    return rule;
  }
  static Schema not_null(Schema value) {
    const Schema rule{{"not", {{"type", "null"}}}};
    if (value.contains("$ref")) return {{"allOf", {value, rule}}};
    value.update(rule);
    return value;
  }
};

}  // namespace

std::string complete_name(std::string_view name) { return fmt::format("complete_{}", name); }

Schema complete_scenario() {
  return Complete{}.of(static_cast<const Scenario*>(nullptr), AsStruct{});
}

Schema complete_distribution(const std::vector<std::string_view>& others) {
  return Complete{}.distribution(others);
}

}  // namespace tiersim
