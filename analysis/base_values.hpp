#pragma once
// What a scenario has at a path of the language, as the text that would be written there.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/yaml_tree.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

/// A value with its path.
struct BaseValue {
  std::string path;
  std::string text;
};

/// The scenario's canonical text as a tree.
class BaseValues {
 public:
  explicit BaseValues(const Scenario& scenario);

  /// The node at a path of names joined by dots; null where there is none.
  [[nodiscard]] const YamlNode* find(std::string_view path) const;

  /// Where a search ended, for who has to tell of it.
  struct DeadEnd {
    std::string step{};                ///< the name that is not there
    std::vector<std::string> known{};  ///< those that are
  };
  /// All paths that a pattern stands for: `*` is every entry below which the rest of it exists.
  /// \return  in the language's order; empty where there are none, with the deepest dead end.
  [[nodiscard]] std::vector<std::string> matches(std::string_view pattern, DeadEnd& dead_end) const;

  /// The one value at a path, or below it where there is only one: a distribution's mean, the
  /// `default` of values by priority. \return  nothing where there are several.
  [[nodiscard]] std::vector<BaseValue> value_at(const std::string& path) const;

 private:
  YamlNode root_;
};

/// The node as flow YAML. \param scalar  gives the text of each scalar that is no key.
template <class Scalar>
std::string flow_text(const YamlNode& node, const Scalar& scalar) {
  if (node.kind == NodeKind::scalar) return scalar(node);
  if (node.kind == NodeKind::null) return "null";
  const bool is_map = node.kind == NodeKind::map;
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : ", ") + part; };
  for (const MapEntry& entry : node.entries) {
    add('"' + entry.key.text + "\": " + flow_text(entry.value, scalar));
  }
  for (const YamlNode& item : node.items) add(flow_text(item, scalar));
  return is_map ? '{' + text + '}' : '[' + text + ']';
}

}  // namespace tiersim
