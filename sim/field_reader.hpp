#pragma once
// The visitor of field descriptions that reads the keys of one map. A part of decoder.hpp, which
// includes it: include that instead.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "sim/decoder.hpp"

namespace tiersim {

/// Reads the keys of a map onto the members of a struct.
template <class S>
class FieldReader {
 public:
  FieldReader(Decoder& decoder, const YamlNode& node, S& object)
      : decoder_{decoder}, node_{node}, object_{object} {}

  template <class M, class As>
  void operator()(const Field& field, M S::*member, const As& as) {
    const MapEntry* const entry = find(field);
    if (!entry) return;
    if (entry->value.kind == NodeKind::null) {
      object_.*member = S{}.*member;
      forget(field);
    } else if (!is_idle(*entry, as)) {
      decoder_.child(*entry, object_.*member, as);
    }
  }
  template <class As>
  void whole(const Field& field, const As& as) {
    const MapEntry* const entry = find(field);
    if (!entry) return;
    decoder_.child(*entry, object_, as);
    if (entry->value.kind == NodeKind::null) forget(field);
  }
  void note(const Field& field, std::string_view /*type*/) {
    if (const MapEntry* const entry = find(field)) {
      decoder_.fail(entry->key, {fmt::format("`{}` cannot be set", field.name),
                                 "it belongs at the top of a file", ""});
    }
  }

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  /// The required keys that this map does not have.
  [[nodiscard]] const std::vector<std::string>& missing() const { return missing_; }

  void report_unknown_keys() {
    for (const MapEntry& entry : node_.entries) {
      if (std::ranges::find(names_, entry.key.text) == names_.end()) {
        decoder_.unknown_key(entry.key, names_);
      }
    }
  }

 private:
  const MapEntry* find(const Field& field) {
    names_.emplace_back(field.name);
    const MapEntry* const entry = node_.find(field.name);
    if (!entry && field.need == required) missing_.emplace_back(field.name);
    return entry;
  }
  /// Is it `{}` on top of keys that are there?
  template <class As>
  bool is_idle(const MapEntry& entry, const As& /*as*/) {
    if constexpr (std::is_same_v<As, AsStruct> || std::is_same_v<As, AsStructOr>) {
      const Decoder::Step step{decoder_, entry.key.text};
      return decoder_.is_idle(entry.value, decoder_.out_.places.contains(decoder_.path_));
    }
    return false;
  }
  void forget(const Field& field) {
    const Decoder::Step step{decoder_, field.name};
    decoder_.out_.places.erase(decoder_.path_);
  }

  Decoder& decoder_;
  const YamlNode& node_;
  S& object_;
  std::vector<std::string> names_;
  std::vector<std::string> missing_;
};

}  // namespace tiersim
