#pragma once
// Targets: promises about KPIs, found in the table of KPIs and judged by intervals.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "tiersim/estimate.hpp"
#include "tiersim/kpi.hpp"
#include "tiersim/language.hpp"
#include "tiersim/measures.hpp"
#include "tiersim/model.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

enum class Verdict : std::uint8_t {
  met,      ///< the whole interval is on the good side of the bound
  missed,   ///< the whole interval is on the bad side
  unclear,  ///< the bound is inside the interval, there is none, or the backlog grows
  nothing,  ///< no ticket counted
};
[[nodiscard]] std::string_view to_text(Verdict verdict);

/// Adds the problems of all targets whose KPI, stat, labels or unit do not exist or fit. What the
/// loader tells of, as labels that no KPI has, is left to it.
void check_targets(const Scenario& scenario, const Places& places, std::vector<Problem>& problems);

/// The cells that a scenario's targets speak of.
/// \return  shape [targets].
/// \throws BadInput as check_targets, and with all targets whose labels do not go together.
[[nodiscard]] std::vector<KpiCell>
target_cells(const LoadedScenario& loaded, const Model& model, const MeasureLayout& layout);

/// Is the promise kept? \param estimate  of the target's cell.
[[nodiscard]] Verdict judge(const Target& target, const Estimate& estimate);

/// A target with what became of it.
struct JudgedTarget {
  Target target;
  KpiCell cell;
  Estimate estimate;
  Verdict verdict{};
};

/// While the backlog grows, nothing is met: what is measured says more on the horizon's length than
/// on the plan.
/// \param cells, estimates  shape [targets]. \param estimator  of the same results.
[[nodiscard]] std::vector<JudgedTarget> judge_targets(const std::vector<Target>& targets,
                                                      const std::vector<KpiCell>& cells,
                                                      const std::vector<Estimate>& estimates,
                                                      const Estimator& estimator);

}  // namespace tiersim
