// `tiersim trace`: the life of one ticket.

#include <fmt/format.h>

#include <array>

#include "analysis/commands/command.hpp"
#include "analysis/report_format.hpp"
#include "analysis/trace.hpp"
#include "tiersim/model.hpp"

namespace tiersim::commands {
namespace {

constexpr std::array<Option, 5> trace_table = {{
    {"ticket", "N", "its number in order of opening, from 1, as in tickets.csv.gz"},
    {"replication", "N", "in which of them; default: the first, 0"},
    {"set", "PATH=VALUE", "change one key: staff.desk-early.heads=14; may be repeated", true},
    {"seed", "N", "of all random numbers, instead of the scenario's"},
    {"json", "", "print JSON instead of text"},
}};

[[noreturn]] void
no_such_ticket(std::uint64_t number, std::uint32_t replication, std::uint64_t tickets) {
  throw BadUsage{fmt::format("option '--ticket' is {} (replication {} has {} {}); write a number "
                             "from 1 to {}",
                             number, replication, grouped(static_cast<double>(tickets), 0),
                             tickets == 1 ? "ticket" : "tickets", tickets)};
}

}  // namespace

std::span<const Option> trace_options() { return trace_table; }

ExitCode trace(const Arguments& arguments, Streams& streams) {
  const Given given = parse("trace", arguments);
  const std::optional<std::uint64_t> number = given.number("ticket", 1, UINT64_MAX);
  if (!number) throw BadUsage{"`tiersim trace` needs `--ticket N`; write for example `--ticket 1`"};
  const auto replication =
      static_cast<std::uint32_t>(given.number("replication", 0, UINT32_MAX).value_or(0));
  const std::optional<std::uint64_t> seed = given.number("seed", 0, UINT64_MAX);
  LoadedScenario loaded = load_plan(given.arguments().front(), given.all("set"));
  if (seed) loaded.scenario.seed = *seed;
  const Model model = compile(loaded.scenario);
  const FoundTicket found = find_ticket(model, replication, *number);
  if (!found.life) no_such_ticket(*number, replication, found.tickets);
  print(streams, given.has("json") ? trace_json(model, replication, *found.life)
                                   : trace_text(model, replication, *found.life));
  return ExitCode::fine;
}

}  // namespace tiersim::commands
