// The points of a sweep as CSV.

#include <array>
#include <charconv>

#include "analysis/csv_field.hpp"
#include "analysis/output_folder.hpp"
#include "analysis/report_format.hpp"
#include "analysis/sweep_report.hpp"

namespace tiersim {
namespace {

/// The shortest text that is read again as the same number.
std::string exact_number(double number) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number + 0.0);
  return {buffer.data(), end.ptr};
}

std::string exact_or_empty(const std::optional<double>& value, Unit unit) {
  return value ? exact_number(in_unit(*value, unit)) : "";
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

std::string kpi_columns(const SweepKpi& kpi) {
  std::string labels;
  for (const auto& [label, value] : kpi.labels) {
    if (!labels.empty()) labels += ' ';
    labels += std::string{to_text(label)} + '=' + value;
  }
  return ',' + std::string{kpi.row->id} + ',' + to_text(kpi.stat) + ',' + csv_field(labels);
}

/// "yes", "knee" or empty.
std::string frontier_mark(const CostCurve& curve, std::size_t point) {
  for (std::size_t i = 0; i < curve.frontier.size(); ++i) {
    if (curve.frontier[i] != point) continue;
    return curve.knee == i ? "knee" : "yes";
  }
  return "";
}

std::string estimate_columns(const Estimate& estimate, Unit unit) {
  const auto& interval = estimate.interval;
  return ',' + exact_or_empty(estimate.value, unit) + ',' +
         exact_or_empty(interval ? std::optional{interval->low} : std::nullopt, unit) + ',' +
         exact_or_empty(interval ? std::optional{interval->high} : std::nullopt, unit) + ',' +
         exact_number(estimate.n) + (estimate.growing ? ",true" : ",false");
}

/// Numerator, denominator and value in one replication.
std::string sample_columns(const SweepSamples& samples, const SweepKpi& kpi, std::size_t r) {
  const double numerator = samples.numerators[r];
  const double denominator = samples.denominators[r];
  const Unit unit = kpi.row->unit;
  std::optional<double> value;
  const bool is_value = kpi.row->form == Form::total || kpi.stat.quantile > 0;
  if (denominator != 0) value = is_value ? numerator : numerator / denominator;
  return ',' + exact_number(in_unit(numerator, unit)) + ',' + exact_number(denominator) + ',' +
         exact_or_empty(value, unit);
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

/// The rows of all KPIs in one replication of a point.
std::string rows_in(const SweepReport& report,
                    const SweepOutcome& outcome,
                    const std::string& key,
                    std::size_t replication) {
  std::string rows;
  for (std::size_t kpi = 0; kpi < report.kpis.size(); ++kpi) {
    const SweepKpi& own = report.kpis[kpi];
    rows += key + std::to_string(replication) + kpi_columns(own) +
            sample_columns(outcome.samples[kpi], own, replication) + ',' +
            csv_field(unit_name(own.row->unit, report.model.currency)) + '\n';
  }
  return rows;
}

}  // namespace

void sweep_replications_csv(const SweepReport& report,
                            const std::function<void(const std::string&)>& row_block) {
  std::string rows =
      point_header(report) + ",replication,kpi,stat,labels,numerator,denominator,value,unit\n";
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
