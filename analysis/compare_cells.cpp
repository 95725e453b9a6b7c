// Which KPIs plans are compared by.

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

#include "analysis/report_format.hpp"
#include "tiersim/compare.hpp"

namespace tiersim {
namespace {

constexpr Stat compared_median{0.5};
constexpr Stat compared_p90{0.9};

/// A KPI that is to be compared.
struct AskedKpi {
  const KpiRow* row = nullptr;
  Stat stat;
  Labels labels;
  bool operator==(const AskedKpi&) const = default;
};

class AskedKpis {
 public:
  void add(const KpiRow& row, Stat stat = {}, Labels labels = {}) {
    AskedKpi asked{&row, stat, std::move(labels)};
    if (std::ranges::find(list_, asked) == list_.end()) list_.push_back(std::move(asked));
  }
  void add(std::string_view id, Stat stat = {}, Labels labels = {}) {
    add(*find_kpi(id), stat, std::move(labels));
  }
  [[nodiscard]] const std::vector<AskedKpi>& list() const { return list_; }

 private:
  std::vector<AskedKpi> list_;
};

/// Those of targets that are judged over the whole window. What is on time is told by what is late.
void add_targets(const TargetCells& targets, AskedKpis& asked) {
  for (const std::vector<KpiCell>& of_one : targets) {
    const KpiCell& cell = of_one.front();
    if (cell.window) continue;
    const bool is_on_time = cell.kpi->id == "on_time";
    asked.add(is_on_time ? *find_kpi("sla_breach_rate") : *cell.kpi, cell.stat, cell.labels);
  }
}

AskedKpis
asked_kpis(const Model& base, const TargetCells& targets, const std::vector<const KpiRow*>& more) {
  AskedKpis asked;
  asked.add("fcr");
  for (const std::string_view id : {"mttr", "fulfilment_time"}) {
    asked.add(id, compared_median);
    asked.add(id, compared_p90);
  }
  for (const ModelSla& sla : base.slas) {
    asked.add("sla_breach_rate", {}, {{Label::sla, sla.name}});
  }
  for (const std::string_view id : {"cost_per_month", "cost_per_ticket", "penalties_per_month",
                                    "service_credits", "downtime_cost_per_month", "backlog"}) {
    asked.add(id);
  }
  for (const ModelTier& tier : base.tiers) asked.add("wait", {}, {{Label::tier, tier.name}});
  add_targets(targets, asked);
  for (const KpiRow* const row : more) {
    asked.add(*row, row->stats.empty() ? Stat{} : row->stats.front());
  }
  return asked;
}

}  // namespace

ComparedCells compared_cells(const std::vector<ComparedPlan>& plans,
                             const std::vector<const KpiRow*>& more) {
  ComparedCells result;
  for (const ComparedPlan& plan : plans) {
    result.targets.push_back(target_cells(plan.loaded, plan.model, plan.layout));
    result.months.push_back(
        month_cells(plan.model, plan.loaded.scenario.targets, result.targets.back()));
  }
  result.cells.resize(plans.size());
  const AskedKpis asked = asked_kpis(plans.front().model, result.targets.front(), more);
  for (const auto& [row, stat, labels] : asked.list()) {
    std::vector<KpiCell> cells;
    for (const ComparedPlan& plan : plans) {
      CellProblem problem;
      auto cell = make_cell(plan.model, plan.layout, *row, stat, labels, &problem);
      if (cell) cells.push_back(std::move(*cell));
      if (cell || &plan == &plans.front()) continue;
      result.notes.push_back(
          fmt::format("{} is not compared: of {}, {}", row->id, plan.name, problem.what));
    }
    if (cells.size() < plans.size()) continue;
    for (std::size_t i = 0; i < plans.size(); ++i) result.cells[i].push_back(std::move(cells[i]));
  }
  return result;
}

std::vector<KpiCell> cells_of_plan(const ComparedCells& cells, std::size_t plan) {
  std::vector<KpiCell> all = cells.cells[plan];
  for (const TargetCells* const list : {&cells.months[plan], &cells.targets[plan]}) {
    for (const std::vector<KpiCell>& of_one : *list) {
      std::ranges::copy(of_one, std::back_inserter(all));
    }
  }
  return all;
}

}  // namespace tiersim
