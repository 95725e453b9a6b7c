#pragma once
// When somebody is on duty.

#include "tiersim/model.hpp"

namespace tiersim {

/// When at least one head of the tier is on the roster, whatever their skills.
[[nodiscard]] WorkingTime duty_of(const Model& model, TierId tier);

}  // namespace tiersim
