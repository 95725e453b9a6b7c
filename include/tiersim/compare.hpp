#pragma once
// Plans beside a base, on common random numbers: differences with intervals, and what they mean.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "tiersim/attribution.hpp"
#include "tiersim/chance.hpp"
#include "tiersim/estimate.hpp"
#include "tiersim/experiment.hpp"
#include "tiersim/kpi.hpp"
#include "tiersim/language.hpp"
#include "tiersim/measures.hpp"
#include "tiersim/model.hpp"
#include "tiersim/statistics.hpp"
#include "tiersim/targets.hpp"

namespace tiersim {

// ---- Statistics of differences

/// What each replication contributes to the error of an estimate: the estimate is as uncertain as
/// the mean of these. They sum to 0, and their sum of squares / (R (R - 1)) is the squared standard
/// error.
using Influences = std::vector<double>;

/// Of a mean of totals: less the mean.
[[nodiscard]] Influences influences_on_mean(std::span<const double> totals);
/// Of a ratio of sums: by the jackknife below 30 replications, else linearised, as
/// ratio_standard_error. \return  empty with fewer than two denominators above 0.
[[nodiscard]] Influences influences_on_ratio(RatioSamples samples);
/// Of a cell. Of quantiles of durations: the influences on the share of tickets that are at most as
/// long, times what the quantile moves by a move of that share, which is taken from the ends of its
/// interval (Woodruff's). \return  empty where the cell has no interval, for quantiles of fewer
/// than ten replications and for those of months.
[[nodiscard]] Influences influences_on(const Estimator& estimator, std::size_t cell);

/// The difference between two estimates from the same replications.
struct PairedDifference {
  double difference = 0;                       ///< plan less base
  std::optional<ConfidenceInterval> interval;  ///< null with fewer than two replications
  /// The variance that the difference would have with independent replications, divided by that
  /// which it has. Null where nothing varies.
  std::optional<double> variance_ratio;
  /// Replications that say something on it: those in which the plans differ; where they differ in
  /// none, those in which there was anything to differ in.
  std::size_t told_by = 0;
  std::size_t of = 0;  ///< replications
  /// Fewer replications than this are no ground for an interval.
  static constexpr std::size_t fewest = 5;
  /// Was it seen too seldom for its interval to be trusted? (All of a few replications are enough.)
  [[nodiscard]] bool is_too_few() const { return told_by < fewest && told_by < of; }
  /// Is 0 outside of an interval that can be trusted?
  [[nodiscard]] bool is_significant() const {
    return interval && !interval->contains(0) && !is_too_few();
  }
};

/// Two-sided Student interval for the difference of two estimates on common random numbers: paired,
/// replication by replication, after both were linearised. It has no correction for what is rare:
/// of a few tickets it covers less than it says (compared_difference has one). \param base, plan
/// shape [replications], both; empty: no interval. \param difference  of the two estimates. \param
/// level  in (0, 1). \source            Law, Simulation Modeling and Analysis, 5th ed.,
/// sections 10.2.1 and 11.2.
[[nodiscard]] PairedDifference
paired_difference(double difference, const Influences& base, const Influences& plan, double level);

/// What the replications of one plan say of a cell.
struct SeenInPlan {
  double value = 0;  ///< the estimate
  RatioSamples samples;
  const Influences& influences;  ///< empty: no interval
};

/// paired_difference of a cell, with how many replications tell of it. Of a share that differs in
/// few of them its interval is widened, where it has to be, to hold that which follows from the
/// score intervals of both shares and the correlation of the two: this one knows that few were
/// seen, and is never of zero width. Null for a share of which neither plan saw anything, or both
/// everything.
/// \source  Zou and Donner, Statistics in Medicine 27 (2008), 1693-1702; Newcombe, Statistics in
///          Medicine 17 (1998), 2635-2650, method 10. Measured in tests/README.md.
[[nodiscard]] PairedDifference compared_difference(const KpiCell& cell,
                                                   const SeenInPlan& base,
                                                   const SeenInPlan& plan,
                                                   double level);

// ---- Plans side by side

/// A plan that was simulated, with how it is called.
struct ComparedPlan {
  const LoadedScenario& loaded;  ///< with the base's seed and targets
  const Model& model;
  const MeasureLayout& layout;
  std::string name;
  std::string given;                         ///< the file, or the changes to the base
  const Attribution* attribution = nullptr;  ///< of its breached clocks; null: not collected
};

/// A KPI of all plans.
struct ComparedKpi {
  KpiCell cell;                                            ///< the base's
  std::vector<Estimate> estimates;                         ///< shape [plans]
  std::vector<Influences> influences;                      ///< shape [plans]
  std::vector<std::optional<PairedDifference>> from_base;  ///< shape [plans]; null: the base's own,
                                                           ///< and without a value in both
  bool is_shown = false;  ///< has a value in some plan; of money, one above 0
};

/// A tier of the base or of some plan.
struct ComparedTier {
  std::string name;
  std::vector<std::optional<double>> heads;  ///< shape [plans]; null: no such tier
  std::vector<std::optional<double>> hours;  ///< paid, a week
};

/// What chose between plans.
struct ComparedChoice {
  KpiCell objective;
  double within = 0;                    ///< the indifference zone, in the unit of Estimate
  std::vector<std::size_t> candidates;  ///< plans that meet all targets
  std::vector<std::size_t> dropped;     ///< that did so at first, and not with more replications
  std::vector<std::size_t> left;        ///< of those: not left out
  std::optional<std::size_t> best;      ///< null: no candidate, or not decided
  std::size_t replications = 0;         ///< that it took to choose; 0: nothing to choose from
  std::size_t first_stage = 0;
  bool is_asymptotic = false;  ///< the objective is a ratio, linearised
};

struct PlanComparison {
  std::vector<ComparedPlan> plans;  ///< the base first
  std::size_t replications = 0;     ///< of each
  bool interrupted = false;
  double confidence = 0.95;     ///< of all intervals of differences together
  double level = 0.95;          ///< of each (Bonferroni)
  std::size_t differences = 0;  ///< that share the error
  std::vector<ComparedKpi> kpis;
  std::vector<std::vector<JudgedTarget>> targets;  ///< shape [plans][targets]
  std::vector<std::vector<TargetChance>> chances;  ///< shape [plans][targets]
  std::vector<ComparedTier> tiers;
  std::vector<std::string> why;             ///< shape [plans]; a sentence each; empty: none
  std::vector<std::string> notes;           ///< what a reader must know, a sentence each
  std::vector<std::uint64_t> fingerprints;  ///< shape [plans]
  std::optional<ComparedChoice> choice;
};

/// The KPIs that plans are compared by: those of a manager's page, waits by tier, and those of
/// targets. \return  only such as can be made in each plan; `notes` tells of the others.
struct ComparedCells {
  std::vector<std::vector<KpiCell>> cells;  ///< shape [plans][KPIs]
  std::vector<TargetCells> targets;         ///< shape [plans]
  std::vector<std::string> notes;
  std::vector<TargetCells> months = {};  ///< shape [plans]: by which chances are counted
};
/// \param more  KPIs to compare besides. \throws BadInput as target_cells.
[[nodiscard]] ComparedCells compared_cells(const std::vector<ComparedPlan>& plans,
                                           const std::vector<const KpiRow*>& more);
/// The cells of one plan: those that are compared, then those of months, then those of targets. For
/// an Arm.
[[nodiscard]] std::vector<KpiCell> cells_of_plan(const ComparedCells& cells, std::size_t plan);

/// Puts together what a study of these plans found.
/// \param study  arms in the order of plans, with cells_of_plan; all with as many replications, two
///               at least.
[[nodiscard]] PlanComparison
compare_plans(std::vector<ComparedPlan> plans, const ComparedCells& cells, const Study& study);

/// What a plan's replications say of its targets: the last cells of its estimator.
[[nodiscard]] std::vector<JudgedTarget>
judged_in(const ComparedPlan& plan, const TargetCells& targets, const Estimator& estimator);

struct ChoiceRules {
  std::size_t objective = 0;   ///< which of the compared KPIs; no quantile
  double within = 0;           ///< > 0, in the unit of Estimate
  std::size_t at_most = 1000;  ///< replications; at least as many as the first stage takes
};
/// The first stage of choose_plan, in replications.
inline constexpr std::size_t fewest_to_choose = 20;

/// Chooses the best of the plans that meet all targets that are demanded. Adds replications to the
/// study, of those that are left. The best must still meet them with all that were added; else it
/// is left out, and the others are chosen from.
/// \return  null where it was stopped.
[[nodiscard]] std::optional<ComparedChoice> choose_plan(const PlanComparison& comparison,
                                                        const ComparedCells& cells,
                                                        const ChoiceRules& rules,
                                                        Study& study);

/// The comparison on pages of 80 columns.
[[nodiscard]] std::string comparison_text(const PlanComparison& comparison);
/// The whole comparison; units as in json_report.
[[nodiscard]] std::string comparison_json(const PlanComparison& comparison);
/// A row for each plan, KPI and replication: its value, what that is made of, and its influence.
/// \param row_block  as of replications_csv.
void comparison_csv(const PlanComparison& comparison,
                    const Study& study,
                    const std::function<void(const std::string&)>& row_block);

}  // namespace tiersim
