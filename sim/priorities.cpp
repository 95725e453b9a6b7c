// Priorities that rise while tickets wait.

#include <algorithm>
#include <stdexcept>

#include "sim/state.hpp"

namespace tiersim {

/// The ticket waits from now on: when does its priority rise, if it still waits then?
void Simulator::State::schedule_raise(TicketId id) {
  LifeRow& life = this->life(id);
  life.raise_event = no_event;
  Instant first = never;
  for (const Model::Raised& one : model_.raised[row(id).leaf]) {
    const Instant at = raise_at(id, model_.raises[one.rule]);
    if (at >= first) continue;
    first = at;
    life.raised_to = one.leaf;
  }
  if (++life.raise_draws >= most_draw_visits) {
    throw std::runtime_error("a ticket waited 2^20 times");
  }
  if (first >= model_.end) return;
  life.raise_event = events_.push(std::max(first, now_), EventKind::priority_rises, id.index());
}

/// `never`: not by this rule. It may lie in the past.
Instant Simulator::State::raise_at(TicketId id, const ModelRaise& rule) const {
  const TicketRow& ticket = row(id);
  if (rule.waiting) return ticket.waiting_since + *rule.waiting;
  if (rule.sla.exists()) return clock(rule.sla, id).due(rule.share);
  const std::uint32_t number = lives_[id.index()].raise_draws;
  return ticket.waiting_since +
         to_duration((*rule.chased)(draw_of(ticket, Purpose::chased, number).first));
}

/// Of a ticket that waits: it takes its place among those of the new priority, or interrupts.
void Simulator::State::priority_rises(TicketId id) {
  TicketRow& ticket = row(id);
  LifeRow& life = this->life(id);
  if (ticket.engagement.exists() || life.hold != Hold::none) return;  // it waits no more
  witness(EventKind::priority_rises, ticket.number, ticket.tier, AgentId::none());
  queue_of(ticket).remove(tickets_, id);
  tell_wait(id, Cause::raised);
  const LeafId before = ticket.leaf;
  ticket.leaf = life.raised_to;
  ticket.priority = model_.leaves[ticket.leaf].priority;
  ++life.raises;
  if (model_.keeps_clocks) retarget_clocks(id, before);
  place(id);
}

}  // namespace tiersim
