// `tiersim completion bash`: a script made from the table of subcommands and that of KPIs.

#include <fmt/format.h>

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

/// What completes a subcommand's argument, as an option of bash's `compgen`.
std::string argument_choices(const Command& command) {
  const bool is_scenario =
      command.argument.starts_with("SCENARIO") || command.argument == "BASE [PLAN ...]";
  if (is_scenario) return "-f -X '!*.@(yaml|yml)' -o plusdirs";
  if (command.argument == "[FILE]") return "-f";
  if (command.argument == "SHELL") return "-W bash";
  if (command.argument != "[KPI]") return "";
  std::string ids;
  for (const KpiRow& row : kpi_table()) ids += fmt::format("{} ", row.id);
  return fmt::format("-W '{}'", ids);
}

std::string kpi_ids() {
  std::string ids;
  for (const KpiRow& row : kpi_table()) ids += fmt::format("{}{}", ids.empty() ? "" : " ", row.id);
  return ids;
}

std::string case_of(const Command& command) {
  return fmt::format("    {})\n"
                     "      options='{}'\n"
                     "      [[ $word != -* ]] && COMPREPLY=($(compgen {} -- \"$word\"))\n"
                     "      ;;\n",
                     command.name, option_names(command), argument_choices(command));
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
    --out) COMPREPLY=($(compgen -d -- "$word")); return ;;
    --by) COMPREPLY=($(compgen -W '{2}' -- "$word")); return ;;
    --inconclusive) COMPREPLY=($(compgen -W 'fail warn pass' -- "$word")); return ;;
    --annotations) COMPREPLY=($(compgen -W 'github' -- "$word")); return ;;
    --base | --baseline | --junit | --markdown) COMPREPLY=($(compgen -f -- "$word")); return ;;
    --interval) COMPREPLY=($(compgen -W '15 30 60' -- "$word")); return ;;
    --best | --cost | --quality) COMPREPLY=($(compgen -W '{3}' -- "$word")); return ;;
    --confirm | --plan | --within | --vary | --until-miss | --trajectories | --at-most | --worse-by | --set | --seed | --replication | --replications | --threads | --ticket | --volume | --handle-time | --target | --patience | --agents | --occupancy-cap | --shrinkage) return ;;
  esac
  case ${{COMP_WORDS[1]}} in
    help) COMPREPLY=($(compgen -W '{0}' -- "$word")) ;;
{1}  esac
  [[ $word == -* ]] && COMPREPLY=($(compgen -W "$options" -- "$word"))
}}
shopt -q extglob || shopt -s extglob
complete -o filenames -F _tiersim tiersim
)",
                     names, cases, period_names(), kpi_ids());
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
