#include "analysis/gate_verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "analysis/report_format.hpp"

namespace tiersim {
namespace {

std::string checked_name(const KpiCell& cell, const Target& target) {
  const bool by_period = target.per.has_value();
  std::string name{cell.kpi->id};
  if (cell.kpi->stats.size() > 1) name += " " + to_text(cell.stat);
  for (const auto& [label, value] : cell.labels) {
    if (!by_period || !period_kind(label)) name += " " + value;
  }
  return by_period ? fmt::format("{} per {}", name, to_text(*target.per)) : name;
}

/// How far inside the bound; < 0: beyond it.
std::optional<double> margin_of(bool is_at_most, double bound, const Estimate& estimate) {
  if (!estimate.value) return std::nullopt;
  return is_at_most ? bound - *estimate.value : *estimate.value - bound;
}

/// Of paired cells: how much of the tolerance is left.
std::optional<double> margin_of(const CheckedCell& cell, bool is_at_most) {
  if (!cell.base) return margin_of(is_at_most, cell.bound, cell.estimate);
  if (!cell.base->value || !cell.estimate.value) return std::nullopt;
  const double change = *cell.estimate.value - *cell.base->value;
  return cell.tolerance - (is_at_most ? change : -change);
}

Decision together(const std::vector<CheckedCell>& cells) {
  const auto has = [&](Decision decision) {
    return std::ranges::find(cells, decision, &CheckedCell::decision) != cells.end();
  };
  if (has(Decision::fail)) return Decision::fail;
  if (has(Decision::undecided)) return Decision::undecided;
  return has(Decision::pass) ? Decision::pass : Decision::nothing;
}

/// What is tested of pairs is how much worse they are, less half the zone.
std::optional<Estimate>
change_of(const CheckedRun& run, const CheckRule& rule, const GateTest& test) {
  const std::optional<double> beyond = test.mean_beyond();
  if (!beyond) return std::nullopt;
  const double worse = *beyond + rule.zone / 2;
  const auto n = static_cast<double>(test.replications());
  const double reach = student_quantile(run.plan.loaded.scenario.experiment.confidence, n - 1) *
                       test.standard_error();
  const double value = rule.is_at_most ? worse : -worse;
  return Estimate{
      .value = value, .interval = ConfidenceInterval{value - reach, value + reach}, .n = n};
}

CheckedCell checked_cell(const CheckedRun& run, std::size_t index) {
  const CheckRule& rule = run.rules[index];
  const GateTest& test = run.gate->test(index);
  CheckedCell cell{.cell = run.own.cells()[rule.first],
                   .estimate = run.own.estimate(rule.first),
                   .bound = rule.bound,
                   .tolerance = rule.tolerance,
                   .zone = rule.zone,
                   .batch = test.batch(),
                   .decided_after = run.gate->decided_after(index),
                   .decision = run.gate->decision(index)};
  if (run.base != nullptr) cell.base = run.base->estimate(rule.first);
  if (run.plan.is_compared() && cell.cell.stat.quantile == 0) {
    cell.change = change_of(run, rule, test);
  }
  if (run.plan.baseline != nullptr) {
    const auto& values = run.plan.baseline->values;
    const auto known = values.find(baseline_key(cell.cell));
    cell.base = known == values.end()
                    ? Estimate{}
                    : Estimate{.value = known->second.value, .interval = known->second.interval};
  }
  return cell;
}

/// Before there is anything to look at.
CheckedCell unseen_cell(const CheckedRun& run, std::size_t index) {
  return {.cell = run.own.cells()[index], .estimate = run.own.estimate(index)};
}

/// The cell with the least margin; where the share of periods is judged, that with the worst value.
std::size_t worst_cell(const CheckedTarget& target) {
  const bool is_at_most = target.target.comparison == Comparison::at_most;
  const auto margin = [&](const CheckedCell& cell) {
    return margin_of(cell, is_at_most).value_or(std::numeric_limits<double>::infinity());
  };
  const auto worst = std::ranges::min_element(target.cells, {}, margin);
  return static_cast<std::size_t>(worst - target.cells.begin());
}

bool has_penalties(const Model& model) {
  for (const ModelSla& sla : model.slas) {
    for (const ModelSla::Terms& terms : sla.terms) {
      if (terms.penalty != Money{} || terms.penalty_per_hour != Money{}) return true;
    }
  }
  return false;
}

bool has_credits(const Model& model) {
  return std::ranges::any_of(model.slas,
                             [](const ModelSla& sla) { return sla.credits.has_value(); });
}

bool has_downtime(const Model& model) {
  return std::ranges::any_of(model.downtime_per_hour, [](Money cost) { return cost != Money{}; });
}

/// What a test of several cells says, against what is told of them.
class Judge {
 public:
  Judge(const CheckedRun& run, CheckedTarget& target) : run_{run}, target_{target} {}

  void judge(Decision decision) {
    const bool may_pass = decision == Decision::pass || decision == Decision::undecided;
    if (may_pass && grows()) return told_of_growth();
    switch (decision) {
      case Decision::nothing: return nothing();
      case Decision::undecided: return undecided();
      case Decision::pass: return passed();
      case Decision::fail: return failed();
    }
  }

 private:
  [[nodiscard]] std::optional<double> growth_of_base() const {
    if (run_.base != nullptr) return run_.base->backlog_growth();
    return run_.plan.baseline != nullptr ? run_.plan.baseline->growth : std::nullopt;
  }

  /// Against a base that grows as fast both horizons are as long: a note tells of it.
  [[nodiscard]] bool grows() const {
    constexpr double as_fast = 1.25;
    const std::optional<double> growth = run_.own.backlog_growth();
    const std::optional<double> base = growth_of_base();
    return growth && (!base || *growth > as_fast * *base);
  }

  /// No number of replications makes a pass of it.
  void told_of_growth() {
    const bool own = target_.told().estimate.growing;
    target_.why =
        fmt::format("{} grows by {} tickets a week", own ? "what it counts" : "the backlog",
                    count_text(*run_.own.backlog_growth()));
    if (run_.plan.is_compared()) {
      const std::optional<double> base = growth_of_base();
      target_.why += base ? fmt::format(", the base's by {}", count_text(*base))
                          : std::string{", which the base's does not"};
    }
    target_.why += ", so that there is no steady value";
    target_.verdict = missed();
    target_.margin.reset();  // inside or beyond: it says more on the horizon's length
  }

  /// Money of nothing holds any bound: a wage or a penalty that was forgotten must not pass.
  [[nodiscard]] std::string_view what_costs_nothing() const {
    const CheckedCell& cell = target_.told();
    if (cell.cell.kpi->unit != Unit::money || cell.estimate.value != 0.0) return "";
    const Model& model = run_.plan.model;
    const Section section = cell.cell.kpi->numerator.section;
    if (section == Section::penalties) {
      return has_penalties(model) ? "" : "no SLA has a penalty: write `penalty_per_breach`";
    }
    if (section == Section::credits) {
      return has_credits(model) ? "" : "no SLA gives service credits: write `service_credits`";
    }
    if (section == Section::downtime) {
      return has_downtime(model) ? "" : "downtime costs nothing: write `costs.downtime_per_hour`";
    }
    return "nothing costs anything in this scenario: groups need `cost_per_hour` or `salary`";
  }

  /// Points that allow whatever the plan does.
  [[nodiscard]] bool allows_all() const {
    const std::optional<Margin>& margin = target_.target.worse_by;
    const CheckedCell& cell = target_.told();
    if (!cell.base || !margin || margin->is_relative) return false;
    const KpiRange range = range_of(*cell.cell.kpi);
    return target_.target.comparison == Comparison::at_least ? cell.bound <= range.low
                                                             : cell.bound >= range.high;
  }

  void nothing() {
    const bool is_the_base = target_.told().estimate.value && target_.told().base;
    target_.why = fmt::format("nothing was counted in {} replications{}: no ticket, clock or hour "
                              "is of that kind",
                              run_.own.replications(), is_the_base ? " of the base" : "");
    target_.verdict = CheckVerdict::nothing;
  }

  void undecided() {
    target_.why = fmt::format("after {} replications it is not decided at these error rates",
                              run_.own.replications());
    if (!run_.is_interrupted) target_.why += "; more may (`--at-most`)";
    target_.verdict = CheckVerdict::inconclusive;
  }

  void passed() {
    target_.verdict = CheckVerdict::nothing;
    target_.why = what_costs_nothing();
    if (!target_.why.empty()) return;
    if (allows_all()) {
      target_.why = "its `worse_by` allows all that a plan can do: it would pass for ever";
      return;
    }
    if (target_.margin && *target_.margin < 0) return too_near();
    target_.verdict = CheckVerdict::pass;
  }

  void failed() {
    if (target_.margin && *target_.margin >= 0) return too_near();
    target_.verdict = missed();
  }

  void too_near() {
    target_.why = "it is so near to its bound (within the indifference zone) that the test leaves "
                  "it open: move the bound, or let it go with `--inconclusive warn`";
    target_.verdict = CheckVerdict::inconclusive;
  }

  [[nodiscard]] CheckVerdict missed() const {
    return target_.target.severity == Severity::error ? CheckVerdict::fail : CheckVerdict::warns;
  }

  const CheckedRun& run_;
  CheckedTarget& target_;
};

/// Its cells, and what the gate says of them.
Decision
fill_cells(const CheckedRun& run, std::size_t index, std::size_t first, CheckedTarget& target) {
  const std::size_t count = run.cells[index].size();
  if (target.target.per) target.met_in = met_share(target.target, run.own, first, count);
  std::optional<Decision> by_share;
  for (std::size_t i = 0; i < run.rules.size() && run.gate != nullptr; ++i) {
    if (run.rules[i].target != index) continue;
    if (run.rules[i].is_share_of_periods)
      by_share = run.gate->decision(i);
    else
      target.cells.push_back(checked_cell(run, i));
  }
  if (target.cells.empty()) {
    for (std::size_t c = 0; c < count; ++c) target.cells.push_back(unseen_cell(run, first + c));
    for (CheckedCell& cell : target.cells) cell.bound = target.target.bound;
  }
  return by_share ? *by_share : together(target.cells);
}

}  // namespace

double error_rate_of(const Scenario& scenario) {
  constexpr double most = 0.4;  // beyond this the test is none
  constexpr double digits = 1e12;
  return std::min(std::round((1 - scenario.experiment.confidence) * digits) / digits, most);
}

std::vector<CheckedTarget> checked_targets(const CheckedRun& run) {
  std::vector<CheckedTarget> result;
  std::size_t first = 0;
  for (std::size_t t = 0; t < run.targets.size(); ++t) {
    CheckedTarget target{.target = run.targets[t],
                         .place = run.plan.loaded.places.find(fmt::format("targets.{}.is", t)),
                         .name = checked_name(run.cells[t].front(), run.targets[t]),
                         .cells = {}};
    const Decision decision = fill_cells(run, t, first, target);
    target.worst = worst_cell(target);
    const bool is_at_most = target.target.comparison == Comparison::at_most;
    const bool is_by_share = target.target.in && !target.told().base;
    target.margin = is_by_share ? margin_of(false, *target.target.in, *target.met_in)
                                : margin_of(target.told(), is_at_most);
    Judge{run, target}.judge(decision);
    first += run.cells[t].size();
    result.push_back(std::move(target));
  }
  return result;
}

}  // namespace tiersim
