#pragma once
// YAML text into a tree that knows where each node stood, and is small enough to trust.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tiersim/problem.hpp"

namespace tiersim {

enum class NodeKind : std::uint8_t { null, scalar, list, map };

struct MapEntry;

/// A value of a YAML file, or of a `--set`.
struct YamlNode {
  NodeKind kind = NodeKind::null;
  bool quoted = false;   ///< a scalar in quotes
  bool is_step = false;  ///< a map made for one step of the path of a `--set`
  std::string text;      ///< of a scalar
  std::vector<YamlNode> items;
  std::vector<MapEntry> entries;  ///< in the order written; keys are unique
  std::shared_ptr<const std::string> file;
  std::uint32_t line = 0;  ///< from 1; 0: the file as a whole
  std::uint32_t column = 0;

  [[nodiscard]] const MapEntry* find(std::string_view key) const;
  [[nodiscard]] Place place() const;
};

struct MapEntry {
  YamlNode key;  ///< a scalar
  YamlNode value;
};

// Limits on what is read, named in the errors.
inline constexpr std::size_t most_yaml_bytes = 4U * 1024 * 1024;
inline constexpr std::size_t most_yaml_depth = 64;
inline constexpr std::size_t most_yaml_nodes = 200'000;

/// Reads one YAML document. Refused, with the place: more than the limits above, aliases, anchors,
/// tags, merge keys, duplicate keys, keys that are not text, invalid UTF-8, NUL bytes, no document
/// or several. Never throws on bad input. \param file      named in the places. \param problems
/// gets at most one problem: the first. \return          empty when there is a problem.
[[nodiscard]] std::optional<YamlNode>
read_yaml(std::string_view text, const std::string& file, std::vector<Problem>& problems);

/// The tree that `path.to.key=value` stands for: maps down to the value, which is read as YAML.
/// All places are `--set path.to.key=value` as a whole.
[[nodiscard]] std::optional<YamlNode> read_set(const std::string& set,
                                               std::vector<Problem>& problems);

}  // namespace tiersim
