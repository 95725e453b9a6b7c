// One agent working on one ticket once: begun, timed, cut, ended.

#include "sim/state.hpp"

namespace tiersim {

EngagementId Simulator::State::new_engagement() {
  if (free_engagements_.empty()) {
    engagements_.emplace_back();
    return EngagementId{engagements_.size() - 1};
  }
  const EngagementId engaged = free_engagements_.back();
  free_engagements_.pop_back();
  return engaged;
}

/// In one place, not put into its callers: its rounds are long.
[[gnu::noinline]] Uniforms
Simulator::State::draw_of(const TicketRow& ticket, Purpose purpose, std::uint32_t visit) const {
  return draw(model_.streams[ticket.stream].key, {.replication = replication_,
                                                  .cell = ticket.cell,
                                                  .item = ticket.item,
                                                  .purpose = purpose,
                                                  .tier = ticket.tier.index(),
                                                  .visit = visit});
}

[[gnu::noinline]] void Simulator::State::begin_engagement(TicketId id, const Assignment& given) {
  TicketRow& ticket = row(id);
  if (ticket.is_update) return begin_update(id, given);
  const bool is_astray = has_errands_ && life(id).meant_for.exists();
  const Assignment to = is_astray ? recognise(id, given) : given;
  const EngagementId engaged = new_engagement();
  const bool is_first = ticket.acknowledged == never;
  if (clocks_mind_touch_ && (is_first || model_.clocks_follow_life)) acknowledge_clocks(id);
  ticket.acknowledged = std::min(ticket.acknowledged, now_);
  ++ticket.engagements;
  if (ticket.is_handed_over) begin_with_next(ticket, to);
  ticket.engagement = engaged;
  if (!ticket.first_post.exists()) ticket.first_post = to.post;
  ticket.last_post = to.post;
  ticket.last_agent = to.agent;

  const bool is_other = has_errands_ && !ticket.is_drawn && draw_errand(id);
  if (!ticket.is_drawn) draw_again(id);
  if (model_.has_life && !is_other) plan_stop(id);
  EngagementRow& engagement = engagements_[engaged.index()];
  engagement.ticket = id;
  engagement.agent = to.agent;
  engagement.post = to.post;
  engagement.mode = Mode::working;
  engagement.started = now_;
  engagement.rate = to.speed;
  engagement.solve = to.solve;
  engagement.time_left =
      engagement.rate == 1
          ? ticket.work_left
          : to_duration(static_cast<double>(ticket.work_left.count()) / engagement.rate);
  AgentRow& person = agents_[to.agent.index()];
  person.duty = Duty::busy;
  person.engagement = engaged;
  schedule(engaged);
}

/// Of a ticket that was handed over or preempted: who goes on with it?
void Simulator::State::begin_with_next(TicketRow& ticket, const Assignment& to) const {
  if (ticket.last_agent != to.agent) {
    ++ticket.agent_changes;
    const GroupId before = model_.posts[ticket.last_post].group;
    ticket.group_changes += before == model_.posts[to.post].group ? 0 : 1;
  } else if (ticket.is_preempted) {
    --ticket.engagements;  // it is one and the same
  }
  ticket.is_handed_over = false;
  ticket.is_preempted = false;
}

void Simulator::State::draw_again(TicketId id) {
  TicketRow& ticket = row(id);
  const ModelStream& stream = model_.streams[ticket.stream];
  const Uniforms u = draw_of(ticket, Purpose::work, ticket.visit);
  const WorkDraw drawn =
      draw_work(model_, stream, {ticket.leaf, ticket.entry_tier, ticket.opened}, ticket.tier, u);
  ticket.work_left = drawn.work;
  if (model_.has_life && life(id).reopens > 0) {
    ticket.work_left =
        to_duration(static_cast<double>(drawn.work.count()) * type_of(ticket).reopens->work);
  }
  ticket.solve_draw = drawn.solve_draw;
  ticket.is_drawn = true;
}

/// Work starts or goes on: it will end by itself, at the tier's threshold or where it stops to wait
/// for somebody outside, whichever is first.
void Simulator::State::schedule(EngagementId id) {
  EngagementRow& engagement = engagements_[id.index()];
  const TicketRow& ticket = row(engagement.ticket);
  engagement.since = now_;
  engagement.mode = Mode::working;
  const std::optional<Duration>& threshold = model_.tiers[ticket.tier].work_threshold;
  Duration until = engagement.time_left;
  EventKind what = EventKind::work_ends;
  if (threshold && !at_tier(ticket).is_last && until > *threshold - ticket.spent) {
    until = std::max(Duration{0}, *threshold - ticket.spent);
    what = EventKind::work_threshold;
  }
  const std::optional<Duration> stop =
      model_.has_life ? time_to_stop(engagement) : std::optional<Duration>{};
  // One within the last millisecond is still one.
  if (stop && (*stop < until || (*stop == until && what == EventKind::work_ends))) {
    until = *stop;
    what = EventKind::work_pends;
  }
  engagement.end_event = events_.push(now_ + until, what, id.index());
}

/// Ends the current stretch of work, and tells it.
void Simulator::State::stop_work(EngagementId id, Cause cause) {
  EngagementRow& engagement = engagements_[id.index()];
  TicketRow& ticket = row(engagement.ticket);
  const Duration stretch = now_ - engagement.since;
  engagement.time_left -= stretch;
  ticket.spent += stretch;
  engagement.end_event = no_event;
  tell_work(engagement, Activity::handling, cause);
}

/// The work left goes back in work units; the next agent's speed applies to it.
TicketId Simulator::State::put_back(EngagementId id) {
  const EngagementRow& engagement = engagements_[id.index()];
  TicketRow& ticket = row(engagement.ticket);
  ticket.work_left =
      to_duration(static_cast<double>(engagement.time_left.count()) * engagement.rate);
  ticket.is_handed_over = true;
  return engagement.ticket;
}

/// The agent lets go. \return the agent, who is then neither busy nor idle until released.
AgentId Simulator::State::end_engagement(EngagementId id) {
  EngagementRow& engagement = engagements_[id.index()];
  engagement.end_event = no_event;
  row(engagement.ticket).engagement = EngagementId::none();
  agents_[engagement.agent.index()].engagement = EngagementId::none();
  free_engagements_.push_back(id);
  return engagement.agent;
}

/// Every chance goes through here: the model's base, and the group's `solve`.
double Simulator::State::chance(const TicketRow& ticket, const EngagementRow& engagement) const {
  return at_tier(ticket).chance * engagement.solve;
}

}  // namespace tiersim
