#pragma once
// Finds a KPI's estimate among those of a report.

#include <algorithm>
#include <optional>
#include <string_view>

#include "tiersim/report.hpp"

namespace tiersim {

/// A number of the report, with the row of the table it belongs to.
struct Figure {
  const KpiRow* kpi = nullptr;
  Estimate estimate{};
};

/// \param labels  in any order. \return an estimate without a value where the report has no such
/// cell.
/// \param period  its number; none: the whole window.
[[nodiscard]] inline Figure find_figure(const Report& report,
                                        std::string_view id,
                                        Stat stat = {},
                                        Labels labels = {},
                                        std::optional<std::size_t> period = {}) {
  std::ranges::sort(labels);
  const std::size_t first = period ? (*period + 1) * report.cells : 0;
  for (std::size_t i = 0; i < report.cells; ++i) {
    const KpiCell& cell = report.results.estimator.cells()[i];
    if (cell.kpi->id != id || cell.stat != stat || cell.labels != labels) continue;
    return {cell.kpi, report.results.estimates[first + i]};
  }
  return {find_kpi(id), {}};
}

}  // namespace tiersim
