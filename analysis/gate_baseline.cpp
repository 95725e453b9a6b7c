#include "analysis/gate_baseline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <stdexcept>
#include <system_error>

#include "analysis/report_format.hpp"
#include "sim/suggest.hpp"
#include "tiersim/problem.hpp"

namespace tiersim {
namespace {

using Json = nlohmann::ordered_json;

constexpr int baseline_shape = 1;

[[noreturn]] void refuse_baseline(const std::string& path, std::string what, std::string why) {
  throw BadInput{{{{path, 0, 0},
                   std::move(what),
                   std::move(why),
                   "write it anew from the plan you compare with: `tiersim check SCENARIO "
                   "--baseline FILE --update-baseline`"}}};
}

/// The KPI that a key begins with.
const KpiRow* kpi_of(const std::string& key) { return find_kpi(key.substr(0, key.find(' '))); }

/// Of its replications: those of a quantile are shares of tickets.
Unit unit_by_replication(const std::string& key) {
  const std::size_t at = key.find(' ') + 1;
  const std::optional<Stat> stat = to_stat(key.substr(at, key.find(' ', at) - at));
  return stat && stat->quantile != 0 ? Unit::count : kpi_of(key)->unit;
}

/// Seven digits tell two plans apart, and are the same wherever they are written.
double rounded(double value) {
  const std::string text = fmt::format("{:.7g}", value);
  double read = 0;
  std::from_chars(text.data(), text.data() + text.size(), read);
  return read + 0.0;
}

Json value_json(const BaselineValue& known, Unit unit) {
  Json json{{"value", rounded(in_unit(known.value, unit))}, {"low", nullptr}, {"high", nullptr}};
  if (known.interval) {
    json["low"] = rounded(in_unit(known.interval->low, unit));
    json["high"] = rounded(in_unit(known.interval->high, unit));
  }
  json["unit"] = unit_name(unit, "money");
  return json;
}

/// In a line of its own: whoever compares two baselines looks at the values.
std::string replications_text(const BaselineValue& known, Unit unit) {
  std::string text;
  for (const double value : known.by_replication) {
    text += fmt::format("{}{:.7g}", text.empty() ? "" : ",", in_unit(value, unit));
  }
  return '[' + text + ']';
}

std::string entry_text(const BaselineEntry& entry) {
  std::string text =
      fmt::format("   \"seed\": {},\n   \"scenario_hash\": \"{:016x}\",\n   \"measured\": {},\n"
                  "   \"replications\": {},\n   \"growth_per_week\": {},\n   \"kpis\": {{",
                  entry.seed, entry.hash, Json(entry.measured).dump(), entry.replications,
                  entry.growth ? fmt::format("{:.7g}", *entry.growth) : "null");
  std::string_view before = "\n";
  for (const auto& [key, known] : entry.values) {
    const Unit unit = kpi_of(key)->unit;
    std::string value = value_json(known, unit).dump();
    value.pop_back();
    text += fmt::format("{}    {}: {},\n     \"by_replication\": {}}}", before, Json(key).dump(),
                        value, replications_text(known, unit_by_replication(key)));
    before = ",\n";
  }
  return text + "\n   }\n";
}

/// What JSON allows, and a baseline cannot be. Told as what cannot be read.
struct NoBaseline : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A merge may have mixed two baselines.
void check_mean(const BaselineValue& known) {
  constexpr double digits = 1e-5;
  double size = std::abs(known.value);
  double sum = 0;
  for (const double value : known.by_replication) {
    sum += value;
    size = std::max(size, std::abs(value));
  }
  const double mean = sum / static_cast<double>(known.by_replication.size());
  if (std::abs(mean - known.value) <= digits * size) return;
  throw NoBaseline{"a `value` is not the mean of its `by_replication`"};
}

BaselineValue known_value(const Json& json, const std::string& key, std::size_t replications) {
  const Unit unit = kpi_of(key)->unit;
  const double base = 1 / in_unit(1, unit);
  const double base_by_replication = 1 / in_unit(1, unit_by_replication(key));
  BaselineValue known{.value = json.at("value").get<double>() * base};
  if (!json.at("low").is_null()) {
    known.interval = {json.at("low").get<double>() * base, json.at("high").get<double>() * base};
    if (known.interval->low > known.interval->high) throw NoBaseline{"a `low` is above its `high`"};
  }
  if (json.at("unit").get<std::string>() != unit_name(unit, "money")) {
    throw NoBaseline{"a `unit` is not that of its KPI"};
  }
  for (const Json& value : json.at("by_replication")) {
    known.by_replication.push_back(value.get<double>() * base_by_replication);
  }
  if (known.by_replication.size() != replications) {
    throw NoBaseline{"a `by_replication` has not as many values as there are `replications`"};
  }
  if (unit_by_replication(key) == unit) check_mean(known);
  return known;
}

std::uint64_t known_hash(const std::string& text) {
  std::uint64_t hash = 0;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, hash, 16);
  if (error != std::errc{} || at != end) throw NoBaseline{"a `scenario_hash` is none"};
  return hash;
}

std::uint64_t known_count(const Json& json, const char* name) {
  if (!json.at(name).is_number_unsigned()) {
    throw NoBaseline{fmt::format("a `{}` is no whole number", name)};
  }
  return json.at(name).get<std::uint64_t>();
}

BaselineEntry known_entry(const Json& json) {
  BaselineEntry entry{.seed = known_count(json, "seed"),
                      .hash = known_hash(json.at("scenario_hash").get<std::string>()),
                      .replications = known_count(json, "replications"),
                      .growth = {},
                      .measured = json.at("measured").get<std::string>(),
                      .values = {}};
  if (!json.at("growth_per_week").is_null()) {
    entry.growth = json.at("growth_per_week").get<double>();
  }
  if (entry.replications < GateTest::least_replications) {
    throw NoBaseline{fmt::format("`replications` are fewer than {}", GateTest::least_replications)};
  }
  for (const auto& [key, value] : json.at("kpis").items()) {
    if (kpi_of(key) != nullptr) entry.values[key] = known_value(value, key, entry.replications);
  }
  return entry;
}

/// Of two that are alike JSON takes the later one: a merge that went wrong.
Json parse_once(const std::string& text) {
  std::vector<std::set<std::string>> keys;
  return Json::parse(text, [&keys](int, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end) keys.pop_back();
    if (event != Json::parse_event_t::key) return true;
    const auto name = parsed.get<std::string>();
    if (!keys.back().insert(name).second)
      throw NoBaseline{fmt::format("it has {} twice", in_quotes(name))};
    return true;
  });
}

void check_origin(const Json& json, const std::string& path) {
  if (!json.is_object() || json.value("kind", "") != "baseline") {
    refuse_baseline(path, "this is no baseline", "it is JSON, but not of `--update-baseline`");
  }
  if (json.value("schema_version", 0) != baseline_shape) {
    refuse_baseline(path, "the baseline is of another shape",
                    fmt::format("its `schema_version` is not {}", baseline_shape));
  }
  const std::string version = json.value("version", "none");
  if (version == TIERSIM_VERSION) return;
  refuse_baseline(
      path, fmt::format("the baseline is of tiersim {}, this is {}", version, TIERSIM_VERSION),
      "another version may draw or count otherwise, and a difference would not be the "
      "plan's");
}

}  // namespace

std::string baseline_text(const Baseline& baseline) {
  std::string text = fmt::format("{{\n \"schema_version\": {},\n \"kind\": \"baseline\",\n "
                                 "\"version\": \"{}\",\n \"scenarios\": {{",
                                 baseline_shape, TIERSIM_VERSION);
  std::string_view before = "\n";
  for (const auto& [file, entry] : baseline) {
    text += fmt::format("{}  {}: {{\n{}  }}", before, Json(file).dump(), entry_text(entry));
    before = ",\n";
  }
  return text + "\n }\n}\n";
}

Baseline read_baseline(const std::string& text, const std::string& path) {
  try {
    const Json json = parse_once(text);
    check_origin(json, path);
    Baseline baseline;
    for (const auto& [file, entry] : json.at("scenarios").items()) {
      baseline[file] = known_entry(entry);
    }
    return baseline;
  } catch (const Json::exception& error) {
    refuse_baseline(path, "the baseline cannot be read",
                    fmt::format("it is damaged, or was edited ({})", error.what()));
  } catch (const NoBaseline& error) {
    refuse_baseline(path, "the baseline cannot be read", error.what());
  }
}

std::string name_in_baseline(const std::string& file) {
  namespace fs = std::filesystem;
  const fs::path path{file};
  std::error_code error;
  const fs::path here = path.is_absolute() ? fs::current_path(error) : fs::path{};
  return (error || here.empty() ? path.lexically_normal() : path.lexically_proximate(here))
      .generic_string();
}

const BaselineEntry&
entry_for(const Baseline& baseline, const CheckPlan& plan, const std::string& path) {
  const auto found = baseline.find(name_in_baseline(plan.file));
  if (found == baseline.end()) {
    std::string known;
    for (const auto& [file, entry] : baseline) known += (known.empty() ? "" : ", ") + file;
    refuse_baseline(path,
                    fmt::format("the baseline does not know {}", tiersim::in_quotes(plan.file)),
                    "it goes by the paths from where `tiersim check` runs, and has " + known);
  }
  if (found->second.seed != plan.model.seed) {
    refuse_baseline(path,
                    fmt::format("the baseline of {} is of seed {}, the scenario's is {}",
                                tiersim::in_quotes(plan.file), found->second.seed, plan.model.seed),
                    "without the same random numbers a difference may be chance");
  }
  const std::string measured = measured_text(plan.loaded.scenario);
  if (found->second.measured != measured) {
    refuse_baseline(path,
                    fmt::format("the baseline of {} counts {}, the scenario {}",
                                in_quotes(plan.file), found->second.measured, measured),
                    "totals of different stretches of time, or of different money, have no "
                    "difference that means anything");
  }
  return found->second;
}

}  // namespace tiersim
