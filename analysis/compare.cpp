#include "tiersim/compare.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "analysis/compare_why.hpp"
#include "analysis/tier_heads.hpp"
#include "tiersim/periods.hpp"

namespace tiersim {
namespace {

/// Has it something to show: a value, and of money one that is not 0?
bool has_any_value(const ComparedKpi& kpi) {
  const bool is_money = kpi.cell.kpi->unit == Unit::money;
  return std::ranges::any_of(kpi.estimates, [&](const Estimate& estimate) {
    return estimate.value && (!is_money || *estimate.value != 0);
  });
}

ComparedKpi compared_kpi(const Study& study, std::size_t cell) {
  ComparedKpi result{
      .cell = study.estimator(0).cells()[cell], .estimates = {}, .influences = {}, .from_base = {}};
  for (std::size_t plan = 0; plan < study.arms(); ++plan) {
    result.estimates.push_back(study.estimator(plan).estimate(cell));
    result.influences.push_back(influences_on(study.estimator(plan), cell));
  }
  result.from_base.resize(study.arms());
  result.is_shown = has_any_value(result);
  return result;
}

void put_differences(const Study& study, std::size_t cell, double level, ComparedKpi& kpi) {
  const Estimate& base = kpi.estimates.front();
  const auto seen_in = [&](std::size_t plan) {
    return SeenInPlan{*kpi.estimates[plan].value, study.estimator(plan).samples(cell),
                      kpi.influences[plan]};
  };
  for (std::size_t plan = 1; plan < kpi.estimates.size(); ++plan) {
    const Estimate& own = kpi.estimates[plan];
    if (!base.value || !own.value) continue;
    PairedDifference difference = compared_difference(kpi.cell, seen_in(0), seen_in(plan), level);
    // What does not vary is known exactly, but for what numbers are rounded by.
    const double size = std::max(std::abs(*base.value), std::abs(*own.value));
    if (difference.interval && difference.interval->half_width() <= 1e-12 * size) {
      difference.interval = {difference.difference, difference.difference};
    }
    kpi.from_base[plan] = difference;
  }
}

void compare_kpis(const Study& study, std::size_t kpis, PlanComparison& result) {
  for (std::size_t i = 0; i < kpis; ++i) {
    result.kpis.push_back(compared_kpi(study, i));
    if (result.kpis.back().is_shown) result.differences += study.arms() - 1;
  }
  const auto shared = static_cast<double>(std::max<std::size_t>(1, result.differences));
  result.level = 1 - (1 - result.confidence) / shared;
  for (std::size_t i = 0; i < kpis; ++i) {
    put_differences(study, i, result.level, result.kpis[i]);
  }
}

std::optional<TierId> tier_named(const Model& model, const std::string& name) {
  for (std::uint32_t i = 0; i < model.tiers.size(); ++i) {
    if (model.tiers[TierId{i}].name == name) return TierId{i};
  }
  return std::nullopt;
}

void put_people_at(const ComparedPlan& plan, const Measures& total, ComparedTier& tier) {
  const std::optional<TierId> id = tier_named(plan.model, tier.name);
  tier.heads.emplace_back();
  tier.hours.emplace_back();
  if (!id) return;
  const double weeks = weeks_of(plan.model, measured_window(plan.model));
  tier.heads.back() = heads_at(plan.model, plan.layout, total, *id);
  tier.hours.back() = paid_ms_at(plan.model, plan.layout, total, *id) / ms_per_hour / weeks;
}

/// The tiers of the base, then those that only plans have.
std::vector<ComparedTier> compared_tiers(const std::vector<ComparedPlan>& plans,
                                         const Study& study) {
  std::vector<ComparedTier> tiers;
  for (const ComparedPlan& plan : plans) {
    for (const ModelTier& tier : plan.model.tiers) {
      if (std::ranges::find(tiers, tier.name, &ComparedTier::name) != tiers.end()) continue;
      tiers.push_back({.name = tier.name, .heads = {}, .hours = {}});
    }
  }
  for (ComparedTier& tier : tiers) {
    for (std::size_t i = 0; i < plans.size(); ++i) {
      put_people_at(plans[i], study.estimator(i).total(), tier);
      if (tier.hours.back()) *tier.hours.back() /= static_cast<double>(study.replications(i));
    }
  }
  return tiers;
}

/// Where the backlog grows: " at L2 ", or a blank for all of it. Empty: nowhere.
std::string growing_in(const Model& model, const Estimator& estimator) {
  if (estimator.backlog_growth()) return " ";
  std::string tiers;
  for (std::uint32_t i = 0; i < model.tiers.size(); ++i) {
    if (!estimator.backlog_growth(TierId{i})) continue;
    tiers += fmt::format("{}{} ", tiers.empty() ? " at " : "and ", model.tiers[TierId{i}].name);
  }
  return tiers;
}

void add_notes(const Study& study, PlanComparison& result) {
  const bool is_uncertain = std::ranges::any_of(
      result.plans, [](const ComparedPlan& plan) { return plan.model.has_uncertain_volumes(); });
  if (is_uncertain) {
    result.notes.emplace_back(
        "volumes are uncertain: each replication draws its own, the same for all plans; chances "
        "to hold are of forecast and queue together (`tiersim run` tells them apart)");
  }
  for (std::size_t i = 0; i < result.plans.size(); ++i) {
    const std::string where = growing_in(result.plans[i].model, study.estimator(i));
    if (!where.empty()) {
      result.notes.push_back(fmt::format("the backlog grows{}in {}: its waits and times to resolve "
                                         "depend on how long is simulated",
                                         where, result.plans[i].name));
    }
    if (i > 0 && result.fingerprints[i] == result.fingerprints.front()) {
      result.notes.push_back(fmt::format("in {} each event is that of the base: what was changed "
                                         "has no effect on tickets",
                                         result.plans[i].name));
    }
  }
}

}  // namespace

std::vector<JudgedTarget>
judged_in(const ComparedPlan& plan, const TargetCells& targets, const Estimator& estimator) {
  std::vector<Estimate> estimates;
  for (std::size_t i = estimator.cells().size() - size_of(targets); i < estimator.cells().size();
       ++i) {
    estimates.push_back(estimator.estimate(i));
  }
  return judge_targets(plan.loaded.scenario.targets, targets, estimates, estimator);
}

PlanComparison
compare_plans(std::vector<ComparedPlan> plans, const ComparedCells& cells, const Study& study) {
  PlanComparison result;
  result.plans = std::move(plans);
  result.replications = study.replications(0);
  result.confidence = study.estimator(0).confidence();
  result.notes = cells.notes;
  compare_kpis(study, cells.cells.front().size(), result);
  result.tiers = compared_tiers(result.plans, study);
  for (std::size_t i = 0; i < result.plans.size(); ++i) {
    const Estimator& estimator = study.estimator(i);
    result.targets.push_back(judged_in(result.plans[i], cells.targets[i], estimator));
    result.chances.push_back(target_chances(result.plans[i].loaded.scenario.targets,
                                            {cells.months[i], cells.targets[i]}, estimator));
    result.fingerprints.push_back(estimator.total().outcome.fingerprint);
    result.why.push_back(i == 0 ? "" : why_it_moved(result, i));
  }
  add_notes(study, result);
  return result;
}

}  // namespace tiersim
