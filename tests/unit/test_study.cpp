#include <atomic>
#include <memory>
#include <vector>

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tiersim/experiment.hpp"

using namespace tiersim;

namespace {

/// A small desk with so many heads, and one cell.
struct Plan {
  explicit Plan(const std::string& heads)
      : scenario{test::load(test::small_desk(), {"horizon.length=1w", "staff.desk.heads=" + heads})
                     .scenario},
        model{compile(scenario)},
        layout{model} {}
  [[nodiscard]] Arm arm() const {
    return {model, layout, {make_cell(model, layout, *find_kpi("wait"), Stat{}, {}).value()}};
  }

  Scenario scenario;
  Model model;
  MeasureLayout layout;
};

std::vector<std::optional<double>> values(const Study& study, std::size_t arm) {
  std::vector<std::optional<double>> values;
  for (std::size_t i = 0; i < study.replications(arm); ++i) {
    values.push_back(study.estimator(arm).value_in(0, i));
  }
  return values;
}

}  // namespace

TEST_CASE("a study that grows is the study that was asked for all at once") {
  const Plan small{"3"};
  const Plan large{"4"};
  Study at_once{{small.arm(), large.arm()}, {.threads = 2, .progress = {}, .beside = {}}};
  CHECK(at_once.run_up_to(7));
  Study growing{{small.arm(), large.arm()}, {.threads = 1, .progress = {}, .beside = {}}};
  CHECK(growing.run_up_to(2));
  CHECK(growing.run_up_to(5, {1}));
  CHECK(growing.run_up_to(5, {1}));  // nothing to do
  CHECK(growing.replications(0) == 2);
  CHECK(growing.replications(1) == 5);
  CHECK(growing.run_up_to(7));
  for (const std::size_t arm : {std::size_t{0}, std::size_t{1}}) {
    CHECK(values(growing, arm) == values(at_once, arm));
    CHECK(growing.estimator(arm).total().outcome.fingerprint ==
          at_once.estimator(arm).total().outcome.fingerprint);
    RunOptions options;
    options.replications = 7;
    options.cells = growing.arm(arm).cells;
    const Results alone =
        run_experiment(growing.arm(arm).model, growing.arm(arm).layout, std::move(options));
    CHECK(alone.outcome().fingerprint == growing.estimator(arm).total().outcome.fingerprint);
    CHECK(alone.estimates.front().value == growing.estimates(arm).front().value);
  }
}

TEST_CASE("arms see the same tickets") {
  const Plan small{"3"};
  const Plan large{"4"};
  Study study{{small.arm(), large.arm()}, {.progress = {}, .beside = {}}};
  REQUIRE(study.run_up_to(3));
  const auto of_small = values(study, 0);
  const auto of_large = values(study, 1);
  for (std::size_t i = 0; i < 3; ++i) CHECK(of_large[i] < of_small[i]);
}

TEST_CASE("a study that is stopped keeps what was complete, replication by replication") {
  const Plan small{"3"};
  const Plan large{"4"};
  const std::atomic<bool> stop{true};
  Study study{{small.arm(), large.arm()}, {.progress = {}, .stop = &stop, .beside = {}}};
  CHECK_FALSE(study.run_up_to(3));
  CHECK(study.replications(0) == 0);
  CHECK(study.replications(1) == 0);
}

namespace {

/// Stops the study while it simulates that replication of that arm.
class StopsAt final : public JobSink {
 public:
  StopsAt(std::atomic<bool>& stop, bool is_it) : stop_{stop}, is_it_{is_it} {}
  void take(const FactBlock& /*block*/) override {
    if (is_it_) stop_ = true;
  }
  void merge() override {}

 private:
  std::atomic<bool>& stop_;
  bool is_it_;
};

}  // namespace

TEST_CASE("a study that is stopped between the arms of a replication has it in none") {
  const Plan small{"3"};
  const Plan large{"4"};
  std::atomic<bool> stop{false};
  StudyOptions options{.threads = 1, .progress = {}, .stop = &stop, .beside = {}};
  options.beside.emplace_back([&](std::size_t arm, std::uint32_t replication) {
    return std::make_unique<StopsAt>(stop, arm == 1 && replication == 2);
  });
  Study study{{small.arm(), large.arm()}, options};
  CHECK_FALSE(study.run_up_to(5));
  CHECK(study.replications(0) == 2);
  CHECK(study.replications(1) == 2);
}
