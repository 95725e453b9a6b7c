#pragma once
// A YAML tree onto a Scenario. Overlays are decoded one after the other onto the same struct.

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/text.hpp"
#include "sim/yaml_tree.hpp"
#include "tiersim/language.hpp"
#include "tiersim/problem.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

/// Looking for names that may have been meant takes time: no more of it after so many problems.
inline constexpr std::size_t most_suggestions = 100;

/// What decoding leaves besides the struct.
struct Decoding {
  Places places;
  std::vector<Problem> problems;
  std::set<std::string> failed;  ///< paths with a problem: not to be told of twice
  /// Entries that an overlay adds under a name like one that was there: path to that name.
  std::map<std::string, std::string> look_alikes;

  /// Is there a problem with this path, something in it, or something around it?
  [[nodiscard]] bool has_failed(const std::string& path) const;

  /// Adds a problem with that path, unless it has one. What is missing in a look-alike is told as
  /// one problem: its name.
  void fail(const std::string& path, Complaint complaint);

 private:
  /// The look-alike that lacks this path, if any.
  [[nodiscard]] std::string look_alike_without(const std::string& path) const;
};

/// Decodes the tree onto the scenario, key by key. What cannot be read leaves the value as it was.
/// \param root  a map, without `extends`.
void decode(const YamlNode& root, Scenario& scenario, Decoding& decoding);

}  // namespace tiersim
