// How far a plan holds, as a page.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report_format.hpp"
#include "analysis/sweep_report.hpp"
#include "analysis/text_table.hpp"

namespace tiersim {
namespace {

/// "+23 %" for a factor, the value itself otherwise.
std::string value_with_percent(const std::string& label) {
  if (!label.starts_with('x') || label.find('/') != std::string::npos) return label;
  if (label == "x1") return "now";
  const double percent = std::round((std::stod(label.substr(1)) - 1) * 1e4) / 100;
  return fmt::format("{}{:g} %", percent >= 0 ? "+" : "", percent);
}

const Estimate& judged_estimate(const JudgedTarget& judged) {
  return judged.met_in && judged.target.in ? *judged.met_in : judged.estimate;
}

std::string judged_text(const JudgedTarget& judged, const std::string& currency) {
  const bool by_share = judged.met_in && judged.target.in;
  const Unit unit = by_share ? Unit::share : judged.cell.kpi->unit;
  return value_text(judged_estimate(judged).value, unit, currency);
}

std::string value_label(const UntilMiss& found, const std::optional<std::size_t>& value) {
  return value ? value_with_percent(found.axis.labels[*value]) : std::string{nothing_text};
}

const SweepOutcome& outcome_at(const SweepReport& report, const UntilMiss& found, std::size_t at) {
  return report.outcomes[found.point_of[at]];
}

std::vector<std::string>
holds_row(const SweepReport& report, const UntilMiss& found, const HoldsTo& one) {
  const JudgedTarget& first = outcome_at(report, found, 0).targets[one.target];
  const bool only_warns = report.base.scenario.targets[one.target].severity == Severity::warn;
  const SureTo sure = sure_to(report, found, one);
  return {sweep_target_name(report, one.target) + (only_warns ? " (warn)" : ""),
          first.target.written,
          judged_text(first, report.model.currency),
          value_label(found, one.holds),
          value_label(found, sure.holds),
          value_label(found, one.misses),
          value_label(found, sure.misses)};
}

/// How sure a target's verdict at a value is.
std::string sureness(const SweepOutcome& outcome, const JudgedTarget& judged) {
  if (outcome.growing) return "the backlog grows";
  switch (judged.verdict) {
    case Verdict::met:
    case Verdict::missed: return "sure";
    case Verdict::unclear: return "by its mean";
    case Verdict::nothing: return "nothing counted";
  }
  return "";
}

/// Where it holds last and fails first: the value there, with its interval.
void add_edges(const SweepReport& report,
               const UntilMiss& found,
               const HoldsTo& one,
               TextTable& table) {
  std::string name = sweep_target_name(report, one.target);
  const auto add = [&](std::string_view what, const std::optional<std::size_t>& value) {
    if (!value) return;
    const SweepOutcome& outcome = outcome_at(report, found, *value);
    const JudgedTarget& judged = outcome.targets[one.target];
    const bool by_share = judged.met_in && judged.target.in;
    table.add(
        {std::move(name), fmt::format("{} {}", what, value_label(found, value)),
         judged_text(judged, report.model.currency),
         interval_text(judged_estimate(judged), by_share ? Unit::share : judged.cell.kpi->unit),
         sureness(outcome, judged)});
    name.clear();
  };
  const bool fails_now = one.misses && value_label(found, one.misses) == "now";
  add("holds to", one.holds);
  add(fails_now ? "fails" : "fails at", one.misses);
}

/// Is the value past its bound, whether or not the backlog grows?
bool is_past_bound(const JudgedTarget& judged) {
  const std::optional<double> value = judged_estimate(judged).value;
  if (!value) return true;
  const bool by_share = judged.met_in && judged.target.in;
  return by_share ? *value < *judged.target.in : !holds(judged.target, *value);
}

/// What fails first, of what holds at the start and must hold.
struct FirstMiss {
  const HoldsTo* first = nullptr;  ///< null: none fails
  std::string already;             ///< missed from the start
  std::size_t holding = 0;         ///< at the start
};

/// Why the plan holds no further. Where the backlog grows no target holds, whatever its value.
std::string miss_words(const SweepReport& report, const UntilMiss& found, std::size_t at) {
  const SweepOutcome& outcome = report.outcomes[found.point_of[at]];
  std::string names;
  std::size_t count = 0;
  for (const HoldsTo& one : found.targets) {
    const JudgedTarget& judged = outcome.targets[one.target];
    const bool fails_here = one.misses == at && is_demanded(judged.target) && is_past_bound(judged);
    if (!fails_here) continue;
    names += (names.empty() ? "" : ", ") + sweep_target_name(report, one.target);
    ++count;
  }
  const std::string_view is = count == 1 ? "is" : "are";
  const std::string value = value_with_percent(found.axis.labels[at]);
  if (!outcome.growing) {
    return fmt::format("the first target{} to fail {} {}, at {}", count == 1 ? "" : "s", is, names,
                       value);
  }
  std::string text = fmt::format("at {} the backlog grows, so that no target holds", value);
  if (count > 0)
    text +=
        fmt::format("; past {} there {} {}", count == 1 ? "its bound" : "their bounds", is, names);
  return text;
}

FirstMiss first_miss(const SweepReport& report, const UntilMiss& found) {
  FirstMiss miss;
  for (const HoldsTo& one : found.targets) {
    if (!is_demanded(report.base.scenario.targets[one.target])) continue;
    if (!one.holds) {
      miss.already += (miss.already.empty() ? "" : ", ") + sweep_target_name(report, one.target);
      continue;
    }
    ++miss.holding;
    if (one.misses && (miss.first == nullptr || *one.misses < *miss.first->misses)) {
      miss.first = &one;
    }
  }
  return miss;
}

/// How far all that holds at the start does so for sure.
std::string sure_words(const SweepReport& report, const UntilMiss& found) {
  std::optional<std::size_t> holds;
  std::optional<std::size_t> misses;
  bool is_sure_from_start = true;
  for (const HoldsTo& one : found.targets) {
    if (!is_demanded(report.base.scenario.targets[one.target]) || !one.holds) continue;
    const SureTo sure = sure_to(report, found, one);
    is_sure_from_start = is_sure_from_start && sure.holds.has_value();
    if (sure.holds) holds = std::min(holds.value_or(*sure.holds), *sure.holds);
    if (sure.misses) misses = std::min(misses.value_or(*sure.misses), *sure.misses);
  }
  std::string text = "By the intervals it is not sure to hold even at the first value";
  if (is_sure_from_start && holds) {
    text = *holds == 0 ? std::string{"By the intervals it is sure to hold at the first value only"}
                       : fmt::format("By the intervals it is sure to hold to {}",
                                     value_label(found, holds));
  }
  text += misses ? fmt::format(", and sure to fail at {}. ", value_label(found, misses))
                 : std::string{", and nowhere sure to fail. "};
  return text;
}

std::string holds_words(const SweepReport& report, const UntilMiss& found) {
  const FirstMiss miss = first_miss(report, found);
  const std::vector<std::string>& labels = found.axis.labels;
  std::string text;
  if (!miss.already.empty()) {
    text = fmt::format("The plan does not hold: missed from the start is {}. ", miss.already);
  }
  const std::string what = miss.already.empty() ? "The plan holds" : "All else holds";
  if (miss.first != nullptr) {
    text += *miss.first->holds == 0 ? what + " as it is, and no further"
                                    : fmt::format("{} to {} {}", what, found.axis.name,
                                                  value_with_percent(labels[*miss.first->holds]));
    text += fmt::format(": {}. ", miss_words(report, found, *miss.first->misses));
  } else if (miss.holding > 0) {
    text += fmt::format("{} as far as was looked, to {} {}. ", what, found.axis.name,
                        value_with_percent(labels.back()));
  }
  if (miss.holding > 0) text += sure_words(report, found);
  return text +
         fmt::format(
             "Targets that only warn are in the tables alone. A target holds while its value does "
             "and the backlog does not grow; sure is what its whole interval says (more "
             "--replications make it narrower). Of {} {} the ends and quarters were looked at, "
             "then by bisection what lies between; the answer is good to one step.",
             labels.size(), labels.size() == 1 ? "value" : "values");
}

}  // namespace

SureTo sure_to(const SweepReport& report, const UntilMiss& found, const HoldsTo& one) {
  SureTo sure;
  bool all_met = true;
  for (std::size_t value = 0; value < found.point_of.size(); ++value) {
    if (found.point_of[value] >= report.outcomes.size()) continue;  // nobody looked there
    const SweepOutcome& outcome = outcome_at(report, found, value);
    const Verdict verdict = outcome.targets[one.target].verdict;
    const bool is_missed = outcome.growing || verdict == Verdict::missed;
    const bool is_met =
        !outcome.growing && verdict != Verdict::missed && verdict != Verdict::unclear;
    all_met = all_met && is_met;
    if (all_met) sure.holds = value;
    if (is_missed && !sure.misses) sure.misses = value;
  }
  return sure;
}

std::string until_miss_page(const SweepReport& report, const UntilMiss& found) {
  const std::vector<std::string>& labels = found.axis.labels;
  std::string page = sweep_head(report);
  page += wrapped(fmt::format("  {}, {} to {}, {} values", found.axis.name, labels.front(),
                              labels.back(), labels.size()),
                  screen_columns, "    ") +
          "\n\n";
  TextTable table;
  table.add({"Target", "is",
             labels.front() == "x1" ? "now" : "at " + value_with_percent(labels.front()),
             "holds to", "sure to", "fails at", "sure at"});
  TextTable edges;
  edges.add({"There", "", "value", "interval", ""});
  for (const HoldsTo& one : found.targets) {
    table.add(holds_row(report, found, one));
    add_edges(report, found, one, edges);
  }
  table.may_go({2});
  return page + table.text(screen_columns) + '\n' + edges.text(screen_columns) + '\n' +
         wrapped(holds_words(report, found), screen_columns, "  ") + '\n' + sweep_foot(report);
}

}  // namespace tiersim
