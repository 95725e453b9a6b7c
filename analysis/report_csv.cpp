#include <array>
#include <charconv>
#include <string>

#include "analysis/csv_field.hpp"
#include "analysis/output_folder.hpp"
#include "analysis/report_chances.hpp"
#include "analysis/report_format.hpp"
#include "tiersim/report.hpp"

namespace tiersim {
namespace {

constexpr std::array<Label, 9> label_columns = {Label::priority, Label::type,     Label::kind,
                                                Label::channel,  Label::customer, Label::tier,
                                                Label::group,    Label::sla,      Label::age};

std::string label_header() {
  std::string names;
  for (const Label label : label_columns) names += "," + std::string{to_text(label)};
  return names;
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

/// Appends value, ends of the interval and n.
void put_estimate(std::string& rows, const Estimate& estimate, Unit unit) {
  const auto put = [&](std::optional<double> value) {
    rows += ',';
    if (value) rows += exact(in_unit(*value, unit));
  };
  put(estimate.value);
  put(estimate.interval ? std::optional{estimate.interval->low} : std::nullopt);
  put(estimate.interval ? std::optional{estimate.interval->high} : std::nullopt);
  rows += ',';
  rows += exact(estimate.n);
}

}  // namespace

void replications_csv(const Report& report,
                      const std::function<void(const std::string&)>& row_block) {
  const Estimator& estimator = report.results.estimator;
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < report.cells; ++i) keys.push_back(key_columns(estimator.cells()[i]));
  std::string rows = "replication,kpi,stat" + label_header() + ",value,unit\n";
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

void periods_csv(const Report& report, const std::function<void(const std::string&)>& row_block) {
  const std::vector<KpiCell>& cells = report.results.estimator.cells();
  std::string rows = "period,whole,kpi,stat" + label_header() + ",value,low,high,n,unit\n";
  std::size_t at = report.cells;
  for (const Period& period : periods_of(report.model, *report.by)) {
    for (std::size_t i = 0; i < report.cells; ++i, ++at) {
      rows += period.name;
      rows += period.is_whole ? ",true," : ",false,";
      rows += key_columns(cells[at]);
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
  std::string rows = "kpi,stat" + label_header() + ",period,replication,value,twin,unit\n";
  for (std::size_t i = 0; i < twins.cells().size(); ++i) {
    const KpiCell& cell = twins.cells()[i];
    const Unit unit = cell.kpi->unit;
    const auto column = [&](const std::optional<double>& value) {
      return value ? ',' + exact(in_unit(*value, unit)) : std::string{','};
    };
    for (std::size_t r = 0; r < twins.replications(); ++r) {
      rows += key_columns(cell) + ',' + period_of(cell) + ',' + std::to_string(r);
      rows += column(own.value_in(before + i, r)) + column(twins.value_in(i, r));
      rows += ',' + unit_name(unit, report.model.currency) + '\n';
    }
    row_block(rows);
    rows.clear();
  }
  row_block(rows);
}

}  // namespace tiersim
