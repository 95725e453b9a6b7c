#include "tests/support/queueing.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace tiersim::testing {

namespace {

// Sums of class loads per server, from the highest class down: {0, s1, s1 + s2, ...}.
std::vector<double>
cumulated_utilisation(int servers, double mean_service, std::span<const double> arrival_rates) {
  std::vector<double> sums{0};
  for (const double rate : arrival_rates)
    sums.push_back(sums.back() + rate * mean_service / servers);
  assert(sums.back() < 1);
  return sums;
}

// Gauss-Legendre, five points: exact for polynomials up to degree nine.
double integral_of(const std::function<double(double)>& f, double low, double high) {
  constexpr std::array nodes{0.0, 0.5384693101056831, 0.9061798459386640};
  constexpr std::array weights{0.5688888888888889, 0.4786286704993665, 0.2369268850561891};
  const double middle = (low + high) / 2;
  const double half = (high - low) / 2;
  double sum = weights[0] * f(middle);
  for (std::size_t i = 1; i < nodes.size(); ++i)
    sum += weights[i] * (f(middle - half * nodes[i]) + f(middle + half * nodes[i]));
  return half * sum;
}

double integral_in_panels(const std::function<double(double)>& f, double low, double high) {
  constexpr int panels = 400;
  const double width = (high - low) / panels;
  double sum = 0;
  for (int i = 0; i < panels; ++i) sum += integral_of(f, low + i * width, low + (i + 1) * width);
  return sum;
}

}  // namespace

double erlang_b(int servers, double load) {
  assert(servers >= 0 && load > 0);
  double inverse = 1;  // of the probability, which may be too small to hold
  for (int n = 1; n <= servers; ++n) inverse = 1 + inverse * n / load;
  return 1 / inverse;
}

double erlang_c(int servers, double load) {
  assert(load < servers);
  const double blocked = erlang_b(servers, load);
  return blocked / (1 - load / servers * (1 - blocked));
}

double mmc_mean_wait(const Station& station) {
  return erlang_c(station.servers, station.load()) * station.mean_service /
         (station.servers - station.load());
}

double mmc_wait_tail(const Station& station, double time) {
  const double drain = (station.servers - station.load()) / station.mean_service;
  return erlang_c(station.servers, station.load()) * std::exp(-drain * time);
}

double mg1_mean_wait(const Station& station, double service_cv) {
  assert(station.servers == 1 && station.load() < 1);
  return station.load() * station.mean_service * (1 + service_cv * service_cv) /
         (2 * (1 - station.load()));
}

ErlangA erlang_a(const Station& station, double mean_patience) {
  // Birth and death, relative to the state in which all servers are just busy.
  double below = 0;
  double term = 1;
  for (int n = station.servers; n > 0; --n) below += term *= n / station.load();
  double busy = 0;
  double queue = 0;
  term = 1;
  for (int waiting = 0; term > std::numeric_limits<double>::min(); ++waiting) {
    busy += term;
    queue += waiting * term;
    term *= station.arrival_rate /
            (station.servers / station.mean_service + (waiting + 1) / mean_patience);
  }
  const double mean_queue = queue / (below + busy);
  const double mean_wait = mean_queue / station.arrival_rate;
  return {busy / (below + busy), mean_wait / mean_patience, mean_wait};
}

std::vector<double>
priority_waits(int servers, double mean_service, std::span<const double> arrival_rates) {
  const auto sums = cumulated_utilisation(servers, mean_service, arrival_rates);
  const double work_ahead = erlang_c(servers, sums.back() * servers) * mean_service / servers;
  std::vector<double> waits;
  for (std::size_t k = 1; k < sums.size(); ++k)
    waits.push_back(work_ahead / ((1 - sums[k - 1]) * (1 - sums[k])));
  return waits;
}

std::vector<double>
preemptive_waits(int servers, double mean_service, std::span<const double> arrival_rates) {
  std::vector<double> waits;
  double rate_so_far = 0;
  double queue_so_far = 0;
  for (const double rate : arrival_rates) {
    rate_so_far += rate;
    const double queue = rate_so_far * mmc_mean_wait({servers, rate_so_far, mean_service});
    waits.push_back((queue - queue_so_far) / rate);
    queue_so_far = queue;
  }
  return waits;
}

double offered_load(double time,
                    std::span<const RatePiece> pieces,
                    const std::function<double(double)>& survival) {
  double sum = 0;
  for (const RatePiece& piece : pieces) {
    if (piece.from >= time) continue;
    sum += piece.rate *
           integral_in_panels(survival, time - std::min(time, piece.to), time - piece.from);
  }
  return sum;
}

std::vector<double> stationary(std::size_t states, std::span<const Transition> transitions) {
  std::vector<std::vector<double>> rate(states, std::vector<double>(states));
  for (const Transition& t : transitions)
    if (t.from != t.to) rate[t.from][t.to] += t.rate;

  // Take states out from the last one on, and give their transitions to those that remain.
  for (std::size_t n = states; n-- > 1;) {
    const auto row = rate[n].begin();
    const double out = std::accumulate(row, row + static_cast<std::ptrdiff_t>(n), 0.0);
    assert(out > 0);  // else the chain is reducible
    for (std::size_t i = 0; i < n; ++i) {
      rate[i][n] /= out;
      if (rate[i][n] == 0) continue;
      for (std::size_t j = 0; j < n; ++j) rate[i][j] += rate[i][n] * rate[n][j];
    }
  }
  std::vector<double> probability(states);
  probability[0] = 1;
  for (std::size_t n = 1; n < states; ++n)
    for (std::size_t i = 0; i < n; ++i) probability[n] += probability[i] * rate[i][n];
  const double total = std::accumulate(probability.begin(), probability.end(), 0.0);
  for (double& p : probability) p /= total;
  return probability;
}

}  // namespace tiersim::testing
