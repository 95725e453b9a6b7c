#pragma once
// How big a run will be, reckoned before anything is simulated.

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "tiersim/kpi.hpp"
#include "tiersim/measures.hpp"
#include "tiersim/model.hpp"
#include "tiersim/problem.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

/// What one replication is expected to bring.
struct RunSize {
  double tickets = 0;
  double open_at_end = 0;  ///< what load above capacity lets pile up; nothing else is reckoned
  std::string where = {};  ///< the tier and skill at which most of them pile up; empty: none do
};

/// Some 300 bytes each: 6 GB in each replication that is under way. Threads do not count, so that a
/// scenario is refused on all machines or on none.
inline constexpr double most_open_tickets = 1.5e7;

/// By simple arithmetic: of work that comes to people who are at their limit, the part above it
/// stays open.
[[nodiscard]] RunSize run_size(const Scenario& scenario, const Model& model);

/// What the KPIs of periods may keep, with some replications under way, in bytes.
inline constexpr double most_period_bytes = 2e9;

/// How much the KPIs are that are estimated by period.
struct PeriodCells {
  double count = 0;
  double terms = 0;  ///< sums that they are made of: by customer and type there are many
  void add(const KpiCell& cell, double times);
};

/// Why the KPIs of so many periods would not fit into memory; nothing where they do. It names no
/// place.
/// \param periods  that are measured. \param cells  that are estimated, over all of them.
[[nodiscard]] std::optional<Problem> period_problem(const MeasureLayout& layout,
                                                    std::size_t periods,
                                                    const PeriodCells& cells,
                                                    std::size_t replications);

/// What one replication measures, in bytes; some are under way at once.
inline constexpr double most_measured_bytes = 5e8;

/// Why the measures of a run would not fit into memory; nothing where they do. It names no place.
[[nodiscard]] std::optional<Problem> measure_problem(const MeasureLayout& layout,
                                                     const Model& model);

/// Why what stays open in such a run would not fit into memory; nothing where it does. It names no
/// place.
[[nodiscard]] std::optional<Problem> memory_problem(const RunSize& size);

/// All of these: open tickets, measures, and the KPIs of periods among the cells. It names no
/// place. \param cells  that are estimated.
[[nodiscard]] std::optional<Problem> size_problem(const Scenario& scenario,
                                                  const Model& model,
                                                  const MeasureLayout& layout,
                                                  std::span<const KpiCell> cells,
                                                  std::size_t replications);

}  // namespace tiersim
