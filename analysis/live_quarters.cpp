#include "analysis/live_quarters.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/live_floor.hpp"
#include "analysis/stream_leaves.hpp"
#include "sim/arrivals.hpp"
#include "tiersim/periods.hpp"
#include "tiersim/queueing.hpp"

namespace tiersim {

namespace {

constexpr Duration quarter_hour = one_hour / 4;
constexpr std::size_t quarters_a_day = 96;
constexpr std::size_t quarters_a_week = 7 * quarters_a_day;
constexpr std::size_t most_weeks = 13;

/// Of each stream's tickets, those that come live and enter at the tier.
std::vector<double> live_shares(const Model& model, TierId tier) {
  std::vector<double> shares;
  for (const ModelStream& stream : model.streams) {
    double live = 0;
    const auto add = [&](LeafId leaf, TierId entry, double share) {
      live += entry == tier && is_live(model, leaf) ? share : 0;
    };
    if (!stream.listed) each_leaf(stream, add);
    shares.push_back(live);
  }
  return shares;
}

/// Live tickets an hour at an instant.
double live_rate(const Model& model, const std::vector<double>& shares, Instant t) {
  double rate = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i] > 0) rate += shares[i] * expected_rate(model.streams[StreamId{i}], t);
  }
  return rate;
}

/// Live tickets an hour in each quarter hour of the day before an instant, within the horizon.
std::vector<double>
rates_before(const Model& model, const std::vector<double>& shares, Instant to) {
  std::vector<double> rates;
  for (Instant t = to - one_day; t < to; t += quarter_hour) {
    if (t >= Instant{}) rates.push_back(live_rate(model, shares, t));
  }
  return rates;
}

/// Heads of a roster on duty at an instant.
double on_duty(const ModelRoster& roster, Instant t) {
  const auto is_before = [](Instant at, const Interval& one) { return at < one.to; };
  const auto span = std::upper_bound(roster.spans.begin(), roster.spans.end(), t, is_before);
  const bool is_on = span != roster.spans.end() && span->from <= t;
  return is_on ? static_cast<double>(roster.agents.size()) : 0;
}

/// Heads on duty for a tier at an instant, absences and other work spread evenly.
double heads_on_duty(const Plan& plan, TierId tier, Instant t) {
  double heads = 0;
  for (std::uint32_t g = 0; g < plan.model.groups.size(); ++g) {
    const ModelGroup& group = plan.model.groups[GroupId{g}];
    const GroupUse& use = plan.requirement.groups[GroupId{g}];
    const double share = use.share_of_tier[tier.index()];
    if (share <= 0 || use.hours.paid <= 0) continue;
    const double present = use.hours.available / use.hours.paid;
    for (const RosterId id : group.rosters) {
      heads += share * present * on_duty(plan.model.rosters[id], t);
    }
  }
  return heads;
}

/// The load in the middle of the last of these quarter hours, empty before the first.
double last_load(const std::vector<double>& rates, double handle_hours) {
  std::vector<RatePiece> pieces;
  for (std::size_t i = 0; i < rates.size(); ++i) {
    if (rates[i] <= 0) continue;
    const double from = static_cast<double>(i) / 4;
    pieces.push_back({from, from + 0.25, rates[i]});
  }
  const double middle = static_cast<double>(rates.size()) / 4 - 0.125;
  const auto up_to = [handle_hours](double x) { return exponential_up_to(handle_hours, x); };
  return offered_load(pieces, up_to, std::vector<double>{middle}).front();
}

}  // namespace

LiveQuarters::LiveQuarters(const Plan& plan, TierId id) : handle_ms_{live_handle_ms(plan, id)} {
  const ModelTier& tier = plan.model.tiers[id];
  share_ = tier.service_level.share;
  within_ms_ = static_cast<double>(tier.service_level.within.count());
  cap_ = tier.occupancy_cap;
  if (handle_ms_ <= 0) return;
  const std::vector<double> shares = live_shares(plan.model, id);
  const Window window = measured_window(plan.model);
  const auto count = static_cast<std::size_t>((window.to - window.from) / quarter_hour);
  const std::size_t nth = count / quarters_a_week / most_weeks + 1;
  std::vector<double> before;  // rates of the day up to now
  for (std::size_t i = 0; i < count; ++i) {
    if (i / quarters_a_week % nth != 0) {
      before.clear();
      continue;
    }
    weeks_ += 1.0 / static_cast<double>(quarters_a_week);
    const Instant from = window.from + static_cast<std::int64_t>(i) * quarter_hour;
    const double rate = live_rate(plan.model, shares, from);
    if (before.empty()) before = rates_before(plan.model, shares, from);
    if (before.size() == quarters_a_day) before.erase(before.begin());
    before.push_back(rate);
    const double on_duty = heads_on_duty(plan, id, from + quarter_hour / 2);
    if (rate <= 0 || on_duty <= 0) continue;
    quarters_.push_back({rate / 4, last_load(before, handle_ms_ / ms_per_hour), on_duty});
    tickets_ += rate / 4;
  }
}

double LiveQuarters::hours_a_week() const {
  double hours = 0;
  for (const LiveQuarter& one : quarters_) {
    hours +=
        0.25 * static_cast<double>(agents_for({one.load, handle_ms_}, {share_, within_ms_, cap_}));
  }
  return weeks_ > 0 ? hours / weeks_ : 0;
}

double LiveQuarters::answered(double times) const {
  if (tickets_ <= 0) return 1;
  double in_time = 0;
  for (const LiveQuarter& one : quarters_) {
    const double heads = one.on_duty * times;
    const double whole = std::floor(heads);
    const auto share = [&](double agents) {
      if (agents < 1) return 0.0;
      const LiveLoad live{one.load, handle_ms_};
      return answered_within(static_cast<std::uint64_t>(agents), live, within_ms_);
    };
    const double part = heads - whole;
    in_time += one.tickets * ((1 - part) * share(whole) + part * share(whole + 1));
  }
  return in_time / tickets_;
}

double LiveQuarters::heads_factor() const {
  if (tickets_ <= 0) return 0;
  double high = 1;
  while (answered(high) < share_ && high < 1e4) high *= 2;
  double low = high == 1 ? 0 : high / 2;
  while (high - low > 1e-3 * high) {
    const double middle = (low + high) / 2;
    (answered(middle) < share_ ? low : high) = middle;
  }
  return high;
}

}  // namespace tiersim
