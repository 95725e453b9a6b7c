#pragma once
// The page's tables by period.

#include <string>

#include "tiersim/report.hpp"

namespace tiersim {

/// By day or week: the risk to SLAs, worst first. By month: main KPIs, then cost and FTE by tier.
/// And what was open at close of business, by age. Each with an empty line before it; empty where
/// the report is not told by period.
[[nodiscard]] std::string period_tables(const Report& report);

}  // namespace tiersim
