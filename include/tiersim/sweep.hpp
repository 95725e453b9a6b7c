#pragma once
// Sweeps: one scenario at many values of some of its keys, all on common random numbers.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tiersim/compare.hpp"
#include "tiersim/estimate.hpp"
#include "tiersim/experiment.hpp"
#include "tiersim/kpi.hpp"
#include "tiersim/language.hpp"
#include "tiersim/morris.hpp"
#include "tiersim/sampled_cell.hpp"
#include "tiersim/targets.hpp"

namespace tiersim {

// ---- What is varied

/// Points of one sweep, and values of one axis.
inline constexpr std::size_t most_sweep_points = 1'000;

/// What is varied: one key, or several that move together.
struct SweepAxis {
  std::string name;                            ///< the path as written: "staff.desk.heads"
  std::vector<std::string> labels;             ///< [value]; as shown: "8", "x0.9", "30m"
  std::vector<std::vector<std::string>> sets;  ///< [value]; overlays `path=value`
};

/// Loads the scenario with these overlays on top of those it always has.
using LoadPlan = std::function<LoadedScenario(const std::vector<std::string>& sets)>;

/// Reads `PATH=RANGE`. A range is `8..16`, `8..16:2` (by steps), `30m..60m:10m` (with a unit),
/// `x0.8..x1.5:0.1` (factors of what the base has there), a list of such values `8,10,12`, or a
/// longer value with a range in it, `[{after: 30m..60m:10m, of: work}]`. `*` in a path stands for
/// every entry that has such a key. Several, joined by ` & `, move together.
/// \param base    without overlays of the axis. \param option  named in errors: "--vary".
/// \throws BadInput where that is no range, has no value or too many, or the base has no number
///         there, or two values come to the same. Whether the language takes the values is seen
///         when points are loaded.
[[nodiscard]] SweepAxis sweep_axis(const std::string& written,
                                   std::string_view option,
                                   const Scenario& base,
                                   const LoadPlan& load);

/// \throws BadInput where two of them set the same key, or one a part of what the other sets.
void check_apart(const std::vector<SweepAxis>& axes, std::string_view option);

/// A point of a sweep: the base with some overlays.
struct SweepPoint {
  std::vector<std::size_t> at;    ///< [axis]; which value
  std::vector<std::string> sets;  ///< overlays
};
/// All combinations, the last axis fastest. \throws BadInput above most_sweep_points.
[[nodiscard]] std::vector<SweepPoint> grid_of(const std::vector<SweepAxis>& axes);
/// The point with these values.
[[nodiscard]] SweepPoint point_at(const std::vector<SweepAxis>& axes, std::vector<std::size_t> at);

// ---- What is asked of each point

/// A KPI with what restricts it.
struct SweepKpi {
  const KpiRow* row = nullptr;
  Stat stat = {};
  Labels labels = {};
  bool operator==(const SweepKpi&) const = default;
};
/// "on_time sla=resolution", "mttr p90 priority=P1".
[[nodiscard]] std::string to_text(const SweepKpi& kpi);
/// Reads `on_time`, `on_time,sla=resolution`, `mttr,stat=p90,priority=P1`.
/// \throws BadInput with what is wrong with it. \param option  named in errors: "--quality".
[[nodiscard]] SweepKpi sweep_kpi(const std::string& written,
                                 std::string_view option,
                                 const Model& model,
                                 const MeasureLayout& layout);
/// The KPIs of a scenario's targets, over the whole window. Shape [targets].
[[nodiscard]] std::vector<SweepKpi> kpis_of_targets(const Scenario& scenario);
/// What a sweep holds against cost where nobody says: the `on_time` of the first target that has
/// it, else of the SLA `resolution`, else of the first SLA; without any, `fcr`.
[[nodiscard]] SweepKpi default_quality(const Scenario& scenario);
[[nodiscard]] SweepKpi default_cost();

// ---- What is found

/// A KPI in each replication.
struct SweepSamples {
  std::vector<double> numerators;    ///< of quantiles and totals: the value itself
  std::vector<double> denominators;  ///< of quantiles: how many tickets; of totals: 1
};

/// What one point brings.
struct SweepOutcome {
  std::uint64_t hash = 0;
  std::uint64_t fingerprint = 0;
  std::size_t replications = 0;
  bool growing = false;                ///< the backlog of all tiers together
  std::vector<Estimate> estimates;     ///< [kpi]
  std::vector<SweepSamples> samples;   ///< [kpi]
  std::vector<Influences> influences;  ///< [kpi]; of each replication on the estimate
  std::vector<JudgedTarget> targets;   ///< of the point's scenario
  std::vector<SampledCell> periods;    ///< by what targets of single periods are judged
  bool has_uncertain_volumes = false;
};

struct SweepOptions {
  std::vector<SweepKpi> kpis;  ///< what is estimated
  unsigned threads = 0;        ///< as RunOptions
  std::string file;            ///< of the scenario, named in errors
  std::function<void(const Progress&)> progress;
  const std::atomic<bool>* stop = nullptr;
  /// So many points are in memory at one time. Results do not depend on it.
  std::size_t batch = 16;
  double* seconds = nullptr;   ///< what the simulation takes is added there; null: nobody asks
  Journal* journal = nullptr;  ///< as StudyOptions
};

/// Simulates points on common random numbers, each with the replications, seed and confidence of
/// its scenario.
/// \return  shape [points]; fewer where it was stopped: whole batches count.
/// \throws  BadInput where a point's scenario has problems, before anything is simulated.
[[nodiscard]] std::vector<SweepOutcome> run_points(const std::vector<SweepPoint>& points,
                                                   const LoadPlan& load,
                                                   const SweepOptions& options);

/// A KPI of one point less that of another, on common random numbers.
struct SweepDifference {
  std::optional<double> value;                 ///< null: one of both has nothing to count
  std::optional<ConfidenceInterval> interval;  ///< of that difference alone
  std::vector<double> samples;                 ///< [replication]; their mean is the value
  /// Is it other than 0?
  [[nodiscard]] bool is_significant() const { return interval && !interval->contains(0); }
};
/// As paired_difference. \param number  of the KPI. \param level  in (0, 1).
[[nodiscard]] SweepDifference sweep_difference(const SweepOutcome& point,
                                               const SweepOutcome& base,
                                               std::size_t number,
                                               double level);

/// Does each target hold at this point, by its value alone? While the backlog grows none does: what
/// is measured says more on the horizon's length than on the plan. Shape [targets].
[[nodiscard]] std::vector<bool> targets_that_hold(const SweepOutcome& outcome);

// ---- How far a plan holds

/// The last value at which a target holds, and the first at which it does not.
struct HoldsTo {
  std::size_t target = 0;             ///< its number
  std::optional<std::size_t> holds;   ///< value of the axis; empty: not even at the first
  std::optional<std::size_t> misses;  ///< the next one; empty: it holds to the last
};
/// For each target by itself: looks at both ends and at the quarters of an axis, then bisects
/// between the first value that fails and the last before it that holds, until they are neighbours.
/// What is seen on behalf of one target counts for all. A target that fails only between values
/// that were looked at is not noticed. Each value is asked for at most once. \param holds  [target]
/// whether it holds at a value of the axis.
[[nodiscard]] std::vector<HoldsTo>
until_miss(std::size_t values,
           std::size_t targets,
           const std::function<std::vector<bool>(std::size_t value)>& holds);

// ---- Levers

/// A change of the plan that somebody could make, or that could happen.
struct Lever {
  std::string name;               ///< "+1 head in engineers"
  std::vector<std::string> sets;  ///< overlays that make it
  bool is_threat = false;         ///< happens to a plan, rather than being chosen
};
/// One more head in each group, handle times -10 %, first tier solves +5 points, pending -10 %,
/// volume +10 %, each group gone for one day, and each site (the groups of one time zone, where
/// there are several). Those that the scenario cannot have are left out,
/// and named.
struct Levers {
  std::vector<Lever> levers;
  std::vector<std::string> left_out;  ///< a sentence each: which, and why
};
[[nodiscard]] Levers levers_of(const Scenario& scenario, const Model& model);

/// How a lever's price is to be read, best first.
enum class LeverRank : std::uint8_t {
  free,     ///< better quality, and no more cost is shown
  priced,   ///< better quality for money
  no_gain,  ///< no difference in quality is shown
  worse,    ///< quality falls
};
[[nodiscard]] std::string_view to_text(LeverRank rank);
/// \param gain  in quality, more is better.
[[nodiscard]] LeverRank rank_of(const SweepDifference& gain, const SweepDifference& cost);

/// Cost for quality: what a step from one point to another brings.
struct PricedStep {
  std::size_t from = 0;                     ///< point
  std::size_t to = 0;                       ///< point
  SweepDifference cost;                     ///< paired
  SweepDifference gain;                     ///< in quality, more is better
  std::optional<double> price;              ///< cost by quality; null: no gain
  std::optional<ConfidenceInterval> known;  ///< of the price; null: the gain may be none
};

/// Which KPIs of a sweep are set against each other.
struct CostAndQuality {
  SweepKpi cost;
  SweepKpi quality;
  std::size_t cost_number = 0;
  std::size_t quality_number = 1;
  /// 1 or -1: quality that should be low counts negative.
  [[nodiscard]] double sign() const {
    return quality.row->direction == Direction::lower_is_better ? -1 : 1;
  }
};

/// The step from one point to another.
[[nodiscard]] PricedStep priced_step(const std::vector<SweepOutcome>& outcomes,
                                     std::size_t from,
                                     std::size_t to,
                                     const CostAndQuality& of,
                                     double level);

/// Cost against quality.
struct CostCurve {
  std::vector<std::size_t> frontier;  ///< efficient points, by rising cost
  std::optional<std::size_t> knee;    ///< index into frontier
  std::vector<std::size_t> rivals;    ///< as knee_rivals, indices into frontier
  std::vector<PricedStep> steps;      ///< [frontier - 1]; between neighbours
  std::vector<std::size_t> left_out;  ///< points without a value, or whose backlog grows
};
[[nodiscard]] CostCurve
cost_curve(const std::vector<SweepOutcome>& outcomes, const CostAndQuality& of, double level);

/// What a lever does.
struct LeverEffect {
  std::size_t lever = 0;
  PricedStep step;                       ///< from the base
  std::vector<SweepDifference> targets;  ///< [target]; as the KPI is, whichever way is better
  LeverRank rank{};
};
/// \param outcomes     of the base, then of each lever.
/// \param target_kpis  [target]; numbers of their KPIs.
/// \return             best first: rank, then gain or price.
[[nodiscard]] std::vector<LeverEffect> rank_levers(const std::vector<SweepOutcome>& outcomes,
                                                   const CostAndQuality& of,
                                                   const std::vector<std::size_t>& target_kpis,
                                                   double level);

// ---- Screening

/// Elementary effects of a parameter on a KPI, with what the simulation knows of their mean.
struct ScreenedEffect {
  MorrisEffect effect;
  std::optional<ConfidenceInterval> mean;  ///< of effect.mean, over replications
};
/// \param outcomes  shape [points of the design]. \return  [parameter]; empty where a point has no
///                  value.
[[nodiscard]] std::vector<ScreenedEffect> screen(const MorrisDesign& design,
                                                 const std::vector<SweepOutcome>& outcomes,
                                                 std::size_t number,
                                                 double level);

}  // namespace tiersim
