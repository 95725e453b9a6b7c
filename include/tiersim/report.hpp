#pragma once
// What an experiment found, as text for people, as JSON and as files for programs.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tiersim/attribution.hpp"
#include "tiersim/chance.hpp"
#include "tiersim/experiment.hpp"
#include "tiersim/intervals.hpp"
#include "tiersim/language.hpp"
#include "tiersim/model.hpp"
#include "tiersim/targets.hpp"

namespace tiersim {

/// All that a report is made of.
struct Report {
  const LoadedScenario& loaded;
  const Model& model;
  const MeasureLayout& layout;
  const Results& results;  ///< at least one replication
  std::size_t cells = 0;   ///< how many of the estimated cells are the report's own,
                           ///< which come first
  std::vector<JudgedTarget> targets;
  /// Told by period too: the report's own cells are followed by period_cells() of them.
  std::optional<PeriodKind> by = {};
  const IntervalTable* week = nullptr;  ///< of which a week's staffing is told; null: not asked
  const Attribution* attribution = nullptr;  ///< of breached clocks; null: not asked
  std::vector<TargetChance> chances = {};    ///< shape [targets]; empty: volumes are certain
};

/// The version of the JSON report's shape; it rises when a field changes its meaning or goes.
inline constexpr int report_schema_version = 1;

/// One screen of 80 columns: the figures a manager asks for first, then tiers, priorities, targets,
/// periods where they were asked for, the defaults that were used, and warnings.
[[nodiscard]] std::string text_report(const Report& report);

/// The whole result. Lengths of time in hours, money in major units, shares as fractions; null
/// where there is nothing. Only `run_seconds` differs between two runs of the same thing.
[[nodiscard]] std::string json_report(const Report& report);

/// Each KPI by period, tidy: a row for each period, KPI, stat and labels, as in the JSON report.
/// \param report     told by period. \param row_block  as of replications_csv.
void periods_csv(const Report& report, const std::function<void(const std::string&)>& row_block);

/// What a reader must know before trusting the figures, a sentence each.
[[nodiscard]] std::vector<std::string> warnings(const Report& report);

/// Defaults that shape the results though the scenario does not say them, a sentence each.
[[nodiscard]] std::vector<std::string> defaults_used(const Report& report);

/// The KPI's own value in each replication, tidy: a row for each replication, KPI, stat and labels.
/// \param row_block  called with some rows of CSV (RFC 4180) at a time, the header first.
void replications_csv(const Report& report,
                      const std::function<void(const std::string&)>& row_block);

}  // namespace tiersim
