// Random numbers: keyed blocks one by one and many together, and each kind of distribution.

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tiersim/distribution.hpp"
#include "tiersim/random.hpp"
#include "tiersim/units.hpp"

namespace {

using namespace tiersim;

DrawAddress address_of(std::uint32_t item) {
  return {.cell = 7, .item = item, .purpose = Purpose::work, .tier = 1};
}

/// Blocks that do not wait for one another: the processor overlaps them.
void draw_one_by_one(benchmark::State& state) {
  const DrawKey key{1, "stream"};
  std::uint32_t item = 0;
  for ([[maybe_unused]] auto once : state) {
    benchmark::DoNotOptimize(draw(key, address_of(item++)));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(draw_one_by_one);

/// Each address depends on the draw before: what one block takes from start to end.
void draw_chained(benchmark::State& state) {
  const DrawKey key{1, "stream"};
  std::uint32_t item = 0;
  for ([[maybe_unused]] auto once : state) {
    item = static_cast<std::uint32_t>(draw(key, address_of(item)).first * 0x1.0p32);
  }
  benchmark::DoNotOptimize(item);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(draw_chained);

Distribution with(DistributionKind kind) {
  Distribution d;
  d.kind = kind;
  d.mean = one_hour;
  return d;
}

Distribution with_cv(DistributionKind kind, double cv) {
  Distribution d = with(kind);
  d.cv = cv;
  return d;
}

Distribution with_shape(DistributionKind kind, double shape) {
  Distribution d = with(kind);
  d.shape = shape;
  return d;
}

Distribution between(DistributionKind kind) {
  Distribution d;
  d.kind = kind;
  d.low = one_hour / 4;
  d.mode = one_hour / 2;
  d.high = 2 * one_hour;
  return d;
}

Distribution observed() {
  Distribution d;
  d.kind = DistributionKind::empirical;
  for (int i = 1; i <= 100; ++i) d.values.push_back(i * (one_hour / 50));
  return d;
}

Distribution mixed() {
  Distribution d;
  d.kind = DistributionKind::mixture;
  d.parts = {{0.7, with(DistributionKind::exponential)},
             {0.3, with_cv(DistributionKind::lognormal, 1.2)}};
  return d;
}

/// A duration from its uniform; the uniforms are drawn beforehand.
void sample(benchmark::State& state, const Distribution& written) {
  constexpr std::uint32_t count = 1U << 12U;
  const DrawKey key{1, "stream"};
  std::vector<double> uniforms(count);
  for (std::uint32_t i = 0; i < count; ++i) uniforms[i] = draw(key, address_of(i)).first;
  const Sampler sampler{written, 1};
  std::size_t next = 0;
  for ([[maybe_unused]] auto once : state) {
    benchmark::DoNotOptimize(sampler(uniforms[next++ % count]));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(sample, deterministic, with(DistributionKind::deterministic));
BENCHMARK_CAPTURE(sample, exponential, with(DistributionKind::exponential));
BENCHMARK_CAPTURE(sample, lognormal, with_cv(DistributionKind::lognormal, 1.2));
BENCHMARK_CAPTURE(sample, gamma, with_cv(DistributionKind::gamma, 0.7));
BENCHMARK_CAPTURE(sample, erlang, with_shape(DistributionKind::erlang, 3));
BENCHMARK_CAPTURE(sample, weibull, with_shape(DistributionKind::weibull, 1.3));
BENCHMARK_CAPTURE(sample, uniform, between(DistributionKind::uniform));
BENCHMARK_CAPTURE(sample, triangular, between(DistributionKind::triangular));
BENCHMARK_CAPTURE(sample, empirical, observed());
BENCHMARK_CAPTURE(sample, mixture, mixed());

}  // namespace
