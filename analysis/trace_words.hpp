#pragma once
// Why a stretch of a ticket's life ended, for people to read.

#include <string_view>

#include "tiersim/facts.hpp"

namespace tiersim {

/// To follow "waits at L1"; empty where what comes next says it.
[[nodiscard]] std::string_view why_waiting_ends(Cause cause);
/// To follow "desk.1 works on it at L1".
[[nodiscard]] std::string_view why_work_ends(Cause cause);

}  // namespace tiersim
