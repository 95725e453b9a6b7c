#pragma once
// What a page of `tiersim optimize` ends with.

#include <string>

#include "tiersim/optimize.hpp"

namespace tiersim {

/// What the confirmation guarantees and what it does not; where no plan is confirmed, what to do.
[[nodiscard]] std::string closing_words(const OptimizeReport& report);
/// "Allow more of staff.desk.heads: it is at the high end of its range. "; empty where none is.
[[nodiscard]] std::string allow_more(const OptimizeResult& result);

}  // namespace tiersim
