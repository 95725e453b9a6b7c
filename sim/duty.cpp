// What happens to people: shifts, breaks and other work, and the tickets in their hands meanwhile.

#include <algorithm>

#include "sim/state.hpp"

namespace tiersim {

void Simulator::State::schedule_shift(RosterId id, std::size_t span) {
  current_span_[id.index()] = span;
  if (span >= model_.rosters[id].spans.size()) return;
  events_.push(span_of(id).from, EventKind::shift_starts, id.index());
}

void Simulator::State::shift_starts(RosterId id) {
  witness(EventKind::shift_starts, 0, TierId{0U}, model_.rosters[id].agents.front());
  const Interval& span = span_of(id);
  events_.push(span.to, EventKind::shift_ends, id.index());
  for (const AgentId agent : model_.rosters[id].agents) {
    if (!is_absent(agent, span.day)) begin_duty(agent);
  }
}

void Simulator::State::shift_ends(RosterId id) {
  witness(EventKind::shift_ends, 0, TierId{0U}, model_.rosters[id].agents.front());
  const ModelRoster& roster = model_.rosters[id];
  const Instant ended = span_of(id).to;
  const std::size_t next = current_span_[id.index()] + 1;
  if (next < roster.spans.size() && roster.spans[next].from == ended) {
    current_span_[id.index()] = next;
    go_on_into(id, roster.spans[next]);
    return;
  }
  std::vector<TicketId> handed_over;
  for (const AgentId agent : roster.agents) {
    const TicketId ticket = end_duty(agent);
    if (ticket.exists()) handed_over.push_back(ticket);
  }
  for (const TicketId ticket : handed_over) place_handed_over(ticket);
  schedule_shift(id, next);
}

/// The next day's span touches: no shift ends, but who is absent may change with the day.
void Simulator::State::go_on_into(RosterId id, const Interval& span) {
  events_.push(span.to, EventKind::shift_ends, id.index());
  std::vector<TicketId> handed_over;
  std::vector<AgentId> starting;
  for (const AgentId agent : model_.rosters[id].agents) {
    const AgentRow& person = agents_[agent.index()];
    const bool was_on = (person.duty != Duty::off && !person.is_staying_on) || person.is_in_block;
    const bool will_be_on = !is_absent(agent, span.day);
    if (was_on && will_be_on) {
      continue_duty(agent);
    } else if (was_on) {
      const TicketId ticket = end_duty(agent);
      if (ticket.exists()) handed_over.push_back(ticket);
    } else if (will_be_on) {
      starting.push_back(agent);
    }
  }
  for (const TicketId ticket : handed_over) place_handed_over(ticket);
  for (const AgentId agent : starting) begin_duty(agent);
}

void Simulator::State::continue_duty(AgentId id) {
  if (agents_[id.index()].is_in_block) {  // a block ends with the span in which it lies
    block_ends(id);
    return;
  }
  schedule_block(id);
}

void Simulator::State::begin_duty(AgentId id) {
  AgentRow& agent = agents_[id.index()];
  if (agent.is_staying_on) {  // still at the work in hand from before
    tell_staff(id, agent.overtime_since, Presence::overtime);
    agent.is_staying_on = false;
    schedule_block(id);
    return;
  }
  agent.duty_since = now_;
  schedule_block(id);
  if (agent.engagement.exists()) {
    resume(id);
  } else {
    release(id);
  }
}

/// Goes on with the ticket that was kept; one whose SLA share fired meanwhile is cut now.
void Simulator::State::resume(AgentId id) {
  AgentRow& agent = agents_[id.index()];
  const EngagementId engaged = agent.engagement;
  EngagementRow& engagement = engagements_[engaged.index()];
  TicketRow& ticket = row(engagement.ticket);
  agent.duty = Duty::busy;
  tell_work(engagement, Activity::kept,
            ticket.is_cut_on_resume ? Cause::sla_share : Cause::resumed);
  engagement.since = now_;
  if (ticket.is_cut_on_resume) {
    write_up(engaged, Cause::sla_share);
  } else {
    schedule(engaged);
  }
}

/// \return the ticket that is handed over, if any.
TicketId Simulator::State::end_duty(AgentId id) {
  AgentRow& agent = agents_[id.index()];
  agent.block_event = no_event;  // no more blocks in this span
  const bool was_in_block = agent.is_in_block;
  leave_block(id);
  switch (agent.duty) {
    case Duty::idle:
      leave_idle(id);
      go_off(id);
      return TicketId::none();
    case Duty::busy:
      if (agent.is_staying_on) return TicketId::none();
      return end_engaged_duty(id);
    case Duty::off: break;
  }
  if (!agent.engagement.exists()) return TicketId::none();
  if (!was_in_block) return leaves_now(agent) ? hand_over(agent.engagement) : TicketId::none();
  // Work that waited for the end of a block: the shift's own rule holds for it.
  const AtShiftEnd rule = rule_at_end(agent);
  if (rule == AtShiftEnd::keep) return TicketId::none();
  if (rule == AtShiftEnd::hand_over && !begin_hand_over(agent.engagement)) {
    return hand_over(agent.engagement);
  }
  agent.duty_since = now_;
  stay_on(id);
  if (rule == AtShiftEnd::finish) {
    resume(id);
  } else {
    agent.duty = Duty::busy;
  }
  return TicketId::none();
}

/// Is this the end of the last shift before these heads are gone?
bool Simulator::State::leaves_now(const AgentRow& agent) const {
  const std::vector<Instant>& leaving = model_.rosters[agent.roster].leaving;
  return std::binary_search(leaving.begin(), leaving.end(), now_);
}

/// Whoever leaves for good keeps nothing.
AtShiftEnd Simulator::State::rule_at_end(const AgentRow& agent) const {
  const AtShiftEnd rule = model_.groups[agent.group].at_shift_end;
  return rule == AtShiftEnd::keep && leaves_now(agent) ? AtShiftEnd::hand_over : rule;
}

TicketId Simulator::State::end_engaged_duty(AgentId id) {
  const AgentRow& agent = agents_[id.index()];
  const EngagementId engaged = agent.engagement;
  const AtShiftEnd rule = rule_at_end(agent);
  if (engagements_[engaged.index()].mode == Mode::writing_up || rule == AtShiftEnd::finish) {
    stay_on(id);
    return TicketId::none();
  }
  const Cause cause = rule == AtShiftEnd::keep ? Cause::off_duty : Cause::handed_over;
  stop_work(engaged, cause);
  if (rule == AtShiftEnd::hand_over && begin_hand_over(engaged)) {
    stay_on(id);
    return TicketId::none();
  }
  const TicketId ticket =
      rule == AtShiftEnd::keep ? (keep(engaged), TicketId::none()) : hand_over(engaged);
  go_off(id);
  return ticket;
}

void Simulator::State::stay_on(AgentId id) {
  agents_[id.index()].is_staying_on = true;
  agents_[id.index()].overtime_since = now_;
}

void Simulator::State::go_off(AgentId id) {
  AgentRow& agent = agents_[id.index()];
  tell_staff(id, agent.duty_since, Presence::on_duty);
  if (agent.is_staying_on) tell_staff(id, agent.overtime_since, Presence::overtime);
  agent.is_staying_on = false;
  agent.duty = Duty::off;
  agent.block_since = now_;
}

void Simulator::State::leave_block(AgentId id) {
  AgentRow& agent = agents_[id.index()];
  if (agent.is_in_block && agent.duty == Duty::off) {
    tell_staff(id, agent.block_since, Presence::other_work);
  }
  agent.is_in_block = false;
}

void Simulator::State::keep(EngagementId id) {
  EngagementRow& engagement = engagements_[id.index()];
  engagement.mode = Mode::kept;
  engagement.since = now_;
}

TicketId Simulator::State::hand_over(EngagementId id) {
  const EngagementRow& engagement = engagements_[id.index()];
  const TicketRow& handed = row(engagement.ticket);
  if (engagement.mode == Mode::kept) {
    tell_work(engagement, Activity::kept,
              handed.is_cut_on_resume ? Cause::sla_share : Cause::handed_over);
  }
  const TicketId ticket = put_back(id);
  row(ticket).work_left += model_.groups[agents_[end_engagement(id).index()].group].rework;
  return ticket;
}

/// Whoever hands work over writes it up first, past the end of the shift. \return whether they do:
/// what moves up, since an SLA share fired while it was kept, is not handed over.
bool Simulator::State::begin_hand_over(EngagementId id) {
  EngagementRow& engagement = engagements_[id.index()];
  const Duration time = model_.groups[agents_[engagement.agent.index()].group].hand_over_time;
  if (time == Duration{0} || row(engagement.ticket).is_cut_on_resume) return false;
  if (engagement.mode == Mode::kept) tell_work(engagement, Activity::kept, Cause::handed_over);
  engagement.mode = Mode::writing_up;
  engagement.going_up = Cause::handed_over;
  engagement.since = now_;
  engagement.end_event = events_.push(now_ + time, EventKind::work_ends, id.index());
  return true;
}

/// What is handed over has been written up.
void Simulator::State::hand_over_ends(EngagementId id) {
  const AgentId agent = engagements_[id.index()].agent;
  const TicketId ticket = hand_over(id);
  if (row(ticket).is_cut_on_resume) leave_tier(ticket, at_tier(row(ticket)).next, Cause::sla_share);
  release_and_place(agent, ticket);
}

/// One whose SLA share fired while it was kept moves up at once: nobody is there to write it up.
void Simulator::State::place_handed_over(TicketId id) {
  if (row(id).is_cut_on_resume) leave_tier(id, at_tier(row(id)).next, Cause::sla_share);
  place(id);
}

void Simulator::State::schedule_block(AgentId id) {
  AgentRow& agent = agents_[id.index()];
  agent.block_event = no_event;
  const std::optional<Interval> block = next_block(id, now_);
  agent.available_until = block ? block->from : free_until(id);
  if (!block) return;
  agent.block_end = block->to;
  agent.block_event = events_.push(block->from, EventKind::block_starts, id.index());
}

/// The end of the shift. Where the next day's span touches and the agent is present in it, too, no
/// shift ends: what comes up at this very ms is taken.
Instant Simulator::State::free_until(AgentId id) {
  const RosterId roster = agents_[id.index()].roster;
  const Interval& span = span_of(roster);
  const std::vector<Interval>& spans = model_.rosters[roster].spans;
  const std::size_t next = current_span_[roster.index()] + 1;
  if (next >= spans.size() || spans[next].from != span.to) return span.to;
  return is_absent(id, spans[next].day) ? span.to : spans[next].to;
}

/// Other work or a paid break. Work in hand waits for its agent, but escalation time is finished.
void Simulator::State::block_starts(AgentId id) {
  witness(EventKind::block_starts, 0, TierId{0U}, id);
  AgentRow& agent = agents_[id.index()];
  agent.is_in_block = true;
  agent.block_since = now_;
  if (agent.block_end < span_of(agent.roster).to) {
    agent.block_event = events_.push(agent.block_end, EventKind::block_ends, id.index());
  }
  if (agent.duty == Duty::idle) {
    leave_idle(id);
    go_off(id);
    return;
  }
  if (engagements_[agent.engagement.index()].mode == Mode::writing_up) return;
  stop_work(agent.engagement, Cause::off_duty);
  keep(agent.engagement);
  go_off(id);
}

void Simulator::State::block_ends(AgentId id) {
  witness(EventKind::block_ends, 0, TierId{0U}, id);
  const AgentRow& agent = agents_[id.index()];
  leave_block(id);
  if (agent.duty == Duty::busy) {  // still writing up
    schedule_block(id);
    return;
  }
  begin_duty(id);
}

}  // namespace tiersim
