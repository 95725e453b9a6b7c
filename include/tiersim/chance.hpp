#pragma once
// How likely targets are to hold in a month, and how much of what is uncertain is the forecast.

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "tiersim/estimate.hpp"
#include "tiersim/kpi.hpp"
#include "tiersim/model.hpp"
#include "tiersim/periods.hpp"
#include "tiersim/statistics.hpp"
#include "tiersim/targets.hpp"

namespace tiersim {

/// By what the chances of targets without `per` are counted: each one's cells of the whole calendar
/// months of the measured window. Empty for those with `per` or with a period in their labels, for
/// all where no month is whole, and for sums, of which a month has less. Shape [targets].
/// \param cells  as target_cells gives them.
[[nodiscard]] TargetCells
month_cells(const Model& model, const std::vector<Target>& targets, const TargetCells& cells);

/// How much of the variance of a value comes from the volumes that are drawn.
struct ForecastShare {
  double deviation = 0;  ///< standard deviation of the value in one period; in the unit's base
  double share = 0;  ///< of its variance; in [0, 1]. The rest is the queue: what chance makes of
                     ///< the same volumes
  std::optional<ConfidenceInterval> interval;  ///< of the share; inside [0, 1]
  [[nodiscard]] double forecast_deviation() const;
  [[nodiscard]] double queue_deviation() const;
};

/// Values of replications and of their twins, which share the volumes and nothing else.
struct Twins {
  std::vector<std::optional<double>> own;   ///< shape [replications x periods]; null: no value
  std::vector<std::optional<double>> twin;  ///< likewise
  std::size_t periods = 1;
};

/// The part of the variance that both of a pair of twins have in common: their covariance by their
/// variance, each about its period's mean; the pairs of one replication go together. Nothing is
/// assumed on how values depend on volumes.
/// \param level  of the interval, in (0, 1): Student's for the ratio of sums, on Fisher's scale.
/// \return       null where nothing varies, or fewer than two replications have a value.
/// \source       Janon, Klein, Lagnoux, Nodet and Prieur, ESAIM: Probability and Statistics 18
///               (2014), 342-364: the estimator T of the first Sobol index, of all volumes
///               together; Fisher, Statistical Methods for Research Workers (1925), section 38.
[[nodiscard]] std::optional<ForecastShare> forecast_share(const Twins& twins, double level);

/// How likely a target is to hold.
struct TargetChance {
  std::optional<PeriodKind> per;  ///< in which period; null: in the horizon
  std::size_t periods = 1;        ///< of a replication
  /// Of all (replication, period) pairs with a value the share in which it holds: what forecast and
  /// queue make of it together.
  Estimate holds;
  std::optional<ForecastShare> forecast;  ///< null: volumes are certain, or nothing varies
};

/// What chances are counted from.
struct ChanceCells {
  const TargetCells& months;   ///< as month_cells
  const TargetCells& targets;  ///< as target_cells
};
/// \param estimator  its last cells are those of months, then those of targets.
/// \param twins      the same of the twins; null: volumes are certain. As many replications.
[[nodiscard]] std::vector<TargetChance> target_chances(const std::vector<Target>& targets,
                                                       const ChanceCells& cells,
                                                       const Estimator& estimator,
                                                       const Estimator* twins = nullptr);

/// "month", or "horizon".
[[nodiscard]] std::string_view period_text(const TargetChance& chance);

}  // namespace tiersim
