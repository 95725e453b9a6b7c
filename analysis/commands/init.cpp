// `tiersim init`: a commented scenario to start from.

#include <fmt/format.h>

#include <filesystem>

#include "analysis/commands/command.hpp"
#include "analysis/commands/starter.hpp"
#include "analysis/output_folder.hpp"
#include "sim/suggest.hpp"

namespace tiersim::commands {

namespace {

constexpr std::string_view usual_path = "desk.yaml";

void refuse_existing(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::symlink_status(path, error))) return;
  throw BadUsage{fmt::format("{} is there already, and stays as it is; write for example `tiersim "
                             "init another.yaml`",
                             tiersim::in_quotes(path))};
}

void expect_folder(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path{path}.parent_path();
  std::error_code error;
  if (folder.empty() || std::filesystem::is_directory(folder, error)) return;
  throw WriteError{fmt::format("cannot write {}: there is no folder {}", tiersim::in_quotes(path),
                               tiersim::in_quotes(folder.string()))};
}

}  // namespace

std::span<const Option> init_options() { return {}; }

ExitCode init(const Arguments& arguments, Streams& streams) {
  const Given given = parse("init", arguments);
  const std::string path{given.arguments().empty() ? usual_path : given.arguments().front()};
  if (path.empty()) throw BadUsage{"the file's name is empty; write for example `desk.yaml`"};
  refuse_existing(path);
  expect_folder(path);
  OutputFile file{path + ".tmp"};
  file.write(starter_text());
  file.close();
  file.keep_as(path);
  print(streams, fmt::format("{0} is written: a small service desk in three tiers. Next:\n"
                             "  tiersim validate {0}   is the staffing enough?\n"
                             "  tiersim run {0}        what would it achieve?\n"
                             "Then put your own numbers in.\n",
                             path));
  return ExitCode::fine;
}

}  // namespace tiersim::commands
