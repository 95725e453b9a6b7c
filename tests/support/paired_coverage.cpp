#include "tests/support/paired_coverage.hpp"

#include <algorithm>
#include <cstdint>

#include "tests/support/scenario_runner.hpp"
#include "tiersim/compare.hpp"

namespace tiersim::test {
namespace {

Measures measured_whole(const Compiled& scenario, std::uint32_t replication) {
  Meter meter{scenario.model, scenario.layout};
  return meter.close(simulate(scenario.model, replication, meter));
}

/// A desk with its estimates, which grow.
class PairedDesk {
 public:
  PairedDesk(const CoveredDesk& desk, std::size_t kpis) : scenario_{desk.text, desk.sets} {
    for (std::size_t i = 0; i < kpis; ++i) {
      const CoveredKpi& asked = desk.kpis[i];
      cells_.push_back(cell_of(scenario_, asked.kpi, asked.stat, asked.labels));
    }
  }
  [[nodiscard]] Estimator fresh() const { return {scenario_.model, cells_, 0.95}; }
  void add(Estimator& estimator, std::size_t replication) const {
    estimator.add(measured_whole(scenario_, static_cast<std::uint32_t>(replication)));
  }

 private:
  Compiled scenario_;
  std::vector<KpiCell> cells_;
};

void take_difference(const Estimator& base,
                     const Estimator& plan,
                     std::size_t cell,
                     double exact,
                     PairedCoverage& into) {
  const Estimate of_base = base.estimate(cell);
  const Estimate of_plan = plan.estimate(cell);
  if (!of_base.value || !of_plan.value) return;
  const Influences on_base = influences_on(base, cell);
  const Influences on_plan = influences_on(plan, cell);
  const PairedDifference found = compared_difference(
      base.cells()[cell], SeenInPlan{*of_base.value, base.samples(cell), on_base},
      SeenInPlan{*of_plan.value, plan.samples(cell), on_plan}, 0.95);
  if (found.variance_ratio) {
    into.variance_ratios += *found.variance_ratio;
    ++into.with_ratio;
  }
  if (found.is_too_few()) {
    ++into.too_few;
    return;
  }
  if (!found.interval) return;
  ++into.coverage.printed;
  into.coverage.contained += found.interval->contains(exact) ? 1 : 0;
  into.coverage.half_widths += found.interval->half_width();
}

}  // namespace

std::vector<std::vector<PairedCoverage>> paired_coverage_of(const CoveredDesk& base,
                                                            const CoveredDesk& plan,
                                                            std::size_t experiments,
                                                            const std::vector<std::size_t>& sizes) {
  const std::size_t kpis = std::min(base.kpis.size(), plan.kpis.size());
  const PairedDesk first{base, kpis};
  const PairedDesk second{plan, kpis};
  std::vector<std::vector<PairedCoverage>> result(kpis);
  for (auto& by_size : result)
    for (const std::size_t size : sizes) by_size.push_back({.coverage = {.replications = size}});
  for (std::size_t experiment = 0; experiment < experiments; ++experiment) {
    Estimator of_base = first.fresh();
    Estimator of_plan = second.fresh();
    for (std::size_t s = 0; s < sizes.size(); ++s) {
      while (of_base.replications() < sizes[s]) {
        const std::size_t number = experiment * sizes.back() + of_base.replications();
        first.add(of_base, number);
        second.add(of_plan, number);
      }
      for (std::size_t i = 0; i < kpis; ++i) {
        take_difference(of_base, of_plan, i, plan.kpis[i].exact - base.kpis[i].exact, result[i][s]);
      }
    }
  }
  return result;
}

}  // namespace tiersim::test
