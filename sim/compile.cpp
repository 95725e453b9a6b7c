#include "sim/compile.hpp"

#include <algorithm>

namespace tiersim {

namespace compiling {

const LocalClock& Context::clock_of(const std::optional<std::string>& zone) {
  const std::string& name = zone ? *zone : scenario.horizon.time_zone;
  const auto known = clocks.find(name);
  if (known != clocks.end()) return known->second;
  const auto until = model.start + (model.end - Instant{}) + calendar_margin;
  const LocalClock clock{name, model.start, until, clock_lead(looks_back)};
  return clocks.emplace(name, clock).first->second;
}

TierId tier_id(const Scenario& scenario, std::string_view name) {
  for (std::size_t i = 0; i < scenario.tiers.size(); ++i) {
    if (scenario.tiers[i].name == name) return TierId{i};
  }
  return TierId::none();
}

namespace {

/// The local time that a span of the horizon after `from` reaches: days are calendar days.
LocalTime after(LocalTime from, const Span& span) {
  const double whole_days = std::floor(span.days);
  const auto days = std::chrono::days{static_cast<int>(whole_days)};
  const Duration rest =
      to_duration((span.days - whole_days) * static_cast<double>(one_day.count()));
  return from + days + rest + span.fixed;
}

/// `length` after local midnight of the start: fixed parts are elapsed time, days are local days.
Instant horizon_instant(const LocalClock& clock, LocalDay start, const Span& span) {
  const LocalTime days_only = after(LocalTime{start}, Span{Duration{0}, span.days, 0});
  return clock.to_instant(days_only) + span.fixed;
}

Instant before_end(const LocalClock& clock, Instant end, const Span& span) {
  const double whole_days = std::floor(span.days);
  const Duration rest =
      to_duration((span.days - whole_days) * static_cast<double>(one_day.count()));
  const LocalTime then =
      clock.to_local(end) - std::chrono::days{static_cast<int>(whole_days)} - rest;
  return clock.to_instant(then) - span.fixed;
}

std::vector<std::string> priority_names(const Scenario& scenario) {
  std::vector<std::string> names = scenario.priorities;
  const auto unlabelled = [](const auto& entry) {
    return entry.second.priorities.empty() && entry.second.impact.empty();
  };
  const bool any = std::any_of(scenario.demand.begin(), scenario.demand.end(), unlabelled);
  if (names.empty() || any) names.emplace_back(no_label);
  return names;
}

Table<ChannelId, ModelChannel> channel_table(const Scenario& scenario) {
  Table<ChannelId, ModelChannel> channels;
  for (const auto& [name, channel] : scenario.channels) {
    channels.add({name, !channel.automatic, !channel.automatic && !channel.live});
  }
  channels.add({std::string{no_label}, true, false});
  return channels;
}

Table<CustomerId, ModelCustomer> customer_table(const Scenario& scenario) {
  Table<CustomerId, ModelCustomer> customers;
  for (const auto& [name, customer] : scenario.customers) {
    customers.add({name, 0, customer.entry ? tier_id(scenario, *customer.entry) : TierId::none()});
  }
  if (customers.empty()) customers.add({std::string{no_label}, 0, {}});
  return customers;
}

}  // namespace

}  // namespace compiling

namespace {

template <class T>
void overlay(ByName<T>& on, const ByName<T>& own) {
  if (own.otherwise) on = {{}, own.otherwise};
  for (const auto& [priority, value] : own.by_name) on.by_name.get_or_add(priority) = value;
}

}  // namespace

Sla agreed(const Sla& sla, const SlaTerms* terms) {
  Sla result = sla;
  if (!terms) return result;
  overlay(result.target, terms->target);
  overlay(result.calendar, terms->calendar);
  overlay(result.penalty_per_breach, terms->penalty_per_breach);
  overlay(result.penalty_per_hour, terms->penalty_per_hour);
  return result;
}

Instant Model::due(SlaId sla, const Leaf& leaf, Instant opened, double share) const {
  const ModelSla::Terms& terms = slas[sla].of(leaf);
  if (!terms.target) return never;
  const Duration open_time =
      share == 1 ? *terms.target : to_duration(static_cast<double>(terms.target->count()) * share);
  return calendars[terms.calendar].add(opened, open_time);
}

bool Model::has_uncertain_volumes() const {
  return std::any_of(streams.begin(), streams.end(), [&](const ModelStream& stream) {
    return !stream.listed && (stream.volume_factor.varies() || volume_factor.varies());
  });
}

double Model::most_volume_factor() const {
  double most = 1;
  for (const ModelStream& stream : streams) {
    if (stream.listed) continue;
    most = std::max(most,
                    stream.volume_factor.most() * volume_factor.most() / stream.mean_volume_factor);
  }
  return most;
}

bool Model::has_same_people(QueueId a, QueueId b) const {
  const std::vector<ModelQueue::Eligible>& others = queues[b].eligible;
  const auto is_among_others = [&](const ModelQueue::Eligible& one) {
    return std::ranges::any_of(others, [&](const auto& other) { return other.post == one.post; });
  };
  return queues[a].eligible.size() == others.size() &&
         std::ranges::all_of(queues[a].eligible, is_among_others);
}

Money ModelCredits::of(std::int64_t met, std::int64_t ended) const {
  constexpr double rounding = 1e-12;  // 95 % is not below 95 %
  if (ended < minimum) return {};
  const double on_time = static_cast<double>(met) / static_cast<double>(ended);
  for (const Band& band : bands) {
    if (on_time < band.below - rounding) return band.credit;
  }
  return {};
}

Model compile(const Scenario& scenario) {
  const LocalDay first_day = *scenario.horizon.start;
  const auto start = to_sys(scenario.horizon.time_zone, LocalTime{first_day});
  const Duration reach = scenario.horizon.length.elapsed() + 2 * one_day;
  const Duration looks_back = compiling::oldest_age(scenario.horizon.initial_backlog);
  const LocalClock clock{scenario.horizon.time_zone, start,
                         start + reach + compiling::calendar_margin,
                         compiling::clock_lead(looks_back)};
  Model model;
  model.name = scenario.name;
  model.currency = scenario.currency;
  model.seed = scenario.seed;
  model.start = start;
  model.clock = clock;
  model.first_day = first_day;
  model.end = compiling::horizon_instant(clock, first_day, scenario.horizon.length);
  model.window_from = compiling::horizon_instant(clock, first_day, scenario.horizon.warm_up.length);
  model.window_to = compiling::before_end(clock, model.end, scenario.horizon.cool_down);
  model.priorities = compiling::priority_names(scenario);
  model.channels = compiling::channel_table(scenario);
  model.customers = compiling::customer_table(scenario);
  model.overhead = scenario.costs.overhead;
  model.full_time = scenario.costs.full_time.value_or(default_full_time);
  for (const std::string& priority : model.priorities) {
    const double* const downtime = scenario.costs.downtime_per_hour.find(priority);
    model.downtime_per_hour.push_back(downtime ? to_money(*downtime) : Money{});
  }

  compiling::Context context{scenario, model, looks_back, {}};
  compiling::compile_calendars(context);
  compiling::compile_people(context);
  compiling::compile_work(context);
  compiling::compile_life(context);
  compiling::compile_triage(context);
  compiling::compile_demand(context);
  compiling::compile_backlog(context);
  compiling::compile_priorities(context);
  return model;
}

}  // namespace tiersim
