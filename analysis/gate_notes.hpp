#pragma once
// What whoever reads verdicts must know besides.

#include <string>
#include <vector>

#include "tiersim/estimate.hpp"
#include "tiersim/plan_gate.hpp"

namespace tiersim {

/// Of the warm-up, of volumes, of bounds on the wrong side, and of what the base has otherwise.
[[nodiscard]] std::vector<std::string> notes_before(const CheckPlan& plan);

/// Of a backlog that grows, of too few people, and of what to do next. \param own  the plan's.
[[nodiscard]] std::vector<std::string>
notes_after(const CheckPlan& plan, const CheckResult& result, const Estimator& own);

}  // namespace tiersim
