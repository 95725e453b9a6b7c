#pragma once
// The help texts, made from the table of subcommands.

#include <string>

#include "analysis/commands/command.hpp"

namespace tiersim::commands {

[[nodiscard]] std::string help_text();
[[nodiscard]] std::string help_text(const Command& command);

}  // namespace tiersim::commands
