#include "tiersim/precision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "analysis/report_format.hpp"
#include "sim/suggest.hpp"
#include "sim/text.hpp"
#include "tiersim/problem.hpp"

namespace tiersim {
namespace {

/// A KPI and stat, as `mttr` or `mttr p90`.
struct NamedStat {
  const KpiRow* row = nullptr;
  std::optional<Stat> stat;
  std::string_view id;
  std::string_view written_stat;
};

NamedStat named_stat(std::string_view name) {
  const std::size_t blank = name.find(' ');
  NamedStat result;
  result.id = name.substr(0, blank);
  result.row = find_kpi(result.id);
  if (blank != std::string_view::npos) {
    result.written_stat = name.substr(name.find_first_not_of(' ', blank));
    result.stat = to_stat(result.written_stat);
  } else if (result.row != nullptr) {
    result.stat = result.row->stats.empty() ? Stat{} : result.row->stats.front();
  }
  return result;
}

/// What is wrong with a KPI that is to be known so precisely.
std::optional<Problem> precision_problem(std::string_view name, const Margin& asked) {
  const NamedStat found = named_stat(name);
  if (found.row == nullptr) {
    std::vector<std::string> known;
    for (const KpiRow& row : kpi_table()) known.emplace_back(row.id);
    std::string suggestion = did_you_mean(found.id, known, "KPIs");
    if (suggestion.empty()) suggestion = "`tiersim kpis` lists them";
    return Problem{
        {}, fmt::format("unknown KPI {}", in_quotes(found.id)), "", std::move(suggestion)};
  }
  if (!found.stat) {
    return Problem{{},
                   fmt::format("unknown stat {}", in_quotes(found.written_stat)),
                   "a stat is `mean`, `median` or a percentile from `p0.1` to `p99.9`",
                   fmt::format("write for example `{} p90`", found.id)};
  }
  if (found.stat->quantile > 0 && !has_quantiles(*found.row)) {
    return Problem{{},
                   fmt::format("`{}` has no {}", found.id, to_text(*found.stat)),
                   "only lengths of time of single tickets, and service credits of months, have "
                   "quantiles",
                   fmt::format("write `{}`", found.id)};
  }
  if (found.row->of_targets) {
    return Problem{{},
                   fmt::format("`{}` is of targets", found.id),
                   "it has no interval of its own",
                   "name another KPI"};
  }
  if (!asked.is_relative && found.row->unit != Unit::share) {
    return Problem{{},
                   fmt::format("`{}` of `{}`", margin_text(asked), found.id),
                   "percentage points are of shares, and this is none",
                   fmt::format("write `{}`, of its value", percent_text(asked.size))};
  }
  return std::nullopt;
}

}  // namespace

void check_precision(const Scenario& scenario,
                     const Places& places,
                     std::vector<Problem>& problems) {
  const Experiment& experiment = scenario.experiment;
  for (const auto& [name, asked] : experiment.precision) {
    std::optional<Problem> problem = precision_problem(name, asked);
    if (!problem) continue;
    problem->place = places.find(fmt::format("experiment.precision.{}", name));
    problems.push_back(std::move(*problem));
  }
  if (!experiment.at_most) return;
  const Place place = places.find("experiment.at_most");
  if (experiment.precision.empty()) {
    problems.push_back({place, "`at_most` has nothing to end",
                        "it ends the replications that `precision` adds",
                        "write `precision: {mttr: 2%}` too, or leave it out"});
  } else if (*experiment.at_most < experiment.replications) {
    problems.push_back({place,
                        fmt::format("`at_most` is {}, and there are {} replications at first",
                                    *experiment.at_most, experiment.replications),
                        "", "write fewer `replications`, or more here"});
  }
}

std::vector<KpiCell>
precision_cells(const LoadedScenario& loaded, const Model& model, const MeasureLayout& layout) {
  std::vector<KpiCell> cells;
  for (const auto& [name, asked] : loaded.scenario.experiment.precision) {
    const NamedStat found = named_stat(name);
    CellProblem problem;
    auto cell = make_cell(model, layout, *found.row, found.stat.value(), {}, &problem);
    if (!cell) {
      throw BadInput{{{loaded.places.find(fmt::format("experiment.precision.{}", name)),
                       problem.what, "", problem.suggestion}}};
    }
    cells.push_back(std::move(*cell));
  }
  return cells;
}

ReachedPrecision reached_precision(const PrecisionGoal& goal, const Estimator& estimator) {
  const Estimate estimate = estimator.estimate(goal.cell);
  ReachedPrecision result{estimator.cells()[goal.cell], goal.asked, std::nullopt, false,
                          estimate.growing};
  if (!estimate.value || !estimate.interval || estimate.growing) return result;
  const double half_width = estimate.interval->half_width();
  const double g = goal.asked.size;
  if (!goal.asked.is_relative) {
    result.half_width = half_width;
    result.is_reached = half_width <= g;
    return result;
  }
  // Relative to the least that the true value may be, which is what g / (1 + g) comes to.
  const double least = std::abs(*estimate.value) - half_width;
  if (least > 0) result.half_width = half_width / least;
  if (half_width == 0) result.half_width = 0;
  result.is_reached = result.half_width && *result.half_width <= g;
  return result;
}

std::size_t next_look(std::size_t replications, std::size_t at_most) {
  constexpr std::size_t part = 10;
  return std::min(at_most, replications + std::max<std::size_t>(1, replications / part));
}

std::string precision_report(const std::vector<ReachedPrecision>& reached,
                             std::size_t replications,
                             bool interrupted) {
  if (reached.empty()) return "";
  std::string list;
  bool is_all = true;
  for (const ReachedPrecision& one : reached) {
    const std::string_view unit = one.asked.is_relative ? "%" : "pp";
    const std::string name = one.cell.kpi->stats.size() > 1
                                 ? fmt::format("{} {}", one.cell.kpi->id, to_text(one.cell.stat))
                                 : std::string{one.cell.kpi->id};
    const std::string found = one.half_width
                                  ? fmt::format("{:.2g}{}", 100 * *one.half_width, unit)
                                  : std::string{one.is_growing ? "grows" : "is not known"};
    list += fmt::format("{}{} {}{} (asked {}{})", list.empty() ? "" : ", ", name,
                        one.half_width ? "+-" : "", found, margin_text(one.asked),
                        one.is_reached ? "" : ": not reached");
    is_all = is_all && one.is_reached;
  }
  const std::string_view end = is_all        ? "reached with"
                               : interrupted ? "not reached, stopped after"
                                             : "not reached with at most";
  return wrapped(fmt::format("Precision {} {} replications: {}. Its confidence is nominal.", end,
                             replications, list),
                 screen_columns, "  ") +
         '\n';
}

}  // namespace tiersim
