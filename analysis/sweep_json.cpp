// Sweeps as JSON.

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/report_format.hpp"
#include "analysis/sweep_report.hpp"
#include "tiersim/report.hpp"
#include "tiersim/warm_up.hpp"

namespace tiersim {
namespace {

using SweepJson = nlohmann::ordered_json;

SweepJson json_number(const std::optional<double>& value, double divisor = 1) {
  if (!value || !std::isfinite(*value)) return nullptr;
  return *value / divisor + 0.0;
}

/// What a base value is divided by in JSON.
double json_divisor(Unit unit) { return unit == Unit::duration ? ms_per_hour : 1; }

void put_ends(SweepJson& json, const std::optional<ConfidenceInterval>& interval, double divisor) {
  json["low"] = interval ? json_number(interval->low, divisor) : SweepJson();
  json["high"] = interval ? json_number(interval->high, divisor) : SweepJson();
}

SweepJson kpi_json(const SweepKpi& kpi) {
  SweepJson labels = SweepJson::object();
  for (const auto& [label, value] : kpi.labels) labels[std::string{to_text(label)}] = value;
  return {{"id", kpi.row->id}, {"stat", to_text(kpi.stat)}, {"labels", labels}};
}

SweepJson difference_json(const SweepDifference& difference, Unit unit) {
  SweepJson json;
  json["value"] = json_number(difference.value, json_divisor(unit));
  put_ends(json, difference.interval, json_divisor(unit));
  return json;
}

SweepJson outcome_kpis(const SweepReport& report, const SweepOutcome& outcome) {
  SweepJson list = SweepJson::array();
  for (std::size_t i = 0; i < report.kpis.size(); ++i) {
    const Unit unit = report.kpis[i].row->unit;
    const Estimate& estimate = outcome.estimates[i];
    SweepJson json = kpi_json(report.kpis[i]);
    json["value"] = json_number(estimate.value, json_divisor(unit));
    put_ends(json, estimate.interval, json_divisor(unit));
    json["n"] = json_number(estimate.n);
    json["unit"] = unit_name(unit, report.model.currency);
    if (estimate.growing) json["growing"] = true;
    list.push_back(std::move(json));
  }
  return list;
}

/// By target: value and verdict.
SweepJson outcome_targets(const SweepOutcome& outcome) {
  SweepJson list = SweepJson::array();
  for (const JudgedTarget& judged : outcome.targets) {
    const double divisor = json_divisor(judged.cell.kpi->unit);
    SweepJson json{{"id", judged.cell.kpi->id}, {"is", judged.target.written}};
    json["value"] = json_number(judged.estimate.value, divisor);
    put_ends(json, judged.estimate.interval, divisor);
    if (judged.met_in) json["met_in"] = json_number(judged.met_in->value);
    json["verdict"] = to_text(judged.verdict);
    list.push_back(std::move(json));
  }
  return list;
}

SweepJson points_json(const SweepReport& report) {
  SweepJson list = SweepJson::array();
  for (std::size_t i = 0; i < report.outcomes.size(); ++i) {
    const SweepOutcome& outcome = report.outcomes[i];
    SweepJson json{{"point", i}, {"varied", SweepJson::object()}};
    for (std::size_t c = 0; c < report.columns.size(); ++c) {
      json["varied"][report.columns[c]] = report.labels[i][c];
    }
    json["set"] = report.points[i].sets;
    json["scenario_hash"] = fmt::format("{:016x}", outcome.hash);
    json["fingerprint"] = fmt::format("{:016x}", outcome.fingerprint);
    json["growing"] = outcome.growing;
    json["kpis"] = outcome_kpis(report, outcome);
    json["targets"] = outcome_targets(outcome);
    list.push_back(std::move(json));
  }
  return list;
}

SweepJson head_json(const SweepReport& report) {
  const std::size_t replications =
      report.outcomes.empty() ? 0 : report.outcomes.front().replications;
  SweepJson json{{"schema_version", report_schema_version}, {"kind", "sweep"}};
  json["of"] = report.kind;
  json["scenario"] = report.model.name;
  json["seed"] = report.model.seed;
  json["version"] = TIERSIM_VERSION;
  json["scenario_hash"] = fmt::format("{:016x}", report.base.hash);
  json["replications"] = replications;
  const WarmUp& warm_up = report.base.scenario.horizon.warm_up;
  if (warm_up.is_auto) json["warm_up"] = to_text(warm_up);
  if (has_uncertain_volumes(report)) json["volumes_are_uncertain"] = true;
  json["interrupted"] = report.interrupted();
  json["confidence"] = report.level();
  json["currency"] = report.model.currency;
  json["run_seconds"] = json_number(report.run_seconds);
  json["cost"] = kpi_json(report.of.cost);
  json["quality"] = kpi_json(report.of.quality);
  json["points"] = points_json(report);
  return json;
}

std::string dumped(const SweepJson& json) {
  return json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

/// Prices are money a point of a share (0.01), an hour of a length of time, else one.
void put_step(const SweepReport& report, const PricedStep& step, SweepJson& json) {
  const QualityUnit bought = quality_unit(report.of.quality.row->unit);
  json["cost"] = difference_json(step.cost, report.of.cost.row->unit);
  json["gain"] = difference_json(step.gain, report.of.quality.row->unit);
  SweepJson price{{"per", bought.one}};
  price["value"] = json_number(step.price, 1 / bought.size);
  put_ends(price, step.known, 1 / bought.size);
  json["price"] = std::move(price);
}

SweepJson
effects_json(const SweepReport& report, const std::vector<ScreenedEffect>& effects, Unit unit) {
  SweepJson list = SweepJson::array();
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const double divisor = json_divisor(unit);
    SweepJson json{{"varied", report.columns[i]}};
    json["mu_star"] = json_number(effects[i].effect.mean_absolute, divisor);
    json["mu"] = json_number(effects[i].effect.mean, divisor);
    put_ends(json, effects[i].mean, divisor);
    json["sigma"] = json_number(effects[i].effect.deviation, divisor);
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

std::string curve_json(const SweepReport& report, const CostCurve& curve) {
  SweepJson json = head_json(report);
  json["frontier"] = curve.frontier;
  json["knee"] = curve.knee ? SweepJson(curve.frontier[*curve.knee]) : SweepJson();
  json["knee_not_told_apart_from"] = SweepJson::array();
  for (const std::size_t rival : curve.rivals) {
    json["knee_not_told_apart_from"].push_back(curve.frontier[rival]);
  }
  json["left_out"] = curve.left_out;
  json["steps"] = SweepJson::array();
  for (const PricedStep& step : curve.steps) {
    SweepJson one{{"from", step.from}, {"to", step.to}};
    put_step(report, step, one);
    json["steps"].push_back(std::move(one));
  }
  return dumped(json);
}

std::string until_miss_json(const SweepReport& report, const UntilMiss& found) {
  SweepJson json = head_json(report);
  json["varied"] = found.axis.name;
  json["values"] = found.axis.labels;
  json["holds"] = SweepJson::array();
  const auto label = [&](const std::optional<std::size_t>& value) {
    return value ? SweepJson(found.axis.labels[*value]) : SweepJson();
  };
  for (const HoldsTo& one : found.targets) {
    SweepJson own = kpi_json(report.kpis[report.target_kpis[one.target]]);
    own["is"] = report.base.scenario.targets[one.target].written;
    own["holds_to"] = label(one.holds);
    own["fails_at"] = label(one.misses);
    const SureTo sure = sure_to(report, found, one);
    own["sure_to_hold_to"] = label(sure.holds);
    own["sure_to_fail_at"] = label(sure.misses);
    json["holds"].push_back(std::move(own));
  }
  return dumped(json);
}

std::string levers_json(const SweepReport& report,
                        const Levers& levers,
                        const std::vector<LeverEffect>& effects) {
  SweepJson json = head_json(report);
  json["levers"] = SweepJson::array();
  for (const LeverEffect& effect : effects) {
    const Lever& lever = levers.levers[effect.lever];
    SweepJson one{{"lever", lever.name}, {"point", effect.lever + 1}, {"threat", lever.is_threat}};
    one["rank"] = to_text(effect.rank);
    put_step(report, effect.step, one);
    one["targets"] = SweepJson::array();
    for (std::size_t i = 0; i < effect.targets.size(); ++i) {
      const SweepKpi& kpi = report.kpis[report.target_kpis[i]];
      SweepJson own = kpi_json(kpi);
      own.update(difference_json(effect.targets[i], kpi.row->unit));
      one["targets"].push_back(std::move(own));
    }
    json["levers"].push_back(std::move(one));
  }
  json["left_out"] = levers.left_out;
  return dumped(json);
}

std::string screening_json(const SweepReport& report,
                           const std::vector<ScreenedEffect>& cost,
                           const std::vector<ScreenedEffect>& quality) {
  SweepJson json = head_json(report);
  json["effects_on_quality"] = effects_json(report, quality, report.of.quality.row->unit);
  json["effects_on_cost"] = effects_json(report, cost, report.of.cost.row->unit);
  return dumped(json);
}

}  // namespace tiersim
