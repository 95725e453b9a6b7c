// Before it is steady: M/M/c that starts empty, a week of demand and shifts that change through the
// day, and the overtime of a shift that finishes what it has in hand. Work is exponential, so that
// what is left of it is as long as the whole, whoever goes on with it: the number in the system is
// a Markov chain whose rates change with the clock (Kolmogorov's equations, solved exactly).

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "tests/catch.hpp"
#include "tests/support/theory.hpp"
#include "tests/support/transient.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

/// Counts tickets that are open at given hours.
class OpenAt {
 public:
  OpenAt(std::vector<double> hours, std::size_t replications)
      : hours_{std::move(hours)}, counts_(hours_.size(), std::vector<double>(replications)) {}

  void take(std::size_t replication, const FactBlock& block) {
    for (const TicketFact& ticket : block.tickets) {
      for (std::size_t i = 0; i < hours_.size(); ++i) {
        const Instant at = Instant{} + to_duration(hours_[i] * 3'600'000);
        if (ticket.opened <= at && ticket.resolved > at) counts_[i][replication] += 1;
      }
    }
  }
  [[nodiscard]] Sampled at(std::size_t i) const { return sampled_mean(counts_[i]); }

 private:
  std::vector<double> hours_;
  std::vector<std::vector<double>> counts_;  ///< shape [hours][replications]
};

double mean_of(const std::vector<double>& p) {
  double sum = 0;
  for (std::size_t n = 0; n < p.size(); ++n) sum += static_cast<double>(n) * p[n];
  return sum;
}

const std::string empty_start = R"(
name: a morning
seed: 231
horizon: {start: 2026-01-05, length: 10h, cool_down: 6h}
ticket_types: {call: {handle_time: {L1: {exponential: {mean: 30m}}}}}
demand: {calls: {type: call, volume: 11/h}}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 5}}
sla: {answer: {stop: acknowledged, target: 30m}}
)";

const std::string changing = R"(
name: two shifts and a profile
seed: 232
horizon: {start: 2026-01-05, length: 3d}
shifts:
  early: {weekly: {mon-sun: "06:00-14:00"}}
  late: {weekly: {mon-sun: "12:00-20:00"}}
ticket_types: {call: {handle_time: {L1: {exponential: {mean: 20m}}}}}
demand: {calls: {type: call, volume: 220/day, profile: {mon-sun: "08:00-18:00"}}}
tiers: [{name: L1}]
staff:
  early: {tier: L1, heads: 5, shift: early, at_shift_end: hand_over}
  late: {tier: L1, heads: 5, shift: late, at_shift_end: hand_over}
)";

/// The number in the system at an hour, in `changing`.
std::vector<double> changing_at(double hour) {
  std::vector<double> p(251);
  p[0] = 1;
  for (double t = 0; t < hour; t += 0.5) {
    const double of_day = std::fmod(t, 24);
    const bool comes = of_day >= 8 && of_day < 18;
    const int early = of_day >= 6 && of_day < 14 ? 5 : 0;
    const int late = of_day >= 12 && of_day < 20 ? 5 : 0;
    if (!comes && early + late == 0) continue;
    // Nobody there: a server so slow that it does nothing.
    const bool is_manned = early + late > 0;
    const testing::Station station{is_manned ? early + late : 1, comes ? 22.0 / 60 : 0,
                                   is_manned ? 20 : 1e12};
    p = testing::after(p, testing::mmc_chain(station, 250), 60 * std::min(0.5, hour - t));
  }
  return p;
}

const std::string finishing = R"(
name: what is in hand is finished
seed: 233
horizon: {start: 2026-01-05, length: 40d}
shifts: {day: {weekly: {mon-sun: "08:00-16:00"}}}
ticket_types: {call: {handle_time: {L1: {exponential: {mean: 40m}}}}}
demand: {calls: {type: call, volume: 32/day, profile: {mon-sun: "08:00-16:00"}}}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 3, shift: day, cost_per_hour: 30, overtime_factor: 1.5}}
)";

/// Expected agent-minutes of overtime of 40 days: those at work at 16:00 need as long as ever; the
/// waiting ones are there in the morning, when nobody is at work any more.
double expected_overtime() {
  const auto chain = testing::mmc_chain({3, 4.0 / 60, 40}, 120);
  std::vector<double> p(121);
  p[0] = 1;
  double minutes = 0;
  for (int day = 0; day < 40; ++day) {
    p = testing::after(p, chain, 8 * 60);
    std::vector<double> morning(p.size());
    for (std::size_t n = 0; n < p.size(); ++n) {
      minutes += 40 * p[n] * static_cast<double>(std::min<std::size_t>(n, 3));
      morning[n > 3 ? n - 3 : 0] += p[n];
    }
    p = morning;
  }
  return minutes;
}

}  // namespace

TEST_CASE("M/M/5 at 110 % from an empty start") {
  constexpr std::size_t replications = 10000;
  const testing::Station station{5, 11.0 / 60, 30};
  const testing::EmptyStart exact{station, 250, 2, 120};
  OpenAt open{{1, 4}, replications};
  const ScenarioRun run{
      empty_start, replications,
      [&](std::size_t replication, const FactBlock& block) { open.take(replication, block); }};
  const std::string name = "empty start, M/M/5 at 110 %";
  check_z(name + ": open after 1 h", open.at(0), mean_of(exact.at(30)));
  check_z(name + ": open after 4 h", open.at(1), mean_of(exact.at(120)));
  const Against form{name, run};
  form.minutes("mean wait of 4 h", {"wait"}, exact.mean_seen(testing::wait_by_found(station, 250)));
  form.number("P(wait > 30 min) of 4 h", {"sla_breach_rate"},
              exact.mean_seen(testing::wait_tail_by_found(station, 250, 30)));
}

TEST_CASE("two shifts that overlap and demand that comes and goes") {
  constexpr std::size_t replications = 4000;
  const std::vector<double> hours{10, 13.5, 33, 65};
  OpenAt open{hours, replications};
  const ScenarioRun run{
      changing, replications,
      [&](std::size_t replication, const FactBlock& block) { open.take(replication, block); }};
  const std::array<std::string, 4> names{"Monday 10:00", "Monday 13:30", "Tuesday 09:00",
                                         "Wednesday 17:00"};
  for (std::size_t i = 0; i < hours.size(); ++i) {
    check_z("shifts and a profile, M(t)/M/c(t): open on " + names[i], open.at(i),
            mean_of(changing_at(hours[i])));
  }
}

TEST_CASE("overtime where what is in hand is finished") {
  const ScenarioRun run{finishing, 400};
  std::vector<double> hours;
  const MeasureLayout& layout = run.scenario().layout;
  for (const Measures& measures : run.measures()) {
    const auto ms = measures.sums[layout.staff(PostId{0U}, StaffSum::overtime_ms)];
    hours.push_back(static_cast<double>(ms) / 3'600'000);
  }
  const std::string name = "overtime, 3 heads at 89 %";
  const double exact = expected_overtime() / 60;
  check_z(name + ": hours in 40 days", sampled_mean(hours), exact);
  // All that is paid: 8 h a day and head, and overtime at one and a half.
  Against{name, run}.number("labour", {"cost_labour"}, 30 * (40 * 8 * 3 + 1.5 * exact));
}
