#pragma once
// What changes while a replication runs: one row per open ticket, engagement and agent.

#include <array>
#include <cstdint>

#include "sim/clock_row.hpp"
#include "sim/event_list.hpp"
#include "tiersim/facts.hpp"
#include "tiersim/ids.hpp"
#include "tiersim/model.hpp"
#include "tiersim/random.hpp"
#include "tiersim/units.hpp"

namespace tiersim {

/// An open ticket.
struct TicketRow {
  // Not defaulted: g++ would first clear all of it, by an instruction that takes its time.
  TicketRow() {}  // NOLINT(modernize-use-equals-default)
  Instant opened{};
  Instant joined{};         ///< entered the tier; orders the queue
  Instant waiting_since{};  ///< entered the queue this time
  Instant acknowledged = never;
  Instant due = never;                 ///< of the resolution SLA, where a queue is by earliest_due
  Duration work_left{0};               ///< of the current visit, at speed 1
  Duration spent{0};                   ///< agent time at this tier, without escalation time
  double solve_draw = 0;               ///< of the current visit
  std::uint64_t number = 0;            ///< in order of opening, from 1; 0: a free row
  EventNumber share_event = no_event;  ///< of the tier's SLA shares
  StreamId stream;
  std::uint32_t cell = 0;
  std::uint32_t item = 0;
  LeafId leaf;
  RouteId route;
  PriorityId priority;
  ChannelId channel;
  TierId tier;
  const TypeAtTier* at = nullptr;  ///< its type at this tier
  TierId entry_tier;
  TicketId previous;  ///< in its queue
  TicketId next;
  std::uint32_t queue_position = 0;
  EngagementId engagement;     ///< none while queued
  std::uint32_t visit = 0;     ///< draws of work at this tier so far, less one
  std::uint32_t attempts = 0;  ///< ended unsolved since entering the tier
  std::uint32_t engagements = 0;
  std::uint32_t tier_moves = 0;
  std::uint32_t group_changes = 0;
  std::uint32_t agent_changes = 0;
  PostId first_post;
  PostId last_post;
  AgentId last_agent;
  bool is_drawn = false;           ///< work of the current visit has been drawn
  bool first_tier_solves = false;  ///< by its own draw
  bool is_handed_over = false;
  bool is_preempted = false;      ///< and waits for whoever resumes it
  bool is_cut_on_resume = false;  ///< an SLA share fired while its agent was off shift
  bool is_update = false;         ///< no ticket, but an update on one, which has its number
};

/// Why nobody here can work on an open or resolved ticket.
enum class Hold : std::uint8_t { none, pending, resolved };

/// What the work of a visit is for, if not to solve the ticket.
enum class Errand : std::uint8_t {
  none,
  withdrawing,  ///< to see that it is a duplicate, or to be cancelled
  handing_on,   ///< to see that it is for others
  returning,    ///< to see that it must be pushed back
  documenting,  ///< what had been handed up
  looking_up,   ///< to see that nothing is written up
};

/// What a ticket's row lacks where tickets are pending or come back: one beside each. What most
/// tickets need comes first: the rest hardly ever leaves the memory.
struct LifeRow {
  LifeRow() {}  // NOLINT(modernize-use-equals-default)
  Hold hold = Hold::none;
  bool is_planned = false;   ///< whether this visit's work stops, and where, has been drawn
  bool is_answered = false;  ///< by the event that ends the hold
  bool was_cut = false;      ///< work was cut short by a threshold
  bool is_recognised = true;
  bool is_documented = false;  ///< has been pushed back: its work is to document, or was
  Errand errand = Errand::none;
  Cause withdrawn_as = Cause::resolved;  ///< merged or cancelled; resolved: it is not
  std::uint32_t reason = 0;              ///< of the type: of the hold, or for which work stops next
  std::uint32_t stop = 0;                ///< number of the draw that decided so
  Duration work_after{-1};               ///< work left when it stops; below 0: it does not
  TierId drawn_for;       ///< where the first draws of the next two hold; none: nowhere
  TierId came_from;       ///< handed it up to where it is, or pushed it back
  Uniforms first_stop{};  ///< of Purpose::pending
  Uniforms first_reopening{};
  Instant first_resolved = never;
  EventNumber event = no_event;        ///< ends the hold
  EventNumber raise_event = no_event;  ///< while it waits: its priority is raised
  std::uint32_t holds = 0;
  std::uint32_t reopens = 0;
  std::uint32_t returns = 0;
  std::uint32_t misroutes = 0;
  std::uint32_t raises = 0;
  std::uint32_t bounces = 0;
  Duration pending{0};   ///< in all
  Duration write_up{0};  ///< before it was handed up
  struct AtTier {
    std::uint32_t visits = 0;  ///< draws of work so far
    std::uint32_t stops = 0;   ///< draws of pending so far
  };
  std::array<AtTier, most_tiers> at{};
  std::array<std::uint32_t, most_reasons> times{};  ///< pending in this visit, by reason
  Instant held_since{};
  Instant share_at = never;  ///< the tier's next SLA share as of then
  TierId meant_for;          ///< where it should be; none: it has not gone astray
  std::uint32_t raise_draws = 0;
  LeafId raised_to;  ///< by raise_event
  QueueId last_queue;
  QueueId queue_before;
  const TypeAtTier* tracked_at = nullptr;  ///< its type at the tier that tracks it, if it went up
  EventNumber update_event = no_event;     ///< the next update falls due
  std::uint32_t updates = 0;               ///< that fell due and were drawn
  TicketId update;                         ///< that is due or in work; of an update: its ticket
};

enum class Mode : std::uint8_t { working, writing_up, kept };

/// One agent working on one ticket once.
struct EngagementRow {
  TicketId ticket;
  AgentId agent;
  PostId post;
  Instant started{};
  Instant since{};                   ///< start of the current stretch
  Duration time_left{0};             ///< agent time, as of `since`
  double rate = 1;                   ///< speed: work per agent time
  double solve = 1;                  ///< factor on the chance
  EventNumber end_event = no_event;  ///< of the work, or at the threshold that cuts it
  Cause going_up = Cause::unsolved;  ///< why, while writing up; or handed_over
  Mode mode = Mode::working;
};

enum class Duty : std::uint8_t { off, idle, busy };

/// One head.
struct AgentRow {
  GroupId group;
  RosterId roster;
  Duty duty = Duty::off;
  bool is_staying_on = false;       ///< the shift has ended, the work in hand goes on
  bool is_in_block = false;         ///< other work or a paid break
  Instant available_until = never;  ///< takes nothing new from here: shift end or next block
  Instant block_end = never;        ///< of the block that comes next, or goes on
  Instant block_since{};            ///< left duty for the block
  Instant duty_since{};
  Instant overtime_since{};
  Instant idle_since{};
  AgentId previous;  ///< in the group's idle list
  AgentId next;
  EngagementId engagement;             ///< in work, in write-up or kept
  EventNumber block_event = no_event;  ///< its next block starts, or the present one ends
};

}  // namespace tiersim
