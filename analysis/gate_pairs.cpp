#include "analysis/gate_pairs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

#include "sim/suggest.hpp"
#include "tiersim/problem.hpp"

namespace tiersim {

std::vector<KpiCell> flat(const TargetCells& cells) {
  std::vector<KpiCell> all;
  for (const std::vector<KpiCell>& of_one : cells) {
    all.insert(all.end(), of_one.begin(), of_one.end());
  }
  return all;
}

bool has_quantiles(const std::vector<KpiCell>& cells) {
  return std::ranges::any_of(cells, [](const KpiCell& cell) { return cell.stat.quantile != 0; });
}

void count_above_own(const Estimator& found, std::size_t index, KpiCell& cell) {
  if (cell.stat.quantile != 0) cell.bound = found.estimate(index).value;
}

StudyOptions study_options_of(const CheckPlan& plan, const CheckOptions& options) {
  return {.threads = options.threads,
          .confidence = plan.loaded.scenario.experiment.confidence,
          .progress = options.progress,
          .stop = options.stop,
          .beside = {},
          .journal = options.journal};
}

namespace {

/// The base's cells of the same targets, in whose words they are told if there are none.
TargetCells cells_of_base(const CheckPlan& plan, const TargetCells& own) {
  LoadedScenario loaded = plan.base->loaded;
  loaded.scenario.targets = plan.loaded.scenario.targets;
  loaded.places = plan.loaded.places;
  TargetCells cells;
  try {
    cells = target_cells(loaded, plan.base->model, plan.base->layout);
  } catch (const BadInput& input) {
    std::vector<Problem> problems = input.problems();
    for (Problem& problem : problems) {
      problem.what += fmt::format(" (in the base, {})", in_quotes(plan.base->file));
    }
    throw BadInput{std::move(problems)};
  }
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

/// What a baseline knows of each cell; null: a period that had nothing to count.
std::vector<const BaselineValue*> values_at_base(const CheckPlan& plan, const TargetCells& cells) {
  std::vector<const BaselineValue*> values;
  std::vector<Problem> problems;
  for (std::size_t t = 0; t < cells.size(); ++t) {
    const std::size_t first = values.size();
    for (const KpiCell& cell : cells[t]) {
      const auto found = plan.baseline->values.find(baseline_key(cell));
      values.push_back(found == plan.baseline->values.end() ? nullptr : &found->second);
    }
    const auto own = std::span{values}.subspan(first);
    if (std::ranges::any_of(own, [](const BaselineValue* known) { return known != nullptr; }))
      continue;
    problems.push_back(not_in_baseline(plan, t, baseline_key(cells[t].front())));
  }
  if (!problems.empty()) throw BadInput{std::move(problems)};
  return values;
}

constexpr double density_window = 0.1;  ///< of a quantile, to either side
constexpr double least_zone = 1e-4;     ///< of quantiles; a share of the tickets

/// Pairs of replications until rare tickets of a share must have been seen.
double least_pairs(double base, bool is_worse_above, double zone, const LinearCell& own) {
  constexpr double end_of_zone = 1.5;
  const double worse = is_worse_above ? zone : -zone;
  return least_tickets(base + end_of_zone * worse, zone) / own.mean_denominator();
}

}  // namespace

void check_pairs(const CheckPlan& plan, const TargetCells& cells) {
  if (plan.base != nullptr) (void)cells_of_base(plan, cells);
  if (plan.baseline != nullptr) (void)values_at_base(plan, cells);
}

GatePairs::GatePairs(const CheckPlan& plan,
                     const TargetCells& cells,
                     std::vector<CheckRule>& rules,
                     const CheckOptions& options)
    : plan_{plan}, options_{options}, rules_{rules}, cells_{flat(cells)}, densities_(rules.size()) {
  if (plan_.base != nullptr) base_cells_ = flat(cells_of_base(plan_, cells));
  if (plan_.baseline != nullptr) known_ = values_at_base(plan_, cells);
}

Margin GatePairs::worse_by(const CheckRule& rule) const {
  const Target& target = plan_.loaded.scenario.targets[rule.target];
  return target.worse_by.value_or(options_.worse_by);
}

bool GatePairs::is_same() const {
  const std::uint64_t hash = plan_.base != nullptr ? plan_.base->loaded.hash : plan_.baseline->hash;
  return hash == plan_.loaded.hash;
}

bool GatePairs::look_at_base() {
  if (plan_.base == nullptr || !has_quantiles(base_cells_)) return true;
  Study study{{{plan_.base->model, plan_.base->layout, base_cells_, plan_.base->loaded.hash}},
              study_options_of(plan_, options_)};
  if (!study.run_up_to(GateTest::least_replications)) return false;
  for (std::size_t i = 0; i < base_cells_.size(); ++i) {
    count_above_own(study.estimator(0), i, base_cells_[i]);
  }
  return true;
}

std::vector<Arm> GatePairs::arms() {
  std::vector<KpiCell> own = cells_;
  std::vector<KpiCell> more;
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    CheckRule& rule = rules_[i];
    KpiCell& cell = own[rule.first];
    if (!is_of_quantile(rule)) continue;
    std::optional<double> base;
    if (plan_.base != nullptr)
      base = base_cells_[rule.first].bound;
    else if (known_[rule.first] != nullptr)
      base = known_[rule.first]->value;
    if (!base) continue;  // the base has nothing to count
    pair_with(*base, cell, worse_by(rule), rule);
    const double reach = std::max(rule.tolerance, density_window * *base);
    cell.bound = *base - reach;
    KpiCell end = cell;
    end.bound = *base + reach;
    densities_[i] = Density{own.size() + more.size(), own.size() + more.size() + 1, 2 * reach};
    more.push_back(cell);
    more.push_back(std::move(end));
    cell.bound = *base;
  }
  own.insert(own.end(), more.begin(), more.end());
  std::vector<Arm> arms{{plan_.model, plan_.layout, std::move(own), plan_.loaded.hash}};
  if (plan_.base != nullptr) {
    const CheckPlan& base = *plan_.base;
    arms.push_back({base.model, base.layout, base_cells_, base.loaded.hash});
  }
  return arms;
}

void GatePairs::pair(const Study& study) {
  const Estimator& own = study.estimator(0);
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    CheckRule& rule = rules_[i];
    Pair pair{.own = LinearCell{own, rule.first}};
    if (plan_.base != nullptr) pair.base.emplace(study.estimator(1), rule.first);
    if (plan_.baseline != nullptr) pair.known = known_[rule.first];
    pairs_.push_back(pair);
    if (pair.has_nothing()) continue;
    const double least = is_same() ? 0 : 1;
    if (const std::optional<Density>& density = densities_[i]) {
      const double between =
          LinearCell{own, density->below}.value() - LinearCell{own, density->above}.value();
      rule.zone = std::max(between / density->width * rule.tolerance, least_zone);
      rule.least_weight =
          least * least_pairs(1 - own.cells()[rule.first].stat.quantile, true, rule.zone, pair.own);
      continue;
    }
    const double base = pair.base ? pair.base->value() : pair.known->value;
    const KpiCell& cell = own.cells()[rule.first];
    pair_with(base, cell, worse_by(rule), rule);
    if (cell.kpi->unit == Unit::share)
      rule.least_weight = least * least_pairs(base, rule.is_at_most, rule.zone, pair.own);
  }
}

GateSample GatePairs::sample(const Study& study, std::size_t rule, std::size_t replication) const {
  const Pair& pair = pairs_[rule];
  if (pair.has_nothing()) return {.beyond = 0, .weight = 0};
  const double own = pair.own.in(study.estimator(0), replication);
  const double base = pair.base ? pair.base->in(study.estimator(1), replication)
                                : pair.known->by_replication[replication];
  const CheckRule& held = rules_[rule];
  // More tickets above it: the quantile is higher.
  const double worse = held.is_at_most ? own - base : base - own;
  return {.beyond = worse - held.zone / 2, .weight = 1};
}

}  // namespace tiersim
