// The event list alone, in the hold model: its size stays, each event that is taken schedules the
// next one of its owner after an exponential time.

#include "sim/event_list.hpp"

#include <benchmark/benchmark.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "tiersim/distribution.hpp"
#include "tiersim/random.hpp"
#include "tiersim/units.hpp"

namespace {

using namespace tiersim;

/// Times drawn beforehand, so that drawing them is not measured; a power of two of them.
using Waits = std::array<Duration, 1U << 14U>;

const Waits& waits() {
  static const Waits drawn = [] {
    Distribution written;
    written.kind = DistributionKind::exponential;
    written.mean = one_hour;
    const Sampler sampler{written, 1};
    const DrawKey key{1, "waits"};
    Waits made{};
    for (std::uint32_t i = 0; i < made.size(); ++i) {
      const double ms = sampler(draw(key, {.item = i, .purpose = Purpose::work}).first);
      made[i] = Duration{static_cast<std::int64_t>(ms)};
    }
    return made;
  }();
  return drawn;
}

/// Takes an event, then pushes its successor: the usual case, in which the hole at the top is
/// filled.
void hold(benchmark::State& state) {
  const Waits& after = waits();
  const auto size = static_cast<std::uint32_t>(state.range(0));
  EventList events;
  std::size_t next = 0;
  const auto wait = [&] { return after[next++ % after.size()]; };
  for (std::uint32_t i = 0; i < size; ++i) {
    events.push(Instant{} + wait(), EventKind::work_ends, i);
  }
  for ([[maybe_unused]] auto once : state) {
    const Instant now = events.top().at();
    const std::uint32_t owner = events.top().owner();
    events.pop();
    events.push(now + wait(), EventKind::work_ends, owner);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(hold)->Arg(58)->Arg(1000)->Arg(10'000);

/// Fills the list, then empties it: the rare case, in which pushes do not follow pops. Time is per
/// fill and drain; items are events.
void fill_and_drain(benchmark::State& state) {
  const Waits& after = waits();
  const auto size = static_cast<std::uint32_t>(state.range(0));
  EventList events;
  std::size_t next = 0;
  for ([[maybe_unused]] auto once : state) {
    for (std::uint32_t i = 0; i < size; ++i) {
      events.push(Instant{} + after[next++ % after.size()], EventKind::work_ends, i);
    }
    for (std::uint32_t i = 0; i < size; ++i) {
      benchmark::DoNotOptimize(events.top().key());
      events.pop();
    }
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(fill_and_drain)->Arg(58)->Arg(1000)->Arg(10'000);

}  // namespace
