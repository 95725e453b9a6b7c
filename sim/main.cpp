#include <unistd.h>

#include <csignal>
#include <iostream>

#include "analysis/commands/command.hpp"

int main(int argc, char* argv[]) {
  // A closed pipe and a limit on file sizes are then errors of writing, no deaths without a word.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  std::ios::sync_with_stdio(false);
  tiersim::commands::Streams streams{.out = std::cout,
                                     .err = std::cerr,
                                     .out_is_terminal = isatty(STDOUT_FILENO) == 1,
                                     .err_is_terminal = isatty(STDERR_FILENO) == 1};
  const tiersim::commands::Arguments arguments{argv + (argc > 0 ? 1 : 0), argv + argc};
  return static_cast<int>(tiersim::commands::run_command_line(arguments, streams));
}
