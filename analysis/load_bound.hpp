#pragma once
// Whether a plan has hours for its work, on the most favourable view: a bound that no rule of a
// desk can make untrue.

#include "tiersim/requirement.hpp"

namespace tiersim {

/// The scenario with the least work and the most hours that its rules can come to. Work: everybody
/// as quick and as able as the best of the tier; no write-ups, reopenings, push-backs, misroutes or
/// updates; who may go unanswered is never worked; a tier where a share of an SLA moves tickets up,
/// or a threshold on work meets several attempts, has nothing to do. Hours: groups that work past
/// their shift's end are on duty round the clock, all present. Labels, entries and heads stay.
/// \param model  of the scenario.
[[nodiscard]] Scenario eased(const Scenario& scenario, const Model& model);

/// Hours of work a week, over the measured window, for which even so there are no hours on duty, at
/// an occupancy of 100 %. Where there are any, the backlog grows as long as the plan lasts; where
/// there are none, the plan may still be far too small.
/// \param demand  of this scenario, or of one with other people or rules.
[[nodiscard]] double hours_short_at_best(const Scenario& scenario, const DemandSummary& demand);

}  // namespace tiersim
