#pragma once
// What a file that extends no other must have besides its shape: the required keys, and no entries
// that are null. A part of the JSON Schema.

#include <string>
#include <string_view>
#include <vector>

#include "sim/schema_values.hpp"

namespace tiersim {

/// The name of that definition's counterpart in a file that extends no other.
[[nodiscard]] std::string complete_name(std::string_view name);

[[nodiscard]] Schema complete_scenario();

/// A mean, or one kind with its parameters. \param others  keys that may stand in their place.
[[nodiscard]] Schema complete_distribution(const std::vector<std::string_view>& others);

}  // namespace tiersim
