#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/figures.hpp"
#include "analysis/open_at_start.hpp"
#include "analysis/period_tables.hpp"
#include "analysis/report_chances.hpp"
#include "analysis/report_format.hpp"
#include "analysis/target_name.hpp"
#include "analysis/text_table.hpp"
#include "analysis/tier_heads.hpp"
#include "sim/text.hpp"
#include "tiersim/report.hpp"
#include "tiersim/warm_up.hpp"

namespace tiersim {
namespace {

constexpr std::size_t tier_columns = 16;
constexpr std::size_t priority_columns = 11;
constexpr std::size_t sla_columns = 11;
constexpr std::size_t most_slas_in_table = 2;
constexpr std::size_t most_customers = 20;
constexpr Stat p90_of_months{0.9};

std::string date_of(const Model& model, Instant t) {
  return date_text(std::chrono::floor<std::chrono::days>(model.clock.to_local(t)));
}

/// A length in minutes, hours, days or weeks, whichever suits; without the odd hour of a change of
/// clocks.
std::string length_text(Duration length) {
  constexpr double hours_per_day = 24;
  constexpr double days_per_week = 7;
  const double hours = in_hours(length);
  const double days = hours / hours_per_day;
  const auto text = [](double number, std::string_view unit) {
    std::string digits = grouped(number, 1);
    if (digits.ends_with(".0")) digits.resize(digits.size() - 2);
    return fmt::format("{} {}{}", digits, unit, digits == "1" ? "" : "s");
  };
  if (days >= 2 * days_per_week) return text(days / days_per_week, "week");
  if (days >= 1) return text(days, "day");
  return hours >= 1 ? text(hours, "hour") : text(hours * 60, "minute");
}

std::string title(const Report& report) {
  const Model& model = report.model;
  std::string period =
      fmt::format("{} from {}", length_text(model.end - Instant{}), date_of(model, Instant{}));
  if (model.window_from != Instant{} || model.window_to != model.end) {
    period += fmt::format(", counted: {} from {}", length_text(model.window_to - model.window_from),
                          date_of(model, model.window_from));
  }
  const WarmUp& warm_up = report.loaded.scenario.horizon.warm_up;
  if (warm_up.is_auto) period += fmt::format("; warm-up {}", to_text(warm_up));
  const std::size_t replications = report.results.replications();
  period += fmt::format("; {} {}", replications,
                        replications == 1 ? "replication" : "replications (counts: mean of one)");
  if (replications > 1) {
    period +=
        fmt::format(", {:.6g} % intervals", 100 * report.loaded.scenario.experiment.confidence);
  }
  period += fmt::format(", seed {}", model.seed);
  return shortened(model.name, screen_columns) + '\n' + wrapped(period, screen_columns, "  ") +
         '\n';
}

// ---- The figures a manager asks for first

/// How sure a value is: its interval, unless there is no steady value.
std::string certainty_text(const Estimate& estimate, Unit unit) {
  return estimate.growing ? "growing" : interval_text(estimate, unit);
}

/// A line of the first block: what, value, interval, remark.
class Headlines {
 public:
  explicit Headlines(const Report& report) : report_{report} {}

  void add(std::string_view title, const Figure& figure, std::string_view remark = "") {
    const Unit unit = figure.kpi->unit;
    const Estimate& estimate = figure.estimate;
    if (!estimate.value) return;
    const Shown value = shown(*estimate.value, unit, report_.model.currency);
    const std::string interval = certainty_text(estimate, unit);
    std::string line = fmt::format("  {:<26}{:>11} {:<4} {:<18} {}", title, value.number,
                                   value.unit, interval, remark);
    line.erase(line.find_last_not_of(' ') + 1);
    text_ += line + '\n';
  }
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  const Report& report_;
  std::string text_;
};

/// "12.3 still open", where any are.
std::string open_remark(const Report& report, std::string_view id) {
  const auto open = find_figure(report, id).estimate.value;
  return open.value_or(0) > 0 ? count_text(*open) + " still open" : "";
}

/// The other ways to reckon the mean time to resolve, where pending or reopening makes them differ.
void add_variants(const Report& report, Headlines& lines) {
  const auto mean = find_figure(report, "mttr").estimate.value;
  const Figure without_pending = find_figure(report, "mttr_without_pending");
  const Figure first = find_figure(report, "mttr_first");
  if (without_pending.estimate.value == mean && first.estimate.value == mean) return;
  lines.add("  mean, without pending", without_pending);
  lines.add("  mean, first resolution", first);
  lines.add("  mean, business time", find_figure(report, "mttr_business"));
}

void add_times(const Report& report, Headlines& lines) {
  const bool has_incidents = find_figure(report, "mttr").estimate.value.has_value();
  const std::string_view id = has_incidents ? "mttr" : "fulfilment_time";
  const std::string_view what = has_incidents ? "Time to resolve" : "Time to fulfil";
  lines.add(fmt::format("{}, median", what), find_figure(report, id, Stat{0.5}),
            has_incidents ? open_remark(report, "open_incidents") : "");
  lines.add("  mean", find_figure(report, id));
  lines.add("  p90", find_figure(report, id, Stat{0.9}));
  if (has_incidents) add_variants(report, lines);
}

/// "12.3 breaches"
std::string breaches_remark(double count) {
  const std::string number = count_text(count);
  return number + (number == "1" ? " breach" : " breaches");
}

/// "On time: resolution", "On time: L2 hours (OLA)".
std::string on_time_title(const ModelSla& sla) {
  constexpr std::size_t name_columns = 17;
  constexpr std::size_t type_columns = 6;
  switch (sla.type) {
    case ClockType::sla: break;
    case ClockType::ola: {
      return fmt::format("On time: {} (OLA)", shortened(sla.name, name_columns - type_columns));
    }
    case ClockType::uc: {
      return fmt::format("On time: {} (UC)", shortened(sla.name, name_columns - type_columns + 1));
    }
  }
  return fmt::format("On time: {}", shortened(sla.name, name_columns));
}

void add_slas(const Report& report, Headlines& lines) {
  for (const ModelSla& sla : report.model.slas) {
    const Labels labels{{Label::sla, sla.name}};
    const auto breaches = find_figure(report, "sla_breaches", {}, labels).estimate.value;
    lines.add(on_time_title(sla), find_figure(report, "on_time", {}, labels),
              breaches ? breaches_remark(*breaches) : "");
  }
}

bool has_penalties(const Model& model) {
  return std::ranges::any_of(model.slas, [](const ModelSla& sla) {
    return std::ranges::any_of(sla.terms, [](const ModelSla::Terms& terms) {
      return terms.penalty.minor + terms.penalty_per_hour.minor > 0;
    });
  });
}

/// What months are credited with, where that is agreed on.
void add_credits(const Report& report, Headlines& lines) {
  const Figure credits = find_figure(report, "service_credits");
  if (!credits.estimate.value) return;
  const auto chance = find_figure(report, "service_credit_chance").estimate.value;
  lines.add("Service credits a month", credits,
            fmt::format("in {} of months", value_text(chance, Unit::share, "")));
  lines.add("  p90", find_figure(report, "service_credits", p90_of_months));
}

/// "8.6 % past due", where any clock could be.
std::string past_due_remark(const Report& report) {
  const auto share = find_figure(report, "backlog_past_due").estimate.value;
  return share ? value_text(share, Unit::share, "") + " past due" : "";
}

std::string headlines(const Report& report) {
  Headlines lines{report};
  lines.add("First-contact resolution", find_figure(report, "fcr"));
  add_times(report, lines);
  add_slas(report, lines);
  if (find_figure(report, "cost_total").estimate.value.value_or(0) > 0) {
    lines.add("Cost a month", find_figure(report, "cost_per_month"));
    lines.add("Cost per ticket", find_figure(report, "cost_per_ticket"));
  }
  if (has_penalties(report.model)) {
    lines.add("Penalties a month", find_figure(report, "penalties_per_month"));
  }
  add_credits(report, lines);
  if (find_figure(report, "downtime_cost").estimate.value.value_or(0) > 0) {
    lines.add("Downtime a month", find_figure(report, "downtime_cost_per_month"));
  }
  lines.add("Open at close of business", find_figure(report, "backlog"), past_due_remark(report));
  return lines.text();
}

// ---- Tables

std::string short_value(const Figure& figure, const Report& report) {
  return value_text(figure.estimate.value, figure.kpi->unit, report.model.currency);
}

/// A length of time for a column: units of different length stand below each other.
std::string time_cell(const Figure& figure) {
  if (!figure.estimate.value) return fmt::format("{}    ", nothing_text);
  const Shown value = shown(*figure.estimate.value, Unit::duration, "");
  return fmt::format("{} {:<3}", value.number, value.unit);
}

std::string heads_text(double heads) {
  const bool whole = std::abs(heads - std::round(heads)) < 1e-6;
  return grouped(heads, whole ? 0 : 1);
}

std::string money_text(const Figure& figure) {
  return figure.estimate.value ? grouped(*figure.estimate.value, 0) : std::string{nothing_text};
}

std::string tier_table(const Report& report) {
  const bool costs = find_figure(report, "cost_total").estimate.value.value_or(0) > 0;
  TextTable table;
  table.add({"By tier", "entries", "escalated", "mean wait ", "occupancy", "heads", "FTE",
             costs ? fmt::format("{} a month", report.model.currency) : ""});
  for (std::uint32_t i = 0; i < report.model.tiers.size(); ++i) {
    const TierId id{i};
    const Labels labels{{Label::tier, report.model.tiers[id].name}};
    const Figure escalated = find_figure(report, "escalation_rate", {}, labels);
    const auto replications = static_cast<double>(report.results.replications());
    table.add(
        {shortened(report.model.tiers[id].name, tier_columns),
         grouped(escalated.estimate.n / replications, 0), short_value(escalated, report),
         time_cell(find_figure(report, "wait", {}, labels)),
         short_value(find_figure(report, "occupancy", {}, labels), report),
         heads_text(heads_at(report.model, report.layout, report.results.estimator.total(), id)),
         short_value(find_figure(report, "fte", {}, labels), report),
         costs ? money_text(find_figure(report, "cost_per_month", {}, labels)) : ""});
  }
  return table.text(screen_columns);
}

/// Tickets, times and clocks of those with a label.
std::vector<std::string>
label_row(const Report& report, const Labels& labels, const std::string& name) {
  const bool incidents = find_figure(report, "mttr").estimate.value.has_value();
  const std::string_view time = incidents ? "mttr" : "fulfilment_time";
  const auto opened = find_figure(report, "tickets_opened", {}, labels).estimate.value;
  std::vector<std::string> row{shortened(name, priority_columns), grouped(opened.value_or(0), 0),
                               time_cell(find_figure(report, time, Stat{0.5}, labels)),
                               time_cell(find_figure(report, time, Stat{0.9}, labels))};
  for (std::uint32_t i = 0; i < report.model.slas.size() && i < most_slas_in_table; ++i) {
    Labels by_sla = labels;
    by_sla.emplace_back(Label::sla, report.model.slas[SlaId{i}].name);
    row.push_back(short_value(find_figure(report, "on_time", {}, by_sla), report));
  }
  return row;
}

std::vector<std::string> label_header(const Report& report, const std::string& title) {
  const bool incidents = find_figure(report, "mttr").estimate.value.has_value();
  std::vector<std::string> header{title, "tickets", incidents ? "MTTR median" : "median time",
                                  "p90    "};
  for (std::uint32_t i = 0; i < report.model.slas.size() && i < most_slas_in_table; ++i) {
    header.push_back((i == 0 ? "on time: " : "") +
                     shortened(report.model.slas[SlaId{i}].name, sla_columns));
  }
  return header;
}

std::string priority_table(const Report& report) {
  const std::vector<std::string> priorities = label_values(report.model, Label::priority);
  if (priorities.size() == 1 && priorities.front() == no_label) return "";
  TextTable table;
  table.add(label_header(report, "By priority"));
  for (const std::string& priority : priorities) {
    table.add(label_row(report, {{Label::priority, priority}}, priority));
  }
  return "\n" + table.text();
}

std::vector<std::string>
customer_row(const Report& report, const std::string& customer, bool costs) {
  const Labels labels{{Label::customer, customer}};
  std::vector<std::string> row = label_row(report, labels, customer);
  row.insert(row.begin() + 2, short_value(find_figure(report, "fcr", {}, labels), report));
  if (costs) row.push_back(short_value(find_figure(report, "cost_per_ticket", {}, labels), report));
  return row;
}

std::string customer_table(const Report& report) {
  if (report.loaded.scenario.customers.empty()) return "";
  const bool costs = find_figure(report, "cost_total").estimate.value.value_or(0) > 0;
  TextTable table;
  std::vector<std::string> header = label_header(report, "By customer");
  header.insert(header.begin() + 2, "FCR");
  if (costs) header.emplace_back("a ticket");
  const std::size_t last = header.size() - 1;
  table.may_go({last, last - 1, 4});  // the cost, an SLA, the p90
  table.add(std::move(header));
  const std::vector<std::string> customers = label_values(report.model, Label::customer);
  const std::size_t rows = std::min(customers.size(), most_customers);
  for (std::size_t i = 0; i < rows; ++i) table.add(customer_row(report, customers[i], costs));
  const std::size_t left = customers.size() - rows;
  return "\n" + table.text(screen_columns) +
         (left > 0 ? fmt::format("  and {} more in summary.json\n", left) : "");
}

/// Below the table: which targets the scenario itself calls unreachable, and why.
std::string unreachable_lines(const Report& report) {
  std::string lines;
  for (const JudgedTarget& target : report.targets) {
    if (!target.target.unreachable) continue;
    const std::string line = fmt::format("  {} is marked as unreachable: {}", target_name(target),
                                         *target.target.unreachable);
    lines += wrapped(line, screen_columns, "    ") + '\n';
  }
  return lines;
}

/// "  met in months | >= 90% | 93.3 % | [..] | met": in how many periods a target holds.
std::vector<std::string> met_in_row(const JudgedTarget& target) {
  const std::optional<double> in = target.target.in;
  return {fmt::format("  by {}: {} worst; met in", to_text(*target.target.per),
                      target.cell.labels.empty() ? "" : target.cell.labels.back().second),
          in ? fmt::format(">= {}", percent_text(*in)) : "",
          value_text(target.met_in->value, Unit::share, ""),
          interval_text(*target.met_in, Unit::share),
          in ? std::string{to_text(target.verdict)} : ""};
}

std::string target_table(const Report& report) {
  if (report.targets.empty()) return "";
  TextTable table;
  table.add({"Targets", "is", "value", "interval", "verdict"});
  for (const JudgedTarget& target : report.targets) {
    const Unit unit = target.cell.kpi->unit;
    table.add({shortened(target_name(target), 28), target.target.written,
               value_text(target.estimate.value, unit, report.model.currency),
               certainty_text(target.estimate, unit),
               target.target.in ? "" : std::string{to_text(target.verdict)}});
    if (target.met_in) table.add(met_in_row(target));
  }
  return "\n" + table.text() + unreachable_lines(report);
}

std::string week_text(const Report& report) {
  return report.week != nullptr ? "\n" + week_report(report.model, *report.week) : "";
}

std::string attribution_text(const Report& report) {
  if (report.attribution == nullptr) return "";
  return attribution_report(report.model, *report.attribution);
}

// ---- The end of the page

std::string remarks(const Report& report) {
  std::string text;
  const Results& results = report.results;
  if (!results.precision.empty()) {
    text += "\n" + precision_report(results.precision, results.replications(), results.interrupted);
  }
  if (const std::string open = open_at_start_text(report.model); !open.empty()) {
    text += "\n" +
            wrapped("Open at the start: " + open +
                        ". They are worked on and in the backlog, but are not counted tickets.",
                    screen_columns, "  ") +
            '\n';
  }
  const std::vector<std::string> defaults = defaults_used(report);
  if (!defaults.empty()) {
    std::string line = "Defaults:";
    for (const std::string& one : defaults) line += " " + one + ";";
    line.back() = '.';
    text += "\n" + wrapped(line, screen_columns, "  ") + '\n';
  }
  std::string lines;
  for (const std::string& warning : warnings(report)) {
    lines +=
        wrapped("Warning: " + warning + (warning.ends_with('?') ? "" : "."), screen_columns, "  ") +
        '\n';
  }
  if (!lines.empty()) text += "\n" + lines;
  return text;
}

std::string last_line(const Report& report) {
  const std::string origin = fmt::format("\nSeed {}, tiersim {}, scenario {:016x},",
                                         report.model.seed, TIERSIM_VERSION, report.loaded.hash);
  const std::string fingerprint =
      fmt::format("fingerprint {:016x}\n", report.results.outcome().fingerprint);
  const bool fits = origin.size() + fingerprint.size() <= screen_columns;
  return origin + (fits ? " " : "\n  ") + fingerprint;
}

}  // namespace

std::string text_report(const Report& report) {
  return title(report) + '\n' + headlines(report) + '\n' + tier_table(report) +
         priority_table(report) + customer_table(report) + target_table(report) +
         chances_text(report) + period_tables(report) + week_text(report) +
         attribution_text(report) + remarks(report) + last_line(report);
}

}  // namespace tiersim
