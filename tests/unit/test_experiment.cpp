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
