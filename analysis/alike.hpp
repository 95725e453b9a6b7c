#pragma once
// What two plans must have in common to be compared.

#include <vector>

#include "tiersim/language.hpp"
#include "tiersim/problem.hpp"

namespace tiersim {

/// Tells where a plan cannot be compared with the base: another stretch of time, or other money.
void check_alike(const LoadedScenario& base,
                 const LoadedScenario& plan,
                 std::vector<Problem>& problems);

}  // namespace tiersim
