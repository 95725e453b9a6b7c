#pragma once
// KPIs over replications: values with confidence intervals.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "tiersim/kpi.hpp"
#include "tiersim/statistics.hpp"

namespace tiersim {

/// A KPI's value over all replications. In the unit's base: share, ms, major money, count.
struct Estimate {
  std::optional<double> value;                 ///< null: nothing to count
  std::optional<ConfidenceInterval> interval;  ///< null: too few replications or tickets
  double n = 0;          ///< what was counted: tickets, visits, hours; replications for totals
  bool growing = false;  ///< the backlog grows: no steady value exists
};

/// What a KPI is made of in one replication.
struct KpiParts {
  double numerator = 0;    ///< of quantiles: the replication's own
  double denominator = 0;  ///< of quantiles: how many there are; of totals 1 where there is any
  double above = 0;        ///< of quantiles with KpiCell::bound: how many are above it
};

/// Do replications share arrivals, since some are replayed?
[[nodiscard]] bool has_same_arrivals(const Model& model);

/// Collects replications in order and estimates its cells. Keeps a few numbers per cell and
/// replication; sums and histograms are merged.
class Estimator {
 public:
  Estimator(const Model& model, std::vector<KpiCell> cells, double confidence);
  void add(const Measures& measures);

  [[nodiscard]] std::size_t replications() const { return replications_; }
  [[nodiscard]] double confidence() const { return confidence_; }
  [[nodiscard]] const std::vector<KpiCell>& cells() const { return cells_; }
  /// The windows of cells of one period, each once: what Measures::periods must hold, in order.
  [[nodiscard]] const std::vector<Window>& windows() const { return windows_; }
  [[nodiscard]] Estimate estimate(std::size_t cell) const;
  /// The cell's own value in one replication; null where it has nothing to count.
  [[nodiscard]] std::optional<double> value_in(std::size_t cell, std::size_t replication) const;
  /// What the cell's value is made of, by replication; of quantiles the replication's own quantile
  /// and what it counts, of totals the denominator is 1. Refers to the estimator.
  [[nodiscard]] RatioSamples samples(std::size_t cell) const {
    return {numerators_[cell], denominators_[cell]};
  }
  /// Of a quantile of durations: each replication's tickets that are at most as long as the
  /// quantile of all. Shape [replications]; the cell has a value.
  [[nodiscard]] std::vector<double> at_most_quantile(std::size_t cell) const;
  [[nodiscard]] KpiParts parts_in(std::size_t cell, std::size_t replication) const;
  /// Tickets a week by which the open ones grow; null when they do not.
  [[nodiscard]] std::optional<double> backlog_growth() const;
  /// The same for one tier.
  [[nodiscard]] std::optional<double> backlog_growth(TierId tier) const;
  /// Sums and histograms over all replications; outcome.fingerprint is the chained one.
  [[nodiscard]] const Measures& total() const { return total_; }

 private:
  /// The measures that a cell is about: all, or those of its period.
  [[nodiscard]] const Measures& part_for(std::size_t cell, const Measures& measures) const {
    return window_of_[cell] ? measures.periods[*window_of_[cell]] : measures;
  }
  /// Keeps the replication's own quantile, and looks at that of all so far, total_.
  void add_quantile(std::size_t cell, const Measures& measures);
  void add_months(std::size_t cell, const Measures& measures);
  void estimate_months(std::size_t cell, Estimate& result) const;
  [[nodiscard]] std::vector<double> at_most_quantile(std::size_t cell, const Histogram& all) const;
  void estimate_quantile(std::size_t cell, const Histogram& all, Estimate& result) const;
  [[nodiscard]] bool is_growing(const KpiCell& cell) const;
  [[nodiscard]] std::optional<double> growth_of(std::size_t series) const;

  const Model& model_;
  std::vector<KpiCell> cells_;
  std::vector<Window> windows_;
  std::vector<std::optional<std::size_t>> window_of_;  ///< [cell]; index into windows_
  double confidence_;
  std::size_t replications_ = 0;
  Measures total_;
  /// The quantile of the replications up to one, and its own tickets that are at most as long.
  struct Look {
    double quantile_ms;
    double at_most;
  };
  std::vector<std::vector<Look>> looks_;           ///< [cell][replication]; quantile cells only
  std::vector<std::vector<double>> above_;         ///< [cell][replication]; those with a bound
  std::vector<std::vector<double>> months_;        ///< [cell][replication x month]; of credits
  std::vector<std::vector<double>> numerators_;    ///< [cell][replication]; quantile cells: value
  std::vector<std::vector<double>> denominators_;  ///< [cell][replication]; quantile cells: count
  std::vector<std::vector<double>> backlog_;       ///< [tier, then all][replication x close]
};

}  // namespace tiersim
