// `tiersim run`: a scenario in, its KPIs out.

#include <array>
#include <optional>

#include "analysis/commands/command.hpp"
#include "analysis/commands/interrupt.hpp"
#include "analysis/commands/progress_line.hpp"
#include "analysis/disk_files.hpp"
#include "analysis/output_folder.hpp"
#include "analysis/report_tickets.hpp"
#include "tiersim/report.hpp"

namespace tiersim::commands {
namespace {

constexpr std::uint64_t most_replications = 1'000'000;
constexpr std::uint64_t most_threads = 1'024;

constexpr std::array<Option, 8> options = {{
    {"set", "PATH=VALUE", "change one key: staff.desk-early.heads=14; may be repeated", true},
    {"seed", "N", "of all random numbers, instead of the scenario's"},
    {"replications", "N", "how many times the horizon is simulated"},
    {"threads", "N", "default: one for each core; results do not depend on it"},
    {"json", "", "print the whole result as JSON"},
    {"out", "DIR", "also write summary.json and replications.csv there"},
    {"tickets", "", "with --out: tickets.csv.gz as well, a row for each ticket"},
    {"quiet", "", "no line of progress"},
}};

LoadedScenario load(const Given& given) {
  const std::vector<std::string> sets = given.all("set");
  LoadedScenario loaded = load_scenario(DiskFiles{}, given.arguments().front(), sets);
  if (const auto seed = given.number("seed", 0, UINT64_MAX)) loaded.scenario.seed = *seed;
  if (const auto count = given.number("replications", 1, most_replications)) {
    loaded.scenario.experiment.replications = static_cast<unsigned>(*count);
  }
  return loaded;
}

/// The files of `--out`. Opened before anything is simulated, so that a folder that cannot be
/// written to is noticed at once.
class RunFiles {
 public:
  RunFiles(const std::string& folder, bool with_tickets, const Model& model)
      : folder_{folder},
        summary_{folder_.add("summary.json")},
        replications_{folder_.add("replications.csv")} {
    if (with_tickets) tickets_.emplace(model, folder_);
  }

  [[nodiscard]] const TicketFile* tickets() const { return tickets_ ? &*tickets_ : nullptr; }

  void write(const Report& report, const std::string& json) {
    summary_.write(json);
    replications_csv(report, [&](const std::string& rows) { replications_.write(rows); });
    folder_.keep();
  }

 private:
  OutputFolder folder_;
  OutputFile& summary_;
  OutputFile& replications_;
  std::optional<TicketFile> tickets_;
};

RunOptions options_of(const Given& given, const Scenario& scenario, const RunFiles* files) {
  RunOptions run_options;
  run_options.replications = scenario.experiment.replications;
  run_options.confidence = scenario.experiment.confidence;
  run_options.threads = static_cast<unsigned>(given.number("threads", 1, most_threads).value_or(0));
  run_options.stop = &InterruptGuard::flag();
  if (files != nullptr && files->tickets() != nullptr) {
    run_options.beside = [tickets = files->tickets()](std::uint32_t replication) {
      return tickets->sink_of(replication);
    };
  }
  return run_options;
}

Results simulate_all(const Model& model,
                     const MeasureLayout& layout,
                     RunOptions run_options,
                     Streams& streams,
                     bool quiet) {
  std::optional<ProgressLine> line;
  if (streams.err_is_terminal && !quiet) {
    line.emplace(streams.err);
    run_options.progress = [&line](const Progress& progress) { line->show(progress); };
  }
  const InterruptGuard guard;
  return run_experiment(model, layout, run_options);
}

ExitCode tell(const Report& report, bool as_json, RunFiles* files, Streams& streams) {
  const std::string json = as_json || files != nullptr ? json_report(report) : "";
  const std::string text = as_json ? json : text_report(report);
  try {
    if (files != nullptr) files->write(report, json);
  } catch (const WriteError&) {
    print(streams, text);  // what took long to find out is not thrown away for a full disk
    throw;
  }
  print(streams, text);
  return report.results.interrupted ? ExitCode::interrupted : ExitCode::fine;
}

}  // namespace

std::span<const Option> run_options() { return options; }

ExitCode run(const Arguments& arguments, Streams& streams) {
  const Given given = parse("run", arguments);
  if (given.has("tickets") && !given.has("out")) {
    throw BadUsage{
        "option '--tickets' needs '--out DIR' (tickets go to a file, not to the screen)"};
  }
  const LoadedScenario loaded = load(given);
  const Model model = compile(loaded.scenario);
  const MeasureLayout layout{model};
  const std::vector<KpiCell> targets = target_cells(loaded, model, layout);
  std::optional<RunFiles> files;
  if (const auto folder = given.text("out")) files.emplace(*folder, given.has("tickets"), model);

  RunOptions run_options = options_of(given, loaded.scenario, files ? &*files : nullptr);
  run_options.cells = report_cells(model, layout);
  const std::size_t cells = run_options.cells.size();
  run_options.cells.insert(run_options.cells.end(), targets.begin(), targets.end());
  const Results results =
      simulate_all(model, layout, std::move(run_options), streams, given.has("quiet"));
  if (results.replications() == 0) {
    streams.err << "interrupted before the first replication was complete: nothing to report\n";
    return ExitCode::interrupted;
  }
  const std::vector<Estimate> of_targets{
      results.estimates.begin() + static_cast<std::ptrdiff_t>(cells), results.estimates.end()};
  const Report report{loaded,  model, layout,
                      results, cells, judge_targets(loaded.scenario.targets, targets, of_targets)};
  return tell(report, given.has("json"), files ? &*files : nullptr, streams);
}

}  // namespace tiersim::commands
