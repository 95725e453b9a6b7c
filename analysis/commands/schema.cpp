// `tiersim schema`: the JSON Schema of the scenario language.

#include <string_view>
#include <vector>

#include "analysis/commands/command.hpp"
#include "sim/scenario_schema.hpp"
#include "tiersim/kpi.hpp"

namespace tiersim::commands {

std::span<const Option> schema_options() { return {}; }

ExitCode schema(const Arguments& arguments, Streams& streams) {
  (void)parse("schema", arguments);
  std::vector<std::string_view> kpis;
  for (const KpiRow& row : kpi_table()) kpis.push_back(row.id);
  print(streams, scenario_schema(kpis));
  return ExitCode::fine;
}

}  // namespace tiersim::commands
