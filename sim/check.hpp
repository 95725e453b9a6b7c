#pragma once
// What can only be checked when all overlays are decoded: required keys, names that refer to each
// other, sums, limits, and the rules of the language reference.

#include "sim/decode.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

/// Adds the problems of keys that are required and were not written. Runs before the data files are
/// read; `check` runs after.
void check_required(const Scenario& scenario, Decoding& decoding);

/// Adds all other problems, each at the place where its path was written. A path that has a problem
/// already is left alone.
void check(const Scenario& scenario, Decoding& decoding);

}  // namespace tiersim
