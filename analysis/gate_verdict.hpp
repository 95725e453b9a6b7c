#pragma once
// From what the sequential tests decided, and the values behind them, to verdicts.

#include <vector>

#include "analysis/gate_rules.hpp"
#include "tiersim/plan_gate.hpp"

namespace tiersim {

/// What the replications have shown.
struct CheckedRun {
  const CheckPlan& plan;
  const std::vector<Target>& targets;
  const std::vector<CheckRule>& rules;
  const Gate* gate = nullptr;  ///< null: too few replications to look at
  const Estimator& own;
  const Estimator* base = nullptr;
  const TargetCells& cells;
  bool is_interrupted = false;
};

/// What is left to 1 of the confidence: at most so often a target that holds fails, and at most so
/// often one passes that is missed.
[[nodiscard]] double error_rate_of(const Scenario& scenario);

/// Shape [targets]. A verdict never contradicts the value that is told with it.
[[nodiscard]] std::vector<CheckedTarget> checked_targets(const CheckedRun& run);

}  // namespace tiersim
