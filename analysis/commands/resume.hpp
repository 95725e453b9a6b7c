#pragma once
// `--resume DIR` of the commands that simulate.

#include <memory>
#include <optional>
#include <string>

#include "analysis/commands/command.hpp"
#include "tiersim/journal.hpp"

namespace tiersim::commands {

inline constexpr Option resume_option{
    "resume", "DIR", "keep finished replications there; after a kill, go on from them"};

/// The journal in that folder, of which the standard error tells; damage also where it is quiet.
/// \return  null where no folder is given.
/// \throws  BadUsage where it cannot be used.
[[nodiscard]] std::unique_ptr<Journal>
open_journal(const std::optional<std::string>& folder, bool quiet, Streams& streams);

}  // namespace tiersim::commands
