#pragma once
// Differences and plans as people read them.

#include <cstddef>
#include <string>
#include <string_view>

#include "tiersim/compare.hpp"

namespace tiersim {

/// "base", "A", "B", ...
[[nodiscard]] std::string plan_label(std::size_t plan);
/// "Time to resolve, median: P1".
[[nodiscard]] std::string kpi_title(const KpiCell& cell);
/// "-3.1 points", "+18,200 EUR", "+12.0 min", "no difference".
[[nodiscard]] std::string difference_text(double difference, Unit unit, std::string_view currency);
/// Its interval in the same unit, "[-4.0, -2.2]"; "exactly" where nothing varies, "-" where there
/// is none.
[[nodiscard]] std::string difference_interval_text(const PairedDifference& difference, Unit unit);

}  // namespace tiersim
