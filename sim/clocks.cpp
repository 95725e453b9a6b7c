// SLA clocks that can stand still: what they have used, and when they reached their targets. Where
// no clock of a model ever stands still, none is kept: Model::due says it all.

#include "sim/state.hpp"

namespace tiersim {

void Simulator::State::start_clocks(TicketId id) {
  const TicketRow& ticket = row(id);
  const Leaf& labels = model_.leaves[ticket.leaf];
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    const bool runs = model_.slas[SlaId{s}].of(labels).target.has_value();
    clock(SlaId{s}, id) = {.since = ticket.opened, .runs = runs};
  }
}

/// The clock stands still from now on.
void Simulator::State::hold_clock(SlaId sla, TicketId id) {
  ClockRow& clock = this->clock(sla, id);
  if (!clock.runs) return;
  clock.breached = breached_by_now(sla, id);
  clock.used = used_by_now(sla, id);
  clock.runs = false;
}

void Simulator::State::hold_clocks(TicketId id, ReasonId reason) {
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    if (model_.slas[SlaId{s}].pauses[reason.index()]) hold_clock(SlaId{s}, id);
  }
}

void Simulator::State::stop_clocks(TicketId id, SlaStop by) {
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    if (model_.slas[SlaId{s}].stop != by) continue;
    hold_clock(SlaId{s}, id);
    clock(SlaId{s}, id).stopped = now_;
  }
}

/// The ticket is open and nobody outside has it: clocks that have not stopped run, and of a
/// reopened ticket those too that its resolution had stopped.
void Simulator::State::go_on_with_clocks(TicketId id) {
  const Leaf& labels = model_.leaves[row(id).leaf];
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    const ModelSla& sla = model_.slas[SlaId{s}];
    ClockRow& clock = this->clock(SlaId{s}, id);
    if (sla.stop == SlaStop::resolved) clock.stopped = never;
    if (!sla.of(labels).target || clock.stopped != never || clock.runs) continue;
    clock.runs = true;
    clock.since = now_;
  }
  if (!needs_due_ || !model_.due_by.exists()) return;
  const Instant breached = clock(model_.due_by, id).breached;
  row(id).due = breached == never ? due(model_.due_by, id) : breached;
}

/// When the clock reaches `share` of its target if nothing holds it; `never` while it stands still;
/// an instant before the horizon where it has passed it already.
Instant Simulator::State::due(SlaId sla, TicketId id, double share) const {
  const ClockRow& clock = this->clock(sla, id);
  if (!clock.runs) return never;
  const ModelSla::Terms& terms = model_.slas[sla].of(model_.leaves[row(id).leaf]);
  const Duration target =
      share == 1 ? *terms.target : to_duration(static_cast<double>(terms.target->count()) * share);
  if (target < clock.used) return Instant{Duration{-1}};
  return model_.calendars[terms.calendar].add(clock.since, target - clock.used);
}

/// When the clock reached its target, if it has; stopping at exactly that instant is in time.
Instant Simulator::State::breached_by_now(SlaId sla, TicketId id) const {
  const ClockRow& clock = this->clock(sla, id);
  if (clock.breached != never || !clock.runs) return clock.breached;
  const Instant at = due(sla, id);
  return at < now_ ? at : never;
}

Instant Simulator::State::resolution_breached(TicketId id) const {
  return model_.due_by.exists() ? breached_by_now(model_.due_by, id) : never;
}

Duration Simulator::State::used_by_now(SlaId sla, TicketId id) const {
  const ClockRow& clock = this->clock(sla, id);
  if (!clock.runs) return clock.used;
  const ModelSla::Terms& terms = model_.slas[sla].of(model_.leaves[row(id).leaf]);
  return clock.used + model_.calendars[terms.calendar].between(clock.since, now_);
}

/// \return how many were breached.
std::uint32_t Simulator::State::tell_clocks(TicketId id) {
  std::uint32_t count = 0;
  const TicketRow& ticket = row(id);
  const Leaf& labels = model_.leaves[ticket.leaf];
  for (std::uint32_t s = 0; s < model_.slas.size(); ++s) {
    const SlaId sla{s};
    if (!model_.slas[sla].of(labels).target) continue;
    const Instant breached = breached_by_now(sla, id);
    count += breached != never ? 1 : 0;
    facts_.tell_clock(ticket.opened, clock(sla, id).stopped, breached, used_by_now(sla, id),
                      ticket.number, ticket.leaf, ticket.last_post, sla);
  }
  return count;
}

}  // namespace tiersim
