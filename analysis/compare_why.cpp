#include "analysis/compare_why.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "analysis/report_format.hpp"
#include "tiersim/attribution.hpp"

namespace tiersim {
namespace {

/// Hours of breached clocks, a replication, by what they went to.
struct BreachedHours {
  std::map<std::pair<std::string, std::string>, double> by_part;  ///< by tier, and cause
  double all = 0;
};

void add_sla(const Model& model, const BreachSum& sum, double replications, BreachedHours& hours) {
  for (std::uint32_t i = 0; i < model.tiers.size(); ++i) {
    for (const BreachPart& part : breach_parts(model)) {
      const auto clock = static_cast<double>(sum.part(TierId{i}, part).clock_ms);
      if (clock == 0) continue;
      const double own = clock / ms_per_hour / replications;
      hours.by_part[{model.tiers[TierId{i}].name, to_text(model, part)}] += own;
      hours.all += own;
    }
  }
}

/// Of the clocks that are agreed on with customers.
BreachedHours breached_hours(const ComparedPlan& plan) {
  BreachedHours hours;
  const auto replications = static_cast<double>(plan.attribution->replications);
  for (std::uint32_t i = 0; i < plan.model.slas.size(); ++i) {
    if (plan.model.slas[SlaId{i}].type != ClockType::sla) continue;
    add_sla(plan.model, plan.attribution->overall(SlaId{i}), replications, hours);
  }
  return hours;
}

std::string hours_moved(double hours) {
  return fmt::format("{} h {}", grouped(std::abs(hours), std::abs(hours) < 100 ? 1 : 0),
                     hours < 0 ? "less" : "more");
}

/// The part that went furthest the way of the whole.
std::string why_by_clocks(const BreachedHours& base, const BreachedHours& plan) {
  const double whole = plan.all - base.all;
  if (whole == 0) return "";
  auto moved = plan.by_part;
  for (const auto& [part, hours] : base.by_part) moved[part] -= hours;
  const auto most = std::ranges::max_element(
      moved, {}, [&](const auto& entry) { return whole < 0 ? -entry.second : entry.second; });
  return fmt::format(
      "the clocks of breached tickets ran {} a replication, most of all at {}, {} ({})",
      hours_moved(whole), most->first.first, most->first.second, hours_moved(most->second));
}

/// The tier at which the mean wait moved most, for sure.
std::string why_by_waits(const PlanComparison& comparison, std::size_t plan) {
  const ComparedKpi* most = nullptr;
  const auto size = [&](const ComparedKpi& kpi) {
    return std::abs(kpi.from_base[plan]->difference);
  };
  for (const ComparedKpi& kpi : comparison.kpis) {
    const bool is_wait = kpi.cell.kpi->id == "wait" && kpi.cell.labels.size() == 1;
    if (!is_wait || !kpi.from_base[plan] || !kpi.from_base[plan]->is_significant()) continue;
    if (most == nullptr || size(kpi) > size(*most)) most = &kpi;
  }
  if (most == nullptr) return "";
  return fmt::format("the mean wait at {} went from {} to {}", most->cell.labels.front().second,
                     time_text(*most->estimates.front().value),
                     time_text(*most->estimates[plan].value));
}

/// Does any share of breached clocks differ for sure?
bool breaches_differ(const PlanComparison& comparison, std::size_t plan) {
  return std::ranges::any_of(comparison.kpis, [&](const ComparedKpi& kpi) {
    const auto& found = kpi.from_base[plan];
    return kpi.cell.kpi->id == "sla_breach_rate" && found && found->is_significant();
  });
}

}  // namespace

std::string why_it_moved(const PlanComparison& comparison, std::size_t plan) {
  const ComparedPlan& base = comparison.plans.front();
  const ComparedPlan& own = comparison.plans[plan];
  std::string why;
  const bool is_attributed = base.attribution != nullptr && own.attribution != nullptr;
  if (is_attributed && breaches_differ(comparison, plan)) {
    why = why_by_clocks(breached_hours(base), breached_hours(own));
  }
  return why.empty() ? why_by_waits(comparison, plan) : why;
}

}  // namespace tiersim
