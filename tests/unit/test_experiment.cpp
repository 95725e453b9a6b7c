#include "tiersim/experiment.hpp"

#include <atomic>
#include <memory>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"

using namespace tiersim;

namespace {

/// Stops the experiment at its first tickets, and counts those that come afterwards.
class Stopper final : public JobSink {
 public:
  Stopper(std::atomic<bool>& stop, std::size_t& later) : stop_{stop}, later_{later} {}
  void take(const FactBlock& block) override {
    if (stop_) later_ += block.tickets.size();
    if (!block.tickets.empty()) stop_ = true;
  }
  void merge() override {}

 private:
  std::atomic<bool>& stop_;
  std::size_t& later_;
};

}  // namespace

TEST_CASE("a long replication that is stopped ends within an hour of simulated time") {
  // 2,000 tickets an hour over four years: a 200th of the horizon would be 350,000 of them.
  const Scenario scenario =
      test::load(test::small_desk(),
                 {"horizon.length=208w", "demand.access.volume=48000/day", "staff.desk.heads=400"})
          .scenario;
  const Model model = compile(scenario);
  const MeasureLayout layout{model};
  std::atomic<bool> stop{false};
  std::size_t later = 0;
  RunOptions options;
  options.threads = 1;
  options.stop = &stop;
  options.beside.emplace_back(
      [&](std::uint32_t) { return std::make_unique<Stopper>(stop, later); });
  const Results results = run_experiment(model, layout, options);
  CHECK(results.interrupted);
  CHECK(results.replications() == 0);
  CHECK(later < 5'000);
}

namespace {

/// The interval of an overall mean, from two replications.
std::optional<ConfidenceInterval> interval_of(std::string_view kpi,
                                              const std::vector<std::string>& sets,
                                              const std::string& more = "") {
  const Scenario scenario = test::load(test::small_desk(more), sets).scenario;
  const Model model = compile(scenario);
  const MeasureLayout layout{model};
  RunOptions options;
  options.replications = 2;
  options.cells.push_back(make_cell(model, layout, *find_kpi(kpi), Stat{}, {}).value());
  return run_experiment(model, layout, options).estimates.front().interval;
}

}  // namespace

TEST_CASE("intervals end where the values of their KPI do") {
  // A day with a few tickets: Student's t from two replications is 12.7 standard errors wide.
  const std::vector<std::string> quiet{"horizon.length=1d", "demand.access.volume=10/day"};
  for (const char* kpi : {"tickets_opened", "wait", "mttr", "backlog_mean", "cost_per_ticket"}) {
    INFO(kpi);
    const auto interval = interval_of(kpi, quiet, "costs: {overhead: 10%}\n");
    REQUIRE(interval);
    CHECK(interval->low >= 0);
    CHECK(interval->high >= interval->low);
  }
  CHECK(interval_of("tickets_opened", quiet)->low == 0);
  const auto busy = interval_of(
      "occupancy", {"horizon.length=1d", "demand.access.volume=200/day", "staff.desk.heads=1"});
  REQUIRE(busy);
  CHECK(busy->high == 1);
  CHECK(busy->low > 0);
}

TEST_CASE("only shares of a whole end at one") {
  CHECK(range_of(*find_kpi("occupancy")).high == 1);
  CHECK(range_of(*find_kpi("fcr")).high == 1);
  CHECK(range_of(*find_kpi("utilisation_wfm")).high > 1);  // unpaid work of a roster file
  CHECK(range_of(*find_kpi("mttr")).high > 1e300);
  for (const KpiRow& row : kpi_table()) {
    CHECK(range_of(row).low == (row.id == "csat" ? 1 : 0));  // points from 1 to 5
  }
}
