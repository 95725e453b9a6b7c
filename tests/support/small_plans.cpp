#include "tests/support/small_plans.hpp"

#include <fmt/format.h>

#include <array>

#include "tests/support/map_files.hpp"

namespace tiersim::test {

namespace {

/// Takes each plan of a space by its number.
PlanChoice plan_number(const PlanSpace& space, std::size_t number) {
  PlanChoice plan;
  for (const PlanSpace::Axis& axis : space.axes) {
    plan.push_back(number % axis.values);
    number /= axis.values;
  }
  return plan;
}

}  // namespace

std::string small_problem(std::size_t number) {
  constexpr std::array volumes{90, 140};
  constexpr std::array solved{"60%", "85%"};
  constexpr std::array pay{"26, 40", "40, 26", "30, 30"};
  constexpr std::array promises{"{kpi: on_time, where: {sla: resolution}, is: \">= 85%\"}",
                                "{kpi: on_time, where: {sla: resolution}, is: \">= 75%\"}, "
                                "{kpi: wait, stat: p75, where: {tier: L2}, is: \"<= 10m\"}"};
  const std::string both = pay[number / 4 % pay.size()];
  const std::size_t comma = both.find(',');
  const int volume = volumes[number % 2];
  // In eight hours: from what just falls behind.
  const int desk = volume * 10 / (8 * 60);
  const int engineers = volume * (number / 2 % 2 == 0 ? 40 : 15) * 20 / (100 * 8 * 60);
  return fmt::format(
      "horizon: {{start: 2026-01-05, length: 3w, warm_up: 1w}}\n"
      "seed: {}\n"
      "calendars: {{office: {{weekly: {{mon-fri: \"08:00-16:00\"}}}}}}\n"
      "shifts: {{day: {{weekly: {{mon-fri: \"08:00-16:00\"}}}}}}\n"
      "ticket_types:\n"
      "  access: {{resolves: {{L1: {}, L2: 100%}}, handle_time: {{L1: 10m, L2: 20m}}}}\n"
      "demand: {{access: {{type: access, volume: {}/bd, profile: {{mon-fri: \"08:00-16:00\"}}}}}}\n"
      "tiers: [{{name: L1}}, {{name: L2}}]\n"
      "staff:\n"
      "  desk: {{tier: L1, heads: 9, shift: day, cost_per_hour: {}}}\n"
      "  engineers: {{tier: L2, heads: 9, shift: day, cost_per_hour:{}}}\n"
      "sla: {{resolution: {{target: 1h, calendar: office}}}}\n"
      "targets: [{}]\n"
      "optimize: {{vary: {{staff.desk.heads: {}..{}, staff.engineers.heads: {}..{}}}}}\n",
      100 + number, solved[number / 2 % 2], volume, both.substr(0, comma), both.substr(comma + 1),
      promises[number / 12 % 2], desk, desk + 5, engineers, engineers + 5);
}

SearchCheck check_search(const std::string& yaml, std::size_t replications) {
  const MapFiles files{{"desk.yaml", yaml}};
  OptimizeOptions options;
  options.path = "desk.yaml";
  options.replications = replications;
  ScenarioPlans plans{files, options};
  const PlanSpace space = plans.space();
  SearchCheck check;
  check.plans = 1;
  for (const PlanSpace::Axis& axis : space.axes) check.plans *= axis.values;
  std::vector<PlanChoice> all;
  for (std::size_t i = 0; i < check.plans; ++i) all.push_back(plan_number(space, i));
  for (const PlanScore& score : plans.judge(all)) {
    const bool holds = score.violation() <= 0;
    if (holds && (!check.best || score.cost < *check.best)) check.best = score.cost;
  }
  PlanSearch search{space, plans};
  if (const auto found = search.run()) check.found = search.score(*found)->cost;
  check.looked_at = search.steps().size();
  return check;
}

}  // namespace tiersim::test
