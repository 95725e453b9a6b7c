// The scenario of the real IT desk, simulated: with made-up tickets always, with the real ones
// where they are.

#include <filesystem>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/path_checks.hpp"
#include "tiersim/disk_files.hpp"

using namespace tiersim;
using namespace tiersim::test;

namespace {

const std::string root = TIERSIM_SOURCE_DIR;
const std::string made_up = root + "/tests/support/data/made_up_incidents.csv";
const std::string real = root + "/../shared/data/uci-incidents.csv.gz";

std::vector<std::string> with_tickets(const std::string& file) {
  return {"demand.exported.replay.file=" + file};
}

/// KPIs whose overall value is null, or shares that are none.
std::string missing(const Compiled& scenario, const Measures& measures) {
  std::string names;
  Estimator estimator{scenario.model, report_cells(scenario.model, scenario.layout), 0.95};
  estimator.add(measures);
  for (std::size_t i = 0; i < estimator.cells().size(); ++i) {
    const KpiCell& cell = estimator.cells()[i];
    if (!cell.labels.empty()) continue;
    const Estimate estimate = estimator.estimate(i);
    const bool is_share = cell.kpi->unit == Unit::share;
    const bool is_wrong =
        estimate.value && is_share && (*estimate.value < 0 || *estimate.value > 1);
    if (!estimate.value || is_wrong) names += std::string{cell.kpi->id} + " ";
  }
  return names;
}

void check_run(const std::string& tickets, std::uint64_t rows) {
  const Compiled scenario{DiskFiles{}, root + "/scenarios/servicenow.yaml", with_tickets(tickets)};
  CHECK(scenario.model.rows_outside == 0);
  const Replication replication = replicate(scenario);
  CHECK(replication.measures.outcome.opened == rows);
  CHECK(replication.measures.outcome.resolved > rows * 95 / 100);
  CHECK(broken_tickets(scenario.model, replication.facts, replication.measures.outcome) == "");
  CHECK(broken_people(scenario.model, replication.facts) == "");
  CHECK(broken_measures(scenario, replication) == "");
  const std::string none = missing(scenario, replication.measures);
  INFO("missing: " << none);
  for (const char* kpi : {"mttr", "fcr ", "flr ", "sla_breach_rate", "on_time", "occupancy",
                          "escalation_rate", "backlog ", "aht"}) {
    CHECK(none.find(kpi) == std::string::npos);
  }
}

}  // namespace

TEST_CASE("servicenow: made-up tickets are simulated, and KPIs are there") {
  check_run(made_up, 200);
}

TEST_CASE("servicenow: the real tickets are simulated, and KPIs are there") {
  if (!std::filesystem::exists(real)) SKIP_TEST("no real tickets beside the checkout");
  check_run(real, 17'136);
}
