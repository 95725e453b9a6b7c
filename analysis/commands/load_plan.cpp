// The scenario that a subcommand is about.

#include <filesystem>

#include "analysis/commands/command.hpp"
#include "analysis/path_changes.hpp"
#include "tiersim/disk_files.hpp"
#include "tiersim/optimize.hpp"
#include "tiersim/precision.hpp"
#include "tiersim/targets.hpp"

namespace tiersim::commands {

namespace {

LoadedScenario load_with_overlays(const std::string& path, const std::vector<std::string>& sets) {
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

}  // namespace

std::vector<std::string> plain_sets(const std::string& path, const std::vector<std::string>& sets) {
  return plain_overlays(
      sets, [&](const std::vector<std::string>& plain) { return load_with_overlays(path, plain); });
}

LoadedScenario load_plan(const std::string& path, const std::vector<std::string>& sets) {
  return load_with_overlays(path, plain_sets(path, sets));
}

}  // namespace tiersim::commands
