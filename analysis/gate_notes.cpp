#include "analysis/gate_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>

#include "analysis/gate_pairs.hpp"
#include "analysis/gate_verdict.hpp"
#include "analysis/growth.hpp"
#include "analysis/plan_warnings.hpp"
#include "sim/text.hpp"
#include "tiersim/problem.hpp"
#include "tiersim/warm_up.hpp"

namespace tiersim {
namespace {

using Notes = std::vector<std::string>;

/// A bound on the wrong side holds when things get worse.
void note_directions(const CheckPlan& plan, Notes& notes) {
  for (const Target& target : plan.loaded.scenario.targets) {
    const KpiRow* const row = find_kpi(target.kpi);
    if (row == nullptr || row->direction == Direction::neither) continue;
    const bool is_low = target.comparison == Comparison::at_least;
    if (is_low == (row->direction == Direction::higher_is_better)) continue;
    notes.push_back(fmt::format("`{}: {}` holds the better the worse it gets: {} is better.",
                                target.kpi, target.written, is_low ? "less" : "more"));
  }
}

/// What those targets are of that may fail.
std::set<std::string> failing_targets(const CheckPlan& plan) {
  std::set<std::string> keys;
  const TargetCells cells = target_cells(plan.loaded, plan.model, plan.layout);
  const std::vector<Target>& targets = plan.loaded.scenario.targets;
  for (std::size_t t = 0; t < targets.size(); ++t) {
    if (targets[t].severity == Severity::error) keys.insert(baseline_key(cells[t].front()));
  }
  return keys;
}

void note_missing(std::string_view what,
                  const std::set<std::string>& before,
                  const std::set<std::string>& now,
                  Notes& notes) {
  std::vector<std::string> missing;
  for (const std::string& key : before) {
    if (!now.contains(key)) missing.push_back(fmt::format("`{}`", key));
  }
  if (!missing.empty()) notes.push_back(fmt::format("{}: {}.", what, joined(missing)));
}

/// Targets are the plan's own: whoever changes them in the same step changes what is judged.
void note_lost_targets(const CheckPlan& plan, Notes& notes) {
  std::set<std::string> before;
  try {
    if (plan.base != nullptr) before = failing_targets(*plan.base);
  } catch (const BadInput&) {  // the base's own targets are wrong: these are not its plan's
    return;
  }
  const std::set<std::string> now = failing_targets(plan);
  note_missing("Targets that may fail in the base, and not here", before, now, notes);
}

/// Of a baseline: KPIs that no target is of any more.
void note_lost_values(const CheckPlan& plan, Notes& notes) {
  if (plan.baseline == nullptr) return;
  std::set<std::string> known;
  for (const auto& [key, value] : plan.baseline->values) known.insert(key);
  std::set<std::string> now;
  for (const KpiCell& cell : flat(target_cells(plan.loaded, plan.model, plan.layout))) {
    now.insert(baseline_key(cell));
  }
  note_missing("Known to the baseline, and no target", known, now, notes);
}

void note_confidence(const CheckPlan& plan, Notes& notes) {
  if (plan.base == nullptr) return;
  const double before = error_rate_of(plan.base->loaded.scenario);
  const double now = error_rate_of(plan.loaded.scenario);
  if (now <= before) return;
  notes.push_back(fmt::format("Its error rates are {:.4g} %, the base's {:.4g} % "
                              "(`experiment.confidence`).",
                              100 * now, 100 * before));
}

void note_margins(const CheckPlan& plan, Notes& notes) {
  if (!plan.is_compared()) return;
  for (const Target& target : plan.loaded.scenario.targets) {
    if (!target.worse_by) continue;
    notes.push_back(fmt::format("`{}` may become worse by {}, as its target says.", target.kpi,
                                margin_text(*target.worse_by)));
  }
}

void note_hashes(const CheckPlan& plan, Notes& notes) {
  if (!plan.is_compared()) return;
  const std::uint64_t before = plan.base != nullptr ? plan.base->loaded.hash : plan.baseline->hash;
  notes.push_back(before == plan.loaded.hash
                      ? "The scenario is the base's own: nothing has changed."
                      : fmt::format("The scenario has changed: the base's hash is {:016x}, its own "
                                    "{:016x}.",
                                    before, plan.loaded.hash));
}

/// Work for which there are too few hours, whatever the queues say.
void note_load(const CheckPlan& plan, Notes& notes) {
  const DemandSummary demand = summarise_demand(plan.model);
  const Requirement needed = requirement(plan.loaded.scenario, plan.model, demand);
  PlanWarnings warnings;
  warn_of_load({plan.loaded.scenario, plan.model, demand, needed}, warnings);
  for (const PlanWarning& one : warnings.take()) {
    if (one.id != "load_above_capacity" && one.id != "nobody") continue;
    notes.push_back(fmt::format("{}; {}.", one.what, one.advice));
  }
}

}  // namespace

std::vector<std::string> notes_before(const CheckPlan& plan) {
  Notes notes;
  const WarmUp& warm_up = plan.loaded.scenario.horizon.warm_up;
  if (warm_up.is_auto) notes.push_back(fmt::format("Warm-up: {}.", to_text(warm_up)));
  if (plan.model.has_uncertain_volumes()) {
    notes.emplace_back(
        "Volumes are uncertain: each replication draws its own, and what is held to bounds is over "
        "all that may come; `tiersim run` tells how likely a month is to hold.");
  }
  note_directions(plan, notes);
  note_hashes(plan, notes);
  note_lost_targets(plan, notes);
  note_lost_values(plan, notes);
  note_confidence(plan, notes);
  note_margins(plan, notes);
  return notes;
}

std::vector<std::string>
notes_after(const CheckPlan& plan, const CheckResult& result, const Estimator& own) {
  Notes notes;
  if (std::string grows = growth_text(plan.model, own); !grows.empty()) {
    grows.front() = 'T';
    notes.push_back(grows + ": what is told of it depends on how long is simulated.");
  }
  const bool is_fine = std::ranges::all_of(result.targets, [](const CheckedTarget& target) {
    return target.verdict == CheckVerdict::pass;
  });
  if (is_fine) return notes;
  note_load(plan, notes);
  notes.push_back(fmt::format("To see more: `tiersim run {0} --attribution`; what would help most: "
                              "`tiersim sweep {0} --levers`.",
                              plan.file));
  return notes;
}

}  // namespace tiersim
