#include "tiersim/warm_up.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>
#include <utility>

#include "analysis/bytes.hpp"
#include "analysis/run_size.hpp"
#include "sim/text.hpp"
#include "tiersim/facts.hpp"
#include "tiersim/problem.hpp"
#include "tiersim/random.hpp"

namespace tiersim {

std::vector<double> means_of_five(std::span<const double> observations) {
  constexpr std::size_t five = 5;
  std::vector<double> means;
  for (; observations.size() >= five; observations = observations.subspan(five)) {
    double sum = 0;
    for (const double one : observations.first(five)) sum += one;
    means.push_back(sum / five);
  }
  return means;
}

std::size_t mser_cut(std::span<const double> batches) {
  constexpr std::size_t fewest_kept = 5;
  const auto least_kept = static_cast<double>(std::max(fewest_kept, (batches.size() + 2) / 3));
  std::size_t cut = 0;
  double least = 0;
  double mean = 0;  // of the batches from `first` on, and their squares about it
  double squares = 0;
  double kept = 0;
  for (std::size_t first = batches.size(); first-- > 0;) {
    ++kept;
    const double step = batches[first] - mean;
    mean += step / kept;
    squares += step * (batches[first] - mean);
    if (kept < least_kept) continue;
    const double error = squares / (kept * kept);
    if (kept > least_kept && error > least) continue;
    least = error;
    cut = first;
  }
  return cut;
}

namespace {

/// Stretches of time that are alike, from the start on.
struct Batches {
  std::vector<Instant> bounds;  ///< shape [batches + 1]
  Span each;
  [[nodiscard]] std::size_t size() const { return bounds.size() - 1; }
  [[nodiscard]] Span length(std::size_t count) const {
    const auto times = static_cast<std::int64_t>(count);
    return {each.fixed * times, each.days * static_cast<double>(count), 0};
  }
};

bool is_level(const Scenario& scenario, const Demand& demand) {
  const bool has_other_sources = demand.forecast || demand.replay || demand.planned;
  return demand.profile.weights.empty() && demand.season.empty() && !has_other_sources &&
         !demand.holiday_demand && scenario.surges.empty();
}

bool is_always_there(const Scenario& scenario, const Group& group) {
  if (group.roster) return false;
  if (!group.shift) return true;
  const Shift* const shift = scenario.shifts.find(*group.shift);
  return shift != nullptr && shift->weekly.is_always() && shift->breaks.empty() && !shift->holidays;
}

/// Is it the same at all hours of a week?
bool is_level(const Scenario& scenario) {
  return std::ranges::all_of(scenario.demand,
                             [&](const auto& entry) { return is_level(scenario, entry.second); }) &&
         std::ranges::all_of(scenario.staff, [&](const auto& entry) {
           return is_always_there(scenario, entry.second);
         });
}

Batches weeks_of_horizon(const Model& model) {
  Batches batches{{}, {.fixed = Duration{0}, .days = 7, .business_days = 0}};
  for (int days = 0;; days += 7) {
    const Instant bound =
        model.clock.to_instant(LocalTime{model.first_day + std::chrono::days{days}});
    if (bound > model.window_to) return batches;
    batches.bounds.push_back(bound);
  }
}

Batches stretches_of_horizon(const Model& model) {
  constexpr std::int64_t most_batches = 100;
  constexpr std::array<Duration, 10> lengths{
      15 * one_minute, 30 * one_minute, one_hour, 2 * one_hour, 3 * one_hour,
      6 * one_hour,    12 * one_hour,   one_day,  2 * one_day,  7 * one_day};
  const Duration whole = model.window_to - Instant{};
  const auto suits = [&](Duration length) { return whole / length <= most_batches; };
  const auto* const found = std::ranges::find_if(lengths, suits);
  const Duration each = found == lengths.end() ? lengths.back() : *found;
  Batches batches{{}, {.fixed = each, .days = 0, .business_days = 0}};
  for (Instant bound{}; bound <= model.window_to; bound += each) batches.bounds.push_back(bound);
  return batches;
}

/// What a batch has, over pilot replications.
struct BatchSums {
  std::int64_t open_ms = 0;  ///< time of tickets at tiers
  std::int64_t resolved = 0;
  std::int64_t resolved_ms = 0;  ///< of these: opened to resolved
};

/// Adds up a replication by batch.
class PilotSink : public JobSink {
 public:
  PilotSink(const Batches& batches, std::vector<BatchSums>& all)
      : batches_{batches}, all_{all}, own_(batches.size()) {}

  void take(const FactBlock& block) override {
    for (const VisitFact& visit : block.visits) take(visit);
    for (const TicketFact& ticket : block.tickets) take(ticket);
  }
  void merge() override {
    for (std::size_t i = 0; i < own_.size(); ++i) {
      all_[i].open_ms += own_[i].open_ms;
      all_[i].resolved += own_[i].resolved;
      all_[i].resolved_ms += own_[i].resolved_ms;
    }
  }
  [[nodiscard]] std::string kept_as() const override {
    return fmt::format("warm-up {}", span_text(batches_.each));
  }
  [[nodiscard]] std::string found() override {
    ByteWriter bytes;
    for (const BatchSums& sums : own_) {
      for (const std::int64_t value : {sums.open_ms, sums.resolved, sums.resolved_ms}) {
        bytes.integer(value);
      }
    }
    return bytes.take();
  }
  [[nodiscard]] bool restore(std::string_view found) override {
    ByteReader bytes{found};
    for (BatchSums& sums : own_) sums = {bytes.integer(), bytes.integer(), bytes.integer()};
    return bytes.is_done();
  }

 private:
  void take(const VisitFact& visit) {
    for (std::size_t i = batch_at(std::max(visit.from, Instant{})); i < own_.size(); ++i) {
      if (batches_.bounds[i] >= visit.to) return;
      own_[i].open_ms +=
          Window{batches_.bounds[i], batches_.bounds[i + 1]}.overlap(visit.from, visit.to).count();
    }
  }
  void take(const TicketFact& ticket) {
    if (ticket.resolved == never) return;
    const std::size_t batch = batch_at(ticket.resolved);
    if (batch >= own_.size()) return;
    ++own_[batch].resolved;
    own_[batch].resolved_ms += (ticket.resolved - ticket.opened).count();
  }
  [[nodiscard]] std::size_t batch_at(Instant t) const {
    const auto after = std::ranges::upper_bound(batches_.bounds, t);
    return static_cast<std::size_t>(after - batches_.bounds.begin()) - 1;
  }

  const Batches& batches_;
  std::vector<BatchSums>& all_;
  std::vector<BatchSums> own_;
};

std::vector<double> open_tickets(const Batches& batches, const std::vector<BatchSums>& sums) {
  std::vector<double> series;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    const auto time = static_cast<double>((batches.bounds[i + 1] - batches.bounds[i]).count());
    series.push_back(static_cast<double>(sums[i].open_ms) / (time * warm_up_pilots));
  }
  return series;
}

/// Batches before the first ticket is resolved have what that one has: nothing is known of them.
/// \return  empty where a later one has none.
std::vector<double> times_to_resolve(const std::vector<BatchSums>& sums) {
  std::vector<double> series;
  for (std::size_t i = sums.size(); i-- > 0;) {
    const bool has_any = sums[i].resolved > 0;
    const bool was_any = std::any_of(sums.begin(), sums.begin() + static_cast<std::ptrdiff_t>(i),
                                     [](const BatchSums& one) { return one.resolved > 0; });
    if (!has_any && (was_any || series.empty())) return {};
    series.push_back(has_any ? static_cast<double>(sums[i].resolved_ms) /
                                   static_cast<double>(sums[i].resolved)
                             : series.back());
  }
  std::ranges::reverse(series);
  return series;
}

[[noreturn]] void
refuse_auto(const LoadedScenario& loaded, std::string what, std::string why, std::string how) {
  throw BadInput{
      {{loaded.places.find("horizon.warm_up"), std::move(what), std::move(why), std::move(how)}}};
}

void refuse_few(const LoadedScenario& loaded, const Batches& batches) {
  if (batches.size() >= fewest_batches) return;
  const std::string each = span_text(batches.each);
  refuse_auto(
      loaded,
      fmt::format("`auto` has {} stretches of {} to choose from, cool-down left out",
                  batches.size(), each),
      fmt::format("MSER-5 compares at least {}{}", fewest_batches,
                  batches.each.days > 0 ? "; they are weeks, since the days of a week differ" : ""),
      fmt::format("write a horizon of at least {} besides the cool-down, or a warm-up of your "
                  "own, `warm_up: {}`",
                  span_text(batches.length(fewest_batches)), each));
}

void refuse_long(const LoadedScenario& loaded,
                 const Batches& batches,
                 std::size_t cut,
                 std::string_view slowest,
                 const std::vector<double>& open) {
  if (2 * cut <= batches.size()) return;
  const auto half = open.begin() + static_cast<std::ptrdiff_t>(open.size() / 2);
  refuse_auto(
      loaded,
      fmt::format("`auto` would leave out {} of {}: {} {} not settle before half the run",
                  span_text(batches.length(cut)), span_text(batches.length(batches.size())),
                  slowest, slowest.starts_with("open") ? "do" : "does"),
      fmt::format("tickets at the tiers: {:.3g} at first, {:.3g} half-way, {:.3g} at last, a "
                  "mean of {} pilot replications; the run is too short for its start, or the "
                  "backlog grows",
                  open.front(), *half, open.back(), warm_up_pilots),
      "`tiersim validate` tells where load is above capacity; else write a longer horizon, or "
      "a warm-up of your own, `warm_up: 2w`");
}

}  // namespace

std::optional<WarmUp> choose_warm_up(const LoadedScenario& loaded, const WarmUpOptions& options) {
  Scenario scenario = loaded.scenario;
  scenario.horizon.warm_up = {};
  scenario.seed = hash_text(fmt::format("warm-up of {}", scenario.seed));
  const Model model = compile(scenario);
  const MeasureLayout layout{model};
  if (auto problem = size_problem(scenario, model, layout, {}, warm_up_pilots)) {
    problem->place.file = loaded.files.back();
    throw BadInput{{std::move(*problem)}};
  }
  const Batches batches =
      is_level(scenario) ? stretches_of_horizon(model) : weeks_of_horizon(model);
  refuse_few(loaded, batches);
  std::vector<BatchSums> sums(batches.size());
  StudyOptions of_study{.threads = options.threads,
                        .progress = options.progress,
                        .stop = options.stop,
                        .beside = {},
                        .journal = options.journal};
  of_study.beside.emplace_back(
      [&](std::size_t, std::uint32_t) { return std::make_unique<PilotSink>(batches, sums); });
  Study study{{{model, layout, {}, loaded.hash}}, std::move(of_study)};
  if (!study.run_up_to(warm_up_pilots)) return std::nullopt;
  const std::vector<double> open = open_tickets(batches, sums);
  const std::vector<double> times = times_to_resolve(sums);
  const std::size_t by_open = mser_cut(open);
  const std::size_t by_times = times.empty() ? 0 : mser_cut(times);
  const bool open_is_slower = by_open >= by_times;
  const std::size_t cut = std::max(by_open, by_times);
  refuse_long(loaded, batches, cut, open_is_slower ? "open tickets" : "the time to resolve", open);
  return WarmUp{batches.length(cut), true};
}

std::string to_text(const WarmUp& warm_up) {
  std::string length = span_text(warm_up.length);
  if (!warm_up.is_auto) return length;
  return fmt::format("{}, chosen by MSER-5 from {} pilot replications", length, warm_up_pilots);
}

}  // namespace tiersim
