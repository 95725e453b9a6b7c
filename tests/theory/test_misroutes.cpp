// Tickets that go to the wrong people first.

#include "tests/catch.hpp"
#include "tests/support/queueing.hpp"
#include "tests/support/theory.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

/// Triage takes as long as work, so that each queue is served alike, whatever is in it.
const std::string classified = R"(
name: a classifier that errs
seed: 181
horizon: {start: 2026-01-05, length: 6000h, warm_up: 200h, cool_down: 48h}
ticket_types:
  a: {skill: a, handle_time: {L1: {exponential: {mean: 6m}}}, duplicates: 5%, cancellations: 3%}
  b: {skill: b, handle_time: {L1: {exponential: {mean: 6m}}}}
routing: {classifier: {confusion: {a: {b: 10%}, b: {a: 20%}}}}
demand: {a: {type: a, volume: 18/h}, b: {type: b, volume: 12/h}}
tiers: [{name: L1, triage_time: {exponential: {mean: 6m}}}]
staff: {as: {tier: L1, heads: 3, skills: [a]}, bs: {tier: L1, heads: 2, skills: [b]}}
)";

const std::string astray = R"(
name: astray on the way up
seed: 182
horizon: {start: 2026-01-05, length: 6000h, warm_up: 200h, cool_down: 48h}
ticket_types:
  a:
    skill: a
    resolves: {L1: 60%}
    handle_time: {L1: {exponential: {mean: 6m}}, L2: {exponential: {mean: 15m}}}
  b:
    skill: b
    resolves: {L1: 60%}
    handle_time: {L1: {exponential: {mean: 6m}}, L2: {exponential: {mean: 15m}}}
demand: {a: {type: a, volume: 10/h}, b: {type: b, volume: 8/h}}
tiers: [{name: L1, misroutes: 20%}, {name: L2, triage_time: {exponential: {mean: 15m}}}]
staff:
  desk: {tier: L1, heads: 3}
  as: {tier: L2, heads: 2, skills: [a]}
  bs: {tier: L2, heads: 2, skills: [b]}
)";

}  // namespace

TEST_CASE("a classifier that errs: queues of a network, served alike whatever is in them") {
  // Customers of several classes, whose service does not depend on the class: each queue is as if
  // all that comes to it were Poisson (Kelly, "Reversibility and stochastic networks", 1979, ch.
  // 3). Of a, 8 % are withdrawn where they come first, be it the wrong place.
  constexpr double to_a = 18 - 0.1 * 18 + 0.1 * 0.92 * 18 + 0.2 * 12;
  constexpr double to_b = 12 - 0.2 * 12 + 0.2 * 12 + 0.1 * 18;
  const testing::Station as{3, to_a / 60, 6};
  const testing::Station bs{2, to_b / 60, 6};
  const double wait_a = testing::mmc_mean_wait(as);
  const double wait_b = testing::mmc_mean_wait(bs);
  const ScenarioRun run{classified, 40};
  const Against form{"classifier, two M/M/c that hand on to each other", run};
  form.number("routing accuracy", {"routing_accuracy", {}}, (0.9 * 18 + 0.8 * 12) / 30);
  form.number("transfers", {"group_reassignments", {}}, (0.1 * 0.92 * 18 + 0.2 * 12) / 30);
  form.number("merged", {"tickets_merged", {}}, 0.05 * 18 * (6000 - 248));
  form.number("cancelled", {"tickets_cancelled", {}}, 0.03 * 18 * (6000 - 248));
  form.minutes("mean wait, each time", {"wait", {}},
               (to_a * wait_a + to_b * wait_b) / (to_a + to_b));
  form.minutes("mean time to resolve, a", {"mttr", {{Label::type, "a"}}, "mean"},
               wait_a + 6 + 0.1 * (wait_b + 6));
  form.minutes("mean time to resolve, b", {"mttr", {{Label::type, "b"}}, "mean"},
               wait_b + 6 + 0.2 * (wait_a + 6));
}

TEST_CASE("astray on the way up: a network whose wrong visits are like the right ones") {
  constexpr double up_a = 10 * 0.4;
  constexpr double up_b = 8 * 0.4;
  const testing::Station as{2, (up_a + 0.2 * up_b) / 60, 15};
  const testing::Station bs{2, (up_b + 0.2 * up_a) / 60, 15};
  const double all = as.arrival_rate + bs.arrival_rate;
  const ScenarioRun run{astray, 40};
  const Against form{"misroutes at 20 %, M/M/3 before two M/M/2", run};
  const Labels l2{{Label::tier, "L2"}};
  form.minutes("mean wait at L2", {"wait", l2},
               (as.arrival_rate * testing::mmc_mean_wait(as) +
                bs.arrival_rate * testing::mmc_mean_wait(bs)) /
                   all);
  form.number("occupancy of L2", {"occupancy", l2}, all * 15 / 4);
  form.number("routing accuracy", {"routing_accuracy", {}}, 1 - 0.4 * 0.2);
}
