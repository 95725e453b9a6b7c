// `tiersim completion bash`: a script made from the table of subcommands and that of KPIs.

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>

#include "analysis/commands/command.hpp"
#include "sim/suggest.hpp"
#include "tiersim/kpi.hpp"
#include "tiersim/periods.hpp"

namespace tiersim::commands {
namespace {

std::string command_names() {
  std::string names;
  for (const Command& command : command_table()) names += fmt::format("{} ", command.name);
  return names;
}

std::string period_names() {
  std::string names;
  for (const PeriodKind kind : {PeriodKind::day, PeriodKind::week, PeriodKind::month}) {
    names += fmt::format("{}{}", names.empty() ? "" : " ", tiersim::to_text(kind));
  }
  return names;
}

std::string option_names(const Command& command) {
  std::string names;
  for (const Option& option : command.options()) names += fmt::format("--{} ", option.name);
  return names + "--help";
}

std::string kpi_ids() {
  std::string ids;
  for (const KpiRow& row : kpi_table()) ids += fmt::format("{}{}", ids.empty() ? "" : " ", row.id);
  return ids;
}

/// What completes an argument or the value of an option that help calls so, as an option of bash's
/// `compgen`. Empty: nothing does.
std::string choices(std::string_view called) {
  if (called.starts_with("SCENARIO") || called.starts_with("BASE")) {
    return "-f -X '!*.@(yaml|yml)' -o plusdirs";
  }
  if (called == "FILE" || called == "[FILE]") return "-f";
  if (called == "DIR") return "-d";
  if (called == "SHELL") return "-W bash";
  if (called == "PERIOD") return fmt::format("-W '{}'", period_names());
  if (called == "MIN") return "-W '15 30 60'";
  if (called == "fail|warn|pass") return "-W 'fail warn pass'";
  if (called == "github") return "-W github";
  return called == "KPI" || called == "[KPI]" ? fmt::format("-W '{}'", kpi_ids()) : "";
}

/// By option, whichever subcommand has it: they mean the same everywhere.
std::string value_cases() {
  std::map<std::string_view, std::string_view> values;
  for (const Command& command : command_table()) {
    for (const Option& option : command.options()) {
      if (!option.value.empty()) values[option.name] = option.value;
    }
  }
  std::string cases;
  for (const auto& [name, value] : values) {
    const std::string known = choices(value);
    const std::string reply =
        known.empty() ? "" : fmt::format("COMPREPLY=($(compgen {} -- \"$word\")); ", known);
    cases += fmt::format("    --{}) {}return ;;\n", name, reply);
  }
  return cases;
}

std::string case_of(const Command& command) {
  return fmt::format("    {})\n"
                     "      options='{}'\n"
                     "      [[ $word != -* ]] && COMPREPLY=($(compgen {} -- \"$word\"))\n"
                     "      ;;\n",
                     command.name, option_names(command), choices(command.argument));
}

std::string bash_script() {
  const std::string names = command_names();
  std::string cases;
  for (const Command& command : command_table()) cases += case_of(command);
  return fmt::format(R"(# bash completion of tiersim: source <(tiersim completion bash)
_tiersim() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} options=
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '{0}help --help --version' -- "$word"))
    return
  fi
  case $before in
{2}  esac
  case ${{COMP_WORDS[1]}} in
    help) COMPREPLY=($(compgen -W '{0}' -- "$word")) ;;
{1}  esac
  [[ $word == -* ]] && COMPREPLY=($(compgen -W "$options" -- "$word"))
}}
shopt -q extglob || shopt -s extglob
complete -o filenames -F _tiersim tiersim
)",
                     names, cases, value_cases());
}

}  // namespace

std::span<const Option> completion_options() { return {}; }

ExitCode completion(const Arguments& arguments, Streams& streams) {
  const Given given = parse("completion", arguments);
  if (given.arguments().front() != "bash") {
    throw BadUsage{fmt::format("no completion for {} (only bash is known); write `tiersim "
                               "completion bash`",
                               tiersim::in_quotes(given.arguments().front()))};
  }
  print(streams, bash_script());
  return ExitCode::fine;
}

}  // namespace tiersim::commands
