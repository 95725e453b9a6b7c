#include <algorithm>

#include "tiersim/measures.hpp"

namespace tiersim {

namespace {

std::int64_t& column(std::int64_t* slice, TicketSum sum) {
  return slice[static_cast<std::size_t>(sum)];
}

// Sets of causes as bits: nobody can foresee why a stretch ended, so that asking for one cause
// after another would cost more than all else here.
using Causes = std::uint32_t;
template <class... Cs>
constexpr Causes set_of(Cs... causes) {
  return ((Causes{1} << static_cast<unsigned>(causes)) | ...);
}
constexpr Causes finishing =
    set_of(Cause::resolved, Cause::unsolved, Cause::work_threshold, Cause::sla_share);
constexpr Causes ending = finishing | set_of(Cause::retried, Cause::handed_over);

/// \return 1 or 0, to be added.
std::int64_t is_among(Causes causes, Cause cause) {
  return (causes >> static_cast<unsigned>(cause)) & 1U;
}

bool is_timed(Kind kind) { return kind == Kind::incident || kind == Kind::request; }

DurationKind duration_of(Kind kind) {
  return kind == Kind::incident ? DurationKind::incident : DurationKind::request;
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
  for (const Leaf& leaf : model.leaves) plans_.add(plan_of(leaf));
}

Meter::LeafPlan Meter::plan_of(const Leaf& leaf) {
  const ModelType& type = model_.types[leaf.type];
  const ModelChannel& channel = model_.channels[leaf.channel];
  LeafPlan plan;
  plan.kind = type.kind;
  plan.by_people = channel.by_people;
  plan.within_window = channel.within_window;
  for (const TypeAtTier& at : type.at) plan.first_can_solve.push_back(at.chance > 0);
  std::vector<Histogram>& histograms = measures_.histograms;
  plan.acknowledge = &histograms[layout_.by_priority(DurationKind::acknowledge, leaf.priority)];
  if (is_timed(type.kind)) {
    const DurationKind of = duration_of(type.kind);
    plan.took.push_back(&histograms[layout_.by_priority(of, leaf.priority)]);
    if (model_.types.size() > 1) plan.took.push_back(&histograms[layout_.by_type(of, leaf.type)]);
    if (model_.channels.size() > 1) {
      plan.took.push_back(&histograms[layout_.by_channel(of, leaf.channel)]);
    }
  }
  for (std::uint32_t i = 0; i < model_.slas.size(); ++i) {
    const ModelSla& sla = model_.slas[SlaId{i}];
    const std::optional<Duration>& target = sla.target[leaf.priority.index()];
    if (!target) continue;
    const WorkingTime& runs_on = model_.calendars[sla.calendar[leaf.priority.index()]];
    plan.clocks.push_back({SlaId{i}, sla.stop, *target, runs_on.is_always() ? nullptr : &runs_on});
  }
  return plan;
}

[[gnu::flatten]] void Meter::take(const FactBlock& block) {
  for (const WaitFact& fact : block.waits) take(fact);
  for (const WorkFact& fact : block.works) take(fact);
  for (const VisitFact& fact : block.visits) take(fact);
  for (const StaffFact& fact : block.staff) take(fact);
  for (const TicketFact& fact : block.tickets) take(fact);
}

void Meter::take(const TicketFact& fact) {
  if (!model_.is_counted(fact.opened)) return;
  constexpr auto first_sum = TicketSum::opened;
  std::int64_t* const first =
      &measures_.sums[layout_.ticket(fact.leaf, fact.first_post, first_sum)];
  std::int64_t* const last = &measures_.sums[layout_.ticket(fact.leaf, fact.last_post, first_sum)];
  ++column(last, TicketSum::opened);
  if (fact.acknowledged == never) {
    ++column(first, TicketSum::never_acknowledged);
  } else {
    const Duration waited = fact.acknowledged - fact.opened;
    ++column(first, TicketSum::acknowledged);
    column(first, TicketSum::acknowledge_ms) += waited.count();
    plans_[fact.leaf].acknowledge->add(waited);
  }
  const std::uint32_t moves = fact.tier_moves + fact.agent_changes;
  column(last, TicketSum::never_reassigned) += moves == 0 ? 1 : 0;
  column(last, TicketSum::group_reassignments) += fact.tier_moves + fact.group_changes;
  column(last, TicketSum::assignee_reassignments) += moves;
  if (fact.resolved == never) {
    ++column(last, TicketSum::open);
    const bool is_incident = plans_[fact.leaf].kind == Kind::incident;
    column(last, TicketSum::incidents_open) += is_incident ? 1 : 0;
  } else {
    take_resolved(fact, last, first);
  }
  take_clocks(fact);
}

void Meter::take_resolved(const TicketFact& fact, std::int64_t* by_last, std::int64_t* by_first) {
  const LeafPlan& plan = plans_[fact.leaf];
  ++column(by_last, TicketSum::resolved);
  if (is_timed(plan.kind)) {
    const bool is_incident = plan.kind == Kind::incident;
    const std::int64_t took = (fact.resolved - fact.opened).count();
    ++column(by_last, is_incident ? TicketSum::incidents : TicketSum::requests);
    column(by_last, is_incident ? TicketSum::incident_ms : TicketSum::request_ms) += took;
    take_duration(fact);
    if (plan.by_people) {
      const std::int64_t is_first = is_first_contact(fact) ? 1 : 0;
      const std::int64_t is_net = plan.first_can_solve[fact.entry_tier.index()] ? 1 : 0;
      ++column(by_first, TicketSum::first_contact_asked);
      column(by_first, TicketSum::first_contact) += is_first;
      column(by_first, TicketSum::first_contact_net_asked) += is_net;
      column(by_first, TicketSum::first_contact_net) += is_first & is_net;
    }
  }
  const std::int64_t at_first = model_.posts[fact.last_post].tier.index() == 0 ? 1 : 0;
  const std::int64_t entered_first = fact.entry_tier.index() == 0 ? 1 : 0;
  column(by_last, TicketSum::first_level) += at_first;
  column(by_last, TicketSum::entered_first) += entered_first;
  column(by_last, TicketSum::first_level_entered) += at_first & entered_first;
  column(by_last, TicketSum::above_first) += 1 - at_first;
  column(by_last, TicketSum::above_first_capable) +=
      (1 - at_first) & (fact.first_tier_solves ? 1 : 0);
}

void Meter::take_duration(const TicketFact& fact) {
  const LeafPlan& plan = plans_[fact.leaf];
  const Duration took = fact.resolved - fact.opened;
  measures_.histograms[layout_.by_post(duration_of(plan.kind), fact.last_post)].add(took);
  for (Histogram* const histogram : plan.took) histogram->add(took);
}

bool Meter::is_first_contact(const TicketFact& fact) const {
  const bool is_one_touch = (fact.engagements - 1 + fact.tier_moves) == 0;  // there is one at least
  if (!plans_[fact.leaf].within_window || !is_one_touch) return is_one_touch;
  const WorkingTime& business = model_.calendars[model_.fcr_calendar];
  return business.between(fact.opened, fact.resolved) <= model_.fcr_window;
}

void Meter::take_clocks(const TicketFact& fact) {
  for (const LeafPlan::Clock& clock : plans_[fact.leaf].clocks) {
    const Instant due =
        clock.runs_on ? clock.runs_on->add(fact.opened, clock.target) : fact.opened + clock.target;
    const Instant stopped = clock.stop == SlaStop::resolved ? fact.resolved : fact.acknowledged;
    SlaSum sum = stopped <= due ? SlaSum::met : SlaSum::breached;
    if (stopped == never && due >= model_.end) sum = SlaSum::open_not_due;
    ++measures_.sums[layout_.sla(clock.sla, fact.leaf, fact.last_post, sum)];
  }
}

std::int64_t Meter::inside_window(Instant from, Instant to) const {
  return std::max(std::min(to, model_.window_to) - std::max(from, model_.window_from), Duration{0})
      .count();
}

void Meter::take(const WaitFact& fact) {
  if (!model_.is_counted(fact.opened)) return;
  std::int64_t* const flow = &measures_.sums[layout_.flow(fact.leaf, fact.tier, FlowSum{})];
  if (fact.cause == Cause::horizon_end) {
    ++flow[static_cast<std::size_t>(FlowSum::still_waiting)];
    return;
  }
  const Duration waited = fact.to - fact.from;
  ++flow[static_cast<std::size_t>(FlowSum::waits)];
  flow[static_cast<std::size_t>(FlowSum::wait_ms)] += waited.count();
  measures_.histograms[layout_.by_tier(DurationKind::wait, fact.tier)].add(waited);
}

void Meter::take(const WorkFact& fact) {
  std::int64_t* const work = &measures_.sums[layout_.work(fact.leaf, fact.post, WorkSum{})];
  if (fact.activity != Activity::kept) work[0] += inside_window(fact.from, fact.to);
  if (fact.activity == Activity::writing_up) return;
  if (fact.to < model_.window_from || fact.to >= model_.window_to) return;
  work[static_cast<std::size_t>(WorkSum::finished)] += is_among(finishing, fact.cause);
  work[static_cast<std::size_t>(WorkSum::engagements)] += is_among(ending, fact.cause);
}

void Meter::take(const VisitFact& fact) {
  measures_.sums[layout_.backlog_ms(fact.tier)] += inside_window(fact.from, fact.to);
  take_closes(fact);
  if (!model_.is_counted(fact.opened)) return;
  std::int64_t* const flow = &measures_.sums[layout_.flow(fact.leaf, fact.tier, FlowSum{})];
  const auto at = [flow](FlowSum sum) -> std::int64_t& {
    return flow[static_cast<std::size_t>(sum)];
  };
  ++at(FlowSum::entries);
  if (fact.cause == Cause::horizon_end) return;
  const Duration stayed = fact.to - fact.from;
  ++at(FlowSum::left);
  at(FlowSum::tier_ms) += stayed.count();
  measures_.histograms[layout_.by_tier(DurationKind::tier_time, fact.tier)].add(stayed);
  at(FlowSum::up_unsolved) += is_among(set_of(Cause::unsolved), fact.cause);
  at(FlowSum::up_work_threshold) += is_among(set_of(Cause::work_threshold), fact.cause);
  at(FlowSum::up_sla_share) += is_among(set_of(Cause::sla_share), fact.cause);
  ++measures_.sums[layout_.moves(fact.tier, fact.next)];
}

void Meter::take(const StaffFact& fact) {
  const std::int64_t ms = inside_window(fact.from, fact.to);
  switch (fact.presence) {
    case Presence::on_duty: on_duty_[fact.group.index()] += ms; return;
    case Presence::overtime: overtime_[fact.group.index()] += ms; return;
    case Presence::other_work: other_work_[fact.group.index()] += ms; return;
  }
}

/// Counts the closes of business that the visit spans. Visits come in order of their ends.
void Meter::take_closes(const VisitFact& fact) {
  while (next_close_ < closes_.size() && closes_[next_close_] < fact.to) ++next_close_;
  for (std::size_t i = next_close_; i-- > 0 && closes_[i] >= fact.from;) {
    ++measures_.closes[fact.tier.index() * closes_.size() + i];
  }
}

}  // namespace tiersim
