#pragma once
// The fewest heads on duty that answer live work in time, whatever the hours of work a week.

#include <cstdint>

#include "analysis/plan_warnings.hpp"

namespace tiersim {

/// Mean agent time of a live ticket at its tier of entry; 0 without any.
[[nodiscard]] double live_handle_ms(const Plan& plan, TierId tier);

/// Is any live ticket expected to enter at the tier?
[[nodiscard]] bool has_live_work(const Plan& plan, TierId tier);

/// Heads on duty that hold a tier's service level at its busiest, by expected live tickets. Whole
/// heads, by Erlang C, as heads are required by interval.
/// \return  0 where no live ticket is expected to enter at the tier while it is on duty; replayed
///          ones, whose hours are no expectation, are left out.
[[nodiscard]] std::uint64_t live_floor(const Plan& plan, TierId id);

/// Heads on duty for the tier's work, mean over the time in which it is on duty in the measured
/// window; 0 where nobody ever is.
[[nodiscard]] double mean_on_duty(const Plan& plan, TierId id);

}  // namespace tiersim
