// `tiersim kpis`: the table of definitions.

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "analysis/commands/command.hpp"
#include "analysis/report_format.hpp"
#include "sim/suggest.hpp"
#include "tiersim/kpi.hpp"

namespace tiersim::commands {
namespace {

constexpr std::array<Option, 1> options = {{{"json", "", "print JSON"}}};
constexpr std::size_t screen_columns = 80;

std::string_view to_text(Unit unit) {
  switch (unit) {
    case Unit::share: return "share";
    case Unit::duration: return "duration";
    case Unit::money: return "money";
    case Unit::count: return "count";
    case Unit::per_hour: return "per hour";
    case Unit::business_days: return "business days";
  }
  return "";
}

std::string_view to_text(Direction direction) {
  switch (direction) {
    case Direction::higher_is_better: return "higher is better";
    case Direction::lower_is_better: return "lower is better";
    case Direction::neither: return "neither";
  }
  return "";
}

std::vector<std::string> label_names(const KpiRow& row) {
  std::vector<std::string> names;
  for (const Label label : labels_of(row)) names.emplace_back(tiersim::to_text(label));
  return names;
}

std::vector<std::string> stat_names(const KpiRow& row) {
  std::vector<std::string> names;
  for (const Stat stat : row.stats) names.push_back(tiersim::to_text(stat));
  return names;
}

/// How its interval is made; statistics.hpp has the sources.
std::string interval_method(const KpiRow& row) {
  std::string method;
  switch (row.form) {
    case Form::share: method = "Wilson's, with the effective size of correlated tickets"; break;
    case Form::ratio: method = "t of a ratio of sums, jackknifed below 30 replications"; break;
    case Form::total: method = "t over replications"; break;
  }
  return method + (row.quantiles ? "; of quantiles Woodruff's" : "");
}

std::string to_text(const KpiRow& row) {
  std::string text = fmt::format("{}: {}\n", row.id, row.title);
  const std::string definition = fmt::format("  {}.", row.definition);
  text += wrapped(definition, screen_columns, "  ") + '\n';
  text += fmt::format("  Unit: {}", to_text(row.unit));
  if (row.direction != Direction::neither) text += fmt::format("; {}", to_text(row.direction));
  if (row.stats.size() > 1) text += fmt::format("; stats: {}", fmt::join(stat_names(row), ", "));
  text += fmt::format("\n  Interval: {}\n", interval_method(row));
  if (label_names(row).empty()) return text;
  const std::string labels = fmt::format("  Labels: {}", fmt::join(label_names(row), ", "));
  return text + wrapped(labels, screen_columns, "    ") + '\n';
}

nlohmann::ordered_json to_json(const KpiRow& row) {
  return {{"id", row.id},
          {"title", row.title},
          {"unit", to_text(row.unit)},
          {"direction", to_text(row.direction)},
          {"stats", stat_names(row)},
          {"interval", interval_method(row)},
          {"labels", label_names(row)},
          {"definition", row.definition}};
}

/// All rows, or the one that was asked for.
std::vector<const KpiRow*> rows_for(const Arguments& ids) {
  std::vector<const KpiRow*> rows;
  std::vector<std::string> known;
  for (const KpiRow& row : kpi_table()) {
    known.emplace_back(row.id);
    if (ids.empty() || row.id == ids.front()) rows.push_back(&row);
  }
  if (!rows.empty()) return rows;
  std::string suggestion = did_you_mean(ids.front(), known, "KPIs");
  if (suggestion.empty()) suggestion = "`tiersim kpis` lists them";
  throw BadUsage{fmt::format("unknown KPI {}; {}", tiersim::quoted(ids.front()), suggestion)};
}

}  // namespace

std::span<const Option> kpis_options() { return options; }

ExitCode kpis(const Arguments& arguments, Streams& streams) {
  const Given given = parse("kpis", arguments);
  const std::vector<const KpiRow*> rows = rows_for(given.arguments());
  if (given.has("json")) {
    auto list = nlohmann::ordered_json::array();
    for (const KpiRow* const row : rows) list.push_back(to_json(*row));
    const nlohmann::ordered_json json{
        {"schema_version", 1}, {"kind", "kpis"}, {"kpis", std::move(list)}};
    print(streams, json.dump(1) + '\n');
    return ExitCode::fine;
  }
  std::string text;
  for (const KpiRow* const row : rows) text += (text.empty() ? "" : "\n") + to_text(*row);
  print(streams, text);
  return ExitCode::fine;
}

}  // namespace tiersim::commands
