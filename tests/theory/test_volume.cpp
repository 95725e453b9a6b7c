// How many tickets come: a Poisson stream's expected number is the integral of its rate, whatever
// shapes the rate, and daily variation spreads it as a gamma mixture does.

#include <array>
#include <chrono>
#include <cmath>

#include "tests/catch.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string shaped = R"(
name: volumes
seed: 211
horizon: {start: 2026-01-05, length: 364d}
calendars: {office: {weekly: {mon-fri: "08:00-18:00"}, holidays: [2026-04-06, 2026-05-01]}}
ticket_types: {seasonal: {handle_time: {L1: 1m}}, growing: {handle_time: {L1: 1m}},
               surging: {handle_time: {L1: 1m}}, resting: {handle_time: {L1: 1m}}}
demand:
  seasonal: {type: seasonal, volume: 10/day, season: {jan: 150%, feb: 50%, jul: 0%, dec: 80%}}
  growing: {type: growing, volume: 10/day, growth: 8%/month}
  surging: {type: surging, volume: 10/day}
  resting: {type: resting, volume: 10/bd, profile: {mon-fri: "08:00-18:00"},
            holiday_demand: {calendar: office, factor: 30%}}
surges:
  - {name: releases, every: 2w, on: tue, at: "10:30", factor: 4, half_life: 6h, types: [surging]}
  - {name: bills, every: 4w, on: wed, at: "09:00", factor: 3, half_life: 1d, types: [surging]}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 5}}
)";

double expected_seasonal() {
  constexpr std::array<double, 12> factors{1.5, 0.5, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0.8};
  // Days of each month from 5 January 2026 to 3 January 2027.
  constexpr std::array<double, 12> days{27 + 3, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  double sum = 0;
  for (std::size_t m = 0; m < 12; ++m) sum += 10 * days[m] * factors[m];
  return sum;
}

double expected_growing() {
  const double daily = std::pow(1.08, 12 / 365.25);
  return 10 * (std::pow(daily, 364) - 1) / (daily - 1);
}

/// Excess hours of an onset: its quarters until the year ends.
double excess_hours(double onset, double excess, double half_life) {
  double sum = 0;
  for (double t = onset; t < 364 * 24; t += 0.25) {
    sum += 0.25 * excess * std::exp2(-(t - onset) / half_life);
  }
  return sum;
}

/// Excesses of surges that overlap add up.
double expected_surging() {
  double hours = 364 * 24;
  for (int week = 0; week < 52; week += 2) hours += excess_hours(week * 168 + 34.5, 3, 6);
  for (int week = 0; week < 52; week += 4) hours += excess_hours(week * 168 + 57, 2, 24);
  return 10 * hours / 24;
}

const std::string varied = R"(
name: daily variation
seed: 212
horizon: {start: 2026-01-05, length: 200d, warm_up: 10d, cool_down: 1d}
daily_variation: {cv: 0.3}
ticket_types: {a: {handle_time: {L1: {exponential: {mean: 3h}}}}}
demand: {a: {type: a, volume: 2/h, daily_variation: {cv: 0.4}}}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 80}}
)";

/// Squared deviations from the expectation, over the days of each replication.
class Spread {
 public:
  explicit Spread(std::size_t replications)
      : opened_(replications, std::vector<double>(days)), open_{opened_} {}

  void take(std::size_t replication, const FactBlock& block) {
    for (const TicketFact& ticket : block.tickets) {
      const auto hour = static_cast<double>((ticket.opened - Instant{}).count()) / 3'600'000;
      opened_[replication].at(static_cast<std::size_t>(hour / 24)) += 1;
      // Open at noon of the day of opening, or of later ones.
      const auto noon = [](std::size_t day) { return Instant{(24 * day + 12) * one_hour}; };
      for (auto day = static_cast<std::size_t>((hour + 12) / 24);
           day < days && noon(day) < ticket.resolved; ++day) {
        open_[replication][day] += 1;
      }
    }
  }
  [[nodiscard]] Sampled opened(double mean) const { return squared(opened_, mean); }
  [[nodiscard]] Sampled open(double mean) const { return squared(open_, mean); }

 private:
  static constexpr std::size_t days = 200;
  static constexpr std::size_t first = 10;  // by then all is as it stays
  static Sampled squared(const std::vector<std::vector<double>>& counts, double mean) {
    std::vector<double> values;
    for (const std::vector<double>& by_day : counts) {
      double sum = 0;
      for (std::size_t d = first; d < days; ++d) sum += (by_day[d] - mean) * (by_day[d] - mean);
      values.push_back(sum / (days - first));
    }
    return sampled_mean(values);
  }

  std::vector<std::vector<double>> opened_;  ///< shape [replications][days]
  std::vector<std::vector<double>> open_;
};

}  // namespace

TEST_CASE("expected volumes: season, growth, surges, holidays") {
  const ScenarioRun run{shaped, 40};
  const Against form{"volume, of a year", run};
  const auto check = [&](const std::string& type, double exact) {
    form.number(type, {"tickets_opened", {{Label::type, type}}}, exact);
  };
  check("seasonal", expected_seasonal());
  check("growing", expected_growing());
  check("surging", expected_surging());
  check("resting", 10 * (52 * 5 - 2 * 0.7));
}

TEST_CASE("daily variation: the spread of counts, and of open tickets") {
  constexpr std::size_t replications = 300;
  Spread spread{replications};
  const ScenarioRun run{varied, replications, [&](std::size_t replication, const FactBlock& block) {
                          spread.take(replication, block);
                        }};
  // One for the stream, one shared: the squared cv of their product.
  const double squared_cv = 1.16 * 1.09 - 1;
  const double a_day = 2 * 24;
  check_z("daily variation: variance of tickets a day", spread.opened(a_day),
          a_day + a_day * a_day * squared_cv);
  // Open at noon from k days ago: 2 x the integral of e^(-t / 3) over the hours of that day.
  double variance = 6;
  for (int day = 0; day < 20; ++day) {
    const double from = day == 0 ? 0 : 24 * day - 12;
    const double mean = 6 * (std::exp(-from / 3) - std::exp(-(24 * day + 12) / 3.0));
    variance += mean * mean * squared_cv;
  }
  check_z("open under daily variation: variance at noon", spread.open(6), variance);
}
