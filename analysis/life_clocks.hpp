#pragma once
// The SLA clocks of one ticket.

#include <cstdint>
#include <string_view>
#include <vector>

#include "analysis/life_steps.hpp"
#include "tiersim/model.hpp"

namespace tiersim {

enum class ClockEnd : std::uint8_t {
  met,
  breached,
  running,    ///< at the horizon's end, and not yet due
  withdrawn,  ///< by a cancel condition: it is not counted
};
[[nodiscard]] std::string_view word_of(ClockEnd end);

struct LifeClock {
  SlaId sla;
  CalendarId calendar;  ///< on which it runs
  Duration target{0};
  Instant started;
  Instant stopped;  ///< or withdrawn; `never` where it still runs at the horizon's end
  Instant due;  ///< of one that can stand still: as of its stop; `never` while it runs unbreached
  Duration used{0};  ///< that it ran, up to the horizon's end at most
  ClockEnd end{};
};

/// In the order of the scenario's SLAs; those without a target, and those that never started, left
/// out.
[[nodiscard]] std::vector<LifeClock> clocks_of(const Model& model, const Life& life);

/// During which of a life's steps does the clock run, from its start to its stop?
[[nodiscard]] std::vector<bool>
runs_during(const Model& model, SlaId sla, const std::vector<Step>& steps);

}  // namespace tiersim
