#include "analysis/pay.hpp"

#include <algorithm>

#include "tiersim/measures.hpp"

namespace tiersim {

namespace {

double hours_of(std::int64_t ms) { return in_hours(Duration{ms}); }

TimeByRate rostered_by_rate(const Model& model, const ModelGroup& group, Window window) {
  TimeByRate times(group.pay.factors.size(), 0);
  for (const RosterId id : group.rosters) {
    const auto agents = static_cast<std::int64_t>(model.rosters[id].agents.size());
    for (const Interval& span : model.rosters[id].paid) {
      if (span.from >= window.to) break;
      add_by_rate(group.pay, std::max(span.from, window.from), std::min(span.to, window.to), agents,
                  times);
    }
  }
  return times;
}

}  // namespace

void add_by_rate(
    const ModelPay& pay, Instant from, Instant to, std::int64_t agents, TimeByRate& times) {
  if (from >= to) return;
  Duration left = to - from;
  auto stretch = std::ranges::upper_bound(pay.stretches, from, {}, &ModelPay::Stretch::to);
  for (; stretch != pay.stretches.end() && stretch->from < to; ++stretch) {
    const Duration part = std::min(to, stretch->to) - std::max(from, stretch->from);
    times[stretch->rate] += part.count() * agents;
    left -= part;
  }
  times.front() += left.count() * agents;
}

std::int64_t rostered_ms(const Model& model, const ModelGroup& group, Window window) {
  std::int64_t total = 0;
  for (const RosterId id : group.rosters) {
    std::int64_t of_one = 0;
    for (const Interval& span : model.rosters[id].paid) {
      if (span.from >= window.to) break;
      of_one += window.overlap(span.from, span.to).count();
    }
    total += of_one * static_cast<std::int64_t>(model.rosters[id].agents.size());
  }
  return total;
}

double mean_heads(const ModelGroup& group, Window window) {
  if (group.changes.empty()) return group.heads;
  double head_hours = 0;
  for (std::size_t i = 0; i < group.changes.size(); ++i) {
    const bool is_last = i + 1 == group.changes.size();
    const Instant until = is_last ? window.to : group.changes[i + 1].from;
    head_hours += group.changes[i].heads * in_hours(window.overlap(group.changes[i].from, until));
  }
  const double of_window = in_hours(window.to - window.from);
  return of_window > 0 ? head_hours / of_window : 0;
}

double salaries(const ModelGroup& group, Window window) {
  const double years = in_hours(window.to - window.from) / (24 * days_per_year);
  return group.salary_per_year * mean_heads(group, window) * years;
}

double hourly_rate(const Model& model, const ModelGroup& group) {
  if (group.salary_per_year <= 0) return group.rate_per_hour;
  const Window window = measured_window(model);
  const std::int64_t rostered = rostered_ms(model, group, window);
  return rostered > 0 ? salaries(group, window) / hours_of(rostered) : 0;
}

double premium_pay(const Model& model, const ModelGroup& group, Window window) {
  if (group.pay.stretches.empty()) return 0;
  const TimeByRate times = rostered_by_rate(model, group, window);
  double hours = 0;
  for (std::size_t rate = 1; rate < times.size(); ++rate) {
    hours += hours_of(times[rate]) * (group.pay.factors[rate] - 1);
  }
  return hours * hourly_rate(model, group);
}

double overtime_pay(const Model& model, const ModelGroup& group, const TimeByRate& times) {
  const double rate = hourly_rate(model, group);
  double pay = hours_of(times.front()) * rate * group.overtime_factor;
  for (std::size_t i = 1; i < times.size(); ++i) {
    pay += hours_of(times[i]) * rate * std::max(group.overtime_factor, group.pay.factors[i]);
  }
  return pay;
}

}  // namespace tiersim
