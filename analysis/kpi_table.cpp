// The table of KPIs: definitions as data (the domain page's, one each).

#include <utility>

#include "analysis/kpi_rows.hpp"

namespace tiersim {

KpiRow share(std::vector<Label> labels) {
  return {.unit = Unit::share,
          .direction = Direction::higher_is_better,
          .form = Form::share,
          .labels = std::move(labels)};
}

KpiRow number(std::vector<Label> labels) {
  return {.unit = Unit::count,
          .direction = Direction::lower_is_better,
          .form = Form::total,
          .labels = std::move(labels)};
}

std::vector<KpiRow> alike(const KpiRow& pattern, std::vector<KpiRow> rows) {
  for (KpiRow& row : rows) {
    row.unit = pattern.unit;
    row.direction = pattern.direction;
    row.form = pattern.form;
    row.stats = pattern.stats;
    row.grows = pattern.grows;
    row.weight = pattern.weight;
    if (row.labels.empty()) row.labels = pattern.labels;
  }
  return rows;
}

std::vector<KpiRow> in_order(std::vector<std::vector<KpiRow>> lists) {
  std::vector<KpiRow> all;
  for (std::vector<KpiRow>& list : lists) {
    for (KpiRow& row : list) all.push_back(std::move(row));
  }
  return all;
}

std::span<const KpiRow> kpi_table() {
  static const std::vector<KpiRow> table =
      in_order({quality_rows(), satisfaction_rows(), time_rows(), clock_rows(), flow_rows(),
                backlog_rows(), people_rows(), cost_rows()});
  return table;
}

}  // namespace tiersim
