#pragma once
// A KPI that is not of SLA clocks, taken apart: by tier, by type or by group, to see where it is
// what it is, and with a base where it moved.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tiersim/experiment.hpp"
#include "tiersim/plan_gate.hpp"

namespace tiersim {

/// What one target's KPI is taken apart into. Cells are those of the plan and of its base.
class GateParts {
 public:
  GateParts(const CheckPlan& plan, const CheckedTarget& target);

  /// Adds what has to be simulated. \param arm  0: the plan, 1: its base.
  void ask(std::size_t arm, std::vector<KpiCell>& cells);

  /// "L2: 82 % of the time in queues, mean wait 3.8 h"; empty: nothing to tell.
  [[nodiscard]] std::string text(const Study& study) const;

 private:
  enum class How : std::uint8_t {
    nothing,
    money,    ///< by tier
    queues,   ///< of durations and backlogs, by tier
    stays,    ///< the same with a base: time at tiers
    hours,    ///< shares of people's hours, by group
    tickets,  ///< other shares, by type
  };
  struct Part {
    std::string name;
    /// Indices into the arm's cells; none: its arm does not know it.
    std::array<std::optional<std::size_t>, 2> cell;
    std::array<std::optional<std::size_t>, 2> wait;  ///< of stays
  };
  struct Found {
    const Part* part = nullptr;
    double size = 0;   ///< how much of what is bad is its own, or has come with the plan
    double whole = 0;  ///< of all parts
  };

  [[nodiscard]] static How how_of(const CheckPlan& plan, const CheckedTarget& target);
  [[nodiscard]] Label label() const;
  [[nodiscard]] std::string_view kpi() const;
  [[nodiscard]] std::optional<KpiCell>
  cell_of(const CheckPlan& plan, std::string_view id, const std::string& name) const;
  [[nodiscard]] double tickets_of(const Study& study, std::size_t arm) const;
  [[nodiscard]] double
  size_of(const Study& study, std::size_t arm, const Part& part, double tickets) const;
  [[nodiscard]] Found most_of(const Study& study) const;
  [[nodiscard]] std::string told(const Study& study, const Found& found) const;
  [[nodiscard]] std::string told_of_stay(const Study& study, const Part& part) const;
  /// "3.8 h", and with a base " (2.9 h in the base)". \param each  said of the plan's.
  [[nodiscard]] std::string
  values(const Study& study, const Part& part, std::string_view each) const;

  const CheckPlan& plan_;
  const KpiCell& asked_;
  bool is_worse_up_;
  How how_;
  std::vector<Part> parts_;
};

}  // namespace tiersim
