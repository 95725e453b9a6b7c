#include <algorithm>
#include <string>

#include "analysis/output_folder.hpp"
#include "analysis/report_chances.hpp"
#include "analysis/report_format.hpp"
#include "analysis/sample_rows.hpp"
#include "tiersim/report.hpp"
#include "tiersim/sampled_cell.hpp"

namespace tiersim {
namespace {

/// Appends value, ends of the interval and n.
void put_estimate(std::string& rows, const Estimate& estimate, Unit unit) {
  const auto put = [&](std::optional<double> value) {
    rows += ',';
    if (value) rows += exact_text(in_unit(*value, unit));
  };
  put(estimate.value);
  put(estimate.interval ? std::optional{estimate.interval->low} : std::nullopt);
  put(estimate.interval ? std::optional{estimate.interval->high} : std::nullopt);
  rows += ',';
  rows += exact_text(estimate.n);
}

/// Which cells have rows by replication: those of the report, and whatever else targets and
/// precision look at. Those of `--by` have a file of their own.
std::vector<std::size_t> cells_by_replication(const Report& report) {
  const std::vector<KpiCell>& cells = report.results.estimator.cells();
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < report.cells; ++i) chosen.push_back(i);
  const std::size_t periods = report.by ? periods_of(report.model, *report.by).size() : 0;
  for (std::size_t i = report.cells * (1 + periods); i < cells.size(); ++i) {
    const bool is_there = std::ranges::any_of(
        chosen, [&](std::size_t other) { return is_same_cell(cells[i], cells[other]); });
    if (!is_there) chosen.push_back(i);
  }
  return chosen;
}

}  // namespace

void replications_csv(const Report& report,
                      const std::function<void(const std::string&)>& row_block) {
  const Estimator& estimator = report.results.estimator;
  const std::vector<KpiCell>& cells = estimator.cells();
  const std::vector<std::size_t> chosen = cells_by_replication(report);
  std::vector<std::string> keys;
  keys.reserve(chosen.size());
  for (const std::size_t i : chosen) keys.push_back(cell_columns(cells[i], labels_in_rows));
  std::string rows = "replication,kpi,stat" + label_columns_header(labels_in_rows);
  rows += std::string{sample_columns_header} + ",unit\n";
  for (std::size_t r = 0; r < estimator.replications(); ++r) {
    for (std::size_t k = 0; k < chosen.size(); ++k) {
      const KpiCell& cell = cells[chosen[k]];
      rows += std::to_string(r) + ',' + keys[k];
      rows += cell_sample_columns(cell, estimator.samples(chosen[k]), r);
      rows += ',' + unit_name(cell.kpi->unit, report.model.currency) + '\n';
    }
    if (rows.size() < block_bytes) continue;
    row_block(rows);
    rows.clear();
  }
  row_block(rows);
}

void periods_csv(const Report& report, const std::function<void(const std::string&)>& row_block) {
  const std::vector<KpiCell>& cells = report.results.estimator.cells();
  std::string rows = "period,whole,kpi,stat" + label_columns_header(plain_labels_in_rows) +
                     ",value,low,high,n,unit\n";
  std::size_t at = report.cells;
  for (const Period& period : periods_of(report.model, *report.by)) {
    for (std::size_t i = 0; i < report.cells; ++i, ++at) {
      rows += period.name;
      rows += period.is_whole ? ",true," : ",false,";
      rows += cell_columns(cells[at], plain_labels_in_rows);
      put_estimate(rows, report.results.estimates[at], cells[at].kpi->unit);
      rows += ',';
      rows += unit_name(cells[at].kpi->unit, report.model.currency);
      rows += '\n';
    }
    row_block(rows);
    rows.clear();
  }
}

namespace {

/// The day, week or month that the cell is of; empty: the whole window.
std::string period_of(const KpiCell& cell) {
  for (const auto& [label, value] : cell.labels) {
    if (period_kind(label)) return value;
  }
  return "";
}

}  // namespace

void chances_csv(const Report& report, const std::function<void(const std::string&)>& row_block) {
  const Estimator& own = report.results.estimator;
  const Estimator& twins = report.results.twins.value();
  const std::size_t before = own.cells().size() - twins.cells().size();
  std::string rows = "kpi,stat" + label_columns_header(plain_labels_in_rows) +
                     ",period,replication,value,twin,unit\n";
  for (std::size_t i = 0; i < twins.cells().size(); ++i) {
    const KpiCell& cell = twins.cells()[i];
    const Unit unit = cell.kpi->unit;
    const auto column = [&](const std::optional<double>& value) {
      return value ? ',' + exact_text(in_unit(*value, unit)) : std::string{','};
    };
    for (std::size_t r = 0; r < twins.replications(); ++r) {
      rows += cell_columns(cell, plain_labels_in_rows) + ',' + period_of(cell) + ',' +
              std::to_string(r);
      rows += column(own.value_in(before + i, r)) + column(twins.value_in(i, r));
      rows += ',' + unit_name(unit, report.model.currency) + '\n';
    }
    row_block(rows);
    rows.clear();
  }
  row_block(rows);
}

}  // namespace tiersim
