#include "tiersim/optimize.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "tiersim/random.hpp"
#include "tiersim/statistics.hpp"

namespace tiersim {

namespace {

/// Numbers that no plan of the search has seen.
std::uint64_t fresh_seed(std::uint64_t seed, std::size_t attempt) {
  // Halved, so that it is a whole number that any reader of JSON can hold.
  return hash_text(fmt::format("confirmation {} of seed {}", attempt, seed)) >> 12U;
}

/// Within its tolerance for sure, and on the right side at best guess?
bool is_held(const JudgedTarget& judged) {
  const Target& target = judged.target;
  const bool by_share = target.in.has_value();
  const Estimate& estimate = by_share && judged.met_in ? *judged.met_in : judged.estimate;
  if (!estimate.value || !estimate.interval) return false;
  const double bound = by_share ? *target.in : target.bound;
  const double tolerance = by_share ? 0.01 : tolerance_of(target);
  if (!by_share && target.comparison == Comparison::at_most) {
    return *estimate.value <= bound && estimate.interval->high <= bound + tolerance;
  }
  return *estimate.value >= bound && estimate.interval->low >= bound - tolerance;
}

/// Mean of what each replication costs less than the scenario as it is.
Estimate saving_of(const SimulatedPlan& plan, const SimulatedPlan& base, double level) {
  std::vector<double> saved;
  double sum = 0;
  for (std::size_t i = 0; i < plan.costs.size(); ++i) {
    saved.push_back(base.costs[i] - plan.costs[i]);
    sum += saved.back();
  }
  return {.value = sum / static_cast<double>(saved.size()),
          .interval = mean_interval(saved, level),
          .n = static_cast<double>(saved.size())};
}

class Confirming {
 public:
  Confirming(const ScenarioPlans& plans, const OptimizeOptions& options, double alpha)
      : plans_{plans}, options_{options}, alpha_{alpha} {}

  /// Attempt n has the error rate alpha / 2^n, shared by the targets: all attempts together stay
  /// below alpha.
  [[nodiscard]] Confirmation run(const PlanChoice& plan, std::size_t attempt) const {
    const std::uint64_t seed = fresh_seed(plans_.base().scenario.seed, attempt);
    const auto targets = static_cast<double>(counted_targets(plans_.base().scenario).size());
    const double of_one = alpha_ / static_cast<double>(1U << attempt) / targets;
    Confirmation result{.plan = plan,
                        .seed = seed,
                        .confidence = 1 - 2 * of_one,
                        .found = {},
                        .now = {},
                        .saving = {}};
    const std::vector<PlanChoice> both{plan, {}};
    std::vector<SimulatedPlan> found =
        plans_.simulate(both, seed, options_.confirmations, result.confidence);
    result.found = std::move(found[0]);
    result.now = std::move(found[1]);
    result.saving = saving_of(result.found, result.now, 1 - alpha_);
    for (const JudgedTarget& target : result.found.targets) {
      result.held.push_back(is_held(target));
    }
    result.holds = result.found.score.growth <= 0 && std::ranges::count(result.held, false) == 0;
    return result;
  }

 private:
  const ScenarioPlans& plans_;
  const OptimizeOptions& options_;
  double alpha_;
};

/// Nothing held in the search. What came closest may do so on fresh numbers, or miss for sure.
void look_again(const PlanChoice& closest, const Confirming& confirming, OptimizeResult& result) {
  result.best = closest;
  result.is_closest = true;
  result.confirmations.push_back(confirming.run(closest, 1));
  const Confirmation& again = result.confirmations.back();
  const bool misses = again.found.score.growth > 0 ||
                      std::ranges::any_of(again.found.targets, [](const JudgedTarget& judged) {
                        return judged.verdict == Verdict::missed;
                      });
  result.status = again.holds ? OptimizeStatus::found
                  : misses    ? OptimizeStatus::infeasible
                              : OptimizeStatus::unconfirmed;
  if (result.status == OptimizeStatus::infeasible) result.best.reset();
}

/// The best of the search on fresh numbers; where it does not hold, one that is farther from a
/// miss.
void confirm(const Confirming& confirming,
             const OptimizeOptions& options,
             PlanSearch& search,
             OptimizeResult& result) {
  std::optional<PlanChoice> next = result.best;
  for (std::size_t attempt = 1; next && attempt <= options.attempts; ++attempt) {
    result.best = next;
    result.confirmations.push_back(confirming.run(*next, attempt));
    const bool holds = result.confirmations.back().holds;
    result.status = holds ? OptimizeStatus::found : OptimizeStatus::unconfirmed;
    if (holds) return;
    next = search.safer_than(*next);
  }
}

/// \throws BadInput where no plan costs anything.
void check_cost(const ScenarioPlans& plans, const SimulatedPlan& base) {
  if (base.cost.value.value_or(0) > 0) return;
  const std::string& kpi = plans.base().scenario.optimize->minimise;
  throw BadInput{
      {{plans.base().places.find("optimize"), fmt::format("`{}` is 0 as the plan is now", kpi),
        "where nothing costs anything, all plans are as cheap",
        "write `cost_per_hour` or `salary` for groups"}}};
}

}  // namespace

OptimizeResult optimize_plan(ScenarioPlans& plans, const OptimizeOptions& options) {
  const auto started = std::chrono::steady_clock::now();
  OptimizeResult result;
  result.alpha = 1 - plans.base().scenario.experiment.confidence;
  result.variables = plans.variables();
  result.space = plans.space();
  const std::uint64_t seed = plans.base().scenario.seed;
  result.base = plans.simulate(std::vector<PlanChoice>{{}}, seed, options.replications, 0.95)[0];
  check_cost(plans, result.base);
  PlanSearch search{result.space, plans};
  result.best = search.run();
  const Confirming confirming{plans, options, result.alpha};
  if (!result.best) {
    look_again(search.closest(), confirming, result);
  } else {
    confirm(confirming, options, search, result);
  }
  const Confirmation& last = result.confirmations.back();
  result.reasons = tier_reasons(plans.load(last.plan).scenario, last.found.occupancy);
  result.steps = search.steps();
  result.run_seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  return result;
}

}  // namespace tiersim
