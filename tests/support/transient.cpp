#include "tests/support/transient.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace tiersim::testing {

namespace {

/// A step that is short enough for the series: highest rate x time is 50 at the most.
std::vector<double> short_step(const std::vector<double>& now,
                               std::span<const Transition> transitions,
                               double rate,
                               double time) {
  double weight = std::exp(-rate * time);
  double left = 1 - weight;
  std::vector<double> jumped = now;
  std::vector<double> result(now.size());
  for (std::size_t s = 0; s < now.size(); ++s) result[s] = weight * now[s];
  for (int jumps = 1; left > 1e-14 && jumps < 1'000; ++jumps) {
    std::vector<double> next = jumped;
    for (const Transition& t : transitions) {
      const double flow = jumped[t.from] * t.rate / rate;
      next[t.from] -= flow;
      next[t.to] += flow;
    }
    jumped = std::move(next);
    weight *= rate * time / jumps;
    left -= weight;
    for (std::size_t s = 0; s < now.size(); ++s) result[s] += weight * jumped[s];
  }
  return result;
}

template <class Value>
std::vector<double> by_found(const Station& station, std::size_t most, Value value) {
  std::vector<double> result;
  const auto servers = static_cast<std::size_t>(station.servers);
  for (std::size_t n = 0; n <= most; ++n)
    result.push_back(value(n < servers ? 0 : n - servers + 1));
  return result;
}

}  // namespace

std::vector<double>
after(std::vector<double> now, std::span<const Transition> transitions, double time) {
  std::vector<double> out(now.size());
  for (const Transition& t : transitions) out[t.from] += t.rate;
  const double rate = *std::ranges::max_element(out);
  if (rate == 0 || time == 0) return now;
  const double steps = std::ceil(rate * time / 50);
  for (double s = 0; s < steps; ++s) now = short_step(now, transitions, rate, time / steps);
  return now;
}

std::vector<Transition> mmc_chain(const Station& station, std::size_t most) {
  std::vector<Transition> chain;
  for (std::size_t n = 0; n < most; ++n) {
    const auto busy = std::min<double>(static_cast<double>(n + 1), station.servers);
    if (station.arrival_rate > 0) chain.push_back({n, n + 1, station.arrival_rate});
    chain.push_back({n + 1, n, busy / station.mean_service});
  }
  return chain;
}

EmptyStart::EmptyStart(const Station& station, std::size_t most, double step, std::size_t steps) {
  assert(steps % 2 == 0);
  const std::vector<Transition> chain = mmc_chain(station, most);
  at_.emplace_back(most + 1);
  at_.front().front() = 1;
  for (std::size_t i = 0; i < steps; ++i) at_.push_back(after(at_.back(), chain, step));
}

double EmptyStart::mean_seen(std::span<const double> value) const {
  const std::size_t steps = at_.size() - 1;
  double sum = 0;
  for (std::size_t i = 0; i <= steps; ++i) {  // Simpson's rule
    const double weight = i == 0 || i == steps ? 1 : (i % 2 == 1 ? 4 : 2);
    sum += weight * std::inner_product(value.begin(), value.end(), at_[i].begin(), 0.0);
  }
  return sum / (3 * static_cast<double>(steps));
}

double erlang_survival(std::size_t phases, double rate, double time) {
  double term = std::exp(-rate * time);
  double sum = 0;
  for (std::size_t k = 0; k < phases; ++k) {
    sum += term;
    term *= rate * time / static_cast<double>(k + 1);
  }
  return sum;
}

std::vector<double> wait_by_found(const Station& station, std::size_t most) {
  return by_found(station, most, [&](std::size_t ahead) {
    return static_cast<double>(ahead) * station.mean_service / station.servers;
  });
}

std::vector<double> wait_tail_by_found(const Station& station, std::size_t most, double time) {
  return by_found(station, most, [&](std::size_t ahead) {
    return erlang_survival(ahead, station.servers / station.mean_service, time);
  });
}

std::vector<double> stay_tail_by_found(const Station& station, std::size_t most, double time) {
  assert(station.servers > 1);
  // Either the wait alone is longer, or it is y <= time and the service longer than time - y.
  const double own = 1 / station.mean_service;
  const double drain = station.servers * own;
  return by_found(station, most, [&](std::size_t ahead) {
    const double shorter = 1 - erlang_survival(ahead, drain - own, time);
    const double scale = std::pow(drain / (drain - own), static_cast<double>(ahead));
    return erlang_survival(ahead, drain, time) + std::exp(-own * time) * scale * shorter;
  });
}

}  // namespace tiersim::testing
