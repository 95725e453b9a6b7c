#include "analysis/commands/run_wanted.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analysis/commands/output_option.hpp"
#include "analysis/commands/resume.hpp"
#include "sim/suggest.hpp"

namespace tiersim::commands {
namespace {

constexpr std::uint64_t most_replications = 1'000'000;
constexpr std::array<int, 3> interval_minutes = {15, 30, 60};

constexpr std::array<Option, 14> run_table = {{
    {"set", "PATH=VALUE", "staff.desk-early.heads=14, or +1, x1.1, -10%; may be repeated", true},
    {"seed", "N", "of all random numbers, instead of the scenario's"},
    {"replications", "N", "how many times the horizon is simulated"},
    {"threads", "N", "default: one for each core; results do not depend on it"},
    {"by", "PERIOD", "also tell the KPIs by day, week or month"},
    {"json", "", "print the whole result as JSON"},
    {"out", "DIR", "also write its results there, replacing an older run's"},
    resume_option,
    {"tickets", "", "with --out: tickets.csv.gz as well, a row for each ticket"},
    {"events", "", "with --out: events.csv.gz, events.xes.gz and staff.csv.gz, for process mining"},
    {"attribution", "", "also tell where the time of breached SLA clocks went"},
    {"week", "", "print a mean week's staffing: heads on duty less heads required"},
    {"interval", "MIN", "of --week and of intervals.csv: 15, 30 (the default) or 60"},
    {"quiet", "", "no line of progress"},
}};

std::optional<Duration> interval_of(const Given& given) {
  const std::optional<std::string> written = given.text("interval");
  if (!written) return std::nullopt;
  const auto* const minutes = std::ranges::find(interval_minutes, *written,
                                                [](int number) { return std::to_string(number); });
  if (minutes == interval_minutes.end()) {
    throw BadUsage{fmt::format("option '--interval' is {} (it must be 15, 30 or 60, in minutes)",
                               tiersim::in_quotes(*written))};
  }
  if (!given.has("week") && !given.has("out")) {
    throw BadUsage{"option '--interval' needs '--week' or '--out DIR' (they tell of intervals)"};
  }
  return *minutes * one_minute;
}

/// \throws BadUsage where `--by` names no period.
std::optional<PeriodKind> by_of(const Given& given) {
  const std::optional<std::string> name = given.text("by");
  if (!name) return std::nullopt;
  for (const PeriodKind kind : {PeriodKind::day, PeriodKind::week, PeriodKind::month}) {
    if (*name == to_text(kind)) return kind;
  }
  throw BadUsage{fmt::format("option '--by' is {} (it is day, week or month); write for example "
                             "`--by month`",
                             tiersim::in_quotes(*name))};
}

}  // namespace

std::span<const Option> run_options() { return run_table; }

RunWanted run_wanted(const Given& given) {
  for (const std::string_view name : {"tickets", "events"}) {
    if (!given.has(name) || given.has("out")) continue;
    throw BadUsage{fmt::format(
        "option '--{0}' needs '--out DIR' ({0} go to a file, not to the screen)", name)};
  }
  for (const std::string_view name : {"out", "resume"}) {
    if (const auto folder = given.text(name)) check_output_folder(*folder, name);
  }
  for (const std::string_view name : {"tickets", "events"}) {
    if (!given.has(name) || !given.has("resume")) continue;
    throw BadUsage{fmt::format("options '--resume' and '--{0}' do not go together ({0} are not "
                               "kept: what is not simulated again has none); leave one out",
                               name)};
  }
  return {.scenario = given.arguments().front(),
          .sets = given.all("set"),
          .seed = given.number("seed", 0, UINT64_MAX),
          .replications = given.number("replications", 1, most_replications),
          .threads = given.threads(),
          .by = by_of(given),
          .folder = given.text("out"),
          .resume = given.text("resume"),
          .tickets = given.has("tickets"),
          .events = given.has("events"),
          .attribution = given.has("attribution"),
          .week = given.has("week"),
          .interval = interval_of(given),
          .json = given.has("json"),
          .quiet = given.has("quiet")};
}

}  // namespace tiersim::commands
