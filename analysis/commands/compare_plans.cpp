#include "analysis/commands/compare_plans.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

#include "analysis/alike.hpp"
#include "analysis/commands/command.hpp"
#include "sim/characters.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"
#include "tiersim/problem.hpp"
#include "tiersim/warm_up.hpp"

namespace tiersim::commands {
namespace {

constexpr std::string_view variant_example =
    "write for example `--plan \"one more at L1: staff.desk.heads=+1\"`";

/// The texts between the separators, without blanks around them; empty ones are left out.
std::vector<std::string> parts_between(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    const std::string_view part = trimmed(text.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// A plan that extends the base without a name of its own has the base's: its file tells more.
std::string
name_of_plan(const LoadedScenario& base, const LoadedScenario& plan, const std::string& file) {
  if (plan.scenario.name != base.scenario.name) return plan.scenario.name;
  return std::filesystem::path{file}.stem().string();
}

class PlanLoader {
 public:
  explicit PlanLoader(const PlansWanted& wanted)
      : wanted_{wanted}, base_{load_plan(wanted.base, wanted.sets)} {
    if (wanted.seed) base_.scenario.seed = *wanted.seed;
  }

  void add_file(const std::string& file) {
    try {
      LoadedScenario plan = load_plan(file, wanted_.sets);
      std::string name = name_of_plan(base_, plan, file);
      add(std::move(plan), std::move(name), file);
    } catch (const BadInput& input) {
      problems_.insert(problems_.end(), input.problems().begin(), input.problems().end());
    }
  }

  void add_variant(const std::string& typed) {
    const PlanVariant variant = plan_variant(typed);
    std::vector<std::string> sets = wanted_.sets;
    sets.insert(sets.end(), variant.sets.begin(), variant.sets.end());
    try {
      add(load_plan(wanted_.base, sets), variant.name, variant.given);
    } catch (const BadInput& input) {  // those of the base were told before
      for (Problem problem : input.problems()) {
        problem.what += fmt::format(" (in the plan {})", tiersim::in_quotes(variant.name));
        problems_.push_back(std::move(problem));
      }
    }
  }

  /// \throws BadInput with every problem.
  LoadedPlans finish(const std::function<void(LoadedScenario&)>& settle) {
    if (!problems_.empty()) throw BadInput{std::move(problems_)};
    settle(base_);
    const WarmUp warm_up = base_.scenario.horizon.warm_up;
    if (warm_up.is_auto) notes_.push_back("warm-up of all plans: " + to_text(warm_up));
    const std::string name = base_.scenario.name;
    LoadedPlans loaded{{}, std::move(notes_)};
    loaded.plans.push_back(std::make_unique<CompiledPlan>(std::move(base_), name, wanted_.base));
    for (Plan& plan : plans_) {
      plan.loaded.scenario.horizon.warm_up = warm_up;
      loaded.plans.push_back(std::make_unique<CompiledPlan>(
          std::move(plan.loaded), std::move(plan.name), std::move(plan.given)));
    }
    return loaded;
  }

 private:
  struct Plan {
    LoadedScenario loaded;
    std::string name;
    std::string given;
  };

  void add(LoadedScenario plan, std::string name, std::string given) {
    const std::size_t before = problems_.size();
    check_alike(base_, plan, problems_);
    if (problems_.size() > before) return;
    const bool own_seed = !wanted_.seed && plan.scenario.seed != base_.scenario.seed;
    if (own_seed) {
      notes_.push_back(
          fmt::format("{} has seed {}; the base's, {}, is used for all, so that they share their "
                      "random numbers",
                      name, plan.scenario.seed, base_.scenario.seed));
    }
    plan.scenario.seed = base_.scenario.seed;
    if (canonical_targets(plan.scenario) != canonical_targets(base_.scenario)) {
      notes_.push_back(
          fmt::format("{} has targets of its own; all plans are judged by the base's", name));
    }
    const Experiment& ours = plan.scenario.experiment;
    const Experiment& theirs = base_.scenario.experiment;
    if (ours.replications != theirs.replications || ours.confidence != theirs.confidence) {
      notes_.push_back(
          fmt::format("{} has an `experiment` of its own; the base's is used for all", name));
    }
    plan.scenario.targets = base_.scenario.targets;
    plan.scenario.experiment = base_.scenario.experiment;
    plans_.push_back({std::move(plan), std::move(name), std::move(given)});
  }

  /// All that its targets say.
  static std::string canonical_targets(const Scenario& scenario) {
    Scenario only;
    only.targets = scenario.targets;
    return canonical_text(only);
  }

  const PlansWanted& wanted_;
  LoadedScenario base_;
  std::vector<Plan> plans_;
  std::vector<std::string> notes_;  ///< on what of a plan is not used
  std::vector<Problem> problems_;
};

}  // namespace

PlanVariant plan_variant(const std::string& typed) {
  const std::size_t equals = typed.find('=');
  if (equals == std::string::npos) {
    throw BadUsage{fmt::format("option '--plan' is {}, without a change `PATH=VALUE`; {}",
                               tiersim::in_quotes(typed), variant_example)};
  }
  const std::size_t colon = typed.substr(0, equals).rfind(':');
  const bool has_name = colon != std::string::npos;
  PlanVariant variant;
  variant.given = trimmed(std::string_view{typed}.substr(has_name ? colon + 1 : 0));
  variant.name =
      has_name ? std::string{trimmed(std::string_view{typed}.substr(0, colon))} : variant.given;
  if (variant.name.empty()) variant.name = variant.given;
  if (has_control_characters(variant.name)) {
    throw BadUsage{fmt::format("option '--plan' has control characters in its name, {}; {}",
                               tiersim::in_quotes(variant.name), variant_example)};
  }
  variant.sets = parts_between(variant.given, ';');
  return variant;
}

CompiledPlan::CompiledPlan(LoadedScenario plan, std::string own_name, std::string how)
    : loaded{std::move(plan)},
      name{std::move(own_name)},
      given{std::move(how)},
      model{compile(loaded.scenario)},
      layout{model} {}

LoadedPlans load_plans(const PlansWanted& wanted,
                       const std::function<void(LoadedScenario&)>& settle) {
  PlanLoader loader{wanted};
  for (const std::string& file : wanted.files) loader.add_file(file);
  for (const std::string& typed : wanted.variants) loader.add_variant(typed);
  return loader.finish(settle);
}

}  // namespace tiersim::commands
