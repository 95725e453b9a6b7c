#pragma once
// The initial backlog of a model, for reports.

#include <cstddef>
#include <string>

#include "tiersim/model.hpp"

namespace tiersim {

/// Tickets that are open at the horizon's start, by the tier at which they were written.
[[nodiscard]] Table<TierId, std::size_t> open_at_start(const Model& model);

/// "40 at L2, 6 at L3"; empty where there are none.
[[nodiscard]] std::string open_at_start_text(const Model& model);

}  // namespace tiersim
