// Service credits by month, worked out by hand: 95 % on time is not below 95 %, a credit is at most
// what is at risk, and a month with few tickets has none.

#include <fmt/format.h>

#include <string>

#include "tests/catch.hpp"
#include "tests/support/scenario_runner.hpp"
#include "tests/support/timeline.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string credits = "service_credits: {fee: 20000, at_risk: 8%, minimum_tickets: 20, "
                            "bands: [{below: 95%, credit: 5%}, {below: 90%, credit: 10%}]}";

/// February to May are whole.
std::string months(const std::string& more) {
  return "horizon: {start: 2026-02-01, length: 18w}\n"
         "tiers: [{name: L1}]\n"
         "ticket_types: {fix: {handle_time: {L1: {deterministic: 20m}}}, late: {handle_time: {L1: "
         "{deterministic: 2h}}}}\n"
         "sla: {resolution: {target: 1h, " +
         credits + "}" + more + "}\nstaff: {desk: {tier: L1, heads: 40}}\n";
}

std::string tickets(const std::string& month, int on_time, int late) {
  std::string rows;
  for (int i = 0; i < on_time; ++i) rows += fmt::format("2026-{}-10 09:00,fix\n", month);
  for (int i = 0; i < late; ++i) rows += fmt::format("2026-{}-20 09:00,late\n", month);
  return rows;
}

/// 95 %, 90 %, 50 %, and nothing but too few; the month of June is cut.
std::string rows() {
  return tickets("02", 19, 1) + tickets("03", 18, 2) + tickets("04", 10, 10) +
         tickets("05", 0, 19) + tickets("06", 0, 1);
}

double value_of(const Compiled& scenario,
                const Measures& measures,
                std::string_view kpi,
                std::string_view stat,
                const Labels& labels = {}) {
  Estimator estimator{scenario.model, {cell_of(scenario, kpi, stat, labels)}, 0.95};
  estimator.add(measures);
  return estimator.estimate(0).value.value();
}

Compiled compiled(const std::string& more) {
  const std::string demand =
      "demand: {tickets: {replay: {file: rows.csv, columns: {type: type}}}}\n";
  return Compiled{
      MapFiles{{"desk.yaml", months(more) + demand}, {"rows.csv", "opened,type\n" + rows()}},
      "desk.yaml"};
}

}  // namespace

TEST_CASE("service credits: the band of each month decides, up to what is at risk") {
  // Of all clocks by ticket, and of those that are kept one by one.
  for (const std::string more : {"", ", worked: {start: acknowledged, target: 1h}"}) {
    const Compiled scenario = compiled(more);
    const Measures measures = replicate(scenario).measures;
    const std::size_t clocks = scenario.model.slas.size();
    // 0, then 5 % of 20,000, then 8 % of it, then 0: in cents.
    const std::vector<std::int64_t> by_month{0, 100'000, 160'000, 0};
    REQUIRE(measures.credits.size() == (clocks + 1) * 4);
    CHECK(std::vector(measures.credits.begin(), measures.credits.begin() + 4) == by_month);
    CHECK(std::vector(measures.credits.end() - 4, measures.credits.end()) == by_month);
    CHECK(value_of(scenario, measures, "service_credits", "mean") == 650);
    CHECK(value_of(scenario, measures, "service_credits", "p90") == 1600);
    CHECK(value_of(scenario, measures, "service_credits", "median") == 0);
    CHECK(value_of(scenario, measures, "service_credits", "p60") == 1000);
    CHECK(value_of(scenario, measures, "service_credit_chance", "mean") == 0.5);
    const Labels resolution{{Label::sla, "resolution"}};
    CHECK(value_of(scenario, measures, "service_credits", "p90", resolution) == 1600);
    CHECK(value_of(scenario, measures, "cost_total", "mean") == 0);
  }
}

TEST_CASE("service credits: those of several SLAs add up") {
  const Compiled scenario =
      compiled(", response: {stop: acknowledged, target: 1h, " + credits +
               "}, other: {target: 3h}, twice: {target: 1h, " + credits + "}");
  const Measures measures = replicate(scenario).measures;
  CHECK(value_of(scenario, measures, "service_credits", "mean") == 1300);
  CHECK(value_of(scenario, measures, "service_credits", "mean", {{Label::sla, "twice"}}) == 650);
  CHECK(value_of(scenario, measures, "service_credits", "mean", {{Label::sla, "response"}}) == 0);
  CHECK(value_of(scenario, measures, "service_credit_chance", "mean") == 0.5);
  Estimator none{scenario.model,
                 {cell_of(scenario, "service_credits", "mean", {{Label::sla, "other"}}),
                  cell_of(scenario, "service_credits", "p90", {{Label::sla, "other"}})},
                 0.95};
  none.add(measures);
  CHECK_FALSE(none.estimate(0).value);
  CHECK_FALSE(none.estimate(1).value);
}
