#pragma once
// A scenario with all that is compiled from it, as subcommands keep several of them.

#include <string>

#include "tiersim/language.hpp"
#include "tiersim/measures.hpp"
#include "tiersim/model.hpp"

namespace tiersim::commands {

/// Nothing of it moves: what simulates it refers to it.
struct CompiledPlan {
  CompiledPlan(LoadedScenario plan, std::string own_name, std::string how);
  CompiledPlan(const CompiledPlan&) = delete;
  CompiledPlan& operator=(const CompiledPlan&) = delete;
  ~CompiledPlan() = default;

  LoadedScenario loaded;
  std::string name;
  std::string given;  ///< the file, or the changes to a base
  Model model;
  MeasureLayout layout;
};

}  // namespace tiersim::commands
