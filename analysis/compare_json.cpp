// A comparison of plans as JSON and CSV.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "analysis/compare_format.hpp"
#include "analysis/output_folder.hpp"
#include "analysis/report_format.hpp"
#include "analysis/sample_rows.hpp"
#include "sim/text.hpp"
#include "tiersim/compare.hpp"

namespace tiersim {
namespace {

using ComparisonJson = nlohmann::ordered_json;

constexpr int comparison_schema_version = 1;

ComparisonJson number_or_null(const std::optional<double>& value) {
  if (!value || !std::isfinite(*value)) return nullptr;
  return *value + 0.0;
}

ComparisonJson in_unit_or_null(const std::optional<double>& value, Unit unit) {
  return value ? number_or_null(in_unit(*value, unit)) : ComparisonJson();
}

void put_interval(const std::optional<ConfidenceInterval>& interval,
                  Unit unit,
                  ComparisonJson& json) {
  json["low"] = interval ? in_unit_or_null(interval->low, unit) : ComparisonJson();
  json["high"] = interval ? in_unit_or_null(interval->high, unit) : ComparisonJson();
}

ComparisonJson compared_cell_json(const KpiCell& cell, const std::string& currency) {
  ComparisonJson labels = ComparisonJson::object();
  for (const auto& [label, value] : cell.labels) labels[std::string{to_text(label)}] = value;
  return {{"id", cell.kpi->id},
          {"stat", to_text(cell.stat)},
          {"labels", std::move(labels)},
          {"unit", unit_name(cell.kpi->unit, currency)}};
}

ComparisonJson compared_value_json(std::size_t plan, const Estimate& estimate, Unit unit) {
  ComparisonJson json{{"plan", plan_label(plan)}};
  json["value"] = in_unit_or_null(estimate.value, unit);
  put_interval(estimate.interval, unit, json);
  json["n"] = number_or_null(estimate.n);
  if (estimate.growing) json["growing"] = true;
  return json;
}

ComparisonJson difference_json(std::size_t plan, const PairedDifference& found, Unit unit) {
  ComparisonJson json{{"plan", plan_label(plan)}};
  json["difference"] = in_unit_or_null(found.difference, unit);
  put_interval(found.interval, unit, json);
  json["significant"] = found.is_significant();
  json["variance_ratio"] = number_or_null(found.variance_ratio);
  json["told_by"] = found.told_by;
  json["too_few"] = found.is_too_few();
  return json;
}

ComparisonJson kpi_json(const ComparedKpi& kpi, const std::string& currency) {
  const Unit unit = kpi.cell.kpi->unit;
  ComparisonJson json = compared_cell_json(kpi.cell, currency);
  json["plans"] = ComparisonJson::array();
  json["differences"] = ComparisonJson::array();
  for (std::size_t i = 0; i < kpi.estimates.size(); ++i) {
    json["plans"].push_back(compared_value_json(i, kpi.estimates[i], unit));
    if (!kpi.from_base[i]) continue;
    json["differences"].push_back(difference_json(i, *kpi.from_base[i], unit));
  }
  return json;
}

ComparisonJson chance_json(const TargetChance& chance) {
  ComparisonJson json{{"in", period_text(chance)}};
  json["value"] = number_or_null(chance.holds.value);
  put_interval(chance.holds.interval, Unit::share, json);
  json["n"] = number_or_null(chance.holds.n);
  return json;
}

ComparisonJson
judged_json(const JudgedTarget& target, const TargetChance& chance, const std::string& currency) {
  ComparisonJson json = compared_cell_json(target.cell, currency);
  json["is"] = target.target.written;
  json["value"] = in_unit_or_null(target.estimate.value, target.cell.kpi->unit);
  put_interval(target.estimate.interval, target.cell.kpi->unit, json);
  if (target.met_in) {
    json["per"] = to_text(*target.target.per);
    ComparisonJson met{{"value", number_or_null(target.met_in->value)}};
    put_interval(target.met_in->interval, Unit::share, met);
    json["met_in"] = std::move(met);
  }
  json["holds"] = chance_json(chance);
  json["verdict"] = to_text(target.verdict);
  return json;
}

ComparisonJson plan_json(const PlanComparison& comparison, std::size_t at) {
  const ComparedPlan& plan = comparison.plans[at];
  ComparisonJson json{{"plan", plan_label(at)},
                      {"name", plan.name},
                      {"given", plan.given},
                      {"scenario_hash", fmt::format("{:016x}", plan.loaded.hash)},
                      {"fingerprint", fmt::format("{:016x}", comparison.fingerprints[at])}};
  json["tiers"] = ComparisonJson::array();
  for (const ComparedTier& tier : comparison.tiers) {
    json["tiers"].push_back({{"tier", tier.name},
                             {"heads", number_or_null(tier.heads[at])},
                             {"paid_hours_per_week", number_or_null(tier.hours[at])}});
  }
  json["targets"] = ComparisonJson::array();
  for (std::size_t t = 0; t < comparison.targets[at].size(); ++t) {
    json["targets"].push_back(
        judged_json(comparison.targets[at][t], comparison.chances[at][t], plan.model.currency));
  }
  if (at > 0) json["why"] = comparison.why[at];
  return json;
}

ComparisonJson labels_of_plans(const std::vector<std::size_t>& plans) {
  ComparisonJson list = ComparisonJson::array();
  for (const std::size_t plan : plans) list.push_back(plan_label(plan));
  return list;
}

ComparisonJson choice_json(const ComparedChoice& choice, const std::string& currency) {
  ComparisonJson json{{"objective", compared_cell_json(choice.objective, currency)}};
  json["within"] = in_unit(choice.within, choice.objective.kpi->unit);
  json["candidates"] = labels_of_plans(choice.candidates);
  json["dropped"] = labels_of_plans(choice.dropped);
  json["left"] = labels_of_plans(choice.left);
  json["best"] = choice.best ? ComparisonJson(plan_label(*choice.best)) : ComparisonJson();
  json["replications"] = choice.replications;
  json["first_stage"] = choice.first_stage;
  json["asymptotic"] = choice.is_asymptotic;
  return json;
}

/// The rows of one cell of a plan.
std::string rows_of(const Estimator& estimator,
                    std::size_t cell,
                    const std::string& key,
                    const Influences& influences,
                    const std::string& currency) {
  const KpiCell& own = estimator.cells()[cell];
  const Unit unit = own.kpi->unit;
  std::string rows;
  for (std::size_t r = 0; r < estimator.replications(); ++r) {
    rows += key + ',' + std::to_string(r);
    rows += cell_sample_columns(own, estimator.samples(cell), r);
    rows += r < influences.size() ? ',' + exact_text(in_unit(influences[r], unit)) : ",";
    rows += ',' + unit_name(unit, currency) + '\n';
  }
  return rows;
}

/// Is it among the KPIs, too?
bool is_compared(const PlanComparison& comparison, const KpiCell& cell) {
  return !cell.window && std::ranges::any_of(comparison.kpis, [&](const ComparedKpi& kpi) {
    return kpi.cell.kpi == cell.kpi && kpi.cell.stat == cell.stat && kpi.cell.labels == cell.labels;
  });
}

}  // namespace

std::string comparison_json(const PlanComparison& comparison) {
  const ComparedPlan& base = comparison.plans.front();
  const std::string& currency = base.model.currency;
  ComparisonJson json{{"schema_version", comparison_schema_version},
                      {"kind", "compare"},
                      {"scenario", base.model.name},
                      {"seed", base.model.seed},
                      {"version", TIERSIM_VERSION},
                      {"replications", comparison.replications},
                      {"interrupted", comparison.interrupted},
                      {"confidence", comparison.confidence},
                      {"differences", comparison.differences},
                      {"confidence_of_each", comparison.level},
                      {"currency", currency}};
  json["plans"] = ComparisonJson::array();
  for (std::size_t i = 0; i < comparison.plans.size(); ++i) {
    json["plans"].push_back(plan_json(comparison, i));
  }
  json["kpis"] = ComparisonJson::array();
  for (const ComparedKpi& kpi : comparison.kpis) {
    if (kpi.is_shown) json["kpis"].push_back(kpi_json(kpi, currency));
  }
  if (comparison.choice) json["choice"] = choice_json(*comparison.choice, currency);
  json["notes"] = comparison.notes;
  return json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

void comparison_csv(const PlanComparison& comparison,
                    const Study& study,
                    const std::function<void(const std::string&)>& row_block) {
  row_block("plan,kpi,stat" + label_columns_header(labels_in_rows) + ",replication" +
            std::string{sample_columns_header} + ",influence,unit\n");
  const std::string& currency = comparison.plans.front().model.currency;
  const Influences none;
  for (std::size_t plan = 0; plan < study.arms(); ++plan) {
    const Estimator& estimator = study.estimator(plan);
    for (std::size_t i = 0; i < estimator.cells().size(); ++i) {
      const bool is_kpi = i < comparison.kpis.size();
      const bool is_told =
          is_kpi ? comparison.kpis[i].is_shown : !is_compared(comparison, estimator.cells()[i]);
      if (!is_told) continue;
      row_block(rows_of(estimator, i,
                        plan_label(plan) + ',' + cell_columns(estimator.cells()[i], labels_in_rows),
                        is_kpi ? comparison.kpis[i].influences[plan] : none, currency));
    }
  }
}

}  // namespace tiersim
