// Expected tickets of a scenario: by leaf, day, week and month.

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/duty.hpp"
#include "analysis/stream_leaves.hpp"
#include "sim/arrivals.hpp"
#include "tiersim/periods.hpp"
#include "tiersim/requirement.hpp"

namespace tiersim {

namespace {

constexpr Duration quarter = one_hour / 4;
/// Rates that are looked at before weeks are left out: some 10 ms of work.
constexpr double most_rates = 250'000;

/// Do the rates of a stream change within an hour of simulated time? (In Kolkata hours start at its
/// half.)
bool changes_within_hours(const ModelStream& stream) {
  const Duration since_hour = stream.clock.to_local(Instant{}).time_since_epoch() % one_hour;
  return !stream.forecast.empty() || !stream.surges.empty() || since_hour != Duration{0};
}

/// What a stream's tickets are, and where they enter.
struct StreamMix {
  std::vector<double> share_of_tier;          ///< of all tickets, by tier of entry
  std::vector<double> highest_share_of_tier;  ///< of all tickets: those of the highest priority
  std::vector<double> live_share_of_tier;     ///< of all tickets: those by live channels
  bool within_hours = false;
  double rate = 0;  ///< tickets an hour, as last looked up
  double tickets = 0;
  double measured = 0;
  double scaled = 0;  ///< tickets times their handle scale
};

class DemandCounter {
 public:
  explicit DemandCounter(const Model& model)
      : model_{model},
        days_(static_cast<std::size_t>((last_day() - model.first_day).count()) + 1),
        looked_at_(days_.size(), false) {
    result_.measured_weeks = measured_weeks(model);
    result_.attendance = Table<TierId, Attendance>{model.tiers.size()};
    result_.highest_attendance = Table<TierId, Attendance>{model.tiers.size()};
    result_.busiest_live = Table<TierId, double>{model.tiers.size()};
    for (const ModelStream& stream : model.streams) mixes_.push_back(mix_of(stream));
    for (std::uint32_t i = 0; i < model.tiers.size(); ++i) {
      duty_.push_back(is_entered_[i] ? duty_of(model, TierId{i}) : WorkingTime::always());
    }
    choose_weeks();
  }

  DemandSummary run() {
    count_rates();
    for (const ModelStream& stream : model_.streams) count_rows(stream);
    collect_flows();
    collect_weekdays();
    collect_weeks();
    if (result_.nth_week == 1) collect_months();
    return std::move(result_);
  }

 private:
  using FlowKey = std::pair<LeafId, TierId>;

  [[nodiscard]] LocalDay last_day() const { return model_.clock.day_of(model_.end - Duration{1}); }
  [[nodiscard]] std::size_t day_index(Instant t) const {
    const auto days = (model_.clock.day_of(t) - model_.first_day).count();
    return std::min(static_cast<std::size_t>(std::max(days, 0L)), days_.size() - 1);
  }
  [[nodiscard]] bool is_highest(LeafId leaf) const {
    return model_.leaves[leaf].priority.index() == 0;
  }

  StreamMix mix_of(const ModelStream& stream) {
    is_entered_.resize(model_.tiers.size(), false);
    StreamMix mix;
    mix.share_of_tier.assign(model_.tiers.size(), 0);
    mix.highest_share_of_tier.assign(model_.tiers.size(), 0);
    mix.live_share_of_tier.assign(model_.tiers.size(), 0);
    mix.within_hours = changes_within_hours(stream);
    for (const ModelStream::Row& row : stream.rows) is_entered_[row.entry.index()] = true;
    if (stream.listed) return mix;
    each_leaf(stream, [&](LeafId leaf, TierId entry, double share) {
      is_entered_[entry.index()] = true;
      mix.share_of_tier[entry.index()] += share;
      if (is_highest(leaf)) mix.highest_share_of_tier[entry.index()] += share;
      if (is_live(model_, leaf)) mix.live_share_of_tier[entry.index()] += share;
    });
    return mix;
  }

  /// Looks at every nth week where a long horizon would cost too much.
  void choose_weeks() {
    double rates_an_hour = 0;
    for (std::size_t i = 0; i < mixes_.size(); ++i) {
      if (!model_.streams[StreamId{i}].listed) rates_an_hour += mixes_[i].within_hours ? 4 : 1;
    }
    const double rates = rates_an_hour * in_hours(model_.end - Instant{});
    const auto weeks = days_.size() / 7 + 1;
    const auto nth = static_cast<std::size_t>(std::ceil(rates / most_rates));
    result_.nth_week = std::clamp(nth, std::size_t{1}, weeks);
    for (std::size_t day = 0; day < days_.size(); ++day) {
      looked_at_[day] = day / 7 % result_.nth_week == 0;
    }
  }

  /// How many weeks stand behind the one that a day lies in.
  [[nodiscard]] double weight_of(std::size_t day) const {
    if (result_.nth_week == 1) return 1;
    const std::size_t first = day / 7 * 7;
    const std::size_t looked = std::min<std::size_t>(7, days_.size() - first);
    const std::size_t meant = std::min(7 * result_.nth_week, days_.size() - first);
    return static_cast<double>(meant) / static_cast<double>(looked);
  }

  void count_rates() {
    for (std::size_t day = 0; day < days_.size(); ++day) {
      if (!looked_at_[day]) continue;
      const LocalTime midnight{model_.first_day + std::chrono::days{day}};
      const Instant from = model_.clock.to_instant(midnight);
      const Instant to =
          std::min(model_.end, model_.clock.to_instant(midnight + std::chrono::days{1}));
      const double weight = weight_of(day);
      for (Instant t = from; t < to; t += quarter) {
        count_quarter(t, day, {in_hours(std::min(quarter, to - t)), weight});
      }
    }
  }

  /// A quarter hour, and how many like it it stands for.
  struct Quarter {
    double hours;
    double weight;
  };

  void count_quarter(Instant t, std::size_t day, const Quarter& length) {
    on_duty_.clear();
    const bool is_new_hour = (t - Instant{}) % one_hour == Duration{0};
    for (std::size_t i = 0; i < mixes_.size(); ++i) {
      StreamMix& mix = mixes_[i];
      const ModelStream& stream = model_.streams[StreamId{i}];
      if (mix.within_hours || is_new_hour) mix.rate = expected_rate(stream, t);
      if (mix.rate == 0) continue;
      const double tickets = mix.rate * length.hours * length.weight;
      days_[day] += mix.rate * length.hours;
      mix.tickets += tickets;
      if (model_.is_counted(t)) mix.measured += tickets;
      mix.scaled += tickets * scale_at(stream, t);
      attend(mix, t, tickets);
    }
    if (model_.is_counted(t)) look_for_busiest();
  }

  /// Is the quarter hour the one with the most live tickets, at a tier that is on duty?
  void look_for_busiest() {
    if (on_duty_.empty()) return;  // no ticket is expected
    for (std::uint32_t tier = 0; tier < duty_.size(); ++tier) {
      if (!on_duty_[tier]) continue;
      double an_hour = 0;
      for (const StreamMix& mix : mixes_) {
        if (mix.rate > 0) an_hour += mix.rate * mix.live_share_of_tier[tier];
      }
      double& most = result_.busiest_live[TierId{tier}];
      most = std::max(most, an_hour);
    }
  }

  static double scale_at(const ModelStream& stream, Instant t) {
    if (stream.handle_scale.empty()) return 1;
    return stream.handle_scale[static_cast<std::size_t>((t - Instant{}) / quarter)];
  }

  void attend(const StreamMix& mix, Instant t, double tickets) {
    if (on_duty_.empty()) {
      for (const WorkingTime& duty : duty_) on_duty_.push_back(duty.is_open(t));
    }
    for (std::uint32_t tier = 0; tier < duty_.size(); ++tier) {
      const TierId id{tier};
      add(result_.attendance[id], tickets * mix.share_of_tier[tier], on_duty_[tier]);
      add(result_.highest_attendance[id], tickets * mix.highest_share_of_tier[tier],
          on_duty_[tier]);
    }
  }

  static void add(Attendance& to, double tickets, bool attended) {
    to.tickets += tickets;
    if (!attended) to.unattended += tickets;
  }

  void count_rows(const ModelStream& stream) {
    for (const ModelStream::Row& row : stream.rows) {
      const std::size_t day = day_index(row.opened);
      days_[day] += 1;
      Flow& flow = flow_of({row.leaf, row.entry});
      flow.tickets += 1;
      if (model_.is_counted(row.opened)) flow.measured += 1;
      const bool attended = duty_[row.entry.index()].is_open(row.opened);
      add(result_.attendance[row.entry], 1, attended);
      if (is_highest(row.leaf)) add(result_.highest_attendance[row.entry], 1, attended);
    }
  }

  Flow& flow_of(const FlowKey& key) {
    const auto [entry, is_new] = known_.try_emplace(key, result_.flows.size());
    if (is_new) result_.flows.push_back({key.first, key.second, 0, 0, 1});
    return result_.flows[entry->second];
  }

  void collect_flows() {
    for (std::size_t i = 0; i < mixes_.size(); ++i) {
      const ModelStream& stream = model_.streams[StreamId{i}];
      const StreamMix& mix = mixes_[i];
      if (stream.listed || mix.tickets <= 0) continue;
      each_leaf(stream, [&](LeafId leaf, TierId entry, double share) {
        Flow& flow = flow_of({leaf, entry});
        const double scaled = flow.tickets * flow.handle_scale + mix.scaled * share;
        flow.tickets += mix.tickets * share;
        flow.measured += mix.measured * share;
        flow.handle_scale = flow.tickets > 0 ? scaled / flow.tickets : 1;
      });
    }
    std::erase_if(result_.flows, [](const Flow& flow) { return flow.tickets <= 0; });
    for (const Flow& flow : result_.flows) {
      result_.total += flow.tickets;
      result_.measured += flow.measured;
    }
  }

  void collect_weekdays() {
    std::array<double, 7> days{};
    double on_business_days = 0;
    for (std::size_t day = 0; day < days_.size(); ++day) {
      if (!looked_at_[day]) continue;
      const LocalDay date = model_.first_day + std::chrono::days{day};
      const std::size_t weekday = std::chrono::weekday{date}.iso_encoding() - 1;
      days[weekday] += 1;
      result_.by_weekday[weekday] += days_[day];
      if (!is_business_day(date)) continue;
      ++result_.business_days;
      on_business_days += days_[day];
    }
    for (std::size_t weekday = 0; weekday < 7; ++weekday) {
      if (days[weekday] > 0) result_.by_weekday[weekday] /= days[weekday];
    }
    if (result_.business_days > 0) {
      result_.per_business_day = on_business_days / static_cast<double>(result_.business_days);
    }
  }

  [[nodiscard]] bool is_business_day(LocalDay day) const {
    const WorkingTime& business = model_.calendars[model_.fcr_calendar];
    const Instant from = model_.clock.to_instant(LocalTime{day});
    const Instant to = model_.clock.to_instant(LocalTime{day + std::chrono::days{1}});
    return business.is_always() || business.between(from, to) > Duration{0};
  }

  void collect_weeks() {
    for (std::size_t day = 0; day < days_.size(); ++day) {
      if (!looked_at_[day]) continue;
      if (day % 7 == 0) result_.weeks.push_back({model_.first_day + std::chrono::days{day}, 0, 0});
      result_.weeks.back().days += 1;
      result_.weeks.back().tickets += days_[day];
    }
  }

  void collect_months() {
    for (std::size_t day = 0; day < days_.size(); ++day) {
      const LocalDay date = model_.first_day + std::chrono::days{day};
      const bool is_first = std::chrono::year_month_day{date}.day() == std::chrono::day{1};
      if (day == 0 || is_first) result_.months.push_back({date, 0, 0});
      result_.months.back().days += 1;
      result_.months.back().tickets += days_[day];
    }
  }

  const Model& model_;
  std::vector<double> days_;  ///< tickets by local day
  std::vector<bool> looked_at_;
  std::vector<bool> is_entered_;
  std::vector<StreamMix> mixes_;
  std::vector<WorkingTime> duty_;
  std::vector<bool> on_duty_;
  std::map<FlowKey, std::size_t> known_;
  DemandSummary result_;
};

}  // namespace

bool is_live(const Model& model, LeafId leaf) {
  const ChannelId channel = model.leaves[leaf].channel;
  const bool is_named = channel.index() + 1 < model.channels.size();  // the last one is `none`
  return is_named && model.channels[channel].by_people && !model.channels[channel].within_window;
}

double measured_weeks(const Model& model) { return weeks_of(model, measured_window(model)); }

DemandSummary summarise_demand(const Model& model) { return DemandCounter{model}.run(); }

}  // namespace tiersim
