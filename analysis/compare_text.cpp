// A comparison of plans as text of 80 columns.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/compare_format.hpp"
#include "analysis/report_format.hpp"
#include "analysis/target_name.hpp"
#include "analysis/text_table.hpp"
#include "sim/text.hpp"
#include "tiersim/compare.hpp"

namespace tiersim {
namespace {

constexpr std::size_t compared_title_columns = 26;
constexpr double months_a_year = 12;

std::string plan_paragraph(std::string_view text) {
  return wrapped(text, screen_columns, "  ") + '\n';
}

std::string opening(const PlanComparison& comparison) {
  const ComparedPlan& base = comparison.plans.front();
  std::string text = shortened(base.model.name, screen_columns) + '\n';
  const std::string date =
      date_text(std::chrono::floor<std::chrono::days>(base.model.clock.to_local(Instant{})));
  text += plan_paragraph(fmt::format(
      "  The base and {} {}, from {}; {} replications on common random numbers, seed {}. The "
      "intervals of all {} differences hold together with {:.6g} % confidence (each with {:.4g} "
      "%).",
      comparison.plans.size() - 1, comparison.plans.size() == 2 ? "plan" : "plans", date,
      comparison.replications, base.model.seed, comparison.differences, 100 * comparison.confidence,
      100 * comparison.level));
  return text;
}

// ---- One plan beside the base

/// A plan with its place among all.
struct Beside {
  const PlanComparison& comparison;
  std::size_t plan;

  [[nodiscard]] const std::string& currency() const {
    return comparison.plans.front().model.currency;
  }
  [[nodiscard]] bool is_significant(const ComparedKpi& kpi) const {
    return kpi.is_shown && kpi.from_base[plan] && kpi.from_base[plan]->is_significant();
  }
};

/// "cost +18,200 EUR a month, +218,000 a year".
std::string in_words(const Beside& beside, const ComparedKpi& kpi, std::string_view what) {
  const PairedDifference& found = *kpi.from_base[beside.plan];
  const Unit unit = kpi.cell.kpi->unit;
  std::string text =
      fmt::format("{} {}", what, difference_text(found.difference, unit, beside.currency()));
  if (kpi.cell.kpi->id.ends_with("_per_month")) text += " a month";
  const std::string interval = difference_interval_text(found, unit);
  if (interval.starts_with('[')) text += ' ' + interval;
  if (kpi.cell.kpi->id == "cost_per_month") {
    const double year = found.difference * months_a_year;
    text += fmt::format(", {}{} a year", year > 0 ? "+" : "", grouped(year, 0));
  }
  return text;
}

/// What a manager is told first: what differs for sure, of the few figures that are asked for.
std::string summary(const Beside& beside) {
  std::string list;
  for (const ComparedKpi& kpi : beside.comparison.kpis) {
    const std::string_view id = kpi.cell.kpi->id;
    const bool is_breach = id == "sla_breach_rate" && kpi.cell.labels.size() == 1;
    const bool is_overall = kpi.cell.labels.empty() && kpi.cell.stat.quantile != 0.9;
    const bool is_told =
        is_breach || (is_overall && (id == "fcr" || id == "mttr" || id == "cost_per_month"));
    if (!is_told || !beside.is_significant(kpi)) continue;
    std::string what{id == "fcr" ? "FCR" : id == "mttr" ? "median time to resolve" : "cost"};
    if (is_breach) what = fmt::format("SLA breaches ({})", kpi.cell.labels.front().second);
    list += fmt::format("{}{}", list.empty() ? "" : ", ", in_words(beside, kpi, what));
  }
  if (list.empty()) list = "none of the first figures differs significantly";
  list.front() = list.starts_with("median") || list.starts_with("cost") || list.starts_with("none")
                     ? static_cast<char>(list.front() - 'a' + 'A')
                     : list.front();
  return plan_paragraph("  " + list + ".");
}

/// As in a column: "-3.1 pp".
std::string difference_cell(const PairedDifference& found, Unit unit, std::string_view currency) {
  std::string text = difference_text(found.difference, unit, currency);
  constexpr std::string_view points = "points";
  if (text.ends_with(points)) text.replace(text.size() - points.size(), points.size(), "pp");
  return text;
}

/// The interval, unless it is not to be trusted.
std::string certainty_cell(const PairedDifference& found, Unit unit) {
  if (!found.is_too_few()) return difference_interval_text(found, unit);
  return fmt::format("too few: {} of {}", found.told_by, found.of);
}

std::string difference_table(const Beside& beside) {
  TextTable table;
  table.add({"", "base", plan_label(beside.plan), "difference", "interval"});
  for (const ComparedKpi& kpi : beside.comparison.kpis) {
    if (!kpi.is_shown) continue;
    const Unit unit = kpi.cell.kpi->unit;
    const auto& found = kpi.from_base[beside.plan];
    table.add({shortened(kpi_title(kpi.cell), compared_title_columns),
               value_text(kpi.estimates.front().value, unit, beside.currency()),
               value_text(kpi.estimates[beside.plan].value, unit, beside.currency()),
               found ? difference_cell(*found, unit, beside.currency()) : std::string{nothing_text},
               found ? certainty_cell(*found, unit) : ""});
  }
  return table.text(screen_columns);
}

/// What cannot be told from chance, by name.
class Untold {
 public:
  void add(const ComparedKpi& kpi, const PairedDifference& found) {
    if (found.is_significant()) return;
    const bool is_exact = found.interval && found.interval->half_width() == 0;
    if (is_exact && !found.is_too_few()) return;  // none, for sure
    std::string& to = found.is_too_few() ? too_few_ : found.interval ? list_ : without_;
    to += fmt::format("{}{}", to.empty() ? "" : "; ", kpi_title(kpi.cell));
  }
  [[nodiscard]] std::string text() const {
    std::string text;
    if (!list_.empty()) text += plan_paragraph(fmt::format("  Not significant: {}.", list_));
    if (!without_.empty()) {
      text += plan_paragraph(fmt::format("  Without an interval: {}.", without_));
    }
    if (too_few_.empty()) return text;
    return text + plan_paragraph(fmt::format(
                      "  Too few: {}. In so few replications do the plans differ, or was anything "
                      "seen, that no interval is to be trusted; use more replications.",
                      too_few_));
  }

 private:
  std::string list_;
  std::string without_;
  std::string too_few_;
};

std::string not_significant(const Beside& beside) {
  Untold untold;
  for (const ComparedKpi& kpi : beside.comparison.kpis) {
    const auto& found = kpi.from_base[beside.plan];
    if (kpi.is_shown && found) untold.add(kpi, *found);
  }
  return untold.text();
}

std::string heads_number(double heads) {
  return grouped(heads, std::abs(heads - std::round(heads)) < 1e-6 ? 0 : 1);
}

/// "L1 17 -> 18 (680 -> 720 paid hours a week)".
std::string tier_change(const ComparedTier& tier, std::size_t plan) {
  const auto heads = [&](std::size_t i) {
    return tier.heads[i] ? heads_number(*tier.heads[i]) : std::string{"no tier"};
  };
  const auto hours = [&](std::size_t i) { return grouped(tier.hours[i].value_or(0), 0); };
  if (heads(0) == heads(plan) && hours(0) == hours(plan)) {
    return fmt::format("{} {}", tier.name, heads(0));
  }
  return fmt::format("{} {} -> {} ({} -> {} paid hours a week)", tier.name, heads(0), heads(plan),
                     hours(0), hours(plan));
}

std::string people(const Beside& beside) {
  std::string list;
  for (const ComparedTier& tier : beside.comparison.tiers) {
    list += fmt::format("{}{}", list.empty() ? "" : ", ", tier_change(tier, beside.plan));
  }
  return plan_paragraph(fmt::format("  Heads: {}.", list));
}

/// "4.1", "1,382".
std::string ratio_text(double ratio) {
  constexpr double many = 100;
  return grouped(ratio, ratio < many ? 1 : 0);
}

/// What common random numbers were worth.
std::string variance_line(const Beside& beside) {
  std::vector<double> ratios;
  for (const ComparedKpi& kpi : beside.comparison.kpis) {
    const auto& found = kpi.from_base[beside.plan];
    if (kpi.is_shown && found && found->variance_ratio) ratios.push_back(*found->variance_ratio);
  }
  if (ratios.empty()) return "";
  std::ranges::sort(ratios);
  return plan_paragraph(fmt::format(
      "  Variance of these differences if replications were independent, divided by what it is: {} "
      "in the middle ({} to {}).",
      ratio_text(ratios[ratios.size() / 2]), ratio_text(ratios.front()),
      ratio_text(ratios.back())));
}

std::string plan_section(const Beside& beside) {
  const ComparedPlan& plan = beside.comparison.plans[beside.plan];
  const std::string& why = beside.comparison.why[beside.plan];
  std::string text = fmt::format("\n{}: {}{}\n", plan_label(beside.plan), plan.name,
                                 plan.given == plan.name ? "" : fmt::format(" ({})", plan.given));
  text += summary(beside);
  if (!why.empty()) text += plan_paragraph(fmt::format("  Why: {}.", why));
  return text + people(beside) + '\n' + difference_table(beside) + not_significant(beside) +
         variance_line(beside);
}

// ---- All plans

/// "  holds in a month", or "  holds in the horizon".
std::string holds_in(const TargetChance& chance) {
  return fmt::format("  holds in {} {}", chance.per ? "a" : "the", period_text(chance));
}

std::string targets_section(const PlanComparison& comparison) {
  const std::vector<JudgedTarget>& of_base = comparison.targets.front();
  if (of_base.empty()) return "";
  TextTable table;
  std::vector<std::string> header{"Targets", "is"};
  for (std::size_t i = 0; i < comparison.plans.size(); ++i) header.push_back(plan_label(i));
  table.add(std::move(header));
  for (std::size_t t = 0; t < of_base.size(); ++t) {
    std::vector<std::string> row{shortened(target_name(of_base[t]), 28), of_base[t].target.written};
    std::vector<std::string> chance{holds_in(comparison.chances.front()[t]), ""};
    for (std::size_t plan = 0; plan < comparison.plans.size(); ++plan) {
      row.emplace_back(to_text(comparison.targets[plan][t].verdict));
      chance.push_back(value_text(comparison.chances[plan][t].holds.value, Unit::share, ""));
    }
    table.add(std::move(row));
    table.add(std::move(chance));
  }
  return '\n' + table.text(screen_columns);
}

std::string plan_list(const std::vector<std::size_t>& plans) {
  std::string list;
  for (const std::size_t plan : plans) {
    list += fmt::format("{}{}", list.empty() ? "" : ", ", plan_label(plan));
  }
  return list;
}

/// How close is close enough: "500 EUR", "0.5 points".
std::string within_text(const ComparedChoice& choice, const std::string& currency) {
  return difference_text(choice.within, choice.objective.kpi->unit, currency).substr(1);
}

std::string best_text(const ComparedChoice& choice, const PlanComparison& comparison) {
  const std::string_view id = choice.objective.kpi->id;
  if (choice.candidates.empty()) {
    return fmt::format("Best by {}: none, since no plan meets all targets for sure.", id);
  }
  if (choice.candidates.size() == 1) {
    return fmt::format("Best by {}: {}, the only one that meets all targets.", id,
                       plan_label(*choice.best));
  }
  const std::string within = within_text(choice, comparison.plans.front().model.currency);
  const std::string all = plan_list(choice.candidates);
  if (!choice.best) {
    return fmt::format("Best by {}: not decided after {} replications between {} (of {}, which "
                       "meet all targets); allow more with --at-most, or a wider --within than {}.",
                       id, choice.replications, plan_list(choice.left), all, within);
  }
  return fmt::format("Best by {} of {}, which meet all targets: {}, within {} of the best with "
                     "{:.6g} % confidence{}; {} replications were needed.",
                     id, all, plan_label(*choice.best), within, 100 * comparison.confidence,
                     choice.is_asymptotic ? " (asymptotic: it is a ratio)" : "",
                     choice.replications);
}

std::string choice_text(const ComparedChoice& choice, const PlanComparison& comparison) {
  std::string text = best_text(choice, comparison);
  const bool asks_nothing =
      std::ranges::none_of(comparison.targets.front(),
                           [](const JudgedTarget& judged) { return is_demanded(judged.target); });
  if (asks_nothing) text += " There is no target of severity `error` to meet.";
  if (!choice.dropped.empty()) {
    text += fmt::format(" Left out: {}, which met all targets at first, and not with all "
                        "replications.",
                        plan_list(choice.dropped));
  }
  return text;
}

std::string closing(const PlanComparison& comparison) {
  std::string text;
  if (comparison.choice) text += '\n' + plan_paragraph(choice_text(*comparison.choice, comparison));
  if (!comparison.notes.empty()) text += '\n';
  for (const std::string& note : comparison.notes) {
    text += plan_paragraph(fmt::format("Note: {}.", note));
  }
  text +=
      fmt::format("\nSeed {}, tiersim {}\n", comparison.plans.front().model.seed, TIERSIM_VERSION);
  for (std::size_t i = 0; i < comparison.plans.size(); ++i) {
    text += fmt::format("  {}: scenario {:016x}, fingerprint {:016x}\n", plan_label(i),
                        comparison.plans[i].loaded.hash, comparison.fingerprints[i]);
  }
  return text;
}

}  // namespace

std::string comparison_text(const PlanComparison& comparison) {
  std::string text = opening(comparison);
  for (std::size_t plan = 1; plan < comparison.plans.size(); ++plan) {
    text += plan_section({comparison, plan});
  }
  return text + targets_section(comparison) + closing(comparison);
}

}  // namespace tiersim
