#pragma once
// What a simulation tells: facts, pushed to sinks in blocks. Measures, event logs, traces and
// interval tables are sinks; handlers compute no KPI.

#include <cstdint>
#include <span>

#include "tiersim/ids.hpp"
#include "tiersim/model.hpp"
#include "tiersim/units.hpp"

namespace tiersim {

/// Why an interval ended.
enum class Cause : std::uint8_t {
  resolved,
  unsolved,        ///< work ended, attempts used up: goes up
  retried,         ///< work ended, another attempt here
  work_threshold,  ///< goes up
  sla_share,       ///< goes up
  taken,           ///< left the queue for an agent
  off_duty,        ///< its agent left, and keeps it
  handed_over,     ///< its agent left it for others
  resumed,         ///< its agent is back
  pends,           ///< work stopped to wait for somebody outside
  answered,        ///< who is no longer waited for
  unanswered,      ///< nobody answered: resolved
  reopened,        ///< came back after it had been resolved
  returned,        ///< pushed back to the tier that handed it up
  documented,      ///< goes up again, after it had been pushed back
  preempted,       ///< interrupted for a ticket of higher priority
  undocumented,    ///< looked up in vain: goes up
  raised,          ///< its priority was: it goes on waiting with another one
  misrouted,       ///< seen to be for others: handed on to them
  merged,          ///< a duplicate: its end
  cancelled,       ///< about nothing: its end
  horizon_end,     ///< still going on at the end: cut there
};

/// A ticket waited in a queue: until taken or moved.
struct WaitFact {
  Instant from;
  Instant to;
  Instant opened;
  std::uint64_t ticket;  ///< number in order of opening, from 1
  LeafId leaf;
  QueueId queue;
  TierId tier;
  Cause cause;
};

enum class Activity : std::uint8_t {
  handling,
  writing_up,  ///< escalation time
  kept,        ///< nobody works on it: it waits for its own agent, who is off shift or in a block
};

/// A stretch of an engagement.
struct WorkFact {
  Instant from;
  Instant to;
  Instant opened;
  std::uint64_t ticket;
  LeafId leaf;
  PostId post;
  AgentId agent;
  Activity activity;
  Cause cause;
};

/// A ticket was at a tier: from entering it until resolved there or moved.
struct VisitFact {
  Instant from;
  Instant to;
  Instant opened;
  std::uint64_t ticket;
  LeafId leaf;
  TierId tier;
  TierId next;       ///< where it went to, up or pushed back; none when it did not
  Instant breached;  ///< Model::due_by by then; `never`: not, or Model::keeps_clocks is false
  Cause cause;
};

/// Nobody here could work on a ticket: it was pending, or resolved until it came back.
struct HoldFact {
  Instant from;
  Instant to;
  Instant opened;
  std::uint64_t ticket;
  LeafId leaf;
  TierId tier;
  ReasonId reason;  ///< none: resolved
  Cause cause;
};

enum class UpdateEnd : std::uint8_t {
  done,
  dropped,      ///< its ticket had been resolved, or pushed back to the tier, before it was begun
  horizon_end,  ///< still waiting, or in work
};

/// An update on a ticket, by a tier that tracks it: no part of the ticket's own life. It waits in
/// the tier's queue as the ticket would, and is worked in one stretch.
struct UpdateFact {
  Instant due;   ///< joins the queue
  Instant from;  ///< work begins; `never`: it has not
  Instant to;
  Instant opened;        ///< of the ticket
  std::uint64_t ticket;  ///< its number in order of opening, from 1
  LeafId leaf;
  QueueId queue;
  TierId tier;    ///< that tracks it
  PostId post;    ///< none: not begun
  AgentId agent;  ///< likewise
  UpdateEnd end;
};

enum class Presence : std::uint8_t {
  on_duty,     ///< on shift and available or busy, overtime included
  overtime,    ///< the part of on_duty past the shift's end
  other_work,  ///< present, but in a block of other work or a paid break
};

/// A stretch of an agent's time.
struct StaffFact {
  Instant from;
  Instant to;
  AgentId agent;
  GroupId group;
  Presence presence;
};

/// A ticket's life once it is final: resolved for good, withdrawn, or still open at the end.
struct TicketFact {
  Instant opened;
  Instant acknowledged;  ///< `never` when nobody has touched it
  Instant resolved;      ///< `never` while open, and of one that was withdrawn
  std::uint64_t ticket;  ///< number in order of opening, from 1
  LeafId leaf;
  StreamId stream;
  std::uint32_t item;  ///< arrival of its cell, or row of the replay
  PostId first_post;   ///< of the first engagement, or none
  PostId last_post;    ///< of the last engagement, or none
  std::uint32_t engagements;
  std::uint32_t tier_moves;     ///< hand-offs between tiers
  std::uint32_t group_changes;  ///< hand-overs to another group
  std::uint32_t agent_changes;  ///< hand-overs to another agent
  TierId entry_tier;
  bool first_tier_solves;  ///< the first named tier's draw says solved
  std::uint32_t holds;     ///< times pending
  std::uint32_t reopens;
  std::uint32_t returns;    ///< times pushed back
  Duration pending;         ///< in all
  Instant first_resolved;   ///< `never` when it never was
  Instant ended;            ///< resolved, merged or cancelled; `never` while open
  Cause end;                ///< resolved, merged, cancelled; horizon_end: still open
  bool is_recognised;       ///< the classifier took it for what it is
  std::uint32_t misroutes;  ///< times it went to the wrong people
  std::uint32_t raises;     ///< of its priority
  std::uint32_t bounces;    ///< times it was back in a queue after another one
  std::uint32_t breached;   ///< clocks past their targets; told only where Model::keeps_clocks
};

/// Merged into another one, or cancelled: neither resolved nor open.
[[nodiscard]] inline bool is_withdrawn(const TicketFact& ticket) {
  return ticket.end == Cause::merged || ticket.end == Cause::cancelled;
}

/// A clock of a ticket that is final, if it ever started. Told only where Model::keeps_clocks, and
/// not of tickets that are withdrawn.
struct ClockFact {
  Instant opened;     ///< its ticket
  Instant started;    ///< the last time, where it was reset
  Instant stopped;    ///< `never` while it runs
  Instant withdrawn;  ///< by a cancel condition: it is not counted; else `never`
  Instant breached;   ///< when it reached its target unstopped; `never`: it has not
  Duration used;      ///< time on its calendar outside its pauses
  Duration target;
  std::uint64_t ticket;
  LeafId leaf;
  PostId last_post;  ///< of the ticket
  SlaId sla;
};

/// Facts that became final together, by their ends (an update that outlasts its ticket: before that
/// ticket); at most block_size of each kind.
struct FactBlock {
  std::span<const WaitFact> waits;
  std::span<const WorkFact> works;
  std::span<const VisitFact> visits;
  std::span<const StaffFact> staff;
  std::span<const TicketFact> tickets;
  std::span<const HoldFact> holds;
  std::span<const ClockFact> clocks;
  std::span<const UpdateFact> updates;
};
inline constexpr std::size_t block_size = 32;

class Sink {
 public:
  virtual ~Sink() = default;
  virtual void take(const FactBlock& block) = 0;
};

}  // namespace tiersim
