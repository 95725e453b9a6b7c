// What a search found, for programs (see optimize.hpp).

#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include "analysis/report_format.hpp"
#include "tiersim/optimize.hpp"
#include "tiersim/warm_up.hpp"

namespace tiersim {

namespace {

using OptimizeJson = nlohmann::ordered_json;

constexpr int optimize_schema_version = 2;

std::string_view status_text(OptimizeStatus status) {
  switch (status) {
    case OptimizeStatus::found: return "found";
    case OptimizeStatus::infeasible: return "infeasible";
    case OptimizeStatus::unconfirmed: return "unconfirmed";
  }
  return "";
}

OptimizeJson estimate_json(const Estimate& estimate, Unit unit, const std::string& currency) {
  OptimizeJson json{{"value", nullptr}, {"low", nullptr}, {"high", nullptr}};
  if (estimate.value) json["value"] = in_unit(*estimate.value, unit);
  if (estimate.interval) {
    json["low"] = in_unit(estimate.interval->low, unit);
    json["high"] = in_unit(estimate.interval->high, unit);
  }
  json["unit"] = unit_name(unit, currency);
  return json;
}

OptimizeJson targets_of(const SimulatedPlan& plan, const std::string& currency) {
  OptimizeJson list = OptimizeJson::array();
  for (std::size_t i = 0; i < plan.targets.size(); ++i) {
    const JudgedTarget& one = plan.targets[i];
    OptimizeJson json{{"target", target_name(one.target)}, {"is", one.target.written}};
    json["estimate"] = estimate_json(one.estimate, find_kpi(one.target.kpi)->unit, currency);
    if (one.met_in) json["met_in"] = estimate_json(*one.met_in, Unit::share, currency);
    json["tolerance"] = tolerance_of(one.target);
    json["tolerances_missed"] = plan.score.excess[i];
    list.push_back(std::move(json));
  }
  return list;
}

OptimizeJson values_of(const OptimizeResult& result, const PlanChoice& plan) {
  OptimizeJson json = OptimizeJson::object();
  for (std::size_t i = 0; i < plan.size(); ++i) {
    json[result.variables[i].path] = result.variables[i].values[plan[i]];
  }
  return json;
}

OptimizeJson plan_of(const SimulatedPlan& plan, const std::string& currency) {
  return {{"fingerprint", fmt::format("{:016x}", plan.fingerprint)},
          {"cost", estimate_json(plan.cost, Unit::money, currency)},
          {"backlog_growth_a_week", plan.score.growth},
          {"targets", targets_of(plan, currency)}};
}

OptimizeJson confirmation_of(const OptimizeResult& result,
                             const Confirmation& one,
                             const std::string& currency) {
  OptimizeJson json{{"plan", values_of(result, one.plan)},
                    {"seed", one.seed},
                    {"replications", one.found.costs.size()},
                    {"confidence_of_each", one.confidence},
                    {"holds", one.holds}};
  json.update(plan_of(one.found, currency));
  json["saving"] = estimate_json(one.saving, Unit::money, currency);
  return json;
}

/// Values with more work than hours, whatever the rules.
OptimizeJson left_out(const PlanVariable& variable, const PlanSpace::Axis& axis) {
  OptimizeJson list = OptimizeJson::array();
  for (std::size_t i = 0; i < variable.values.size(); ++i) {
    const bool is_barred = !axis.barred.empty() && axis.barred[i];
    if (i < axis.lowest || is_barred) list.push_back(variable.values[i]);
  }
  return list;
}

OptimizeJson variables_json(const OptimizeResult& result) {
  OptimizeJson list = OptimizeJson::array();
  for (std::size_t i = 0; i < result.variables.size(); ++i) {
    const PlanVariable& one = result.variables[i];
    list.push_back({{"path", one.path},
                    {"values", one.values},
                    {"lowest_by_load", nullptr},
                    {"left_out_by_load", left_out(one, result.space.axes[i])},
                    {"start", one.values[result.space.axes[i].start]}});
    if (one.is_count) list.back()["lowest_by_load"] = one.values[result.space.axes[i].lowest];
  }
  return list;
}

OptimizeJson steps_json(const OptimizeResult& result) {
  OptimizeJson list = OptimizeJson::array();
  for (const SearchStep& step : result.steps) {
    list.push_back({{"round", step.round},
                    {"move", to_text(step.move)},
                    {"taken", step.taken},
                    {"plan", values_of(result, step.plan)},
                    {"cost", step.score.cost},
                    {"holds", step.score.violation() <= 0},
                    {"tolerances_missed", step.score.excess},
                    {"backlog_growth_a_week", step.score.growth}});
  }
  return list;
}

OptimizeJson reasons_json(const OptimizeResult& result) {
  OptimizeJson list = OptimizeJson::array();
  for (const TierReason& one : result.reasons) {
    OptimizeJson steps = OptimizeJson::array();
    for (std::size_t i = 0; i < heads_steps; ++i) {
      steps.push_back({{"step", to_text(static_cast<HeadsStep>(i))}, {"adds_heads", one.heads[i]}});
    }
    OptimizeJson groups = OptimizeJson::object();
    for (const TierReason::Part& part : one.groups) groups[part.group] = part.heads;
    list.push_back({{"tier", one.tier},
                    {"steps", std::move(steps)},
                    {"heads", one.planned},
                    {"heads_by_group", std::move(groups)},
                    {"occupancy", one.occupancy}});
  }
  return list;
}

}  // namespace

std::string optimize_json(const OptimizeReport& report) {
  const OptimizeResult& result = report.result;
  const LoadedScenario& base = report.plans.base();
  const std::string& currency = base.scenario.currency;
  OptimizeJson confirmations = OptimizeJson::array();
  for (const Confirmation& one : result.confirmations) {
    confirmations.push_back(confirmation_of(result, one, currency));
  }
  OptimizeJson json{{"schema_version", optimize_schema_version},
                    {"kind", "optimize"},
                    {"version", TIERSIM_VERSION},
                    {"name", base.scenario.name},
                    {"scenario_hash", fmt::format("{:016x}", base.hash)},
                    {"seed", base.scenario.seed},
                    {"replications", report.options.replications},
                    {"status", status_text(result.status)},
                    {"minimise", base.scenario.optimize->minimise},
                    {"alpha", result.alpha},
                    {"variables", variables_json(result)}};
  const WarmUp& warm_up = base.scenario.horizon.warm_up;
  if (warm_up.is_auto) json["warm_up"] = to_text(warm_up);
  json["plan"] = result.best ? values_of(result, *result.best) : OptimizeJson();
  json["plan_is_unchanged"] = result.is_unchanged();
  json["confirmations"] = std::move(confirmations);
  json["now"] = plan_of(result.base, currency);
  json["came_closest"] = result.is_closest;
  json["targets_not_asked_for"] = uncounted_targets(base.scenario);
  json["tiers"] = reasons_json(result);
  json["steps"] = steps_json(result);
  json["run_seconds"] = result.run_seconds;
  return json.dump(2, ' ', false, OptimizeJson::error_handler_t::replace) + '\n';
}

}  // namespace tiersim
