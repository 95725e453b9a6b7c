// What a reader must know before trusting the figures: warnings, and defaults that were used.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/figures.hpp"
#include "analysis/growth.hpp"
#include "analysis/input_warnings.hpp"
#include "analysis/report_format.hpp"
#include "tiersim/report.hpp"

namespace tiersim {
namespace {

using Lines = std::vector<std::string>;

void warn_interrupted(const Report& report, Lines& lines) {
  if (!report.results.interrupted) return;
  lines.push_back(fmt::format("stopped early: {} of {} replications count",
                              report.results.replications(), report.results.asked));
}

void warn_growing(const Report& report, Lines& lines) {
  std::string line = growth_text(report.model, report.results.estimator);
  if (line.empty()) return;
  if (has_same_arrivals(report.model)) line += ", with these replayed tickets";
  lines.push_back(line + ": waits and times to resolve depend on how long is simulated");
}

void warn_tickets(const Report& report, Lines& lines) {
  const auto opened = find_figure(report, "tickets_opened").estimate.value;
  const auto untouched = find_figure(report, "never_acknowledged").estimate.value;
  if (opened.value_or(0) == 0) {
    lines.emplace_back("no ticket was opened in the measured window");
  }
  if (untouched.value_or(0) > 0) {
    lines.push_back(
        fmt::format("{} of {} tickets a replication were never acknowledged: nobody had started "
                    "on them at the end",
                    count_text(*untouched), count_text(opened.value_or(0))));
  }
  if (report.model.rows_outside > 0) {
    lines.push_back(fmt::format("{} replayed rows lie outside the horizon and are left out",
                                grouped(static_cast<double>(report.model.rows_outside), 0)));
  }
}

void warn_input(const Report& report, Lines& lines) {
  PlanWarnings input;
  warn_of_input(report.loaded.scenario, report.model, input);
  for (const PlanWarning& one : input.take()) {
    lines.push_back(fmt::format("{}{}{}", one.what, one.advice.empty() ? "" : "; ", one.advice));
  }
}

void warn_intervals(const Report& report, Lines& lines) {
  if (report.results.replications() > 1) return;
  lines.emplace_back("one replication shows no uncertainty: there are no intervals (10 or more "
                     "--replications give them)");
}

void warn_targets(const Report& report, Lines& lines) {
  const auto nothing = std::ranges::count(report.targets, Verdict::nothing, &JudgedTarget::verdict);
  if (nothing == 0) return;
  lines.push_back(fmt::format("{} of {} targets could not be judged: nothing to count", nothing,
                              report.targets.size()));
}

/// A time whose spread is not written: a lognormal by its mean alone.
bool leaves_spread_out(const Distribution& time) {
  return time.kind == DistributionKind::lognormal && !time.cv;
}

bool leaves_spread_out(const HandleTime& at) {
  return leaves_spread_out(at.time) || std::ranges::any_of(at.by_channel, [](const auto& channel) {
           return leaves_spread_out(channel.second);
         });
}

bool leaves_spread_out(const TicketType& type) {
  return std::ranges::any_of(type.handle_time,
                             [](const auto& at) { return leaves_spread_out(at.second); });
}

/// "a tier" where none says how many attempts it makes, else those that do not; nothing where there
/// is nowhere to move up to.
std::string tiers_without_attempts(const Scenario& scenario) {
  Lines silent;
  const std::size_t lower = scenario.tiers.empty() ? 0 : scenario.tiers.size() - 1;
  for (std::size_t i = 0; i < lower; ++i) {
    const Tier& tier = scenario.tiers[i];
    const auto says = [](const auto& one) { return one.attempts.has_value(); };
    if (std::ranges::none_of(tier.escalate, says)) silent.push_back(tier.name);
  }
  return silent.size() == lower && lower > 0 ? "a tier"
                                             : fmt::format("{}", fmt::join(silent, ", "));
}

/// What heads are required for, where the scenario does not say it.
void add_requirement_defaults(const Scenario& scenario, Lines& lines) {
  if (!std::ranges::all_of(scenario.tiers,
                           [](const Tier& tier) { return tier.service_level.has_value(); })) {
    lines.emplace_back("heads are required for live work: 80 % answered within 20 s");
  }
  lines.emplace_back("and at an occupancy of 85 % at most, where a tier names no cap");
}

/// Does first-contact resolution have to come within a window for some tickets?
bool has_contact_window(const Model& model) {
  return std::ranges::any_of(
      model.leaves, [&](const Leaf& leaf) { return model.channels[leaf.channel].within_window; });
}

}  // namespace

std::vector<std::string> warnings(const Report& report) {
  Lines lines;
  warn_interrupted(report, lines);
  warn_tickets(report, lines);
  warn_input(report, lines);
  warn_growing(report, lines);
  warn_intervals(report, lines);
  warn_targets(report, lines);
  return lines;
}

std::vector<std::string> defaults_used(const Report& report) {
  const Scenario& scenario = report.loaded.scenario;
  Lines lines;
  const bool spread_left_out = std::ranges::any_of(
      scenario.ticket_types, [](const auto& type) { return leaves_spread_out(type.second); });
  if (spread_left_out) {
    const std::string first = scenario.tiers.empty() ? "" : scenario.tiers.front().name;
    lines.push_back(fmt::format(
        "a bare handle time is the mean of a lognormal with cv 0.8 at {} and 1.2 above", first));
  }
  if (has_contact_window(report.model) && !report.loaded.places.contains("fcr_window")) {
    const bool is_always = report.model.calendars[report.model.fcr_calendar].is_always();
    lines.push_back(fmt::format("first contact on channels that are not live: within 1 {}",
                                is_always ? "hour" : "business hour"));
  }
  const std::string silent = tiers_without_attempts(scenario);
  if (!silent.empty()) lines.push_back(fmt::format("attempts at {} before moving up: 1", silent));
  if (!scenario.costs.full_time) {
    lines.push_back(fmt::format("an FTE is {:.0f} paid hours a week", in_hours(default_full_time)));
  }
  if (report.week != nullptr) add_requirement_defaults(scenario, lines);
  return lines;
}

}  // namespace tiersim
