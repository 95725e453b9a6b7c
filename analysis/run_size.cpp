#include "analysis/run_size.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <set>

#include "analysis/report_format.hpp"
#include "tiersim/requirement.hpp"

namespace tiersim {

namespace {

constexpr double bytes_of_histogram = 4'096;

double bytes_of(const MeasureLayout& layout) {
  return 8 * static_cast<double>(layout.sums()) +
         bytes_of_histogram * static_cast<double>(layout.histograms());
}

/// The part of a queue's tickets for which there are no hours, though nobody ever rested.
/// \param factor  of what is expected.
double unserved_share(const SkillRequirement& row, double factor) {
  if (!row.has_heads) return 1;
  const double occupancy = row.load * row.occupancy_cap * factor;
  return occupancy > 1 ? 1 - 1 / occupancy : 0;
}

}  // namespace

RunSize run_size(const Scenario& scenario, const Model& model) {
  const DemandSummary demand = summarise_demand(model);
  RunSize size{.tickets = demand.total};
  if (demand.measured <= 0) return size;
  const double horizon_weeks = demand.measured_weeks * demand.total / demand.measured;
  const double factor = model.most_volume_factor();
  double most = 0;
  for (const SkillRequirement& row : requirement(scenario, model, demand).skills) {
    const double open = row.tickets * factor * unserved_share(row, factor) * horizon_weeks;
    size.open_at_end += open;
    if (open <= most) continue;
    most = open;
    size.where = model.tiers[row.tier].name + ' ' + row.skill;
  }
  // What piles up at one tier does not come to the next.
  size.open_at_end = std::min(size.open_at_end, size.tickets * factor);
  return size;
}

void PeriodCells::add(const KpiCell& cell, double times) {
  count += times;
  terms += times * static_cast<double>(cell.numerator.of.size() + cell.denominator.of.size());
}

std::optional<Problem> period_problem(const MeasureLayout& layout,
                                      std::size_t periods,
                                      const PeriodCells& cells,
                                      std::size_t replications) {
  constexpr double bytes_of_cell = 1'024;
  constexpr double bytes_of_sample = 16;
  constexpr double bytes_of_term = sizeof(std::uint32_t);
  constexpr double under_way = 4;  // replications, and all of them together
  const double of_cell = bytes_of_cell + bytes_of_sample * static_cast<double>(replications);
  const auto number = static_cast<double>(periods);
  const double bytes =
      under_way * number * bytes_of(layout) + cells.count * of_cell + cells.terms * bytes_of_term;
  if (bytes <= most_period_bytes) return std::nullopt;
  return Problem{.place = {},
                 .what = fmt::format("the KPIs of {} periods would take {} MB", grouped(number, 0),
                                     grouped(bytes / 1e6, 0)),
                 .why = fmt::format("at most {} MB are kept", grouped(most_period_bytes / 1e6, 0)),
                 .suggestion = "ask for longer periods (`--by`, or `per` of targets), fewer "
                               "replications or a shorter horizon"};
}

std::optional<Problem> measure_problem(const MeasureLayout& layout, const Model& model) {
  const double bytes = bytes_of(layout);
  if (bytes <= most_measured_bytes) return std::nullopt;
  return Problem{
      .place = {},
      .what =
          fmt::format("the KPIs of {} combinations of type, priority, channel and customer ({} x "
                      "{} x {} x {} at most) by {} groups at tiers and {} SLAs would take {} MB in "
                      "a replication",
                      grouped(static_cast<double>(model.leaves.size()), 0), model.types.size(),
                      model.priorities.size(), model.channels.size(), model.customers.size(),
                      model.posts.size(), model.slas.size(), grouped(bytes / 1e6, 0)),
      .why = fmt::format("at most {} MB fit", grouped(most_measured_bytes / 1e6, 0)),
      .suggestion = "gather customers into segments, groups into larger ones, or leave out labels"};
}

std::optional<Problem> memory_problem(const RunSize& size) {
  if (size.open_at_end <= most_open_tickets) return std::nullopt;
  return Problem{.place = {},
                 .what = fmt::format("some {} of {} tickets would be open at the end, most of them "
                                     "at {}",
                                     grouped(size.open_at_end, 0), grouped(size.tickets, 0),
                                     size.where),
                 .why = fmt::format("at most {} fit into memory", grouped(most_open_tickets, 0)),
                 .suggestion = "add heads, lower the volume or shorten the horizon; "
                               "`tiersim validate` says how many heads are needed"};
}

std::optional<Problem> size_problem(const Scenario& scenario,
                                    const Model& model,
                                    const MeasureLayout& layout,
                                    std::span<const KpiCell> cells,
                                    std::size_t replications) {
  if (auto problem = measure_problem(layout, model)) return problem;
  if (auto problem = memory_problem(run_size(scenario, model))) return problem;
  std::set<Window> windows;
  PeriodCells of_periods;
  for (const KpiCell& cell : cells) {
    if (!cell.window) continue;
    windows.insert(*cell.window);
    of_periods.add(cell, 1);
  }
  return period_problem(layout, windows.size(), of_periods, replications);
}

}  // namespace tiersim
