#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "analysis/attribution_json.hpp"
#include "analysis/kpi_labels.hpp"
#include "analysis/report_chances.hpp"
#include "analysis/report_format.hpp"
#include "sim/text.hpp"
#include "tiersim/report.hpp"
#include "tiersim/warm_up.hpp"

namespace tiersim {
namespace {

using Json = nlohmann::ordered_json;

std::string hex(std::uint64_t number) { return fmt::format("{:016x}", number); }

/// Null for what is not there and for what JSON has no number for.
Json number(const std::optional<double>& value) {
  if (!value || !std::isfinite(*value)) return nullptr;
  return *value + 0.0;  // -0.0 becomes 0.0
}

/// A count without a fraction, where it has none.
Json count(double value) {
  constexpr double exact = 9'007'199'254'740'992;  // 2^53
  if (std::abs(value) < exact && value == std::floor(value)) {
    return static_cast<std::int64_t>(value);
  }
  return number(value);
}

Json labels_json(const Labels& labels) {
  Json json = Json::object();
  for (const auto& [label, value] : labels) json[std::string{to_text(label)}] = value;
  return json;
}

void put_estimate(Json& json, const Estimate& estimate, Unit unit, const std::string& currency) {
  const auto converted = [&](const std::optional<double>& value) {
    return value ? number(in_unit(*value, unit)) : Json();  // braces would make it [null]
  };
  const auto& interval = estimate.interval;
  json["value"] = converted(estimate.value);
  json["low"] = interval ? converted(interval->low) : Json();
  json["high"] = interval ? converted(interval->high) : Json();
  json["n"] = count(estimate.n);
  json["unit"] = unit_name(unit, currency);
  if (estimate.growing) json["growing"] = true;
}

/// Those of the report's own cells, or all by period.
/// \param from, to  which of the estimator's cells.
Json kpis_json(const Report& report, std::size_t from, std::size_t to) {
  Json list = Json::array();
  for (std::size_t i = from; i < to; ++i) {
    const KpiCell& cell = report.results.estimator.cells()[i];
    Json json{{"id", cell.kpi->id}, {"stat", to_text(cell.stat)}};
    json["labels"] = labels_json(cell.labels);
    put_estimate(json, report.results.estimates[i], cell.kpi->unit, report.model.currency);
    list.push_back(std::move(json));
  }
  return list;
}

std::string local_text(const Model& model, Instant t) {
  const LocalTime local = model.clock.to_local(t);
  const LocalDay day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(local - day).count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/// A period's label and ends.
Json period_json(const Report& report, const Period& period) {
  return {{to_text(*report.by), period.name},
          {"from", local_text(report.model, period.window.from)},
          {"to", local_text(report.model, period.window.to)},
          {"whole", period.is_whole}};
}

void put_periods(const Report& report, Json& json) {
  const std::vector<Period> periods = periods_of(report.model, *report.by);
  json["periods"] = Json::array();
  for (const Period& period : periods) json["periods"].push_back(period_json(report, period));
  json["by_period"] = kpis_json(report, report.cells, report.cells * (1 + periods.size()));
}

void put_met_in(const JudgedTarget& target, const std::string& currency, Json& json) {
  const std::string per{to_text(*target.target.per)};
  json["per"] = per;
  if (target.target.in) json["in"] = number(target.target.in);
  put_estimate(json["met_in_" + per + "s"], *target.met_in, Unit::share, currency);
}

/// How likely it is to hold, and how much of its spread is the forecast's.
void put_chance(Json& json, const TargetChance& chance, Unit unit) {
  Json holds{{"in", period_text(chance)}};
  put_estimate(holds, chance.holds, Unit::share, "");
  json["holds"] = std::move(holds);
  if (!chance.forecast) return;
  const ForecastShare& forecast = *chance.forecast;
  const auto deviation = [&](double value) { return number(in_unit(value, unit)); };
  Json spread{{"deviation", deviation(forecast.deviation)},
              {"of_forecast", deviation(forecast.forecast_deviation())},
              {"of_queue", deviation(forecast.queue_deviation())},
              {"forecast_share_of_variance", number(forecast.share)}};
  spread["low"] = forecast.interval ? number(forecast.interval->low) : Json();
  spread["high"] = forecast.interval ? number(forecast.interval->high) : Json();
  json["spread"] = std::move(spread);
}

Json targets_json(const Report& report) {
  Json list = Json::array();
  for (std::size_t i = 0; i < report.targets.size(); ++i) {
    const JudgedTarget& target = report.targets[i];
    Json json{{"id", target.cell.kpi->id}, {"stat", to_text(target.cell.stat)}};
    json["labels"] = labels_json(target.cell.labels);
    json["is"] = target.target.written;
    json["bound"] = number(in_unit(target.target.bound, target.cell.kpi->unit));
    json["severity"] = target.target.severity == Severity::error ? "error" : "warn";
    put_estimate(json, target.estimate, target.cell.kpi->unit, report.model.currency);
    if (target.met_in) put_met_in(target, report.model.currency, json);
    json["verdict"] = to_text(target.verdict);
    if (target.target.unreachable) json["unreachable"] = *target.target.unreachable;
    if (!report.chances.empty()) put_chance(json, report.chances[i], target.cell.kpi->unit);
    list.push_back(std::move(json));
  }
  return list;
}

/// What was asked to be known how precisely: half-widths as shares of the value, or of 1.
Json precision_json(const Results& results) {
  Json list = Json::array();
  for (const ReachedPrecision& one : results.precision) {
    list.push_back({{"id", one.cell.kpi->id},
                    {"stat", to_text(one.cell.stat)},
                    {"asked", one.asked.size},
                    {"of", one.asked.is_relative ? "value" : "share"},
                    {"half_width", number(one.half_width)},
                    {"reached", one.is_reached}});
  }
  return list;
}

/// The clocks, and with whom each is agreed.
Json slas_json(const Model& model) {
  Json list = Json::array();
  for (const ModelSla& sla : model.slas) {
    list.push_back({{"sla", sla.name}, {"type", clock_type_name(sla.type)}});
  }
  return list;
}

/// Moves from tier to tier, mean per replication; pairs without any are left out.
Json escalation_matrix(const Report& report) {
  Json list = Json::array();
  const Measures& total = report.results.estimator.total();
  const auto tiers = static_cast<std::uint32_t>(report.model.tiers.size());
  for (std::uint32_t from = 0; from < tiers; ++from) {
    for (std::uint32_t to = 0; to < tiers; ++to) {
      const std::int64_t moves = total.sums[report.layout.moves(TierId{from}, TierId{to})];
      if (moves == 0) continue;
      list.push_back({{"from", report.model.tiers[TierId{from}].name},
                      {"to", report.model.tiers[TierId{to}].name},
                      {"moves", static_cast<double>(moves) /
                                    static_cast<double>(report.results.replications())}});
    }
  }
  return list;
}

/// The mean week's staffing by tier and interval, in heads.
Json week_json(const Report& report) {
  Json list = Json::array();
  for (std::uint32_t t = 0; t < report.model.tiers.size(); ++t) {
    for (const WeekInterval& one : week_of(report.model, *report.week, TierId{t})) {
      list.push_back({{"tier", report.model.tiers[TierId{t}].name},
                      {"weekday", weekday_names[one.weekday]},
                      {"at", clock_text(one.at)},
                      {"offered", one.offered},
                      {"required", one.required},
                      {"scheduled", one.scheduled},
                      {"on_duty", one.on_duty},
                      {"net", one.net()},
                      {"queue", one.queue}});
    }
  }
  return list;
}

Json tickets_json(const Report& report) {
  const RunOutcome& outcome = report.results.outcome();
  const std::size_t all = report.layout.ticket(report.layout.all_leaves(),
                                               report.layout.all_posts(), TicketSum::opened);
  const std::int64_t counted = report.results.estimator.total().sums[all];
  Json json{{"opened", outcome.opened}, {"resolved", outcome.resolved},
            {"merged", outcome.merged}, {"cancelled", outcome.cancelled},
            {"open", outcome.open},     {"counted", counted}};
  if (outcome.backlog > 0) json["open_at_start"] = outcome.backlog;  // of those opened
  return json;
}

Json horizon_json(const Report& report) {
  const Model& model = report.model;
  Json json{{"time_zone", report.loaded.scenario.horizon.time_zone},
            {"start", local_text(model, Instant{})},
            {"end", local_text(model, model.end)},
            {"measured_from", local_text(model, model.window_from)},
            {"measured_to", local_text(model, model.window_to)}};
  const WarmUp& warm_up = report.loaded.scenario.horizon.warm_up;
  if (warm_up.is_auto) json["warm_up"] = to_text(warm_up);
  return json;
}

}  // namespace

std::string json_report(const Report& report) {
  const Results& results = report.results;
  Json json;
  json["schema_version"] = report_schema_version;
  json["kind"] = "run";
  json["scenario"] = report.model.name;
  json["seed"] = report.model.seed;
  json["version"] = TIERSIM_VERSION;
  json["scenario_hash"] = hex(report.loaded.hash);
  json["fingerprint"] = hex(results.outcome().fingerprint);
  json["replications"] = results.replications();
  json["interrupted"] = results.interrupted;
  if (!results.precision.empty()) json["precision"] = precision_json(results);
  json["confidence"] = report.loaded.scenario.experiment.confidence;
  json["currency"] = report.model.currency;
  json["horizon"] = horizon_json(report);
  json["events"] = results.outcome().events;
  json["tickets"] = tickets_json(report);
  json["run_seconds"] = number(results.run_seconds);
  json["kpis"] = kpis_json(report, 0, report.cells);
  json["escalation_matrix"] = escalation_matrix(report);
  json["slas"] = slas_json(report.model);
  json["targets"] = targets_json(report);
  if (report.week != nullptr) json["week"] = week_json(report);
  if (report.attribution != nullptr) {
    json["attribution"] = attribution_json(report.model, *report.attribution);
  }
  if (report.by) put_periods(report, json);
  json["defaults"] = defaults_used(report);
  json["warnings"] = warnings(report);
  // Names come from files, which are checked to be UTF-8; anything else must not stop a report.
  return json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace tiersim
