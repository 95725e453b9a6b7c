// Arrivals that are no Poisson stream, replayed from a file: one at a time with equal gaps, and in
// batches. The agents' times are exponential, so that the number in the system just before an
// arrival is a Markov chain.

#include <cmath>
#include <cstdio>

#include "tests/catch.hpp"
#include "tests/support/theory.hpp"
#include "tests/support/transient.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string desk = R"(
name: arrivals by the clock
seed: 131
horizon: {start: 2026-01-05, length: 200d, warm_up: 10d, cool_down: 2d}
ticket_types: {call: {handle_time: {L1: {exponential: {mean: 7m}}}}}
demand: {calls: {type: call, replay: rows.csv}}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 1}}
sla: {answer: {stop: acknowledged, target: 10m}}
)";

/// A batch of tickets each `gap` minutes, for 200 days.
MapFiles with_rows(int gap, int batch) {
  std::string rows = "opened\n";
  const std::chrono::sys_days first = std::chrono::year{2026} / 1 / 5;
  for (int minute = 0; minute < 200 * 24 * 60; minute += gap) {
    const std::chrono::year_month_day day{first + std::chrono::days{minute / 1440}};
    char row[32];
    std::snprintf(row, sizeof row, "%04d-%02u-%02u %02d:%02d\n", static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                  minute / 60 % 24, minute % 60);
    for (int i = 0; i < batch; ++i) rows += row;
  }
  return {{"scenario.yaml", desk}, {"rows.csv", rows}};
}

/// Mean wait where batches come each `gap`, by the chain of the number just before a batch.
double batch_wait(const testing::Station& station, std::size_t batch, double gap) {
  constexpr std::size_t most = 120;
  const auto deaths = testing::mmc_chain(station, most + batch);
  std::vector<testing::Transition> step;
  for (std::size_t n = 0; n <= most; ++n) {
    std::vector<double> now(most + batch + 1);
    now[n + batch] = 1;
    const auto later = testing::after(now, deaths, gap);
    for (std::size_t m = 0; m <= most; ++m) step.push_back({n, m, later[m]});
  }
  const auto before = testing::stationary(most + 1, step);
  const auto waits = testing::wait_by_found(station, most + batch);
  double sum = 0;
  for (std::size_t n = 0; n <= most; ++n)
    for (std::size_t j = 0; j < batch; ++j) sum += before[n] * waits[n + j];
  return sum / static_cast<double>(batch);
}

}  // namespace

TEST_CASE("D/M/1 at 70 %") {
  // The root of s = E[exp(-(1 - s) gap / service)]; waits are 0 but for s, then exponential.
  double root = 0.5;
  for (int i = 0; i < 200; ++i) root = std::exp(-(1 - root) * 10 / 7);
  const double wait = 7 * root / (1 - root);
  CHECK(batch_wait({1, 0, 7}, 1, 10) == Catch::Approx(wait));

  const ScenarioRun run{with_rows(10, 1), 40};
  const Against form{"D/M/1, at 70 %", run};
  form.minutes("mean wait", {"wait"}, wait);
  form.number("P(wait > 10 min)", {"sla_breach_rate"}, root * std::exp(-10 * (1 - root) / 7));
}

TEST_CASE("batches of four before two agents") {
  const ScenarioRun run{with_rows(60, 4),
                        40,
                        {},
                        {"seed=132", "staff.desk.heads=2",
                         "ticket_types.call.handle_time={L1: {exponential: {mean: 20m}}}"}};
  Against{"D/M/c in batches, 4 tickets and 2 agents at 67 %", run}.minutes(
      "mean wait", {"wait"}, batch_wait({2, 0, 20}, 4, 60));
}
