#pragma once
// How tables call a target.

#include <string>

#include "tiersim/targets.hpp"

namespace tiersim {

/// "mttr p90 P1": its KPI, the stat where there are several, and what its labels name, but for the
/// period that is the worst of many.
[[nodiscard]] inline std::string target_name(const JudgedTarget& target) {
  std::string name{target.cell.kpi->id};
  if (target.cell.kpi->stats.size() > 1) name += " " + to_text(target.cell.stat);
  for (const auto& [label, value] : target.cell.labels) {
    if (!target.met_in || !period_kind(label)) name += " " + value;
  }
  return name;
}

}  // namespace tiersim
