// Levers and screening, each as a page.

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

/// "+0.31*": with a star where it is other than 0, with a question mark where nobody can say.
std::string starred(const SweepDifference& difference, Unit unit, const std::string& currency) {
  if (!difference.value) return std::string{nothing_text};
  std::string_view mark = difference.is_significant() ? "*" : " ";
  if (!difference.interval) mark = "?";
  return signed_text(*difference.value, unit, currency) + std::string{mark};
}

/// Are there differences without an interval?
bool has_unknown(const std::vector<LeverEffect>& effects) {
  const auto is_unknown = [](const SweepDifference& one) { return one.value && !one.interval; };
  return std::ranges::any_of(effects, [&](const LeverEffect& effect) {
    return is_unknown(effect.step.gain) || is_unknown(effect.step.cost) ||
           std::ranges::any_of(effect.targets, is_unknown);
  });
}

/// How the table is to be read.
std::string levers_words(const SweepReport& report, const std::vector<LeverEffect>& effects) {
  constexpr std::size_t enough_replications = 10;
  const std::size_t replications = report.outcomes.front().replications;
  std::string text = fmt::format(
      "Ranked by {} for {}: --quality and --cost name other KPIs. Each lever against the plan as "
      "it is, by paired differences; shares in points. * is other than 0, each interval by "
      "itself. Free: quality rises and no more cost is shown; what it takes to get there is not "
      "in the scenario. Not sure: no gain is told apart from none. A group that is off for a day "
      "is not paid for it.",
      to_text(report.of.quality), to_text(report.of.cost));
  if (has_unknown(effects)) {
    text += fmt::format(" ? has no interval: {} replication{} too few to say what is chance "
                        "(percentiles take {}).",
                        replications, replications == 1 ? " is" : "s are", enough_replications);
  } else if (replications < enough_replications) {
    text += fmt::format(" {} replications are few: the intervals are rough.", replications);
  }
  return text;
}

std::string price_cell(const LeverEffect& effect, double per) {
  switch (effect.rank) {
    case LeverRank::free: return "free";
    case LeverRank::priced: return grouped(*effect.step.price * per, 0);
    case LeverRank::no_gain: return "not sure";
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
  std::vector<std::string> head{threats ? "What could happen" : "Lever", "quality", "", "cost"};
  if (!threats) head.insert(head.end(), {fmt::format("per {}", bought.one), ""});
  table.add(head);
  for (const LeverEffect& effect : effects) {
    const Lever& lever = levers.levers[effect.lever];
    if (lever.is_threat != threats) continue;
    const DifferenceCells gain = difference_cells(effect.step.gain, quality, currency);
    std::vector<std::string> row{lever.name, gain.value, gain.interval,
                                 starred(effect.step.cost, cost, currency)};
    if (!threats) row.push_back(price_cell(effect, bought.size));
    if (effect.rank == LeverRank::priced && effect.step.known && !threats) {
      row.push_back(price_interval_text(effect.step, bought.size));
    }
    table.add(std::move(row));
  }
  table.may_go({2});  // a price never stands without its interval
  return table.text(screen_columns);
}

std::string targets_table(const SweepReport& report,
                          const Levers& levers,
                          const std::vector<LeverEffect>& effects) {
  if (report.target_kpis.empty()) return "";
  std::string text = "\n  Targets:";
  const std::size_t count = std::min(report.target_kpis.size(), most_shown_targets);
  for (std::size_t i = 0; i < count; ++i) {
    text += fmt::format("{} {}: {}", i == 0 ? "" : ";", i + 1, sweep_target_name(report, i));
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
  page += wrapped(levers_words(report, effects), screen_columns, "  ") + '\n';
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
