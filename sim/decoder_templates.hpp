#pragma once
// The templates of Decoder: part of decoder.hpp, which includes it at its end.

#include "sim/decoder.hpp"
#include "sim/field_reader.hpp"

namespace tiersim {

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
  fail(node, {fmt::format("{} is not known here", in_quotes(*text)), "",
              did_you_mean(*text, known, "words here")});
}

template <class E>
void Decoder::read_at_tier(const YamlNode& node, ClockEvent<E>& value, const AsClockEvent<E>& as) {
  for (const MapEntry& entry : node.entries) {
    if (entry.key.text != as.at_tier.text) {
      unknown_key(entry.key, {std::string{as.at_tier.text}});
      continue;
    }
    value.what = as.at_tier.value;
    child(entry, value.tier, AsName{Reference::tier});
  }
  if (node.entries.empty()) wrong_shape(node, words(as));
}

template <class E>
void Decoder::read(const YamlNode& node, ClockEvent<E>& value, const AsClockEvent<E>& as) {
  if (node.kind == NodeKind::map) return read_at_tier(node, value, as);
  const std::string* const text = text_of(node, words(as));
  if (text && text->starts_with(as.at_tier.text)) {
    const std::size_t start = std::min(text->size(), as.at_tier.text.size() + 1);
    const std::string tier = start < text->size() ? text->substr(start) : "L2";
    return fail(node, {fmt::format("{} is not known here", in_quotes(*text)), "",
                       fmt::format("write `{{{}: {}}}`", as.at_tier.text, tier)});
  }
  if (!text) return;
  value.tier.clear();
  read(node, value.what, AsChoice<E>{as.words});
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
void Decoder::read(const YamlNode& node, ByName<T>& value, const AsByName<Item>& as) {
  if (node.kind != NodeKind::map) {
    value = {};
    return read(node, value.otherwise, as.item);
  }
  if (is_idle(node, value.otherwise || !value.by_name.empty())) return;
  for (const MapEntry& entry : node.entries) {
    const bool otherwise = entry.key.text == "default";
    if (otherwise && entry.value.kind == NodeKind::null) {
      value.otherwise.reset();
    } else if (otherwise) {
      child(entry, value.otherwise, as.item);
    } else if (entry.value.kind == NodeKind::null) {
      delete_entry(entry, value.by_name);
    } else {
      child(entry, value.by_name.get_or_add(entry.key.text), as.item);
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
    return fail(inner->value, {fmt::format("{} cannot be given another name", in_quotes(name)),
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
