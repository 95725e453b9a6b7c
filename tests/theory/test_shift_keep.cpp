// A shift whose end interrupts work. Tickets come in office hours only, one agent works in office
// hours only, and what is in hand at the end of the day goes on the next morning. In open time,
// nights and weekends cut out, that is a plain M/G/1 queue. The stretch holds both changes of the
// hour and a holiday.

#include <cmath>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string office_hours = R"(
name: one agent in office hours
seed: 91
horizon: {start: 2026-01-05, time_zone: Europe/Paris, length: 312w, warm_up: 8w, cool_down: 2w}
calendars: {office: {weekly: {mon-fri: "09:00-17:00"}, holidays: [2026-05-01]}}
shifts: {day: {weekly: {mon-fri: "09:00-17:00"}, holidays: office}}
ticket_types: {fault: {handle_time: {L1: {exponential: {mean: 48m}}}}}
demand:
  faults:
    type: fault
    volume: 35/week               # 0.875 in each of 40 hours: 70 % of the agent's time
    profile: {mon-fri: "09:00-17:00"}
    holiday_demand: {calendar: office, factor: 0%}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 1, shift: day, at_shift_end: keep}}
sla:
  answer: {stop: acknowledged, target: 2h, calendar: office}
  resolution: {target: 4h, calendar: office}
)";

const testing::Station station{1, 0.875 / 60, 48};

constexpr std::size_t replications = 100;

/// The scenario simulated, and its waits in open time: facts are in calendar time, which the same
/// calendar, compiled once more, turns into open time.
class OfficeRun {
 public:
  explicit OfficeRun(const std::vector<std::string>& sets)
      : scenario_{office_hours, sets},
        run_{office_hours, replications,
             [this](std::size_t replication, const FactBlock& block) { take(replication, block); },
             sets} {}

  [[nodiscard]] const ScenarioRun& run() const { return run_; }
  [[nodiscard]] Sampled mean_wait() const { return sampled_ratio(sums_, counts_); }

 private:
  void take(std::size_t replication, const FactBlock& block) {
    for (const WaitFact& wait : block.waits) {
      if (!scenario_.model.is_counted(wait.opened)) continue;
      const WorkingTime& office = scenario_.model.calendars[CalendarId{0U}];
      sums_[replication] += static_cast<double>(office.between(wait.from, wait.to).count());
      counts_[replication] += 1;
    }
  }

  Compiled scenario_;
  std::vector<double> sums_ = std::vector<double>(replications);
  std::vector<double> counts_ = std::vector<double>(replications);
  ScenarioRun run_;
};

/// What holds for any handle time.
void check_office(const std::string& form, const OfficeRun& office, double service_cv) {
  check_z_minutes(form + ": mean wait in open time, min", office.mean_wait(),
                  testing::mg1_mean_wait(station, service_cv));
  Against{form, office.run()}.number("occupancy", {"occupancy"}, station.utilisation());
}

}  // namespace

TEST_CASE("a shift that keeps work: M/M/1 in open time") {
  const std::string name = "open time of a shift, keep, M/M/1 at 70 %";
  const OfficeRun office{{}};
  check_office(name, office, 1);
  const Against form{name, office.run()};
  form.number("P(wait > 2 h open)", {"sla_breach_rate", {{Label::sla, "answer"}}},
              testing::mmc_wait_tail(station, 120));
  // Wait and work together are exponential with rate mu - lambda.
  const double drain = 1 / station.mean_service - station.arrival_rate;
  form.number("P(resolved after > 4 h open)", {"sla_breach_rate", {{Label::sla, "resolution"}}},
              std::exp(-drain * 240));
}

TEST_CASE("a shift that keeps work: M/D/1 in open time") {
  const OfficeRun office{{"seed=92", "ticket_types.fault.handle_time={L1: {deterministic: 48m}}"}};
  check_office("open time of a shift, keep, M/D/1 at 70 %", office, 0);
}

TEST_CASE("a shift that hands work over: M/M/1 in open time") {
  // Handed over at night, the ticket waits no open time and the same agent takes it in the morning,
  // before all others: it keeps its place. Its second wait is 0 in open time, so that the mean is
  // over more waits; the share of them is not known in closed form, but waits over 2 h of open
  // time until the first engagement are not touched.
  const ScenarioRun run{
      office_hours, replications, {}, {"seed=93", "staff.desk.at_shift_end=hand_over"}};
  const Against form{"open time of a shift, hand over, M/M/1 at 70 %", run};
  form.number("P(wait > 2 h open)", {"sla_breach_rate", {{Label::sla, "answer"}}},
              testing::mmc_wait_tail(station, 120));
  form.number("occupancy", {"occupancy"}, station.utilisation());
}
