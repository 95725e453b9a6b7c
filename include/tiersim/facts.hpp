#pragma once
// What a simulation tells: facts, pushed to sinks in blocks. Measures, event logs, traces and
// interval tables are sinks; handlers compute no KPI.

#include <cstdint>
#include <span>

#include "tiersim/ids.hpp"
#include "tiersim/model.hpp"
#include "tiersim/units.hpp"

namespace tiersim {

/// What an interval was spent on.
enum class State : std::uint8_t {
  queued,      ///< ticket: joined the queue until taken or moved
  worked,      ///< ticket and agent: handle time
  writing_up,  ///< ticket and agent: escalation time
  kept,        ///< ticket: waits for its own agent, who is off shift or in a block
  at_tier,     ///< ticket: entering the tier until resolved or moved
  on_duty,     ///< agent: on shift and available or busy, overtime included
  overtime,    ///< agent: the part of on_duty past the shift's end
  other_work,  ///< agent: present, but in a block of other work or a paid break
};

/// Why an interval ended.
enum class Cause : std::uint8_t {
  resolved,
  unsolved,        ///< work ended, attempts used up
  retried,         ///< work ended, another attempt here
  work_threshold,
  sla_share,
  off_duty,        ///< its agent left, and keeps it
  handed_over,     ///< its agent left it for others
  taken,           ///< left the queue for an agent
  resumed,
  none,            ///< staff facts
  horizon_end,     ///< still going on at the end: cut there
};

/// One interval that ended, at `to`. Ticket fields are none for staff facts.
struct IntervalFact {
  Instant from;
  Instant to;
  Instant opened;        ///< of the ticket
  std::uint64_t ticket;  ///< number in order of opening, from 1; 0 for staff facts
  LeafId leaf;
  PostId post;    ///< where people were involved; else none
  AgentId agent;
  std::uint8_t tier;     ///< index; of an agent on duty: 0
  std::uint8_t next_tier;  ///< at_tier: where it went up to; no_tier when it did not
  State state;
  Cause cause;
  [[nodiscard]] Duration length() const { return to - from; }
};
inline constexpr std::uint8_t no_tier = 0xff;

/// A ticket's life once it is final: resolved for good, or still open at the horizon's end.
struct TicketFact {
  Instant opened;
  Instant acknowledged;  ///< `never` when nobody has touched it
  Instant resolved;      ///< `never` while open
  std::uint64_t ticket;  ///< number in order of opening, from 1
  LeafId leaf;
  StreamId stream;
  std::uint32_t item;          ///< arrival of its cell, or row of the replay
  PostId first_post;           ///< of the first engagement, or none
  PostId last_post;            ///< of the last engagement, or none
  std::uint32_t engagements;
  std::uint32_t tier_moves;    ///< hand-offs between tiers
  std::uint32_t group_changes; ///< hand-overs to another group
  std::uint32_t agent_changes; ///< hand-overs to another agent
  std::uint8_t entry_tier;
  bool entry_could_solve;      ///< the first named tier's draw says solved
};

/// Facts in the order in which they became final, at most `block_size` of both kinds together.
struct FactBlock {
  std::span<const IntervalFact> intervals;
  std::span<const TicketFact> tickets;
};
inline constexpr std::size_t block_size = 512;

class Sink {
 public:
  virtual ~Sink() = default;
  virtual void take(const FactBlock& block) = 0;
};

}  // namespace tiersim
