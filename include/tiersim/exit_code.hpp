#pragma once
// How every subcommand ends, for scripts and pipelines.

namespace tiersim {

enum class ExitCode : int {
  fine = 0,
  target_missed = 1,
  bad_input = 2,          ///< bad usage, or a scenario with problems
  inconclusive = 3,       ///< more replications are needed to tell
  failure = 4,            ///< while running: a full disk, no memory
  nothing_evaluated = 5,  ///< no target, or no ticket to judge it by
  interrupted = 130,      ///< by Ctrl-C; what was done until then is reported
};

}  // namespace tiersim
