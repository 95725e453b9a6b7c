// M(t)/G/infinity: a week of demand that rises and falls, from an empty start, and people in
// plenty. The open tickets of each type at a time are Poisson with the mean of Eick, Massey and
// Whitt.

#include <array>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string a_week = R"(
name: a week with people in plenty
seed: 81
horizon: {start: 2026-01-05, length: 1w}
calendars: {office: {weekly: {mon-fri: "08:00-18:00"}}}
ticket_types:
  fault: {handle_time: {L1: {erlang: {mean: 90m, phases: 2}}}}
  change: {handle_time: {L1: {mean: 4h, cv: 1}}}
demand:
  faults:
    type: fault
    volume: 2400/week
    profile:
      mon-fri: [1, 1, 1, 1, 1, 1, 2, 6, 14, 20, 18, 12, 9, 13, 16, 14, 9, 5, 3, 2, 2, 1, 1, 1]
      sat: [1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 3, 3, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1]
  changes: {type: change, volume: 300/week}
tiers: [{name: L1}]
staff: {all: {tier: L1, heads: 400}}
sla: {resolution: {target: 5bd, calendar: office}}
)";

constexpr std::array<double, 24> weekday{1, 1,  1,  1,  1, 1, 2, 6, 14, 20, 18, 12,
                                         9, 13, 16, 14, 9, 5, 3, 2, 2,  1,  1,  1};
constexpr std::array<double, 24> saturday{1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 3, 3,
                                          2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1};

/// Hour by hour; rates an hour.
std::vector<testing::RatePiece> fault_rates() {
  std::vector<testing::RatePiece> pieces;
  double sum = 0;
  for (int hour = 0; hour < 6 * 24; ++hour) {
    const auto of_day = static_cast<std::size_t>(hour % 24);
    const double weight = hour < 5 * 24 ? weekday[of_day] : saturday[of_day];
    pieces.push_back({static_cast<double>(hour), hour + 1.0, weight});
    sum += weight;
  }
  for (testing::RatePiece& piece : pieces) piece.rate *= 2400 / sum;
  return pieces;
}

/// Erlang with 2 phases and a mean of 1.5 h.
double fault_survival(double hours) {
  const double x = 2 * hours / 1.5;
  return std::exp(-x) * (1 + x);
}

/// Lognormal with mean 4 h and cv 1.
double change_survival(double hours) {
  if (hours <= 0) return 1;
  const double sigma = std::sqrt(std::log(2.0));
  const double mu = std::log(4.0) - sigma * sigma / 2;
  return std::erfc((std::log(hours) - mu) / (sigma * std::sqrt(2.0))) / 2;
}

/// Expected open tickets, at a time in hours.
double open_at(double hours) {
  static const std::vector<testing::RatePiece> faults = fault_rates();
  const std::array<testing::RatePiece, 1> changes{{{0, 168, 300.0 / 168}}};
  return testing::offered_load(hours, faults, fault_survival) +
         testing::offered_load(hours, changes, change_survival);
}

struct Look {
  std::string name;
  double hours;
};
const std::array<Look, 5> looks{{{"Monday 01:30", 1.5},
                                 {"Monday 10:15", 10.25},
                                 {"Wednesday 15:00", 63},
                                 {"Friday 20:00", 116},
                                 {"Sunday 12:00", 156}}};

Instant instant_of(double hours) { return Instant{} + to_duration(hours * 3'600'000); }

/// Counts tickets that are open at each look: opened by then and resolved later.
class OpenCounts {
 public:
  explicit OpenCounts(std::size_t replications)
      : counts_(looks.size(), std::vector<double>(replications)) {}

  void take(std::size_t replication, const FactBlock& block) {
    for (const TicketFact& ticket : block.tickets) {
      for (std::size_t i = 0; i < looks.size(); ++i) {
        const Instant at = instant_of(looks[i].hours);
        if (ticket.opened <= at && ticket.resolved > at) counts_[i][replication] += 1;
      }
    }
  }
  [[nodiscard]] const std::vector<double>& at(std::size_t look) const { return counts_[look]; }

 private:
  std::vector<std::vector<double>> counts_;  ///< shape [looks][replications]
};

/// Close of business: 18:00 on working days, else local midnight, which here ends the horizon once.
double mean_open_at_close() {
  double sum = 0;
  for (int day = 0; day < 5; ++day) sum += open_at(24 * day + 18);
  return (sum + open_at(6 * 24) + open_at(7 * 24)) / 7;
}

/// By Simpson's rule on quarters of an hour.
double mean_open() {
  constexpr int steps = 168 * 4;
  double sum = open_at(0) + open_at(168);
  for (int i = 1; i < steps; ++i) sum += (i % 2 == 1 ? 4 : 2) * open_at(168.0 * i / steps);
  return sum / (3 * steps);
}

}  // namespace

TEST_CASE("M(t)/G/infinity: a week of demand from an empty start") {
  constexpr std::size_t replications = 4000;
  OpenCounts counts{replications};
  const ScenarioRun run{a_week, replications, [&](std::size_t replication, const FactBlock& block) {
                          counts.take(replication, block);
                        }};
  const std::string name = "M(t)/G/infinity";
  for (std::size_t i = 0; i < looks.size(); ++i) {
    check_z(name + ": open on " + looks[i].name, sampled_mean(counts.at(i)),
            open_at(looks[i].hours));
  }
  const Against form{name, run};
  form.number("open at close of business", {"backlog"}, mean_open_at_close());
  form.number("open, mean over time", {"backlog_mean"}, mean_open());
  CHECK(run.estimate("wait").value == 0.0);
}
