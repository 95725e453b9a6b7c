#pragma once
// The plans of `tiersim compare`: files, and variants of the base.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/commands/compiled_plan.hpp"
#include "tiersim/language.hpp"

namespace tiersim::commands {

/// What was typed after `--plan`: "one more at L1: staff.desk.heads=+1; costs.overhead=20%".
struct PlanVariant {
  std::string name;   ///< the changes themselves, where none is given
  std::string given;  ///< the changes as typed
  std::vector<std::string> sets;
};
/// \throws BadUsage where there is no change in it.
[[nodiscard]] PlanVariant plan_variant(const std::string& typed);

/// What plans to load.
struct PlansWanted {
  std::string base;
  std::vector<std::string> files;
  std::vector<std::string> variants;  ///< as typed
  std::vector<std::string> sets;      ///< on all plans, the base too
  std::optional<std::uint64_t> seed;  ///< instead of the base's
};

struct LoadedPlans {
  std::vector<std::unique_ptr<CompiledPlan>> plans;  ///< the base first
  std::vector<std::string> notes;                    ///< on what of a plan is not used
};
/// All with the base's seed, targets and warm-up, if that is `auto`.
/// \param settle  makes of the base's `auto` a warm-up, when all plans are known to be sound.
/// \throws BadInput  as load_plan, and where plans differ in horizon or currency from the base.
/// \throws BadUsage  where a variant is none.
[[nodiscard]] LoadedPlans load_plans(const PlansWanted& wanted,
                                     const std::function<void(LoadedScenario&)>& settle);

}  // namespace tiersim::commands
