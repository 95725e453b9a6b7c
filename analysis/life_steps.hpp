#pragma once
// A life as one row of steps, each from where the one before ended.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/life.hpp"
#include "tiersim/model.hpp"

namespace tiersim {

enum class StepKind : std::uint8_t {
  wait,
  work,
  write_up,
  keep,  ///< nobody works on it: it waits for its own agent, who is off shift or in a block
  pending,
  resolved,  ///< until it is reopened
};

/// How the visit ends to which a step belongs.
enum class VisitEnd : std::uint8_t {
  usual,
  returned,  ///< it was pushed back, or documented then
  astray,    ///< it was handed on to those whom it is for
};

/// What a ticket did for a while. Steps tile the time from opening to the end of a life.
struct Step {
  StepKind kind{};
  Instant from;
  Instant to;
  TierId tier;
  QueueId queue;         ///< in which it waits
  PostId post;           ///< none while nobody has it
  AgentId agent;         ///< likewise
  Cause cause{};         ///< why it ended
  TierId next;           ///< the tier to which it moves at its end, if any
  ReasonId reason;       ///< to be pending
  PriorityId raised_to;  ///< at its end, if its priority is raised then
  VisitEnd part_of = VisitEnd::usual;
  [[nodiscard]] Duration length() const { return to - from; }
};

/// In the order in which they happened, those of no length included.
[[nodiscard]] std::vector<Step> steps_of(const Model& model, const Life& life);

/// When the ticket was resolved for good or withdrawn, or the horizon's end.
[[nodiscard]] Instant end_of(const Model& model, const Life& life);

/// A head as files and timelines name it: "desk.3" is the group's third.
[[nodiscard]] std::string agent_name(const Model& model, GroupId group, AgentId agent);
[[nodiscard]] std::string agent_name(const Model& model, PostId post, AgentId agent);

// As files write them.
[[nodiscard]] std::string_view word_of(StepKind kind);
[[nodiscard]] std::string_view word_of(Cause cause);

}  // namespace tiersim
