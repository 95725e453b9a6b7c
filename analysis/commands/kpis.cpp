// `tiersim kpis`: the table of definitions.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "analysis/commands/command.hpp"
#include "analysis/report_format.hpp"
#include "sim/suggest.hpp"
#include "tiersim/kpi.hpp"

namespace tiersim::commands {
namespace {

constexpr std::array<Option, 1> kpis_table = {{{"json", "", "print JSON"}}};

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
  return method + (has_quantiles(row) ? "; of quantiles Woodruff's" : "");
}

constexpr std::string_view proxy =
    "A proxy: no customer is asked, and its weights were set, not measured; a target on it must say "
    "`severity: warn`, or `accept_proxy: true` to fail a check";

std::string to_text(const KpiRow& row) {
  std::string text = fmt::format("{}: {}\n", row.id, row.title);
  const std::string definition = fmt::format("  {}.", row.definition);
  text += wrapped(definition, screen_columns, "  ") + '\n';
  if (row.is_proxy) text += wrapped(fmt::format("  {}.", proxy), screen_columns, "  ") + '\n';
  if (!row.tools.empty()) {
    text += wrapped(fmt::format("  Tools: {}.", row.tools), screen_columns, "  ") + '\n';
  }
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
          {"definition", row.definition},
          {"tools", row.tools},
          {"is_proxy", row.is_proxy}};
}

/// Where the tests are that vouch for the figures.
constexpr std::string_view vouched =
    "tests/README.md, 'Which test vouches for which number', names for each KPI the test that holds "
    "it to theory or to figures worked out by hand.";

/// What is printed elsewhere and is no KPI of a run.
struct Elsewhere {
  std::string_view name;
  std::string_view what;
};
constexpr std::string_view interval_column =
    "it is a column of intervals.csv, by interval and tier: `tiersim run FILE --out DIR` writes it, "
    "and 'Intervals' in scenarios/README.md says what it is";
constexpr std::string_view figure_of_validate =
    "`tiersim validate` prints it, and how it is computed";
constexpr std::array<Elsewhere, 11> elsewhere = {
    {{"offered", interval_column},
     {"required", interval_column},
     {"scheduled", interval_column},
     {"on_duty", interval_column},
     {"net", interval_column},
     {"queue", interval_column},
     {"oldest_wait_h", interval_column},
     {"service_level",
      "a tier's `service_level` is what the heads required for live work hold (intervals.csv, `tiersim "
      "run FILE --week`); what was answered in time is `on_time` of an SLA with `stop: acknowledged`"},
     {"needed", figure_of_validate},
     {"naive", figure_of_validate},
     {"occupied", figure_of_validate}}};

/// What to say of a name that is no KPI's.
std::string hint(const std::string& id, const std::vector<std::string>& known) {
  const auto* const found = std::ranges::find(elsewhere, id, &Elsewhere::name);
  if (found != elsewhere.end()) return std::string{found->what};
  const std::string near = did_you_mean(id, known, "KPIs");
  return near.empty() ? "`tiersim kpis` lists them" : near;
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
  throw BadUsage{
      fmt::format("unknown KPI {}; {}", tiersim::in_quotes(ids.front()), hint(ids.front(), known))};
}

}  // namespace

std::span<const Option> kpis_options() { return kpis_table; }

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
  print(streams, text + '\n' + wrapped(std::string{vouched}, screen_columns, "") + '\n');
  return ExitCode::fine;
}

}  // namespace tiersim::commands
