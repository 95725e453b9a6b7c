#pragma once
// What `tiersim validate` prints: a plan worked out without simulating.

#include <string>
#include <vector>

#include "analysis/plan_warnings.hpp"

namespace tiersim {

/// \return text of at most 80 columns; the first line starts with "scenario ok:".
[[nodiscard]] std::string validation_text(const Plan& plan,
                                          const std::vector<PlanWarning>& warnings);

/// The version of the JSON's shape; it rises when a field changes its meaning or goes.
inline constexpr int validation_schema_version = 1;

/// The same figures. Lengths of time in hours, shares as fractions, money in major units; null
/// where there is nothing.
[[nodiscard]] std::string validation_json(const Plan& plan,
                                          const std::vector<PlanWarning>& warnings);

}  // namespace tiersim
