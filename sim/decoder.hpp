#pragma once
// The visitor that decodes: one `read` for each way in which a value is written (field.hpp).

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "sim/decode.hpp"
#include "sim/describe.hpp"
#include "sim/field_words.hpp"
#include "sim/suggest.hpp"

namespace tiersim {

template <class S>
class FieldReader;

class Decoder {
 public:
  explicit Decoder(Decoding& decoding) : out_{decoding} {}

  // One text
  void read(const YamlNode& node, std::string& value, AsText as);
  void read(const YamlNode& node, std::string& value, AsName as);
  void read(const YamlNode& node, std::string& value, AsFile as);
  void read(const YamlNode& node, std::vector<std::string>& value, AsOneOfList as);
  void read(const YamlNode& node, bool& value, AsFlag as);
  void read(const YamlNode& node, double& value, AsNumber as);
  void read(const YamlNode& node, double& value, AsShare as);
  void read(const YamlNode& node, double& value, AsFactor as);
  void read(const YamlNode& node, double& value, AsGrowth as);
  void read(const YamlNode& node, double& value, AsPhases as);
  void read(const YamlNode& node, Span& value, AsTime as);
  void read(const YamlNode& node, Duration& value, AsTime as);
  void read(const YamlNode& node, Duration& value, AsTimeOfDay as);
  void read(const YamlNode& node, LocalDay& value, AsDate as);
  void read(const YamlNode& node, unsigned& value, AsWeekday as);
  void read(const YamlNode& node, Volume& value, AsVolume as);
  template <Present T>
  void read(const YamlNode& node, T& value, AsWhole as);
  template <class E>
  void read(const YamlNode& node, E& value, const AsChoice<E>& as);

  // Shapes of their own
  void read(const YamlNode& node, WeeklyHours& value, AsWeekly as);
  void read(const YamlNode& node, Distribution& value, AsDistribution as);
  void read(const YamlNode& node, HandleTime& value, AsHandleTime as);
  void read(const YamlNode& node, Shrinkage& value, AsShrinkage as);
  void read(const YamlNode& node, Named<GroupSkill>& value, AsSkills as);
  void read(const YamlNode& node, double& value, AsDailyVariation as);
  void read(const YamlNode& node, Demand& demand, AsProfile as);
  void read(const YamlNode& node, EscalationThreshold& threshold, AsAfter as);
  void read(const YamlNode& node, EscalationThreshold& threshold, AsOf as);
  void read(const YamlNode& node, Target& target, AsBound as);

  // Values made of values
  template <class T, class As>
  void read(const YamlNode& node, std::optional<T>& value, const As& as);
  template <Present S>
  void read(const YamlNode& node, S& object, AsStruct as);
  template <Present S>
  void read(const YamlNode& node, S& object, AsStructOr as);
  template <class T, class Item>
  void read(const YamlNode& node, std::vector<T>& list, const AsList<Item>& as);
  template <class T, class Item>
  void read(const YamlNode& node, Named<T>& map, const AsMap<Item>& as);
  template <class T, class Item>
  void read(const YamlNode& node, ByPriority<T>& value, const AsByPriority<Item>& as);
  template <class S>
  void read(const YamlNode& node, std::vector<S>& list, AsNamedList as);

 private:
  template <class S>
  friend class FieldReader;

  /// Goes one step down the path for as long as it lives.
  class Step {
   public:
    Step(Decoder& decoder, std::string_view name) : path_{decoder.path_}, size_{path_.size()} {
      if (!path_.empty()) path_ += '.';
      path_ += name;
    }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;
    ~Step() { path_.resize(size_); }

   private:
    std::string& path_;
    std::size_t size_;
  };

  void fail(const Place& place, Complaint complaint);
  void fail(const YamlNode& node, Complaint complaint) { fail(node.place(), std::move(complaint)); }
  /// The node is not of the kind that is wanted here.
  void wrong_shape(const YamlNode& node, const Words& wanted);
  /// An empty list or map on top of entries, which merge: it changes nothing.
  [[nodiscard]] bool is_idle(const YamlNode& node, bool has_entries);
  [[nodiscard]] bool is_map(const YamlNode& node, const Words& wanted);
  [[nodiscard]] bool is_list(const YamlNode& node, const Words& wanted);
  /// The text of a scalar; null, with a problem, where there is none.
  [[nodiscard]] const std::string* text_of(const YamlNode& node, const Words& wanted);
  /// May the text stand in names and titles? Told where not.
  [[nodiscard]] bool is_shown(const YamlNode& node);

  /// Stores what was parsed, or tells what is wrong.
  template <class T>
  bool store(const YamlNode& node, const Parsed<T>& parsed, T& value);
  void store_in_range(const YamlNode& node,
                      const Parsed<double>& parsed,
                      Range range,
                      RangeUnit unit,
                      double& value);

  void note_place(const Place& place) { out_.places.put(path_, place); }
  /// Where an entry of a map is said to be: text and lists by their value, maps by their key.
  [[nodiscard]] static Place place_of(const MapEntry& entry);

  /// Reads an entry that is not null.
  template <class T, class As>
  void child(const MapEntry& entry, T& value, const As& as);
  /// Reads an entry of a list.
  template <class T, class As>
  void child(const YamlNode& node, std::size_t index, T& value, const As& as);

  /// A whole number in [low, high]; else empty, with a problem.
  [[nodiscard]] std::optional<std::uint64_t>
  whole_in(const YamlNode& node, std::uint64_t low, std::uint64_t high);
  /// Are hours by days written without the `weekly` above them? Told then.
  [[nodiscard]] bool lacks_weekly(const YamlNode& node);

  /// A group has either `tier` or `tiers` in one map.
  void check_spelled_once(const YamlNode& group);
  void unknown_key(const YamlNode& key,
                   const std::vector<std::string>& known,
                   std::string_view why = "");
  template <class T>
  void delete_entry(const MapEntry& entry, Named<T>& map);
  /// May an entry of that name be made? A step of a `--set` needs one that is there.
  template <class T>
  [[nodiscard]] bool may_add(const MapEntry& entry, const Named<T>& map);
  void nothing_there(const MapEntry& entry,
                     const std::vector<std::string>& known,
                     std::string_view suggestion);
  /// Remembers an entry that is added under a name like one of those that were there.
  void note_look_alike(const MapEntry& entry, const std::vector<std::string>& before);

  // Distributions
  void read_kind(const MapEntry& entry, DistributionKind kind, Distribution& value);
  void read_parts(const YamlNode& node, std::vector<MixturePart>& parts);
  void read_parameters(const YamlNode& node,
                       DistributionKind kind,
                       Distribution& value,
                       std::string_view example);
  void read_shorthand(const YamlNode& node,
                      const std::vector<const MapEntry*>& entries,
                      Distribution& value);
  void read_distribution_map(const YamlNode& node,
                             Distribution& value,
                             const std::vector<std::string_view>& other_keys);

  /// The items of a list that have a name, told of where they have none or it is used twice.
  [[nodiscard]] std::vector<const YamlNode*> items_with_names(const YamlNode& node);
  template <class S>
  void read_named(const YamlNode& node,
                  const std::string& name,
                  const Place& place,
                  std::vector<S>& list);
  template <class S>
  void read_entry_of_named(const MapEntry& entry, Named<int>& known, std::vector<S>& list);

  void read_weights(const YamlNode& node, std::vector<double>& weights);
  void read_profile_days(const YamlNode& node, std::vector<double>& weights);
  void read_profile_entry(const YamlNode& node, const DaySet& days, std::vector<double>& weights);
  void read_day_weights(const YamlNode& node, std::vector<double>& weights, std::size_t from);
  [[nodiscard]] std::optional<DaySet> read_day_key(const YamlNode& key, DaySet& seen);

  Decoding& out_;
  std::string path_;
};

}  // namespace tiersim

#include "sim/field_reader.hpp"

namespace tiersim {

// ---- Templates of Decoder

template <class T>
bool Decoder::store(const YamlNode& node, const Parsed<T>& parsed, T& value) {
  if (!parsed) {
    fail(node, parsed.complaint());
    return false;
  }
  value = *parsed;
  return true;
}

template <Present T>
void Decoder::read(const YamlNode& node, T& value, AsWhole as) {
  const std::string* const text = text_of(node, words(as));
  if (!text) return;
  const std::uint64_t high =
      std::min(as.high, static_cast<std::uint64_t>(std::numeric_limits<T>::max()));
  if (const auto number = whole_in(node, as.low, high)) value = static_cast<T>(*number);
}

template <class E>
void Decoder::read(const YamlNode& node, E& value, const AsChoice<E>& as) {
  const std::string* const text = text_of(node, words(as));
  if (!text) return;
  std::vector<std::string> known;
  for (const Word<E>& word : as.words) {
    if (word.text == *text) {
      value = word.value;
      return;
    }
    known.emplace_back(word.text);
  }
  fail(node, {fmt::format("{} is not known here", quoted(*text)), "",
              did_you_mean(*text, known, "words here")});
}

template <class T, class As>
void Decoder::read(const YamlNode& node, std::optional<T>& value, const As& as) {
  if (!value) value.emplace();
  read(node, *value, as);
}

template <Present S>
void Decoder::read(const YamlNode& node, S& object, AsStruct as) {
  if (node.kind != NodeKind::map) {
    ExampleKeys keys;
    describe(keys, Of<S>{});
    return wrong_shape(node, {words(as).type, keys.text(), ""});
  }
  FieldReader<S> reader{*this, node, object};
  describe(reader, Of<S>{});
  reader.report_unknown_keys();
  if constexpr (std::is_same_v<S, Group>) check_spelled_once(node);
}

template <Present S>
void Decoder::read(const YamlNode& node, S& object, AsStructOr as) {
  if (as.shorthand == "weekly" && lacks_weekly(node)) return;
  if (node.kind != NodeKind::scalar) return read(node, object, AsStruct{});
  object = S{};
  YamlNode map;
  map.kind = NodeKind::map;
  map.file = node.file;
  map.line = node.line;
  map.column = node.column;
  map.entries.push_back({node, node});
  map.entries.front().key.text = as.shorthand;
  read(map, object, AsStruct{});
}

template <class T, class As>
void Decoder::child(const MapEntry& entry, T& value, const As& as) {
  const Step step{*this, entry.key.text};
  note_place(place_of(entry));
  read(entry.value, value, as);
}

template <class T, class As>
void Decoder::child(const YamlNode& node, std::size_t index, T& value, const As& as) {
  const Step step{*this, std::to_string(index)};
  note_place(node.place());
  read(node, value, as);
}

template <class T, class Item>
void Decoder::read(const YamlNode& node, std::vector<T>& list, const AsList<Item>& as) {
  if (!is_list(node, words(as))) return;
  const Place place = out_.places.find(path_);
  out_.places.erase(path_);
  note_place(place);
  list.clear();
  for (const YamlNode& item : node.items) {
    list.emplace_back();
    child(item, list.size() - 1, list.back(), as.item);
  }
}

template <class T>
std::vector<std::string> names_in(const Named<T>& map) {
  std::vector<std::string> names;
  for (const auto& entry : map) names.push_back(entry.first);
  return names;
}

template <class T>
void Decoder::delete_entry(const MapEntry& entry, Named<T>& map) {
  if (!map.contains(entry.key.text)) {
    return nothing_there(entry, names_in(map),
                         "an empty value deletes; write `{}` for an entry without keys");
  }
  map.erase(entry.key.text);
  const Step step{*this, entry.key.text};
  out_.places.erase(path_);
}

template <class T>
bool Decoder::may_add(const MapEntry& entry, const Named<T>& map) {
  const bool is_there = map.contains(entry.key.text);
  const bool is_set = entry.value.line == 0;  // an overlay file may name an entry for the reader
  if (is_set && is_idle(entry.value, is_there && entry.value.kind == NodeKind::map)) return false;
  if (!entry.value.is_step || is_there) return true;
  nothing_there(entry, names_in(map),
                fmt::format("to add it, set all of it: `{}.{}={{...}}`", path_, entry.key.text));
  return false;
}

template <class T, class Item>
void Decoder::read(const YamlNode& node, Named<T>& map, const AsMap<Item>& as) {
  if (!is_map(node, words(as)) || is_idle(node, !map.empty())) return;
  if (node.entries.size() > most_streams) {
    return fail(node, {"too many entries", fmt::format("at most {}", most_streams), ""});
  }
  const std::vector<std::string> before = names_in(map);
  for (const MapEntry& entry : node.entries) {
    const bool known =
        as.keys.empty() || std::ranges::find(as.keys, entry.key.text) != as.keys.end();
    if (!known) {
      unknown_key(entry.key, {as.keys.begin(), as.keys.end()});
    } else if (entry.value.kind == NodeKind::null) {
      delete_entry(entry, map);
    } else if (may_add(entry, map)) {
      note_look_alike(entry, before);
      child(entry, map.get_or_add(entry.key.text), as.item);
    }
  }
}

template <class T, class Item>
void Decoder::read(const YamlNode& node, ByPriority<T>& value, const AsByPriority<Item>& as) {
  if (node.kind != NodeKind::map) {
    value = {};
    return read(node, value.otherwise, as.item);
  }
  if (is_idle(node, value.otherwise || !value.by_priority.empty())) return;
  for (const MapEntry& entry : node.entries) {
    const bool otherwise = entry.key.text == "default";
    if (otherwise && entry.value.kind == NodeKind::null) {
      value.otherwise.reset();
    } else if (otherwise) {
      child(entry, value.otherwise, as.item);
    } else if (entry.value.kind == NodeKind::null) {
      delete_entry(entry, value.by_priority);
    } else {
      child(entry, value.by_priority.get_or_add(entry.key.text), as.item);
    }
  }
}

/// The entry of that name, or none.
template <class S>
S* find_named(std::vector<S>& list, std::string_view name) {
  const auto found = std::ranges::find(list, name, &S::name);
  return found == list.end() ? nullptr : &*found;
}

template <class S>
void Decoder::read_named(const YamlNode& node,
                         const std::string& name,
                         const Place& place,
                         std::vector<S>& list) {
  const Step step{*this, name};
  note_place(place);
  S* known = find_named(list, name);
  if (!known) {
    list.emplace_back();
    known = &list.back();
  }
  read(node, *known, AsStruct{});
  known->name = name;
}

template <class S>
void Decoder::read_entry_of_named(const MapEntry& entry, Named<int>& known, std::vector<S>& list) {
  const std::string& name = entry.key.text;
  if (entry.value.kind == NodeKind::null) {
    delete_entry(entry, known);
    std::erase_if(list, [&](const S& one) { return one.name == name; });
    return;
  }
  const MapEntry* const inner = entry.value.find("name");
  if (inner && inner->value.text != name) {
    return fail(inner->value, {fmt::format("{} cannot be given another name", quoted(name)),
                               "the key is the name", "leave out `name`"});
  }
  if (!may_add(entry, known)) return;
  note_look_alike(entry, names_in(known));
  read_named(entry.value, name, place_of(entry), list);
  const Step step{*this, name + ".name"};
  note_place(entry.key.place());
}

template <class S>
void Decoder::read(const YamlNode& node, std::vector<S>& list, AsNamedList as) {
  if (is_idle(node, !list.empty())) return;
  if (node.kind == NodeKind::list) {
    for (const YamlNode* const item : items_with_names(node)) {
      read_named(*item, item->find("name")->value.text, item->place(), list);
    }
  } else if (is_map(node, words(as))) {
    Named<int> known;
    for (const S& one : list) known.get_or_add(one.name);
    for (const MapEntry& entry : node.entries) read_entry_of_named(entry, known, list);
  }
}

}  // namespace tiersim
