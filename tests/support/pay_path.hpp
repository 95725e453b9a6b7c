#pragma once
// What hours are paid, by the clock on the wall and by what the scenario says: not by the model's
// tables. In steps of a quarter of an hour, at which all rules of the random scenarios turn.

#include "tests/support/scenario_runner.hpp"

namespace tiersim::test {

class PayPath {
 public:
  PayPath(const Compiled& scenario, GroupId id);

  /// Of paid hours of a roster and of overtime inside a window: hours x factor.
  [[nodiscard]] double rostered(Window window) const;
  [[nodiscard]] double overtime(const KeptFacts& facts, Window window) const;
  /// Heads x hours for which salaries are paid.
  [[nodiscard]] double head_hours(Window window) const;

 private:
  [[nodiscard]] double factor_at(Instant t, double otherwise) const;
  [[nodiscard]] double hours(Instant from, Instant to, double otherwise) const;

  const Compiled& scenario_;
  GroupId id_;
  const Group& group_;
  LocalClock clock_;  ///< of the shift
};

}  // namespace tiersim::test
