#pragma once
// How a simulated KPI is held against an exact value, and how often a right engine fails by chance.

#include <string>
#include <string_view>
#include <utility>

#include "tests/support/scenario_runner.hpp"

namespace tiersim::test {

/// The chance that any test of the theory suite fails though all is right, over all its z-scores,
/// of which there are at most so many (Bonferroni): each is tested at 5e-6, two-sided, with
/// Student's distribution. 40 replications: |z| < 5.3.
inline constexpr double family_error_rate = 1e-3;
inline constexpr int most_z_scores = 250;

/// An estimate with a 95 % interval wider than this, in parts of the exact value, proves nothing.
inline constexpr double widest_half_width = 0.02;

/// What |z| must stay below.
[[nodiscard]] double z_bound(std::size_t replications);

/// Checks that the estimate is precise, that it agrees with the exact value, and that
/// tests/README.md shows the same row (seeds are fixed); records the row. At least 20 replications.
/// \param name  unique; with the unit.
void check_z(const std::string& name, const Sampled& sampled, double exact);

/// The same in minutes, of a sample in ms.
void check_z_minutes(const std::string& name, Sampled sampled, double exact);

/// Which KPI.
struct Asked {
  std::string_view kpi;
  Labels labels = {};
  std::string_view stat = "mean";
};

/// A scenario against its closed form.
class Against {
 public:
  /// \param form  its name, the first words of each row of the table.
  Against(std::string form, const ScenarioRun& run) : form_{std::move(form)}, run_{run} {}

  /// \param exact  in minutes.
  void minutes(std::string_view what, const Asked& asked, double exact) const;
  /// \param exact  a share or a number.
  void number(std::string_view what, const Asked& asked, double exact) const;

 private:
  std::string form_;
  const ScenarioRun& run_;
};

}  // namespace tiersim::test
