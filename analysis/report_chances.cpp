#include "analysis/report_chances.hpp"

#include <fmt/format.h>

#include <vector>

#include "analysis/csv_field.hpp"
#include "analysis/report_format.hpp"
#include "analysis/target_name.hpp"
#include "analysis/text_table.hpp"
#include "sim/text.hpp"

namespace tiersim {
namespace {

/// A length of a spread: "2.1 pp", "14 min".
std::string deviation_text(double deviation, Unit unit, const std::string& currency) {
  constexpr double points_of_one = 100;
  if (unit == Unit::share) return fmt::format("{} pp", grouped(deviation * points_of_one, 1));
  return value_text(deviation, unit, currency);
}

std::vector<std::string>
chance_row(const JudgedTarget& target, const TargetChance& chance, const std::string& currency) {
  std::vector<std::string> row{shortened(target_name(target), 26),
                               value_text(chance.holds.value, Unit::share, ""),
                               interval_text(chance.holds, Unit::share)};
  if (!chance.forecast) return row;
  const ForecastShare& forecast = *chance.forecast;
  const Unit unit = target.cell.kpi->unit;
  row.push_back(deviation_text(forecast.forecast_deviation(), unit, currency));
  row.push_back(deviation_text(forecast.queue_deviation(), unit, currency));
  row.push_back(
      interval_text({.value = forecast.share, .interval = forecast.interval}, Unit::share));
  return row;
}

/// "in a month", where it is the same for all; else "in a period".
std::string holds_header(const std::vector<TargetChance>& chances) {
  const std::string_view first = period_text(chances.front());
  for (const TargetChance& one : chances) {
    if (period_text(one) != first) return "in a period";
  }
  return first == "horizon" ? "holds" : fmt::format("in a {}", first);
}

/// In which periods each holds, where they are not the same ones.
std::string periods_line(const Report& report) {
  std::string list;
  for (std::size_t i = 0; i < report.chances.size(); ++i) {
    list += fmt::format("{}{} by {}", list.empty() ? "" : ", ", target_name(report.targets[i]),
                        period_text(report.chances[i]));
  }
  return list;
}

}  // namespace

std::string chances_text(const Report& report) {
  if (report.chances.empty()) return "";
  const std::string header = holds_header(report.chances);
  TextTable table;
  table.add({"Chance to hold", header, "interval", "forecast", "queue", "its part"});
  for (std::size_t i = 0; i < report.chances.size(); ++i) {
    table.add(chance_row(report.targets[i], report.chances[i], report.model.currency));
  }
  std::string what =
      "  Volumes are uncertain: each replication draws its own. The chance is that of one period, "
      "volume and queue together; `forecast` is how far its value strays because of the volumes "
      "drawn, `queue` how far by chance with the same volumes (standard deviations), then the "
      "forecast's part of the variance.";
  if (header == "in a period") what += " Periods: " + periods_line(report) + ".";
  if (header == "holds")
    what += " It is the whole horizon's: no calendar month is whole, or it is a sum.";
  return "\n" + table.text(screen_columns) + wrapped(what, screen_columns, "  ") + "\n";
}

}  // namespace tiersim
