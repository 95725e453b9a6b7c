#pragma once
// What moved most between a base and a plan, in a sentence.

#include <cstddef>
#include <string>

#include "tiersim/compare.hpp"

namespace tiersim {

/// By the attribution of breached clocks, where it was collected and a share of them differs
/// significantly; else by the mean waits at tiers. Empty where nothing moved for sure.
[[nodiscard]] std::string why_it_moved(const PlanComparison& comparison, std::size_t plan);

}  // namespace tiersim
