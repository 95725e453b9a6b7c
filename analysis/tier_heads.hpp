#pragma once
// People by tier, as reports count them.

#include <cstdint>

#include "tiersim/ids.hpp"
#include "tiersim/measures.hpp"
#include "tiersim/model.hpp"

namespace tiersim {

/// Heads of the groups that work at a tier; those of several tiers by their paid time at each, so
/// that the tiers sum to all heads. \param total  of any number of replications.
[[nodiscard]] double
heads_at(const Model& model, const MeasureLayout& layout, const Measures& total, TierId tier);

/// Paid time at a tier, inside the window; of all replications together. Unit: ms.
[[nodiscard]] double
paid_ms_at(const Model& model, const MeasureLayout& layout, const Measures& total, TierId tier);

}  // namespace tiersim
