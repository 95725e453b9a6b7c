#pragma once
// A backlog that grows, in words.

#include <string>

#include "tiersim/estimate.hpp"

namespace tiersim {

/// "the backlog grows by 7 tickets a week (at L2 by 5 and L3 by 2)"; empty where it does not.
[[nodiscard]] std::string growth_text(const Model& model, const Estimator& estimator);

}  // namespace tiersim
