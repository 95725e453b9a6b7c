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
  bool is_centred = false;  ///< the zone lies on both sides of the bound, else beyond it
  bool is_share_of_periods = false;
  double bound = 0;      ///< in the unit's base
  double tolerance = 0;  ///< with a base
  double zone = 0;       ///< as GateRule; in paired tests the tolerance
};

/// The indifference zone of a bound: a point for shares, though no more than a fifth of what the
/// bound leaves, and no less than a tenth of a point; 2 % of other bounds, and of one unit (an
/// hour, a ticket) where the bound is 0. Of quantiles it is a share of the tickets.
[[nodiscard]] double zone_of(const KpiCell& cell, double bound);

/// So much worse than the base a KPI may be: a share of its value (of shares, of what is left to
/// 100 % where that is less), though no less than a point, a minute, or 2 % of one unit.
[[nodiscard]] double tolerance_of(const KpiCell& cell, double base, double worse_by);

/// One rule for each cell, or for all of a target with `in`. \param cells  shape [targets][cells].
/// \param at_base  the base's value of each cell; empty: bounds are judged.
[[nodiscard]] std::vector<CheckRule> check_rules(const std::vector<Target>& targets,
                                                 const TargetCells& cells,
                                                 const std::vector<double>& at_base,
                                                 double worse_by);

/// One replication of a rule's cells, against its bound.
[[nodiscard]] GateSample bound_sample(const CheckRule& rule,
                                      const Target& target,
                                      const Estimator& estimator,
                                      std::size_t replication);

/// Paired differences of plan and base on common random numbers, linearised about their ratios in
/// the first replications: asymptotic. Of quantiles each replication's own.
class PairedCell {
 public:
  /// Both estimators have the same number of replications, > 0.
  PairedCell(const CheckRule& rule, const Estimator& plan, const Estimator& base);
  /// The base's value, about which the difference is taken.
  [[nodiscard]] double base_value() const { return base_.ratio; }
  void set_tolerance(double tolerance) { tolerance_ = tolerance; }
  [[nodiscard]] GateSample
  sample(const Estimator& plan, const Estimator& base, std::size_t replication) const;
  [[nodiscard]] bool has_nothing() const { return plan_.mean == 0 || base_.mean == 0; }

 private:
  struct Side {
    double ratio = 0;
    double mean = 0;  ///< of the denominator
  };
  [[nodiscard]] KpiParts parts_of(const Estimator& estimator, std::size_t replication) const;
  [[nodiscard]] Side side_of(const Estimator& estimator) const;
  [[nodiscard]] double
  around(const Side& side, const Estimator& estimator, std::size_t replication) const;

  std::size_t cell_;
  bool is_at_most_;
  double tolerance_ = 0;
  Side plan_;
  Side base_;
};

}  // namespace tiersim
