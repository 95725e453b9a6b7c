#pragma once
// A distribution of times, all of them multiplied.

#include "tiersim/distribution.hpp"

namespace tiersim {

/// \param factor  above 0. Times are rounded to whole milliseconds; the cv stays.
[[nodiscard]] Distribution multiplied(Distribution d, double factor);

}  // namespace tiersim
