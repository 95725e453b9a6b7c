#include "sim/arrivals.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "sim/draw_eight.hpp"

namespace tiersim {

namespace {

constexpr Duration quarter = one_hour / 4;
constexpr std::size_t rows_at_once = 256;
/// A wave is taken as over when its excess has halved this often.
constexpr int halvings = 40;

/// What a surge adds to the factor 1, over all of its onsets.
double surge_excess(const ModelSurge& surge, Instant t) {
  double excess = 0;
  auto onset = std::upper_bound(surge.onsets.begin(), surge.onsets.end(), t);
  while (onset != surge.onsets.begin()) {
    --onset;
    const double half_lives =
        static_cast<double>((t - *onset).count()) / static_cast<double>(surge.half_life.count());
    if (half_lives > halvings) break;
    excess += surge.excess * std::exp2(-half_lives);
  }
  return excess;
}

double calendar_factor(const ModelStream& stream, LocalDay first_day, LocalDay day) {
  const std::chrono::year_month_day date{day};
  double factor = stream.season[static_cast<unsigned>(date.month()) - 1];
  if (stream.growth_a_month != 0) {
    const auto days = static_cast<double>((day - first_day).count());
    factor *= std::pow(1 + stream.growth_a_month, days / days_per_month);
  }
  if (std::binary_search(stream.holidays.begin(), stream.holidays.end(), day)) {
    factor *= stream.holiday_factor;
  }
  return factor;
}

std::size_t hour_of_week(LocalTime local, LocalDay day) {
  const std::chrono::weekday weekday{day};
  const auto hour = static_cast<std::size_t>((local - LocalTime{day}) / one_hour);
  return (weekday.iso_encoding() - 1) * 24 + hour;
}

// A point of a cell is its place in ms and the item, as one number: sorted by time, ties by item.
constexpr unsigned item_bits = 32;
std::uint64_t point_of(std::uint64_t place_ms, std::uint32_t item) {
  return (place_ms << item_bits) | item;
}

/// Sorts points into as many buckets as there are points, each a stretch of the cell: most hold one
/// or two, so that little is left to do.
void sort_points(const std::vector<std::uint64_t>& from, std::vector<std::uint64_t>& to) {
  constexpr unsigned place_bits = 22;  // 2^22 ms are a little more than an hour
  const std::size_t size = from.size();
  const auto bucket_of = [&](std::uint64_t point) {
    return static_cast<std::size_t>((point >> item_bits) * size >> place_bits);
  };
  std::vector<std::uint32_t> ends(size + 1, 0);
  for (const std::uint64_t point : from) ++ends[bucket_of(point) + 1];
  for (std::size_t i = 1; i <= size; ++i) ends[i] += ends[i - 1];
  to.resize(size);
  for (const std::uint64_t point : from) to[ends[bucket_of(point)]++] = point;
  for (std::size_t i = 1; i < size; ++i) {
    const std::uint64_t late = to[i];
    std::size_t at = i;
    for (; at > 0 && to[at - 1] > late; --at) to[at] = to[at - 1];
    to[at] = late;
  }
}

}  // namespace

double expected_rate(const ModelStream& stream, Instant t) {
  if (stream.listed) return 0;
  const LocalTime local = stream.clock.to_local(t);
  const LocalDay day = std::chrono::floor<std::chrono::days>(local);
  const LocalDay first_day = stream.clock.day_of(Instant{});
  double rate = stream.per_hour;
  if (!stream.forecast.empty()) {
    rate = stream.forecast[static_cast<std::size_t>((t - Instant{}) / quarter)];
  }
  if (!stream.profile.empty()) rate *= stream.profile[hour_of_week(local, day)];
  if (rate == 0) return 0;
  rate *= stream.mean_volume_factor * calendar_factor(stream, first_day, day);
  double factor = 1;
  for (const ModelSurge& surge : stream.surges) factor += surge_excess(surge, t);
  return rate * std::max(0.0, factor);
}

double drawn_volume(const Model& model, const ModelStream& stream, std::uint32_t replication) {
  if (!stream.volume_factor.varies() && !model.volume_factor.varies()) return 1;
  const DrawAddress at{.replication = replication & ~twin_bit, .purpose = Purpose::volume};
  return stream.volume_factor(draw(stream.volume_key, at).first) *
         model.volume_factor(draw(model.volume_key, at).first) / stream.mean_volume_factor;
}

WorkDraw draw_work(
    const Model& model, const ModelStream& stream, const WorkOf& of, TierId tier, Uniforms u) {
  const Leaf& labels = model.leaves[of.leaf];
  double work = model.routes[labels.route].at[tier.index()].work(labels.channel)(u.first);
  if (!stream.handle_scale.empty() && tier == of.entry) {
    work *= stream.handle_scale[static_cast<std::size_t>((of.opened - Instant{}) / quarter)];
  }
  return {to_duration(work), u.second};
}

ArrivalSource::ArrivalSource(const Model& model, std::uint32_t replication)
    : model_{model}, replication_{replication}, streams_(model.streams.size()) {
  for (std::uint32_t i = 0; i < streams_.size(); ++i) {
    streams_[i].volume_factor = drawn_volume(model, model.streams[StreamId{i}], replication);
    if (refill(i)) heads_.push_back({streams_[i].arrivals.front().at, i});
  }
  std::make_heap(heads_.begin(), heads_.end(),
                 [](const Head& a, const Head& b) { return a.after(b); });
  next_at_ = heads_.empty() ? never : heads_.front().at;
}

void ArrivalSource::reorder() {
  const auto later = [](const Head& a, const Head& b) { return a.after(b); };
  const std::uint32_t moved = heads_.front().stream;
  std::pop_heap(heads_.begin(), heads_.end(), later);
  StreamState& state = streams_[moved];
  if (state.position < state.arrivals.size() || refill(moved)) {
    heads_.back() = {state.arrivals[state.position].at, moved};
    std::push_heap(heads_.begin(), heads_.end(), later);
  } else {
    heads_.pop_back();
  }
  next_at_ = heads_.empty() ? never : heads_.front().at;
}

/// Fetches the stream's next arrivals. \return false when it has no more.
bool ArrivalSource::refill(std::uint32_t index) {
  const ModelStream& stream = model_.streams[StreamId{index}];
  StreamState& state = streams_[index];
  state.arrivals.clear();
  state.position = 0;
  if (stream.listed) {
    fill_rows(stream, state);
    return !state.arrivals.empty();
  }
  while (state.arrivals.empty()) {
    if (Instant{state.next_cell * one_hour} >= model_.end) return false;
    fill_cell(stream, state);
    ++state.next_cell;
  }
  return true;
}

void ArrivalSource::fill_rows(const ModelStream& stream, StreamState& state) {
  const std::size_t to = std::min(state.next_row + rows_at_once, stream.rows.size());
  for (; state.next_row < to; ++state.next_row) {
    const ModelStream::Row& row = stream.rows[state.next_row];
    state.arrivals.push_back(
        {.at = row.opened, .item = row.number, .leaf = row.leaf, .entry = row.entry});
  }
  draw_entry_work(stream, state.arrivals);
}

/// The arrivals of a cell by height (methods.md): point j is a ticket when its height is below the
/// rate of the quarter that its place falls into, so that more volume keeps every old ticket.
void ArrivalSource::fill_cell(const ModelStream& stream, StreamState& state) {
  const std::uint32_t cell = state.next_cell;
  const Instant start{cell * one_hour};
  std::array<double, quarters> rates{};
  for (std::size_t q = 0; q < quarters; ++q) {
    const Instant t = start + static_cast<std::int64_t>(q) * quarter;
    rates[q] = t < model_.end ? rate(stream, state, t) : 0;
  }
  draw_points(stream, state, rates);
  sort_points(state.points, state.sorted);
  for (const std::uint64_t point : state.sorted) {
    const Instant opened = start + Duration{static_cast<std::int64_t>(point >> item_bits)};
    if (opened >= model_.end) break;
    const auto item = static_cast<std::uint32_t>(point);
    state.arrivals.push_back({.at = opened, .item = item, .cell = cell, .leaf = {}, .entry = {}});
  }
  // All of a cell in a row: the draws do not wait for one another.
  draw_labels(stream, state.arrivals);
  draw_entry_work(stream, state.arrivals);
  draw_lives(stream, state);
}

void ArrivalSource::draw_points(const ModelStream& stream,
                                StreamState& state,
                                const std::array<double, quarters>& rates) const {
  const double highest = *std::max_element(rates.begin(), rates.end());
  state.points.clear();
  if (highest <= 0) return;
  const DrawAddress what{.purpose = Purpose::arrival};
  EightAddresses at{.replication = replication_, .cell = state.next_cell};
  at.whats.fill(what.what());
  std::iota(at.items.begin(), at.items.end(), 0U);
  double height = 0;
  for (;;) {
    const EightUniforms u = draw_eight(stream.key, at);
    for (std::size_t k = 0; k < eight; ++k) {
      height -= std::log(u.first[k]);
      if (!(height < highest)) return;
      const double place = u.second[k];
      if (height >= rates[static_cast<std::size_t>(place * quarters)]) continue;
      state.points.push_back(
          point_of(static_cast<std::uint64_t>(place * 3'600'000.0), at.items[k]));
    }
    for (std::uint32_t& item : at.items) item += eight;
  }
}

void ArrivalSource::draw_labels(const ModelStream& stream, std::vector<Arrival>& arrivals) const {
  if (arrivals.empty()) return;
  const DrawAddress cell{.replication = replication_, .cell = arrivals.front().cell};
  const auto item = [&](std::size_t i) { return arrivals[i].item; };
  const auto draw_all = [&](Purpose purpose, const auto& use) {
    const std::uint32_t what = DrawAddress{.purpose = purpose}.what();
    draw_each(
        stream.key, cell, arrivals.size(), item, [what](std::size_t) { return what; }, use);
  };
  const bool has_customers = stream.mixes.size() > 1;
  if (has_customers) {
    draw_all(Purpose::customer, [&](std::size_t i, Uniforms u) {
      arrivals[i].mix = static_cast<std::uint32_t>(stream.customers.pick(u.first));
    });
  }
  draw_all(Purpose::labels, [&](std::size_t i, Uniforms u) {
    const ModelStream::Mix& mix = stream.mixes[arrivals[i].mix];
    const std::size_t labels = mix.channels.pick(u.first) * stream.priorities.up_to.size() +
                               stream.priorities.pick(u.second);
    arrivals[i].leaf = mix.leaves[labels];
    arrivals[i].entry = mix.entry[labels];
  });
}

void ArrivalSource::draw_entry_work(const ModelStream& stream,
                                    std::vector<Arrival>& arrivals) const {
  if (arrivals.empty()) return;
  const DrawAddress cell{.replication = replication_, .cell = arrivals.front().cell};
  draw_each(
      stream.key, cell, arrivals.size(), [&](std::size_t i) { return arrivals[i].item; },
      [&](std::size_t i) {
        return DrawAddress{.purpose = Purpose::work, .tier = arrivals[i].entry.index()}.what();
      },
      [&](std::size_t i, Uniforms u) {
        Arrival& arrival = arrivals[i];
        const WorkDraw work =
            draw_work(model_, stream, {arrival.leaf, arrival.entry, arrival.at}, arrival.entry, u);
        arrival.work = work.work;
        arrival.solve_draw = work.solve_draw;
      });
}

/// What nearly every ticket asks for sooner or later, if its type does at all.
void ArrivalSource::draw_lives(const ModelStream& stream, StreamState& state) const {
  const std::vector<Arrival>& arrivals = state.arrivals;
  const ModelType& type = model_.types[stream.type];
  state.lives.clear();
  if (arrivals.empty() || (type.pending.empty() && !type.reopens)) return;
  state.lives.resize(arrivals.size());
  const DrawAddress cell{.replication = replication_, .cell = arrivals.front().cell};
  const auto draw_all = [&](Purpose purpose, Uniforms LifeDraws::*drawn) {
    draw_each(
        stream.key, cell, arrivals.size(), [&](std::size_t i) { return arrivals[i].item; },
        [&](std::size_t i) {
          return DrawAddress{.purpose = purpose, .tier = arrivals[i].entry.index()}.what();
        },
        [&](std::size_t i, Uniforms u) { state.lives[i].*drawn = u; });
  };
  if (!type.pending.empty()) draw_all(Purpose::pending, &LifeDraws::stop);
  if (type.reopens) draw_all(Purpose::reopening, &LifeDraws::reopening);
}

double ArrivalSource::rate(const ModelStream& stream, StreamState& state, Instant t) {
  const double expected = expected_rate(stream, t) * state.volume_factor;
  if (expected == 0) return 0;
  if (!stream.daily_variation && !model_.daily_variation) return expected;
  return expected * variation(stream, state, t);
}

double ArrivalSource::variation(const ModelStream& stream, StreamState& state, Instant t) {
  const LocalDay day = stream.clock.day_of(t);
  if (day == state.day) return state.day_factor;
  state.day = day;
  const auto number = static_cast<std::uint32_t>((day - model_.first_day).count() + 2);
  const DrawAddress at{
      .replication = replication_, .cell = number, .purpose = Purpose::daily_variation};
  constexpr auto hour = static_cast<double>(one_hour.count());
  state.day_factor = 1;
  if (stream.daily_variation) {
    state.day_factor *= (*stream.daily_variation)(draw(stream.key, at).first) / hour;
  }
  if (model_.daily_variation) {
    state.day_factor *=
        (*model_.daily_variation)(draw(model_.daily_variation_key, at).first) / hour;
  }
  return state.day_factor;
}

}  // namespace tiersim
