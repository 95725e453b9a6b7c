// `tiersim validate`: checks a scenario without running it, and computes its staffing.

#include <array>

#include "analysis/commands/command.hpp"
#include "analysis/validation.hpp"
#include "tiersim/measures.hpp"
#include "tiersim/model.hpp"
#include "tiersim/targets.hpp"

namespace tiersim::commands {

namespace {

constexpr std::array<Option, 2> validate_table = {{
    {"set", "PATH=VALUE", "change one value: staff.desk-early.heads=14", true},
    {"json", "", "print JSON instead of text"},
}};

}  // namespace

std::span<const Option> validate_options() { return validate_table; }

ExitCode validate(const Arguments& arguments, Streams& streams) {
  const Given given = parse("validate", arguments);
  const LoadedScenario loaded = load_plan(given.arguments().front(), given.all("set"));
  const Model model = compile(loaded.scenario);
  check_target_cells(loaded, model, MeasureLayout{model});
  const DemandSummary demand = summarise_demand(model);
  const Requirement needed = requirement(loaded.scenario, model, demand);
  const Plan plan{loaded.scenario, model, demand, needed};
  const std::vector<PlanWarning> warnings = plan_warnings(plan);
  print(streams,
        given.has("json") ? validation_json(plan, warnings) : validation_text(plan, warnings));
  return ExitCode::fine;
}

}  // namespace tiersim::commands
