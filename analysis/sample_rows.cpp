#include "analysis/sample_rows.hpp"

#include <charconv>

#include "analysis/csv_field.hpp"
#include "analysis/report_format.hpp"

namespace tiersim {

std::string label_columns_header(std::span<const Label> labels) {
  std::string names;
  for (const Label label : labels) names += "," + std::string{to_text(label)};
  return names;
}

std::string cell_columns(const KpiCell& cell, std::span<const Label> labels) {
  std::string columns{cell.kpi->id};
  columns += ',';
  columns += to_text(cell.stat);
  for (const Label label : labels) {
    columns += ',';
    for (const auto& [own, value] : cell.labels) {
      if (own == label) columns += csv_field(value);
    }
  }
  return columns;
}

std::string
cell_sample_columns(const KpiCell& cell, RatioSamples samples, std::size_t replication) {
  const Unit unit = cell.kpi->unit;
  const double numerator = samples.numerator[replication];
  const double denominator = samples.denominator[replication];
  const bool is_ratio = cell.kpi->form != Form::total && cell.stat.quantile == 0;
  std::string columns{','};
  if (denominator != 0) {
    columns += exact_text(in_unit(is_ratio ? numerator / denominator : numerator, unit));
  }
  return columns + ',' + exact_text(in_unit(numerator, unit)) + ',' + exact_text(denominator);
}

std::string exact_text(double number) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number + 0.0);
  return {buffer.data(), end.ptr};
}

}  // namespace tiersim
