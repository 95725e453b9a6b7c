// What the pages of all kinds of sweeps share.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report_format.hpp"
#include "analysis/sweep_report.hpp"
#include "tiersim/warm_up.hpp"

namespace tiersim {
namespace {

/// How a difference of this unit is shown: its divisor, decimals and name.
struct DifferenceStyle {
  double divisor = 1;
  int decimals = 0;
  std::string name;
};

DifferenceStyle difference_style(double size, Unit unit, const std::string& currency) {
  switch (unit) {
    case Unit::share: return {0.01, std::abs(size) < 0.01 ? 2 : 1, "points"};
    case Unit::duration: {
      const Shown time = shown(size, unit, currency);
      const double divisor = time.unit == "s"     ? 1e3
                             : time.unit == "min" ? 60e3
                             : time.unit == "h"   ? 3'600e3
                                                  : 86'400e3;
      return {divisor, std::abs(size / divisor) < 100 ? 1 : 0, time.unit};
    }
    case Unit::money: return {1, std::abs(size) < 100 ? 2 : 0, currency};
    case Unit::count:
    case Unit::per_hour:
    case Unit::business_days: return {1, std::abs(size) < 1 ? 3 : std::abs(size) < 100 ? 1 : 0, ""};
  }
  return {};
}

std::string with_sign(double number, int decimals) {
  std::string text = grouped(number, decimals);
  return text.starts_with('-') || text.find_first_not_of("0.,") == std::string::npos ? text
                                                                                     : '+' + text;
}

}  // namespace

QualityUnit quality_unit(Unit unit) {
  if (unit == Unit::share) return {0.01, "point", "points"};
  if (unit == Unit::duration) return {ms_per_hour, "hour", "hours"};
  return {1, "unit", "units"};
}

std::string signed_text(double value, Unit unit, const std::string& currency) {
  const DifferenceStyle style = difference_style(value, unit, currency);
  std::string text = with_sign(value / style.divisor, style.decimals);
  if (unit != Unit::share && !style.name.empty()) text += ' ' + style.name;
  return text;
}

std::string
difference_text(const SweepDifference& difference, Unit unit, const std::string& currency) {
  if (!difference.value) return std::string{nothing_text};
  const DifferenceStyle style = difference_style(*difference.value, unit, currency);
  std::string text = with_sign(*difference.value / style.divisor, style.decimals);
  if (unit == Unit::duration) text += ' ' + style.name;  // of one row hours, of the next minutes
  if (!difference.interval) return text;
  return fmt::format("{} [{}, {}]", text,
                     with_sign(difference.interval->low / style.divisor, style.decimals),
                     with_sign(difference.interval->high / style.divisor, style.decimals));
}

DifferenceCells
difference_cells(const SweepDifference& difference, Unit unit, const std::string& currency) {
  const std::string text = difference_text(difference, unit, currency);
  const std::size_t bracket = text.find(" [");
  DifferenceCells cells{text.substr(0, bracket), ""};
  if (bracket != std::string::npos) cells.interval = text.substr(bracket + 1);
  if (!difference.value) return cells;
  if (!difference.interval) cells.value += '?';
  if (difference.interval) cells.value += difference.is_significant() ? '*' : ' ';
  return cells;
}

std::string price_interval_text(const PricedStep& step, double size) {
  return fmt::format("[{}, {}]", grouped(step.known->low * size, 0),
                     grouped(step.known->high * size, 0));
}

std::string letter_of(std::size_t axis) {
  return axis < 26 ? std::string(1, static_cast<char>('a' + axis)) : fmt::format("p{}", axis + 1);
}

std::string axes_text(const std::vector<SweepAxis>& axes) {
  std::string text;
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const std::vector<std::string>& labels = axes[i].labels;
    text += wrapped(fmt::format("  {}: {}, {} to {} ({} {})", letter_of(i), axes[i].name,
                                labels.front(), labels.back(), labels.size(),
                                labels.size() == 1 ? "value" : "values"),
                    screen_columns, "     ") +
            '\n';
  }
  return text;
}

std::string sweep_head(const SweepReport& report) {
  const std::size_t replications =
      report.outcomes.empty() ? 0 : report.outcomes.front().replications;
  std::string text = report.model.name + '\n';
  text += wrapped(
      fmt::format("{} {}, {} {} each, all on common random numbers; {}, seed {}",
                  report.outcomes.size(), report.outcomes.size() == 1 ? "point" : "points",
                  replications, replications == 1 ? "replication" : "replications",
                  replications == 1 ? std::string{"no intervals from one"}
                                    : fmt::format("{:.6g} % intervals", report.level() * 100),
                  report.model.seed),
      screen_columns, "  ");
  const WarmUp& warm_up = report.base.scenario.horizon.warm_up;
  if (warm_up.is_auto) {
    text += '\n' + wrapped(fmt::format("warm-up of all points: {}", to_text(warm_up)),
                           screen_columns, "  ");
  }
  text += '\n';
  if (report.interrupted()) {
    text += fmt::format("Interrupted: {} of {} points are told.\n", report.outcomes.size(),
                        report.asked);
  }
  return text;
}

std::string sweep_target_name(const SweepReport& report, std::size_t target) {
  const Target& own = report.base.scenario.targets[target];
  std::string name = to_text(report.kpis[report.target_kpis[target]]);
  if (own.per) name += fmt::format(" per {}", to_text(*own.per));
  return name;
}

bool has_uncertain_volumes(const SweepReport& report) {
  return std::ranges::any_of(report.outcomes, &SweepOutcome::has_uncertain_volumes);
}

namespace {

/// What the intervals are of.
std::string covered_by_intervals(const SweepReport& report) {
  const bool is_uncertain = has_uncertain_volumes(report);
  const bool is_single = report.outcomes.empty() || report.outcomes.front().replications < 2;
  std::string text;
  if (!is_single) {
    text = "Intervals, each by itself, are of what is expected over many such horizons, not of how "
           "one differs from the next, and take the file's numbers for true.";
  }
  if (is_uncertain) {
    text += text.empty() ? "" : " ";
    text += "Volumes are uncertain: each replication draws its own, the same at all points; what "
            "is expected is over all that may come, forecast and queue together.";
  }
  return text.empty() ? text : wrapped(text, screen_columns, "  ") + '\n';
}

}  // namespace

std::string sweep_foot(const SweepReport& report) {
  return covered_by_intervals(report) + fmt::format("\nSeed {}, tiersim {}, scenario {:016x}\n",
                                                    report.model.seed, TIERSIM_VERSION,
                                                    report.base.hash);
}

}  // namespace tiersim
