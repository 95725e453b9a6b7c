// What happens to tickets besides work: they wait for somebody outside, and come back.

#include <cmath>
#include <stdexcept>

#include "sim/state.hpp"

namespace tiersim {

/// A new draw of work at the tier, for which no stop has been drawn.
void Simulator::State::begin_visit(TicketId id) {
  row(id).is_drawn = false;
  if (!model_.has_life) return;
  life(id).is_planned = false;
  life(id).times.fill(0);
}

/// Decides, once for each visit and again after each answer, whether and where the work stops.
void Simulator::State::plan_stop(TicketId id) {
  LifeRow& life = this->life(id);
  if (life.is_planned) return;
  life.is_planned = true;
  life.work_after = Duration{-1};
  const TicketRow& ticket = row(id);
  const std::vector<double>& shares = at_tier(ticket).pends_up_to;
  if (shares.empty()) return;
  life.stop = life.stops[ticket.tier.index()]++;
  if (life.stop >= most_draw_visits) {
    throw std::runtime_error("a ticket was pending 2^20 times at tier '" +
                             model_.tiers[ticket.tier].name + "'");
  }
  const Uniforms u = draw_of(ticket, Purpose::pending, life.stop);
  life.reason = 0;
  while (life.reason < shares.size() && u.first >= shares[life.reason]) ++life.reason;
  if (life.reason == shares.size()) return;
  if (life.times[life.reason] >= type_of(ticket).pending[life.reason].times) return;
  life.work_after = to_duration(static_cast<double>(ticket.work_left.count()) * (1 - u.second));
}

/// Agent time until the work stops to wait for somebody, if it does.
std::optional<Duration> Simulator::State::time_to_stop(const EngagementRow& engagement) const {
  const Duration after = lives_[engagement.ticket.index()].work_after;
  if (after < Duration{0}) return std::nullopt;
  const Duration left = to_duration(static_cast<double>(after.count()) / engagement.rate);
  return std::max(Duration{0}, engagement.time_left - left);
}

void Simulator::State::work_pends(EngagementId id) {
  const EngagementRow& engagement = engagements_[id.index()];
  const TicketId ticket_id = engagement.ticket;
  TicketRow& ticket = row(ticket_id);
  witness(EventKind::work_pends, ticket.number, ticket.tier, engagement.agent);
  stop_work(id, Cause::pends);
  LifeRow& life = this->life(ticket_id);
  ticket.work_left = life.work_after;
  life.is_planned = false;
  life.hold = Hold::pending;
  life.held_since = now_;
  ++life.times[life.reason];
  ++life.holds;
  const ModelPending& pending = type_of(ticket).pending[life.reason];
  wait_for_answer(ticket_id, pending);
  if (model_.clocks_stop) hold_clocks(ticket_id, pending.reason);
  life.share_at = ticket.share_event == no_event ? never : first_share(ticket_id, now_);
  ticket.share_event = no_event;
  release(end_engagement(id));
}

void Simulator::State::wait_for_answer(TicketId id, const ModelPending& pending) {
  LifeRow& life = this->life(id);
  const Uniforms u = draw_of(row(id), Purpose::answer, life.stop);
  Instant answer = never;
  if (u.second >= pending.unanswered) {
    answer = model_.calendars[pending.runs_on].add(now_, to_duration(pending.time(u.first)));
  }
  Instant over = never;
  if (pending.resolves_after) {
    over = model_.calendars[pending.resolves_on].add(now_, *pending.resolves_after);
  }
  life.is_answered = answer <= over;
  const Instant at = std::min(answer, over);
  life.event =
      at < model_.end ? events_.push(at, EventKind::customer_answers, id.index()) : no_event;
}

/// The answer, or the end of the time for it: then the ticket is resolved.
void Simulator::State::customer_answers(TicketId id) {
  const TicketRow& ticket = row(id);
  witness(EventKind::customer_answers, ticket.number, ticket.tier, AgentId::none());
  const LifeRow& life = this->life(id);
  if (!life.is_answered) {
    end_hold(id, Cause::unanswered);
    resolve(id);
    return;
  }
  end_hold(id, Cause::answered);
  if (life.share_at <= now_) {
    leave_tier(id, at_tier(ticket).next, Cause::sla_share);
    place(id);
    return;
  }
  if (has_shares(ticket)) set_share_timer(id, first_share(id, now_));
  place_back(id);
}

/// Of a ticket that has just been resolved: will it come back? Then it is not final yet.
bool Simulator::State::holds_until_reopened(TicketId id) {
  const TicketRow& ticket = row(id);
  LifeRow& life = this->life(id);
  life.first_resolved = std::min(life.first_resolved, now_);
  const std::optional<ModelReopens>& reopens = type_of(ticket).reopens;
  if (!reopens) return false;
  const Uniforms u = draw_of(ticket, Purpose::reopening, life.reopens);
  if (u.first >= (life.was_cut ? reopens->chance_after_cut : reopens->chance)) return false;
  const Instant at = now_ + to_duration(reopens->after(u.second));
  if (at > latest_reopening() || at >= model_.end) return false;
  life.hold = Hold::resolved;
  life.held_since = now_;
  life.event = events_.push(at, EventKind::ticket_reopens, id.index());
  row(id).share_event = no_event;
  return true;
}

Instant Simulator::State::latest_reopening() const {
  const Instant window = now_ + model_.reopen_window;
  if (!model_.auto_close) return window;
  return std::min(window, model_.calendars[model_.fcr_calendar].add(now_, *model_.auto_close));
}

/// Back at the tier that resolved it: a new visit, with those who know it first.
void Simulator::State::ticket_reopens(TicketId id) {
  TicketRow& ticket = row(id);
  LifeRow& life = this->life(id);
  witness(EventKind::ticket_reopens, ticket.number, ticket.tier, AgentId::none());
  end_hold(id, Cause::reopened);
  --outcome_.resolved;
  ++life.reopens;
  if (life.reopens >= most_draw_visits)
    throw std::runtime_error("a ticket was reopened 2^20 times");
  life.visits[ticket.tier.index()] = ticket.visit + 1;
  life.came_from = TierId::none();
  life.is_documented = false;
  enter_tier(id, ticket.tier);
  outcome_.most_open = std::max(outcome_.most_open, outcome_.opened - outcome_.resolved);
  place_back(id);
}

/// The ticket leaves its tier for another.
void Simulator::State::note_leaving(TicketId id, Cause cause) {
  const TicketRow& ticket = row(id);
  LifeRow& life = this->life(id);
  const bool is_cut = cause == Cause::work_threshold || cause == Cause::sla_share;
  life.was_cut = life.was_cut || is_cut;
  life.is_documented = cause == Cause::returned || cause == Cause::documented;
  life.visits[ticket.tier.index()] = ticket.visit + 1;
  life.came_from = ticket.tier;
}

/// Of a visit that begins: its work may be to document the ticket, or to see that it must be.
bool Simulator::State::draw_other_work(TicketId id) {
  LifeRow& life = this->life(id);
  TicketRow& ticket = row(id);
  life.is_looked_at = false;
  life.is_looked_up = false;
  if (life.came_from.exists() && is_pushed_back(id)) {
    const Sampler& after = model_.tiers[ticket.tier].returns->after;
    life.is_looked_at = true;
    ticket.work_left = to_duration(after(draw_of(ticket, Purpose::returning, ticket.visit).second));
  } else if (is_documenting(id)) {
    const std::optional<Sampler>& rework = model_.tiers[life.came_from].returns->rework;
    const std::optional<Sampler>& usual = model_.tiers[ticket.tier].escalation_time;
    const double u = draw_of(ticket, Purpose::rework, ticket.visit).first;
    ticket.work_left = to_duration(rework ? (*rework)(u) : usual ? (*usual)(u) : 0);
  } else if (!is_documented_at(ticket, ticket.tier)) {
    look_up(id);
  } else {
    return false;
  }
  life.is_planned = true;  // this work does not stop to wait for anybody
  life.work_after = Duration{-1};
  ticket.is_drawn = true;
  return true;
}

/// Of work that ended: was it to look, or to document? \return then it has gone on its way.
bool Simulator::State::other_work_ends(EngagementId id) {
  const TicketId ticket = engagements_[id.index()].ticket;
  if (life(ticket).is_looked_at) {
    push_back(id);
    return true;
  }
  if (life(ticket).is_looked_up) {
    stop_work(id, Cause::undocumented);
    write_up(id, Cause::undocumented);
    return true;
  }
  if (!is_documenting(ticket)) return false;
  stop_work(id, Cause::documented);
  go_up(id, Cause::documented);
  return true;
}

/// Has the tier a solution written up? Drawn once for each ticket and tier.
bool Simulator::State::is_documented_at(const TicketRow& ticket, TierId tier) const {
  const double share = model_.routes[ticket.route].at[tier.index()].documented;
  if (share >= 1) return true;
  const DrawAddress at{.replication = replication_,
                       .cell = ticket.cell,
                       .item = ticket.item,
                       .purpose = Purpose::look_up,
                       .tier = tier.index()};
  return draw(model_.streams[ticket.stream].key, at).first < share;
}

/// The work of this visit is to see that there is none.
void Simulator::State::look_up(TicketId id) {
  TicketRow& ticket = row(id);
  LifeRow& life = this->life(id);
  const std::optional<Sampler>& time = model_.tiers[ticket.tier].look_up;
  ticket.work_left =
      to_duration(time ? (*time)(draw_of(ticket, Purpose::look_up, ticket.visit).second) : 0);
  life.is_looked_up = true;
  life.is_planned = true;
  life.work_after = Duration{-1};
}

/// Handed up, and not documented well enough? Never twice: then it is.
bool Simulator::State::is_pushed_back(TicketId id) const {
  const TicketRow& ticket = row(id);
  const LifeRow& life = lives_[id.index()];
  const std::optional<ModelReturns>& returns = model_.tiers[ticket.tier].returns;
  if (!returns || life.is_documented || is_documenting(id)) return false;
  double chance = returns->chance;
  if (returns->halves_with > Duration{0}) {
    chance *= std::exp2(-static_cast<double>(life.write_up.count()) /
                        static_cast<double>(returns->halves_with.count()));
  }
  return draw_of(ticket, Purpose::returning, ticket.visit).first < chance;
}

/// Back to the tier that handed it up, which documents it and hands it up again.
void Simulator::State::push_back(EngagementId id) {
  const TicketId ticket = engagements_[id.index()].ticket;
  stop_work(id, Cause::returned);
  LifeRow& life = this->life(ticket);
  life.is_looked_at = false;
  ++life.returns;
  const AgentId agent = end_engagement(id);
  leave_tier(ticket, life.came_from, Cause::returned);
  release_and_place(agent, ticket);
}

void Simulator::State::end_hold(TicketId id, Cause cause) {
  LifeRow& life = this->life(id);
  tell_hold(id, cause);
  if (life.hold == Hold::pending) life.pending += now_ - life.held_since;
  life.hold = Hold::none;
  life.event = no_event;
  if (model_.clocks_stop) go_on_with_clocks(id);
}

/// To the agent who had it if idle, else to one of their group, else as any other ticket.
void Simulator::State::place_back(TicketId id) {
  row(id).waiting_since = now_;
  if (const Candidate candidate = known_agent(row(id)); candidate.exists()) {
    take(id, candidate);
  } else {
    place(id);
  }
}

Candidate Simulator::State::known_agent(const TicketRow& ticket) const {
  const AgentRow& last = agents_[ticket.last_agent.index()];
  for (const ModelQueue::Eligible& one : model_.queues[at_tier(ticket).queue].eligible) {
    if (one.group != last.group) continue;
    const bool is_free = last.duty == Duty::idle && last.available_until > now_;
    const AgentId agent = is_free ? ticket.last_agent : first_free(last.group);
    if (agent.exists()) return {agent, agents_[agent.index()].idle_since, &one};
  }
  return {};
}

void Simulator::State::tell_hold(TicketId id, Cause cause) {
  const TicketRow& ticket = row(id);
  const LifeRow& life = this->life(id);
  const bool is_pending = life.hold == Hold::pending;
  const ReasonId reason =
      is_pending ? type_of(ticket).pending[life.reason].reason : ReasonId::none();
  facts_.tell_hold(life.held_since, now_, ticket.opened, ticket.number, ticket.leaf, ticket.tier,
                   reason, cause);
}

/// Of a ticket that is pending at the horizon's end.
void Simulator::State::tell_pending_at_end(TicketId id) {
  LifeRow& life = this->life(id);
  tell_hold(id, Cause::horizon_end);
  life.pending += now_ - life.held_since;
  tell_visit(id, TierId::none(), Cause::horizon_end);
  tell_ticket(id, never);
}

}  // namespace tiersim
