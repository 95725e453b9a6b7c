#include "analysis/period_tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "analysis/figures.hpp"
#include "analysis/report_format.hpp"
#include "analysis/text_table.hpp"

namespace tiersim {
namespace {

constexpr std::size_t most_rows = 24;
constexpr std::size_t name_columns = 12;

using Row = std::vector<std::string>;

class PeriodTables {
 public:
  explicit PeriodTables(const Report& report)
      : report_{report}, periods_{periods_of(report.model, *report.by)} {
    const SlaId id = report.model.due_by;
    if (report.model.slas.size() > 0) sla_ = report.model.slas[id.exists() ? id : SlaId{0U}].name;
  }

  std::string write() {
    if (*report_.by == PeriodKind::month) {
      add_months();
      add_costs();
    } else {
      add_risk();
    }
    add_footnote();
    add_ages();
    return std::move(text_);
  }

 private:
  [[nodiscard]] Figure
  figure(std::string_view id, std::size_t period, const Labels& labels = {}, Stat stat = {}) const {
    return find_figure(report_, id, stat, labels, period);
  }
  [[nodiscard]] std::string text_of(const Figure& figure) const {
    return value_text(figure.estimate.value, figure.kpi->unit, report_.model.currency);
  }
  [[nodiscard]] std::string name_of(std::size_t period) const {
    return periods_[period].name + (periods_[period].is_whole ? "" : "*");
  }
  [[nodiscard]] static Labels by_sla(const std::string& name) { return {{Label::sla, name}}; }
  [[nodiscard]] std::string
  amount(std::string_view id, std::size_t period, const Labels& labels = {}) const {
    const auto value = figure(id, period, labels).estimate.value;
    return value ? grouped(*value, 0) : std::string{nothing_text};
  }

  /// The name of the SLA that is not the main one, where there is just one more.
  [[nodiscard]] std::string other_sla() const {
    if (report_.model.slas.size() != 2) return "";
    const std::string& first = report_.model.slas[SlaId{0U}].name;
    return first == sla_ ? report_.model.slas[SlaId{1U}].name : first;
  }

  void add_table(const TextTable& table, std::size_t rows) {
    text_ += '\n' + table.text(screen_columns);
    if (rows > most_rows)
      text_ += fmt::format("  and {} more (all with --json)\n", rows - most_rows);
  }

  /// By the share on time of the main SLA, the lowest first; in order of time where there is none.
  [[nodiscard]] std::vector<std::size_t> worst_first() const {
    std::vector<std::size_t> order(periods_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::vector<double> on_time;
    on_time.reserve(order.size());
    for (const std::size_t i : order) {
      on_time.push_back(figure("on_time", i, by_sla(sla_)).estimate.value.value_or(2));
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return on_time[i]; });
    return order;
  }

  void add_risk() {
    TextTable table;
    const std::string other = other_sla();
    Row header{fmt::format("By {}", to_text(*report_.by)), "tickets"};
    if (!sla_.empty()) {
      header.insert(header.end(), {"on time", "interval", "breaches"});
    }
    if (!other.empty()) header.push_back(shortened(other, name_columns));
    header.insert(header.end(), {"open", "past due"});
    table.may_go({header.size() - 3, header.size() - 1});  // the other SLA, or breaches; past due
    table.add(std::move(header));
    const std::vector<std::size_t> order = worst_first();
    for (std::size_t i = 0; i < std::min(order.size(), most_rows); ++i) {
      table.add(risk_row(order[i], other));
    }
    add_table(table, order.size());
    if (sla_.empty()) return;
    text_ += fmt::format("  Worst first, by the SLA {}. Open: at close of business.\n",
                         shortened(sla_, name_columns));
  }

  [[nodiscard]] Row risk_row(std::size_t period, const std::string& other) const {
    Row row{name_of(period), amount("tickets_opened", period)};
    if (!sla_.empty()) {
      const Figure on_time = figure("on_time", period, by_sla(sla_));
      row.insert(row.end(), {text_of(on_time), interval_text(on_time.estimate, Unit::share),
                             text_of(figure("sla_breaches", period, by_sla(sla_)))});
    }
    if (!other.empty()) row.push_back(text_of(figure("on_time", period, by_sla(other))));
    row.insert(row.end(),
               {text_of(figure("backlog", period)), text_of(figure("backlog_past_due", period))});
    return row;
  }

  void add_months() {
    TextTable table;
    Row header{"By month", "tickets", "FCR", has_incidents() ? "MTTR median" : "median time"};
    if (!sla_.empty()) header.emplace_back("on time");
    header.insert(header.end(), {"open", "occupancy", "FTE", "cost"});
    table.may_go({header.size() - 1, header.size() - 4});  // the cost is told below, and open too
    table.add(std::move(header));
    for (std::size_t i = 0; i < std::min(periods_.size(), most_rows); ++i) {
      table.add(month_row(i));
    }
    add_table(table, periods_.size());
    if (!sla_.empty()) {
      text_ += fmt::format("  On time: the SLA {}.\n", shortened(sla_, name_columns));
    }
    text_ += "  FTE: paid hours by those of the month's share of full-time weeks. Weekends,\n"
             "  holidays and cut weeks move it, and what one costs, though staff is the same.\n";
  }

  [[nodiscard]] bool has_incidents() const {
    return find_figure(report_, "mttr").estimate.value.has_value();
  }

  [[nodiscard]] Row month_row(std::size_t period) const {
    const std::string_view time = has_incidents() ? "mttr" : "fulfilment_time";
    Row row{name_of(period), amount("tickets_opened", period), text_of(figure("fcr", period)),
            text_of(figure(time, period, {}, Stat{0.5}))};
    if (!sla_.empty()) row.push_back(text_of(figure("on_time", period, by_sla(sla_))));
    row.insert(row.end(), {text_of(figure("backlog", period)), text_of(figure("occupancy", period)),
                           text_of(figure("fte", period)), amount("cost_total", period)});
    return row;
  }

  /// By month and tier, then what one FTE costs a month.
  void add_costs() {
    if (find_figure(report_, "cost_total").estimate.value.value_or(0) <= 0) return;
    TextTable table;
    Row header{"Cost, " + report_.model.currency};
    for (const ModelTier& tier : report_.model.tiers) {
      header.push_back(shortened(tier.name, name_columns));
    }
    header.insert(header.end(), {"all", "an FTE a month"});
    table.add(std::move(header));
    for (std::size_t i = 0; i < std::min(periods_.size(), most_rows); ++i) table.add(cost_row(i));
    add_table(table, periods_.size());
  }

  [[nodiscard]] Row cost_row(std::size_t period) const {
    Row row{name_of(period)};
    for (const ModelTier& tier : report_.model.tiers) {
      row.push_back(amount("cost_total", period, {{Label::tier, tier.name}}));
    }
    row.insert(row.end(), {amount("cost_total", period), amount("cost_per_fte_month", period)});
    return row;
  }

  void add_footnote() {
    const bool any = std::ranges::any_of(periods_, [](const Period& one) { return !one.is_whole; });
    if (any) text_ += "  * in part: cut by the measured window.\n";
  }

  /// Over the whole window.
  void add_ages() {
    TextTable table;
    Row header{"Open, by age"};
    for (const std::string& age : label_values(report_.model, Label::age)) header.push_back(age);
    header.insert(header.end(), {"past due", "mean age"});
    table.add(std::move(header));
    for (const ModelTier& tier : report_.model.tiers) {
      table.add(age_row(shortened(tier.name, name_columns), {{Label::tier, tier.name}}));
    }
    table.add(age_row("all", {}));
    text_ += '\n' + table.text(screen_columns);
  }

  [[nodiscard]] Row age_row(const std::string& name, const Labels& labels) const {
    Row row{name};
    for (const std::string& age : label_values(report_.model, Label::age)) {
      Labels with_age = labels;
      with_age.emplace_back(Label::age, age);
      row.push_back(text_of(find_figure(report_, "backlog", {}, with_age)));
    }
    row.insert(row.end(), {text_of(find_figure(report_, "backlog_past_due", {}, labels)),
                           text_of(find_figure(report_, "backlog_age", {}, labels))});
    return row;
  }

  const Report& report_;
  std::vector<Period> periods_;
  std::string sla_;  ///< the one whose risk is told: the resolution SLA, else the first
  std::string text_;
};

}  // namespace

std::string period_tables(const Report& report) {
  return report.by ? PeriodTables{report}.write() : "";
}

}  // namespace tiersim
