#include "tiersim/simulator.hpp"

#include <algorithm>
#include <bit>

#include "sim/state.hpp"

namespace tiersim {

namespace {

Activity activity_of(Mode mode) {
  switch (mode) {
    case Mode::working: return Activity::handling;
    case Mode::writing_up: return Activity::writing_up;
    case Mode::kept: return Activity::kept;
  }
  return Activity::handling;
}

/// Is some work not to solve the ticket (see Errand)?
bool has_errands(const Model& model) {
  const auto brings_some = [](const ModelTier& tier) { return tier.returns || tier.misroutes > 0; };
  const auto is_undocumented = [](const TypeAtTier& at) { return at.documented < 1; };
  return model.has_triage || std::any_of(model.tiers.begin(), model.tiers.end(), brings_some) ||
         std::any_of(model.routes.begin(), model.routes.end(), [&](const ModelRoute& route) {
           return std::any_of(route.at.begin(), route.at.end(), is_undocumented);
         });
}

/// Does some clock start or stop when somebody begins to work on the ticket?
bool some_clock_minds_touch(const Model& model) {
  return std::any_of(model.slas.begin(), model.slas.end(), [](const ModelSla& sla) {
    return sla.start == SlaStart::acknowledged || sla.stop == SlaStop::acknowledged;
  });
}

}  // namespace

Simulator::State::State(const Model& model, std::uint32_t replication, Sink& sink)
    : model_{model},
      replication_{replication},
      arrivals_{model, replication},
      facts_{sink},
      agents_(model.agents),
      groups_(model.groups.size()),
      current_span_(model.rosters.size(), 0),
      has_errands_{has_errands(model)},
      clocks_mind_touch_{model.keeps_clocks && some_clock_minds_touch(model)} {
  for (const ModelQueue& queue : model.queues) {
    const QueueOrder order = model.tiers[queue.tier].order;
    needs_due_ = needs_due_ || order == QueueOrder::earliest_due;
    queues_.add(TicketQueue{order, model.priorities.size()});
  }
  for (std::uint32_t r = 0; r < model.rosters.size(); ++r) {
    const ModelRoster& roster = model.rosters[RosterId{r}];
    for (const AgentId agent : roster.agents) {
      agents_[agent.index()].group = roster.group;
      agents_[agent.index()].roster = RosterId{r};
    }
    schedule_shift(RosterId{r}, 0);
  }
  if (model.backlog.size() > 0) open_backlog();
}

/// The loop, with the handlers of tickets put into it where they are in sight (CMakeLists.txt
/// builds them as one source when it optimises): a fifth fewer instructions than calling them.
/// Large ones that several others call are marked to stay apart: with a copy for each caller, the
/// loop would not fit into the processor's first cache.
[[gnu::flatten]] void Simulator::State::run_until(Instant t) {
  const Instant end = std::min(t, model_.end);
  for (;;) {
    const Event& event = events_.top();
    const Instant opens = arrivals_.next_at();
    if (Event::key_of(opens, EventKind::ticket_opens) < event.key()) {
      if (opens >= end) return;
      now_ = opens;
      ticket_opens();
      continue;
    }
    if (event.at() >= end) return;
    const Event next = event;
    events_.pop();
    if (is_stale(next)) continue;
    now_ = next.at();
    dispatch(next);
  }
}

bool Simulator::State::is_stale(const Event& event) const {
  switch (event.kind()) {
    case EventKind::work_ends:
    case EventKind::work_threshold:
    case EventKind::work_pends: return engagements_[event.owner()].end_event != event.number();
    case EventKind::block_starts:
    case EventKind::block_ends: return agents_[event.owner()].block_event != event.number();
    case EventKind::sla_share: return tickets_[event.owner()].share_event != event.number();
    case EventKind::priority_rises: return lives_[event.owner()].raise_event != event.number();
    case EventKind::update_due: return lives_[event.owner()].update_event != event.number();
    case EventKind::customer_answers:
    case EventKind::ticket_reopens: return lives_[event.owner()].event != event.number();
    case EventKind::shift_ends:
    case EventKind::shift_starts:
    case EventKind::ticket_opens: return false;
  }
  return false;
}

void Simulator::State::dispatch(const Event& event) {
  switch (event.kind()) {
    case EventKind::work_ends: work_ends(EngagementId{event.owner()}); return;
    case EventKind::work_threshold: threshold_fires(EngagementId{event.owner()}); return;
    case EventKind::work_pends: work_pends(EngagementId{event.owner()}); return;
    case EventKind::customer_answers: customer_answers(TicketId{event.owner()}); return;
    case EventKind::shift_ends: shift_ends(RosterId{event.owner()}); return;
    case EventKind::block_starts: block_starts(AgentId{event.owner()}); return;
    case EventKind::shift_starts: shift_starts(RosterId{event.owner()}); return;
    case EventKind::block_ends: block_ends(AgentId{event.owner()}); return;
    case EventKind::ticket_opens: return;
    case EventKind::ticket_reopens: ticket_reopens(TicketId{event.owner()}); return;
    case EventKind::update_due: update_falls_due(TicketId{event.owner()}); return;
    case EventKind::sla_share: share_fires(TicketId{event.owner()}); return;
    case EventKind::priority_rises: priority_rises(TicketId{event.owner()}); return;
  }
}

void Simulator::State::witness(EventKind kind, std::uint64_t ticket, TierId tier, AgentId agent) {
  ++outcome_.events;
  const auto time = static_cast<std::uint64_t>(now_.time_since_epoch().count());
  const auto which =
      std::rotr(static_cast<std::uint8_t>(kind), 3);  // the oldest kinds: 0, 1, 2 ...
  const std::uint64_t who = (static_cast<std::uint64_t>(which) << 56U) |
                            (static_cast<std::uint64_t>(tier.index() & 0xffU) << 48U) |
                            agent.index();
  const std::uint64_t event = time * 0x9e37'79b9'7f4a'7c15U + ticket * 0xbf58'476d'1ce4'e5b9U +
                              who * 0x94d0'49bb'1331'11ebU;
  const std::uint64_t mixed = (outcome_.fingerprint ^ event) * 0xff51'afd7'ed55'8ccdU;
  outcome_.fingerprint = mixed ^ (mixed >> 32U);
}

RunOutcome Simulator::State::finish() {
  run_until(model_.end);
  now_ = model_.end;
  tell_what_goes_on();
  facts_.flush();
  outcome_.open = open_now();
  return outcome_;
}

/// Tells the facts of what is still going on at the end, cut there.
void Simulator::State::tell_what_goes_on() {
  if (model_.tracking) tell_updates_at_end();
  for (std::uint32_t i = 0; i < tickets_.size(); ++i) {
    const TicketRow& ticket = tickets_[i];
    if (ticket.number == 0 || ticket.is_update) continue;
    if (model_.has_life && lives_[i].hold != Hold::none) {
      tell_pending_at_end(TicketId{i});
      continue;
    }
    if (!ticket.engagement.exists()) {
      tell_wait(TicketId{i}, Cause::horizon_end);
    } else {
      const EngagementRow& engagement = engagements_[ticket.engagement.index()];
      tell_work(engagement, activity_of(engagement.mode), Cause::horizon_end);
    }
    tell_visit(TicketId{i}, TierId::none(), Cause::horizon_end);
    tell_ticket(TicketId{i}, Cause::horizon_end);
  }
  for (std::uint32_t a = 0; a < agents_.size(); ++a) {
    const AgentRow& agent = agents_[a];
    if (agent.duty == Duty::off) {
      if (agent.is_in_block) tell_staff(AgentId{a}, agent.block_since, Presence::other_work);
      continue;
    }
    tell_staff(AgentId{a}, agent.duty_since, Presence::on_duty);
    if (agent.is_staying_on) tell_staff(AgentId{a}, agent.overtime_since, Presence::overtime);
  }
}

void Simulator::State::tell_wait(TicketId id, Cause cause) {
  const TicketRow& ticket = row(id);
  if (ticket.is_update) return;  // told when it is over
  if (has_errands_) note_queue(id);
  facts_.tell_wait(ticket.waiting_since, now_, ticket.opened, ticket.number, ticket.leaf,
                   at_tier(ticket).queue, ticket.tier, cause);
}

void Simulator::State::tell_work(const EngagementRow& engagement, Activity activity, Cause cause) {
  const TicketRow& ticket = row(engagement.ticket);
  facts_.tell_work(engagement.since, now_, ticket.opened, ticket.number, ticket.leaf,
                   engagement.post, engagement.agent, activity, cause);
}

void Simulator::State::tell_visit(TicketId id, TierId next, Cause cause) {
  const TicketRow& ticket = row(id);
  const Instant breached = model_.keeps_clocks ? resolution_breached(id) : never;
  facts_.tell_visit(ticket.joined, now_, ticket.opened, ticket.number, ticket.leaf, ticket.tier,
                    next, breached, cause);
}

void Simulator::State::tell_staff(AgentId id, Instant from, Presence presence) {
  facts_.tell_staff(from, now_, id, agents_[id.index()].group, presence);
}

void Simulator::State::tell_ticket(TicketId id, Cause end) {
  const TicketRow& ticket = row(id);
  const bool is_withdrawn = end == Cause::merged || end == Cause::cancelled;
  const std::uint32_t breached = model_.keeps_clocks && !is_withdrawn ? tell_clocks(id) : 0;
  const Instant ended = end == Cause::horizon_end ? never : now_;
  const Instant resolved = is_withdrawn ? never : ended;
  static const LifeRow plain;
  const LifeRow& life = model_.has_life ? lives_[id.index()] : plain;
  facts_.tell_ticket(
      ticket.opened, ticket.acknowledged, resolved, ticket.number, ticket.leaf, ticket.stream,
      ticket.item, ticket.first_post, ticket.last_post, ticket.engagements, ticket.tier_moves,
      ticket.group_changes, ticket.agent_changes, ticket.entry_tier, ticket.first_tier_solves,
      life.holds, life.reopens, life.returns, life.pending, std::min(life.first_resolved, resolved),
      ended, end, life.is_recognised, life.misroutes, life.raises, life.bounces, breached);
}

Simulator::Simulator(const Model& model, std::uint32_t replication, Sink& sink)
    : state_{std::make_unique<State>(model, replication, sink)} {}
Simulator::~Simulator() = default;
Simulator::Simulator(Simulator&&) noexcept = default;
Simulator& Simulator::operator=(Simulator&&) noexcept = default;

void Simulator::run_until(Instant t) { state_->run_until(t); }
RunOutcome Simulator::finish() { return state_->finish(); }

RunOutcome simulate(const Model& model, std::uint32_t replication, Sink& sink) {
  return Simulator{model, replication, sink}.finish();
}

}  // namespace tiersim
