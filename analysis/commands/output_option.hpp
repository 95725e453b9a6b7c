#pragma once
// The folder of `--out`, and files that options name.

#include <string>
#include <string_view>
#include <vector>

namespace tiersim::commands {

/// Can that be a folder, or become one? Whether it can be written to is noticed when files open.
/// \param option  that names it. \throws BadUsage
void check_output_folder(const std::string& folder, std::string_view option = "out");

/// Is none of the files that were read to be written over? \throws BadUsage
void check_no_input(std::string_view option,
                    const std::string& file,
                    const std::vector<std::string>& inputs);

/// Can the value of that option name a file? \throws BadUsage
void check_named_file(std::string_view option, const std::string& file);

}  // namespace tiersim::commands
