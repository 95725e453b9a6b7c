#include "tiersim/targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "sim/suggest.hpp"
#include "sim/text.hpp"
#include "tiersim/problem.hpp"

namespace tiersim {
namespace {

BoundUnit bound_unit(Unit unit) {
  switch (unit) {
    case Unit::share: return BoundUnit::share;
    case Unit::duration: return BoundUnit::duration;
    case Unit::money:
    case Unit::count:
    case Unit::per_hour:
    case Unit::business_days: return BoundUnit::number;
  }
  return BoundUnit::number;
}

std::string_view rule_of(Unit unit) {
  switch (unit) {
    case Unit::share: return "it is a share";
    case Unit::duration: return "it is a length of time";
    case Unit::money: return "it is money in the scenario's currency";
    case Unit::count:
    case Unit::per_hour: return "it is a plain number";
    case Unit::business_days: return "it is a plain number of business days";
  }
  return "";
}

/// The bound in the unit of the KPI: with the number that was written where it is only bare.
std::string bound_hint(const Target& target, BoundUnit wanted) {
  const std::string_view sign = target.comparison == Comparison::at_least ? ">=" : "<=";
  const bool is_bare = target.bound_unit == BoundUnit::number;
  switch (wanted) {
    case BoundUnit::share: {
      if (!is_bare) return fmt::format(R"(write for example `"{} 80%"`)", sign);
      const double percent = target.bound <= 1 ? target.bound * 100 : target.bound;
      return fmt::format(R"(write `"{} {:.6g}%"`)", sign, percent);
    }
    case BoundUnit::duration:
      if (!is_bare || target.bound < 0) return fmt::format(R"(write for example `"{} 4h"`)", sign);
      return fmt::format(R"(write `"{0} {1}h"` for hours or `"{0} {1}m"` for minutes)", sign,
                         target.bound);
    case BoundUnit::number: return fmt::format(R"(write for example `"{} 55"`)", sign);
  }
  return "";
}

/// What a target asks for.
struct Asked {
  const KpiRow& row;
  Stat stat;
  Labels labels;
};

/// Reads targets, and tells of those that cannot be asked for.
class TargetReader {
 public:
  TargetReader(const Scenario& scenario, const Places& places, std::vector<Problem>& problems)
      : scenario_{scenario}, places_{places}, problems_{problems} {}

  std::optional<Asked> read(std::size_t index) {
    const Target& target = scenario_.targets[index];
    path_ = fmt::format("targets.{}", index);
    if (target.kpi.empty()) return std::nullopt;  // the loader has told
    const KpiRow* const row = find_kpi(target.kpi);
    if (row == nullptr) return unknown_kpi(target.kpi);
    check_unit(target, *row);
    check_range(target, *row);
    check_proxy(target, *row);
    check_worse_by(target, *row);
    const std::optional<Stat> stat = stat_of(target, *row);
    const std::optional<Labels> labels = labels_of(target, *row);
    if (!stat || !labels) return std::nullopt;
    return Asked{*row, *stat, *labels};
  }

  /// A problem with a key of the target that was read last.
  void fail(std::string_view key, std::string what, std::string why, std::string suggestion) {
    problems_.push_back({places_.find(fmt::format("{}.{}", path_, key)), std::move(what),
                         std::move(why), std::move(suggestion)});
  }

 private:
  std::optional<Asked> unknown_kpi(const std::string& id) {
    std::vector<std::string> known;
    for (const KpiRow& row : kpi_table()) known.emplace_back(row.id);
    std::string suggestion = did_you_mean(id, known, "KPIs");
    if (suggestion.empty()) suggestion = "`tiersim kpis` lists them";
    fail("kpi", fmt::format("unknown KPI {}", tiersim::in_quotes(id)), "", std::move(suggestion));
    return std::nullopt;
  }

  void check_unit(const Target& target, const KpiRow& row) {
    const BoundUnit wanted = bound_unit(row.unit);
    if (target.written.empty() || target.bound_unit == wanted) return;
    fail("is", fmt::format("{} is no bound of `{}`", tiersim::in_quotes(target.written), row.id),
         std::string{rule_of(row.unit)}, bound_hint(target, wanted));
  }

  /// A bound that every plan holds, or none, says nothing of a plan.
  void check_range(const Target& target, const KpiRow& row) {
    if (target.written.empty() || target.bound_unit != bound_unit(row.unit)) return;
    const KpiRange range = range_of(row);
    const bool is_low = target.comparison == Comparison::at_least;
    const bool holds = is_low ? target.bound <= range.low : target.bound >= range.high;
    const bool fails = is_low ? target.bound > range.high : target.bound < range.low;
    if (!holds && !fails) return;
    const bool is_below = holds == is_low;
    fail("is",
         fmt::format("{} {}", tiersim::in_quotes(target.written),
                     holds ? "holds whatever the plan" : "can never hold"),
         is_below                  ? fmt::format("`{}` is never below {}", row.id, range.low)
         : row.unit == Unit::share ? fmt::format("`{}` is never above 100%", row.id)
                                   : fmt::format("`{}` is never above {}", row.id, range.high),
         "");
  }

  void check_worse_by(const Target& target, const KpiRow& row) {
    if (!target.worse_by || target.worse_by->is_relative || row.unit == Unit::share) return;
    fail("worse_by", fmt::format("`{}` of `{}`", margin_text(*target.worse_by), row.id),
         "percentage points are of shares, and this is none",
         fmt::format("write `{}`, of its value", percent_text(target.worse_by->size)));
  }

  /// Nobody's build should fail for what nobody has measured.
  void check_proxy(const Target& target, const KpiRow& row) {
    const bool may_fail = target.accept_proxy.value_or(false);
    if (may_fail && !row.is_proxy) {
      fail("accept_proxy", fmt::format("`{}` is no proxy", row.id), "there is nothing to accept",
           "leave `accept_proxy` out");
    }
    if (!row.is_proxy || may_fail || target.severity == Severity::warn) return;
    fail("kpi", fmt::format("`{}` is a proxy: it cannot be a target that fails", row.id),
         "no customer was asked, and its weights were set, not measured",
         "write `severity: warn`; or `accept_proxy: true`, if you take it for what it is");
  }

  std::optional<Stat> stat_of(const Target& target, const KpiRow& row) {
    if (target.stat.empty()) return row.stats.empty() ? Stat{} : row.stats.front();
    const std::optional<Stat> stat = to_stat(target.stat);
    if (!stat) {
      fail("stat", fmt::format("unknown stat {}", tiersim::in_quotes(target.stat)),
           "a stat is `mean`, `median` or a percentile from `p0.1` to `p99.9`",
           did_you_mean(target.stat, {"mean", "median", "p90", "p95"}, "usual ones"));
    } else if (stat->quantile > 0 && !has_quantiles(row)) {
      fail("stat", fmt::format("`{}` has no {}", row.id, to_text(*stat)),
           "only lengths of time of single tickets, and service credits of months, have quantiles",
           "leave `stat` out");
      return std::nullopt;
    }
    return stat;
  }

  std::optional<Labels> labels_of(const Target& target, const KpiRow& row) {
    Labels labels;
    for (const auto& [name, value] : target.where) {
      const std::optional<Label> label = to_label(name);
      if (!label) return std::nullopt;  // the loader has told
      const std::vector<Label> own = tiersim::labels_of(row);
      if (std::ranges::find(own, *label) == own.end()) return no_label_of(row, *label);
      labels.emplace_back(*label, value);
    }
    std::ranges::sort(labels);
    return labels;
  }

  std::optional<Labels> no_label_of(const KpiRow& row, Label label) {
    std::string known;
    for (const Label one : tiersim::labels_of(row)) {
      known += fmt::format("{}{}", known.empty() ? "it has: " : ", ", to_text(one));
    }
    fail("where", fmt::format("`{}` has no label '{}'", row.id, to_text(label)), "",
         known.empty() ? "leave `where` out" : known);
    return std::nullopt;
  }

  const Scenario& scenario_;
  const Places& places_;
  std::vector<Problem>& problems_;
  std::string path_;
};

std::vector<Period> whole_periods(const Model& model, PeriodKind kind) {
  std::vector<Period> periods = periods_of(model, kind);
  std::erase_if(periods, [](const Period& period) { return !period.is_whole; });
  return periods;
}

/// "measured is 2026-01-19 to 2026-03-29".
std::string window_text(const Model& model) {
  const LocalDay first = model.clock.day_of(model.window_from);
  const LocalDay last = model.clock.day_of(model.window_to - Duration{1});
  return fmt::format("measured is {} to {}", date_text(first), date_text(last));
}

/// The cell in each whole period.
std::vector<KpiCell> cells_by_period(const Model& model, const KpiCell& cell, PeriodKind per) {
  std::vector<KpiCell> cells;
  for (const Period& period : whole_periods(model, per)) {
    cells.push_back(in_period(model, cell, label_of(per), period));
  }
  return cells;
}

/// Tells where there is no whole period to judge.
void check_per(const Model& model, PeriodKind per, TargetReader& reader) {
  if (!whole_periods(model, per).empty()) return;
  const std::string_view shorter = per == PeriodKind::month ? "week" : "day";
  reader.fail("per", fmt::format("there is no whole {} to judge", to_text(per)), window_text(model),
              fmt::format("write `per: {}`, or simulate a longer horizon", shorter));
}

/// Tells where the period that `where` names is cut by the measured window.
void check_whole(const Model& model, const Labels& labels, TargetReader& reader) {
  for (const auto& [label, value] : labels) {
    const std::optional<PeriodKind> kind = period_kind(label);
    if (!kind) continue;
    const std::vector<Period> whole = whole_periods(model, *kind);
    if (std::ranges::find(whole, value, &Period::name) != whole.end()) continue;
    std::string suggestion = "name a shorter period";
    if (!whole.empty()) suggestion = "whole is " + whole.front().name;
    if (whole.size() > 1) suggestion += " to " + whole.back().name;
    reader.fail("where", fmt::format("the {} {} is cut", to_text(*kind), value), window_text(model),
                std::move(suggestion));
  }
}

}  // namespace

void check_targets(const Scenario& scenario, const Places& places, std::vector<Problem>& problems) {
  TargetReader reader{scenario, places, problems};
  for (std::size_t i = 0; i < scenario.targets.size(); ++i) (void)reader.read(i);
}

void check_target_cells(const LoadedScenario& loaded,
                        const Model& model,
                        const MeasureLayout& layout) {
  std::vector<Problem> problems;
  TargetReader reader{loaded.scenario, loaded.places, problems};
  for (std::size_t i = 0; i < loaded.scenario.targets.size(); ++i) {
    const std::optional<Asked> asked = reader.read(i);
    if (!asked) continue;
    const auto& [row, stat, labels] = *asked;
    if (const auto problem = cell_problem(model, layout, row, stat, labels)) {
      reader.fail(labels.empty() ? "kpi" : "where", problem->what, "", problem->suggestion);
      continue;
    }
    check_whole(model, labels, reader);
    const std::optional<PeriodKind> per = loaded.scenario.targets[i].per;
    if (per) check_per(model, *per, reader);
  }
  if (!problems.empty()) throw BadInput{std::move(problems)};
}

TargetCells
target_cells(const LoadedScenario& loaded, const Model& model, const MeasureLayout& layout) {
  check_target_cells(loaded, model, layout);
  std::vector<Problem> none;
  TargetReader reader{loaded.scenario, loaded.places, none};
  TargetCells cells;
  for (std::size_t i = 0; i < loaded.scenario.targets.size(); ++i) {
    const std::optional<Asked> asked = reader.read(i);
    if (!asked) continue;
    KpiCell cell = make_cell(model, layout, asked->row, asked->stat, asked->labels).value();
    const std::optional<PeriodKind> per = loaded.scenario.targets[i].per;
    cells.push_back(per ? cells_by_period(model, cell, *per) : std::vector{std::move(cell)});
  }
  return cells;
}

}  // namespace tiersim
