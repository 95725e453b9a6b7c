// What a reader must know before trusting the figures: warnings, and defaults that were used.

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "analysis/figures.hpp"
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
  const Estimator& estimator = report.results.estimator;
  const auto growth = estimator.backlog_growth();
  std::string where;
  for (std::uint32_t i = 0; i < report.model.tiers.size(); ++i) {
    const auto own = estimator.backlog_growth(TierId{i});
    if (!own) continue;
    where += fmt::format("{}{} by {}", where.empty() ? "" : ", ",
                         report.model.tiers[TierId{i}].name, count_text(*own));
  }
  if (!growth && where.empty()) return;
  lines.push_back(fmt::format(
      "the backlog grows{} ({} tickets a week): waits and times to resolve depend on how long is "
      "simulated",
      where.empty() ? "" : " at " + where, growth ? count_text(*growth) : "some"));
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
    lines.emplace_back("first contact on channels that are not live: within 1 business hour");
  }
  const bool says_attempts = std::ranges::any_of(scenario.tiers, [](const Tier& tier) {
    return std::ranges::any_of(tier.escalate,
                               [](const auto& one) { return one.attempts.has_value(); });
  });
  if (!says_attempts && scenario.tiers.size() > 1) {
    lines.emplace_back("attempts at a tier before moving up: 1");
  }
  return lines;
}

}  // namespace tiersim
