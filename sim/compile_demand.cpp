#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "sim/compile_leaves.hpp"
#include "sim/volume_uncertainty.hpp"

namespace tiersim::compiling {

namespace {

constexpr std::array<std::string_view, 12> month_names{"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr Duration quarter = 15 * one_minute;

struct Shares {
  Choice choice;
  std::vector<std::uint32_t> outcomes;  ///< index of each outcome in the model's table
};

/// Shares as cumulated ones; those of 0 % are left out. None given: the label `none`.
template <class IndexOf>
Shares compile_shares(const Named<double>& shares, std::uint32_t unlabelled, IndexOf index_of) {
  Shares result;
  double sum = 0;
  for (const auto& [name, share] : shares) {
    if (share <= 0) continue;
    sum += share;
    result.choice.up_to.push_back(sum);
    result.outcomes.push_back(index_of(name));
  }
  if (result.outcomes.empty()) return {{{1.0}}, {unlabelled}};
  for (double& up_to : result.choice.up_to) up_to /= sum;
  result.choice.up_to.back() = 1;
  return result;
}

/// Days of the profile week with weight.
int days_with_weight(const Profile& profile) {
  if (profile.weights.empty()) return 7;
  int days = 0;
  for (std::ptrdiff_t day = 0; day < 7; ++day) {
    const auto from = profile.weights.begin() + 24 * day;
    if (std::any_of(from, from + 24, [](double weight) { return weight > 0; })) ++days;
  }
  return days;
}

double per_hour(const Volume& volume, const Profile& profile) {
  const int days = days_with_weight(profile);
  switch (volume.unit) {
    case VolumeUnit::per_hour: return volume.amount;
    case VolumeUnit::per_day: return volume.amount / 24;
    case VolumeUnit::per_business_day: return volume.amount * days / 168;
    case VolumeUnit::per_week: return volume.amount / 168;
    case VolumeUnit::per_month: return volume.amount / (days_per_month * 24);
  }
  return 0;
}

std::vector<double> scaled_to_mean_one(std::vector<double> weights) {
  double sum = 0;
  for (const double weight : weights) sum += weight;
  for (double& weight : weights) weight *= static_cast<double>(weights.size()) / sum;
  return weights;
}

/// A time of day on every so many days.
struct Onset {
  LocalDay day;
  Instant at;
};

/// The onsets of a surge or of planned work up to the horizon's end; some may lie before its start.
template <class Timetable>
std::vector<Onset> onsets_of(const Model& model, const Timetable& times, const LocalClock& clock) {
  LocalDay day = times.start.value_or(model.first_day);
  if (times.weekday) {
    // A Sunday is 0 for std::chrono, a Monday is 0 in the scenario.
    const std::chrono::weekday wanted{(*times.weekday + 1) % 7};
    day += wanted - std::chrono::weekday{day};
  }
  const auto step = static_cast<int>(times.every ? std::lround(times.every->days) : 0);
  std::vector<Onset> onsets;
  for (;; day += std::chrono::days{step}) {
    const Instant at = clock.to_instant(LocalTime{day} + times.at);
    if (at >= model.end) break;
    onsets.push_back({day, at});
    if (step <= 0) break;
  }
  return onsets;
}

ModelSurge compile_surge(const Model& model, const Surge& surge, const LocalClock& clock) {
  ModelSurge result{{}, surge.factor - 1, surge.half_life};
  for (const Onset& onset : onsets_of(model, surge, clock)) result.onsets.push_back(onset.at);
  return result;
}

class Streams {
 public:
  explicit Streams(Context& context) : context_{context}, leaves_{context} {}

  void add(const std::string& name, const Demand& demand) {
    if (demand.replay) {
      add_replay(name, demand);
    } else if (demand.planned) {
      add_planned(name, demand);
    } else if (demand.forecast) {
      add_forecast(name, demand);
    } else {
      ModelStream stream = common(name, demand, *demand.type);
      add_mixes(stream, demand, {});
      stream.per_hour = per_hour(*demand.volume, demand.profile);
      put_uncertainty(name, demand, stream);
      if (!demand.profile.weights.empty()) {
        stream.profile = scaled_to_mean_one(demand.profile.weights);
      }
      built_.push_back(std::move(stream));
    }
  }

  /// Puts the streams into the model by name, so that their order in the file means nothing.
  void finish() {
    std::sort(built_.begin(), built_.end(),
              [](const ModelStream& a, const ModelStream& b) { return a.name < b.name; });
    for (ModelStream& stream : built_) context_.model.streams.add(std::move(stream));
    if (context_.scenario.routing.classifier) leaves_.add_mistaken();
  }

 private:
  [[nodiscard]] std::uint32_t priority_index(std::string_view name) const {
    return priority_id(context_.model, name).index();
  }
  [[nodiscard]] std::uint32_t channel_index(std::string_view name) const {
    const auto id = id_of<ChannelId>(context_.scenario.channels, name);
    return id.exists() ? id.index() : unlabelled_channel(context_.model).index();
  }
  [[nodiscard]] Shares priority_shares(const Demand& demand) const {
    const Named<double> shares = priority_shares_of(context_.scenario, demand);
    const auto last = static_cast<std::uint32_t>(context_.model.priorities.size() - 1);
    return compile_shares(shares, last, [&](const auto& name) { return priority_index(name); });
  }
  [[nodiscard]] Shares channel_shares(const Named<double>& shares) const {
    return compile_shares(shares, unlabelled_channel(context_.model).index(),
                          [&](const auto& name) { return channel_index(name); });
  }

  ModelStream common(const std::string& name, const Demand& demand, const std::string& type) {
    Model& model = context_.model;
    ModelStream stream;
    stream.name = name;
    stream.key = DrawKey{model.seed, "demand/" + name};
    stream.clock = context_.clock_of(demand.time_zone);
    stream.type = id_of<TypeId>(context_.scenario.ticket_types, type);
    stream.season.fill(1);
    for (const auto& [month, factor] : demand.season) {
      const auto found = std::find(month_names.begin(), month_names.end(), month);
      stream.season[static_cast<std::size_t>(found - month_names.begin())] = factor;
    }
    stream.growth_a_month = demand.growth_a_month;
    if (demand.daily_variation_cv && *demand.daily_variation_cv > 0) {
      stream.daily_variation = Sampler{gamma_of_mean_one_hour(*demand.daily_variation_cv), 1};
    }
    if (demand.holiday_demand) {
      const HolidayDemand& on = *demand.holiday_demand;
      stream.holidays = context_.scenario.calendars.find(on.calendar)->holidays;
      stream.holiday_factor = on.factor;
    }
    for (const Surge& surge : context_.scenario.surges) {
      const auto& types = surge.types;
      if (!types.empty() && std::find(types.begin(), types.end(), type) == types.end()) continue;
      stream.surges.push_back(compile_surge(model, surge, stream.clock));
    }
    return stream;
  }

  void put_uncertainty(const std::string& name, const Demand& demand, ModelStream& stream) const {
    stream.volume_factor = volume_factor_of(demand.volume_uncertainty);
    stream.volume_key = DrawKey{context_.model.seed, "volume/" + name};
    stream.mean_volume_factor = stream.volume_factor.mean() * context_.model.volume_factor.mean();
  }

  /// Shares of the stream's own customers, else of all.
  [[nodiscard]] Shares customer_shares(const Demand& demand) const {
    Named<double> shares = demand.customers;
    for (const auto& [name, customer] : context_.scenario.customers) {
      if (demand.customers.empty()) shares.get_or_add(name) = customer.share.value_or(0);
    }
    return compile_shares(shares, 0, [&](const std::string& name) {
      return id_of<CustomerId>(context_.scenario.customers, name).index();
    });
  }
  /// A customer's own channel shares, else the stream's.
  [[nodiscard]] Shares channel_shares_of(std::uint32_t customer, const Demand& demand) const {
    const Named<Customer>& customers = context_.scenario.customers;
    if (customers.empty()) return channel_shares(demand.channels);
    const Named<double>& own = (customers.begin() + customer)->second.channels;
    return channel_shares(own.empty() ? demand.channels : own);
  }

  /// \param channel  that of all tickets; empty: as shares say.
  void add_mixes(ModelStream& stream, const Demand& demand, const std::string& channel) {
    const Shares of_customer = customer_shares(demand);
    const Shares of_priority = priority_shares(demand);
    stream.customers = of_customer.choice;
    stream.priorities = of_priority.choice;
    Named<double> only;
    if (!channel.empty()) only.get_or_add(channel) = 1;
    for (const std::uint32_t customer : of_customer.outcomes) {
      const Shares of_channel =
          channel.empty() ? channel_shares_of(customer, demand) : channel_shares(only);
      stream.mixes.push_back(mix_of(stream.type, CustomerId{customer}, of_channel, of_priority));
    }
  }

  ModelStream::Mix
  mix_of(TypeId type, CustomerId customer, const Shares& of_channel, const Shares& of_priority) {
    ModelStream::Mix mix{of_channel.choice, {}, {}};
    for (const std::uint32_t channel : of_channel.outcomes) {
      for (const std::uint32_t priority : of_priority.outcomes) {
        const LeafId leaf = leaves_.find_or_add({.type = type,
                                                 .priority = PriorityId{priority},
                                                 .channel = ChannelId{channel},
                                                 .customer = customer,
                                                 .route = {}});
        mix.leaves.push_back(leaf);
        mix.entry.push_back(leaves_.entry_of(leaf));
      }
    }
    return mix;
  }

  /// One stream for each (type, channel) series of the forecast.
  void add_forecast(const std::string& name, const Demand& demand) {
    const std::vector<ForecastRow>& rows = demand.forecast->rows;
    for (std::size_t from = 0; from < rows.size();) {
      std::size_t to = from;
      while (to < rows.size() && rows[to].type == rows[from].type &&
             rows[to].channel == rows[from].channel) {
        ++to;
      }
      const std::string& channel = rows[from].channel;
      std::string label = name + "/" + rows[from].type;
      if (!channel.empty()) label += "/" + channel;
      ModelStream stream = common(label, demand, rows[from].type);
      add_mixes(stream, demand, channel);
      fill_rates(stream, *demand.forecast, from, to);
      put_uncertainty(name, demand, stream);
      built_.push_back(std::move(stream));
      from = to;
    }
  }

  /// The mean handle time at the type's tier of entry, in ms.
  [[nodiscard]] double mean_at_entry(TypeId type) const {
    for (const ModelRoute& route : context_.model.routes) {
      if (route.type == type && route.first.exists()) return route.at[route.first.index()].mean_ms;
    }
    return 0;
  }

  void fill_rates(ModelStream& stream,
                  const Forecast& forecast,
                  std::size_t from,
                  std::size_t to) const {
    const auto quarters = static_cast<std::size_t>((context_.model.end - Instant{}) / quarter) + 4;
    stream.forecast.assign(quarters, 0);
    const double mean = mean_at_entry(stream.type);
    const Duration horizon = context_.model.end - Instant{};
    stream.unforecast = horizon;
    // Read at each quarter's start in the stream's zone: a local hour that comes twice is twice.
    const auto first = forecast.rows.begin() + static_cast<std::ptrdiff_t>(from);
    const auto last = forecast.rows.begin() + static_cast<std::ptrdiff_t>(to);
    for (std::size_t at = 0; at < quarters; ++at) {
      const Instant t{static_cast<std::int64_t>(at) * quarter};
      const LocalTime local = stream.clock.to_local(t);
      auto row = std::upper_bound(first, last, local,
                                  [](LocalTime l, const ForecastRow& r) { return l < r.start; });
      if (row == first) continue;
      --row;
      if (local >= row->start + forecast.interval) continue;
      stream.unforecast -= std::clamp(horizon - (t - Instant{}), Duration{0}, quarter);
      stream.forecast[at] = row->volume / in_hours(forecast.interval);
      if (!row->handle_time || mean <= 0) continue;
      if (stream.handle_scale.empty()) stream.handle_scale.assign(quarters, 1);
      stream.handle_scale[at] = static_cast<double>(row->handle_time->count()) / mean;
    }
  }

  void add_replay(const std::string& name, const Demand& demand) {
    const Replay& replay = *demand.replay;
    const std::string& type = demand.type ? *demand.type : replay.type_names.front();
    ModelStream stream = common(name, demand, type);
    stream.listed = true;
    stream.replayed = true;
    const ReplayLabels labels = labels_of(replay, demand);
    for (const ReplayRow& row : replay.rows) add_row(stream, labels, row);
    std::stable_sort(stream.rows.begin(), stream.rows.end(),
                     [](const auto& a, const auto& b) { return a.opened < b.opened; });
    built_.push_back(std::move(stream));
  }

  /// The same tickets in each replication, at their local times; none before the start.
  void add_planned(const std::string& name, const Demand& demand) {
    const Planned& planned = *demand.planned;
    ModelStream stream = common(name, demand, *demand.type);
    stream.listed = true;
    stream.surges.clear();
    const ReplayLabels labels = labels_of({}, demand);
    ReplayRow row;
    row.line = 2;  // the first of a file: a ticket keeps its number if others are left out
    for (const Onset& onset : onsets_of(context_.model, planned, stream.clock)) {
      const bool is_holiday =
          std::binary_search(stream.holidays.begin(), stream.holidays.end(), onset.day);
      const bool comes = !is_holiday && onset.at >= Instant{};
      for (unsigned i = 0; i < planned.tickets; ++i, ++row.line) {
        if (comes) add_row_at(stream, labels, row, onset.at);
      }
    }
    built_.push_back(std::move(stream));
  }

  /// What the rows of a replay stand for: ids by index of name, and shares for what they leave out.
  struct ReplayLabels {
    std::vector<TypeId> types;
    std::vector<ChannelId> channels;
    std::vector<PriorityId> priorities;
    std::vector<CustomerId> customers;
    Shares customer_shares;
    std::vector<Shares> channel_shares;  ///< by customer
    Shares priority_shares;
  };

  [[nodiscard]] ReplayLabels labels_of(const Replay& replay, const Demand& demand) const {
    ReplayLabels labels;
    for (const std::string& name : replay.type_names) {
      labels.types.push_back(id_of<TypeId>(context_.scenario.ticket_types, name));
    }
    for (const std::string& name : replay.channel_names) {
      labels.channels.emplace_back(channel_index(name));
    }
    for (const std::string& name : replay.priority_names) {
      labels.priorities.emplace_back(priority_index(name));
    }
    for (const std::string& name : replay.customer_names) {
      labels.customers.push_back(id_of<CustomerId>(context_.scenario.customers, name));
    }
    labels.customer_shares = customer_shares(demand);
    for (std::uint32_t i = 0; i < context_.model.customers.size(); ++i) {
      labels.channel_shares.push_back(channel_shares_of(i, demand));
    }
    labels.priority_shares = priority_shares(demand);
    return labels;
  }

  void add_row(ModelStream& stream, const ReplayLabels& labels, const ReplayRow& row) {
    const Instant opened = stream.clock.to_instant(row.opened);
    if (opened < Instant{} || opened >= context_.model.end) {
      ++context_.model.rows_outside;
      return;
    }
    add_row_at(stream, labels, row, opened);
  }

  void add_row_at(ModelStream& stream,
                  const ReplayLabels& labels,
                  const ReplayRow& row,
                  Instant opened) {
    const auto number = row.line - 2;  // line 1 is the header
    // A label that the file has not got is drawn from the stream's shares, once, here.
    const Uniforms u = draw(stream.key, {.item = number, .purpose = Purpose::labels});
    const auto drawn = [](const Shares& shares, double uniform) {
      return shares.outcomes[shares.choice.pick(uniform)];
    };
    const Uniforms of_customer = draw(stream.key, {.item = number, .purpose = Purpose::customer});
    Leaf leaf;
    leaf.type = labels.types.empty() ? stream.type : labels.types[row.type];
    leaf.customer = row.customer != 0
                        ? labels.customers[row.customer]
                        : CustomerId{drawn(labels.customer_shares, of_customer.first)};
    const Shares& channels = labels.channel_shares[leaf.customer.index()];
    leaf.channel =
        row.channel != 0 ? labels.channels[row.channel] : ChannelId{drawn(channels, u.first)};
    leaf.priority = row.priority != 0 ? labels.priorities[row.priority]
                                      : PriorityId{drawn(labels.priority_shares, u.second)};
    const LeafId id = leaves_.find_or_add(leaf);
    stream.rows.push_back({opened, number, id, leaves_.entry_of(id)});
  }

  Context& context_;
  Leaves leaves_;
  std::vector<ModelStream> built_;
};

}  // namespace

Named<double> priority_shares_of(const Scenario& scenario, const Demand& demand) {
  if (demand.impact.empty()) return demand.priorities;
  Named<double> shares;
  for (const std::string& priority : scenario.priorities) shares.get_or_add(priority) = 0;
  for (const auto& [impact, of_impact] : demand.impact) {
    for (const auto& [urgency, of_urgency] : demand.urgency) {
      const double share = of_impact * of_urgency;
      if (share <= 0) continue;
      *shares.find(*scenario.priority_matrix.find(impact)->find(urgency)) += share;
    }
  }
  return shares;
}

void compile_demand(Context& context) {
  context.model.volume_factor = volume_factor_of(context.scenario.volume_uncertainty);
  context.model.volume_key = DrawKey{context.model.seed, "volume_uncertainty"};
  Streams streams{context};
  for (const auto& [name, demand] : context.scenario.demand) streams.add(name, demand);
  streams.finish();
  if (context.scenario.daily_variation_cv && *context.scenario.daily_variation_cv > 0) {
    context.model.daily_variation =
        Sampler{gamma_of_mean_one_hour(*context.scenario.daily_variation_cv), 1};
  }
  context.model.daily_variation_key = DrawKey{context.model.seed, "daily_variation"};
}

}  // namespace tiersim::compiling
