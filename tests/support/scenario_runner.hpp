#pragma once
// From the text of a scenario to its results, by the way that users take: load, compile, simulate,
// measure, estimate.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/map_files.hpp"
#include "tiersim/estimate.hpp"
#include "tiersim/facts.hpp"
#include "tiersim/kpi.hpp"
#include "tiersim/language.hpp"
#include "tiersim/measures.hpp"
#include "tiersim/model.hpp"
#include "tiersim/simulator.hpp"

namespace tiersim::test {

/// A scenario with its model. Stays where it is, for results refer to it.
struct Compiled {
  /// \throws BadInput with all problems of the scenario.
  explicit Compiled(const std::string& text, const std::vector<std::string>& sets = {})
      : Compiled{MapFiles{{"scenario.yaml", text}}, "scenario.yaml", sets} {}
  Compiled(const Files& files, const std::string& path, const std::vector<std::string>& sets = {});
  Compiled(const Compiled&) = delete;
  Compiled& operator=(const Compiled&) = delete;

  LoadedScenario loaded;
  Model model;
  MeasureLayout layout;
};

/// All facts of one replication, each kind in the order in which it was told.
struct KeptFacts final : Sink {
  std::vector<WaitFact> waits;
  std::vector<WorkFact> works;
  std::vector<VisitFact> visits;
  std::vector<StaffFact> staff;
  std::vector<TicketFact> tickets;
  std::vector<HoldFact> holds;
  std::vector<ClockFact> clocks;
  std::vector<UpdateFact> updates;

  void take(const FactBlock& block) override;
};

/// One replication, with its facts and its measures.
struct Replication {
  KeptFacts facts;
  Measures measures;
};
[[nodiscard]] Replication replicate(const Compiled& scenario, std::uint32_t replication = 0);

/// \throws std::invalid_argument  when there is no such KPI, statistic or label.
[[nodiscard]] KpiCell
cell_of(const Compiled& scenario, std::string_view kpi, std::string_view stat, Labels labels);

/// An estimate with the standard error behind its interval.
struct Sampled {
  double value;           ///< in the unit of Estimate: shares, ms, major money, counts
  double standard_error;  ///< >= 0
  double half_width;      ///< of the 95 % interval, as the Estimator gives it
  std::size_t replications;
};

/// Mean of one number per replication. \param values  shape [replications], two or more.
[[nodiscard]] Sampled sampled_mean(std::span<const double> values);
/// Ratio of sums. \param numerators, denominators  shape [replications], two or more.
[[nodiscard]] Sampled sampled_ratio(std::span<const double> numerators,
                                    std::span<const double> denominators);

/// Several replications of a scenario, and any KPI of them.
class ScenarioRun {
 public:
  /// Called with each block of facts of each replication.
  using Look = std::function<void(std::size_t replication, const FactBlock&)>;

  /// \param replications  0: as the scenario says.
  /// \param sets          overlays, as after --set.
  ScenarioRun(const std::string& text,
              std::size_t replications,
              const Look& look = {},
              const std::vector<std::string>& sets = {});
  /// The same of "scenario.yaml" beside its data.
  ScenarioRun(const Files& files,
              std::size_t replications,
              const Look& look = {},
              const std::vector<std::string>& sets = {});

  [[nodiscard]] const Compiled& scenario() const { return scenario_; }
  [[nodiscard]] const Model& model() const { return scenario_.model; }
  /// shape [replications].
  [[nodiscard]] const std::vector<Measures>& measures() const { return measures_; }

  /// \param kpi     an id of the table of KPIs.
  /// \param stat    "mean", "median", "p90", ...
  /// \param labels  in the order of Label.
  [[nodiscard]] Estimate
  estimate(std::string_view kpi, std::string_view stat = "mean", Labels labels = {}) const;
  /// The same with a standard error; for KPIs that have a value and an interval.
  [[nodiscard]] Sampled
  sampled(std::string_view kpi, std::string_view stat = "mean", Labels labels = {}) const;

 private:
  [[nodiscard]] Estimator
  estimator_of(std::string_view kpi, std::string_view stat, Labels labels) const;
  Compiled scenario_;
  std::vector<Measures> measures_;
};

/// A scenario's text, simulated.
[[nodiscard]] inline ScenarioRun run_yaml(const std::string& text, std::size_t replications = 0) {
  return ScenarioRun{text, replications};
}

}  // namespace tiersim::test
