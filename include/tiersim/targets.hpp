#pragma once
// Targets: promises about KPIs, found in the table of KPIs and judged by intervals.

#include <cstddef>
#include <cstdint>
#include <optional>
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

/// Must a plan meet it to be chosen? Those that only warn or that no plan meets are not asked of
/// it.
[[nodiscard]] inline bool is_demanded(const Target& target) {
  return target.severity == Severity::error && !target.unreachable;
}

/// Adds the problems of all targets whose KPI, stat, labels or unit do not exist or fit. What the
/// loader tells of, as labels that no KPI has, is left to it.
void check_targets(const Scenario& scenario, const Places& places, std::vector<Problem>& problems);

/// The cells of targets, shape [targets][cells].
using TargetCells = std::vector<std::vector<KpiCell>>;
/// How many cells these are in all.
[[nodiscard]] std::size_t size_of(const TargetCells& cells);

/// \throws BadInput as check_targets, and with all targets whose labels do not go together or whose
///         periods are not whole ones of the measured window.
void check_target_cells(const LoadedScenario& loaded,
                        const Model& model,
                        const MeasureLayout& layout);

/// The cells that a scenario's targets speak of: one each, or one for each whole period of `per`.
/// \throws BadInput as check_target_cells.
[[nodiscard]] TargetCells
target_cells(const LoadedScenario& loaded, const Model& model, const MeasureLayout& layout);

/// Does the value keep to the bound? In the unit's base.
[[nodiscard]] bool holds(const Target& target, double value);

/// The share of (replication, period) pairs in which a target holds; those with nothing to count
/// are left out. \param first, count  the estimator's cells of its periods.
[[nodiscard]] Estimate
met_share(const Target& target, const Estimator& estimator, std::size_t first, std::size_t count);

/// Is the promise kept? \param estimate  of the target's cell.
[[nodiscard]] Verdict judge(const Target& target, const Estimate& estimate);

/// A target with what became of it.
struct JudgedTarget {
  Target target;
  KpiCell cell;       ///< of the worst period, where it is judged by periods
  Estimate estimate;  ///< likewise
  Verdict verdict{};
  /// With `per`: the share of (replication, period) pairs in which it holds (met_in_months); those
  /// with nothing to count are left out.
  std::optional<Estimate> met_in = {};
};

/// While the backlog grows, nothing is met: what is measured says more on the horizon's length than
/// on the plan. By periods a target is met where it is met in each (those with nothing to count
/// left out), and missed where it is missed in any; with `in`, where the whole interval of met_in
/// is on that side of it.
/// \param cells      as target_cells gives them. \param estimates  of the same, one after another.
/// \param estimator  of the same results; those cells are its last.
[[nodiscard]] std::vector<JudgedTarget> judge_targets(const std::vector<Target>& targets,
                                                      const TargetCells& cells,
                                                      const std::vector<Estimate>& estimates,
                                                      const Estimator& estimator);

}  // namespace tiersim
