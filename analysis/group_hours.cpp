// Paid and available hours of groups, from their rosters.

#include <algorithm>

#include "tiersim/measures.hpp"
#include "tiersim/requirement.hpp"

namespace tiersim {

namespace {

/// Hours of the intervals inside the measured window.
double hours_in_window(const Model& model, const std::vector<Interval>& spans) {
  Duration sum{0};
  for (const Interval& span : spans) {
    const Instant from = std::max(span.from, model.window_from);
    const Instant to = std::min(span.to, model.window_to);
    if (to > from) sum += to - from;
  }
  return in_hours(sum);
}

/// The parts of the paid breaks that lie in the spans of a roster. Both are in time order.
std::vector<Interval> breaks_within(const std::vector<Interval>& breaks,
                                    const std::vector<Interval>& spans) {
  std::vector<Interval> result;
  auto span = spans.begin();
  for (const Interval& rest : breaks) {
    while (span != spans.end() && span->to <= rest.from) ++span;
    if (span == spans.end()) break;
    if (span->from < rest.to) {
      result.push_back({std::max(rest.from, span->from), std::min(rest.to, span->to), rest.day});
    }
  }
  return result;
}

void add_roster(const Model& model,
                const ModelGroup& group,
                const ModelRoster& roster,
                GroupHours& hours) {
  const double heads_a_week = static_cast<double>(roster.agents.size()) / measured_weeks(model);
  const double breaks = hours_in_window(model, breaks_within(roster.breaks, roster.spans));
  const double on_shift = hours_in_window(model, roster.spans);
  const double present = std::max(0.0, 1 - group.leave - group.sickness);
  hours.paid += heads_a_week * hours_in_window(model, roster.paid);
  hours.available +=
      present * heads_a_week * std::max(0.0, on_shift * (1 - group.block_share) - breaks);
}

}  // namespace

Table<GroupId, GroupHours> group_hours(const Model& model) {
  Table<GroupId, GroupHours> result;
  for (const ModelGroup& group : model.groups) {
    GroupHours hours;
    hours.heads = mean_heads(group, measured_window(model));
    for (const RosterId id : group.rosters) add_roster(model, group, model.rosters[id], hours);
    hours.fte = hours.paid * group.charged_share / in_hours(model.full_time);
    result.add(hours);
  }
  return result;
}

}  // namespace tiersim
