// Simulates a scenario ten times and prints its first-contact resolution, and that of P1.
#include <iostream>
#include <tiersim/disk_files.hpp>
#include <tiersim/experiment.hpp>
#include <tiersim/language.hpp>

using namespace tiersim;

int main(int argc, char* argv[]) try {
  const LoadedScenario loaded = load_scenario(DiskFiles{}, argc > 1 ? argv[1] : "desk.yaml");
  const Model model = compile(loaded.scenario);
  const MeasureLayout layout{model};

  RunOptions options{.replications = 10};
  for (const Labels& labels : {Labels{}, Labels{{Label::priority, "P1"}}}) {
    CellProblem problem;
    const auto cell = make_cell(model, layout, *find_kpi("fcr"), Stat{}, labels, &problem);
    if (!cell) throw std::runtime_error{problem.what};
    options.cells.push_back(*cell);
  }

  const Results results = run_experiment(model, layout, options);
  for (const Estimate& fcr : results.estimates) {
    std::cout << fcr.value.value_or(0);
    if (fcr.interval) std::cout << " [" << fcr.interval->low << ", " << fcr.interval->high << "]";
    std::cout << '\n';
  }
} catch (const std::exception& error) {  // of a scenario with problems: all of them, with places
  std::cerr << error.what() << '\n';
  return 1;
}
