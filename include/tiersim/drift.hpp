#pragma once
// Does the backlog grow? Waits measured while it does say more on the horizon's length than on
// the plan.

#include <cstddef>
#include <optional>
#include <span>

namespace tiersim {

/// The backlog of each replication over equal parts of the measured window.
struct BacklogSamples {
  std::span<const double> means;    ///< shape [replications][parts], flat, row by row: mean open
                                    ///< tickets in each part; finite
  std::size_t replications = 1;     ///< >= 1; divides the size of means
  double weeks_per_part = 1.0 / 7;  ///< > 0
  std::size_t parts_per_cycle = 1;  ///< parts after which demand and shifts repeat: 7 for daily
                                    ///< means in a working week; 1 when they are constant
  bool same_arrivals = false;       ///< replications replay the same tickets: how they differ from
                                    ///< each other says little on how other tickets would
};

struct Drift {
  bool growing;     ///< the slope is above zero beyond doubt, and matters
  double per_week;  ///< slope over the tested part, tickets per week; may be negative
};

/// A test for a growing backlog, with an error rate of 1 % where it does not grow.
///
/// Only whole cycles count, each as one mean, so that a weekend's backlog is no trend; and only the
/// second half of them (more where few are left), so that filling up from an empty start is none
/// either. They are joined into at most 10 batches, and a least-squares line is laid through them.
/// From 5 replications on, each has its line, and their slopes are tested by Student's t: exact
/// whatever the correlation in time. With fewer, or with the same arrivals in each, one line
/// through the mean of the replications is tested by its residuals, which takes batches for
/// independent: long ones nearly are. That line is asked for in any case where there are 5 batches
/// or more: a holiday lifts the backlog at the same place in every replication. Growing: the slope
/// is above zero at 1 %, one-sided, and the rise over the tested part is above 10 % of the mean
/// backlog and above one ticket. A plan with certainty but no consequence stays unmarked.
/// \return  empty when there are too few whole cycles to tell: fewer than 2, or than 5 where only
///          one line is laid.
/// \source  Draper and Smith, Applied Regression Analysis, 3rd ed., sections 1.2-1.4, for the line
///          and its residuals.
[[nodiscard]] std::optional<Drift> backlog_drift(const BacklogSamples& samples);

}  // namespace tiersim
