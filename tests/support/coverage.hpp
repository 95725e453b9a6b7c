#pragma once
// How often the intervals that are printed contain the exact value: a desk whose exact KPIs are
// known is simulated over and over, each time with a few replications.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/scenario_runner.hpp"

namespace tiersim::test {

/// A KPI whose interval is looked at. Those named `met_in_months` are of the desk's targets, in
/// their order, and come last.
struct CoveredKpi {
  std::string kind;  ///< mean, ratio, share or quantile
  std::string name;  ///< with the unit
  std::string_view kpi;
  std::string_view stat = "mean";
  Labels labels = {};
  double exact = 0;      ///< in the unit of Estimate
  double per_shown = 1;  ///< of that unit, in one that is shown
};

/// A desk and the KPIs of it that are known exactly.
struct CoveredDesk {
  std::string name;
  std::string text;               ///< the scenario
  std::vector<std::string> sets;  ///< as after --set
  std::vector<CoveredKpi> kpis;
};

/// What became of an interval of 95 % from `replications` replications.
struct Coverage {
  std::size_t replications = 0;
  std::size_t printed = 0;    ///< experiments in which there was one
  std::size_t contained = 0;  ///< of those, where it contained the exact value
  double half_widths = 0;     ///< summed over those printed, in the unit of Estimate

  [[nodiscard]] double share() const;
  [[nodiscard]] double standard_error() const;
};

/// Five agents with exponential work, from an empty start: "busy week" (at 87 %), "busy morning"
/// (its first four hours) and "calm morning" (at 60 %). Besides, plans beside these, with the same
/// KPIs but for those of targets: "busy week, six agents", "busy morning, six agents" and "calm
/// morning, a tenth less", of its tickets.
/// \throws std::invalid_argument  when there is no such desk.
[[nodiscard]] CoveredDesk covered_desk(const std::string& name);

/// Runs `experiments` times as many replications as the highest of `sizes`; the smaller sizes are
/// the first of each.
/// \param sizes  ascending, 2 or more.
/// \return       shape [desk.kpis][sizes].
[[nodiscard]] std::vector<std::vector<Coverage>> coverage_of(const CoveredDesk& desk,
                                                             std::size_t experiments,
                                                             const std::vector<std::size_t>& sizes);

}  // namespace tiersim::test
