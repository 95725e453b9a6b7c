// Results do not depend on how many threads made them.

#include <string>

#include "tests/catch.hpp"
#include "tests/support/desk.hpp"
#include "tests/support/map_files.hpp"
#include "tiersim/language.hpp"
#include "tiersim/report.hpp"

using namespace tiersim;

namespace {

constexpr std::size_t replications = 41;

/// The whole report of a run with so many threads, but for its seconds.
std::string report_with(unsigned threads) {
  const LoadedScenario loaded =
      load_scenario(test::MapFiles{{"desk.yaml", test::desk_yaml}}, "desk.yaml");
  const Model model = compile(loaded.scenario);
  const MeasureLayout layout{model};
  RunOptions options;
  options.replications = replications;
  options.threads = threads;
  options.cells = report_cells(model, layout);
  Results results = run_experiment(model, layout, options);
  CHECK(results.replications() == replications);
  CHECK_FALSE(results.interrupted);
  results.run_seconds = 0;
  return json_report({loaded, model, layout, results, options.cells.size(), {}});
}

}  // namespace

TEST_CASE("1, 2, 3, 7 and 16 threads give the same fingerprint and the same report") {
  const std::string one = report_with(1);
  for (const unsigned threads : {2U, 3U, 7U, 16U}) CHECK(report_with(threads) == one);
  CHECK(report_with(0) == one);
}
