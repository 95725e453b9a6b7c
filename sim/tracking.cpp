// Updates on tickets that a tier has handed up. One waits in the tier's queue in a row of its own,
// as its ticket would; it is no ticket, and whoever is at it finishes it as they do escalation
// time.

#include <stdexcept>

#include "sim/state.hpp"

namespace tiersim {

/// The ticket leaves its tier: up from the one that tracks, it is tracked while it is above it.
void Simulator::State::track(TicketId id, TierId next) {
  const TierId by = model_.tracked_by;
  LifeRow& life = this->life(id);
  if (row(id).tier == by && next > by) life.tracked_at = row(id).at;
  if (life.tracked_at == nullptr) return;
  if (next <= by) {
    stop_tracking(id);
  } else if (life.update_event == no_event) {
    plan_update(id);
  }
}

void Simulator::State::plan_update(TicketId id) {
  const Instant at = now_ + model_.tracking->every;
  life(id).update_event =
      at < model_.end ? events_.push(at, EventKind::update_due, id.index()) : no_event;
}

/// No more updates: one that waits is dropped, one in work is finished. What is told of a ticket is
/// told before its end, so that this one is told now; nothing interrupts it.
void Simulator::State::stop_tracking(TicketId id) {
  LifeRow& life = this->life(id);
  life.update_event = no_event;
  const TicketId update = life.update;
  if (!update.exists()) return;
  life.update = TicketId::none();
  this->life(update).update = TicketId::none();
  if (row(update).engagement.exists()) {
    const Instant ends = engagements_[row(update).engagement.index()].since + row(update).work_left;
    const bool is_cut = ends >= model_.end;
    tell_update(row(update), is_cut ? model_.end : ends,
                is_cut ? UpdateEnd::horizon_end : UpdateEnd::done);
    return;
  }
  queue_of(row(update)).remove(tickets_, update);
  tell_update(row(update), now_, UpdateEnd::dropped);
  free_ticket(update);
}

/// An update is due, unless the last one still is or is in work: that one then does for both.
void Simulator::State::update_falls_due(TicketId id) {
  witness(EventKind::update_due, row(id).number, model_.tracked_by, AgentId::none());
  plan_update(id);
  if (life(id).update.exists()) return;
  const TicketId added = new_ticket();
  life(id).update = added;
  life(added).update = id;
  const TicketRow& ticket = row(id);
  TicketRow& update = row(added);
  update.is_update = true;
  update.opened = ticket.opened;
  update.number = ticket.number;
  update.due = ticket.due;
  update.stream = ticket.stream;
  update.cell = ticket.cell;
  update.item = ticket.item;
  update.leaf = ticket.leaf;
  update.route = ticket.route;
  update.priority = ticket.priority;
  update.tier = model_.tracked_by;
  update.at = life(id).tracked_at;
  update.joined = now_;
  const std::uint32_t number = life(id).updates++;
  if (number >= most_draw_visits) throw std::runtime_error("a ticket had 2^20 updates");
  update.work_left =
      to_duration(model_.tracking->takes(draw_of(update, Purpose::tracking, number).first));
  if (const Candidate candidate = best_agent(update); candidate.exists()) {
    take(added, candidate);
  } else {
    queue_of(update).insert(tickets_, added);
  }
}

void Simulator::State::begin_update(TicketId id, const Assignment& to) {
  const EngagementId engaged = new_engagement();
  row(id).engagement = engaged;
  AgentRow& person = agents_[to.agent.index()];
  person.duty = Duty::busy;
  person.engagement = engaged;
  EngagementRow& engagement = engagements_[engaged.index()];
  engagement.ticket = id;
  engagement.agent = to.agent;
  engagement.post = to.post;
  engagement.started = now_;
  engagement.since = now_;
  engagement.mode = Mode::writing_up;
  engagement.end_event =
      events_.push(now_ + row(id).work_left, EventKind::work_ends, engaged.index());
}

void Simulator::State::update_ends(EngagementId id) {
  const TicketId update = engagements_[id.index()].ticket;
  const TicketId ticket = life(update).update;
  if (ticket.exists()) {  // else it has been told
    tell_update(row(update), now_, UpdateEnd::done);
    life(ticket).update = TicketId::none();
  }
  const AgentId agent = end_engagement(id);
  free_ticket(update);
  release(agent);
}

/// Before their tickets are told.
void Simulator::State::tell_updates_at_end() {
  for (std::uint32_t i = 0; i < tickets_.size(); ++i) {
    const TicketRow& update = tickets_[i];
    if (update.number == 0 || !update.is_update || !life(TicketId{i}).update.exists()) continue;
    tell_update(update, now_, UpdateEnd::horizon_end);
  }
}

void Simulator::State::tell_update(const TicketRow& update, Instant to, UpdateEnd end) {
  Instant from = never;
  PostId post;
  AgentId agent;
  if (update.engagement.exists()) {
    const EngagementRow& engagement = engagements_[update.engagement.index()];
    from = engagement.since;
    post = engagement.post;
    agent = engagement.agent;
  }
  facts_.tell_update(update.joined, from, to, update.opened, update.number, update.leaf,
                     at_tier(update).queue, update.tier, post, agent, end);
}

}  // namespace tiersim
