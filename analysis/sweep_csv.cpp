// The points of a sweep as CSV.

#include "analysis/csv_field.hpp"
#include "analysis/output_folder.hpp"
#include "analysis/report_format.hpp"
#include "analysis/sample_rows.hpp"
#include "analysis/sweep_report.hpp"

namespace tiersim {
namespace {

std::string exact_or_empty(const std::optional<double>& value, Unit unit) {
  return value ? exact_text(in_unit(*value, unit)) : "";
}

/// What is varied, of one point.
std::string point_columns(const SweepReport& report, std::size_t point) {
  std::string columns = std::to_string(point);
  for (const std::string& label : report.labels[point]) columns += ',' + csv_field(label);
  return columns;
}

std::string point_header(const SweepReport& report) {
  std::string header = "point";
  for (const std::string& column : report.columns) header += ',' + csv_field(column);
  return header;
}

std::string kpi_columns(const KpiRow& kpi, const Stat& stat, const Labels& labels) {
  std::string written;
  for (const auto& [label, value] : labels) {
    if (!written.empty()) written += ' ';
    written += std::string{to_text(label)} + '=' + value;
  }
  return ',' + std::string{kpi.id} + ',' + to_text(stat) + ',' + csv_field(written);
}

std::string kpi_columns(const SweepKpi& kpi) { return kpi_columns(*kpi.row, kpi.stat, kpi.labels); }

/// "yes", "knee", "knee?" where it is not told apart, or empty.
std::string frontier_mark(const CostCurve& curve, std::size_t point) {
  for (std::size_t i = 0; i < curve.frontier.size(); ++i) {
    if (curve.frontier[i] != point) continue;
    if (curve.knee != i) return "yes";
    return curve.rivals.empty() ? "knee" : "knee?";
  }
  return "";
}

std::string estimate_columns(const Estimate& estimate, Unit unit) {
  const auto& interval = estimate.interval;
  return ',' + exact_or_empty(estimate.value, unit) + ',' +
         exact_or_empty(interval ? std::optional{interval->low} : std::nullopt, unit) + ',' +
         exact_or_empty(interval ? std::optional{interval->high} : std::nullopt, unit) + ',' +
         exact_text(estimate.n) + (estimate.growing ? ",true" : ",false");
}

}  // namespace

void points_csv(const SweepReport& report,
                const CostCurve* curve,
                const std::function<void(const std::string&)>& row_block) {
  std::string rows = point_header(report) + ",kpi,stat,labels,value,low,high,n,growing,unit" +
                     (curve != nullptr ? ",frontier\n" : "\n");
  for (std::size_t point = 0; point < report.outcomes.size(); ++point) {
    const std::string key = point_columns(report, point);
    for (std::size_t kpi = 0; kpi < report.kpis.size(); ++kpi) {
      const Unit unit = report.kpis[kpi].row->unit;
      rows += key + kpi_columns(report.kpis[kpi]) +
              estimate_columns(report.outcomes[point].estimates[kpi], unit) + ',' +
              csv_field(unit_name(unit, report.model.currency));
      if (curve != nullptr) rows += ',' + frontier_mark(*curve, point);
      rows += '\n';
    }
    if (rows.size() < block_bytes) continue;
    row_block(rows);
    rows.clear();
  }
  row_block(rows);
}

namespace {

/// The rows of all KPIs in one replication of a point, then those of its targets by period.
std::string rows_in(const SweepReport& report,
                    const SweepOutcome& outcome,
                    const std::string& key,
                    std::size_t replication) {
  std::string rows;
  const auto add = [&](const KpiCell& cell, RatioSamples samples) {
    rows += key + std::to_string(replication) + kpi_columns(*cell.kpi, cell.stat, cell.labels) +
            cell_sample_columns(cell, samples, replication) + ',' +
            csv_field(unit_name(cell.kpi->unit, report.model.currency)) + '\n';
  };
  for (std::size_t kpi = 0; kpi < report.kpis.size(); ++kpi) {
    KpiCell cell;
    cell.kpi = report.kpis[kpi].row;
    cell.stat = report.kpis[kpi].stat;
    cell.labels = report.kpis[kpi].labels;
    add(cell, {outcome.samples[kpi].numerators, outcome.samples[kpi].denominators});
  }
  for (const SampledCell& one : outcome.periods) add(one.cell, {one.numerators, one.denominators});
  return rows;
}

}  // namespace

void sweep_replications_csv(const SweepReport& report,
                            const std::function<void(const std::string&)>& row_block) {
  std::string rows = point_header(report) + ",replication,kpi,stat,labels" +
                     std::string{sample_columns_header} + ",unit\n";
  for (std::size_t point = 0; point < report.outcomes.size(); ++point) {
    const SweepOutcome& outcome = report.outcomes[point];
    const std::string key = point_columns(report, point) + ',';
    for (std::size_t r = 0; r < outcome.replications; ++r) {
      rows += rows_in(report, outcome, key, r);
      if (rows.size() < block_bytes) continue;
      row_block(rows);
      rows.clear();
    }
  }
  row_block(rows);
}

}  // namespace tiersim
