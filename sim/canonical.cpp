// The canonical form: a visitor of the field descriptions (describe.hpp) that writes YAML which is
// read as exactly the same scenario. Values that are absent are left out.

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "sim/describe.hpp"
#include "sim/text.hpp"
#include "tiersim/language.hpp"

namespace tiersim {
namespace {

std::string json_string(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      quoted += fmt::format("\\x{:02x}", byte);
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

/// Collects `a: b` in braces, or items in brackets.
class Joined {
 public:
  void add(std::string_view text) {
    if (!text_.empty()) text_ += ", ";
    text_ += text;
  }
  void add(std::string_view key, std::string_view value) {
    if (!value.empty()) add(fmt::format("{}: {}", key, value));
  }
  [[nodiscard]] std::string in_braces() const { return "{" + text_ + "}"; }
  [[nodiscard]] std::string in_brackets() const { return "[" + text_ + "]"; }

 private:
  std::string text_;
};

// ---- write(value, as): the value as flow YAML; empty where it is absent

std::string write(const std::string& value, AsText) { return json_string(value); }
std::string write(const std::string& value, AsName) {
  return value.empty() ? "" : json_string(value);
}
std::string write(const std::string& value, AsFile) { return json_string(value); }
std::string write(const std::vector<std::string>& /*value*/, AsOneOfList) { return ""; }
std::string write(bool value, AsFlag) { return value ? "true" : "false"; }
std::string write(double value, AsNumber) { return number_text(value); }
std::string write(double value, AsFactor) { return number_text(value); }
std::string write(double value, AsPhases) { return number_text(value); }
std::string write(double value, AsShare) { return percent_text(value); }
std::string write(double value, AsGrowth) { return percent_text(value) + "/month"; }
std::string write(double value, AsDailyVariation) {
  return fmt::format("{{cv: {}}}", number_text(value));
}
std::string write(const Span& value, AsTime) { return span_text(value); }
std::string write(Duration value, AsTime) { return duration_text(value); }
std::string write(Duration value, AsTimeOfDay) {
  return fmt::format("\"{}\"", time_of_day_text(value));
}
std::string write(LocalDay value, AsDate) { return date_text(value); }
std::string write(unsigned value, AsWeekday) { return std::string{weekday_names[value]}; }
std::string write(const Volume& value, AsVolume) { return volume_text(value); }
template <Present T>
std::string write(T value, AsWhole) {
  return fmt::format("{}", value);
}
template <class E>
std::string write(E value, const AsChoice<E>& as) {
  return std::string{std::ranges::find(as.words, value, &Word<E>::value)->text};
}

std::string write(const WeeklyHours& value, AsWeekly as);
std::string write(const Distribution& value, AsDistribution as);
std::string write(const HandleTime& value, AsHandleTime as);
std::string write(const Shrinkage& value, AsShrinkage as);
std::string write(const Named<GroupSkill>& value, AsSkills as);
std::string write(const Demand& value, AsProfile as);
std::string write(const EscalationThreshold& value, AsAfter as);
std::string write(const EscalationThreshold& value, AsOf as);
std::string write(const Target& value, AsBound as);
std::string write(const Margin& value, AsMargin as);
std::string write(const Routing& value, AsStructOr as);
std::string write(const WarmUp& value, AsWarmUp as);
std::string write(const Variable& value, AsVariable as);
std::string write(const InitialBacklog& value, AsBacklog as);
template <class E>
std::string write(const ClockEvent<E>& value, const AsClockEvent<E>& as);

template <class T, class As>
std::string write(const std::optional<T>& value, const As& as);
template <Present S>
std::string write(const S& value, AsStruct as);
template <Present S>
std::string write(const S& value, AsStructOr as);
template <class T, class Item>
std::string write(const std::vector<T>& list, const AsList<Item>& as);
template <class T, class Item>
std::string write(const Named<T>& map, const AsMap<Item>& as);
template <class T, class Item>
std::string write(const ByName<T>& value, const AsByName<Item>& as);

/// Writes the keys of a struct in one line.
template <class S>
class FlowFields {
 public:
  explicit FlowFields(const S& object) : object_{object} {}
  template <class M, class As>
  void operator()(const Field& field, M S::*member, const As& as) {
    joined_.add(field.name, write(object_.*member, as));
  }
  template <class As>
  void whole(const Field& field, const As& as) {
    joined_.add(field.name, write(object_, as));
  }
  [[nodiscard]] std::string text() const { return joined_.in_braces(); }

 private:
  const S& object_;
  Joined joined_;
};

template <class T, class As>
std::string write(const std::optional<T>& value, const As& as) {
  return value ? write(*value, as) : "";
}

template <Present S>
std::string write(const S& value, AsStruct /*as*/) {
  FlowFields<S> fields{value};
  describe(fields, Of<S>{});
  return fields.text();
}

template <Present S>
std::string write(const S& value, AsStructOr /*as*/) {
  return write(value, AsStruct{});
}

template <class T, class Item>
std::string write(const std::vector<T>& list, const AsList<Item>& as) {
  if (list.empty()) return "";
  Joined joined;
  for (const T& item : list) joined.add(write(item, as.item));
  return joined.in_brackets();
}

template <class T, class Item>
std::string write(const Named<T>& map, const AsMap<Item>& as) {
  if (map.empty()) return "";
  Joined joined;
  for (const auto& [name, value] : map) joined.add(json_string(name), write(value, as.item));
  return joined.in_braces();
}

template <class T, class Item>
std::string write(const ByName<T>& value, const AsByName<Item>& as) {
  Joined joined;
  for (const auto& [name, one] : value.by_name) joined.add(json_string(name), write(one, as.item));
  joined.add("default", write(value.otherwise, as.item));
  const bool none = value.by_name.empty() && !value.otherwise;
  return none ? "" : joined.in_braces();
}

// ---- Shapes of their own

std::string write(const WeeklyHours& value, AsWeekly /*as*/) {
  if (value.is_always()) return "24x7";
  Joined joined;
  for (std::size_t day = 0; day < 7; ++day) {
    if (value.days[day].empty()) continue;
    joined.add(weekday_names[day], fmt::format("\"{}\"", day_spans_text(value.days[day])));
  }
  return joined.in_braces();
}

/// Writes the parameters of a distribution.
struct Parameters {
  const Distribution& distribution;
  Joined joined = {};
  template <class M, class As>
  void operator()(const Field& field, M Distribution::*member, const As& as) {
    joined.add(field.name, write(distribution.*member, as));
  }
};

std::string parameters(const Distribution& value) {
  if (value.kind == DistributionKind::deterministic) return duration_text(value.mean);
  if (value.kind == DistributionKind::empirical) return write(value.values, AsList{AsTime{}});
  if (value.kind == DistributionKind::mixture) return write(value.parts, AsList{AsStruct{}});
  Parameters fields{value};
  describe_kind(fields, value.kind);
  return fields.joined.in_braces();
}

std::string write(const Distribution& value, AsDistribution /*as*/) {
  const auto word = std::ranges::find(kind_words, value.kind, &Word<DistributionKind>::value);
  return fmt::format("{{{}: {}}}", word->text, parameters(value));
}

std::string write(const HandleTime& value, AsHandleTime /*as*/) {
  if (value.by_channel.empty()) return write(value.time, AsDistribution{});
  return fmt::format("{{default: {}, by_channel: {}}}", write(value.time, AsDistribution{}),
                     write(value.by_channel, AsMap{AsDistribution{}}));
}

std::string write(const Shrinkage& value, AsShrinkage /*as*/) {
  if (value.unnamed > 0) return percent_text(value.unnamed);
  return write(value, AsStruct{});
}

std::string write(const Named<GroupSkill>& value, AsSkills /*as*/) {
  return write(value, AsMap{AsStruct{}});
}

std::string write(const Demand& value, AsProfile /*as*/) {
  if (value.profile_file) return json_string(*value.profile_file);
  return write(value.profile.weights, AsList{AsNumber{}});
}

std::string write(const EscalationThreshold& value, AsAfter /*as*/) {
  return value.work ? write(value.work, AsTime{}) : write(value.share, AsShare{});
}

std::string write(const EscalationThreshold& value, AsOf /*as*/) {
  if (!value.sla.empty()) return json_string(value.sla);
  return value.work ? "work" : "";
}

std::string write(const Target& value, AsBound /*as*/) { return json_string(value.written); }

std::string write(const Margin& value, AsMargin /*as*/) { return margin_text(value); }

std::string write(const WarmUp& value, AsWarmUp /*as*/) {
  return value.is_auto ? "auto" : span_text(value.length);
}

/// One word, where there is no more to it.
std::string write(const Routing& value, AsStructOr /*as*/) {
  return value.classifier ? write(value, AsStruct{}) : write(value.entry, AsChoice{entry_words});
}

std::string write(const Variable& value, AsVariable /*as*/) {
  if (!value.values.empty()) return write(value.values, AsList{AsText{}});
  return fmt::format("{}..{}", value.low, value.high);
}

std::string write(const InitialBacklog& value, AsBacklog /*as*/) {
  return value.from ? write(*value.from, AsStruct{}) : write(value.lots, AsMap{AsStruct{}});
}

template <class E>
std::string write(const ClockEvent<E>& value, const AsClockEvent<E>& as) {
  if (value.tier.empty()) return write(value.what, AsChoice<E>{as.words});
  return fmt::format("{{{}: {}}}", as.at_tier.text, json_string(value.tier));
}

// ---- The scenario: a line for each key, and for each entry of its maps and lists

class Lines {
 public:
  explicit Lines(const Scenario& scenario) : scenario_{scenario} {}

  template <class M, class As>
  void operator()(const Field& field, M Scenario::*member, const As& as) {
    const auto& value = scenario_.*member;
    if constexpr (requires { add_entries(field, value, as); }) {
      add_entries(field, value, as);
    } else {
      add(field.name, write(value, as));
    }
  }
  void note(const Field& /*field*/, std::string_view /*type*/) {}

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void add(std::string_view key, std::string_view value) {
    if (!value.empty()) text_ += fmt::format("{}: {}\n", key, value);
  }
  template <class T, class Item>
  void add_entries(const Field& field, const Named<T>& map, const AsMap<Item>& as) {
    if (!map.empty()) text_ += fmt::format("{}:\n", field.name);
    for (const auto& [name, value] : map) {
      text_ += fmt::format("  {}: {}\n", json_string(name), write(value, as.item));
    }
  }
  template <class S>
  void add_entries(const Field& field, const std::vector<S>& list, AsNamedList /*as*/) {
    add_items(field, list, AsStruct{});
  }
  template <class S>
  void add_entries(const Field& field, const std::vector<S>& list, const AsList<AsStruct>& as) {
    add_items(field, list, as.item);
  }
  template <class S, class As>
  void add_items(const Field& field, const std::vector<S>& list, const As& as) {
    if (!list.empty()) text_ += fmt::format("{}:\n", field.name);
    for (const S& item : list) text_ += fmt::format("  - {}\n", write(item, as));
  }

  const Scenario& scenario_;
  std::string text_;
};

}  // namespace

std::string canonical_text(const Scenario& scenario) {
  Lines lines{scenario};
  describe(lines, Of<Scenario>{});
  return lines.text();
}

}  // namespace tiersim
