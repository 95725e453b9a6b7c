// What no rule of a desk can make untrue: more work than hours.

#include "analysis/load_bound.hpp"

#include <algorithm>
#include <string>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tests/support/small_plans.hpp"
#include "tiersim/optimize.hpp"

using namespace tiersim;

namespace {

/// Hours a week for which there are none: with the plan's own figures at an occupancy of 100 %, and
/// at its best.
struct Short {
  explicit Short(const std::string& text) {
    const Scenario scenario = test::load(text).scenario;
    const Model model = compile(scenario);
    const DemandSummary demand = summarise_demand(model);
    Model full = compile(scenario);
    for (ModelTier& tier : full.tiers) tier.occupancy_cap = 1;
    as_it_is = requirement(scenario, full, demand).uncovered_hours;
    at_best = hours_short_at_best(scenario, demand);
  }
  double as_it_is = 0;
  double at_best = 0;
};

/// 60 h of work a week. \param type  more keys of the type. \param tier  of L1. \param staff  its.
std::string
sixty_hours(const std::string& type, const std::string& tier, const std::string& staff) {
  return "horizon: {start: 2026-01-05, length: 4w}\n"
         "shifts: {day: {weekly: {mon-fri: \"08:00-16:00\"}}}\n"
         "ticket_types: {a: {skill: x, resolves: {L1: 90%, L2: 100%},"
         " handle_time: {L1: 12m, L2: 1m}" +
         type +
         "}}\n"
         "demand: {a: {type: a, volume: 300/week}}\n"
         "tiers: [{name: L1" +
         tier +
         "}, {name: L2}]\n"
         "sla: {resolution: {target: 8h}}\n"
         "staff: {desk: {tier: L1, shift: day, " +
         staff + "}, engineers: {tier: L2, heads: 1}}\n";
}

}  // namespace

TEST_CASE("hours that are missing whatever the rules", "[optimize]") {
  const Short none{sixty_hours("", "", "heads: 2, at_shift_end: keep")};
  CHECK(none.at_best == 0);
  const Short some{sixty_hours("", "", "heads: 1, at_shift_end: keep")};
  CHECK(some.as_it_is == Approx(20));
  CHECK(some.at_best == Approx(20));
}

TEST_CASE("overtime has no bound but the clock", "[optimize]") {
  const Short finish{sixty_hours("", "", "heads: 1, at_shift_end: finish")};
  CHECK(finish.as_it_is == Approx(20));
  CHECK(finish.at_best == 0);
}

TEST_CASE("all may be as quick as the quickest", "[optimize]") {
  // 60 h at speed 1 are 120 h at a mean of 0.5, and 66.7 h at 0.9, of 80.
  const Short two{sixty_hours(
      "", "",
      "heads: 1, at_shift_end: keep, skills: {x: 0.9}}, slow: {tier: L1, shift: day, heads: 1, "
      "at_shift_end: keep, skills: {x: 0.1}")};
  CHECK(two.as_it_is == Approx(40));
  CHECK(two.at_best == 0);
}

TEST_CASE("unanswered tickets, shares of an SLA and attempts leave no bound", "[optimize]") {
  const std::string keep = "heads: 1, at_shift_end: keep";
  const std::string half = ", pending: {customer: {probability: {L1: 50%}, for: 1h, unanswered: "
                           "100%, resolves_after: 24h}}";
  const Short pending{sixty_hours(half, "", keep)};
  CHECK(pending.as_it_is == Approx(20));
  CHECK(pending.at_best == 0);  // 30 h are sure
  const Short by_share{sixty_hours("", ", escalate: [{after: 50%, of: resolution}]", keep)};
  CHECK(by_share.at_best == 0);
  const Short again{sixty_hours("", ", escalate: [{after: 10m, of: work}, {attempts: 3}]", keep)};
  CHECK(again.at_best == 0);
  // A threshold on work alone: E[min(X, t)] is known.
  const Short cut{sixty_hours("", ", escalate: [{after: 30s, of: work}]", keep)};
  CHECK(cut.at_best == 0);
}

TEST_CASE("no plan below the bounds holds, of all plans of small problems", "[optimize]") {
  std::size_t below = 0;
  for (const std::size_t number : {std::size_t{0}, std::size_t{5}, std::size_t{13}}) {
    CAPTURE(number);
    const test::MapFiles files{{"desk.yaml", test::small_problem(number)}};
    OptimizeOptions options;
    options.path = "desk.yaml";
    options.replications = 5;
    options.sets = {"staff.desk.at_shift_end=keep", "staff.engineers.at_shift_end=keep"};
    ScenarioPlans plans{files, options};
    const PlanSpace space = plans.space();
    std::vector<PlanChoice> all;
    for (std::size_t a = 0; a < space.axes[0].values; ++a) {
      for (std::size_t b = 0; b < space.axes[1].values; ++b) {
        if (a < space.axes[0].lowest || b < space.axes[1].lowest) all.push_back({a, b});
      }
    }
    below += all.size();
    for (const PlanScore& score : plans.judge(all)) CHECK(score.violation() > 0);
  }
  CHECK(below > 0);
}

TEST_CASE("a desk that works overtime is not told to have too few hours", "[optimize]") {
  // A ticket of ten hours each day: eight by day, two after the shift's end.
  const test::MapFiles files{
      {"desk.yaml",
       "horizon: {start: 2026-01-05, length: 3w}\n"
       "calendars: {always: 24x7}\n"
       "shifts: {day: {weekly: {mon-fri: \"08:00-16:00\"}}}\n"
       "ticket_types: {a: {handle_time: {L1: {deterministic: 10h}}}}\n"
       "demand: {a: {type: a, planned: {start: 2026-01-05, every: 1d, at: \"08:00\"}}}\n"
       "tiers: [{name: L1}]\n"
       "staff: {desk: {tier: L1, heads: 1, shift: day, cost_per_hour: 30}}\n"
       "sla: {resolution: {target: 72h, calendar: always}}\n"
       "targets: [{kpi: on_time, where: {sla: resolution}, is: \">= 90%\"}]\n"
       "optimize: {vary: {staff.desk.heads: 1..3}}\n"}};
  OptimizeOptions options;
  options.path = "desk.yaml";
  options.replications = 2;
  ScenarioPlans plans{files, options};
  CHECK(plans.space().axes[0].lowest == 0);
}
