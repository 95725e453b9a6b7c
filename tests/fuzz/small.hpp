#pragma once
// What keeps a fuzz target quick.

#include "tiersim/scenario.hpp"

namespace tiersim::test {

/// Is it small enough to be compiled many times a second?
inline bool is_small(const Scenario& scenario) {
  double heads = 0;
  for (const auto& [name, group] : scenario.staff) {
    heads += static_cast<double>(group.heads.value_or(0));
    heads += static_cast<double>(group.seats.value_or(0));
  }
  return heads <= 200 && in_hours(scenario.horizon.length.elapsed()) <= 24.0 * 100;
}

}  // namespace tiersim::test
