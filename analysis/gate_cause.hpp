#pragma once
// Why a target does not pass: which tier, and what there.

#include <vector>

#include "tiersim/plan_gate.hpp"

namespace tiersim {

/// Fills in the cause of each that has a value and does not pass, from a few replications more. Of
/// SLA clocks it is where most of the time of the breached ones went; of times and backlogs the
/// tier with most of the time in queues; of money the tier that costs most; of shares of people's
/// hours the group where they are worst, of other shares the type with most of the tickets that
/// count against them. With a base it is what of these has become worse most, and both values.
void find_causes(const CheckPlan& plan,
                 const CheckOptions& options,
                 std::vector<CheckedTarget>& targets);

}  // namespace tiersim
