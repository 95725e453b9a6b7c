// Keys that are required: a visitor of the field descriptions (describe.hpp).

#include <fmt/format.h>

#include <string>

#include "sim/check.hpp"
#include "sim/describe.hpp"

namespace tiersim {
namespace {

/// A sentence as it stands in parentheses.
std::string as_reason(std::string_view sentence) {
  std::string reason{sentence.substr(0, sentence.find_last_not_of('.') + 1)};
  const bool is_word = reason.size() > 1 && reason[1] >= 'a' && reason[1] <= 'z';
  if (is_word && reason[0] >= 'A' && reason[0] <= 'Z') {
    reason[0] = static_cast<char>(reason[0] - 'A' + 'a');
  }
  return reason;
}

/// Walks over what is written, and tells of keys that are not.
class RequiredKeys {
 public:
  explicit RequiredKeys(Decoding& decoding) : decoding_{decoding} {}

  template <Present S>
  void walk(const S& object, AsStruct /*as*/) {
    Fields<S> fields{*this, object};
    describe(fields, Of<S>{});
  }
  template <Present S>
  void walk(const S& object, AsStructOr /*as*/) {
    walk(object, AsStruct{});
  }
  template <class T, class As>
  void walk(const std::optional<T>& value, const As& as) {
    if (value) walk(*value, as);
  }
  template <class T, class Item>
  void walk(const Named<T>& map, const AsMap<Item>& as) {
    for (const auto& [name, value] : map) walk_at(name, value, as.item);
  }
  template <class T, class Item>
  void walk(const std::vector<T>& list, const AsList<Item>& as) {
    for (std::size_t i = 0; i < list.size(); ++i) walk_at(std::to_string(i), list[i], as.item);
  }
  void walk(const InitialBacklog& value, AsBacklog /*as*/) {
    if (value.from) walk(*value.from, AsStruct{});
    walk(value.lots, AsMap{AsStruct{}});
  }
  template <class S>
  void walk(const std::vector<S>& list, AsNamedList /*as*/) {
    for (const S& one : list) walk_at(one.name, one, AsStruct{});
  }
  template <class T, class As>
  void walk(const T& /*value*/, const As& /*as*/) {}  // nothing inside that could be required

 private:
  template <class S>
  class Fields {
   public:
    Fields(RequiredKeys& keys, const S& object) : keys_{keys}, object_{object} {}
    template <class M, class As>
    void operator()(const Field& field, M S::*member, const As& as) {
      if (keys_.is_there(field)) keys_.walk_at(field.name, object_.*member, as);
    }
    template <class As>
    void whole(const Field& field, const As& /*as*/) {
      (void)keys_.is_there(field);
    }
    void note(const Field& /*field*/, std::string_view /*type*/) {}

   private:
    RequiredKeys& keys_;
    const S& object_;
  };

  template <class T, class As>
  void walk_at(std::string_view name, const T& value, const As& as) {
    const std::size_t size = path_.size();
    if (!path_.empty()) path_ += '.';
    path_ += name;
    walk(value, as);
    path_.resize(size);
  }

  [[nodiscard]] bool is_there(const Field& field) {
    if (field.need != required) return true;
    const std::string path =
        path_.empty() ? std::string{field.name} : fmt::format("{}.{}", path_, field.name);
    if (decoding_.places.contains(path) || decoding_.has_failed(path)) return true;
    decoding_.fail(path, {fmt::format("`{}` is missing", path), as_reason(field.doc), ""});
    return false;
  }

  Decoding& decoding_;
  std::string path_;
};

}  // namespace

void check_required(const Scenario& scenario, Decoding& decoding) {
  RequiredKeys{decoding}.walk(scenario, AsStruct{});
}

}  // namespace tiersim
