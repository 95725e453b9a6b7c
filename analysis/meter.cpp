#include <algorithm>

#include "tiersim/measures.hpp"

namespace tiersim {

namespace {

std::int64_t& column(std::int64_t* slice, TicketSum sum) {
  return slice[static_cast<std::size_t>(sum)];
}

}  // namespace

Meter::Meter(const Model& model, const MeasureLayout& layout)
    : model_{model},
      layout_{layout},
      on_duty_(model.groups.size(), 0),
      overtime_(model.groups.size(), 0),
      other_work_(model.groups.size(), 0) {
  measures_.sums.assign(layout.sums(), 0);
  measures_.histograms.resize(layout.histograms());
  for (const Instant close : model.closes) {
    if (close >= model.window_from && close < model.window_to) closes_.push_back(close);
  }
  measures_.closes.assign(model.tiers.size() * closes_.size(), 0);
}

void Meter::take(const FactBlock& block) {
  for (const IntervalFact& fact : block.intervals) take(fact);
  for (const TicketFact& fact : block.tickets) take(fact);
}

void Meter::take(const TicketFact& fact) {
  if (!model_.is_counted(fact.opened)) return;
  std::int64_t* const leaf = &measures_.sums[layout_.ticket(fact.leaf, TicketSum::opened)];
  std::int64_t* const first = &measures_.sums[layout_.ticket(fact.first_post, TicketSum::opened)];
  std::int64_t* const last = &measures_.sums[layout_.ticket(fact.last_post, TicketSum::opened)];
  const auto add = [leaf](std::int64_t* post, TicketSum sum, std::int64_t amount = 1) {
    column(leaf, sum) += amount;
    column(post, sum) += amount;
  };
  add(last, TicketSum::opened);
  if (fact.acknowledged == never) {
    add(first, TicketSum::never_acknowledged);
  } else {
    const Duration waited = fact.acknowledged - fact.opened;
    add(first, TicketSum::acknowledged);
    add(first, TicketSum::acknowledge_ms, waited.count());
    const PriorityId priority = model_.leaves[fact.leaf].priority;
    measures_.histograms[layout_.by_priority(DurationKind::acknowledge, priority)].add(waited);
  }
  const std::uint32_t agent_moves = fact.tier_moves + fact.agent_changes;
  if (agent_moves == 0) {
    add(last, TicketSum::never_reassigned);
  } else {
    add(last, TicketSum::group_reassignments, fact.tier_moves + fact.group_changes);
    add(last, TicketSum::assignee_reassignments, agent_moves);
  }
  if (fact.resolved == never) {
    add(last, TicketSum::open);
    const Kind kind = model_.types[model_.leaves[fact.leaf].type].kind;
    if (kind == Kind::incident) add(last, TicketSum::incidents_open);
  } else {
    resolved_ticket(fact, leaf, last, first);
  }
  take_clocks(fact);
}

void Meter::resolved_ticket(const TicketFact& fact, std::int64_t* by_leaf, std::int64_t* by_last,
                            std::int64_t* by_first) {
  const Leaf& leaf = model_.leaves[fact.leaf];
  const ModelType& type = model_.types[leaf.type];
  const auto add = [by_leaf](std::int64_t* post, TicketSum sum, std::int64_t amount = 1) {
    column(by_leaf, sum) += amount;
    column(post, sum) += amount;
  };
  add(by_last, TicketSum::resolved);
  const bool is_incident = type.kind == Kind::incident;
  const bool is_request = type.kind == Kind::request;
  if (is_incident || is_request) {
    const Duration took = fact.resolved - fact.opened;
    const DurationKind kind = is_incident ? DurationKind::incident : DurationKind::request;
    add(by_last, is_incident ? TicketSum::incidents : TicketSum::requests);
    add(by_last, is_incident ? TicketSum::incident_ms : TicketSum::request_ms, took.count());
    std::vector<Histogram>& histograms = measures_.histograms;
    histograms[layout_.by_priority(kind, leaf.priority)].add(took);
    histograms[layout_.by_post(kind, fact.last_post)].add(took);
    if (model_.types.size() > 1) histograms[layout_.by_type(kind, leaf.type)].add(took);
    if (model_.channels.size() > 1) {
      histograms[layout_.by_channel(kind, leaf.channel)].add(took);
    }
    if (model_.channels[leaf.channel].by_people) {
      const bool is_first = is_first_contact(fact, leaf);
      add(by_first, TicketSum::first_contact_asked);
      if (is_first) add(by_first, TicketSum::first_contact);
      if (type.at[fact.entry_tier].chance > 0) {
        add(by_first, TicketSum::first_contact_net_asked);
        if (is_first) add(by_first, TicketSum::first_contact_net);
      }
    }
  }
  const bool at_first = model_.posts[fact.last_post].tier.index() == 0;
  if (at_first) add(by_last, TicketSum::first_level);
  if (fact.entry_tier == 0) {
    add(by_last, TicketSum::entered_first);
    if (at_first) add(by_last, TicketSum::first_level_entered);
  }
  if (!at_first) {
    add(by_last, TicketSum::above_first);
    if (fact.entry_could_solve) add(by_last, TicketSum::above_first_capable);
  }
}

bool Meter::is_first_contact(const TicketFact& fact, const Leaf& leaf) const {
  if (fact.engagements != 1 || fact.tier_moves != 0) return false;
  if (!model_.channels[leaf.channel].within_window) return true;
  const WorkingTime& business = model_.calendars[model_.fcr_calendar];
  return business.between(fact.opened, fact.resolved) <= model_.fcr_window;
}

void Meter::take_clocks(const TicketFact& fact) {
  const PriorityId priority = model_.leaves[fact.leaf].priority;
  for (std::uint32_t i = 0; i < model_.slas.size(); ++i) {
    const SlaId id{i};
    const Instant due = model_.due(id, priority, fact.opened);
    if (!model_.slas[id].target[priority.index()]) continue;
    const Instant stopped =
        model_.slas[id].stop == SlaStop::resolved ? fact.resolved : fact.acknowledged;
    SlaSum sum = stopped <= due ? SlaSum::met : SlaSum::breached;
    if (stopped == never && due >= model_.end) sum = SlaSum::open_not_due;
    ++measures_.sums[layout_.sla(id, fact.leaf, sum)];
    ++measures_.sums[layout_.sla(id, fact.last_post, sum)];
  }
}

std::int64_t Meter::inside_window(const IntervalFact& fact) const {
  const Instant from = std::max(fact.from, model_.window_from);
  const Instant to = std::min(fact.to, model_.window_to);
  return to > from ? (to - from).count() : 0;
}

void Meter::take(const IntervalFact& fact) {
  switch (fact.state) {
    case State::queued:
      if (!model_.is_counted(fact.opened)) return;
      if (fact.cause == Cause::horizon_end) {
        ++measures_.sums[layout_.flow(fact.leaf, TierId{std::size_t{fact.tier}},
                                      FlowSum::still_waiting)];
      } else {
        const TierId tier{std::size_t{fact.tier}};
        std::int64_t* const flow = &measures_.sums[layout_.flow(fact.leaf, tier, FlowSum::entries)];
        ++flow[static_cast<std::size_t>(FlowSum::waits)];
        flow[static_cast<std::size_t>(FlowSum::wait_ms)] += fact.length().count();
        measures_.histograms[layout_.by_tier(DurationKind::wait, tier)].add(fact.length());
      }
      return;
    case State::worked:
    case State::writing_up:
    case State::kept: take_work(fact); return;
    case State::at_tier:
      take_visit(fact);
      take_closes(fact);
      return;
    case State::on_duty:
      on_duty_[model_.posts[fact.post].group.index()] += inside_window(fact);
      return;
    case State::overtime:
      overtime_[model_.posts[fact.post].group.index()] += inside_window(fact);
      return;
    case State::other_work:
      other_work_[model_.posts[fact.post].group.index()] += inside_window(fact);
      return;
  }
}

void Meter::take_work(const IntervalFact& fact) {
  std::int64_t* const work =
      &measures_.sums[layout_.work(fact.leaf, fact.post, WorkSum::handling_ms)];
  if (fact.state != State::kept) work[0] += inside_window(fact);
  if (fact.state == State::writing_up) return;
  if (fact.to < model_.window_from || fact.to >= model_.window_to) return;
  switch (fact.cause) {
    case Cause::resolved:
    case Cause::unsolved:
    case Cause::work_threshold:
    case Cause::sla_share:
      ++work[static_cast<std::size_t>(WorkSum::finished)];
      ++work[static_cast<std::size_t>(WorkSum::engagements)];
      return;
    case Cause::retried:
    case Cause::handed_over: ++work[static_cast<std::size_t>(WorkSum::engagements)]; return;
    case Cause::off_duty:
    case Cause::taken:
    case Cause::resumed:
    case Cause::none:
    case Cause::horizon_end: return;
  }
}

void Meter::take_visit(const IntervalFact& fact) {
  const TierId tier{std::size_t{fact.tier}};
  measures_.sums[layout_.backlog_ms(tier)] += inside_window(fact);
  if (!model_.is_counted(fact.opened)) return;
  std::int64_t* const flow = &measures_.sums[layout_.flow(fact.leaf, tier, FlowSum::entries)];
  const auto at = [flow](FlowSum sum) -> std::int64_t& {
    return flow[static_cast<std::size_t>(sum)];
  };
  ++at(FlowSum::entries);
  if (fact.cause == Cause::horizon_end) return;
  ++at(FlowSum::left);
  at(FlowSum::tier_ms) += fact.length().count();
  measures_.histograms[layout_.by_tier(DurationKind::tier_time, tier)].add(fact.length());
  if (fact.next_tier == no_tier) return;
  ++measures_.sums[layout_.moves(tier, TierId{std::size_t{fact.next_tier}})];
  if (fact.cause == Cause::unsolved) ++at(FlowSum::up_unsolved);
  if (fact.cause == Cause::work_threshold) ++at(FlowSum::up_work_threshold);
  if (fact.cause == Cause::sla_share) ++at(FlowSum::up_sla_share);
}

/// Counts the closes of business that the visit spans. Facts come in order of their ends.
void Meter::take_closes(const IntervalFact& fact) {
  while (next_close_ < closes_.size() && closes_[next_close_] < fact.to) ++next_close_;
  for (std::size_t i = next_close_; i-- > 0 && closes_[i] >= fact.from;) {
    ++measures_.closes[fact.tier * closes_.size() + i];
  }
}

}  // namespace tiersim
