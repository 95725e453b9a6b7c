// What happens to tickets besides work: they wait for somebody outside, and come back.

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

/// It has waited in a queue, if only for an instant: in one that it had left for another?
void Simulator::State::note_queue(TicketId id) {
  LifeRow& life = this->life(id);
  const QueueId here = at_tier(row(id)).queue;
  if (here == life.last_queue) return;
  if (here == life.queue_before) ++life.bounces;
  life.queue_before = life.last_queue;
  life.last_queue = here;
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
  life.stop = life.at[ticket.tier.index()].stops++;
  if (life.stop >= most_draw_visits) {
    throw std::runtime_error("a ticket was pending 2^20 times at tier '" +
                             model_.tiers[ticket.tier].name + "'");
  }
  const bool is_first = life.stop == 0 && ticket.tier == life.drawn_for;
  const Uniforms u = is_first ? life.first_stop : draw_of(ticket, Purpose::pending, life.stop);
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
  if (model_.keeps_clocks) hold_clocks(ticket_id, pending.reason);
  life.share_at = ticket.share_event == no_event ? never : first_share(ticket_id, now_);
  ticket.share_event = no_event;
  release(end_engagement(id));
}

/// Of who would never answer: the first reminder that brings an answer is a geometric number.
Instant Simulator::State::answer_to_reminder(const ModelPending& pending, const Uniforms& u) const {
  const ModelReminders& reminders = *pending.reminders;
  std::uint32_t number = 1;
  double in_vain = 1 - reminders.answered;  // all so far
  while (u.first < in_vain) {
    if (number == reminders.times) return never;
    ++number;
    in_vain *= 1 - reminders.answered;
  }
  const Instant reminded =
      model_.calendars[pending.reminded_on].add(now_, reminders.every * number);
  if (reminded >= model_.end) return never;
  return model_.calendars[pending.runs_on].add(reminded, to_duration(pending.time(u.second)));
}

void Simulator::State::wait_for_answer(TicketId id, const ModelPending& pending) {
  LifeRow& life = this->life(id);
  const Uniforms u = draw_of(row(id), Purpose::answer, life.stop);
  Instant answer = never;
  if (u.second >= pending.unanswered) {
    answer = model_.calendars[pending.runs_on].add(now_, to_duration(pending.time(u.first)));
  } else if (pending.reminders) {
    answer = answer_to_reminder(pending, draw_of(row(id), Purpose::reminder, life.stop));
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
  const bool is_first = life.reopens == 0 && ticket.tier == life.drawn_for;
  const Uniforms u =
      is_first ? life.first_reopening : draw_of(ticket, Purpose::reopening, life.reopens);
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
  if (model_.clocks_follow_life) withdraw_reopened_clocks(id);
  end_hold(id, Cause::reopened);
  if (model_.clocks_follow_life) reset_reopened_clocks(id);
  --outcome_.resolved;
  ++life.reopens;
  if (life.reopens >= most_draw_visits)
    throw std::runtime_error("a ticket was reopened 2^20 times");
  life.at[ticket.tier.index()].visits = ticket.visit + 1;
  life.came_from = TierId::none();
  life.is_documented = false;
  enter_tier(id, ticket.tier);
  if (life.tracked_at != nullptr && ticket.tier > model_.tracked_by) plan_update(id);
  outcome_.most_open = std::max(outcome_.most_open, open_now());
  place_back(id);
}

/// The ticket leaves its tier for another.
void Simulator::State::note_leaving(TicketId id, Cause cause) {
  const TicketRow& ticket = row(id);
  LifeRow& life = this->life(id);
  const bool is_cut = cause == Cause::work_threshold || cause == Cause::sla_share;
  life.was_cut = life.was_cut || is_cut;
  life.is_documented = cause == Cause::returned || cause == Cause::documented;
  life.at[ticket.tier.index()].visits = ticket.visit + 1;
  // Who had it by mistake gets nothing back.
  const bool is_astray = cause == Cause::misrouted || life.meant_for.exists();
  life.came_from = is_astray ? TierId::none() : ticket.tier;
}

void Simulator::State::end_hold(TicketId id, Cause cause) {
  LifeRow& life = this->life(id);
  tell_hold(id, cause);
  if (life.hold == Hold::pending) life.pending += now_ - life.held_since;
  life.hold = Hold::none;
  life.event = no_event;
  if (model_.keeps_clocks) go_on_with_clocks(id);
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
  tell_ticket(id, Cause::horizon_end);
}

}  // namespace tiersim
