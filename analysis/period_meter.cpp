#include "analysis/period_meter.hpp"

#include <algorithm>
#include <numeric>

namespace tiersim {

PeriodMeter::PeriodMeter(const Model& model,
                         const MeasureLayout& layout,
                         const std::vector<Window>& windows)
    : model_{model} {
  meters_.reserve(windows.size());
  for (const Window& window : windows) meters_.emplace_back(model, layout, window);
  std::vector<std::size_t> by_time(windows.size());
  std::iota(by_time.begin(), by_time.end(), std::size_t{0});
  std::ranges::sort(by_time, [&](std::size_t a, std::size_t b) { return windows[a] < windows[b]; });
  for (const std::size_t i : by_time) add_to_a_track(windows[i], i);
}

void PeriodMeter::add_to_a_track(Window window, std::size_t meter) {
  const auto free = std::ranges::find_if(
      tracks_, [&](const Track& track) { return track.windows.back().to <= window.from; });
  Track& track = free == tracks_.end() ? tracks_.emplace_back() : *free;
  track.windows.push_back(window);
  track.meters.push_back(meter);
}

/// To the meters of all windows that [from, to] touches; the meters themselves look closer.
template <class Fact>
void PeriodMeter::pass_on(const Fact& fact, Instant from, Instant to) {
  for (const Track& track : tracks_) {
    auto window = std::ranges::upper_bound(track.windows, from, {}, &Window::to);
    for (; window != track.windows.end() && window->from <= to; ++window) {
      meters_[track.meters[static_cast<std::size_t>(window - track.windows.begin())]].take(fact);
    }
  }
}

void PeriodMeter::take(const FactBlock& block) {
  if (meters_.empty()) return;
  for (const WaitFact& fact : block.waits) pass_on(fact, fact.opened, fact.opened);
  for (const WorkFact& fact : block.works) pass_on(fact, fact.from, fact.to);
  for (const VisitFact& fact : block.visits) pass_on(fact, fact.opened, fact.to);
  for (const StaffFact& fact : block.staff) {
    // What overtime has cost before a window is left out of what it costs in it.
    const bool is_overtime = fact.presence == Presence::overtime;
    pass_on(fact, fact.from, is_overtime ? model_.end : fact.to);
  }
  for (const TicketFact& fact : block.tickets) pass_on(fact, fact.opened, fact.opened);
  for (const ClockFact& fact : block.clocks) pass_on(fact, fact.opened, fact.opened);
  for (const UpdateFact& fact : block.updates) {
    if (fact.post.exists()) pass_on(fact, fact.from, fact.to);
  }
}

std::vector<Measures> PeriodMeter::close(const RunOutcome& outcome) {
  std::vector<Measures> measures;
  measures.reserve(meters_.size());
  for (Meter& meter : meters_) measures.push_back(meter.close(outcome));
  return measures;
}

}  // namespace tiersim
