// `tiersim run`: a scenario in, its KPIs out.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "analysis/commands/command.hpp"
#include "analysis/commands/interrupt.hpp"
#include "analysis/commands/progress_line.hpp"
#include "analysis/commands/resume.hpp"
#include "analysis/commands/run_files.hpp"
#include "analysis/commands/run_wanted.hpp"
#include "analysis/commands/settle.hpp"
#include "analysis/report_format.hpp"
#include "analysis/run_size.hpp"
#include "tiersim/report.hpp"

namespace tiersim::commands {
namespace {

/// So many rows of intervals take some 100 MB a replication under way.
constexpr double most_interval_rows = 2e6;
/// From so many tickets on, a run takes minutes or hours.
constexpr double many_tickets = 1e9;

LoadedScenario load(const RunWanted& wanted) {
  LoadedScenario loaded = load_plan(wanted.scenario, wanted.sets);
  Scenario& scenario = loaded.scenario;
  if (wanted.seed) scenario.seed = *wanted.seed;
  if (wanted.replications) {
    scenario.experiment.replications = static_cast<unsigned>(*wanted.replications);
    scenario.experiment.precision.clear();
  }
  return loaded;
}

/// Replications, if none of what was asked for is reached before.
std::size_t most_replications_of(const Experiment& experiment) {
  if (experiment.precision.empty()) return experiment.replications;
  return std::max(experiment.replications, experiment.at_most.value_or(default_at_most));
}

/// How many replications a journal has of the run in the end; empty where that depends on what they
/// bring.
std::optional<std::size_t> known_jobs(const Scenario& scenario, const Model& model) {
  if (!scenario.experiment.precision.empty() || scenario.horizon.warm_up.is_auto) return {};
  const std::size_t twins = model.has_uncertain_volumes() && !scenario.targets.empty() ? 2 : 1;
  return twins * scenario.experiment.replications;
}

/// \throws BadInput with the problem, where there is one.
void refuse(std::optional<Problem> problem, const std::string& file) {
  if (!problem) return;
  problem->place.file = file;
  throw BadInput{{std::move(*problem)}};
}

/// Refuses what would run out of memory, and tells somebody who watches what takes long.
/// \param terminal  null: nobody watches.
void check_size(const RunWanted& wanted,
                const Scenario& scenario,
                const Model& model,
                std::ostream* terminal) {
  const RunSize size = run_size(scenario, model);
  refuse(memory_problem(size), wanted.scenario);
  const std::size_t replications = most_replications_of(scenario.experiment);
  const double all = size.tickets * static_cast<double>(replications);
  if (terminal == nullptr || all <= many_tickets) return;
  *terminal << fmt::format("{} tickets are expected in {} replications: this takes a while; fewer "
                           "--replications or a shorter horizon are faster\n",
                           grouped(all, 0), replications);
}

/// Collects intervals where somebody wants them.
/// \return  null where nobody does.
/// \throws BadUsage where there are too many.
std::unique_ptr<IntervalCollector>
interval_collector(const RunWanted& wanted, const Scenario& scenario, const Model& model) {
  if (!wanted.week && !wanted.folder) return nullptr;
  const Duration length = wanted.interval.value_or(30 * one_minute);
  const double rows = interval_rows(model, length);
  if (rows > most_interval_rows) {
    throw BadUsage{fmt::format("the horizon has {} rows of intervals ({} at most); take a longer "
                               "--interval or a shorter horizon",
                               grouped(rows, 0), grouped(most_interval_rows, 0))};
  }
  return std::make_unique<IntervalCollector>(
      scenario, model, requirement(scenario, model, summarise_demand(model)), length);
}

/// What is collected beside the measures; null: nobody wants it.
struct Collectors {
  std::unique_ptr<IntervalCollector> intervals;
  std::unique_ptr<AttributionCollector> attribution;
};

RunOptions options_of(const RunWanted& wanted,
                      const Experiment& experiment,
                      const RunFiles* files,
                      const Collectors& collectors) {
  RunOptions options;
  options.replications = experiment.replications;
  options.confidence = experiment.confidence;
  options.threads = wanted.threads;
  options.stop = &InterruptGuard::flag();
  const auto add = [&](auto* of_files) {
    if (of_files == nullptr) return;
    options.beside.emplace_back(
        [of_files](std::uint32_t replication) { return of_files->sink_of(replication); });
  };
  if (files != nullptr) add(files->tickets());
  if (files != nullptr) add(files->events());
  const auto collect = [&](auto* collector) {
    if (collector == nullptr) return;
    options.beside.emplace_back([collector](std::uint32_t) { return collector->sink(); });
  };
  collect(collectors.intervals.get());
  collect(collectors.attribution.get());
  return options;
}

ExitCode tell(const Report& report,
              const IntervalTable* intervals,
              bool as_json,
              RunFiles* files,
              Streams& streams) {
  const std::string json = as_json || files != nullptr ? json_report(report) : "";
  const std::string page = as_json ? "" : text_report(report);
  const std::string& text = as_json ? json : page;
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
  return run_experiment(model, layout, std::move(options));
}

/// The report's own, the same by period, those that are to be known precisely, and those by which
/// targets are judged.
std::vector<KpiCell> all_cells(const Model& model,
                               std::vector<KpiCell> own,
                               std::optional<PeriodKind> by,
                               const std::vector<KpiCell>& precise,
                               const std::vector<KpiCell>& judged) {
  if (by) {
    std::vector<KpiCell> by_period = period_cells(model, own, *by);
    std::ranges::move(by_period, std::back_inserter(own));
  }
  own.insert(own.end(), precise.begin(), precise.end());
  own.insert(own.end(), judged.begin(), judged.end());
  return own;
}

/// By what targets are judged.
struct JudgedBy {
  TargetCells targets;
  TargetCells months;               ///< where volumes are uncertain: by what chances are counted
  std::vector<KpiCell> cells = {};  ///< months, then targets

  JudgedBy(const LoadedScenario& loaded, const Model& model, const MeasureLayout& layout)
      : targets{target_cells(loaded, model, layout)}, months(targets.size()) {
    if (model.has_uncertain_volumes()) {
      months = month_cells(model, loaded.scenario.targets, targets);
    }
    for (const TargetCells* const list : {&months, &targets}) {
      for (const std::vector<KpiCell>& of_one : *list) {
        cells.insert(cells.end(), of_one.begin(), of_one.end());
      }
    }
  }
};

/// What is to be known how precisely. \param first  where the cells of that begin.
std::vector<PrecisionGoal> goals_from(std::size_t first, const Experiment& experiment) {
  std::vector<PrecisionGoal> goals;
  for (const auto& [name, asked] : experiment.precision) goals.push_back({first++, asked});
  return goals;
}

/// Refuses more periods than fit into memory.
void check_periods(const RunWanted& wanted,
                   const Scenario& scenario,
                   const Model& model,
                   const MeasureLayout& layout,
                   const std::vector<KpiCell>& own,
                   const std::vector<KpiCell>& judged) {
  std::set<Window> windows;
  PeriodCells cells;
  if (wanted.by) {
    for (const Period& period : periods_of(model, *wanted.by)) windows.insert(period.window);
    for (const KpiCell& cell : own) cells.add(cell, static_cast<double>(windows.size()));
  }
  for (const KpiCell& cell : judged) {
    if (!cell.window) continue;
    windows.insert(*cell.window);
    cells.add(cell, 1);
  }
  const std::size_t replications = most_replications_of(scenario.experiment);
  refuse(period_problem(layout, windows.size(), cells, replications), wanted.scenario);
}

/// What became of targets, and how likely they are where volumes are uncertain.
void put_judged(const JudgedBy& judged, Report& report) {
  const std::vector<Target>& targets = report.loaded.scenario.targets;
  const Results& results = report.results;
  const auto first = results.estimates.end() - static_cast<std::ptrdiff_t>(size_of(judged.targets));
  report.targets =
      judge_targets(targets, judged.targets, {first, results.estimates.end()}, results.estimator);
  if (!results.twins) return;
  report.chances =
      target_chances(targets, {judged.months, judged.targets}, results.estimator, &*results.twins);
}

}  // namespace

ExitCode run(const Arguments& arguments, Streams& streams) {
  const RunWanted wanted = run_wanted(parse("run", arguments));
  LoadedScenario loaded = load(wanted);
  const bool has_viewer = streams.err_is_terminal && !wanted.quiet;
  std::ostream* const viewer = has_viewer ? &streams.err : nullptr;
  const InterruptGuard guard;
  const std::unique_ptr<Journal> journal = open_journal(wanted.resume, wanted.quiet, streams);
  KeptNote note{journal.get(), streams};
  settle_warm_up(loaded, wanted.threads, journal.get(), viewer);
  const Model model = compile(loaded.scenario);
  if (const auto jobs = known_jobs(loaded.scenario, model)) note.expect(*jobs);
  const MeasureLayout layout{model};
  refuse(measure_problem(layout, model), wanted.scenario);
  const JudgedBy judged{loaded, model, layout};
  const std::vector<KpiCell> precise = precision_cells(loaded, model, layout);
  check_size(wanted, loaded.scenario, model, viewer);
  std::vector<KpiCell> own = report_cells(model, layout);
  const std::size_t reported = own.size();
  check_periods(wanted, loaded.scenario, model, layout, own, judged.cells);
  Collectors collectors{interval_collector(wanted, loaded.scenario, model), nullptr};
  if (wanted.attribution) {
    collectors.attribution = std::make_unique<AttributionCollector>(model);
  }
  std::optional<RunFiles> files;
  if (wanted.folder) {
    files.emplace(*wanted.folder, wanted, collectors.intervals != nullptr, loaded.scenario, model);
  }

  RunOptions options =
      options_of(wanted, loaded.scenario.experiment, files ? &*files : nullptr, collectors);
  options.cells = all_cells(model, std::move(own), wanted.by, precise, judged.cells);
  if (model.has_uncertain_volumes()) options.cells_of_twins = judged.cells;
  options.goals = goals_from(options.cells.size() - judged.cells.size() - precise.size(),
                             loaded.scenario.experiment);
  options.at_most = most_replications_of(loaded.scenario.experiment);
  options.journal = journal.get();
  options.hash = loaded.hash;
  const Results results = simulate_all(model, layout, std::move(options), viewer);
  if (results.replications() == 0) {
    streams.err << "interrupted before the first replication was complete: nothing to report\n";
    return ExitCode::interrupted;
  }
  std::optional<IntervalTable> intervals;
  if (collectors.intervals != nullptr) intervals = collectors.intervals->table();
  Report report{loaded, model, layout, results, reported, {}, wanted.by};
  put_judged(judged, report);
  if (wanted.week) report.week = &*intervals;
  if (wanted.attribution) report.attribution = &collectors.attribution->total();
  return tell(report, intervals ? &*intervals : nullptr, wanted.json, files ? &*files : nullptr,
              streams);
}

}  // namespace tiersim::commands
