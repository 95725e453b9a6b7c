#pragma once
// What a scenario says without effect: told before a simulation, and again with its results.

#include "analysis/plan_warnings.hpp"

namespace tiersim {

/// Adds forecasts that leave out a part of the horizon, and skills and clearances of groups that no
/// ticket type needs.
void warn_of_input(const Scenario& scenario, const Model& model, PlanWarnings& warnings);

/// Which volumes are uncertain, and that all that is reckoned is of their means.
void tell_of_uncertain_volumes(const Scenario& scenario, PlanWarnings& warnings);

}  // namespace tiersim
