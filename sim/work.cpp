// What happens to tickets: opening, work, thresholds, going up, resolution.

#include <memory>
#include <stdexcept>

#include "sim/policies/escalation.hpp"
#include "sim/state.hpp"

namespace tiersim {

TicketId Simulator::State::new_ticket() {
  if (free_tickets_.empty()) {
    if (tickets_.size() == most_event_owners) {
      throw std::runtime_error("more than 16,777,216 tickets are open at once: demand is far above "
                               "what the staff can handle");
    }
    tickets_.emplace_back();
    if (model_.has_life) lives_.emplace_back();
    if (model_.keeps_clocks) clocks_.resize(tickets_.size() * model_.slas.size());
    if (model_.clocks_look_back) stretches_.resize(clocks_.size());
    return TicketId{tickets_.size() - 1};
  }
  const TicketId id = free_tickets_.back();
  free_tickets_.pop_back();
  std::construct_at(&row(id));
  if (model_.has_life) std::construct_at(&life(id));
  return id;
}

void Simulator::State::free_ticket(TicketId id) {
  row(id).number = 0;
  row(id).share_event = no_event;
  if (model_.has_life) life(id).event = life(id).raise_event = no_event;
  free_tickets_.push_back(id);
}

/// Its labels, and its clocks, which run from its opening.
TicketId Simulator::State::open_ticket(const Arrival& arrival, StreamId stream) {
  const Leaf& labels = model_.leaves[arrival.leaf];
  const TicketId id = new_ticket();
  TicketRow& ticket = row(id);
  ticket.opened = arrival.at;
  ticket.number = ++outcome_.opened;
  ticket.stream = stream;
  ticket.cell = arrival.cell;
  ticket.item = arrival.item;
  ticket.leaf = arrival.leaf;
  ticket.route = labels.route;
  ticket.priority = labels.priority;
  ticket.channel = labels.channel;
  if (needs_due_ && model_.due_by.exists()) {
    ticket.due = model_.due(model_.due_by, labels, arrival.at);
  }
  outcome_.most_open = std::max(outcome_.most_open, open_now());
  if (model_.keeps_clocks) start_clocks(id);
  return id;
}

void Simulator::State::ticket_opens() {
  const Arrival& arrival = arrivals_.next();
  const TicketId id = open_ticket(arrival, arrivals_.next_stream());
  TicketRow& ticket = row(id);
  ticket.entry_tier = model_.has_triage ? classify(id, arrival.entry) : arrival.entry;
  witness(EventKind::ticket_opens, ticket.number, ticket.entry_tier, AgentId::none());
  enter_tier(id, ticket.entry_tier);
  ticket.work_left = arrival.work;
  ticket.solve_draw = arrival.solve_draw;
  ticket.is_drawn = true;
  ticket.first_tier_solves = first_tier_solves(ticket, arrival);
  if (has_errands_) ticket.is_drawn = errand_of(id) == Errand::none;
  if (const LifeDraws* const drawn = arrivals_.next_life()) {
    life(id).drawn_for = arrival.entry;
    life(id).first_stop = drawn->stop;
    life(id).first_reopening = drawn->reopening;
  }
  arrivals_.advance();
  place(id);
}

/// Joins the tier, and sets its SLA-share timer: past already on entry, it does not fire.
void Simulator::State::enter_tier(TicketId id, TierId tier, Instant joined) {
  TicketRow& ticket = row(id);
  ticket.tier = tier;
  ticket.at = &model_.routes[ticket.route].at[tier.index()];
  ticket.joined = joined;
  ticket.spent = Duration{0};
  ticket.visit = model_.has_life ? life(id).at[tier.index()].visits : 0;
  ticket.attempts = 0;
  begin_visit(id);
  ticket.is_handed_over = false;
  ticket.is_preempted = false;
  ticket.is_cut_on_resume = false;
  if (model_.clocks_follow_life) enter_clocks(id);
  start_share_timer(id);
}

/// For the tier's first SLA share that has not passed yet.
void Simulator::State::start_share_timer(TicketId id) {
  row(id).share_event = no_event;
  if (has_shares(row(id))) set_share_timer(id, first_share(id, now_ + Duration{1}));
}

void Simulator::State::set_share_timer(TicketId id, Instant at) {
  const bool comes = at < model_.end;
  row(id).share_event = comes ? events_.push(at, EventKind::sla_share, id.index()) : no_event;
}

/// When the tier's first SLA share not before `from` passes, of clocks that have not stopped.
Instant Simulator::State::first_share(TicketId id, Instant from) const {
  const TicketRow& ticket = row(id);
  const Leaf& labels = model_.leaves[ticket.leaf];
  Instant first = never;
  for (const ModelTier::Share& threshold : model_.tiers[ticket.tier].share_thresholds) {
    const bool stops_at_work = model_.slas[threshold.sla].stop == SlaStop::acknowledged;
    if (!model_.keeps_clocks && stops_at_work && ticket.acknowledged != never) continue;
    const Instant at = model_.keeps_clocks
                           ? clock(threshold.sla, id).due(threshold.share)
                           : model_.due(threshold.sla, labels, ticket.opened, threshold.share);
    if (at >= from) first = std::min(first, at);
  }
  return first;
}

void Simulator::State::share_fires(TicketId id) {
  TicketRow& ticket = row(id);
  if (const Instant first = first_share(id, now_); first != now_) {
    set_share_timer(id, first);  // the clock has stopped since; others run
    return;
  }
  const EngagementId engaged = ticket.engagement;
  const AgentId agent = engaged.exists() ? engagements_[engaged.index()].agent : AgentId::none();
  witness(EventKind::sla_share, ticket.number, ticket.tier, agent);
  if (!engaged.exists()) {
    queue_of(ticket).remove(tickets_, id);
    tell_wait(id, Cause::sla_share);
    leave_tier(id, at_tier(ticket).next, Cause::sla_share);
    place(id);
    return;
  }
  switch (engagements_[engaged.index()].mode) {
    case Mode::working:
      stop_work(engaged, Cause::sla_share);
      write_up(engaged, Cause::sla_share);
      return;
    case Mode::writing_up:  // on its way up already, or handed over
      ticket.is_cut_on_resume = engagements_[engaged.index()].going_up == Cause::handed_over;
      return;
    case Mode::kept: ticket.is_cut_on_resume = true; return;
  }
}

void Simulator::State::work_ends(EngagementId id) {
  EngagementRow& engagement = engagements_[id.index()];
  const TicketId ticket_id = engagement.ticket;
  TicketRow& ticket = row(ticket_id);
  witness(EventKind::work_ends, ticket.number, ticket.tier, engagement.agent);
  if (engagement.mode == Mode::writing_up) {
    if (ticket.is_update) return update_ends(id);
    tell_work(engagement, Activity::writing_up, engagement.going_up);
    if (engagement.going_up == Cause::handed_over) return hand_over_ends(id);
    go_up(id, engagement.going_up);
    return;
  }
  if (has_errands_ && errand_ends(id)) return;
  const TypeAtTier& at = at_tier(ticket);
  const bool is_solved = ticket.solve_draw < chance(ticket, engagement);
  ++ticket.attempts;
  const ModelTier& rules = model_.tiers[ticket.tier];
  switch (after_work({.is_solved = is_solved,
                      .is_last_tier = at.is_last,
                      .is_triage = model_.queues[at.queue].triage,
                      .attempts = ticket.attempts,
                      .most_attempts = rules.attempts})) {
    case AfterWork::resolve: {
      stop_work(id, Cause::resolved);
      const AgentId agent = end_engagement(id);
      resolve(ticket_id);
      release(agent);
      return;
    }
    case AfterWork::retry:
      stop_work(id, Cause::retried);
      if (++ticket.visit >= most_draw_visits) {
        throw std::runtime_error("a ticket was tried 2^20 times at tier '" + rules.name +
                                 "' without being solved: its chance there is too small");
      }
      begin_visit(ticket_id);
      release_and_place(end_engagement(id), ticket_id);
      return;
    case AfterWork::go_up:
      stop_work(id, Cause::unsolved);
      write_up(id, Cause::unsolved);
      return;
  }
}

void Simulator::State::threshold_fires(EngagementId id) {
  const EngagementRow& engagement = engagements_[id.index()];
  const TicketRow& ticket = row(engagement.ticket);
  witness(EventKind::work_threshold, ticket.number, ticket.tier, engagement.agent);
  stop_work(id, Cause::work_threshold);
  write_up(id, Cause::work_threshold);
}

/// The agent writes up what was done, then the ticket goes up.
void Simulator::State::write_up(EngagementId id, Cause cause) {
  EngagementRow& engagement = engagements_[id.index()];
  const TicketRow& ticket = row(engagement.ticket);
  const std::optional<Sampler>& time = model_.tiers[ticket.tier].escalation_time;
  Duration length{0};
  if (time) {
    length = to_duration((*time)(draw_of(ticket, Purpose::escalation_time, ticket.visit).first));
  }
  if (model_.has_life) life(engagement.ticket).write_up = length;
  if (length == Duration{0}) {
    go_up(id, cause);
    return;
  }
  engagement.mode = Mode::writing_up;
  engagement.going_up = cause;
  engagement.since = now_;
  engagement.end_event = events_.push(now_ + length, EventKind::work_ends, id.index());
}

[[gnu::noinline]] void Simulator::State::go_up(EngagementId id, Cause cause) {
  const TicketId ticket = engagements_[id.index()].ticket;
  const TierId next = at_tier(row(ticket)).next;
  const AgentId agent = end_engagement(id);
  if (has_errands_) {
    send_up(ticket, next, cause);
  } else {
    leave_tier(ticket, next, cause);
  }
  release_and_place(agent, ticket);
}

void Simulator::State::leave_tier(TicketId id, TierId next, Cause cause) {
  TicketRow& ticket = row(id);
  tell_visit(id, next, cause);
  if (model_.clocks_follow_life) leave_clocks(id, next, cause);
  ++ticket.tier_moves;
  if (model_.has_life) note_leaving(id, cause);
  if (model_.tracked_by.exists()) track(id, next);
  enter_tier(id, next);
}

void Simulator::State::resolve(TicketId id) {
  tell_visit(id, TierId::none(), Cause::resolved);
  ++outcome_.resolved;
  if (model_.tracked_by.exists()) stop_tracking(id);
  if (model_.keeps_clocks) resolve_clocks(id);
  if (model_.has_life && holds_until_reopened(id)) return;
  finish(id, Cause::resolved);
}

/// The ticket is final.
void Simulator::State::finish(TicketId id, Cause end) {
  if (model_.tracked_by.exists()) stop_tracking(id);
  tell_ticket(id, end);
  free_ticket(id);
}

/// Would the first named tier solve it? Its own draw says, also for tickets that enter elsewhere.
bool Simulator::State::first_tier_solves(const TicketRow& ticket, const Arrival& arrival) const {
  const TypeAtTier& first = model_.routes[model_.leaves[ticket.leaf].route].at.front();
  if (!first.worked || first.chance <= 0) return false;
  if (first.documented < 1 && !is_documented_at(ticket, TierId{0U})) return false;
  if (arrival.entry.index() == 0) return arrival.solve_draw < first.chance;
  const DrawAddress at{.replication = replication_,
                       .cell = ticket.cell,
                       .item = ticket.item,
                       .purpose = Purpose::work};
  return draw(model_.streams[ticket.stream].key, at).second < first.chance;
}

}  // namespace tiersim
