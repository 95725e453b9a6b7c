#include "tiersim/targets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "sim/suggest.hpp"
#include "tiersim/problem.hpp"

namespace tiersim {
namespace {

BoundUnit bound_unit(Unit unit) {
  switch (unit) {
    case Unit::share: return BoundUnit::share;
    case Unit::duration: return BoundUnit::duration;
    case Unit::money:
    case Unit::count:
    case Unit::per_hour: return BoundUnit::number;
  }
  return BoundUnit::number;
}

std::string_view rule_of(Unit unit) {
  switch (unit) {
    case Unit::share: return "it is a share: write for example `\">= 80%\"`";
    case Unit::duration: return "it is a length of time: write for example `\"<= 4h\"`";
    case Unit::money:
      return "it is money in the scenario's currency: write for example `\"<= 55\"`";
    case Unit::count:
    case Unit::per_hour: return "it is a plain number: write for example `\"<= 55\"`";
  }
  return "";
}

/// Finds the cell of one target, or tells why there is none.
class TargetFinder {
 public:
  TargetFinder(const LoadedScenario& loaded, const Model& model, const MeasureLayout& layout)
      : loaded_{loaded}, model_{model}, layout_{layout} {}

  void find(std::size_t index) {
    const Target& target = loaded_.scenario.targets[index];
    path_ = fmt::format("targets.{}", index);
    const KpiRow* const row = find_kpi(target.kpi);
    if (row == nullptr) return unknown_kpi(target.kpi);
    check_unit(target, *row);
    const std::optional<Stat> stat = stat_of(target, *row);
    const std::optional<Labels> labels = labels_of(target);
    if (!stat || !labels) return;
    CellProblem problem;
    std::optional<KpiCell> cell = make_cell(model_, layout_, *row, *stat, *labels, &problem);
    if (!cell) return fail(labels->empty() ? "kpi" : "where", problem.what, "", problem.suggestion);
    cells_.push_back(std::move(*cell));
  }

  [[nodiscard]] std::vector<KpiCell> cells() {
    if (!problems_.empty()) throw BadInput{std::move(problems_)};
    return std::move(cells_);
  }

 private:
  void fail(std::string_view key, std::string what, std::string why, std::string suggestion) {
    problems_.push_back({loaded_.places.find(fmt::format("{}.{}", path_, key)), std::move(what),
                         std::move(why), std::move(suggestion)});
  }

  void unknown_kpi(const std::string& id) {
    std::vector<std::string> known;
    for (const KpiRow& row : kpi_table()) known.emplace_back(row.id);
    std::string suggestion = did_you_mean(id, known, "KPIs");
    if (suggestion.empty()) suggestion = "`tiersim kpis` lists them";
    fail("kpi", fmt::format("unknown KPI {}", tiersim::quoted(id)), "", std::move(suggestion));
  }

  void check_unit(const Target& target, const KpiRow& row) {
    if (target.bound_unit == bound_unit(row.unit)) return;
    fail("is", fmt::format("{} is no bound of `{}`", tiersim::quoted(target.written), row.id),
         std::string{rule_of(row.unit)}, "");
  }

  std::optional<Stat> stat_of(const Target& target, const KpiRow& row) {
    if (target.stat.empty()) return row.stats.empty() ? Stat{} : row.stats.front();
    const std::optional<Stat> stat = to_stat(target.stat);
    if (!stat) {
      fail("stat", fmt::format("unknown stat {}", tiersim::quoted(target.stat)),
           "a stat is `mean`, `median` or a percentile",
           did_you_mean(target.stat, {"mean", "median", "p90", "p95"}, "usual ones"));
    } else if (stat->quantile > 0 && !row.quantiles) {
      fail("stat", fmt::format("`{}` has no {}", row.id, to_text(*stat)),
           "only lengths of time of single tickets have quantiles", "leave `stat` out");
      return std::nullopt;
    }
    return stat;
  }

  std::optional<Labels> labels_of(const Target& target) {
    Labels labels;
    bool fine = true;
    for (const auto& [name, value] : target.where) {
      if (const std::optional<Label> label = to_label(name)) {
        labels.emplace_back(*label, value);
        continue;
      }
      fail("where." + name, fmt::format("no KPI has the label {}", tiersim::quoted(name)), "", "");
      fine = false;
    }
    std::ranges::sort(labels);
    return fine ? std::optional{labels} : std::nullopt;
  }

  const LoadedScenario& loaded_;
  const Model& model_;
  const MeasureLayout& layout_;
  std::string path_;
  std::vector<KpiCell> cells_;
  std::vector<Problem> problems_;
};

}  // namespace

std::string_view to_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::met: return "met";
    case Verdict::missed: return "missed";
    case Verdict::unclear: return "unclear";
    case Verdict::nothing: return "nothing";
  }
  return "";
}

std::vector<KpiCell>
target_cells(const LoadedScenario& loaded, const Model& model, const MeasureLayout& layout) {
  TargetFinder finder{loaded, model, layout};
  for (std::size_t i = 0; i < loaded.scenario.targets.size(); ++i) finder.find(i);
  return finder.cells();
}

Verdict judge(const Target& target, const Estimate& estimate) {
  if (!estimate.value) return Verdict::nothing;
  if (!estimate.interval) return Verdict::unclear;
  const bool at_most = target.comparison == Comparison::at_most;
  // The end of the interval that has to hold, and the one whose failing is a miss.
  const double worst = at_most ? estimate.interval->high : -estimate.interval->low;
  const double best = at_most ? estimate.interval->low : -estimate.interval->high;
  const double bound = at_most ? target.bound : -target.bound;
  if (best > bound) return Verdict::missed;
  if (worst > bound || estimate.growing) return Verdict::unclear;
  return Verdict::met;
}

std::vector<JudgedTarget> judge_targets(const std::vector<Target>& targets,
                                        const std::vector<KpiCell>& cells,
                                        const std::vector<Estimate>& estimates) {
  std::vector<JudgedTarget> judged;
  judged.reserve(targets.size());
  for (std::size_t i = 0; i < targets.size(); ++i) {
    judged.push_back({targets[i], cells[i], estimates[i], judge(targets[i], estimates[i])});
  }
  return judged;
}

}  // namespace tiersim
