#pragma once
// What plans are held against by `tiersim check`: other scenarios, or a file of baselines.

#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "analysis/commands/check_wanted.hpp"
#include "analysis/commands/command.hpp"
#include "analysis/commands/compiled_plan.hpp"
#include "analysis/commands/progress_line.hpp"
#include "analysis/gate_baseline.hpp"
#include "tiersim/plan_gate.hpp"

namespace tiersim::commands {

using Plans = std::vector<std::unique_ptr<CompiledPlan>>;

[[nodiscard]] inline CheckPlan plan_of(const CompiledPlan& plan) {
  return {plan.given, plan.loaded, plan.model, plan.layout};
}

/// Calls simulate(options) with a line of progress, where somebody sees it.
template <class Simulate>
auto with_progress(CheckOptions options, std::ostream* viewer, const Simulate& simulate) {
  std::optional<ProgressLine> line;
  if (viewer != nullptr) {
    line.emplace(*viewer);
    options.progress = [&line](const Progress& now) { line->show(now); };
  }
  return simulate(options);
}

/// The scenario that one is held against. Null: none, or the base is a folder without it.
/// \throws BadUsage where its path leads out of that folder.
[[nodiscard]] std::optional<std::string> base_of(const CheckWanted& wanted,
                                                 const std::string& file);

/// A folder without any of the scenarios is the wrong one: all plans would pass for new.
/// \throws BadUsage then.
void check_base_folder(const CheckWanted& wanted);

/// What `--baseline` names; empty without it. \throws BadInput where it cannot be read.
[[nodiscard]] Baseline wanted_baseline(const CheckWanted& wanted);

/// Writes what `--baseline` names. \param viewer  sees the progress; null: nobody.
ExitCode update_baseline(const CheckWanted& wanted,
                         const Plans& plans,
                         const CheckOptions& options,
                         std::ostream* viewer,
                         Streams& streams);

}  // namespace tiersim::commands
