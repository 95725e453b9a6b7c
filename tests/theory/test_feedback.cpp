// Tickets that come back after they were resolved, and tickets that wait for somebody outside.

#include <cmath>

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string feedback = R"(
name: comes back
seed: 161
horizon: {start: 2026-01-05, length: 6000h, warm_up: 200h, cool_down: 100h}
ticket_types:
  fault:
    handle_time: {L1: {exponential: {mean: 6m}}}
    reopens: {probability: 30%, after: {exponential: {mean: 2h}}}
demand: {faults: {type: fault, volume: 14.7/h}}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 3}}
)";

const std::string outside = R"(
name: waits for somebody outside
seed: 162
horizon: {start: 2026-01-05, length: 3000h, warm_up: 100h, cool_down: 100h}
ticket_types:
  fault:
    handle_time: {L1: {exponential: {mean: 20m}}}
    pending:
      customer: {probability: 40%, for: {exponential: {mean: 3h}}, times: 1000}
      vendor: {probability: 20%, for: {gamma: {mean: 5h, cv: 0.5}}}
demand: {faults: {type: fault, volume: 20/h}}
tiers: [{name: L1}]
staff: {desk: {tier: L1, heads: 60}}
sla: {resolution: {target: 30m, pause: [pending]}}
)";

const std::string push_back = R"(
name: pushed back
seed: 163
horizon: {start: 2026-01-05, length: 6000h, warm_up: 200h, cool_down: 48h}
ticket_types:
  fault:
    resolves: {L1: 60%, L2: 100%}
    handle_time: {L1: {exponential: {mean: 6m}}, L2: {exponential: {mean: 12m}}}
demand: {faults: {type: fault, volume: 18/h}}
tiers:
  - name: L1
  - {name: L2, returns: {probability: 30%, after: {exponential: {mean: 12m}}, rework: {exponential: {mean: 6m}}}}
staff: {desk: {tier: L1, heads: 3}, engineers: {tier: L2, heads: 3}}
)";

}  // namespace

TEST_CASE("M/M/3 at 70 % with feedback: 30 % of the resolved come back") {
  // An open network (Jackson 1957): the desk sees the flow of all visits as if it were Poisson,
  // those on their way back are with infinitely many servers.
  constexpr double again = 0.3;
  const testing::Station station{3, 14.7 / 60 / (1 - again), 6};
  const double visits = 1 / (1 - again);
  const double wait = testing::mmc_mean_wait(station);
  const ScenarioRun run{feedback, 40};
  const Against form{"M/M/c with feedback, 3 agents at 70 %", run};
  form.number("occupancy", {"occupancy"}, station.utilisation());
  form.minutes("mean wait", {"wait"}, wait);
  form.minutes("mean time to resolve", {"mttr"}, visits * (wait + 6) + (visits - 1) * 120);
  form.minutes("mean time to first resolve", {"mttr_first"}, wait + 6);
  form.number("reopened", {"reopen_rate"}, again);
  form.number("reopenings per ticket", {"reopenings"}, visits - 1);
  form.number("open, mean over time", {"backlog_mean"}, station.arrival_rate * (wait + 6));
}

TEST_CASE("pending, with agents enough: the work is as long as ever, the rest is waiting") {
  // Customers: again and again with 40 %, a geometric number of times, as long as the vendor's stop
  // is still to come; the vendor once. Draws: 40 % customer, 20 % vendor, 40 % on to the end; after
  // the vendor a draw of the vendor means on to the end, too.
  constexpr double customer = 0.4;
  constexpr double vendor = 0.2;
  const double with_vendor = vendor / (1 - customer);
  const double customers = customer / (1 - customer) * (1 + with_vendor);
  const double pending = customers * 180 + with_vendor * 300;
  const ScenarioRun run{outside, 40};
  const Against form{"pending, agents enough", run};
  form.minutes("mean time to resolve", {"mttr"}, 20 + pending);
  form.minutes("mean time without pending", {"mttr_without_pending"}, 20);
  form.number("pending at least once", {"pending_rate"}, customer + vendor);
  form.number("times pending", {"times_pending"}, customers + with_vendor);
  form.number("first contact", {"fcr"}, 1 - customer - vendor);
  form.number("clock that pauses: breached", {"sla_breach_rate"}, std::exp(-1.5));
  form.number("occupancy", {"occupancy"}, 20.0 * 20 / 60 / 60);
}

TEST_CASE("tiers with push-back as an open network") {
  // 40 % go up; 30 % of those are looked at, documented below and handed up again. All work at a
  // tier is alike, so that each is an M/M/3 queue of all its visits (Kelly 1975).
  constexpr double up = 0.4;
  constexpr double back = 0.3;
  const testing::Station below{3, 18.0 / 60 * (1 + up * back), 6};
  const testing::Station above{3, 18.0 / 60 * up * (1 + back), 12};
  const double at_below = testing::mmc_mean_wait(below) + 6;
  const double at_above = testing::mmc_mean_wait(above) + 12;
  const ScenarioRun run{push_back, 40};
  const Against form{"tiers with push-back", run};
  form.number("occupancy of L1", {"occupancy", {{Label::tier, "L1"}}}, below.utilisation());
  form.number("occupancy of L2", {"occupancy", {{Label::tier, "L2"}}}, above.utilisation());
  form.minutes("mean time at L1", {"tier_time", {{Label::tier, "L1"}}}, at_below);
  form.minutes("mean time at L2", {"tier_time", {{Label::tier, "L2"}}}, at_above);
  form.minutes("mean time to resolve", {"mttr"},
               at_below + up * at_above + up * back * (at_below + at_above));
  form.number("pushed back", {"return_rate", {{Label::tier, "L2"}}}, back / (1 + back));
  form.number("processed right", {"processing_accuracy"}, 1 - up * back);
  form.number("moves per ticket", {"group_reassignments"}, up * (1 + 2 * back));
}
