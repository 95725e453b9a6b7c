#pragma once
// What the tiers' own clocks on the way up allow together, against the promise to resolve.

#include <optional>
#include <string>
#include <vector>

#include "analysis/plan_warnings.hpp"

namespace tiersim {

/// One tier on the way up.
struct OlaTier {
  TierId tier;
  SlaId clock;                     ///< from entering it to leaving it; none where it has no such
  std::optional<Duration> target;  ///< of that clock
};

/// All tiers up to the last that has a clock of its own, for tickets of one kind.
struct OlaSum {
  SlaId sla;  ///< the promise to resolve
  CustomerId customer;
  PriorityId priority;
  Duration promised{0};
  std::vector<OlaTier> tiers;
  double hand_offs_ms = 0;      ///< mean escalation times, of tiers whose clocks do not hold them
  double sum_ms = 0;            ///< targets and hand-offs
  bool is_one_calendar = true;  ///< all clocks run on the same one
  /// How much longer the sum is than the promise; below 0: it fits.
  [[nodiscard]] double too_long_ms() const;
};

/// \return by customer with terms of its own and by priority; empty where no tier has a clock, or
///         nothing is promised.
[[nodiscard]] std::vector<OlaSum> ola_sums(const Scenario& scenario, const Model& model);

/// A table with what it means; empty where there are no sums.
[[nodiscard]] std::string ola_text(const Scenario& scenario, const Model& model);

/// Whose sum it is: "acme P1", "P1", "all tickets".
[[nodiscard]] std::string whose(const Scenario& scenario, const Model& model, const OlaSum& sum);

}  // namespace tiersim
