// `tiersim reference`: the reference page of the scenario language.

#include "analysis/commands/command.hpp"
#include "sim/reference_page.hpp"

namespace tiersim::commands {

std::span<const Option> reference_options() { return {}; }

ExitCode reference(const Arguments& arguments, Streams& streams) {
  (void)parse("reference", arguments);
  print(streams, reference_page());
  return ExitCode::fine;
}

}  // namespace tiersim::commands
