// From bounds by load, worked out without simulating, to a space to search (see optimize.hpp).

#include <fmt/format.h>

#include <algorithm>

#include "analysis/live_quarters.hpp"
#include "analysis/load_bound.hpp"
#include "tiersim/optimize.hpp"

namespace tiersim {

namespace {

/// Hours a week that rounding may leave uncovered.
constexpr double least_uncovered_hours = 1e-3;
/// Combinations of values that are no counts; of more, none is barred, and no count is bounded.
constexpr std::size_t most_combinations = 64;

/// Has all work hours on duty at the caps, and is live work answered as its tier promises in so
/// many words?
bool looks_enough(const Scenario& scenario, const DemandSummary& demand) {
  const Model model = compile(scenario);
  const Requirement needed = requirement(scenario, model, demand);
  if (needed.uncovered_hours > least_uncovered_hours) return false;
  const Plan plan{scenario, model, demand, needed};
  for (std::uint32_t i = 0; i < model.tiers.size(); ++i) {
    const std::optional<ServiceLevel>& promise = scenario.tiers[i].service_level;
    if (promise && LiveQuarters{plan, TierId{i}}.answered(1) < promise->share) return false;
  }
  return true;
}

/// Heads or seats that the scenario itself has; empty where the path is of something else.
std::optional<std::string> people_now(const Scenario& scenario, const std::string& path) {
  for (const auto& [name, group] : scenario.staff) {
    if (path == "staff." + name + ".heads" && group.heads) return std::to_string(*group.heads);
    if (path == "staff." + name + ".seats" && group.seats) return std::to_string(*group.seats);
  }
  return std::nullopt;
}

/// Each plan with each of so many values of an axis.
std::vector<PlanChoice>
with_each_value(const std::vector<PlanChoice>& plans, std::size_t axis, std::size_t values) {
  std::vector<PlanChoice> more;
  more.reserve(plans.size() * values);
  for (const PlanChoice& plan : plans) {
    for (std::size_t value = 0; value < values; ++value) {
      more.push_back(plan);
      more.back()[axis] = value;
    }
  }
  return more;
}

/// All values of all axes that are no counts.
std::vector<PlanChoice> combinations(const PlanChoice& top, const PlanSpace& space) {
  std::vector<PlanChoice> all{top};
  for (std::size_t axis = 0; axis < top.size(); ++axis) {
    if (space.axes[axis].is_count) continue;
    if (all.size() * space.axes[axis].values > most_combinations) return {};
    all = with_each_value(all, axis, space.axes[axis].values);
  }
  return all;
}

}  // namespace

class SpaceFinder {
 public:
  explicit SpaceFinder(const ScenarioPlans& plans) : plans_{plans} {}

  PlanSpace find() {
    for (const PlanVariable& variable : plans_.variables()) {
      space_.axes.push_back({variable.values.size(), variable.is_count, 0, 0, {}});
      top_.push_back(variable.is_count ? variable.values.size() - 1 : 0);
    }
    (void)plans_.load(top_);  // both ends of each range can be read, or it is told now
    for (std::size_t i = 0; i < top_.size(); ++i) {
      if (!space_.axes[i].is_count) plans_.load_values(top_, i);
    }
    bound();
    space_.now = plans_.plan_now();
    start();
    return std::move(space_);
  }

 private:
  /// Counts at their highest: the values of the others with which there may be hours for all work.
  void bound() {
    std::vector<PlanChoice> possible = combinations(top_, space_);
    std::erase_if(possible, [&](const PlanChoice& plan) { return !may_do(plan); });
    if (possible.empty()) return;
    for (std::size_t axis = 0; axis < top_.size(); ++axis) {
      if (space_.axes[axis].is_count) {
        space_.axes[axis].lowest = lowest(possible, axis);
      } else {
        bar(possible, axis);
      }
    }
  }

  bool may_do(const PlanChoice& plan) {
    const std::optional<LoadedScenario> loaded = plans_.load_if_valid(plan);
    if (!loaded) return false;
    const DemandSummary& demand = demand_of(plan, loaded->scenario);
    return hours_short_at_best(loaded->scenario, demand) <= least_uncovered_hours;
  }

  bool is_enough(const PlanChoice& plan) {
    const std::optional<LoadedScenario> loaded = plans_.load_if_valid(plan);
    return loaded && looks_enough(loaded->scenario, demand_of(plan, loaded->scenario));
  }

  /// Heads change no demand; whatever else is varied may.
  const DemandSummary& demand_of(PlanChoice plan, const Scenario& scenario) {
    for (std::size_t i = 0; i < plan.size(); ++i) {
      if (counts_people(plans_.variables()[i].path)) plan[i] = 0;
    }
    const auto known = demands_.find(plan);
    if (known != demands_.end()) return known->second;
    return demands_.emplace(plan, summarise_demand(compile(scenario))).first->second;
  }

  [[nodiscard]] std::size_t lowest(std::vector<PlanChoice> possible, std::size_t axis) {
    return first_that(top_[axis], [&](std::size_t value) {
      return std::ranges::any_of(possible, [&](PlanChoice& plan) {
        plan[axis] = value;
        return may_do(plan);
      });
    });
  }

  void bar(const std::vector<PlanChoice>& possible, std::size_t axis) {
    std::vector<bool> barred(space_.axes[axis].values, true);
    for (const PlanChoice& plan : possible) barred[plan[axis]] = false;
    if (std::ranges::count(barred, true) > 0) space_.axes[axis].barred = std::move(barred);
  }

  /// One after the other as low as looks enough; all that are no counts as they are now.
  void start() {
    PlanChoice choice = top_;
    for (std::size_t i = 0; i < choice.size(); ++i) {
      PlanSpace::Axis& axis = space_.axes[i];
      if (axis.is_count) continue;
      if (!space_.now.empty()) choice[i] = space_.now[i];
      while (!axis.barred.empty() && axis.barred[choice[i]]) {
        choice[i] = (choice[i] + 1) % axis.values;
      }
      axis.start = choice[i];
    }
    const bool is_possible = is_enough(choice);
    for (std::size_t i = 0; i < choice.size(); ++i) {
      PlanSpace::Axis& axis = space_.axes[i];
      if (!axis.is_count) continue;
      if (is_possible) choice[i] = lowest_that_is_enough(choice, i);
      axis.start = std::max(choice[i], axis.lowest);
    }
  }

  std::size_t lowest_that_is_enough(const PlanChoice& choice, std::size_t axis) {
    PlanChoice lower = choice;
    return first_that(choice[axis], [&](std::size_t value) {
      lower[axis] = value;
      return is_enough(lower);
    });
  }

  /// The lowest number for which it is true, from one for which it is downwards.
  template <class Test>
  static std::size_t first_that(std::size_t high, const Test& test) {
    std::size_t low = 0;
    while (low < high) {
      const std::size_t middle = (low + high) / 2;
      if (test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  const ScenarioPlans& plans_;
  std::map<PlanChoice, DemandSummary> demands_;
  PlanSpace space_;
  PlanChoice top_;  ///< counts at their highest, of all else the first
};

/// All values of a variable that is no count can be read, or it is told now.
void ScenarioPlans::load_values(PlanChoice plan, std::size_t variable) const {
  for (std::size_t value = 1; value < variables_[variable].values.size(); ++value) {
    plan[variable] = value;
    (void)load(plan);
  }
}

/// The values that change nothing: those of the scenario as it is.
PlanChoice ScenarioPlans::plan_now() const {
  PlanChoice plan;
  for (const PlanVariable& variable : variables_) {
    const std::optional<std::string> people = people_now(base_.scenario, variable.path);
    const auto changes_nothing = [&](const std::string& value) {
      if (people && value != *people) return false;
      const auto loaded = load_if_valid({fmt::format("{}={}", variable.path, value)});
      return loaded && loaded->hash == base_.hash;
    };
    const auto found = std::ranges::find_if(variable.values, changes_nothing);
    if (found == variable.values.end()) return {};
    plan.push_back(static_cast<std::size_t>(found - variable.values.begin()));
  }
  return plan;
}

PlanSpace ScenarioPlans::space() const { return SpaceFinder{*this}.find(); }

}  // namespace tiersim
