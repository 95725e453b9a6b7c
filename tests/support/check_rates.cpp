#include "tests/support/check_rates.hpp"

#include <cstdint>
#include <utility>

#include "analysis/gate_rules.hpp"
#include "tests/support/scenario_runner.hpp"
#include "tiersim/plan_gate.hpp"

namespace tiersim::test {
namespace {

constexpr std::uint64_t first_seed = 1'000;
constexpr double half_of_it = 0.5;
constexpr double more_than_it = 1.5;

BoundUnit bound_unit_of(Unit unit) {
  if (unit == Unit::share) return BoundUnit::share;
  return unit == Unit::duration ? BoundUnit::duration : BoundUnit::number;
}

/// Each stands alone: those that warn share no error rate.
Target target_of(const CoveredKpi& kpi, const KpiCell& cell) {
  Target target;
  target.kpi = kpi.kpi;
  target.stat = kpi.stat;
  for (const auto& [label, value] : kpi.labels) {
    target.where.get_or_add(to_text(label)) = value;
  }
  target.comparison = Comparison::at_most;
  target.bound_unit = bound_unit_of(cell.kpi->unit);
  target.written = "<= the exact value";
  target.severity = Severity::warn;
  return target;
}

/// The bound that `exact` is beyond by its zone.
double missed_bound(const KpiCell& cell, double exact) {
  double bound = exact;
  for (int i = 0; i < 50; ++i) bound = exact - zone_of(cell, bound);
  return bound;
}

/// What is tried at once.
struct Tried {
  std::vector<Target> targets;
  std::vector<ErrorRates*> rates;  ///< [target]

  void add(const Target& target, ErrorRates& of_it) {
    targets.push_back(target);
    rates.push_back(&of_it);
  }
};

void count(const CheckResult& result, std::size_t trials, const Tried& tried) {
  for (std::size_t t = 0; t < tried.rates.size(); ++t) {
    const CheckedCell& cell = result.targets[t].told();
    ErrorRates& rates = *tried.rates[t];
    const std::size_t needed = cell.decided_after > 0 ? cell.decided_after : result.replications;
    rates.trials = trials;
    rates.pass += cell.decision == Decision::pass ? 1 : 0;
    rates.fail += cell.decision == Decision::fail ? 1 : 0;
    rates.undecided += cell.decision == Decision::undecided ? 1 : 0;
    rates.replications += static_cast<double>(needed) / static_cast<double>(trials);
  }
}

/// Whose random numbers are others: their keys are those of the compiled model.
void reseed(Compiled& plan, std::uint64_t seed) {
  plan.loaded.scenario.seed = seed;
  plan.model = compile(plan.loaded.scenario);
}

/// \param base  null: bounds are held.
void run_trials(
    Compiled& plan, Compiled* base, const Tried& tried, std::size_t trials, std::size_t at_most) {
  plan.loaded.scenario.targets = tried.targets;
  CheckOptions options;
  options.at_most = at_most;
  for (std::size_t trial = 0; trial < trials; ++trial) {
    const std::uint64_t seed = first_seed + trial;
    reseed(plan, seed);
    if (base == nullptr) {
      count(run_check({"plan", plan.loaded, plan.model, plan.layout}, options), trials, tried);
      continue;
    }
    reseed(*base, seed);
    const CheckPlan before{"base", base->loaded, base->model, base->layout};
    count(run_check({"plan", plan.loaded, plan.model, plan.layout, &before}, options), trials,
          tried);
  }
}

}  // namespace

std::vector<CheckRates>
check_rates(const CoveredDesk& desk, std::size_t trials, std::size_t at_most) {
  Compiled scenario{desk.text, desk.sets};
  std::vector<CheckRates> rates;
  rates.reserve(desk.kpis.size());  // they stay where they are
  Tried holds;
  Tried missed;
  for (const CoveredKpi& kpi : desk.kpis) {
    if (find_kpi(kpi.kpi)->of_targets) continue;
    const KpiCell cell = cell_of(scenario, kpi.kpi, kpi.stat, kpi.labels);
    rates.push_back({.name = kpi.name, .exact = kpi.exact, .holds = {}, .missed = {}});
    CheckRates& of_it = rates.back();
    Target target = target_of(kpi, cell);
    target.bound = kpi.exact;
    holds.add(target, of_it.holds);
    if (cell.stat.quantile != 0) continue;
    target.bound = missed_bound(cell, kpi.exact);
    missed.add(target, of_it.missed);
  }
  run_trials(scenario, nullptr, holds, trials, at_most);
  run_trials(scenario, nullptr, missed, trials, at_most);
  return rates;
}

std::vector<CheckRates> paired_check_rates(const CoveredDesk& base,
                                           const CoveredDesk& plan,
                                           std::size_t trials,
                                           std::size_t at_most) {
  Compiled before{base.text, base.sets};
  Compiled after{plan.text, plan.sets};
  std::vector<CheckRates> rates;
  rates.reserve(plan.kpis.size());  // they stay where they are
  Tried holds;
  Tried missed;
  for (std::size_t i = 0; i < plan.kpis.size(); ++i) {
    const CoveredKpi& kpi = plan.kpis[i];
    if (find_kpi(kpi.kpi)->of_targets) continue;
    const KpiCell cell = cell_of(after, kpi.kpi, kpi.stat, kpi.labels);
    const double exact = base.kpis[i].exact;
    const double worse = kpi.exact - exact;
    const bool is_share = cell.kpi->unit == Unit::share;
    const auto allowing = [&](double tolerance) {
      return Margin{is_share ? tolerance : tolerance / exact, !is_share};
    };
    const double narrow = worse / more_than_it;
    if (worse <= 0 || tolerance_of(cell, exact, allowing(narrow)) > 1.001 * narrow) continue;
    rates.push_back({.name = kpi.name, .exact = worse, .holds = {}, .missed = {}});
    CheckRates& of_it = rates.back();
    Target target = target_of(kpi, cell);
    target.bound = kpi.exact;  // of no account
    target.worse_by = allowing(worse / half_of_it);
    holds.add(target, of_it.holds);
    target.worse_by = allowing(narrow);
    missed.add(target, of_it.missed);
  }
  run_trials(after, &before, holds, trials, at_most);
  run_trials(after, &before, missed, trials, at_most);
  return rates;
}

}  // namespace tiersim::test
