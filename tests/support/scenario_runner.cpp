#include "tests/support/scenario_runner.hpp"

#include <numeric>
#include <optional>
#include <stdexcept>
#include <utility>

#include "tiersim/statistics.hpp"

namespace tiersim::test {

namespace {

constexpr double confidence = 0.95;

double quantile_for(std::size_t replications) {
  return student_quantile(confidence, static_cast<double>(replications - 1));
}

Sampled sampled_of(double value,
                   const std::optional<ConfidenceInterval>& interval,
                   std::size_t replications) {
  if (!interval) throw std::logic_error{"too few replications for an interval"};
  const double half_width = interval->half_width();
  return {value, half_width / quantile_for(replications), half_width, replications};
}

template <class Fact>
void append(std::vector<Fact>& to, std::span<const Fact> facts) {
  to.insert(to.end(), facts.begin(), facts.end());
}

/// Feeds the meter and whoever looks on.
class Shown final : public Sink {
 public:
  Shown(Meter& meter, std::function<void(const FactBlock&)> look)
      : meter_{meter}, look_{std::move(look)} {}
  void take(const FactBlock& block) override {
    meter_.take(block);
    if (look_) look_(block);
  }

 private:
  Meter& meter_;
  std::function<void(const FactBlock&)> look_;
};

Measures measure(const Compiled& scenario,
                 std::uint32_t replication,
                 std::function<void(const FactBlock&)> look) {
  Meter meter{scenario.model, scenario.layout};
  Shown shown{meter, std::move(look)};
  const RunOutcome outcome = simulate(scenario.model, replication, shown);
  return meter.close(outcome);
}

}  // namespace

KpiCell
cell_of(const Compiled& scenario, std::string_view kpi, std::string_view stat, Labels labels) {
  const KpiRow* row = find_kpi(kpi);
  if (row == nullptr) throw std::invalid_argument{"no KPI " + std::string{kpi}};
  const std::optional<Stat> asked = to_stat(stat);
  if (!asked) throw std::invalid_argument{"no stat " + std::string{stat}};
  CellProblem problem;
  auto cell = make_cell(scenario.model, scenario.layout, *row, *asked, std::move(labels), &problem);
  if (!cell) throw std::invalid_argument{std::string{kpi} + ": " + problem.what};
  return *std::move(cell);
}

Compiled::Compiled(const Files& files,
                   const std::string& path,
                   const std::vector<std::string>& sets)
    : loaded{load_scenario(files, path, sets)}, model{compile(loaded.scenario)}, layout{model} {}

void KeptFacts::take(const FactBlock& block) {
  append(waits, block.waits);
  append(works, block.works);
  append(visits, block.visits);
  append(staff, block.staff);
  append(tickets, block.tickets);
  append(holds, block.holds);
  append(clocks, block.clocks);
  append(updates, block.updates);
}

Replication replicate(const Compiled& scenario, std::uint32_t replication) {
  Replication result;
  result.measures =
      measure(scenario, replication, [&](const FactBlock& block) { result.facts.take(block); });
  return result;
}

Sampled sampled_mean(std::span<const double> values) {
  const double sum = std::accumulate(values.begin(), values.end(), 0.0);
  return sampled_of(sum / static_cast<double>(values.size()), mean_interval(values, confidence),
                    values.size());
}

Sampled sampled_ratio(std::span<const double> numerators, std::span<const double> denominators) {
  const RatioSamples samples{numerators, denominators};
  return sampled_of(ratio_of_sums(samples).value(), ratio_interval(samples, confidence),
                    numerators.size());
}

ScenarioRun::ScenarioRun(const std::string& text,
                         std::size_t replications,
                         const Look& look,
                         const std::vector<std::string>& sets)
    : ScenarioRun{MapFiles{{"scenario.yaml", text}}, replications, look, sets} {}

ScenarioRun::ScenarioRun(const Files& files,
                         std::size_t replications,
                         const Look& look,
                         const std::vector<std::string>& sets)
    : scenario_{files, "scenario.yaml", sets} {
  if (replications == 0) replications = scenario_.loaded.scenario.experiment.replications;
  for (std::size_t r = 0; r < replications; ++r) {
    std::function<void(const FactBlock&)> see;
    if (look) see = [&look, r](const FactBlock& block) { look(r, block); };
    measures_.push_back(measure(scenario_, static_cast<std::uint32_t>(r), std::move(see)));
  }
}

Estimator
ScenarioRun::estimator_of(std::string_view kpi, std::string_view stat, Labels labels) const {
  Estimator estimator{
      scenario_.model, {cell_of(scenario_, kpi, stat, std::move(labels))}, confidence};
  for (const Measures& measures : measures_) estimator.add(measures);
  return estimator;
}

Estimate ScenarioRun::estimate(std::string_view kpi, std::string_view stat, Labels labels) const {
  return estimator_of(kpi, stat, std::move(labels)).estimate(0);
}

Sampled ScenarioRun::sampled(std::string_view kpi, std::string_view stat, Labels labels) const {
  const Estimator estimator = estimator_of(kpi, stat, std::move(labels));
  const Estimate estimate = estimator.estimate(0);
  if (!estimate.value || !estimate.interval) {
    throw std::logic_error{std::string{kpi} + " has no value or no interval"};
  }
  std::vector<double> numerators;
  std::vector<double> denominators;
  for (const Measures& measures : measures_) {
    numerators.push_back(estimator.cells().front().numerator(measures));
    denominators.push_back(estimator.cells().front().denominator(measures));
  }
  Sampled result{*estimate.value, 0, estimate.interval->half_width(), measures_.size()};
  if (estimator.cells().front().kpi->form == Form::share) {
    // A share's interval is Wilson's, which is no multiple of a standard error.
    result.standard_error = ratio_standard_error({numerators, denominators}).value();
  } else {
    result.standard_error = result.half_width / quantile_for(measures_.size());
  }
  return result;
}

}  // namespace tiersim::test
