#include "tests/support/pay_path.hpp"

#include <algorithm>
#include <optional>

namespace tiersim::test {

namespace {

constexpr Duration quarter = 15 * one_minute;

const Group& group_of(const Compiled& scenario, GroupId id) {
  return *scenario.loaded.scenario.staff.find(scenario.model.groups[id].name);
}

LocalClock clock_of(const Compiled& scenario, const Group& group) {
  const Scenario& written = scenario.loaded.scenario;
  const Shift* const shift = group.shift ? written.shifts.find(*group.shift) : nullptr;
  const std::string zone =
      shift && shift->time_zone ? *shift->time_zone : written.horizon.time_zone;
  const Model& model = scenario.model;
  return LocalClock{zone, model.start, model.start + (model.end - Instant{}) + 2 * one_day};
}

/// Does the local time lie in the hours of its day, or in those of the day before?
bool is_within(const WeeklyHours& weekly, LocalTime local) {
  const LocalDay day = std::chrono::floor<std::chrono::days>(local);
  for (int back = 0; back < 2; ++back) {
    const LocalDay start = day - std::chrono::days{back};
    const Duration since = local - LocalTime{start};
    for (const DaySpan& span : weekly.days[std::chrono::weekday{start}.iso_encoding() - 1]) {
      if (since >= span.from && since < span.to) return true;
    }
  }
  return false;
}

}  // namespace

PayPath::PayPath(const Compiled& scenario, GroupId id)
    : scenario_{scenario},
      id_{id},
      group_{group_of(scenario, id)},
      clock_{clock_of(scenario, group_)} {}

double PayPath::factor_at(Instant t, double otherwise) const {
  const LocalTime local = clock_.to_local(t);
  std::optional<double> highest;
  for (const auto& [name, rule] : group_.pay) {
    bool holds = rule.weekly && is_within(*rule.weekly, local);
    if (rule.holidays) {
      const auto& days = scenario_.loaded.scenario.calendars.find(*rule.holidays)->holidays;
      holds = std::ranges::count(days, std::chrono::floor<std::chrono::days>(local)) > 0;
    }
    if (holds) highest = std::max(highest.value_or(0), rule.factor);
  }
  return highest.value_or(otherwise);
}

double PayPath::hours(Instant from, Instant to, double otherwise) const {
  double sum = 0;
  while (from < to) {
    const Instant next = std::min(to, Instant{} + ((from - Instant{}) / quarter + 1) * quarter);
    sum += in_hours(next - from) * factor_at(from, otherwise);
    from = next;
  }
  return sum;
}

double PayPath::rostered(Window window) const {
  double sum = 0;
  for (const RosterId id : scenario_.model.groups[id_].rosters) {
    const ModelRoster& roster = scenario_.model.rosters[id];
    double of_one = 0;
    for (const Interval& span : roster.paid) {
      of_one += hours(std::max(span.from, window.from), std::min(span.to, window.to), 1);
    }
    sum += of_one * static_cast<double>(roster.agents.size());
  }
  return sum;
}

double PayPath::overtime(const KeptFacts& facts, Window window) const {
  double sum = 0;
  for (const StaffFact& fact : facts.staff) {
    if (fact.group != id_ || fact.presence != Presence::overtime) continue;
    Instant from = std::max(fact.from, window.from);
    const Instant to = std::min(fact.to, window.to);
    while (from < to) {
      const Instant next = std::min(to, Instant{} + ((from - Instant{}) / quarter + 1) * quarter);
      sum += in_hours(next - from) * std::max(group_.overtime_factor, factor_at(from, 0));
      from = next;
    }
  }
  return sum;
}

double PayPath::head_hours(Window window) const {
  double sum = 0;
  for (Instant t = window.from; t < window.to;) {
    const Instant next = std::min(window.to, Instant{} + ((t - Instant{}) / quarter + 1) * quarter);
    const LocalDay day = std::chrono::floor<std::chrono::days>(clock_.to_local(t));
    unsigned heads = group_.changes.empty() ? scenario_.model.groups[id_].heads : *group_.heads;
    for (const HeadsChange& change : group_.changes) {
      if (change.on <= day) heads = change.heads;
    }
    sum += heads * in_hours(next - t);
    t = next;
  }
  return sum;
}

}  // namespace tiersim::test
