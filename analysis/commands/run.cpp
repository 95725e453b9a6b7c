// `tiersim run`: a scenario in, its KPIs out.

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "analysis/commands/command.hpp"
#include "analysis/commands/interrupt.hpp"
#include "analysis/commands/progress_line.hpp"
#include "analysis/output_folder.hpp"
#include "analysis/report_format.hpp"
#include "analysis/report_tickets.hpp"
#include "analysis/run_size.hpp"
#include "sim/suggest.hpp"
#include "tiersim/report.hpp"

namespace tiersim::commands {
namespace {

constexpr std::uint64_t most_replications = 1'000'000;
constexpr std::uint64_t most_threads = 1'024;
constexpr std::array<int, 3> interval_minutes = {15, 30, 60};
/// So many rows of intervals take some 100 MB a replication under way.
constexpr double most_interval_rows = 2e6;
/// From so many tickets on, a run takes minutes or hours.
constexpr double many_tickets = 1e9;

constexpr std::array<Option, 10> option_table = {{
    {"set", "PATH=VALUE", "change one key: staff.desk-early.heads=14; may be repeated", true},
    {"seed", "N", "of all random numbers, instead of the scenario's"},
    {"replications", "N", "how many times the horizon is simulated"},
    {"threads", "N", "default: one for each core; results do not depend on it"},
    {"json", "", "print the whole result as JSON"},
    {"out", "DIR", "also write its results there, replacing an older run's"},
    {"tickets", "", "with --out: tickets.csv.gz as well, a row for each ticket"},
    {"week", "", "print a mean week's staffing: heads on duty less heads required"},
    {"interval", "MIN", "of --week and of intervals.csv: 15, 30 (the default) or 60"},
    {"quiet", "", "no line of progress"},
}};

/// What was asked for, checked before anything is read.
struct Wanted {
  std::string scenario;
  std::vector<std::string> sets;
  std::optional<std::uint64_t> seed;
  std::optional<std::uint64_t> replications;
  unsigned threads = 0;
  std::optional<std::string> folder;
  bool tickets = false;
  bool week = false;
  std::optional<Duration> interval;
  bool json = false;
  bool quiet = false;
};

/// Can that be a folder, or become one? Whether it can be written to is noticed when files open.
void check_folder(const std::string& folder) {
  namespace fs = std::filesystem;
  if (folder.empty()) {
    throw BadUsage{
        "option '--out' is empty (it names a folder); write for example `--out results`"};
  }
  for (fs::path path{folder}; !path.empty() && path != path.root_path();
       path = path.parent_path()) {
    std::error_code error;
    if (!fs::exists(path, error)) continue;
    if (fs::is_directory(path, error)) return;
    throw BadUsage{
        fmt::format("option '--out' is {}, and {} is a file, not a folder (several files "
                    "are written there); name a folder, or a name that is free",
                    tiersim::quoted(folder), tiersim::quoted(path.string()))};
  }
}

std::optional<Duration> interval_of(const Given& given) {
  const std::optional<std::string> written = given.text("interval");
  if (!written) return std::nullopt;
  if (!given.has("week") && !given.has("out")) {
    throw BadUsage{"option '--interval' needs '--week' or '--out DIR' (they tell of intervals)"};
  }
  for (const int minutes : interval_minutes) {
    if (*written == std::to_string(minutes)) return minutes * one_minute;
  }
  throw BadUsage{fmt::format("option '--interval' is {} (it must be 15, 30 or 60, in minutes)",
                             tiersim::quoted(*written))};
}

Wanted wanted_of(const Given& given) {
  if (given.has("tickets") && !given.has("out")) {
    throw BadUsage{
        "option '--tickets' needs '--out DIR' (tickets go to a file, not to the screen)"};
  }
  if (const std::optional<std::string> folder = given.text("out")) check_folder(*folder);
  const auto threads = given.number("threads", 1, most_threads);
  return {.scenario = given.arguments().front(),
          .sets = given.all("set"),
          .seed = given.number("seed", 0, UINT64_MAX),
          .replications = given.number("replications", 1, most_replications),
          .threads = static_cast<unsigned>(threads.value_or(0)),
          .folder = given.text("out"),
          .tickets = given.has("tickets"),
          .week = given.has("week"),
          .interval = interval_of(given),
          .json = given.has("json"),
          .quiet = given.has("quiet")};
}

LoadedScenario load(const Wanted& wanted) {
  LoadedScenario loaded = load_plan(wanted.scenario, wanted.sets);
  Scenario& scenario = loaded.scenario;
  if (wanted.seed) scenario.seed = *wanted.seed;
  if (wanted.replications) {
    scenario.experiment.replications = static_cast<unsigned>(*wanted.replications);
  }
  return loaded;
}

/// Refuses what would run out of memory, and tells somebody who watches what takes long.
/// \param terminal  null: nobody watches.
void check_size(const Wanted& wanted,
                const Scenario& scenario,
                const Model& model,
                std::ostream* terminal) {
  const RunSize size = run_size(scenario, model);
  if (auto problem = memory_problem(size, wanted.scenario)) throw BadInput{{std::move(*problem)}};
  const double all = size.tickets * scenario.experiment.replications;
  if (terminal == nullptr || all <= many_tickets) return;
  *terminal << fmt::format("{} tickets are expected in {} replications: this takes a while; fewer "
                           "--replications or a shorter horizon are faster\n",
                           grouped(all, 0), scenario.experiment.replications);
}

/// Collects intervals where somebody wants them.
/// \return  null where nobody does, or where `--out` alone would have too many.
std::unique_ptr<IntervalCollector> interval_collector(const Wanted& wanted,
                                                      const Scenario& scenario,
                                                      const Model& model,
                                                      std::ostream& err) {
  if (!wanted.week && !wanted.folder) return nullptr;
  const Duration length = wanted.interval.value_or(30 * one_minute);
  const double rows = interval_rows(model, length);
  if (rows > most_interval_rows) {
    const std::string why = fmt::format("{} rows of intervals ({} at most)", grouped(rows, 0),
                                        grouped(most_interval_rows, 0));
    if (wanted.week || wanted.interval) {
      throw BadUsage{
          fmt::format("the horizon has {}; take a longer --interval or a shorter horizon", why)};
    }
    err << "no intervals.csv: it would have " << why
        << "; a longer --interval or a shorter horizon has fewer\n";
    return nullptr;
  }
  return std::make_unique<IntervalCollector>(
      scenario, model, requirement(scenario, model, summarise_demand(model)), length);
}

/// The files of `--out`. Opened before anything is simulated, so that a folder that cannot be
/// written to is noticed at once.
class RunFiles {
 public:
  RunFiles(const std::string& folder, bool with_intervals, bool with_tickets, const Model& model)
      : folder_{folder},
        summary_{folder_.add("summary.json")},
        replications_{folder_.add("replications.csv")} {
    if (with_intervals) {
      intervals_ = &folder_.add(intervals_name);
    } else {
      folder_.leave_out(intervals_name);
    }
    if (with_tickets) {
      tickets_.emplace(model, folder_);
    } else {
      folder_.leave_out(TicketFile::name);
    }
  }

  [[nodiscard]] const TicketFile* tickets() const { return tickets_ ? &*tickets_ : nullptr; }

  void write(const Report& report, const IntervalTable* intervals, const std::string& json) {
    summary_.write(json);
    replications_csv(report, [&](const std::string& rows) { replications_.write(rows); });
    if (intervals_ != nullptr) {
      intervals_csv(report.model, *intervals,
                    [&](const std::string& rows) { intervals_->write(rows); });
    }
    folder_.keep();
  }

 private:
  static constexpr std::string_view intervals_name = "intervals.csv";

  OutputFolder folder_;
  OutputFile& summary_;
  OutputFile& replications_;
  OutputFile* intervals_ = nullptr;
  std::optional<TicketFile> tickets_;
};

RunOptions options_of(const Wanted& wanted,
                      const Experiment& experiment,
                      const RunFiles* files,
                      IntervalCollector* intervals) {
  RunOptions options;
  options.replications = experiment.replications;
  options.confidence = experiment.confidence;
  options.threads = wanted.threads;
  options.stop = &InterruptGuard::flag();
  if (files != nullptr && files->tickets() != nullptr) {
    options.beside.emplace_back([tickets = files->tickets()](std::uint32_t replication) {
      return tickets->sink_of(replication);
    });
  }
  if (intervals != nullptr) {
    options.beside.emplace_back([intervals](std::uint32_t) { return intervals->sink(); });
  }
  return options;
}

ExitCode tell(const Report& report,
              const IntervalTable* intervals,
              bool as_json,
              RunFiles* files,
              Streams& streams) {
  const std::string json = as_json || files != nullptr ? json_report(report) : "";
  const std::string text = as_json ? json : text_report(report);
  try {
    if (files != nullptr) files->write(report, intervals, json);
  } catch (const WriteError&) {
    print(streams, text);  // what took long to find out is not thrown away for a full disk
    throw;
  }
  print(streams, text);
  return report.results.interrupted ? ExitCode::interrupted : ExitCode::fine;
}

/// Simulates with a line of progress, where somebody sees it.
Results simulate_all(const Model& model,
                     const MeasureLayout& layout,
                     RunOptions options,
                     std::ostream* progress) {
  std::optional<ProgressLine> line;
  if (progress != nullptr) {
    line.emplace(*progress);
    options.progress = [&line](const Progress& now) { line->show(now); };
  }
  return run_experiment(model, layout, options);
}

std::vector<KpiCell> all_cells(std::vector<KpiCell> own, const std::vector<KpiCell>& targets) {
  own.insert(own.end(), targets.begin(), targets.end());
  return own;
}

}  // namespace

std::span<const Option> run_options() { return option_table; }

ExitCode run(const Arguments& arguments, Streams& streams) {
  const Wanted wanted = wanted_of(parse("run", arguments));
  const LoadedScenario loaded = load(wanted);
  const Model model = compile(loaded.scenario);
  const MeasureLayout layout{model};
  const std::vector<KpiCell> targets = target_cells(loaded, model, layout);
  const bool has_viewer = streams.err_is_terminal && !wanted.quiet;
  std::ostream* const viewer = has_viewer ? &streams.err : nullptr;
  check_size(wanted, loaded.scenario, model, viewer);
  const InterruptGuard guard;
  const auto collector = interval_collector(wanted, loaded.scenario, model, streams.err);
  std::optional<RunFiles> files;
  if (wanted.folder) files.emplace(*wanted.folder, collector != nullptr, wanted.tickets, model);

  RunOptions options =
      options_of(wanted, loaded.scenario.experiment, files ? &*files : nullptr, collector.get());
  options.cells = all_cells(report_cells(model, layout), targets);
  const Results results = simulate_all(model, layout, std::move(options), viewer);
  if (results.replications() == 0) {
    streams.err << "interrupted before the first replication was complete: nothing to report\n";
    return ExitCode::interrupted;
  }
  const auto of_targets = results.estimates.end() - static_cast<std::ptrdiff_t>(targets.size());
  std::optional<IntervalTable> intervals;
  if (collector != nullptr) intervals = collector->table();
  const Report report{loaded,
                      model,
                      layout,
                      results,
                      results.estimates.size() - targets.size(),
                      judge_targets(loaded.scenario.targets, targets,
                                    {of_targets, results.estimates.end()}, results.estimator),
                      wanted.week ? &*intervals : nullptr};
  return tell(report, intervals ? &*intervals : nullptr, wanted.json, files ? &*files : nullptr,
              streams);
}

}  // namespace tiersim::commands
