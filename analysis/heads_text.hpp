#pragma once
// Why each tier has its heads, as a table.

#include <string>
#include <vector>

#include "tiersim/optimize.hpp"

namespace tiersim {

/// A row for each step, a column for each tier; wider than the screen, in blocks of tiers. Figures
/// are rounded so that they sum to what the row `plan` shows.
[[nodiscard]] std::string heads_text(const std::vector<TierReason>& reasons);

}  // namespace tiersim
