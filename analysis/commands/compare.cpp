// `tiersim compare`: plans beside a base, on common random numbers.

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "analysis/commands/command.hpp"
#include "analysis/commands/compare_plans.hpp"
#include "analysis/commands/compare_wanted.hpp"
#include "analysis/commands/interrupt.hpp"
#include "analysis/commands/progress_line.hpp"
#include "analysis/commands/resume.hpp"
#include "analysis/commands/settle.hpp"
#include "analysis/output_folder.hpp"
#include "analysis/run_size.hpp"
#include "tiersim/compare.hpp"

namespace tiersim::commands {
namespace {

/// Refuses a plan that would not fit into memory.
void check_plan_size(const CompiledPlan& plan,
                     const std::vector<KpiCell>& cells,
                     std::size_t replications) {
  auto problem = size_problem(plan.loaded.scenario, plan.model, plan.layout, cells, replications);
  if (!problem) return;
  problem->place.file = plan.given;
  throw BadInput{{std::move(*problem)}};
}

/// Leaves out the months by which chances are counted where they would not fit into memory.
void drop_months_that_do_not_fit(const std::vector<ComparedPlan>& plans,
                                 std::size_t replications,
                                 ComparedCells& cells) {
  bool fits = true;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    fits = fits && !size_problem(plans[i].loaded.scenario, plans[i].model, plans[i].layout,
                                 cells_of_plan(cells, i), replications);
  }
  if (fits) return;
  for (TargetCells& months : cells.months) months.assign(months.size(), {});
  cells.notes.emplace_back("chances to hold are of the horizon: by month they would not fit into "
                           "memory");
}

/// Where the objective stands among the compared KPIs: it was added last, unless it was there.
std::size_t place_of(const KpiRow& objective, const PlanComparison& comparison) {
  const auto found = std::ranges::find_if(comparison.kpis, [&](const ComparedKpi& kpi) {
    return kpi.cell.kpi == &objective && kpi.cell.labels.empty() && kpi.cell.stat.quantile == 0;
  });
  return static_cast<std::size_t>(found - comparison.kpis.begin());
}

/// The files of `--out`, opened before anything is simulated.
struct CompareFiles {
  explicit CompareFiles(const std::string& name)
      : folder{name}, json{folder.add("compare.json")}, csv{folder.add("compare.csv")} {}
  void write(const PlanComparison& comparison, const Study& study, const std::string& text) {
    json.write(text);
    comparison_csv(comparison, study, [&](const std::string& rows) { csv.write(rows); });
    folder.keep();
  }
  OutputFolder folder;
  OutputFile& json;
  OutputFile& csv;
};

ExitCode tell_comparison(const PlanComparison& comparison,
                         const Study& study,
                         bool as_json,
                         CompareFiles* files,
                         Streams& streams) {
  const std::string json = comparison_json(comparison);
  const std::string text = as_json ? json : comparison_text(comparison);
  try {
    if (files != nullptr) files->write(comparison, study, json);
  } catch (const WriteError&) {
    print(streams, text);
    throw;
  }
  print(streams, text);
  return comparison.interrupted ? ExitCode::interrupted : ExitCode::fine;
}

using Collected = std::vector<std::unique_ptr<AttributionCollector>>;

StudyOptions study_options(const CompareWanted& wanted,
                           const Experiment& experiment,
                           const Collected& collected,
                           Journal* journal,
                           std::optional<ProgressLine>& line) {
  StudyOptions options;
  options.threads = wanted.threads;
  options.confidence = experiment.confidence;
  options.stop = &InterruptGuard::flag();
  options.journal = journal;
  options.beside.emplace_back(
      [&collected](std::size_t arm, std::uint32_t) { return collected[arm]->sink(); });
  if (line) options.progress = [&line](const Progress& now) { line->show(now); };
  return options;
}

/// What was found, with the best plan where one was asked for.
PlanComparison compared(const CompareWanted& wanted,
                        std::vector<ComparedPlan> plans,
                        const ComparedCells& cells,
                        bool is_whole,
                        Study& study) {
  PlanComparison comparison = compare_plans(std::move(plans), cells, study);
  comparison.interrupted = !is_whole;
  if (wanted.best != nullptr && is_whole) {
    comparison.choice =
        choose_plan(comparison, cells,
                    {place_of(*wanted.best, comparison), wanted.within, wanted.at_most}, study);
    comparison.interrupted = !comparison.choice.has_value();
  }
  if (comparison.interrupted) {
    comparison.notes.push_back(
        fmt::format("stopped early: {} replications of each plan count", comparison.replications));
  }
  return comparison;
}

/// How the comparison sees the plans.
std::vector<ComparedPlan> compared_plans(const LoadedPlans& loaded, Collected& collected) {
  std::vector<ComparedPlan> plans;
  for (const std::unique_ptr<CompiledPlan>& plan : loaded.plans) {
    collected.push_back(std::make_unique<AttributionCollector>(plan->model));
    plans.push_back({plan->loaded, plan->model, plan->layout, plan->name, plan->given,
                     &collected.back()->total()});
  }
  return plans;
}

}  // namespace

ExitCode compare(const Arguments& arguments, Streams& streams) {
  const CompareWanted wanted = compare_wanted(parse("compare", arguments));
  std::ostream* const viewer = streams.err_is_terminal && !wanted.quiet ? &streams.err : nullptr;
  const InterruptGuard guard;
  std::unique_ptr<Journal> journal;
  std::optional<KeptNote> note;
  const LoadedPlans loaded = load_plans(wanted.plans, [&](LoadedScenario& base) {
    journal = open_journal(wanted.resume, wanted.quiet, streams);
    note.emplace(journal.get(), streams);
    settle_warm_up(base, wanted.threads, journal.get(), viewer);
  });
  const Experiment& experiment = loaded.plans.front()->loaded.scenario.experiment;
  const std::size_t replications =
      std::max<std::size_t>(fewest_compared, wanted.replications.value_or(experiment.replications));
  Collected collected;
  std::vector<ComparedPlan> plans = compared_plans(loaded, collected);
  std::vector<const KpiRow*> more;
  if (wanted.best != nullptr) more.push_back(wanted.best);
  ComparedCells cells = compared_cells(plans, more);
  cells.notes.insert(cells.notes.end(), loaded.notes.begin(), loaded.notes.end());
  drop_months_that_do_not_fit(plans, replications, cells);
  std::vector<Arm> arms;
  for (std::size_t i = 0; i < plans.size(); ++i) {
    arms.push_back(
        {plans[i].model, plans[i].layout, cells_of_plan(cells, i), plans[i].loaded.hash});
    check_plan_size(*loaded.plans[i], arms.back().cells, replications);
  }
  std::optional<CompareFiles> files;
  if (wanted.folder) files.emplace(*wanted.folder);
  std::optional<ProgressLine> line;
  if (viewer != nullptr) line.emplace(*viewer);
  const bool is_known =
      wanted.best == nullptr && !loaded.plans.front()->loaded.scenario.horizon.warm_up.is_auto;
  if (is_known) note->expect(replications * arms.size());
  Study study{std::move(arms), study_options(wanted, experiment, collected, journal.get(), line)};
  const bool is_whole = study.run_up_to(replications);
  if (study.replications(plans.size() - 1) < fewest_compared) {
    streams.err << "interrupted before two replications were complete: nothing to compare\n";
    return ExitCode::interrupted;
  }
  const PlanComparison comparison = compared(wanted, std::move(plans), cells, is_whole, study);
  line.reset();
  return tell_comparison(comparison, study, wanted.json, files ? &*files : nullptr, streams);
}

}  // namespace tiersim::commands
