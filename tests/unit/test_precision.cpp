// Enough replications.

#include "tests/catch.hpp"
#include "tests/support/loading.hpp"
#include "tiersim/experiment.hpp"
#include "tiersim/precision.hpp"

using namespace tiersim;
using Catch::Approx;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string problems_of(const std::string& experiment) {
  std::vector<Problem> problems;
  const LoadedScenario loaded = test::load(test::small_desk("experiment: " + experiment + "\n"));
  check_precision(loaded.scenario, loaded.places, problems);
  std::string text;
  for (const Problem& problem : problems) text += to_text(problem) + '\n';
  return text;
}

Results run_with(const std::string& experiment, unsigned threads) {
  const LoadedScenario loaded =
      test::load(test::small_desk("experiment: " + experiment + "\n"), {"horizon.length=1w"});
  const Model model = compile(loaded.scenario);
  const MeasureLayout layout{model};
  RunOptions options;
  options.replications = loaded.scenario.experiment.replications;
  options.threads = threads;
  options.cells = precision_cells(loaded, model, layout);
  std::size_t cell = 0;
  for (const auto& [name, asked] : loaded.scenario.experiment.precision) {
    options.goals.push_back({cell++, asked});
  }
  options.at_most = loaded.scenario.experiment.at_most.value_or(default_at_most);
  return run_experiment(model, layout, std::move(options));
}

}  // namespace

TEST_CASE("looks are a tenth apart, and end") {
  CHECK(next_look(30, 400) == 33);
  CHECK(next_look(33, 400) == 36);
  CHECK(next_look(3, 400) == 4);
  CHECK(next_look(390, 400) == 400);
}

TEST_CASE("precisions that cannot be are told with what to write") {
  CHECK(problems_of("{precision: {fcr: 1pp, mttr: 2%, mttr p90: 5%}, at_most: 50}").empty());
  CHECK_THAT(problems_of("{precision: {mtr: 2%}}"), ContainsSubstring("desk.yaml:6:") &&
                                                        ContainsSubstring("unknown KPI 'mtr'") &&
                                                        ContainsSubstring("did you mean 'mttr'?"));
  CHECK_THAT(problems_of("{precision: {mttr: 1pp}}"),
             ContainsSubstring("percentage points are of shares") && ContainsSubstring("`1%`"));
  CHECK_THAT(problems_of("{precision: {fcr p90: 1pp}}"), ContainsSubstring("has no p90"));
  CHECK_THAT(problems_of("{precision: {mttr p9x: 1%}}"), ContainsSubstring("unknown stat 'p9x'"));
  CHECK_THAT(problems_of("{at_most: 50}"), ContainsSubstring("nothing to end"));
  CHECK_THAT(problems_of("{replications: 60, precision: {fcr: 1pp}, at_most: 50}"),
             ContainsSubstring("60 replications at first"));
  const auto unreadable = [](const std::string& precision) {
    return test::problems(test::small_desk("experiment: {precision: {fcr: " + precision + "}}\n"));
  };
  CHECK_THAT(unreadable("0%"), ContainsSubstring("leaves no room"));
  CHECK_THAT(unreadable("100%"), ContainsSubstring("says nothing"));
  CHECK_THAT(unreadable("2"), ContainsSubstring("write `2%` or `2pp`"));
  CHECK_THAT(unreadable("10m"), ContainsSubstring("is no margin"));
}

TEST_CASE("replications are added until it is reached, and no more than are needed") {
  const Results found = run_with("{replications: 5, precision: {wait: 30%}, at_most: 300}", 1);
  REQUIRE(found.precision.size() == 1);
  const ReachedPrecision& reached = found.precision.front();
  CHECK(reached.is_reached);
  CHECK(found.replications() > 5);
  CHECK(found.replications() < 300);
  const Estimate& wait = found.estimates.front();
  const double half_width = wait.interval->half_width();
  CHECK(half_width / *wait.value <= 0.3 / 1.3);
  CHECK(reached.half_width.value() == Approx(half_width / (*wait.value - half_width)));
  CHECK(*reached.half_width <= 0.3);
  CHECK_THAT(precision_report(found.precision, found.replications(), false),
             ContainsSubstring("reached with") && ContainsSubstring("asked 30%"));
}

TEST_CASE("what is not reached is said, at the end that was given") {
  const Results found = run_with("{replications: 5, precision: {wait: 0.1%}, at_most: 7}", 1);
  CHECK(found.replications() == 7);
  CHECK_FALSE(found.precision.front().is_reached);
  CHECK_THAT(precision_report(found.precision, found.replications(), false),
             ContainsSubstring("not reached with at most 7 replications"));
}

TEST_CASE("how many are needed does not depend on threads") {
  const std::string experiment = "{replications: 5, precision: {wait: 30%}}";
  const Results one = run_with(experiment, 1);
  const Results three = run_with(experiment, 3);
  CHECK(one.replications() == three.replications());
  CHECK(one.outcome().fingerprint == three.outcome().fingerprint);
  CHECK(one.estimates.front().value == three.estimates.front().value);
}

TEST_CASE("an absolute precision is of a share itself") {
  const Results found = run_with("{replications: 4, precision: {fcr: 1pp}}", 1);
  const Estimate& fcr = found.estimates.front();
  REQUIRE(found.precision.front().half_width);
  CHECK(*found.precision.front().half_width == Approx(fcr.interval->half_width()));
}
