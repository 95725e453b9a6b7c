#include "analysis/gate_baseline.hpp"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

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

std::string entry_text(const BaselineEntry& entry) {
  std::string text = fmt::format("   \"seed\": {},\n   \"scenario_hash\": \"{:016x}\",\n"
                                 "   \"replications\": {},\n   \"kpis\": {{",
                                 entry.seed, entry.hash, entry.replications);
  std::string_view before = "\n";
  for (const auto& [key, known] : entry.values) {
    text += fmt::format("{}    {}: {}", before, Json(key).dump(),
                        value_json(known, kpi_of(key)->unit).dump());
    before = ",\n";
  }
  return text + "\n   }\n";
}

BaselineValue known_value(const Json& json, Unit unit) {
  const double base = 1 / in_unit(1, unit);
  BaselineValue known{.value = json.at("value").get<double>() * base, .interval = {}};
  if (!json.at("low").is_null()) {
    known.interval = {json.at("low").get<double>() * base, json.at("high").get<double>() * base};
  }
  return known;
}

BaselineEntry known_entry(const Json& json) {
  BaselineEntry entry{.seed = json.at("seed").get<std::uint64_t>(),
                      .hash = std::stoull(json.at("scenario_hash").get<std::string>(), nullptr, 16),
                      .replications = json.at("replications").get<std::size_t>(),
                      .values = {}};
  for (const auto& [key, value] : json.at("kpis").items()) {
    const KpiRow* const kpi = kpi_of(key);
    if (kpi != nullptr) entry.values[key] = known_value(value, kpi->unit);
  }
  return entry;
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
    const Json json = Json::parse(text);
    check_origin(json, path);
    Baseline baseline;
    for (const auto& [file, entry] : json.at("scenarios").items()) {
      baseline[file] = known_entry(entry);
    }
    return baseline;
  } catch (const Json::exception& error) {
    refuse_baseline(path, "the baseline cannot be read", error.what());
  } catch (const std::logic_error& error) {  // of a hash
    refuse_baseline(path, "the baseline cannot be read", "a `scenario_hash` is none");
  }
}

const BaselineEntry&
entry_for(const Baseline& baseline, const CheckPlan& plan, const std::string& path) {
  const auto found = baseline.find(plan.file);
  if (found == baseline.end()) {
    std::string known;
    for (const auto& [file, entry] : baseline) known += (known.empty() ? "" : ", ") + file;
    refuse_baseline(path,
                    fmt::format("the baseline does not know {}", tiersim::in_quotes(plan.file)),
                    "it goes by the paths that were typed, and has " + known);
  }
  if (found->second.seed != plan.model.seed) {
    refuse_baseline(path,
                    fmt::format("the baseline of {} is of seed {}, the scenario's is {}",
                                tiersim::in_quotes(plan.file), found->second.seed, plan.model.seed),
                    "without the same random numbers a difference may be chance");
  }
  return found->second;
}

}  // namespace tiersim
