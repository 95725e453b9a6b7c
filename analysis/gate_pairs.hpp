#pragma once
// A plan beside a base or a baseline: what of both is tested, replication by replication.

#include <optional>
#include <vector>

#include "analysis/gate_rules.hpp"
#include "tiersim/plan_gate.hpp"

namespace tiersim {

/// One after another.
[[nodiscard]] std::vector<KpiCell> flat(const TargetCells& cells);
[[nodiscard]] bool has_quantiles(const std::vector<KpiCell>& cells);
/// Lets a quantile's cell count what is above the quantile that was found.
void count_above_own(const Estimator& found, std::size_t index, KpiCell& cell);
[[nodiscard]] StudyOptions study_options_of(const CheckPlan& plan, const CheckOptions& options);

/// Does the base, or the baseline, know the plan's targets?
/// \throws BadInput where not.
void check_pairs(const CheckPlan& plan, const TargetCells& cells);

/// Pairs of replications. A KPI is compared by its value. A quantile is compared by a share: of the
/// plan's tickets that are longer than the base's quantile, less that of the base's. So much of the
/// tickets is a length of time, by the plan's density about that quantile: what is allowed, to
/// first order.
class GatePairs {
 public:
  /// \param rules  stay where they are; they get their bounds here.
  /// \throws BadInput as check_pairs.
  GatePairs(const CheckPlan& plan,
            const TargetCells& cells,
            std::vector<CheckRule>& rules,
            const CheckOptions& options);

  /// Finds the base's quantiles. \return false where it was stopped.
  bool look_at_base();
  /// The plan, and the base where that is one.
  [[nodiscard]] std::vector<Arm> arms();
  /// Tolerances and zones, by the first replications.
  void pair(const Study& study);
  [[nodiscard]] GateSample
  sample(const Study& study, std::size_t rule, std::size_t replication) const;

 private:
  /// Where the plan's density about a quantile is read off: two more cells.
  struct Density {
    std::size_t below = 0;
    std::size_t above = 0;
    double width = 0;  ///< between the two
  };

  /// A rule's plan and base, replication by replication.
  struct Pair {
    LinearCell own;
    std::optional<LinearCell> base = std::nullopt;
    const BaselineValue* known = nullptr;  ///< instead of a base

    [[nodiscard]] bool has_nothing() const {
      return own.has_nothing() || (base ? base->has_nothing() : known == nullptr);
    }
  };

  /// Is it the same scenario? Then no difference is still to be seen.
  [[nodiscard]] bool is_same() const;
  [[nodiscard]] Margin worse_by(const CheckRule& rule) const;
  [[nodiscard]] bool is_of_quantile(const CheckRule& rule) const {
    return cells_[rule.first].stat.quantile != 0;
  }

  const CheckPlan& plan_;
  const CheckOptions& options_;
  std::vector<CheckRule>& rules_;
  std::vector<KpiCell> cells_;                     ///< the plan's
  std::vector<KpiCell> base_cells_;                ///< with a base: the same ones of it
  std::vector<const BaselineValue*> known_;        ///< [cell]; with a baseline; null: nothing
  std::vector<std::optional<Density>> densities_;  ///< [rule]; of quantiles
  std::vector<Pair> pairs_;                        ///< [rule]
};

}  // namespace tiersim
