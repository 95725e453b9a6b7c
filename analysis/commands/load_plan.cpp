// The scenario that a subcommand is about.

#include <filesystem>

#include "analysis/commands/command.hpp"
#include "tiersim/disk_files.hpp"
#include "tiersim/optimize.hpp"
#include "tiersim/precision.hpp"
#include "tiersim/targets.hpp"

namespace tiersim::commands {

LoadedScenario load_plan(const std::string& path, const std::vector<std::string>& sets) {
  const auto checks = [](const Scenario& scenario, const Places& places,
                         std::vector<Problem>& problems) {
    check_targets(scenario, places, problems);
    check_precision(scenario, places, problems);
    check_optimize_kpi(scenario, places, problems);
  };
  LoadedScenario loaded = load_scenario(DiskFiles{}, path, sets, checks);
  std::string& name = loaded.scenario.name;  // the hash is made: it is of what was written
  if (name.empty()) name = std::filesystem::path{path}.stem().string();
  return loaded;
}

}  // namespace tiersim::commands
