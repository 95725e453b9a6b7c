#pragma once
// What a sweep found, as text for people, as JSON and as files for programs.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tiersim/sweep.hpp"

namespace tiersim {

/// What all kinds of sweeps tell: the points, and what each brought.
struct SweepReport {
  const LoadedScenario& base;
  const Model& model;  ///< of the base
  std::string kind;    ///< "grid", "until_miss", "levers", "sensitivity"
  std::vector<SweepKpi> kpis;
  CostAndQuality of;
  std::vector<std::size_t> target_kpis;          ///< [target]; numbers of their KPIs
  std::vector<std::string> columns;              ///< what is varied
  std::vector<std::vector<std::string>> labels;  ///< [point][column]
  std::vector<SweepPoint> points;
  std::vector<SweepOutcome> outcomes;  ///< [point]
  std::size_t asked = 0;               ///< points; fewer were done where it was interrupted
  double run_seconds = 0;

  [[nodiscard]] double level() const { return base.scenario.experiment.confidence; }
  [[nodiscard]] bool interrupted() const { return outcomes.size() < asked; }
};

/// How far a plan holds, along one axis.
struct UntilMiss {
  SweepAxis axis;
  std::vector<HoldsTo> targets;
  std::vector<std::size_t> point_of;  ///< [value of the axis]; its point, or the number of points
};

/// How far a target holds for sure, among the values that were looked at: by its intervals.
struct SureTo {
  std::optional<std::size_t> holds;   ///< the last up to which each is met; empty: none
  std::optional<std::size_t> misses;  ///< the first that is missed, or where the backlog grows
};
[[nodiscard]] SureTo sure_to(const SweepReport& report, const UntilMiss& found, const HoldsTo& one);

/// Does a point have volumes of which each replication draws its own?
[[nodiscard]] bool has_uncertain_volumes(const SweepReport& report);

/// One screen of 80 columns each.
[[nodiscard]] std::string
curve_page(const SweepReport& report, const std::vector<SweepAxis>& axes, const CostCurve& curve);
[[nodiscard]] std::string until_miss_page(const SweepReport& report, const UntilMiss& found);
[[nodiscard]] std::string levers_page(const SweepReport& report,
                                      const Levers& levers,
                                      const std::vector<LeverEffect>& effects);
/// \param cost, quality  [axis]
[[nodiscard]] std::string screening_page(const SweepReport& report,
                                         const std::vector<SweepAxis>& axes,
                                         const std::vector<ScreenedEffect>& cost,
                                         const std::vector<ScreenedEffect>& quality);

/// A point of a plot.
struct PlotPoint {
  double x = 0;
  double y = 0;
  char mark = '.';  ///< where several fall together, the later one in ".*K" is seen
};
/// A plot in plain characters, 80 columns wide: axes with their ends, titles above and below.
[[nodiscard]] std::string text_plot(const std::vector<PlotPoint>& points,
                                    const std::string& title_y,
                                    const std::string& title_x,
                                    const std::function<std::string(double)>& label_y,
                                    const std::function<std::string(double)>& label_x);

/// The unit in which quality is bought: a point of a share, an hour of a length of time, else one.
struct QualityUnit {
  double size;          ///< in the KPI's base unit
  std::string one;      ///< "point"
  std::string several;  ///< "points"
};
[[nodiscard]] QualityUnit quality_unit(Unit unit);
/// "+2.1 points", "-3,400 EUR": a difference in words, with its interval in brackets.
[[nodiscard]] std::string
difference_text(const SweepDifference& difference, Unit unit, const std::string& currency);
/// The same in two cells: "+2.1" with a star where it is other than 0, a question mark where it has
/// no interval; and "[1.2, 3.0]".
struct DifferenceCells {
  std::string value;
  std::string interval;
};
[[nodiscard]] DifferenceCells
difference_cells(const SweepDifference& difference, Unit unit, const std::string& currency);
/// "[1,200, 3,400]" for a step whose price is known. \param size  of the unit that is bought.
[[nodiscard]] std::string price_interval_text(const PricedStep& step, double size);
/// "on_time sla=resolution per month"
[[nodiscard]] std::string sweep_target_name(const SweepReport& report, std::size_t target);
/// A number with its sign, in the unit of differences.
[[nodiscard]] std::string signed_text(double value, Unit unit, const std::string& currency);
/// The lines that begin a page, and those that end it.
[[nodiscard]] std::string sweep_head(const SweepReport& report);
[[nodiscard]] std::string sweep_foot(const SweepReport& report);
/// "a", "b", ... for the columns of a table.
[[nodiscard]] std::string letter_of(std::size_t axis);
[[nodiscard]] std::string axes_text(const std::vector<SweepAxis>& axes);

/// Each with schema_version, kind "sweep" and the points.
[[nodiscard]] std::string curve_json(const SweepReport& report, const CostCurve& curve);
[[nodiscard]] std::string until_miss_json(const SweepReport& report, const UntilMiss& found);
[[nodiscard]] std::string levers_json(const SweepReport& report,
                                      const Levers& levers,
                                      const std::vector<LeverEffect>& effects);
[[nodiscard]] std::string screening_json(const SweepReport& report,
                                         const std::vector<ScreenedEffect>& cost,
                                         const std::vector<ScreenedEffect>& quality);

/// Tidy: a row for each point and KPI. \param curve  marks its frontier; null: none.
/// \param row_block  called with some rows of CSV (RFC 4180) at a time, the header first.
void points_csv(const SweepReport& report,
                const CostCurve* curve,
                const std::function<void(const std::string&)>& row_block);
/// A row for each point, replication and KPI, with numerator and denominator.
void sweep_replications_csv(const SweepReport& report,
                            const std::function<void(const std::string&)>& row_block);

}  // namespace tiersim
