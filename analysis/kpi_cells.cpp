// The cells of a report: KPIs by stat and labels.

#include <algorithm>
#include <utility>

#include "analysis/kpi_labels.hpp"
#include "analysis/kpi_terms.hpp"

namespace tiersim {

namespace {

/// More values than this of one label are left out of the report; targets may still name them.
constexpr std::size_t most_values_reported = 500;
constexpr std::size_t most_values_listed = 24;

double closes_in(const Model& model, Window window) {
  const auto is_inside = [&](Instant t) { return window.contains(t); };
  return static_cast<double>(std::count_if(model.closes.begin(), model.closes.end(), is_inside));
}

/// What one unit of the numerator's measures counts for in a window; 0 where it says nothing.
double weight_of(const Model& model, const KpiRow& row, Window window) {
  const auto length = static_cast<double>((window.to - window.from).count());
  const auto full_time = static_cast<double>(model.full_time.count());
  const Duration business_day = model.business_days[model.fcr_calendar.index()];
  constexpr double month = days_per_month * static_cast<double>(one_day.count());
  switch (row.per) {
    case KpiRow::Per::none: break;
    case KpiRow::Per::month: return row.weight * month / length;
    case KpiRow::Per::window: return row.weight / length;
    case KpiRow::Per::full_time: return row.weight / (full_time * weeks_of(model, window));
    case KpiRow::Per::fte_month: return row.weight * full_time * days_per_month / 7;
    case KpiRow::Per::business_day:
      return row.weight / static_cast<double>(std::max(business_day, Duration{1}).count());
    case KpiRow::Per::close: {
      const double closes = closes_in(model, window);
      return closes > 0 ? row.weight / closes : 0;
    }
  }
  return row.weight;
}

std::string list_of(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) {
    if (!text.empty()) text += ", ";
    text += value;
  }
  return text;
}

/// All values, or the first and the last of many.
std::string listed(const std::vector<std::string>& values) {
  if (values.empty()) return "";
  if (values.size() <= most_values_listed) return "there are: " + list_of(values);
  return "there are: " + values.front() + " to " + values.back();
}

/// The first thing that is wrong with the labels themselves; nothing when they are fine.
std::optional<CellProblem>
label_problem(const Model& model, const KpiRow& row, const Labels& labels) {
  for (const auto& [label, value] : labels) {
    const std::string name{to_text(label)};
    const std::vector<Label> own = labels_of(row);
    if (std::find(own.begin(), own.end(), label) == own.end()) {
      std::vector<std::string> allowed;
      allowed.reserve(own.size());
      for (const Label one : own) allowed.emplace_back(to_text(one));
      std::string what = "KPI '";
      what += row.id;
      what += "' has no label '" + name + "'";
      return CellProblem{std::move(what), "it has: " + list_of(allowed)};
    }
    const bool is_unworked = value == no_label && (label == Label::tier || label == Label::group);
    if (!is_unworked && !has_value(model, label, value)) {
      std::string what = "there is no ";
      what += name;
      what += " '" + value + "'";
      return CellProblem{std::move(what), listed(label_values(model, label))};
    }
  }
  return std::nullopt;
}

/// What the cells of a row have in common: nothing, or an age; those of clocks are for one SLA
/// each; penalties and credits, which are money whatever the clock, are summed over the SLAs too.
std::vector<Labels> label_bases(const Model& model, const KpiRow& row) {
  const auto has = [&](Label label) {
    return std::find(row.labels.begin(), row.labels.end(), label) != row.labels.end();
  };
  std::vector<Labels> bases;
  if (!has(Label::sla)) {
    bases.emplace_back();
    if (!has(Label::age)) return bases;
    for (const std::string& age : label_values(model, Label::age)) {
      bases.push_back({{Label::age, age}});
    }
    return bases;
  }
  const bool is_money =
      row.numerator.section == Section::penalties || row.numerator.section == Section::credits;
  if (is_money && !model.slas.empty()) bases.emplace_back();
  for (const ModelSla& sla : model.slas) bases.push_back({{Label::sla, sla.name}});
  return bases;
}

/// The values by which a label is reported; none where that says nothing, or too much.
std::vector<std::string> reported_values(const Model& model, Label label) {
  if (label == Label::sla || label == Label::age) return {};
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

/// Has the numerator count for what it does in a window.
void weigh(const Model& model, Window window, KpiCell& cell) {
  const double weight = weight_of(model, *cell.kpi, window);
  cell.numerator.weight = weight;
  if (cell.kpi->form == Form::total) cell.denominator.constant = weight == 0 ? 0 : 1;
}

/// Takes the label of a period out of the labels. \return it; the first, where there are several.
std::optional<Labels::value_type> take_period(Labels& labels) {
  const auto found = std::find_if(labels.begin(), labels.end(),
                                  [](const auto& label) { return period_kind(label.first); });
  if (found == labels.end()) return std::nullopt;
  const Labels::value_type label = *found;
  labels.erase(found);
  return label;
}

/// The period of that name, which exists.
Period find_period(const Model& model, const Labels::value_type& label) {
  const std::vector<Period> periods = periods_of(model, period_kind(label.first).value());
  return *std::find_if(periods.begin(), periods.end(),
                       [&](const Period& period) { return period.name == label.second; });
}

}  // namespace

std::vector<Label> labels_of(const KpiRow& row) {
  std::vector<Label> labels = row.labels;
  if (!row.of_targets) labels.insert(labels.end(), {Label::day, Label::week, Label::month});
  return labels;
}

KpiCell in_period(const Model& model, KpiCell cell, Label label, const Period& period) {
  cell.labels.emplace_back(label, period.name);
  std::sort(cell.labels.begin(), cell.labels.end());
  cell.window = period.window;
  weigh(model, period.window, cell);
  return cell;
}

std::optional<CellProblem> cell_problem(
    const Model& model, const MeasureLayout& layout, const KpiRow& row, Stat stat, Labels labels) {
  const std::string kpi = "KPI '" + std::string{row.id} + "'";
  if (row.of_targets) {
    return CellProblem{kpi + " is told of targets with `per`",
                       "write `per: month` beside the target of another KPI"};
  }
  std::sort(labels.begin(), labels.end());
  if (auto wrong = label_problem(model, row, labels)) return wrong;
  if (take_period(labels) && take_period(labels)) {
    return CellProblem{"there are labels of two periods", "leave out one"};
  }
  if (stat.quantile != 0 && !has_quantiles(row)) {
    return CellProblem{kpi + " has no quantiles", "leave out `stat`"};
  }
  if (!go_together(labels, row.numerator.section) ||
      !go_together(labels, row.denominator.section)) {
    return CellProblem{"the labels do not go together for " + kpi,
                       "leave out the labels of people, or those of tickets"};
  }
  if (stat.quantile != 0 && !row.of_months &&
      !histograms_of(*row.quantiles, {model, layout, labels})) {
    return CellProblem{"quantiles of '" + std::string{row.id} + "' are not kept by these labels",
                       "ask for the mean, or for fewer labels"};
  }
  return std::nullopt;
}

std::optional<KpiCell> make_cell(const Model& model,
                                 const MeasureLayout& layout,
                                 const KpiRow& row,
                                 Stat stat,
                                 Labels labels,
                                 CellProblem* problem) {
  if (auto wrong = cell_problem(model, layout, row, stat, labels)) {
    if (problem) *problem = std::move(*wrong);
    return std::nullopt;
  }
  std::sort(labels.begin(), labels.end());
  const std::optional<Labels::value_type> period = take_period(labels);
  KpiCell cell{&row, stat, labels, {}, {}, {}};
  const CellPlace place{model, layout, cell.labels};
  cell.numerator = terms_of(row.numerator, place);
  cell.denominator = terms_of(row.denominator, place);
  weigh(model, measured_window(model), cell);
  if (stat.quantile != 0 && row.of_months) {
    cell.credits = credits_row(place);
  } else if (stat.quantile != 0) {
    cell.histograms = histograms_of(*row.quantiles, place).value();
  }
  if (period) return in_period(model, std::move(cell), period->first, find_period(model, *period));
  return cell;
}

std::vector<KpiCell> report_cells(const Model& model, const MeasureLayout& layout) {
  std::vector<KpiCell> cells;
  const auto add_stats = [&](const KpiRow& row, const Labels& labels) {
    for (const Stat stat : row.stats) {
      auto cell = make_cell(model, layout, row, stat, labels);
      if (cell) cells.push_back(std::move(*cell));
    }
  };
  for (const KpiRow& row : kpi_table()) {
    for (const Labels& labels : reported_labels(model, row)) add_stats(row, labels);
  }
  return cells;
}

std::vector<KpiCell>
period_cells(const Model& model, const std::vector<KpiCell>& cells, PeriodKind kind) {
  const std::vector<Period> periods = periods_of(model, kind);
  std::vector<KpiCell> result;
  result.reserve(periods.size() * cells.size());
  for (const Period& period : periods) {
    for (const KpiCell& cell : cells) {
      result.push_back(in_period(model, cell, label_of(kind), period));
    }
  }
  return result;
}

}  // namespace tiersim
