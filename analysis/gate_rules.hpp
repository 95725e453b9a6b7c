#pragma once
// From targets to what the sequential test takes.

#include <cstddef>
#include <vector>

#include "tiersim/plan_gate.hpp"

namespace tiersim {

/// What one rule of the gate is about.
struct CheckRule {
  std::size_t target = 0;
  std::size_t first = 0;  ///< of its cells among those of the study
  std::size_t cells = 1;  ///< more where the share of periods is judged
  bool is_at_most = true;
  bool is_share_of_periods = false;
  double bound = 0;      ///< in the unit's base
  double tolerance = 0;  ///< with a base
  double zone = 0;       ///< as GateRule; in paired tests the tolerance, on both sides of the bound
  double least_weight = 0;  ///< as GateRule
};

/// The indifference zone of a bound: a point for shares, though no more than a fifth of what the
/// bound leaves, and no less than a tenth of a point; 2 % of other bounds, and of one unit (an
/// hour, a ticket) where the bound is 0. Of quantiles it is a share of the tickets.
[[nodiscard]] double zone_of(const KpiCell& cell, double bound);

/// Tickets until 20 are on the rarer side of a share: if none was seen by then, there is no such
/// share. \param end  the share at the zone's end. \param zone  > 0.
[[nodiscard]] double least_tickets(double end, double zone);

/// So much worse than the base a KPI may be: a share of its value (of shares, of what is left to
/// 100 % where that is less), though no less than a minute, 2 % of one unit, or of shares a fifth
/// of what is left to 0 or 100 %, in [0.1, 1] points.
[[nodiscard]] double tolerance_of(const KpiCell& cell, double base, const Margin& worse_by);

/// One rule for each cell, or for all of a target with `in`. Those of paired tests get their bounds
/// from the base: see pair_with. \param cells  shape [targets][cells].
[[nodiscard]] std::vector<CheckRule>
check_rules(const std::vector<Target>& targets, const TargetCells& cells, bool is_paired);

/// The bound, tolerance and zone of a paired rule. \param base  the base's value.
void pair_with(double base, const KpiCell& cell, const Margin& worse_by, CheckRule& rule);

/// One replication of a rule's cells, against its bound.
[[nodiscard]] GateSample bound_sample(const CheckRule& rule,
                                      const Target& target,
                                      const Estimator& estimator,
                                      std::size_t replication);

/// A cell as it is in single replications, linearised about its ratio in the first ones. Of a
/// quantile it is the share of what is above its bound.
class LinearCell {
 public:
  /// \param estimator  has the first replications, one at least.
  LinearCell(const Estimator& estimator, std::size_t cell);
  /// The mean over the first replications.
  [[nodiscard]] double value() const { return ratio_; }
  [[nodiscard]] double in(const Estimator& estimator, std::size_t replication) const;
  [[nodiscard]] bool has_nothing() const { return mean_ == 0; }
  [[nodiscard]] double mean_denominator() const { return mean_; }

 private:
  [[nodiscard]] KpiParts parts_of(const Estimator& estimator, std::size_t replication) const;

  std::size_t cell_;
  double ratio_ = 0;
  double mean_ = 0;  ///< of the denominator
};

}  // namespace tiersim
