// From what was typed to a subcommand, and from its errors to exit codes.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>

#include "analysis/commands/command.hpp"
#include "analysis/commands/help.hpp"
#include "analysis/commands/settle.hpp"
#include "sim/suggest.hpp"
#include "tiersim/problem.hpp"

namespace tiersim::commands {
namespace {

constexpr std::array<Command, 13> table = {{
    {"init", "[FILE]", "write a commented scenario to start from", init_options, init},
    {"run", "SCENARIO", "simulate a scenario and report its KPIs", run_options, run},
    {"compare", "BASE [PLAN ...]", "tell what other plans change, how surely, and which is best",
     compare_options, compare},
    {"check", "SCENARIO...", "hold scenarios to their targets: pass, fail, or inconclusive",
     check_options, check},
    {"sweep", "SCENARIO", "cost against quality, at many values of some keys", sweep_options,
     sweep},
    {"trace", "SCENARIO", "print the life of one ticket", trace_options, trace},
    {"validate", "SCENARIO", "check a scenario without running it, and compute its staffing",
     validate_options, validate},
    {"optimize", "SCENARIO", "find the cheapest staffing that holds the targets", optimize_options,
     optimize},
    {"erlang", "", "how many agents one steady hour takes, by Erlang C or A", erlang_options,
     erlang},
    {"kpis", "[KPI]", "print what each KPI means", kpis_options, kpis},
    {"reference", "", "print the reference page of the scenario language", reference_options,
     reference},
    {"schema", "", "print the JSON Schema of the scenario language, for editors", schema_options,
     schema},
    {"completion", "SHELL", "print a script by which bash completes commands and options",
     completion_options, completion},
}};

const Command& command_or_throw(const std::string& name) {
  if (const Command* const command = find_command(name)) return *command;
  std::vector<std::string> known{"help"};
  for (const Command& command : table) known.emplace_back(command.name);
  const std::string near = nearest(name, known);
  throw BadUsage{
      fmt::format("unknown command {}; {}", tiersim::in_quotes(name),
                  near.empty() ? "see `tiersim help`" : fmt::format("did you mean '{}'?", near))};
}

bool asks_for_help(const Arguments& arguments) {
  const auto end = std::ranges::find(arguments, "--");
  return std::any_of(arguments.begin(), end,
                     [](const std::string& word) { return word == "--help" || word == "-h"; });
}

ExitCode help(const Arguments& arguments, Streams& streams) {
  if (arguments.size() > 1) {
    throw BadUsage{"`tiersim help` takes one command; write for example `tiersim help run`"};
  }
  print(streams, arguments.empty() ? help_text() : help_text(command_or_throw(arguments.front())));
  return ExitCode::fine;
}

ExitCode dispatch(const Arguments& arguments, Streams& streams) {
  if (arguments.empty()) {
    streams.err << help_text();
    return ExitCode::bad_input;
  }
  const std::string& first = arguments.front();
  const Arguments rest{arguments.begin() + 1, arguments.end()};
  if (first == "help" || first == "--help" || first == "-h") return help(rest, streams);
  if (first == "--version") {
    if (!rest.empty()) {
      throw BadUsage{fmt::format("`tiersim --version` does not know what to do with {}",
                                 tiersim::in_quotes(rest.front()))};
    }
    print(streams, "tiersim " TIERSIM_VERSION "\n");
    return ExitCode::fine;
  }
  const Command& command = command_or_throw(first);
  if (asks_for_help(rest)) {
    print(streams, help_text(command));
    return ExitCode::fine;
  }
  return command.function(rest, streams);
}

constexpr std::size_t most_told = 100;  ///< problems

ExitCode tell(const BadInput& input, Streams& streams) {
  const std::size_t count = input.problems().size();
  for (std::size_t i = 0; i < std::min(count, most_told); ++i) {
    streams.err << to_text(input.problems()[i]) << '\n';
  }
  if (count > most_told) streams.err << fmt::format("and {} more\n", count - most_told);
  streams.err << fmt::format("{} {}\n", count, count == 1 ? "problem" : "problems");
  return ExitCode::bad_input;
}

}  // namespace

ExitCode run_command_line(const Arguments& arguments, Streams& streams) {
  try {
    return dispatch(arguments, streams);
  } catch (const BadUsage& usage) {
    streams.err << "error: " << usage.what() << '\n';
    return ExitCode::bad_input;
  } catch (const BadInput& input) {
    return tell(input, streams);
  } catch (const StoppedEarly& stopped) {
    streams.err << stopped.what() << '\n';
    return ExitCode::interrupted;
  } catch (const std::bad_alloc&) {
    streams.err << "error: out of memory (fewer --threads need less)\n";
  } catch (const std::exception& failure) {
    streams.err << "error: " << failure.what() << '\n';
  }
  return ExitCode::failure;
}

std::span<const Command> command_table() { return table; }

const Command* find_command(std::string_view name) {
  const auto* const found = std::ranges::find(table, name, &Command::name);
  return found == table.end() ? nullptr : found;
}

void print(Streams& streams, std::string_view text) {
  errno = 0;
  streams.out << text << std::flush;
  if (streams.out || errno == EPIPE) return;
  throw std::runtime_error{
      fmt::format("cannot write to the standard output: {}", std::strerror(errno))};
}

}  // namespace tiersim::commands
