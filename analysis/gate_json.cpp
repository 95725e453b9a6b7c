// A check as JSON.

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "analysis/gate_lines.hpp"
#include "analysis/report_format.hpp"
#include "tiersim/report.hpp"

namespace tiersim {
namespace {

using Json = nlohmann::ordered_json;

Json check_number(const std::optional<double>& value, Unit unit) {
  if (!value || !std::isfinite(*value)) return nullptr;
  return in_unit(*value, unit) + 0.0;
}

/// Null where nothing is known of it.
Json count_json(double count) {
  if (count <= 0) return nullptr;
  if (count == std::floor(count) && count < 9e15) return static_cast<std::int64_t>(count);
  return count;
}

Json estimate_json(const Estimate& estimate, Unit unit) {
  const auto& interval = estimate.interval;
  return {{"value", check_number(estimate.value, unit)},
          {"low", interval ? check_number(interval->low, unit) : Json()},
          {"high", interval ? check_number(interval->high, unit) : Json()},
          {"n", count_json(estimate.n)}};
}

std::string_view name_of(Decision decision) {
  switch (decision) {
    case Decision::undecided: return "undecided";
    case Decision::pass: return "pass";
    case Decision::fail: return "fail";
    case Decision::nothing: return "nothing";
  }
  return "";
}

/// One test, with all that it can be repeated from.
Json cell_json(const CheckedCell& cell) {
  const Unit unit = cell.cell.kpi->unit;
  const bool is_share = cell.cell.stat.quantile != 0;
  Json json{{"labels", Json::object()}};
  for (const auto& [label, value] : cell.cell.labels) {
    json["labels"][std::string{to_text(label)}] = value;
  }
  json.update(estimate_json(cell.estimate, unit));
  json["bound"] = check_number(cell.bound, unit);
  if (cell.base) {
    json["base"] = estimate_json(*cell.base, unit);
    json["tolerance"] = check_number(cell.tolerance, unit);
    if (cell.change) json["change"] = estimate_json(*cell.change, unit);
  }
  json["zone"] = check_number(cell.zone, is_share ? Unit::share : unit);
  json["zone_of"] = is_share ? "tickets" : "value";
  json["batch"] = cell.batch;
  json["decision"] = name_of(cell.decision);
  json["decided_after"] = cell.decided_after == 0 ? Json() : Json(cell.decided_after);
  return json;
}

Json target_json(const CheckResult& result, const CheckedTarget& target) {
  const KpiCell& cell = target.told().cell;
  Json json{{"id", cell.kpi->id},
            {"stat", to_text(cell.stat)},
            {"name", target.name},
            {"is", target.target.written},
            {"unit", unit_name(cell.kpi->unit, result.currency)},
            {"severity", target.target.severity == Severity::error ? "error" : "warn"},
            {"file", target.place.file},
            {"line", target.place.line},
            {"column", target.place.column},
            {"verdict", to_text(target.verdict)}};
  const bool by_share = target.target.in && !target.told().base;
  json["margin"] = check_number(target.margin, by_share ? Unit::share : cell.kpi->unit);
  if (target.target.per) {
    json["per"] = to_text(*target.target.per);
    if (target.target.in) json["in"] = *target.target.in;
    json["met_in"] = estimate_json(*target.met_in, Unit::share);
  }
  if (!target.why.empty()) json["why"] = target.why;
  if (!target.cause.empty()) json["cause"] = target.cause;
  if (target.target.unreachable) json["unreachable"] = *target.target.unreachable;
  json["worst"] = target.worst;
  json["tests"] = Json::array();
  for (const CheckedCell& one : target.cells) json["tests"].push_back(cell_json(one));
  return json;
}

Json result_json(const CheckResult& result) {
  Json json{{"file", result.file},
            {"scenario", result.name},
            {"seed", result.seed},
            {"scenario_hash", fmt::format("{:016x}", result.hash)},
            {"fingerprint", fmt::format("{:016x}", result.fingerprint)},
            {"replications", result.replications},
            {"interrupted", result.interrupted},
            {"error_rate", result.error_rate},
            {"currency", result.currency},
            {"run_seconds", result.run_seconds}};
  if (!result.against.empty()) json["against"] = result.against;
  if (result.growth) json["backlog_grows_by"] = *result.growth;
  if (!result.notes.empty()) json["notes"] = result.notes;
  json["targets"] = Json::array();
  for (const CheckedTarget& target : result.targets) {
    json["targets"].push_back(target_json(result, target));
  }
  return json;
}

}  // namespace

std::string check_json(const CheckReport& report) {
  const CheckCounts counts = counts_of(report.results);
  Json json{{"schema_version", report_schema_version},
            {"kind", "check"},
            {"version", TIERSIM_VERSION},
            {"exit_code", static_cast<int>(exit_code_of(report))},
            {"targets", counts.targets},
            {"pass", counts.pass},
            {"fail", counts.fail},
            {"warns", counts.warns},
            {"inconclusive", counts.inconclusive},
            {"not_evaluated", counts.nothing}};
  json["scenarios"] = Json::array();
  for (const CheckResult& result : report.results) {
    json["scenarios"].push_back(result_json(result));
  }
  return json.dump(1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace tiersim
