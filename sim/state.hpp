#pragma once
// Everything that changes while one replication runs, and the handlers that change it. The loop is
// in simulator.cpp; what happens to tickets is in work.cpp, to people in duty.cpp.

#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/arrivals.hpp"
#include "sim/event_list.hpp"
#include "sim/fact_buffer.hpp"
#include "sim/policies/assignment.hpp"
#include "sim/queues.hpp"
#include "sim/rows.hpp"
#include "tiersim/simulator.hpp"

namespace tiersim {

/// Who of a group is absent on a day.
struct Absences {
  LocalDay day = LocalDay::min();
  std::vector<std::uint8_t> absent;  ///< by head
};

/// The state of a group: its idle agents, longest idle first, and who is absent today or tomorrow.
struct GroupState {
  AgentId first_idle;
  AgentId last_idle;
  std::array<Absences, 2> absences;  ///< of even days and of odd ones
};

/// To whom a ticket goes, and how good they are at it.
struct Assignment {
  AgentId agent;
  PostId post;
  double speed = 1;
  double solve = 1;
};

class Simulator::State {
 public:
  State(const Model& model, std::uint32_t replication, Sink& sink);
  void run_until(Instant t);
  RunOutcome finish();

 private:
  // simulator.cpp: the loop
  void dispatch(const Event& event);
  [[nodiscard]] bool is_stale(const Event& event) const;
  void witness(EventKind kind, std::uint64_t ticket, TierId tier, AgentId agent);
  void tell_what_goes_on();

  // work.cpp: tickets
  [[nodiscard]] TicketId open_ticket(const Arrival& arrival, StreamId stream);
  void ticket_opens();
  void enter_tier(TicketId id, TierId tier) { enter_tier(id, tier, now_); }
  void enter_tier(TicketId id, TierId tier, Instant joined);
  void start_share_timer(TicketId id);
  void set_share_timer(TicketId id, Instant at);
  [[nodiscard]] Instant first_share(TicketId id, Instant from) const;
  void share_fires(TicketId id);
  void work_ends(EngagementId id);
  void threshold_fires(EngagementId id);
  void write_up(EngagementId id, Cause cause);
  void go_up(EngagementId id, Cause cause);
  void leave_tier(TicketId id, TierId next, Cause cause);
  void resolve(TicketId id);
  void finish(TicketId id, Cause end);
  [[nodiscard]] bool first_tier_solves(const TicketRow& ticket, const Arrival& arrival) const;

  // backlog.cpp
  void open_backlog();

  // life.cpp: pending, and coming back
  void begin_visit(TicketId id);
  void plan_stop(TicketId id);
  [[nodiscard]] std::optional<Duration> time_to_stop(const EngagementRow& engagement) const;
  void work_pends(EngagementId id);
  [[nodiscard]] Instant answer_to_reminder(const ModelPending& pending, const Uniforms& u) const;
  void wait_for_answer(TicketId id, const ModelPending& pending);
  void customer_answers(TicketId id);
  void ticket_reopens(TicketId id);
  void note_leaving(TicketId id, Cause cause);
  void note_queue(TicketId id);
  [[nodiscard]] bool holds_until_reopened(TicketId id);
  [[nodiscard]] Instant latest_reopening() const;
  void end_hold(TicketId id, Cause cause);
  void place_back(TicketId id);
  [[nodiscard]] Candidate known_agent(const TicketRow& ticket) const;
  void tell_hold(TicketId id, Cause cause);
  void tell_pending_at_end(TicketId id);

  // priorities.cpp: priorities that rise while tickets wait
  void schedule_raise(TicketId id);
  [[nodiscard]] Instant raise_at(TicketId id, const ModelRaise& rule) const;
  void priority_rises(TicketId id);

  // triage.cpp: what agents do with tickets other than to solve them
  [[nodiscard]] TierId classify(TicketId id, TierId entry);
  [[nodiscard]] Assignment recognise(TicketId id, const Assignment& to);
  void send_up(TicketId id, TierId next, Cause cause);
  [[nodiscard]] bool is_misrouted(TicketId id, TierId next) const;
  [[nodiscard]] RouteId wrong_route(const TicketRow& ticket, TierId next) const;
  [[nodiscard]] bool draw_errand(TicketId id);
  [[nodiscard]] Errand errand_of(TicketId id) const;
  [[nodiscard]] double errand_ms(TicketId id) const;
  [[nodiscard]] bool errand_ends(EngagementId id);
  void withdraw(EngagementId id);
  void hand_on(EngagementId id);
  [[nodiscard]] bool is_documented_at(const TicketRow& ticket, TierId tier) const;
  [[nodiscard]] bool is_pushed_back(TicketId id) const;
  void push_back(EngagementId id);

  // tracking.cpp: updates on tickets that went up
  void track(TicketId id, TierId next);
  void plan_update(TicketId id);
  void stop_tracking(TicketId id);
  void update_falls_due(TicketId id);
  void begin_update(TicketId id, const Assignment& to);
  void update_ends(EngagementId id);
  void tell_updates_at_end();
  void tell_update(const TicketRow& update, Instant to, UpdateEnd end);

  // clocks.cpp: clocks that are kept by ticket
  [[nodiscard]] const ModelSla::Terms& terms_of(SlaId sla, TicketId id) const;
  void start_clocks(TicketId id);
  void give_terms(SlaId sla, TicketId id);
  void begin_clock(SlaId sla, TicketId id, Instant at);
  void hold_clock(SlaId sla, TicketId id);
  void stop_clock(SlaId sla, TicketId id);
  void withdraw_clock(SlaId sla, TicketId id);
  void reset_clock(SlaId sla, TicketId id, Instant at);
  void hold_clocks(TicketId id, ReasonId reason);
  void acknowledge_clocks(TicketId id);
  void resolve_clocks(TicketId id);
  void go_on_with_clocks(TicketId id);
  void leave_clocks(TicketId id, TierId next, Cause cause);
  void enter_clocks(TicketId id);
  void start_or_go_on(SlaId id, TicketId ticket, TierId tier);
  void withdraw_reopened_clocks(TicketId id);
  void reset_reopened_clocks(TicketId id);
  void retarget_clocks(TicketId id, LeafId before);
  void retarget_clock(SlaId sla, TicketId id);
  void note_due(TicketId id);
  std::uint32_t tell_clocks(TicketId id);
  [[nodiscard]] Instant resolution_breached(TicketId id) const;
  [[nodiscard]] ClockRow& clock(SlaId sla, TicketId id) {
    return clocks_[id.index() * model_.slas.size() + sla.index()];
  }
  [[nodiscard]] const ClockRow& clock(SlaId sla, TicketId id) const {
    return clocks_[id.index() * model_.slas.size() + sla.index()];
  }
  /// When the clock has run so far, without the present stretch; kept where it is retroactive.
  [[nodiscard]] std::vector<Interval>& stretches(SlaId sla, TicketId id) {
    return stretches_[id.index() * model_.slas.size() + sla.index()];
  }

  // engagement.cpp
  [[nodiscard]] EngagementId new_engagement();
  void begin_engagement(TicketId id, const Assignment& given);
  void draw_again(TicketId id);
  void schedule(EngagementId id);
  void stop_work(EngagementId id, Cause cause);
  [[nodiscard]] TicketId put_back(EngagementId id);
  AgentId end_engagement(EngagementId id);
  void begin_with_next(TicketRow& ticket, const Assignment& to) const;
  [[nodiscard]] double chance(const TicketRow& ticket, const EngagementRow& engagement) const;

  // matching.cpp: who gets what
  void place(TicketId id);
  void enqueue(TicketId id);
  void insert(TicketId id);
  void take(TicketId id, const Candidate& candidate);
  void take_from_queue(TicketId id, const Candidate& candidate);
  [[nodiscard]] bool preempts(TicketId id);
  struct Interruption {
    EngagementId engagement;
    const ModelQueue::Eligible* as = nullptr;
  };
  [[nodiscard]] Interruption interruption_for(const TicketRow& ticket) const;
  [[nodiscard]] bool can_be_interrupted(const AgentRow& agent, const TicketRow& by) const;
  [[nodiscard]] bool is_interrupted_first(EngagementId a, EngagementId b) const;
  [[nodiscard]] bool may_preempt(const TicketRow& ticket) const {
    const PriorityId lowest = model_.tiers[ticket.tier].preempted_by;
    return lowest.exists() && ticket.priority <= lowest;
  }
  [[nodiscard]] Candidate best_agent(const TicketRow& ticket) const;
  [[nodiscard]] AgentId first_free(GroupId group) const;
  struct Offer {
    TicketId ticket;
    PostId post;
    const ModelPost::Source* source = nullptr;
  };
  [[nodiscard]] Offer best_ticket(GroupId group) const;
  [[nodiscard]] bool may_serve(GroupId group, const TicketRow& ticket) const;
  [[nodiscard]] bool takes_work(const AgentRow& agent) const {
    return !agent.is_staying_on && !agent.is_in_block && agent.available_until > now_;
  }
  void release(AgentId id);
  void release_and_place(AgentId id, TicketId ticket);
  void become_idle(AgentId id);
  void leave_idle(AgentId id);

  // duty.cpp: people
  void shift_starts(RosterId id);
  void shift_ends(RosterId id);
  void go_on_into(RosterId id, const Interval& span);
  void block_starts(AgentId id);
  void block_ends(AgentId id);
  void begin_duty(AgentId id);
  void resume(AgentId id);
  void continue_duty(AgentId id);
  [[nodiscard]] TicketId end_duty(AgentId id);
  [[nodiscard]] TicketId end_engaged_duty(AgentId id);
  [[nodiscard]] bool leaves_now(const AgentRow& agent) const;
  [[nodiscard]] AtShiftEnd rule_at_end(const AgentRow& agent) const;
  void stay_on(AgentId id);
  void go_off(AgentId id);
  void leave_block(AgentId id);
  void keep(EngagementId id);
  [[nodiscard]] TicketId hand_over(EngagementId id);
  [[nodiscard]] bool begin_hand_over(EngagementId id);
  void hand_over_ends(EngagementId id);
  void place_handed_over(TicketId id);
  void schedule_shift(RosterId id, std::size_t span);
  void schedule_block(AgentId id);
  [[nodiscard]] Instant free_until(AgentId id);
  [[nodiscard]] const Interval& span_of(RosterId id) const {
    return model_.rosters[id].spans[current_span_[id.index()]];
  }

  // absence.cpp: who is away, and when present people do other work
  [[nodiscard]] std::optional<Interval> next_block(AgentId id, Instant from) const;
  void add_drawn_blocks(AgentId id, const Interval& span, std::vector<Interval>& blocks) const;
  [[nodiscard]] bool is_absent(AgentId id, LocalDay day);
  void draw_absences(GroupId id, LocalDay day, std::vector<std::uint8_t>& absent) const;
  [[nodiscard]] std::uint32_t day_number(LocalDay day) const {
    return static_cast<std::uint32_t>((day - model_.first_day).count() + 2);
  }

  [[nodiscard]] LifeRow& life(TicketId id) { return lives_[id.index()]; }
  [[nodiscard]] TicketRow& row(TicketId id) { return tickets_[id.index()]; }
  [[nodiscard]] const TicketRow& row(TicketId id) const { return tickets_[id.index()]; }
  [[nodiscard]] const ModelType& type_of(const TicketRow& ticket) const {
    return model_.types[model_.leaves[ticket.leaf].type];
  }
  /// Is its work to document what had been handed up?
  [[nodiscard]] bool is_documenting(TicketId id) const {
    const TierId from = lives_[id.index()].came_from;
    return from.exists() && from > row(id).tier;
  }
  /// A draw about the ticket at its tier.
  [[nodiscard]] Uniforms
  draw_of(const TicketRow& ticket, Purpose purpose, std::uint32_t visit) const;
  /// Can a share of an SLA move it up from here?
  [[nodiscard]] bool has_shares(const TicketRow& ticket) const {
    return !model_.tiers[ticket.tier].share_thresholds.empty() && !at_tier(ticket).is_last;
  }
  [[nodiscard]] const TypeAtTier& at_tier(const TicketRow& ticket) const { return *ticket.at; }
  [[nodiscard]] TicketQueue& queue_of(const TicketRow& ticket) {
    return queues_[at_tier(ticket).queue];
  }
  [[nodiscard]] TicketId new_ticket();
  void free_ticket(TicketId id);
  void tell_wait(TicketId id, Cause cause);
  void tell_work(const EngagementRow& engagement, Activity activity, Cause cause);
  void tell_visit(TicketId id, TierId next, Cause cause);
  void tell_staff(AgentId id, Instant from, Presence presence);
  void tell_ticket(TicketId id, Cause end);
  [[nodiscard]] std::uint64_t open_now() const {
    return outcome_.opened - outcome_.resolved - outcome_.merged - outcome_.cancelled;
  }

  const Model& model_;
  std::uint32_t replication_;
  Instant now_{};
  EventList events_;
  ArrivalSource arrivals_;
  FactBuffer facts_;
  RunOutcome outcome_;
  std::vector<TicketRow> tickets_;
  std::vector<LifeRow> lives_;                    ///< beside tickets_, if Model::has_life
  std::vector<ClockRow> clocks_;                  ///< shape [tickets][SLAs], if Model::keeps_clocks
  std::vector<std::vector<Interval>> stretches_;  ///< likewise, if Model::clocks_look_back too
  std::vector<TicketId> free_tickets_;
  std::vector<EngagementRow> engagements_;
  std::vector<EngagementId> free_engagements_;
  std::vector<AgentRow> agents_;
  Table<GroupId, GroupState> groups_;
  std::vector<std::size_t> current_span_;  ///< by roster: on, or next
  Table<QueueId, TicketQueue> queues_;
  bool needs_due_ = false;          ///< some tier is by earliest_due
  bool has_errands_ = false;        ///< some work is not to solve the ticket
  bool clocks_mind_touch_ = false;  ///< some clock that is kept starts or stops when work begins
};

}  // namespace tiersim
