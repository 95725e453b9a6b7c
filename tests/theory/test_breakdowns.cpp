// An agent who is away for two hours each day, as a machine that stands still: work in hand stops,
// and goes on afterwards. Work is exponential, so that the number of tickets is a Markov chain
// whose rate of service comes and goes with the hour: periodic, where the queue is steady from day
// to day.

#include <cmath>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/theory.hpp"
#include "tests/support/transient.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string stands_still = R"(
name: an agent who stands still
seed: 251
horizon: {start: 2026-01-05, length: 350d, warm_up: 10d, cool_down: 2d}
shifts: {all-day: {weekly: {mon-sun: "00:00-24:00"}, breaks: [{at: "12:00", for: 2h, paid: true}]}}
ticket_types: {fault: {handle_time: {L1: {exponential: {mean: 10m}}}}}
demand: {faults: {type: fault, volume: 3.3/h}}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 1, shift: all-day, at_shift_end: keep}}
)";

constexpr double arrivals = 3.3;  // an hour
constexpr double served = 6;
constexpr double hours_on = 22;
constexpr double hours_off = 2;
constexpr std::size_t most_tickets = 120;

struct DayOfBreaks {
  double waiting = 0;  ///< mean number over the day, whoever has stopped work in hand left out
  double open = 0;     ///< with them
};

std::vector<testing::Transition> chain_of(double service) {
  std::vector<testing::Transition> moves;
  for (std::size_t n = 0; n < most_tickets; ++n) {
    moves.push_back({n, n + 1, arrivals});
    if (service > 0) moves.push_back({n + 1, n, service});
  }
  return moves;
}

/// Means of a number and of those who wait, where one is in hand if any is.
DayOfBreaks count_of(const std::vector<double>& p) {
  DayOfBreaks mean;
  for (std::size_t n = 1; n < p.size(); ++n) {
    mean.open += p[n] * static_cast<double>(n);
    mean.waiting += p[n] * static_cast<double>(n - 1);
  }
  return mean;
}

/// The day in its steady cycle. Off duty the number only grows: with one in hand or without.
DayOfBreaks steady_day() {
  constexpr double step = 1.0 / 60;
  const auto on = chain_of(served);
  const auto off = chain_of(0);
  std::vector<double> p(most_tickets + 1);
  p[0] = 1;
  DayOfBreaks day;
  for (int cycle = 0; cycle < 40; ++cycle) {
    day = {};
    for (int i = 0; i < static_cast<int>(std::lround(hours_on / step)); ++i) {
      const DayOfBreaks before = count_of(p);
      p = testing::after(std::move(p), on, step);
      const DayOfBreaks behind = count_of(p);
      day.waiting += step * (before.waiting + behind.waiting) / 2;
      day.open += step * (before.open + behind.open) / 2;
    }
    // In the break `t` hours bring arrivals x t more; nobody is in hand who was not at its start.
    const DayOfBreaks at_break = count_of(p);
    const double come = arrivals * hours_off * hours_off / 2;
    day.waiting += hours_off * at_break.waiting + come;
    day.open += hours_off * at_break.open + come;
    p = testing::after(std::move(p), off, hours_off);
  }
  constexpr double day_hours = hours_on + hours_off;
  return {day.waiting / day_hours, day.open / day_hours};
}

}  // namespace

TEST_CASE("breakdowns: an agent who is away for two hours each day") {
  const DayOfBreaks day = steady_day();
  const ScenarioRun run{stands_still, 40};
  const Against form{"breakdowns", run};
  // By Little's law, over whole days.
  form.minutes("mean wait", {"wait"}, 60 * day.waiting / arrivals);
  form.minutes("mean time to resolve", {"mttr"}, 60 * day.open / arrivals);
  form.number("occupancy", {"occupancy"}, arrivals / served * (hours_on + hours_off) / hours_on);
}
