#pragma once
// A life as the rows of an event log.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/life_clocks.hpp"
#include "analysis/life_steps.hpp"

namespace tiersim {

enum class LogKind : std::uint8_t {
  open,
  step,       ///< a stretch of time; all others are instants, but updates
  move_up,    ///< at the end of a step
  give_back,  ///< likewise, to a lower tier
  transfer,   ///< likewise, to other people of the tier
  raise,      ///< likewise: its priority is another
  met,        ///< a clock stopped in time
  breached,   ///< a clock came to its target
  withdrawn,  ///< a clock was cancelled: it is not counted
  resolve,
  reopen,
  merge,
  cancel,
  update,  ///< a stretch beside the steps: the tier that tracks the ticket works on an update
};

/// A stretch of time or an instant in a life. What does not apply is none, or `never`.
struct LogEvent {
  LogKind kind{};
  Instant from;
  Instant to;  ///< of an instant the same
  StepKind step{};
  TierId tier;
  QueueId queue;  ///< in which it waits
  TierId next;    ///< of a move: where it goes
  PostId post;
  AgentId agent;
  Cause cause{};        ///< why a step ended or a ticket moved
  ReasonId reason;      ///< to be pending
  PriorityId priority;  ///< of a raise: the new one
  SlaId sla;
  Instant due = never;  ///< of a clock, or of an update
};

/// Does it take time? All others have `from` and `to` alike.
[[nodiscard]] inline bool is_stretch(const LogEvent& event) {
  return event.kind == LogKind::step || event.kind == LogKind::update;
}

/// By their starts; those of the same ms as they happened.
[[nodiscard]] std::vector<LogEvent> log_events(const Model& model, const Life& life);

/// What happens, in a word: "work".
[[nodiscard]] std::string_view what_of(const LogEvent& event);
/// What happens, where: "work at L2".
[[nodiscard]] std::string activity_of(const Model& model, const LogEvent& event);
[[nodiscard]] inline bool has_cause(const LogEvent& event) {
  return event.kind == LogKind::step || event.kind == LogKind::move_up ||
         event.kind == LogKind::give_back || event.kind == LogKind::transfer ||
         (event.kind == LogKind::update && event.cause == Cause::horizon_end);
}

}  // namespace tiersim
