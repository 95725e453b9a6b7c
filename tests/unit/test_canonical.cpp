#include "tests/catch.hpp"
#include "tests/support/everything.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;
using namespace tiersim::test;

TEST_CASE("the canonical form is read as the same scenario") {
  for (const std::string& text : {everything(), two_tiers(), small_desk()}) {
    const LoadedScenario once = load(text);
    const std::string canonical = canonical_text(once.scenario);
    INFO(canonical);
    const LoadedScenario twice = load(canonical);
    CHECK(canonical_text(twice.scenario) == canonical);
    CHECK(twice.hash == once.hash);
  }
}

TEST_CASE("the canonical form has all keys in the language's order") {
  CHECK(canonical_text(load(small_desk()).scenario) ==
        R"(schema_version: 1
name: ""
currency: "EUR"
seed: 1
horizon: {start: 2026-01-05, time_zone: "UTC", length: 4w, warm_up: 0m, cool_down: 0m}
ticket_types:
  "access": {kind: incident, handle_time: {"L1": {lognormal: {mean: 8m}}}}
demand:
  "access": {type: "access", volume: 80/bd, growth: 0%/month}
routing: first_tier
tiers:
  - {name: "L1", queue: first_come, assignment: longest_idle, occupancy_cap: 85%}
staff:
  "desk": {tiers: ["L1"], heads: 3, on_costs: 0%, overtime_factor: 1, shrinkage: {leave: 0%, sickness: 0%, training: 0%, meetings: 0%, breaks: 0%, off_queue: 0%, other: 0%}, support_share: 100%, at_shift_end: finish, rework: 0m}
fcr_window: {length: 1h}
costs: {overhead: 0%}
experiment: {replications: 30, confidence: 95%}
)");
}

TEST_CASE("every value that an overlay changes changes the canonical form") {
  const std::string before = canonical_text(load(everything()).scenario);
  for (const std::string& set :
       std::vector<std::string>{"name=x",
                                "currency=EUR",
                                "horizon.cool_down=6d",
                                "calendars.office.holidays=[2026-05-01]",
                                "shifts.early.breaks=[]",
                                "channels.email.automatic=true",
                                "ticket_types.a.kind=alarm",
                                "ticket_types.a.handle_time.L1.by_channel.phone=10m",
                                "demand.a.growth=1%/month",
                                "demand.a.profile={mon: \"08:00-09:00\"}",
                                "surges.s.at=\"11:00\"",
                                "straight=[]",
                                "tiers.L2.assignment=best_skill",
                                "staff.desk.skills.t.solve=0.8",
                                "staff.eng.seats=4",
                                "staff.desk.changes=[{on: 2026-03-02, heads: 14}]",
                                "staff.desk.hand_over_time=11m",
                                "staff.eng.pay.night.factor=130%",
                                "tiers.L1.tracking.every=2d",
                                "sla.r.penalty_per_breach=51",
                                "fcr_window.length=1h",
                                "costs.overhead=20%",
                                "experiment.replications=8",
                                "optimize.minimise=cost_labour",
                                "optimize.vary={sla.r.target: null}",
                                "targets=[]"}) {
    INFO(set);
    CHECK(canonical_text(load(everything(), {set}).scenario) != before);
  }
}
