#include "analysis/commands/sweep_wanted.hpp"

#include <fmt/format.h>

#include <array>

#include "analysis/commands/output_option.hpp"
#include "analysis/commands/resume.hpp"

namespace tiersim::commands {
namespace {

constexpr std::uint64_t most_sweep_replications = 1'000'000;
constexpr std::uint64_t most_trajectories = 500;

constexpr std::array<Option, 15> sweep_table = {{
    {"vary", "PATH=RANGE", "8..16:2, 30m..60m:10m, x0.8..x1.5:0.1 or 8,10,12; may be repeated",
     true},
    {"until-miss", "PATH=RANGE", "how far each target holds; without a range: x1..x2:0.01"},
    {"levers", "", "what one more head, shorter work, growth and so on would do"},
    {"sensitivity", "", "screen what is varied by Morris' method instead of a whole grid"},
    {"trajectories", "N", "of --sensitivity: 10 unless given"},
    {"cost", "KPI", "cost_per_month unless given"},
    {"quality", "KPI", "on_time,sla=resolution: with labels and stat=p90 after commas"},
    {"set", "PATH=VALUE", "change one key of the base: staff.desk-early.heads=14; may be repeated",
     true},
    {"seed", "N", "of all random numbers, instead of the scenario's"},
    {"replications", "N", "how many times each point is simulated"},
    {"threads", "N", "default: one for each core; results do not depend on it"},
    {"json", "", "print the whole result as JSON"},
    {"out", "DIR", "also write summary.json, points.csv and replications.csv there"},
    resume_option,
    {"quiet", "", "no line of progress"},
}};

SweepKind kind_of(const Given& given) {
  std::vector<std::string_view> kinds;
  for (const std::string_view name : {"until-miss", "levers", "sensitivity"}) {
    if (given.has(name)) kinds.push_back(name);
  }
  if (kinds.size() > 1) {
    throw BadUsage{fmt::format("options '--{}' and '--{}' do not go together (each is a study of "
                               "its own); give one of them",
                               kinds[0], kinds[1])};
  }
  const bool varies = given.has("vary");
  if (given.has("sensitivity") || kinds.empty()) {
    if (!varies) {
      throw BadUsage{
          "nothing is varied; write for example `--vary staff.desk-early.heads=8..16:2`, "
          "or ask for `--levers`"};
    }
    return kinds.empty() ? SweepKind::grid : SweepKind::sensitivity;
  }
  if (varies) {
    throw BadUsage{fmt::format("options '--vary' and '--{}' do not go together; leave one out",
                               kinds.front())};
  }
  return given.has("levers") ? SweepKind::levers : SweepKind::until_miss;
}

std::vector<std::string> varied(const Given& given, SweepKind kind) {
  if (kind != SweepKind::until_miss) return given.all("vary");
  std::string axis = *given.text("until-miss");
  if (axis.find('=') == std::string::npos) axis += "=x1..x2:0.01";
  return {std::move(axis)};
}

}  // namespace

std::span<const Option> sweep_options() { return sweep_table; }

SweepWanted sweep_wanted(const Given& given) {
  const SweepKind kind = kind_of(given);
  if (given.has("trajectories") && kind != SweepKind::sensitivity) {
    throw BadUsage{"option '--trajectories' needs '--sensitivity' (they are its own)"};
  }
  for (const std::string_view name : {"out", "resume"}) {
    if (const auto folder = given.text(name)) check_output_folder(*folder, name);
  }
  const auto trajectories = given.number("trajectories", 1, most_trajectories);
  return {.scenario = given.arguments().front(),
          .kind = kind,
          .vary = varied(given, kind),
          .sets = given.all("set"),
          .cost = given.text("cost"),
          .quality = given.text("quality"),
          .trajectories = static_cast<std::size_t>(trajectories.value_or(10)),
          .seed = given.number("seed", 0, UINT64_MAX),
          .replications = given.number("replications", 1, most_sweep_replications),
          .threads = given.threads(),
          .folder = given.text("out"),
          .resume = given.text("resume"),
          .json = given.has("json"),
          .quiet = given.has("quiet")};
}

}  // namespace tiersim::commands
