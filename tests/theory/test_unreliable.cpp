// Agents who break down at random, idle or busy: up for exponential times, down for exponential
// ones, as a machine is. A breakdown is a ticket that always comes back, which only that agent may
// take, and which interrupts all else; there is one for each agent. Work goes on where it stopped.

#include <algorithm>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string one_machine = R"(
name: an agent who breaks down
seed: 261
horizon: {start: 2026-01-05, length: 8000h, warm_up: 200h, cool_down: 48h}
reopen_window: 5000w
priorities: [P1, P2]
ticket_types:
  fault: {skill: faults, handle_time: {L1: {exponential: {mean: 10m}}}}
  breakdown:
    kind: change
    skill: a
    handle_time: {L1: {exponential: {mean: 30m}}}
    reopens: {probability: 100%, after: {exponential: {mean: 4h}}}
demand:
  faults: {type: fault, volume: 3/h, priorities: {P2: 100%}}
  breakdowns: {type: breakdown, planned: {}, priorities: {P1: 100%}}
tiers: [{name: L1, queue: by_priority, preempted_by: P1}]
staff: {first: {tier: L1, heads: 1, skills: [faults, a]}}
)";

const std::string two_machines = R"(
name: two agents who break down
seed: 262
horizon: {start: 2026-01-05, length: 5000h, warm_up: 200h, cool_down: 48h}
reopen_window: 5000w
priorities: [P1, P2]
ticket_types:
  fault: {skill: faults, handle_time: {L1: {exponential: {mean: 10m}}}}
  breakdown-a:
    kind: change
    skill: a
    handle_time: {L1: {exponential: {mean: 30m}}}
    reopens: {probability: 100%, after: {exponential: {mean: 4h}}}
  breakdown-b:
    kind: change
    skill: b
    handle_time: {L1: {exponential: {mean: 30m}}}
    reopens: {probability: 100%, after: {exponential: {mean: 4h}}}
demand:
  faults: {type: fault, volume: 7/h, priorities: {P2: 100%}}
  breakdowns-a: {type: breakdown-a, planned: {}, priorities: {P1: 100%}}
  breakdowns-b: {type: breakdown-b, planned: {}, priorities: {P1: 100%}}
tiers: [{name: L1, queue: by_priority, preempted_by: P1}]
staff:
  first: {tier: L1, heads: 1, skills: [faults, a]}
  second: {tier: L1, heads: 1, skills: [faults, b]}
)";

// Of an hour.
constexpr double served = 6;
constexpr double fails = 0.25;
constexpr double repaired = 2;
constexpr double down = fails / (fails + repaired);

/// The mean number of tickets with agents who come and go. The state is how many tickets are open,
/// and how many agents are up; what comes when `most` are open is lost.
double mean_open(std::size_t agents, double arrivals, std::size_t most) {
  const auto state = [&](std::size_t n, std::size_t up) { return n * (agents + 1) + up; };
  std::vector<testing::Transition> moves;
  for (std::size_t n = 0; n <= most; ++n) {
    for (std::size_t up = 0; up <= agents; ++up) {
      const std::size_t here = state(n, up);
      const std::size_t at_work = std::min(n, up);
      if (n < most) moves.push_back({here, state(n + 1, up), arrivals});
      if (at_work > 0)
        moves.push_back({here, state(n - 1, up), served * static_cast<double>(at_work)});
      if (up > 0) moves.push_back({here, state(n, up - 1), fails * static_cast<double>(up)});
      if (up < agents)
        moves.push_back({here, state(n, up + 1), repaired * static_cast<double>(agents - up)});
    }
  }
  const std::vector<double> p = testing::stationary((most + 1) * (agents + 1), moves);
  double mean = 0;
  for (std::size_t s = 0; s < p.size(); ++s) mean += p[s] * static_cast<double>(s / (agents + 1));
  return mean;
}

}  // namespace

TEST_CASE("agents who break down at random: one of them") {
  constexpr double arrivals = 3;
  // Source: White and Christie, Operations Research 6 (1958), 79-95: the mean number in M/M/1 whose
  // server breaks down, idle or busy.
  constexpr double both = fails + repaired;
  constexpr double open =
      arrivals * (both * both + fails * served) / (both * (served * repaired - arrivals * both));
  CHECK(open == Catch::Approx(mean_open(1, arrivals, 150)).epsilon(1e-9));
  const ScenarioRun run{one_machine, 40};
  const Against form{"random breakdowns, one agent", run};
  form.minutes("mean time to resolve", {"mttr"}, 60 * open / arrivals);
  form.number("occupancy, breakdowns included", {"occupancy"}, arrivals / served + down);
  // A ticket waits when it comes, and each time that it is interrupted.
  form.minutes("mean wait, each time", {"wait", {{Label::type, "fault"}}},
               60 * (open - arrivals / served) / (arrivals * (1 + fails / served)));
}

TEST_CASE("agents who break down at random: two of them") {
  constexpr double arrivals = 7;
  const double open = mean_open(2, arrivals, 200);
  // Source: Mitrani and Avi-Itzhak, Operations Research 16 (1968), 628-638: the same chain.
  const ScenarioRun run{two_machines, 40};
  const Against form{"random breakdowns, two agents", run};
  form.minutes("mean time to resolve", {"mttr"}, 60 * open / arrivals);
  form.number("occupancy, breakdowns included", {"occupancy"}, arrivals / served / 2 + down);
}
