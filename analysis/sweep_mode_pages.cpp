// How far a plan holds, levers, and screening, each as a page.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report_format.hpp"
#include "analysis/sweep_report.hpp"
#include "analysis/text_table.hpp"

namespace tiersim {
namespace {

/// Effects on more targets than these are told by --json.
constexpr std::size_t most_shown_targets = 6;

std::string target_name(const SweepReport& report, std::size_t target) {
  const Target& own = report.base.scenario.targets[target];
  std::string name = to_text(report.kpis[report.target_kpis[target]]);
  if (own.per) name += fmt::format(" per {}", to_text(*own.per));
  return name;
}

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

std::vector<std::string>
holds_row(const SweepReport& report, const UntilMiss& found, const HoldsTo& one) {
  const std::string& currency = report.model.currency;
  const auto judged = [&](std::size_t value) -> const JudgedTarget& {
    return report.outcomes[found.point_of[value]].targets[one.target];
  };
  const Target& target = report.base.scenario.targets[one.target];
  std::vector<std::string> row{target_name(report, one.target) +
                                   (target.severity == Severity::warn ? " (warn)" : ""),
                               target.written, judged_text(judged(0), currency)};
  row.push_back(one.holds ? value_with_percent(found.axis.labels[*one.holds]) : "-");
  row.push_back(one.misses ? value_with_percent(found.axis.labels[*one.misses]) : "-");
  row.push_back(one.misses ? judged_text(judged(*one.misses), currency) : "");
  std::string verdict;
  if (one.misses) {
    const bool grows = report.outcomes[found.point_of[*one.misses]].growing;
    verdict = grows ? "grows" : to_text(judged(*one.misses).verdict);
  }
  row.push_back(std::move(verdict));
  return row;
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
    names += (names.empty() ? "" : ", ") + target_name(report, one.target);
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
      miss.already += (miss.already.empty() ? "" : ", ") + target_name(report, one.target);
      continue;
    }
    ++miss.holding;
    if (one.misses && (miss.first == nullptr || *one.misses < *miss.first->misses)) {
      miss.first = &one;
    }
  }
  return miss;
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
  return text +
         fmt::format(
             "Targets that only warn are in the table alone. A target holds while its value does "
             "and the backlog does not grow: near the bound more --replications may tell "
             "otherwise (the verdict says how sure a miss is). Of {} {} the ends and quarters "
             "were looked at, then by bisection what lies between; the answer is good to one "
             "step.",
             labels.size(), labels.size() == 1 ? "value" : "values");
}

/// "+0.31*": with a star where it is other than 0.
std::string starred(const SweepDifference& difference, Unit unit, const std::string& currency) {
  if (!difference.value) return std::string{nothing_text};
  return signed_text(*difference.value, unit, currency) + (difference.is_significant() ? "*" : " ");
}

std::string price_cell(const LeverEffect& effect, double per) {
  switch (effect.rank) {
    case LeverRank::free: return "free";
    case LeverRank::priced: return grouped(*effect.step.price * per, 0);
    case LeverRank::no_gain: return "no gain";
    case LeverRank::worse: return "worse";
  }
  return "";
}

/// A size, which has no sign.
std::string unsigned_text(double size, Unit unit, const std::string& currency) {
  std::string text = signed_text(size, unit, currency);
  return text.starts_with('+') ? text.substr(1) : text;
}

/// Those that are chosen, or those that happen.
std::string levers_table(const SweepReport& report,
                         const Levers& levers,
                         const std::vector<LeverEffect>& effects,
                         bool threats) {
  const Unit quality = report.of.quality.row->unit;
  const Unit cost = report.of.cost.row->unit;
  const std::string& currency = report.model.currency;
  const QualityUnit bought = quality_unit(quality);
  TextTable table;
  std::vector<std::string> head{threats ? "What could happen" : "Lever", "quality", "cost"};
  if (!threats) head.insert(head.end(), {fmt::format("per {}", bought.one), ""});
  table.add(head);
  for (const LeverEffect& effect : effects) {
    const Lever& lever = levers.levers[effect.lever];
    if (lever.is_threat != threats) continue;
    std::vector<std::string> row{lever.name, difference_text(effect.step.gain, quality, currency),
                                 starred(effect.step.cost, cost, currency)};
    if (!threats) row.push_back(price_cell(effect, bought.size));
    if (effect.rank == LeverRank::priced && effect.step.known && !threats) {
      row.push_back(fmt::format("[{}, {}]", grouped(effect.step.known->low * bought.size, 0),
                                grouped(effect.step.known->high * bought.size, 0)));
    }
    table.add(std::move(row));
  }
  table.may_go({4});
  return table.text(screen_columns);
}

std::string targets_table(const SweepReport& report,
                          const Levers& levers,
                          const std::vector<LeverEffect>& effects) {
  if (report.target_kpis.empty()) return "";
  std::string text = "\n  Targets:";
  const std::size_t count = std::min(report.target_kpis.size(), most_shown_targets);
  for (std::size_t i = 0; i < count; ++i) {
    text += fmt::format("{} {}: {}", i == 0 ? "" : ";", i + 1, target_name(report, i));
  }
  text = wrapped(text.substr(1), screen_columns, "    ") + '\n';
  TextTable table;
  std::vector<std::string> head{"Lever"};
  for (std::size_t i = 0; i < count; ++i) head.push_back(std::to_string(i + 1));
  table.add(head);
  for (const LeverEffect& effect : effects) {
    std::vector<std::string> row{levers.levers[effect.lever].name};
    for (std::size_t i = 0; i < count; ++i) {
      const Unit unit = report.kpis[report.target_kpis[i]].row->unit;
      row.push_back(starred(effect.targets[i], unit, ""));
    }
    table.add(std::move(row));
  }
  return '\n' + text + table.text(screen_columns);
}

}  // namespace

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
             "holds to", "fails at", "there", ""});
  for (const HoldsTo& one : found.targets) table.add(holds_row(report, found, one));
  return page + table.text(screen_columns) + '\n' +
         wrapped(holds_words(report, found), screen_columns, "  ") + '\n' + sweep_foot(report);
}

std::string levers_page(const SweepReport& report,
                        const Levers& levers,
                        const std::vector<LeverEffect>& effects) {
  std::string page = sweep_head(report);
  const auto told = [&](std::size_t number) {
    return value_text(report.outcomes.front().estimates[number].value,
                      report.kpis[number].row->unit, report.model.currency);
  };
  page += wrapped(fmt::format("  quality: {}, {} now; cost: {}, {} now", to_text(report.of.quality),
                              told(report.of.quality_number), to_text(report.of.cost),
                              told(report.of.cost_number)),
                  screen_columns, "    ") +
          "\n\n";
  page += levers_table(report, levers, effects, false) + '\n';
  page +=
      levers_table(report, levers, effects, true) + targets_table(report, levers, effects) + '\n';
  page +=
      wrapped(
          "Each lever against the plan as it is, by paired differences; shares in points. * is "
          "other than 0, each interval by itself; no gain is one that is not sure. Free: quality rises and no more cost is "
          "shown; what it takes to get there is not in the scenario. A group that "
          "is off for a day is not paid for it.",
          screen_columns, "  ") +
      '\n';
  if (report.outcomes.front().estimates[report.of.cost_number].value.value_or(0) == 0) {
    page +=
        wrapped(fmt::format("{} is 0: no group has `cost_per_hour` or `salary`, and so nothing "
                            "costs anything. Levers are ranked by quality alone; a price of a "
                            "{} needs the pay.",
                            to_text(report.of.cost), quality_unit(report.of.quality.row->unit).one),
                screen_columns, "  ") +
        '\n';
  }
  for (const std::string& sentence : levers.left_out) {
    page += wrapped(fmt::format("Left out: {}.", sentence), screen_columns, "  ") + '\n';
  }
  return page + sweep_foot(report);
}

std::string screening_page(const SweepReport& report,
                           const std::vector<SweepAxis>& axes,
                           const std::vector<ScreenedEffect>& cost,
                           const std::vector<ScreenedEffect>& quality) {
  std::string page = sweep_head(report) + axes_text(axes);
  const auto add_table = [&](const SweepKpi& kpi, const std::vector<ScreenedEffect>& effects) {
    const Unit unit = kpi.row->unit;
    const std::string& currency = report.model.currency;
    page += fmt::format("\n  Effect on {}, steps scaled to the whole range\n", to_text(kpi));
    if (effects.empty()) {
      page += "  none: a point has no value\n";
      return;
    }
    TextTable table;
    table.add({"", "mu* (size)", "mu (mean)", "sigma (bends, interacts)"});
    for (std::size_t i = 0; i < effects.size(); ++i) {
      const MorrisEffect& effect = effects[i].effect;
      const SweepDifference mean{effect.mean, effects[i].mean, {}};
      table.add({letter_of(i), unsigned_text(effect.mean_absolute, unit, currency),
                 difference_text(mean, unit, currency),
                 unsigned_text(effect.deviation, unit, currency)});
    }
    page += table.text(screen_columns);
  };
  add_table(report.of.quality, quality);
  add_table(report.of.cost, cost);
  page +=
      '\n' +
      wrapped("Morris' elementary effects: steps between values that were visited, scaled to the "
              "whole range as if it were straight. mu* ranks; where |mu| is "
              "less than mu*, the sign changes; sigma beside mu* tells of bends and "
              "interactions. The interval is that of mu for these trajectories, over "
              "replications. Shares are in points.",
              screen_columns, "  ") +
      '\n';
  return page + sweep_foot(report);
}

}  // namespace tiersim
