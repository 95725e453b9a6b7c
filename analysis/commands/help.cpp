#include "analysis/commands/help.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tiersim::commands {
namespace {

std::string synopsis(const Option& option) {
  std::string text = fmt::format("--{}", option.name);
  if (!option.value.empty()) text += fmt::format(" {}", option.value);
  return text;
}

std::string two_columns(const std::vector<std::pair<std::string, std::string_view>>& rows) {
  std::size_t width = 0;
  for (const auto& row : rows) width = std::max(width, row.first.size());
  std::string text;
  for (const auto& row : rows) text += fmt::format("  {:<{}}  {}\n", row.first, width, row.second);
  return text;
}

}  // namespace

std::string help_text() {
  std::vector<std::pair<std::string, std::string_view>> rows;
  for (const Command& command : command_table()) {
    rows.emplace_back(command.argument.empty()
                          ? std::string{command.name}
                          : fmt::format("{} {}", command.name, command.argument),
                      command.summary);
  }
  rows.emplace_back("help [COMMAND]", "this text, or a command's options");
  return "tiersim simulates tiered support operations.\n"
         "\n"
         "usage: tiersim COMMAND ...\n"
         "\n" +
         two_columns(rows) +
         "\n"
         "first steps:\n"
         "  tiersim init desk.yaml         a commented desk, to be filled with your numbers\n"
         "  tiersim validate desk.yaml     is its staffing enough?\n"
         "  tiersim run desk.yaml --week   what does it achieve, and who is missing when?\n"
         "\n"
         "errors are text on standard error, with --json too; standard output stays empty\n"
         "\n"
         "exit codes: 0 fine, 1 target missed, 2 bad usage or scenario, 3 inconclusive,\n"
         "4 failure while running, 5 nothing evaluated, 130 interrupted\n";
}

std::string help_text(const Command& command) {
  std::string text = fmt::format("usage: tiersim {}", command.name);
  if (!command.argument.empty()) text += fmt::format(" {}", command.argument);
  if (!command.options().empty()) text += " [OPTION ...]";
  text += fmt::format("\n\n{}\n", command.summary);
  if (command.options().empty()) return text;
  std::vector<std::pair<std::string, std::string_view>> rows;
  for (const Option& option : command.options()) rows.emplace_back(synopsis(option), option.text);
  return text + "\n" + two_columns(rows);
}

}  // namespace tiersim::commands
