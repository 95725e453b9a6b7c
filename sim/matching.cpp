// Who gets what. After each event nobody is idle while a ticket waits that they could take.

#include "sim/state.hpp"

namespace tiersim {

/// A ticket that has just joined its tier: to an idle agent, else into the queue.
void Simulator::State::place(TicketId id) {
  TicketRow& ticket = row(id);
  ticket.waiting_since = now_;
  if (const Candidate candidate = best_agent(ticket); candidate.exists()) {
    take(id, candidate);
  } else if (!may_preempt(ticket) || !preempts(id)) {
    insert(id);
  }
}

void Simulator::State::enqueue(TicketId id) {
  row(id).waiting_since = now_;
  insert(id);
}

void Simulator::State::insert(TicketId id) {
  queue_of(row(id)).insert(tickets_, id);
  if (!model_.raises.empty()) schedule_raise(id);
}

void Simulator::State::take(TicketId id, const Candidate& candidate) {
  tell_wait(id, Cause::taken);
  leave_idle(candidate.agent);
  const ModelQueue::Eligible& as = *candidate.as;
  begin_engagement(id, {candidate.agent, as.post, as.speed, as.solve});
}

void Simulator::State::take_from_queue(TicketId id, const Candidate& candidate) {
  queue_of(row(id)).remove(tickets_, id);
  take(id, candidate);
}

/// The first idle agent of the group that may still take something new at this instant.
AgentId Simulator::State::first_free(GroupId group) const {
  AgentId agent = groups_[group].first_idle;
  while (agent.exists() && agents_[agent.index()].available_until <= now_) {
    agent = agents_[agent.index()].next;
  }
  return agent;
}

/// \return one that does not exist when nobody is free.
Candidate Simulator::State::best_agent(const TicketRow& ticket) const {
  Candidate best;
  for (const ModelQueue::Eligible& one : model_.queues[at_tier(ticket).queue].eligible) {
    if (best.exists() && one.preference > best.as->preference) break;  // they are sorted
    const AgentId agent = first_free(one.group);
    if (!agent.exists()) continue;
    const Candidate candidate{agent, agents_[agent.index()].idle_since, &one};
    const AssignmentRule rule = model_.tiers[ticket.tier].assignment;
    if (!best.exists() || is_preferred(rule, candidate, best)) best = candidate;
  }
  return best;
}

/// The best waiting ticket that people of the group may take: tiers in the group's order.
Simulator::State::Offer Simulator::State::best_ticket(GroupId group) const {
  for (const PostId post : model_.groups[group].posts) {
    const ModelPost& place = model_.posts[post];
    TicketId best;
    const ModelPost::Source* from = nullptr;
    for (const ModelPost::Source& source : place.sources) {
      const TicketId head = queues_[source.queue].head();
      if (!head.exists()) continue;
      const QueueOrder order = model_.tiers[place.tier].order;
      if (best.exists() && !goes_before(order, row(head), row(best))) continue;
      best = head;
      from = &source;
    }
    if (best.exists()) return {best, post, from};
  }
  return {};
}

bool Simulator::State::may_serve(GroupId group, const TicketRow& ticket) const {
  for (const PostId post : model_.groups[group].posts) {
    if (model_.posts[post].tier == ticket.tier) return true;
  }
  return false;
}

/// An agent who has let go of a ticket: home, to a block, to the next ticket, or idle.
void Simulator::State::release(AgentId id) {
  const AgentRow& agent = agents_[id.index()];
  if (agent.is_staying_on || agent.is_in_block) {
    go_off(id);
    return;
  }
  if (agent.available_until > now_) {
    const Offer offer = best_ticket(agent.group);
    if (offer.ticket.exists()) {
      queue_of(row(offer.ticket)).remove(tickets_, offer.ticket);
      tell_wait(offer.ticket, Cause::taken);
      begin_engagement(offer.ticket, {id, offer.post, offer.source->speed, offer.source->solve});
      return;
    }
  }
  become_idle(id);
}

/// An agent lets go of a ticket that waits again at once, perhaps for the same agent.
[[gnu::noinline]] void Simulator::State::release_and_place(AgentId id, TicketId ticket) {
  const AgentRow& agent = agents_[id.index()];
  if (!takes_work(agent) || !may_serve(agent.group, row(ticket))) {
    release(id);
    place(ticket);
    return;
  }
  enqueue(ticket);
  become_idle(id);
  while (agent.duty == Duty::idle) {
    const TicketId best = best_ticket(agent.group).ticket;
    if (!best.exists()) break;
    take_from_queue(best, best_agent(row(best)));
  }
  if (row(ticket).engagement.exists()) return;
  if (const Candidate other = best_agent(row(ticket)); other.exists()) {
    take_from_queue(ticket, other);
  } else if (may_preempt(row(ticket))) {
    queue_of(row(ticket)).remove(tickets_, ticket);
    place(ticket);
  }
}

/// Interrupts work here on a ticket of lower priority, if there is any. \return whether it did.
bool Simulator::State::preempts(TicketId id) {
  const Interruption found = interruption_for(row(id));
  if (!found.engagement.exists()) return false;
  stop_work(found.engagement, Cause::preempted);
  const TicketId interrupted = put_back(found.engagement);
  row(interrupted).is_preempted = true;
  const AgentId agent = end_engagement(found.engagement);
  become_idle(agent);
  take(id, {agent, now_, found.as});
  place(interrupted);
  return true;
}

/// The work of lowest priority at the ticket's tier, of those who may take the ticket.
Simulator::State::Interruption Simulator::State::interruption_for(const TicketRow& ticket) const {
  Interruption found;
  for (const ModelQueue::Eligible& one : model_.queues[at_tier(ticket).queue].eligible) {
    const ModelGroup& group = model_.groups[one.group];
    for (std::uint32_t i = 0; i < group.heads; ++i) {
      const AgentRow& agent = agents_[group.first_agent.index() + i];
      const bool is_better =
          can_be_interrupted(agent, ticket) &&
          (!found.engagement.exists() || is_interrupted_first(agent.engagement, found.engagement));
      if (is_better) found = {agent.engagement, &one};
    }
  }
  return found;
}

bool Simulator::State::can_be_interrupted(const AgentRow& agent, const TicketRow& by) const {
  if (agent.duty != Duty::busy || !takes_work(agent)) return false;
  const EngagementRow& engagement = engagements_[agent.engagement.index()];
  const TicketRow& ticket = row(engagement.ticket);
  return engagement.mode == Mode::working && ticket.tier == by.tier &&
         ticket.priority > by.priority;
}

/// By priority, the lowest first; then the latest started; then in listed order.
bool Simulator::State::is_interrupted_first(EngagementId a, EngagementId b) const {
  const EngagementRow& one = engagements_[a.index()];
  const EngagementRow& other = engagements_[b.index()];
  const PriorityId mine = row(one.ticket).priority;
  const PriorityId theirs = row(other.ticket).priority;
  if (mine != theirs) return mine > theirs;
  if (one.started != other.started) return one.started > other.started;
  return one.agent < other.agent;
}

/// Joins the end of the group's idle list; those idle since the same instant in listed order.
void Simulator::State::become_idle(AgentId id) {
  AgentRow& agent = agents_[id.index()];
  GroupState& group = groups_[agent.group];
  agent.duty = Duty::idle;
  agent.idle_since = now_;
  AgentId after = group.last_idle;
  while (after.exists() && agents_[after.index()].idle_since == now_ && after > id) {
    after = agents_[after.index()].previous;
  }
  agent.previous = after;
  agent.next = after.exists() ? agents_[after.index()].next : group.first_idle;
  (agent.previous.exists() ? agents_[agent.previous.index()].next : group.first_idle) = id;
  (agent.next.exists() ? agents_[agent.next.index()].previous : group.last_idle) = id;
}

void Simulator::State::leave_idle(AgentId id) {
  const AgentRow& agent = agents_[id.index()];
  GroupState& group = groups_[agent.group];
  AgentId* const before =
      agent.previous.exists() ? &agents_[agent.previous.index()].next : &group.first_idle;
  AgentId* const behind =
      agent.next.exists() ? &agents_[agent.next.index()].previous : &group.last_idle;
  *before = agent.next;
  *behind = agent.previous;
}

}  // namespace tiersim
