#include "tests/support/warm_up.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "tests/support/loading.hpp"
#include "tiersim/experiment.hpp"
#include "tiersim/warm_up.hpp"

namespace tiersim::test {
namespace {

/// One agent, services of an hour; the cool-down lets all counted waits end.
std::string one_agent(double load, double relaxations) {
  const double run = relaxations / std::pow(1 - std::sqrt(load), 2);
  const double cool_down = 40 / (1 - load);
  return fmt::format(
      "horizon: {{start: 2026-01-05, length: {:.0f}h, warm_up: auto, "
      "cool_down: {:.0f}h}}\n"
      "ticket_types: {{call: {{handle_time: {{L1: {{exponential: {{mean: 1h}}}}}}}}}}\n"
      "demand: {{calls: {{type: call, volume: {}/h}}}}\n"
      "tiers: [{{name: L1}}]\n"
      "staff: {{desk: {{tier: L1, heads: 1}}}}\n",
      run + cool_down, cool_down, load);
}

void add_experiment(const Scenario& scenario,
                    double exact_ms,
                    std::size_t replications,
                    WaitOverExperiments& to) {
  const Model model = compile(scenario);
  const MeasureLayout layout{model};
  RunOptions options;
  options.replications = replications;
  options.cells = {make_cell(model, layout, *find_kpi("wait"), Stat{}, {}).value()};
  const Estimate wait = run_experiment(model, layout, std::move(options)).estimates.front();
  const double error = wait.value.value() / exact_ms - 1;
  ++to.experiments;
  to.contained += wait.interval.value().contains(exact_ms) ? 1 : 0;
  to.sum += error;
  to.squares += error * error;
}

}  // namespace

double WaitOverExperiments::standard_error() const {
  const auto n = static_cast<double>(experiments);
  return std::sqrt((squares / n - bias() * bias()) / (n - 1));
}

double WaitOverExperiments::share() const {
  return static_cast<double>(contained) / static_cast<double>(experiments);
}

WarmUpCheck
check_warm_up(double load, double relaxations, std::size_t experiments, std::size_t replications) {
  const double exact_ms = load / (1 - load) * static_cast<double>(one_hour.count());
  LoadedScenario loaded = test::load(one_agent(load, relaxations));
  WarmUpCheck check;
  for (std::size_t i = 0; i < experiments; ++i) {
    loaded.scenario.seed = i + 1;
    Scenario with = loaded.scenario;
    try {
      with.horizon.warm_up = choose_warm_up(loaded, {}).value();
    } catch (const BadInput&) {
      ++check.refused;
      continue;
    }
    const Horizon& horizon = with.horizon;
    const auto ms = [](Duration time) { return static_cast<double>(time.count()); };
    check.left_out += ms(horizon.warm_up.length.elapsed()) /
                      ms(horizon.length.elapsed() - horizon.cool_down.elapsed());
    Scenario without = loaded.scenario;
    without.horizon.warm_up = {};
    add_experiment(without, exact_ms, replications, check.without);
    add_experiment(with, exact_ms, replications, check.chosen);
  }
  check.left_out /= static_cast<double>(std::max<std::size_t>(check.chosen.experiments, 1));
  return check;
}

}  // namespace tiersim::test
