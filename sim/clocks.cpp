// SLA clocks that are kept by ticket: when they start, stand still, go on, stop, begin anew and are
// withdrawn, and when they reached their targets. At one instant they are withdrawn, then stopped,
// then started, then reset. Where a model keeps none, Model::due says it all.

#include "sim/state.hpp"

namespace tiersim {

/// What holds for the ticket's clock as of now.
const ModelSla::Terms& Simulator::State::terms_of(SlaId sla, TicketId id) const {
  return model_.slas[sla].of(model_.leaves[row(id).leaf]);
}

void Simulator::State::start_clocks(TicketId id) {
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    const SlaId sla{s};
    clock(sla, id) = ClockRow{};
    give_terms(sla, id);
    if (model_.slas[sla].start == SlaStart::opened) begin_clock(sla, id, row(id).opened);
  }
}

/// Of a clock that begins, or has not begun.
void Simulator::State::give_terms(SlaId sla, TicketId id) {
  const ModelSla::Terms& terms = terms_of(sla, id);
  clock(sla, id).target = terms.target.value_or(Duration{0});
  clock(sla, id).runs_on = &model_.calendars[terms.calendar];
}

void Simulator::State::begin_clock(SlaId sla, TicketId id, Instant at) {
  clock(sla, id).begin(at);
  if (model_.slas[sla].retroactive) stretches(sla, id).clear();
}

/// The clock stands still from now on.
void Simulator::State::hold_clock(SlaId sla, TicketId id) {
  ClockRow& clock = this->clock(sla, id);
  if (clock.runs && model_.slas[sla].retroactive) {
    stretches(sla, id).push_back({clock.since, now_, {}});
  }
  clock.hold(now_);
}

void Simulator::State::stop_clock(SlaId sla, TicketId id) {
  hold_clock(sla, id);
  clock(sla, id).stop(now_);
}

/// It is not counted, unless it is breached already.
void Simulator::State::withdraw_clock(SlaId sla, TicketId id) {
  ClockRow& clock = this->clock(sla, id);
  if (!clock.goes_on() || clock.breached_by(now_) != never) return;
  hold_clock(sla, id);
  clock.withdrawn = now_;
}

/// It begins from nothing on, unless it is breached already.
void Simulator::State::reset_clock(SlaId sla, TicketId id, Instant at) {
  const ClockRow& clock = this->clock(sla, id);
  if (clock.started == never || clock.withdrawn != never) return;
  if (clock.breached_by(now_) != never) return;
  give_terms(sla, id);
  begin_clock(sla, id, at);
}

void Simulator::State::hold_clocks(TicketId id, ReasonId reason) {
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    if (model_.slas[SlaId{s}].pauses[reason.index()]) hold_clock(SlaId{s}, id);
  }
}

/// Somebody starts to work on the ticket.
void Simulator::State::acknowledge_clocks(TicketId id) {
  const bool is_first = row(id).acknowledged == never;
  bool some_start = false;
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    const SlaId sla{s};
    const ClockRow& clock = this->clock(sla, id);
    if (is_first && model_.slas[sla].start == SlaStart::acknowledged) {
      begin_clock(sla, id, now_);
      some_start = true;
    } else if (model_.slas[sla].stop == SlaStop::acknowledged && clock.goes_on()) {
      stop_clock(sla, id);
    }
  }
  if (some_start && has_shares(row(id))) set_share_timer(id, first_share(id, now_));
}

/// Whatever still runs stops with the ticket's resolution.
void Simulator::State::resolve_clocks(TicketId id) {
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    ClockRow& clock = this->clock(SlaId{s}, id);
    if (!clock.goes_on()) continue;
    stop_clock(SlaId{s}, id);
    clock.is_resolved = true;
  }
}

/// The ticket is open and nobody outside has it: clocks that have not stopped run, and of a
/// reopened ticket those too that its resolution had stopped.
void Simulator::State::go_on_with_clocks(TicketId id) {
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    ClockRow& clock = this->clock(SlaId{s}, id);
    if (clock.goes_on()) clock.go_on(now_);
  }
  note_due(id);
}

/// The ticket leaves its tier for another.
void Simulator::State::leave_clocks(TicketId id, TierId next, Cause cause) {
  const TierId from = row(id).tier;
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    const ModelSla& sla = model_.slas[SlaId{s}];
    const bool is_up = next > from && cause != Cause::misrouted;
    if ((is_up && sla.cancel.escalated) || sla.cancel.enters[next.index()]) {
      withdraw_clock(SlaId{s}, id);
    }
    const bool stops = sla.stop == SlaStop::leaves && sla.stop_tier == from;
    if (stops && clock(SlaId{s}, id).goes_on()) stop_clock(SlaId{s}, id);
  }
}

/// The ticket enters its tier: when it opens, moves or comes back.
void Simulator::State::enter_clocks(TicketId id) {
  const TierId tier = row(id).tier;
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    const SlaId sla{s};
    if (model_.slas[sla].cancel.enters[tier.index()]) withdraw_clock(sla, id);
    start_or_go_on(sla, id, tier);
    if (model_.slas[sla].reset.enters[tier.index()]) reset_clock(sla, id, row(id).joined);
  }
  note_due(id);
}

/// A clock that leaving a tier has stopped goes on where it starts or stops.
void Simulator::State::start_or_go_on(SlaId id, TicketId ticket, TierId tier) {
  const ModelSla& sla = model_.slas[id];
  ClockRow& clock = this->clock(id, ticket);
  const bool starts = sla.start == SlaStart::enters && sla.start_tier == tier;
  if (clock.started == never) {
    if (starts) begin_clock(id, ticket, row(ticket).joined);
    return;
  }
  const bool is_there = starts || (sla.stop == SlaStop::leaves && sla.stop_tier == tier);
  if (!is_there || clock.stopped == never || clock.withdrawn != never) return;
  retarget_clock(id, ticket);
  clock.go_on(now_);
}

/// Before a reopened ticket's clocks go on.
void Simulator::State::withdraw_reopened_clocks(TicketId id) {
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    if (model_.slas[SlaId{s}].cancel.reopened) withdraw_clock(SlaId{s}, id);
  }
}

/// After they do.
void Simulator::State::reset_reopened_clocks(TicketId id) {
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    if (model_.slas[SlaId{s}].reset.reopened) reset_clock(SlaId{s}, id, now_);
  }
  note_due(id);
}

/// The ticket's labels have changed, and with them what was agreed on. Call it with the new leaf in
/// its row, out of any queue; clocks that have stopped for good keep their terms.
void Simulator::State::retarget_clocks(TicketId id, LeafId before) {
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    const SlaId sla{s};
    if (&model_.slas[sla].of(model_.leaves[before]) == &terms_of(sla, id)) continue;
    if (clock(sla, id).started == never) {
      give_terms(sla, id);
    } else if (clock(sla, id).goes_on()) {
      retarget_clock(sla, id);
    }
  }
  note_due(id);
  if (!has_shares(row(id))) return;
  const Instant next = first_share(id, now_);
  if (!model_.has_life || life(id).hold == Hold::none) {
    set_share_timer(id, next);
  } else if (life(id).share_at > now_) {
    life(id).share_at = next;
  }
}

/// By its terms as of now: from its start, or from now on with the share that it has used.
void Simulator::State::retarget_clock(SlaId sla, TicketId id) {
  const ModelSla::Terms& terms = terms_of(sla, id);
  const WorkingTime& calendar = model_.calendars[terms.calendar];
  const Duration target = terms.target.value_or(Duration{0});
  ClockRow& clock = this->clock(sla, id);
  if (clock.target == target && clock.runs_on == &calendar) return;
  const bool ran = clock.runs;
  hold_clock(sla, id);
  std::optional<Duration> anew;
  if (model_.slas[sla].retroactive) {
    anew = Duration{0};
    for (const Interval& ran_in : stretches(sla, id)) {
      *anew += calendar.between(ran_in.from, ran_in.to);
    }
  }
  clock.retarget(target, calendar, anew, now_);
  if (ran) clock.go_on(now_);
}

/// By what the ticket's place in its queue goes, where that is its due time.
void Simulator::State::note_due(TicketId id) {
  if (!needs_due_ || !model_.due_by.exists()) return;
  const ClockRow& clock = this->clock(model_.due_by, id);
  row(id).due = clock.breached == never ? clock.due() : clock.breached;
}

Instant Simulator::State::resolution_breached(TicketId id) const {
  return model_.due_by.exists() ? clock(model_.due_by, id).breached_by(now_) : never;
}

/// \return how many were breached.
std::uint32_t Simulator::State::tell_clocks(TicketId id) {
  std::uint32_t count = 0;
  const TicketRow& ticket = row(id);
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    const ClockRow& clock = this->clock(SlaId{s}, id);
    if (clock.started == never || clock.target == Duration{0}) continue;
    const Instant breached = clock.breached_by(now_);
    count += breached != never && clock.withdrawn == never ? 1 : 0;
    facts_.tell_clock(ticket.opened, clock.started, clock.stopped, clock.withdrawn, breached,
                      clock.used_by(now_), clock.target, ticket.number, ticket.leaf,
                      ticket.last_post, SlaId{s});
  }
  return count;
}

}  // namespace tiersim
