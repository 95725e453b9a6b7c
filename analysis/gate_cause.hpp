#pragma once
// Why a target does not pass: which tier, and what there.

#include <vector>

#include "tiersim/plan_gate.hpp"

namespace tiersim {

/// Fills in the cause of each that has a value and does not pass, from a few replications more. Of
/// SLA clocks it is where most of the time of the breached ones went (with a base: what of it has
/// grown most), of money the tier that costs most, of all else the tier with most of the time in
/// queues.
void find_causes(const CheckPlan& plan,
                 const CheckOptions& options,
                 std::vector<CheckedTarget>& targets);

}  // namespace tiersim
