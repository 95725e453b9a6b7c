#pragma once
// A gate for pipelines: replications of a plan until each of its targets is decided.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tiersim/experiment.hpp"
#include "tiersim/gate.hpp"
#include "tiersim/targets.hpp"

namespace tiersim {

enum class CheckVerdict : std::uint8_t {
  pass,
  fail,
  warns,         ///< missed, and of severity `warn`
  inconclusive,  ///< not decided, or so near to the bound that its value is on the other side
  nothing,       ///< nothing to judge it by
};
[[nodiscard]] std::string_view to_text(CheckVerdict verdict);

/// What a baseline knows of a KPI. In the unit's base.
struct BaselineValue {
  double value = 0;
  std::optional<ConfidenceInterval> interval = {};
  /// The value as it is in each replication, to first order; their mean is that of all. Of a
  /// quantile: the share of what is above it.
  std::vector<double> by_replication = {};
};
/// What a baseline knows of one scenario.
struct BaselineEntry {
  std::uint64_t seed = 0;
  std::uint64_t hash = 0;
  std::size_t replications = 0;
  std::optional<double> growth = {};            ///< of the backlog, tickets a week
  std::string measured = {};                    ///< as measured_text
  std::map<std::string, BaselineValue> values;  ///< by baseline_key()
};

/// A plan with all that it is compiled to.
struct CheckPlan {
  std::string file;  ///< as typed
  const LoadedScenario& loaded;
  const Model& model;
  const MeasureLayout& layout;
  const CheckPlan* base = nullptr;  ///< judged against it, on common random numbers
  const BaselineEntry* baseline =
      nullptr;  ///< else against this, which knows a base's replications

  [[nodiscard]] bool is_compared() const { return base != nullptr || baseline != nullptr; }
};

struct CheckOptions {
  std::size_t at_most = 2'000;  ///< replications; >= GateTest::least_replications
  /// With a base: so much worse a KPI may become, whose target says nothing else.
  Margin worse_by = {.size = 0.05, .is_relative = true};
  unsigned threads = 0;
  std::function<void(const Progress&)> progress;
  const std::atomic<bool>* stop = nullptr;
  Journal* journal = nullptr;  ///< as StudyOptions
};

/// One test of a target: of a period, where it is judged by periods.
struct CheckedCell {
  KpiCell cell;
  Estimate estimate;
  double bound = 0;  ///< in the unit's base
  std::optional<Estimate> base = {};
  double tolerance = 0;  ///< with a base: so much worse it may be; in the unit's base
  /// With a base, but for quantiles: value less the base's, from the pairs.
  std::optional<Estimate> change = {};
  double zone = 0;  ///< indifference; in the unit's base, of quantiles a share of the tickets
  std::size_t batch = 0;
  std::size_t decided_after = 0;  ///< replications; 0: not decided
  Decision decision = Decision::undecided;
};

struct CheckedTarget {
  Target target;
  Place place;  ///< of its bound
  std::string name;
  std::vector<CheckedCell> cells;       ///< one, or one for each period
  std::size_t worst = 0;                ///< the one that is told
  std::optional<Estimate> met_in = {};  ///< with `per`
  CheckVerdict verdict = CheckVerdict::nothing;
  std::string why = {};    ///< a sentence, where the value alone does not say it
  std::string cause = {};  ///< which tier, and what there; of what does not pass
  /// How far inside its bound (with a base: its tolerance), in the unit's base; < 0: beyond it.
  std::optional<double> margin = {};

  [[nodiscard]] const CheckedCell& told() const { return cells[worst]; }
};

/// What became of one scenario.
struct CheckResult {
  std::string file;
  std::string name;
  std::string currency;
  std::uint64_t seed = 0;
  std::uint64_t hash = 0;
  std::uint64_t fingerprint = 0;
  std::size_t replications = 0;
  double error_rate = 0;  ///< of either side
  bool interrupted = false;
  double run_seconds = 0;
  std::optional<double> growth = {};  ///< of the backlog, tickets a week
  std::string against = {};           ///< the base; empty: bounds
  std::vector<std::string> notes = {};
  std::vector<CheckedTarget> targets = {};
};

/// Can the plan's targets be evaluated, and does its base know them? Simulates nothing.
/// \throws BadInput where not.
void check_gate(const CheckPlan& plan);

/// Of a plan that was not simulated.
[[nodiscard]] CheckResult empty_result(const CheckPlan& plan);

/// Simulates until each target is decided, or as often as it may.
/// \throws BadInput as check_gate.
[[nodiscard]] CheckResult run_check(const CheckPlan& plan, const CheckOptions& options);

/// What a baseline will know of the plan: CheckOptions::at_most replications of it.
/// \throws BadInput as target_cells, and where a target has nothing to count. \return null where it
/// was stopped.
[[nodiscard]] std::optional<BaselineEntry> make_baseline(const CheckPlan& plan,
                                                         const CheckOptions& options);

/// What of a scenario must be the same for its KPIs to be compared: money, and the time counted.
[[nodiscard]] std::string measured_text(const Scenario& scenario);

/// "mttr p90 priority=P1".
[[nodiscard]] std::string baseline_key(const KpiCell& cell);

}  // namespace tiersim
