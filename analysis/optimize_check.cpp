// What a search makes small (see optimize.hpp).

#include <fmt/format.h>

#include "sim/suggest.hpp"
#include "tiersim/optimize.hpp"

namespace tiersim {

void check_optimize_kpi(const Scenario& scenario,
                        const Places& places,
                        std::vector<Problem>& problems) {
  if (!scenario.optimize) return;
  const std::string& id = scenario.optimize->minimise;
  const KpiRow* const row = find_kpi(id);
  const bool is_cost = row != nullptr && row->unit == Unit::money &&
                       row->direction == Direction::lower_is_better && !row->of_months;
  if (is_cost) return;
  std::vector<std::string> known;
  for (const KpiRow& one : kpi_table()) {
    const bool fits = one.unit == Unit::money && one.direction == Direction::lower_is_better;
    if (fits && !one.of_months) known.emplace_back(one.id);
  }
  const std::string near = nearest(id, known);
  problems.push_back(
      {places.find("optimize.minimise"),
       fmt::format("{} {}", in_quotes(id), row == nullptr ? "is no KPI" : "is no cost"),
       "a search makes a cost small; all else is a target",
       near.empty() ? "write `minimise: cost_total`" : fmt::format("did you mean '{}'?", near)});
}

}  // namespace tiersim
