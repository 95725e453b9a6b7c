// The loop of `tiersim check`: simulate, look, and go on until each target is decided.

#include "tiersim/plan_gate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "analysis/alike.hpp"
#include "analysis/gate_cause.hpp"
#include "analysis/gate_notes.hpp"
#include "analysis/gate_pairs.hpp"
#include "analysis/gate_rules.hpp"
#include "analysis/gate_verdict.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"
#include "tiersim/problem.hpp"

namespace tiersim {
namespace {

/// More replications at a time than one batch keep all cores busy.
constexpr std::size_t least_step = 20;

/// A study of a plan, and what is made of it.
class CheckRun {
 public:
  CheckRun(const CheckPlan& plan, const CheckOptions& options)
      : plan_{plan},
        options_{options},
        targets_{plan.loaded.scenario.targets},
        cells_{target_cells(plan.loaded, plan.model, plan.layout)},
        rules_{check_rules(targets_, cells_, plan.is_compared())},
        at_most_{options.at_most} {
    if (plan_.baseline != nullptr) at_most_ = std::min(at_most_, plan_.baseline->replications);
    if (plan_.is_compared()) pairs_.emplace(plan_, cells_, rules_, options_);
  }

  /// \return false where it was stopped.
  bool simulate() {
    const bool is_known = !pairs_ || pairs_->look_at_base();
    study_ = std::make_unique<Study>(pairs_ ? pairs_->arms() : own_arm(), study_options());
    if (!is_known) return false;
    if (!pairs_) open_gate();
    std::size_t goal = std::min(GateTest::least_replications, at_most_);
    while (true) {
      const bool is_whole = study_->run_up_to(goal);
      look();
      if (!is_whole) return false;
      if ((gate_ && gate_->is_decided()) || goal >= at_most_) return true;
      const std::size_t done = study_->replications(0);
      const std::size_t step = std::max(least_step, done / 100 * 10);
      goal = std::min(std::max(gate_->next_look(), done + step), at_most_);
    }
  }

  [[nodiscard]] CheckedRun found() const {
    return {.plan = plan_,
            .targets = targets_,
            .rules = rules_,
            .gate = gate_ ? &*gate_ : nullptr,
            .own = study_->estimator(0),
            .base = plan_.base != nullptr ? &study_->estimator(1) : nullptr,
            .cells = cells_};
  }
  [[nodiscard]] double run_seconds() const { return study_->run_seconds(); }

 private:
  [[nodiscard]] std::vector<Arm> own_arm() const {
    std::vector<KpiCell> own = flat(cells_);
    for (const CheckRule& rule : rules_) {
      const bool is_counted = own[rule.first].stat.quantile != 0 && !rule.is_share_of_periods;
      if (is_counted) own[rule.first].bound = rule.bound;
    }
    return {{plan_.model, plan_.layout, std::move(own), plan_.loaded.hash}};
  }

  [[nodiscard]] StudyOptions study_options() const { return study_options_of(plan_, options_); }

  void open_gate() {
    std::vector<GateRule> rules;
    rules.reserve(rules_.size());
    for (const CheckRule& rule : rules_) {
      rules.push_back({.zone = rule.zone,
                       .is_one_of = targets_[rule.target].severity == Severity::error,
                       .least_weight = rule.least_weight});
    }
    gate_.emplace(rules, error_rate_of(plan_.loaded.scenario));
  }

  void look() {
    std::size_t done = study_->replications(0);
    if (plan_.base != nullptr) done = std::min(done, study_->replications(1));
    if (!gate_) {  // with a base nothing is known of the differences before the first batches
      if (done < GateTest::least_replications) return;
      pairs_->pair(*study_);
      open_gate();
    }
    std::vector<GateSample> samples(rules_.size());
    for (std::size_t r = gate_->replications(); r < done; ++r) {
      for (std::size_t i = 0; i < rules_.size(); ++i) {
        samples[i] =
            pairs_ ? pairs_->sample(*study_, i, r)
                   : bound_sample(rules_[i], targets_[rules_[i].target], study_->estimator(0), r);
      }
      gate_->add(samples);
    }
  }

  const CheckPlan& plan_;
  const CheckOptions& options_;
  const std::vector<Target>& targets_;
  TargetCells cells_;
  std::vector<CheckRule> rules_;
  std::size_t at_most_;             ///< replications
  std::optional<GatePairs> pairs_;  ///< refers to the rules
  std::optional<Gate> gate_;
  std::unique_ptr<Study> study_;
};

std::string against_text(const CheckPlan& plan) {
  if (plan.base != nullptr) return plan.base->file;
  return plan.baseline != nullptr ? "the baseline" : "";
}

}  // namespace

CheckResult empty_result(const CheckPlan& plan) {
  CheckResult result;
  result.file = plan.file;
  result.name = plan.model.name;
  result.currency = plan.model.currency;
  result.seed = plan.model.seed;
  result.hash = plan.loaded.hash;
  result.error_rate = error_rate_of(plan.loaded.scenario);
  result.against = against_text(plan);
  result.notes = notes_before(plan);
  return result;
}

std::string_view to_text(CheckVerdict verdict) {
  switch (verdict) {
    case CheckVerdict::pass: return "pass";
    case CheckVerdict::fail: return "fail";
    case CheckVerdict::warns: return "warns";
    case CheckVerdict::inconclusive: return "inconclusive";
    case CheckVerdict::nothing: return "nothing";
  }
  return "";
}

std::string baseline_key(const KpiCell& cell) {
  std::string key = fmt::format("{} {}", cell.kpi->id, to_text(cell.stat));
  for (const auto& [label, value] : cell.labels) {
    key += fmt::format(" {}={}", to_text(label), value);
  }
  return key;
}

std::string measured_text(const Scenario& scenario) {
  const Horizon& horizon = scenario.horizon;
  return fmt::format("{} of {} from {} {}, less {} and {}", scenario.currency,
                     span_text(horizon.length), date_text(*horizon.start), horizon.time_zone,
                     span_text(horizon.warm_up.length), span_text(horizon.cool_down));
}

void check_gate(const CheckPlan& plan) {
  std::vector<Problem> problems;
  if (plan.base != nullptr) check_alike(plan.base->loaded, plan.loaded, problems);
  if (!problems.empty()) throw BadInput{std::move(problems)};
  const TargetCells cells = target_cells(plan.loaded, plan.model, plan.layout);
  check_pairs(plan, cells);
}

CheckResult run_check(const CheckPlan& plan, const CheckOptions& options) {
  CheckResult result = empty_result(plan);
  if (plan.loaded.scenario.targets.empty()) return result;
  CheckRun run{plan, options};
  result.interrupted = !run.simulate();
  CheckedRun found = run.found();
  found.is_interrupted = result.interrupted;
  result.replications = found.own.replications();
  result.run_seconds = run.run_seconds();
  if (result.replications == 0) return result;
  result.fingerprint = found.own.total().outcome.fingerprint;
  result.growth = found.own.backlog_growth();
  result.targets = checked_targets(found);
  for (std::string& note : notes_after(plan, result, found.own)) {
    result.notes.push_back(std::move(note));
  }
  if (!result.interrupted) find_causes(plan, options, result.targets);
  return result;
}

namespace {

/// \return null where it was stopped.
std::unique_ptr<Study>
study_of(const CheckPlan& plan, const CheckOptions& options, const std::vector<KpiCell>& cells) {
  std::vector<Arm> arms{{plan.model, plan.layout, cells, plan.loaded.hash}};
  auto study = std::make_unique<Study>(std::move(arms), study_options_of(plan, options));
  return study->run_up_to(options.at_most) ? std::move(study) : nullptr;
}

BaselineValue baseline_value(const Estimator& found, std::size_t cell, const LinearCell& linear) {
  const Estimate estimate = found.estimate(cell);
  BaselineValue known{.value = estimate.value.value(), .interval = estimate.interval};
  known.by_replication.reserve(found.replications());
  for (std::size_t r = 0; r < found.replications(); ++r) {
    known.by_replication.push_back(linear.in(found, r));
  }
  return known;
}

/// \return whether there is one.
bool add_value(const Estimator& found, std::size_t cell, BaselineEntry& entry) {
  const LinearCell linear{found, cell};
  if (linear.has_nothing()) return false;
  entry.values[baseline_key(found.cells()[cell])] = baseline_value(found, cell, linear);
  return true;
}

Problem no_value(const CheckPlan& plan, const KpiCell& cell) {
  return {{.file = plan.file},
          fmt::format("`{}` has no value", baseline_key(cell)),
          "no ticket, clock or hour is of that kind: there is nothing to compare",
          "leave out the target, or mend it"};
}

}  // namespace

std::optional<BaselineEntry> make_baseline(const CheckPlan& plan, const CheckOptions& options) {
  const TargetCells by_target = target_cells(plan.loaded, plan.model, plan.layout);
  std::vector<KpiCell> cells = flat(by_target);
  std::unique_ptr<Study> study = study_of(plan, options, cells);
  if (study && has_quantiles(cells)) {  // what is above them can be counted now
    for (std::size_t i = 0; i < cells.size(); ++i)
      count_above_own(study->estimator(0), i, cells[i]);
    study = study_of(plan, options, cells);
  }
  if (!study) return std::nullopt;
  const Estimator& found = study->estimator(0);
  BaselineEntry entry{.seed = plan.model.seed,
                      .hash = plan.loaded.hash,
                      .replications = found.replications(),
                      .growth = found.backlog_growth(),
                      .measured = measured_text(plan.loaded.scenario),
                      .values = {}};
  std::vector<Problem> problems;
  std::size_t cell = 0;
  for (const std::vector<KpiCell>& of_one : by_target) {
    const std::size_t end = cell + of_one.size();
    bool has_value = false;
    for (; cell < end; ++cell) has_value |= add_value(found, cell, entry);
    // A day may have nothing to count; where none has, it is a target of nothing.
    if (!has_value) problems.push_back(no_value(plan, of_one.front()));
  }
  if (!problems.empty()) throw BadInput{std::move(problems)};
  return entry;
}

}  // namespace tiersim
