#pragma once
// Attribution as JSON.

#include <nlohmann/json_fwd.hpp>

#include "tiersim/attribution.hpp"

namespace tiersim {

/// A list with an entry for each SLA, overall, by priority and by type, where clocks were breached:
/// `clocks` and whole milliseconds over all replications, so that parts sum to the whole exactly.
[[nodiscard]] nlohmann::ordered_json attribution_json(const Model& model,
                                                      const Attribution& attribution);

}  // namespace tiersim
