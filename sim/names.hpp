#pragma once
// Names, as the maps of a scenario have them.

#include <string>
#include <vector>

#include "tiersim/scenario.hpp"

namespace tiersim {

/// The names of a map, in their order.
template <class T>
[[nodiscard]] std::vector<std::string> names_of(const Named<T>& map) {
  std::vector<std::string> names;
  names.reserve(map.size());
  for (const auto& entry : map) names.push_back(entry.first);
  return names;
}

}  // namespace tiersim
