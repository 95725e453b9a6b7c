// The cells of a report: KPIs by stat and labels.

#include <algorithm>
#include <utility>

#include "analysis/kpi_labels.hpp"
#include "analysis/kpi_terms.hpp"

namespace tiersim {

namespace {

/// More values than this of one label are left out of the report; targets may still name them.
constexpr std::size_t most_values_reported = 500;

/// What one unit of the numerator's measures counts for.
double weight_of(const Model& model, const KpiRow& row) {
  const auto window = static_cast<double>((model.window_to - model.window_from).count());
  constexpr double month = days_per_month * static_cast<double>(one_day.count());
  switch (row.per) {
    case KpiRow::Per::none: break;
    case KpiRow::Per::month: return row.weight * month / window;
    case KpiRow::Per::window: return row.weight / window;
  }
  if (row.numerator.section != Section::backlog_at_close) return row.weight;
  const auto inside = [&](Instant t) { return t >= model.window_from && t < model.window_to; };
  const auto closes = std::count_if(model.closes.begin(), model.closes.end(), inside);
  return closes > 0 ? row.weight / static_cast<double>(closes) : row.weight;
}

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) {
    if (!text.empty()) text += ", ";
    text += value;
  }
  return text;
}

/// The first thing that is wrong with the labels themselves; nothing when they are fine.
std::optional<CellProblem>
label_problem(const Model& model, const KpiRow& row, const Labels& labels) {
  for (const auto& [label, value] : labels) {
    const std::string name{to_text(label)};
    if (std::find(row.labels.begin(), row.labels.end(), label) == row.labels.end()) {
      std::vector<std::string> allowed;
      for (const Label one : row.labels) allowed.emplace_back(to_text(one));
      std::string what = "KPI '";
      what += row.id;
      what += "' has no label '" + name + "'";
      return CellProblem{std::move(what), "it has: " + joined(allowed)};
    }
    const std::vector<std::string> values = label_values(model, label);
    const bool is_unworked = value == no_label && (label == Label::tier || label == Label::group);
    if (!is_unworked && std::find(values.begin(), values.end(), value) == values.end()) {
      std::string what = "there is no ";
      what += name;
      what += " '" + value + "'";
      return CellProblem{std::move(what), values.empty() ? "" : "there are: " + joined(values)};
    }
  }
  return std::nullopt;
}

/// What the cells of a row have in common: nothing; those of clocks are for one SLA each, and
/// penalties, which are money whatever the clock, are summed over the SLAs too.
std::vector<Labels> label_bases(const Model& model, const KpiRow& row) {
  if (std::find(row.labels.begin(), row.labels.end(), Label::sla) == row.labels.end()) {
    return {Labels{}};
  }
  std::vector<Labels> bases;
  if (row.numerator.section == Section::penalties && !model.slas.empty()) bases.emplace_back();
  for (const ModelSla& sla : model.slas) bases.push_back({{Label::sla, sla.name}});
  return bases;
}

/// The values by which a label is reported; none where that says nothing, or too much.
std::vector<std::string> reported_values(const Model& model, Label label) {
  if (label == Label::sla) return {};
  std::vector<std::string> values = label_values(model, label);
  const bool says_nothing = values.size() == 1 && values.front() == no_label;
  if (says_nothing || values.size() > most_values_reported) return {};
  return values;
}

void add_each_with(const std::vector<Labels>& bases,
                   const Labels::value_type& label,
                   std::vector<Labels>& result) {
  for (Labels labels : bases) {
    labels.push_back(label);
    result.push_back(std::move(labels));
  }
}

/// The label sets of a row's cells: the bases, and each with each value of each label.
std::vector<Labels> reported_labels(const Model& model, const KpiRow& row) {
  const std::vector<Labels> bases = label_bases(model, row);
  std::vector<Labels> result = bases;
  for (const Label label : row.labels) {
    for (const std::string& value : reported_values(model, label)) {
      add_each_with(bases, {label, value}, result);
    }
  }
  return result;
}

}  // namespace

std::optional<KpiCell> make_cell(const Model& model,
                                 const MeasureLayout& layout,
                                 const KpiRow& row,
                                 Stat stat,
                                 Labels labels,
                                 CellProblem* problem) {
  const auto refuse = [&](CellProblem why) {
    if (problem) *problem = std::move(why);
    return std::nullopt;
  };
  std::sort(labels.begin(), labels.end());
  if (auto wrong = label_problem(model, row, labels)) return refuse(std::move(*wrong));
  if (stat.quantile != 0 && !row.quantiles) {
    return refuse({"KPI '" + std::string{row.id} + "' has no quantiles", "leave out `stat`"});
  }
  KpiCell cell{&row, stat, labels, {}, {}, {}};
  const CellPlace place{model, layout, cell.labels};
  auto numerator = terms_of(row.numerator, place, weight_of(model, row));
  auto denominator = terms_of(row.denominator, place, 1);
  if (!numerator || !denominator) {
    return refuse({"the labels do not go together for KPI '" + std::string{row.id} + "'",
                   "leave out the labels of people, or those of tickets"});
  }
  cell.numerator = std::move(*numerator);
  cell.denominator = std::move(*denominator);
  if (stat.quantile != 0) {
    auto histograms = histograms_of(*row.quantiles, place);
    if (!histograms) {
      return refuse({"quantiles of '" + std::string{row.id} + "' are not kept by these labels",
                     "ask for the mean, or for fewer labels"});
    }
    cell.histograms = std::move(*histograms);
  }
  return cell;
}

std::vector<KpiCell> report_cells(const Model& model, const MeasureLayout& layout) {
  std::vector<KpiCell> cells;
  const auto add_stats = [&](const KpiRow& row, const Labels& labels) {
    for (const Stat stat : row.stats) {
      if (auto cell = make_cell(model, layout, row, stat, labels)) cells.push_back(*cell);
    }
  };
  for (const KpiRow& row : kpi_table()) {
    for (const Labels& labels : reported_labels(model, row)) add_stats(row, labels);
  }
  return cells;
}

}  // namespace tiersim
