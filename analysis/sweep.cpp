#include "tiersim/sweep.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "analysis/run_size.hpp"

namespace tiersim {
namespace {

/// A point, ready to be simulated.
struct PreparedPoint {
  LoadedScenario loaded;
  Model model;
  MeasureLayout layout;
  TargetCells targets;
  std::vector<KpiCell> cells;  ///< the sweep's, then those of targets

  PreparedPoint(LoadedScenario from, const std::vector<SweepKpi>& kpis)
      : loaded{std::move(from)},
        model{compile(loaded.scenario)},
        layout{model},
        targets{target_cells(loaded, model, layout)} {
    for (const SweepKpi& kpi : kpis) cells.push_back(cell_of(kpi));
    for (const std::vector<KpiCell>& own : targets)
      cells.insert(cells.end(), own.begin(), own.end());
  }

 private:
  [[nodiscard]] KpiCell cell_of(const SweepKpi& kpi) const {
    CellProblem problem;
    std::optional<KpiCell> cell =
        make_cell(model, layout, *kpi.row, kpi.stat, kpi.labels, &problem);
    if (cell) return std::move(*cell);
    throw BadInput{{{{loaded.files.back(), 0, 0},
                     fmt::format("`{}`: {}", to_text(kpi), problem.what),
                     "",
                     problem.suggestion}}};
  }
};

/// What the language says of a point's overlays, in the words in which they were asked for.
BadInput told_of_point(const BadInput& input, const SweepPoint& point) {
  constexpr std::string_view of_overlay = "--set ";
  std::vector<Problem> problems = input.problems();
  for (Problem& problem : problems) {
    const bool is_overlay = problem.place.file.starts_with(of_overlay);
    const std::string set = is_overlay ? problem.place.file.substr(of_overlay.size()) : "";
    if (std::ranges::find(point.sets, set) != point.sets.end()) {
      problem.place.file = "varied: " + set;
    } else if (!is_overlay && !point.sets.empty()) {
      problem.what += fmt::format(" (with {})", fmt::join(point.sets, ", "));
    }
  }
  return BadInput{std::move(problems)};
}

std::unique_ptr<PreparedPoint>
prepare(const SweepPoint& point, const LoadPlan& load, const SweepOptions& options) {
  try {
    auto prepared = std::make_unique<PreparedPoint>(load(point.sets), options.kpis);
    const Scenario& scenario = prepared->loaded.scenario;
    auto problem = size_problem(scenario, prepared->model, prepared->layout, prepared->cells,
                                scenario.experiment.replications);
    if (!problem) return prepared;
    problem->place.file = options.file;
    throw BadInput{{std::move(*problem)}};
  } catch (const BadInput& input) {
    throw told_of_point(input, point);
  }
}

SweepOutcome outcome_of(const PreparedPoint& point, const Study& study, std::size_t arm) {
  const Estimator& estimator = study.estimator(arm);
  std::vector<Estimate> estimates = study.estimates(arm);
  const std::size_t count = estimates.size() - size_of(point.targets);
  const auto of_targets = estimates.begin() + static_cast<std::ptrdiff_t>(count);
  SweepOutcome outcome{.hash = point.loaded.hash,
                       .fingerprint = estimator.total().outcome.fingerprint,
                       .replications = estimator.replications(),
                       .growing = estimator.backlog_growth().has_value(),
                       .estimates = {estimates.begin(), of_targets},
                       .samples = {},
                       .influences = {},
                       .targets = judge_targets(point.loaded.scenario.targets, point.targets,
                                                {of_targets, estimates.end()}, estimator),
                       .periods = {},
                       .has_uncertain_volumes = point.model.has_uncertain_volumes()};
  for (std::size_t cell = 0; cell < count; ++cell) {
    const RatioSamples own = estimator.samples(cell);
    outcome.samples.push_back({{own.numerator.begin(), own.numerator.end()},
                               {own.denominator.begin(), own.denominator.end()}});
    outcome.influences.push_back(influences_on(estimator, cell));
  }
  for (std::size_t cell = count; cell < point.cells.size(); ++cell) {
    if (point.cells[cell].window) outcome.periods.push_back(sampled(estimator, cell));
  }
  return outcome;
}

/// Tells of all points together, batch by batch.
class BatchProgress {
 public:
  BatchProgress(std::size_t points, const SweepOptions& options)
      : points_{static_cast<double>(points)}, options_{options} {}

  [[nodiscard]] std::function<void(const Progress&)> of(std::size_t first, std::size_t count) {
    if (!options_.progress) return {};
    return [this, first, count](const Progress& now) {
      const auto before = static_cast<double>(first);
      const auto own = static_cast<double>(count);
      Progress all = now;
      const double a_point = static_cast<double>(now.replications) / own;
      all.fraction = (before + own * now.fraction) / points_;
      all.replications = static_cast<std::size_t>(a_point * points_);
      all.replications_done += static_cast<std::size_t>(a_point * before);
      all.seconds += seconds_;
      all.seconds_left = all.seconds * (1 - all.fraction) / all.fraction;
      options_.progress(all);
    };
  }
  void batch_took(double seconds) { seconds_ += seconds; }

 private:
  double points_;
  const SweepOptions& options_;
  double seconds_ = 0;
};

}  // namespace

std::vector<SweepOutcome> run_points(const std::vector<SweepPoint>& points,
                                     const LoadPlan& load,
                                     const SweepOptions& options) {
  // All problems are told before hours are spent, and the memory of one point is enough for that.
  if (points.size() > options.batch) {
    for (const SweepPoint& point : points) (void)prepare(point, load, options);
  }
  BatchProgress progress{points.size(), options};
  std::vector<SweepOutcome> outcomes;
  while (outcomes.size() < points.size()) {
    const std::size_t first = outcomes.size();
    const std::size_t count = std::min(options.batch, points.size() - first);
    std::vector<std::unique_ptr<PreparedPoint>> batch;
    std::vector<Arm> arms;
    for (std::size_t i = 0; i < count; ++i) {
      batch.push_back(prepare(points[first + i], load, options));
      arms.push_back({batch.back()->model, batch.back()->layout, batch.back()->cells,
                      batch.back()->loaded.hash});
    }
    const Experiment& experiment = batch.front()->loaded.scenario.experiment;
    Study study{std::move(arms),
                {.threads = options.threads,
                 .confidence = experiment.confidence,
                 .progress = progress.of(first, count),
                 .stop = options.stop,
                 .beside = {},
                 .journal = options.journal}};
    const bool is_whole = study.run_up_to(experiment.replications);
    if (options.seconds != nullptr) *options.seconds += study.run_seconds();
    if (!is_whole) return outcomes;
    progress.batch_took(study.run_seconds());
    for (std::size_t i = 0; i < count; ++i) outcomes.push_back(outcome_of(*batch[i], study, i));
  }
  return outcomes;
}

}  // namespace tiersim
