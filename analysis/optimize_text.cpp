// What a search found, as a page (see optimize.hpp).

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/heads_text.hpp"
#include "analysis/optimize_words.hpp"
#include "analysis/report_format.hpp"
#include "analysis/text_table.hpp"
#include "sim/text.hpp"
#include "tiersim/optimize.hpp"
#include "tiersim/warm_up.hpp"

namespace tiersim {

namespace {

class OptimizePage {
 public:
  explicit OptimizePage(const OptimizeReport& report)
      : report_{report},
        result_{report.result},
        options_{report.options},
        base_{report.plans.base()} {
    for (std::size_t i = 0; i < result_.steps.size(); ++i) known_[result_.steps[i].plan] = i;
  }

  [[nodiscard]] std::string text() const {
    std::string page = head();
    const Confirmation& last = result_.confirmations.back();
    if (result_.status == OptimizeStatus::infeasible) {
      return page + variables() + '\n' + targets(last) + '\n' + binding(last.found) + '\n';
    }
    page += variables() + '\n' + cost(last) + '\n' + targets(last) + '\n';
    return page + fewer() + heads_text(result_.reasons) + alarms() + '\n' + closing_words(report_);
  }

 private:
  /// That which is shown: the best, or what came closest.
  [[nodiscard]] const PlanChoice& plan() const { return result_.confirmations.back().plan; }
  [[nodiscard]] std::string currency() const { return base_.scenario.currency; }
  [[nodiscard]] std::string kpi() const { return base_.scenario.optimize->minimise; }

  [[nodiscard]] std::string head() const {
    const std::string what = fmt::format(
        "{} {}, {} replications each, seed {}", result_.steps.size(),
        result_.steps.size() == 1 ? "plan" : "plans", options_.replications, base_.scenario.seed);
    const WarmUp& warm_up = base_.scenario.horizon.warm_up;
    const std::string also =
        warm_up.is_auto ? fmt::format("\n  warm-up of all plans: {}", to_text(warm_up)) : "";
    std::string verdict;
    switch (result_.status) {
      case OptimizeStatus::found:
        verdict = result_.is_closest
                      ? "nothing held in the search; what came closest holds on fresh numbers"
                  : result_.is_unchanged()
                      ? "the plan stays as it is: it holds its targets, and no cheaper one that "
                        "does was found"
                      : "the cheapest plan found that holds its targets";
        break;
      case OptimizeStatus::infeasible:
        verdict = "no plan within these ranges holds the targets";
        break;
      case OptimizeStatus::unconfirmed:
        verdict = "no plan is confirmed: what held in the search did not on fresh numbers";
        break;
    }
    return wrapped(fmt::format("{}: {}", base_.scenario.name, verdict), screen_columns, "  ") +
           "\n  " + what + also + "\n\n";
  }

  /// What the scenario itself says; `-` where that is none of the values.
  [[nodiscard]] std::string now(std::size_t variable) const {
    const std::string& path = result_.variables[variable].path;
    for (const auto& [name, group] : base_.scenario.staff) {
      if (path == "staff." + name + ".heads" && group.heads) return std::to_string(*group.heads);
      if (path == "staff." + name + ".seats" && group.seats) return std::to_string(*group.seats);
    }
    const PlanChoice& plan = result_.space.now;
    if (plan.empty()) return std::string{nothing_text};
    return shortened(result_.variables[variable].values[plan[variable]], 16);
  }

  /// What is left after values with more work than hours.
  [[nodiscard]] std::string bound(std::size_t variable) const {
    const PlanVariable& one = result_.variables[variable];
    const PlanSpace::Axis& axis = result_.space.axes[variable];
    if (one.is_count) return ">= " + one.values[axis.lowest];
    const auto barred = std::ranges::count(axis.barred, true);
    return barred > 0 ? fmt::format("{} out", barred) : std::string{nothing_text};
  }

  [[nodiscard]] std::string range(const PlanVariable& variable) const {
    const std::size_t values = variable.values.size();
    const bool is_whole =
        variable.is_count &&
        std::stoull(variable.values.back()) - std::stoull(variable.values.front()) + 1 == values;
    return is_whole ? fmt::format("{}..{}", variable.values.front(), variable.values.back())
                    : fmt::format("{} values", values);
  }

  [[nodiscard]] std::string variables() const {
    TextTable table;
    table.add({"what may change", "range", "by load", "now", "plan"});
    for (std::size_t i = 0; i < result_.variables.size(); ++i) {
      const PlanVariable& variable = result_.variables[i];
      table.add({variable.path, range(variable), bound(i), now(i),
                 shortened(variable.values[plan()[i]], 30)});
    }
    return table.text(screen_columns);
  }

  [[nodiscard]] std::string cost(const Confirmation& last) const {
    std::string line =
        fmt::format("  {} {}", kpi(), value_text(last.found.cost.value, Unit::money, currency()));
    if (result_.is_unchanged()) return line + ", as now\n";
    const double saved = last.saving.value.value_or(0);
    if (saved == 0) return line + ", as much as now\n";
    Estimate difference = last.saving;
    if (saved < 0) {
      difference.value = -saved;
      difference.interval =
          ConfidenceInterval{-last.saving.interval->high, -last.saving.interval->low};
    }
    line += fmt::format(", {} {} than now", value_text(std::abs(saved), Unit::money, currency()),
                        saved < 0 ? "more" : "less");
    if (last.saving.interval) line += ' ' + interval_text(difference, Unit::money);
    return line + "\n";
  }

  [[nodiscard]] static Unit unit_of(const Target& target) { return find_kpi(target.kpi)->unit; }

  [[nodiscard]] std::string targets(const Confirmation& last) const {
    const SimulatedPlan& plan = last.found;
    TextTable table;
    table.add({"target", "is", "found", "interval", ""});
    for (std::size_t i = 0; i < plan.targets.size(); ++i) {
      const JudgedTarget& one = plan.targets[i];
      const bool by_share = one.target.in && one.met_in;
      const Estimate& estimate = by_share ? *one.met_in : one.estimate;
      const Unit unit = by_share ? Unit::share : unit_of(one.target);
      const std::string nearness = plan.score.excess[i] > 0 ? "missed"
                                   : last.held[i]           ? "holds"
                                                            : "not sure";
      table.add({shortened(target_name(one.target), 30), one.target.written,
                 value_text(estimate.value, unit, currency()), interval_text(estimate, unit),
                 estimate.value ? nearness : "nothing counted"});
    }
    std::string text = table.text(screen_columns);
    if (plan.score.growth > 0) {
      text += fmt::format("  the backlog grows by {} tickets a week: none of them holds for long\n",
                          grouped(plan.score.growth, 1));
    }
    for (const std::string& other : uncounted_targets(base_.scenario)) {
      text += "  " + wrapped("not asked for: " + other, screen_columns - 2, "    ") + '\n';
    }
    return text;
  }

  /// What is missed, and by how much, on the search's numbers.
  [[nodiscard]] std::string misses(const PlanScore& score) const {
    const std::vector<Target> targets = counted_targets(base_.scenario);
    std::string text;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      if (score.excess[i] <= 0) continue;
      text += text.empty() ? "" : "; ";
      const bool points = targets[i].bound_unit == BoundUnit::share || targets[i].in;
      text += points ? fmt::format("{} by {:.1f} points", target_name(targets[i]), score.excess[i])
                     : fmt::format("{} by {:.0f} % of its bound", target_name(targets[i]),
                                   2 * score.excess[i]);
    }
    if (score.growth > 0) {
      text += fmt::format("{}all in the long run: {} open tickets more a week",
                          text.empty() ? "" : "; ", grouped(score.growth, 1));
    }
    return text;
  }

  /// Why one of a number's lower values was not taken.
  [[nodiscard]] std::string why_not(const PlanChoice& lower, std::size_t variable) const {
    if (lower[variable] < result_.space.axes[variable].lowest) {
      return "is more work than they have hours for";
    }
    const auto known = known_.find(lower);
    if (known == known_.end()) return "was not looked at";
    const PlanScore& score = result_.steps[known->second].score;
    if (score.violation() > 0) return "would miss: " + misses(score);
    const auto now = known_.find(plan());
    const bool is_cheaper =
        now == known_.end() || score.cost < result_.steps[now->second].score.cost;
    return is_cheaper ? "held in the search, but not by as much as fresh numbers ask for"
                      : "holds, and is no cheaper";
  }

  /// Of each number, why it is not one lower.
  [[nodiscard]] std::string fewer() const {
    std::string text;
    for (std::size_t i = 0; i < result_.variables.size(); ++i) {
      if (!result_.variables[i].is_count) continue;
      if (plan()[i] + 1 == result_.variables[i].values.size()) {
        text += fmt::format("  {} is at the high end of its range\n", result_.variables[i].path);
      }
      if (plan()[i] == 0) {
        text += fmt::format("  {} is at the low end of its range\n", result_.variables[i].path);
        continue;
      }
      PlanChoice lower = plan();
      --lower[i];
      text += "  " +
              wrapped(fmt::format("{} = {} {}", result_.variables[i].path,
                                  result_.variables[i].values[lower[i]], why_not(lower, i)),
                      screen_columns - 2, "      ") +
              '\n';
    }
    return text.empty() ? text : text + '\n';
  }

  /// Tiers that the targets leave without a pause.
  [[nodiscard]] std::string alarms() const {
    constexpr double alarming = 0.9;
    std::string text;
    for (const TierReason& one : result_.reasons) {
      if (one.occupancy <= alarming) continue;
      text +=
          wrapped(fmt::format("{} is busy {} of its time on duty, more than people bear for "
                              "long. A target keeps it lower: `{{kpi: occupancy, where: {{tier: "
                              "{}}}, is: \"<= 85%\"}}`.",
                              one.tier, value_text(one.occupancy, Unit::share, ""), one.tier),
                  screen_columns, "") +
          '\n';
    }
    return text.empty() ? text : '\n' + text;
  }

  [[nodiscard]] std::string binding(const SimulatedPlan& top) const {
    std::string text = fmt::format(
        "What comes closest of all that was looked at (shown) misses on fresh numbers, too: {}. ",
        misses(top.score));
    for (std::size_t i = 0; i < top.occupancy.size(); ++i) {
      if (top.occupancy[i].value.value_or(0) < 0.85) continue;
      text += fmt::format("{} is {} busy there. ", base_.scenario.tiers[i].name,
                          value_text(top.occupancy[i].value, Unit::share, ""));
    }
    const std::string more = allow_more(result_);
    text += more + (more.empty() ? "Allow more, vary" : "Or vary") +
            " something else (shifts, thresholds), or ask for less.";
    return wrapped(text, screen_columns, "");
  }

  const OptimizeReport& report_;
  const OptimizeResult& result_;
  const OptimizeOptions& options_;
  const LoadedScenario& base_;
  std::map<PlanChoice, std::size_t> known_;
};

}  // namespace

std::string optimize_text(const OptimizeReport& report) { return OptimizePage{report}.text(); }

}  // namespace tiersim
