#include "analysis/commands/output_option.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "analysis/commands/command.hpp"
#include "sim/suggest.hpp"

namespace tiersim::commands {

void check_output_folder(const std::string& folder, std::string_view option) {
  namespace fs = std::filesystem;
  if (folder.empty()) {
    throw BadUsage{fmt::format("option '--{0}' is empty (it names a folder); write for example "
                               "`--{0} results`",
                               option)};
  }
  for (fs::path path{folder}; !path.empty() && path != path.root_path();
       path = path.parent_path()) {
    std::error_code error;
    if (!fs::exists(path, error)) continue;
    if (fs::is_directory(path, error)) return;
    throw BadUsage{fmt::format("option '--{}' is {}, and {} is a file, not a folder (several files "
                               "are written there); name a folder, or a name that is free",
                               option, tiersim::in_quotes(folder),
                               tiersim::in_quotes(path.string()))};
  }
}

void check_named_file(std::string_view option, const std::string& file) {
  if (file.empty()) {
    throw BadUsage{fmt::format("option '--{}' is empty (it names a file)", option)};
  }
  if (std::error_code error; std::filesystem::is_directory(file, error)) {
    throw BadUsage{fmt::format("option '--{}' is {}, a folder (it names a file)", option,
                               tiersim::in_quotes(file))};
  }
}

void check_no_input(std::string_view option,
                    const std::string& file,
                    const std::vector<std::string>& inputs) {
  for (const std::string& input : inputs) {
    std::error_code error;
    if (!std::filesystem::equivalent(file, input, error)) continue;
    throw BadUsage{fmt::format("option '--{}' would write over {}, which was read (the scenario "
                               "would be lost); name another file",
                               option, tiersim::in_quotes(input))};
  }
}

}  // namespace tiersim::commands
