// The loop of `tiersim check`: simulate, look, and go on until each target is decided.

#include "tiersim/plan_gate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <utility>

#include "analysis/gate_cause.hpp"
#include "analysis/gate_rules.hpp"
#include "analysis/gate_verdict.hpp"
#include "tiersim/problem.hpp"

namespace tiersim {
namespace {

/// More replications at a time than one batch keep all cores busy.
constexpr std::size_t least_step = 20;

std::vector<KpiCell> flat(const TargetCells& cells) {
  std::vector<KpiCell> all;
  for (const std::vector<KpiCell>& of_one : cells) {
    all.insert(all.end(), of_one.begin(), of_one.end());
  }
  return all;
}

/// The base's cells of the same targets, in whose words they are told if there are none.
TargetCells cells_of_base(const CheckPlan& plan, const TargetCells& own) {
  LoadedScenario loaded = plan.base->loaded;
  loaded.scenario.targets = plan.loaded.scenario.targets;
  loaded.places = plan.loaded.places;
  TargetCells cells = target_cells(loaded, plan.base->model, plan.base->layout);
  for (std::size_t t = 0; t < own.size(); ++t) {
    if (cells[t].size() == own[t].size()) continue;
    throw BadInput{{{plan.loaded.places.find("horizon"), "the horizon is not that of the base",
                     "periods of both are compared one by one",
                     "give both scenarios the same `start`, `length`, `warm_up` and `cool_down`"}}};
  }
  return cells;
}

Problem not_in_baseline(const CheckPlan& plan, std::size_t target, const std::string& key) {
  return {plan.loaded.places.find(fmt::format("targets.{}.kpi", target)),
          fmt::format("the baseline has no `{}`", key),
          "the target is newer than the baseline, or had no value there",
          "write it anew with `--update-baseline`"};
}

/// What a baseline knows of each cell.
std::vector<double> values_at_base(const CheckPlan& plan, const TargetCells& cells) {
  std::vector<double> values;
  std::vector<Problem> problems;
  for (std::size_t t = 0; t < cells.size(); ++t) {
    for (const KpiCell& cell : cells[t]) {
      const auto found = plan.baseline->values.find(baseline_key(cell));
      const bool is_there = found != plan.baseline->values.end();
      if (!is_there) problems.push_back(not_in_baseline(plan, t, baseline_key(cell)));
      if (is_there) values.push_back(found->second.value);
    }
  }
  if (!problems.empty()) throw BadInput{std::move(problems)};
  return values;
}

/// A study of a plan, and what is made of it.
class CheckRun {
 public:
  CheckRun(const CheckPlan& plan, const CheckOptions& options)
      : plan_{plan},
        options_{options},
        targets_{plan.loaded.scenario.targets},
        cells_{target_cells(plan.loaded, plan.model, plan.layout)} {
    if (plan_.base != nullptr) {
      base_cells_ = cells_of_base(plan_, cells_);
    } else {
      const auto at_base =
          plan_.baseline != nullptr ? values_at_base(plan_, cells_) : std::vector<double>{};
      rules_ = check_rules(targets_, cells_, at_base, options_.worse_by);
      open_gate();
    }
    make_study();
  }

  /// \return false where it was stopped.
  bool simulate() {
    std::size_t goal = std::min(GateTest::least_replications, options_.at_most);
    while (true) {
      const bool is_whole = study_->run_up_to(goal);
      look();
      if (!is_whole) return false;
      if ((gate_ && gate_->is_decided()) || goal >= options_.at_most) return true;
      const std::size_t done = study_->replications(0);
      const std::size_t step = std::max(least_step, done / 100 * 10);
      goal = std::min(std::max(gate_->next_look(), done + step), options_.at_most);
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
  void make_study() {
    std::vector<KpiCell> own = flat(cells_);
    for (const CheckRule& rule : rules_) {
      KpiCell& cell = own[rule.first];
      if (cell.stat.quantile != 0 && !rule.is_share_of_periods) cell.bound = rule.bound;
    }
    std::vector<Arm> arms{{plan_.model, plan_.layout, std::move(own)}};
    if (plan_.base != nullptr) {
      arms.push_back({plan_.base->model, plan_.base->layout, flat(base_cells_)});
    }
    study_ = std::make_unique<Study>(std::move(arms), StudyOptions{.threads = options_.threads,
                                                                   .confidence = confidence(),
                                                                   .progress = options_.progress,
                                                                   .stop = options_.stop,
                                                                   .beside = {}});
  }

  [[nodiscard]] double confidence() const { return plan_.loaded.scenario.experiment.confidence; }

  void open_gate() {
    std::vector<GateRule> rules;
    for (const CheckRule& rule : rules_) {
      rules.push_back({rule.zone, targets_[rule.target].severity == Severity::error});
    }
    gate_.emplace(rules, error_rate_of(plan_.loaded.scenario));
  }

  /// With a base nothing is known of the differences before the first batches.
  void pair() {
    const std::vector<double> unknown(flat(cells_).size(), 0);
    rules_ = check_rules(targets_, cells_, unknown, options_.worse_by);
    for (CheckRule& rule : rules_) {
      PairedCell cell{rule, study_->estimator(0), study_->estimator(1)};
      const double base = cell.base_value();
      rule.tolerance =
          tolerance_of(study_->estimator(0).cells()[rule.first], base, options_.worse_by);
      rule.bound = base + (rule.is_at_most ? rule.tolerance : -rule.tolerance);
      rule.zone = rule.tolerance;
      cell.set_tolerance(rule.tolerance);
      pairs_.push_back(cell);
    }
    open_gate();
  }

  [[nodiscard]] GateSample sample(std::size_t rule, std::size_t replication) const {
    if (plan_.base != nullptr) {
      return pairs_[rule].sample(study_->estimator(0), study_->estimator(1), replication);
    }
    return bound_sample(rules_[rule], targets_[rules_[rule].target], study_->estimator(0),
                        replication);
  }

  void look() {
    std::size_t done = study_->replications(0);
    if (plan_.base != nullptr) done = std::min(done, study_->replications(1));
    if (!gate_ && done < GateTest::least_replications) return;
    if (!gate_) pair();
    std::vector<GateSample> samples(rules_.size());
    for (std::size_t r = gate_->replications(); r < done; ++r) {
      for (std::size_t i = 0; i < rules_.size(); ++i) samples[i] = sample(i, r);
      gate_->add(samples);
    }
  }

  const CheckPlan& plan_;
  const CheckOptions& options_;
  const std::vector<Target>& targets_;
  TargetCells cells_;
  TargetCells base_cells_;
  std::vector<CheckRule> rules_;
  std::vector<PairedCell> pairs_;
  std::optional<Gate> gate_;
  std::unique_ptr<Study> study_;
};

std::string against_text(const CheckPlan& plan) {
  if (plan.base != nullptr) return plan.base->file;
  return plan.baseline != nullptr ? "the baseline" : "";
}

/// What whoever reads a comparison must know of its base.
std::vector<std::string> notes_of(const CheckPlan& plan) {
  const bool is_compared = plan.base != nullptr || plan.baseline != nullptr;
  if (!is_compared) return {};
  const std::uint64_t before = plan.base != nullptr ? plan.base->loaded.hash : plan.baseline->hash;
  if (before == plan.loaded.hash) return {"The scenario is the base's own: nothing has changed."};
  return {fmt::format("The scenario has changed: the base's hash is {:016x}, its own {:016x}.",
                      before, plan.loaded.hash)};
}

/// A baseline that is hardly known itself.
std::vector<std::string> notes_on_baseline(const std::vector<CheckedTarget>& targets) {
  std::vector<std::string> notes;
  for (const CheckedTarget& target : targets) {
    for (const CheckedCell& cell : target.cells) {
      const bool is_known = cell.base && cell.base->interval;
      if (!is_known || cell.base->interval->half_width() <= cell.tolerance) continue;
      notes.push_back(fmt::format("The baseline knows {} less well than what is allowed: a base "
                                  "scenario (`--base`) is compared ticket by ticket.",
                                  baseline_key(cell.cell)));
    }
  }
  return notes;
}

CheckResult empty_result(const CheckPlan& plan) {
  CheckResult result;
  result.file = plan.file;
  result.name = plan.model.name;
  result.currency = plan.model.currency;
  result.seed = plan.model.seed;
  result.hash = plan.loaded.hash;
  result.error_rate = error_rate_of(plan.loaded.scenario);
  result.against = against_text(plan);
  result.notes = notes_of(plan);
  return result;
}

}  // namespace

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

void check_gate(const CheckPlan& plan) {
  const TargetCells cells = target_cells(plan.loaded, plan.model, plan.layout);
  if (plan.base != nullptr) (void)cells_of_base(plan, cells);
  if (plan.baseline != nullptr) (void)values_at_base(plan, cells);
}

CheckResult run_check(const CheckPlan& plan, const CheckOptions& options) {
  CheckResult result = empty_result(plan);
  if (plan.loaded.scenario.targets.empty()) return result;
  CheckRun run{plan, options};
  result.interrupted = !run.simulate();
  const CheckedRun found = run.found();
  result.replications = found.own.replications();
  result.run_seconds = run.run_seconds();
  if (result.replications == 0) return result;
  result.fingerprint = found.own.total().outcome.fingerprint;
  result.growth = found.own.backlog_growth();
  result.targets = checked_targets(found);
  if (plan.baseline != nullptr) {
    const std::vector<std::string> notes = notes_on_baseline(result.targets);
    result.notes.insert(result.notes.end(), notes.begin(), notes.end());
  }
  if (!result.interrupted) find_causes(plan, options, result.targets);
  return result;
}

std::optional<BaselineEntry> make_baseline(const CheckPlan& plan, const CheckOptions& options) {
  const std::vector<KpiCell> cells = flat(target_cells(plan.loaded, plan.model, plan.layout));
  Study study{{{plan.model, plan.layout, cells}},
              {.threads = options.threads,
               .confidence = plan.loaded.scenario.experiment.confidence,
               .progress = options.progress,
               .stop = options.stop,
               .beside = {}}};
  if (!study.run_up_to(GateTest::least_replications)) return std::nullopt;
  BaselineEntry entry{.seed = plan.model.seed,
                      .hash = plan.loaded.hash,
                      .replications = study.replications(0),
                      .values = {}};
  const std::vector<Estimate> estimates = study.estimates(0);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!estimates[i].value) continue;
    entry.values[baseline_key(cells[i])] = {*estimates[i].value, estimates[i].interval};
  }
  return entry;
}

}  // namespace tiersim
