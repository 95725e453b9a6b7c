#include <array>
#include <charconv>
#include <string>

#include "analysis/csv_field.hpp"
#include "analysis/report_format.hpp"
#include "tiersim/report.hpp"

namespace tiersim {
namespace {

constexpr std::array<Label, 8> label_columns = {Label::priority, Label::type,     Label::kind,
                                                Label::channel,  Label::customer, Label::tier,
                                                Label::group,    Label::sla};
constexpr std::size_t block_bytes = 1U << 16U;

std::string header() {
  std::string row = "replication,kpi,stat";
  for (const Label label : label_columns) row += "," + std::string{to_text(label)};
  return row + ",value,unit\n";
}

/// The columns of a cell that are the same in each replication: KPI, stat and labels.
std::string key_columns(const KpiCell& cell) {
  std::string columns{cell.kpi->id};
  columns += ',';
  columns += to_text(cell.stat);
  for (const Label label : label_columns) {
    columns += ',';
    for (const auto& [own, value] : cell.labels) {
      if (own == label) columns += csv_field(value);
    }
  }
  return columns;
}

/// The shortest text that is read again as the same number.
std::string exact(double number) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number + 0.0);
  return {buffer.data(), end.ptr};
}

}  // namespace

void replications_csv(const Report& report,
                      const std::function<void(const std::string&)>& row_block) {
  const Estimator& estimator = report.results.estimator;
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < report.cells; ++i) keys.push_back(key_columns(estimator.cells()[i]));
  std::string rows = header();
  for (std::size_t r = 0; r < estimator.replications(); ++r) {
    for (std::size_t i = 0; i < report.cells; ++i) {
      const Unit unit = estimator.cells()[i].kpi->unit;
      const std::optional<double> value = estimator.value_in(i, r);
      rows += std::to_string(r);
      rows += ',';
      rows += keys[i];
      rows += ',';
      if (value) rows += exact(in_unit(*value, unit));
      rows += ',';
      rows += unit_name(unit, report.model.currency);
      rows += '\n';
    }
    if (rows.size() < block_bytes) continue;
    row_block(rows);
    rows.clear();
  }
  row_block(rows);
}

}  // namespace tiersim
