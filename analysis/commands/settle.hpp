#pragma once
// `warm_up: auto` of what a command is about to simulate.

#include <ostream>
#include <stdexcept>

#include "analysis/commands/command.hpp"
#include "tiersim/warm_up.hpp"

namespace tiersim::commands {

/// Ctrl-C before there was anything to report.
struct StoppedEarly : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Gives the scenario the warm-up that `auto` stands for; one that is written stays. Call it while
/// an InterruptGuard lives.
/// \param viewer  sees a line of progress; null: nobody.
/// \throws BadInput as choose_warm_up, StoppedEarly.
void settle_warm_up(LoadedScenario& loaded,
                    unsigned threads,
                    Journal* journal,
                    std::ostream* viewer);

}  // namespace tiersim::commands
