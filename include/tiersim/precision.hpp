#pragma once
// Enough replications: as many as make the intervals of named KPIs as narrow as was asked for.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tiersim/estimate.hpp"
#include "tiersim/kpi.hpp"
#include "tiersim/language.hpp"
#include "tiersim/measures.hpp"
#include "tiersim/model.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

/// Adds the problems of `experiment.precision` and `at_most`: KPIs and stats that do not exist,
/// percentage points of what is no share, fewer replications than there are at first.
void check_precision(const Scenario& scenario,
                     const Places& places,
                     std::vector<Problem>& problems);

/// The cells that `experiment.precision` names, in its order.
/// \throws BadInput where one cannot be made in this model.
[[nodiscard]] std::vector<KpiCell>
precision_cells(const LoadedScenario& loaded, const Model& model, const MeasureLayout& layout);

/// A cell that is to be known so precisely.
struct PrecisionGoal {
  std::size_t cell = 0;  ///< of the estimator
  Margin asked;
};

/// How precisely a cell is known.
struct ReachedPrecision {
  KpiCell cell;
  Margin asked;
  /// Half the width of its interval: a share of the end nearer to 0, the least that the true value
  /// may be, or of 1. Null without an interval, where the value grows with the horizon, and, where
  /// it is relative, with 0 inside the interval.
  std::optional<double> half_width;
  bool is_reached = false;
  bool is_growing = false;  ///< with the horizon: more replications do not help
};

/// A relative half-width g is tested as g / (1 + g) of the value that was found, so that it is at
/// most g of the true value wherever the interval contains that. The confidence is nominal:
/// stopping when the interval is narrow favours samples whose spread happens to be small. \source
/// Law, Simulation Modeling and Analysis, 5th ed., section 9.4.1; Chow and Robbins, Annals
///          of Mathematical Statistics 36 (1965), 457-462, for what holds in the limit.
[[nodiscard]] ReachedPrecision reached_precision(const PrecisionGoal& goal,
                                                 const Estimator& estimator);

/// How many replications there are at the next look: a tenth more, at least one.
[[nodiscard]] std::size_t next_look(std::size_t replications, std::size_t at_most);

/// What was reached, and with how many replications; a sentence each, of 80 columns. Empty where
/// nothing was asked for.
/// \param replications  that were made. \param interrupted  before it was reached.
[[nodiscard]] std::string precision_report(const std::vector<ReachedPrecision>& reached,
                                           std::size_t replications,
                                           bool interrupted);

}  // namespace tiersim
