#include "analysis/compare_format.hpp"

#include <fmt/format.h>

#include <cmath>

#include "analysis/report_format.hpp"

namespace tiersim {
namespace {

constexpr double points_of_one = 100;

/// Titles of the table of KPIs that are long beside two values and a difference.
std::string_view short_title(const KpiRow& row) {
  if (row.id == "mttr") return "Time to resolve";
  if (row.id == "fulfilment_time") return "Time to fulfil";
  if (row.id == "sla_breach_rate") return "SLA breaches";
  if (row.id == "wait") return "Wait";
  if (row.id == "backlog") return "Open at close";
  return row.title;
}

/// Of percentage points: two digits that say something.
int point_decimals(double points) {
  int decimals = 1;
  for (double step = 0.95; decimals < 2 && std::abs(points) < step; step /= 10) ++decimals;
  return decimals;
}

}  // namespace

std::string plan_label(std::size_t plan) {
  constexpr std::size_t letters = 26;
  if (plan == 0) return "base";
  if (plan > letters) return fmt::format("P{}", plan);
  return std::string(1, static_cast<char>('A' + plan - 1));
}

std::string kpi_title(const KpiCell& cell) {
  std::string title{short_title(*cell.kpi)};
  if (cell.kpi->stats.size() > 1 || cell.stat.quantile != 0) {
    title += fmt::format(", {}", to_text(cell.stat));
  }
  std::string labels;
  for (const auto& [label, value] : cell.labels) {
    labels += fmt::format("{}{}", labels.empty() ? ": " : ", ", value);
  }
  return title + labels;
}

std::string difference_text(double difference, Unit unit, std::string_view currency) {
  if (difference == 0) return "none";
  const std::string_view sign = difference > 0 ? "+" : "";
  if (unit == Unit::share) {
    const double points = difference * points_of_one;
    constexpr double least_shown = 0.005;
    if (std::abs(points) < least_shown)
      return fmt::format("{}<0.01 points", sign.empty() ? "-" : "+");
    return fmt::format("{}{} points", sign, grouped(points, point_decimals(points)));
  }
  return fmt::format("{}{}", sign, value_text(difference, unit, currency));
}

std::string difference_interval_text(const PairedDifference& difference, Unit unit) {
  if (!difference.interval) return std::string{nothing_text};
  if (difference.interval->half_width() == 0) return "exactly";
  if (unit != Unit::share) {
    return interval_text({.value = difference.difference, .interval = difference.interval}, unit);
  }
  const int decimals = point_decimals(difference.difference * points_of_one);
  return fmt::format("[{}, {}]", grouped(difference.interval->low * points_of_one, decimals),
                     grouped(difference.interval->high * points_of_one, decimals));
}

}  // namespace tiersim
