// `tiersim sweep`: one scenario at many values of some of its keys.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "analysis/commands/command.hpp"
#include "analysis/commands/interrupt.hpp"
#include "analysis/commands/progress_line.hpp"
#include "analysis/commands/resume.hpp"
#include "analysis/commands/settle.hpp"
#include "analysis/commands/sweep_files.hpp"
#include "analysis/commands/sweep_wanted.hpp"
#include "analysis/sweep_report.hpp"

namespace tiersim::commands {
namespace {

/// Nobody waits for what is left of a sweep that was stopped.
struct SweepStopped {};

/// The base with all that is asked of it.
class SweepStudy {
 public:
  SweepStudy(const SweepWanted& wanted, Journal* journal, KeptNote& note, std::ostream* viewer)
      : wanted_{wanted},
        note_{note},
        load_{[this](const std::vector<std::string>& sets) { return load_with(sets); }},
        base_{settled(load_({}), journal, viewer)},
        model_{compile(base_.scenario)},
        layout_{model_},
        report_{.base = base_,
                .model = model_,
                .kind = {},
                .kpis = {},
                .of = {default_cost(), default_quality(base_.scenario)},
                .target_kpis = {},
                .columns = {},
                .labels = {},
                .points = {},
                .outcomes = {}} {
    ask();
    options_.kpis = report_.kpis;
    options_.threads = wanted.threads;
    options_.file = wanted.scenario;
    options_.stop = &InterruptGuard::flag();
    options_.seconds = &report_.run_seconds;
    options_.journal = journal;
    if (viewer == nullptr) return;
    line_.emplace(*viewer);
    options_.progress = [this](const Progress& now) { line_->show(now); };
  }
  SweepStudy(const SweepStudy&) = delete;
  SweepStudy& operator=(const SweepStudy&) = delete;

  [[nodiscard]] const SweepReport& report() const { return report_; }

  SweepTold run() {
    SweepTold told;
    switch (wanted_.kind) {
      case SweepKind::grid: told = run_grid(); break;
      case SweepKind::until_miss: told = run_until_miss(); break;
      case SweepKind::levers: told = run_levers(); break;
      case SweepKind::sensitivity: told = run_sensitivity(); break;
    }
    line_.reset();
    return told;
  }

 private:
  LoadedScenario load_with(const std::vector<std::string>& sets) const {
    std::vector<std::string> all = wanted_.sets;
    all.insert(all.end(), sets.begin(), sets.end());
    LoadedScenario loaded = load_plan(wanted_.scenario, all);
    if (wanted_.seed) loaded.scenario.seed = *wanted_.seed;
    if (wanted_.replications) {
      loaded.scenario.experiment.replications = static_cast<unsigned>(*wanted_.replications);
    }
    if (loaded.scenario.horizon.warm_up.is_auto && warm_up_) {
      loaded.scenario.horizon.warm_up = *warm_up_;
    }
    return loaded;
  }

  /// The base with the warm-up that all points then have, where they leave it to `auto`.
  LoadedScenario settled(LoadedScenario base, Journal* journal, std::ostream* viewer) {
    settle_warm_up(base, wanted_.threads, journal, viewer);
    warm_up_ = base.scenario.horizon.warm_up;
    return base;
  }

  /// The KPI's number, which it gets where it has none.
  std::size_t number_of(const SweepKpi& kpi) {
    std::vector<SweepKpi>& kpis = report_.kpis;
    const auto found = std::ranges::find(kpis, kpi);
    if (found != kpis.end()) return static_cast<std::size_t>(found - kpis.begin());
    kpis.push_back(kpi);
    return kpis.size() - 1;
  }

  void ask() {
    CostAndQuality& of = report_.of;
    if (wanted_.cost) of.cost = sweep_kpi(*wanted_.cost, "--cost", model_, layout_);
    if (wanted_.quality) of.quality = sweep_kpi(*wanted_.quality, "--quality", model_, layout_);
    check_directions(of);
    of.cost_number = number_of(of.cost);
    of.quality_number = number_of(of.quality);
    for (const SweepKpi& kpi : kpis_of_targets(base_.scenario)) {
      report_.target_kpis.push_back(number_of(kpi));
    }
    constexpr std::array<std::string_view, 6> usual = {
        "fcr", "mttr", "occupancy", "cost_per_ticket", "penalties_per_month", "tickets_opened"};
    for (const std::string_view id : usual) {
      const KpiRow* const row = find_kpi(id);
      const SweepKpi kpi{row, row->stats.front(), {}};
      if (!cell_problem(model_, layout_, *row, kpi.stat, {})) (void)number_of(kpi);
    }
  }

  static void check_directions(const CostAndQuality& of) {
    if (of.cost == of.quality) {
      throw BadUsage{fmt::format("options '--cost' and '--quality' are both `{}` (one is set "
                                 "against the other); name two KPIs",
                                 to_text(of.cost))};
    }
    if (of.quality.row->direction == Direction::neither) {
      throw BadUsage{fmt::format("option '--quality' is `{}` (of which neither more nor less is "
                                 "better); name for example `on_time` or `mttr`",
                                 of.quality.row->id)};
    }
    if (of.cost.row->direction == Direction::higher_is_better) {
      throw BadUsage{fmt::format("option '--cost' is `{}` (of which more is better); name for "
                                 "example `cost_per_month`",
                                 of.cost.row->id)};
    }
  }

  [[nodiscard]] std::vector<SweepAxis> axes() const {
    std::vector<SweepAxis> axes;
    const std::string_view option =
        wanted_.kind == SweepKind::until_miss ? "--until-miss" : "--vary";
    for (const std::string& written : wanted_.vary) {
      axes.push_back(sweep_axis(written, option, base_.scenario, load_));
    }
    check_apart(axes, option);
    return axes;
  }

  void simulate(std::vector<SweepPoint> points) {
    report_.asked += points.size();
    const bool is_known = wanted_.kind != SweepKind::until_miss && !warm_up_->is_auto;
    if (is_known) note_.expect(points.size() * base_.scenario.experiment.replications);
    std::vector<SweepOutcome> outcomes = run_points(points, load_, options_);
    for (std::size_t i = 0; i < outcomes.size(); ++i) {
      report_.points.push_back(std::move(points[i]));
      report_.outcomes.push_back(std::move(outcomes[i]));
    }
  }

  void name_points(const std::vector<SweepAxis>& axes) {
    for (const SweepAxis& axis : axes) report_.columns.push_back(axis.name);
    for (const SweepPoint& point : report_.points) {
      report_.labels.emplace_back();
      for (std::size_t i = 0; i < axes.size(); ++i) {
        report_.labels.back().push_back(axes[i].labels[point.at[i]]);
      }
    }
  }

  SweepTold run_grid() {
    report_.kind = "grid";
    const std::vector<SweepAxis> all = axes();
    simulate(grid_of(all));
    if (report_.outcomes.empty()) throw SweepStopped{};
    name_points(all);
    CostCurve curve = cost_curve(report_.outcomes, report_.of, report_.level());
    SweepTold told{curve_page(report_, all, curve), curve_json(report_, curve), {}};
    told.curve = std::move(curve);
    return told;
  }

  SweepTold run_until_miss() {
    report_.kind = "until_miss";
    const std::vector<SweepAxis> all = axes();
    const std::size_t targets = base_.scenario.targets.size();
    if (targets == 0) {
      throw BadUsage{"option '--until-miss' needs targets, and the scenario has none; write for "
                     "example `targets: [{kpi: fcr, is: \">= 65%\"}]`"};
    }
    UntilMiss found{all.front(), {}, {}};
    const std::size_t values = found.axis.labels.size();
    check_ends(all);
    found.point_of.assign(values, most_sweep_points);
    found.targets = until_miss(values, targets, [&](std::size_t value) {
      found.point_of[value] = report_.points.size();
      simulate({point_at(all, {value})});
      if (report_.interrupted()) throw SweepStopped{};
      return targets_that_hold(report_.outcomes.back());
    });
    name_points(all);
    return {until_miss_page(report_, found), until_miss_json(report_, found), {}};
  }

  /// Problems of the last value are told before the first one is simulated.
  void check_ends(const std::vector<SweepAxis>& all) const {
    (void)load_(point_at(all, {0}).sets);
    (void)load_(point_at(all, {all.front().labels.size() - 1}).sets);
  }

  SweepTold run_levers() {
    report_.kind = "levers";
    const Levers levers = levers_of(base_.scenario, model_);
    std::vector<SweepPoint> points{{{0}, {}}};
    for (const Lever& lever : levers.levers) points.push_back({{points.size()}, lever.sets});
    simulate(std::move(points));
    if (report_.interrupted()) throw SweepStopped{};
    report_.columns = {"lever"};
    report_.labels = {{"base"}};
    for (const Lever& lever : levers.levers) report_.labels.push_back({lever.name});
    const std::vector<LeverEffect> effects =
        rank_levers(report_.outcomes, report_.of, report_.target_kpis, report_.level());
    return {levers_page(report_, levers, effects), levers_json(report_, levers, effects), {}};
  }

  SweepTold run_sensitivity() {
    report_.kind = "sensitivity";
    const std::vector<SweepAxis> all = axes();
    std::vector<std::size_t> levels;
    for (const SweepAxis& axis : all) {
      levels.push_back(axis.labels.size());
      if (levels.back() > 1) continue;
      throw BadUsage{fmt::format("`{}` has only one value (screening moves it from one to "
                                 "another); give it a range",
                                 axis.name)};
    }
    const MorrisDesign design =
        morris_design(std::move(levels), wanted_.trajectories, base_.scenario.seed);
    if (design.points.size() > most_sweep_points) {
      throw BadUsage{fmt::format("{} trajectories visit {} points (at most {}); take fewer",
                                 wanted_.trajectories, design.points.size(), most_sweep_points)};
    }
    std::vector<SweepPoint> points;
    for (const std::vector<std::size_t>& at : design.points) points.push_back(point_at(all, at));
    simulate(std::move(points));
    if (report_.interrupted()) throw SweepStopped{};
    name_points(all);
    const auto effects = [&](std::size_t number) {
      return screen(design, report_.outcomes, number, report_.level());
    };
    const std::vector<ScreenedEffect> cost = effects(report_.of.cost_number);
    const std::vector<ScreenedEffect> quality = effects(report_.of.quality_number);
    return {
        screening_page(report_, all, cost, quality), screening_json(report_, cost, quality), {}};
  }

  const SweepWanted& wanted_;
  KeptNote& note_;
  std::optional<WarmUp> warm_up_;  ///< chosen for the base
  LoadPlan load_;
  LoadedScenario base_;
  Model model_;
  MeasureLayout layout_;
  SweepReport report_;
  SweepOptions options_;
  std::optional<ProgressLine> line_;
};

}  // namespace

ExitCode sweep(const Arguments& arguments, Streams& streams) {
  const SweepWanted wanted = sweep_wanted(parse("sweep", arguments));
  const bool has_viewer = streams.err_is_terminal && !wanted.quiet;
  const InterruptGuard guard;
  const std::unique_ptr<Journal> journal = open_journal(wanted.resume, wanted.quiet, streams);
  KeptNote note{journal.get(), streams};
  SweepStudy study{wanted, journal.get(), note, has_viewer ? &streams.err : nullptr};
  std::optional<SweepFiles> files;
  if (wanted.folder) files.emplace(*wanted.folder);
  SweepTold told;
  try {
    told = study.run();
  } catch (const SweepStopped&) {
    streams.err << "interrupted before the sweep was complete: nothing to report\n";
    return ExitCode::interrupted;
  }
  const std::string& text = wanted.json ? told.json : told.page;
  try {
    if (files) files->write(study.report(), told);
  } catch (const WriteError&) {
    print(streams, text);  // what took long to find out is not thrown away for a full disk
    throw;
  }
  print(streams, text);
  return study.report().interrupted() ? ExitCode::interrupted : ExitCode::fine;
}

}  // namespace tiersim::commands
