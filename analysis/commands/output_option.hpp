#pragma once
// The folder of `--out`.

#include <string>

namespace tiersim::commands {

/// Can that be a folder, or become one? Whether it can be written to is noticed when files open.
/// \throws BadUsage
void check_output_folder(const std::string& folder);

}  // namespace tiersim::commands
