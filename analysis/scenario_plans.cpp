// A scenario's plans, loaded and simulated (see optimize.hpp).

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <memory>

#include "analysis/run_size.hpp"
#include "tiersim/optimize.hpp"

namespace tiersim {

namespace {

/// So many plans are simulated at one time; more take more memory and are no faster.
constexpr std::size_t most_plans_at_once = 24;

/// A plan ready to be simulated.
struct ReadyPlan {
  ReadyPlan(LoadedScenario plan, std::size_t replications)
      : loaded{std::move(plan)}, model{compile(loaded.scenario)}, layout{model} {
    loaded.scenario.targets = counted_targets(loaded.scenario);
    targets = target_cells(loaded, model, layout);
    const KpiRow& kpi = *find_kpi(loaded.scenario.optimize->minimise);
    cells.push_back(make_cell(model, layout, kpi, Stat{}, {}).value());
    for (const ModelTier& tier : model.tiers) {
      const Labels labels{{Label::tier, tier.name}};
      cells.push_back(make_cell(model, layout, *find_kpi("occupancy"), Stat{}, labels).value());
    }
    for (const std::vector<KpiCell>& of_one : targets) {
      cells.insert(cells.end(), of_one.begin(), of_one.end());
    }
    if (auto problem = size_problem(loaded.scenario, model, layout, cells, replications)) {
      problem->place.file = loaded.files.back();
      throw BadInput{{std::move(*problem)}};
    }
  }

  LoadedScenario loaded;
  Model model;
  MeasureLayout layout;
  TargetCells targets;
  std::vector<KpiCell> cells;  ///< cost; occupancy by tier; of targets
};

/// By how much a target is missed, in tolerances; below 0 where it is met.
double excess_of(const JudgedTarget& judged) {
  constexpr double nothing_counted = 1;  // as good as missed: a promise about nothing is none
  const Target& target = judged.target;
  double excess = nothing_counted;
  if (judged.met_in && target.in) {
    if (judged.met_in->value) excess = (*target.in - *judged.met_in->value) / 0.01;
  } else if (judged.estimate.value) {
    const double above = *judged.estimate.value - target.bound;
    const bool at_most = target.comparison == Comparison::at_most;
    excess = (at_most ? above : -above) / tolerance_of(target);
  }
  return excess;
}

SimulatedPlan found_of(const ReadyPlan& plan, const Estimator& estimator) {
  SimulatedPlan found;
  std::vector<Estimate> estimates;
  for (std::size_t i = 0; i < plan.cells.size(); ++i) {
    estimates.push_back(estimator.estimate(i));
    found.samples.push_back(sampled(estimator, i));
  }
  found.cost = estimates.front();
  found.fingerprint = estimator.total().outcome.fingerprint;
  found.score.cost = found.cost.value.value_or(0);
  for (std::size_t i = 0; i < estimator.replications(); ++i) {
    found.costs.push_back(estimator.value_in(0, i).value_or(0));
  }
  const auto tiers = static_cast<std::ptrdiff_t>(plan.model.tiers.size());
  found.occupancy.assign(estimates.begin() + 1, estimates.begin() + 1 + tiers);
  estimates.erase(estimates.begin(), estimates.begin() + 1 + tiers);
  found.targets = judge_targets(plan.loaded.scenario.targets, plan.targets, estimates, estimator);
  found.score.growth = estimator.backlog_growth().value_or(0);
  for (const JudgedTarget& target : found.targets) {
    found.score.excess.push_back(excess_of(target));
  }
  return found;
}

/// Whole numbers, each above the one before?
bool is_rising(const std::vector<std::string>& values) {
  std::optional<std::uint64_t> before;
  for (const std::string& text : values) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return false;
    if (before && number <= *before) return false;
    before = number;
  }
  return before.has_value();
}

}  // namespace

bool counts_people(std::string_view path) {
  return path.starts_with("staff.") && (path.ends_with(".heads") || path.ends_with(".seats"));
}

std::vector<PlanVariable> variables_of(const Optimize& optimize) {
  std::vector<PlanVariable> variables;
  for (const auto& [path, variable] : optimize.vary) {
    const bool is_range = variable.values.empty();
    const bool is_list = counts_people(path) && is_rising(variable.values);
    PlanVariable one{path, is_range || is_list, variable.values};
    for (std::uint64_t n = variable.low; is_range && n <= variable.high; ++n) {
      one.values.push_back(std::to_string(n));
    }
    variables.push_back(std::move(one));
  }
  return variables;
}

std::vector<Target> counted_targets(const Scenario& scenario) {
  std::vector<Target> counted;
  for (const Target& target : scenario.targets) {
    if (is_demanded(target)) counted.push_back(target);
  }
  return counted;
}

std::vector<std::string> uncounted_targets(const Scenario& scenario) {
  std::vector<std::string> texts;
  for (const Target& target : scenario.targets) {
    if (is_demanded(target)) continue;
    const std::string why = target.unreachable
                                ? fmt::format("no plan reaches it: {}", *target.unreachable)
                                : std::string{"it only warns"};
    texts.push_back(fmt::format("{} {} ({})", target_name(target), target.written, why));
  }
  return texts;
}

double tolerance_of(const Target& target) {
  if (target.bound_unit == BoundUnit::share) return 0.01;
  return target.bound == 0 ? 1 : 0.02 * std::abs(target.bound);
}

ScenarioPlans::ScenarioPlans(const Files& files, const OptimizeOptions& options)
    : files_{files}, options_{options}, base_{load({})} {
  const auto refuse = [&](const char* path, const char* what, const char* why, const char* how) {
    throw BadInput{{{base_.places.find(path), what, why, how}}};
  };
  if (!base_.scenario.optimize) {
    refuse("optimize", "there is nothing to vary", "`optimize` says what a search may change",
           "write for example `optimize: {vary: {staff.desk.heads: 8..16}}`");
  }
  if (counted_targets(base_.scenario).empty()) {
    refuse(
        "targets", "there is no target to hold",
        "the cheapest plan without one is nobody; those of severity `warn`, and those marked as "
        "`unreachable`, do not count",
        "write for example `targets: [{kpi: on_time, where: {sla: resolution}, is: \">= 90%\"}]`");
  }
  std::string& name = base_.scenario.name;
  if (name.empty()) name = std::filesystem::path{options.path}.stem().string();
  targets_ = counted_targets(base_.scenario).size();
  variables_ = variables_of(*base_.scenario.optimize);
}

std::vector<std::string> ScenarioPlans::sets_of(const PlanChoice& plan) const {
  std::vector<std::string> sets;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    sets.push_back(fmt::format("{}={}", variables_[i].path, variables_[i].values[plan[i]]));
  }
  return sets;
}

LoadedScenario ScenarioPlans::load(const PlanChoice& plan) const {
  return load_with(sets_of(plan));
}

LoadedScenario ScenarioPlans::load_with(const std::vector<std::string>& own) const {
  std::vector<std::string> sets = options_.sets;
  sets.insert(sets.end(), own.begin(), own.end());
  LoadedScenario loaded = load_scenario(
      files_, options_.path, sets,
      [](const Scenario& scenario, const Places& places, std::vector<Problem>& problems) {
        check_targets(scenario, places, problems);
        check_optimize_kpi(scenario, places, problems);
      });
  if (options_.seed) loaded.scenario.seed = *options_.seed;
  if (warm_up_) loaded.scenario.horizon.warm_up = *warm_up_;
  return loaded;
}

std::optional<LoadedScenario> ScenarioPlans::load_if_valid(const PlanChoice& plan) const {
  return load_if_valid(sets_of(plan));
}

std::optional<LoadedScenario>
ScenarioPlans::load_if_valid(const std::vector<std::string>& sets) const {
  try {
    return load_with(sets);
  } catch (const BadInput&) {  // both ends of each range are valid: this is a tier without anybody
    return std::nullopt;
  }
}

std::vector<PlanScore> ScenarioPlans::judge(std::span<const PlanChoice> plans) {
  constexpr double hopeless = 1e3;  // tolerances, of each target
  std::vector<PlanChoice> valid;
  for (const PlanChoice& plan : plans) {
    if (load_if_valid(plan)) valid.push_back(plan);
  }
  std::vector<SimulatedPlan> found =
      simulate(valid, base_.scenario.seed, options_.replications, 0.95);
  std::vector<PlanScore> scores;
  std::size_t next = 0;
  for (const PlanChoice& plan : plans) {
    const bool is_valid = next < valid.size() && valid[next] == plan;
    scores.push_back(is_valid ? std::move(found[next++].score)
                              : PlanScore{0, std::vector<double>(targets_, hopeless), 0});
  }
  return scores;
}

std::vector<SimulatedPlan> ScenarioPlans::simulate(std::span<const PlanChoice> plans,
                                                   std::uint64_t seed,
                                                   std::size_t replications,
                                                   double confidence) const {
  std::vector<SimulatedPlan> all;
  for (std::size_t from = 0; from < plans.size(); from += most_plans_at_once) {
    std::vector<std::unique_ptr<ReadyPlan>> ready;
    std::vector<Arm> arms;
    for (const PlanChoice& plan :
         plans.subspan(from, std::min(most_plans_at_once, plans.size() - from))) {
      LoadedScenario loaded = load(plan);
      loaded.scenario.seed = seed;
      ready.push_back(std::make_unique<ReadyPlan>(std::move(loaded), replications));
      const ReadyPlan& plan_ready = *ready.back();
      arms.push_back(
          {plan_ready.model, plan_ready.layout, plan_ready.cells, plan_ready.loaded.hash});
    }
    Study study{
        std::move(arms),
        {options_.threads, confidence, options_.progress, options_.stop, {}, options_.journal}};
    if (!study.run_up_to(replications)) {
      throw SearchStopped{"interrupted before the search was complete: there is no plan yet"};
    }
    for (std::size_t i = 0; i < ready.size(); ++i) {
      all.push_back(found_of(*ready[i], study.estimator(i)));
    }
  }
  return all;
}

}  // namespace tiersim
