// `tiersim optimize`: the cheapest plan that holds its targets.

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <optional>

#include "analysis/commands/command.hpp"
#include "analysis/commands/interrupt.hpp"
#include "analysis/commands/output_option.hpp"
#include "analysis/commands/progress_line.hpp"
#include "analysis/commands/resume.hpp"
#include "analysis/commands/settle.hpp"
#include "analysis/output_folder.hpp"
#include "sim/suggest.hpp"
#include "tiersim/disk_files.hpp"
#include "tiersim/optimize.hpp"

namespace tiersim::commands {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_of_replications = 100'000;

constexpr std::array<Option, 10> optimize_table = {{
    {"set", "PATH=VALUE", "change one key: demand.access.volume=90/bd; may be repeated", true},
    {"seed", "N", "of all random numbers, instead of the scenario's"},
    {"replications", "N", "of each plan in the search, default 20"},
    {"confirm", "N", "fresh replications of what it finds; default: the scenario's, at least 30"},
    {"threads", "N", "default: one for each core; results do not depend on it"},
    {"write", "FILE", "write the plan there, as a file that extends the scenario"},
    {"out", "DIR", "also write summary.json, the CSV files and plan.yaml there"},
    resume_option,
    {"json", "", "print the whole result as JSON"},
    {"quiet", "", "no line of progress"},
}};

OptimizeOptions optimize_options_of(const Given& given) {
  OptimizeOptions options;
  options.path = given.arguments().front();
  options.sets = plain_sets(options.path, given.all("set"));
  options.seed = given.number("seed", 0, UINT64_MAX);
  options.replications = given.number("replications", 2, most_of_replications).value_or(20);
  options.confirmations = given.number("confirm", 2, most_of_replications).value_or(0);
  options.threads = given.threads();
  options.stop = &InterruptGuard::flag();
  for (const std::string_view name : {"out", "resume"}) {
    if (const auto folder = given.text(name)) check_output_folder(*folder, name);
  }
  if (const auto file = given.text("write")) check_named_file("write", *file);
  return options;
}

/// A plan file cannot hold both a whole group and a key of it.
void check_sets(const OptimizeOptions& options, const ScenarioPlans& plans) {
  for (const std::string& set : options.sets) {
    const std::string path = set.substr(0, set.find('='));
    for (const PlanVariable& variable : plans.variables()) {
      if (variable.path != path && !variable.path.starts_with(path + '.')) continue;
      throw BadUsage{fmt::format("option '--set' sets {}, and the search varies {}; write it in a "
                                 "file that extends the scenario",
                                 tiersim::in_quotes(path), tiersim::in_quotes(variable.path))};
    }
  }
}

/// The scenario as a file in that folder calls it.
std::string seen_from(const std::string& scenario, const std::string& folder) {
  if (fs::path{scenario}.is_absolute()) return scenario;
  const fs::path here = fs::absolute(folder.empty() ? fs::path{"."} : fs::path{folder});
  return fs::absolute(scenario).lexically_normal().lexically_relative(here.lexically_normal());
}

struct OptimizeFiles {
  std::optional<WholeFile> plan;
  std::optional<OutputFolder> folder;
};

void write_files(const Given& given, const OptimizeReport& report, OptimizeFiles& files) {
  const bool has_plan = report.result.best.has_value();
  const std::string& scenario = report.options.path;
  if (files.folder) {
    files.folder->add("summary.json").write(optimize_json(report));
    files.folder->add("search.csv").write(optimize_csv(report));
    files.folder->add("replications.csv").write(optimize_replications_csv(report));
    if (has_plan) {
      files.folder->add("plan.yaml")
          .write(plan_yaml(report, seen_from(scenario, *given.text("out"))));
    } else {
      files.folder->leave_out("plan.yaml");
    }
    files.folder->keep();
  }
  if (!files.plan || !has_plan) return;
  const std::string parent = fs::path{*given.text("write")}.parent_path().string();
  files.plan->write(plan_yaml(report, seen_from(scenario, parent)));
}

std::string page_of(const Given& given, const OptimizeReport& report) {
  if (given.has("json")) return optimize_json(report);
  std::string page = optimize_text(report);
  if (!report.result.best) return page;
  if (const auto file = given.text("write"))
    return page + fmt::format("\nthe plan is in {}\n", *file);
  return page + "\n" + plan_yaml(report, report.options.path);
}

ExitCode code_of(OptimizeStatus status) {
  switch (status) {
    case OptimizeStatus::found: return ExitCode::fine;
    case OptimizeStatus::infeasible: return ExitCode::target_missed;
    case OptimizeStatus::unconfirmed: return ExitCode::inconclusive;
  }
  return ExitCode::failure;
}

}  // namespace

std::span<const Option> optimize_options() { return optimize_table; }

ExitCode optimize(const Arguments& arguments, Streams& streams) {
  const Given given = parse("optimize", arguments);
  OptimizeOptions options = optimize_options_of(given);
  std::optional<ProgressLine> line;
  if (streams.err_is_terminal && !given.has("quiet")) {
    line.emplace(streams.err);
    options.progress = [&line](const Progress& now) { line->show(now); };
  }
  std::ostream* const viewer = line ? &streams.err : nullptr;
  const DiskFiles disk;
  ScenarioPlans plans{disk, options};
  if (options.confirmations == 0) {
    options.confirmations =
        std::max<std::size_t>(30, plans.base().scenario.experiment.replications);
  }
  check_sets(options, plans);
  const std::vector<std::string>& inputs = plans.base().files;
  if (const auto plan = given.text("write")) check_no_input("write", *plan, inputs);
  if (const auto folder = given.text("out")) check_no_input("out", *folder + "/plan.yaml", inputs);
  const std::unique_ptr<Journal> journal =
      open_journal(given.text("resume"), given.has("quiet"), streams);
  plans.keep_in(journal.get());
  const InterruptGuard guard;
  const KeptNote note{journal.get(), streams};
  LoadedScenario base = plans.base();
  settle_warm_up(base, options.threads, journal.get(), viewer);
  if (base.scenario.horizon.warm_up.is_auto) plans.settle(base.scenario.horizon.warm_up);
  OptimizeFiles files;
  if (const auto plan = given.text("write")) files.plan.emplace(*plan);
  if (const auto folder = given.text("out")) files.folder.emplace(*folder);
  try {
    const OptimizeResult result = optimize_plan(plans, options);
    line.reset();
    const OptimizeReport report{plans, options, result};
    try {
      write_files(given, report, files);
    } catch (const WriteError&) {
      print(streams, page_of(given, report));  // what took long to find out is not thrown away
      throw;
    }
    print(streams, page_of(given, report));
    return code_of(result.status);
  } catch (const SearchStopped& stopped) {
    line.reset();
    streams.err << stopped.what() << '\n';
    return ExitCode::interrupted;
  }
}

}  // namespace tiersim::commands
