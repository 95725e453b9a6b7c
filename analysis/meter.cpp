#include <algorithm>

#include "analysis/csat.hpp"
#include "analysis/pay.hpp"
#include "tiersim/measures.hpp"

namespace tiersim {

namespace {

// A row of sums.
template <class Sum>
std::int64_t* row(std::int64_t* rows, std::size_t index) {
  return rows + index * static_cast<std::size_t>(Sum::count);
}
template <class Sum>
std::int64_t& column(std::int64_t* row, Sum sum) {
  return row[static_cast<std::size_t>(sum)];
}

// Sets of causes as bits: nobody can foresee why a stretch ended, so that asking for one cause
// after another would cost more than all else here.
using Causes = std::uint32_t;
template <class... Cs>
constexpr Causes set_of(Cs... causes) {
  return ((Causes{1} << static_cast<unsigned>(causes)) | ...);
}
constexpr Causes finishing = set_of(Cause::resolved,
                                    Cause::unsolved,
                                    Cause::work_threshold,
                                    Cause::sla_share,
                                    Cause::documented,
                                    Cause::undocumented);
constexpr Causes ending = finishing | set_of(Cause::retried,
                                             Cause::handed_over,
                                             Cause::pends,
                                             Cause::returned,
                                             Cause::preempted,
                                             Cause::misrouted,
                                             Cause::merged,
                                             Cause::cancelled);

/// \return 1 or 0, to be added.
std::int64_t is_among(Causes causes, Cause cause) {
  return (causes >> static_cast<unsigned>(cause)) & 1U;
}

/// The sum for visits that ended so; `left` where that is all there is to tell.
constexpr FlowSum left_by(Cause cause) {
  switch (cause) {
    case Cause::unsolved:
    case Cause::undocumented: return FlowSum::up_unsolved;
    case Cause::work_threshold: return FlowSum::up_work_threshold;
    case Cause::sla_share: return FlowSum::up_sla_share;
    case Cause::documented: return FlowSum::up_documented;
    case Cause::returned: return FlowSum::returned;
    case Cause::misrouted: return FlowSum::misrouted;
    case Cause::resolved:
    case Cause::retried:
    case Cause::taken:
    case Cause::off_duty:
    case Cause::handed_over:
    case Cause::resumed:
    case Cause::pends:
    case Cause::answered:
    case Cause::unanswered:
    case Cause::reopened:
    case Cause::preempted:
    case Cause::raised:
    case Cause::merged:
    case Cause::cancelled:
    case Cause::horizon_end: break;
  }
  return FlowSum::left;
}

Measures all_zero(const MeasureLayout& layout) {
  Measures measures;
  measures.sums.assign(layout.sums(), 0);
  measures.histograms.resize(layout.histograms());
  return measures;
}

bool is_timed(Kind kind) { return kind == Kind::incident || kind == Kind::request; }

/// The whole months inside the window, where some SLA has service credits.
std::vector<Window> credit_months(const Model& model, Window window) {
  const bool any = std::any_of(model.slas.begin(), model.slas.end(),
                               [](const ModelSla& sla) { return sla.credits.has_value(); });
  std::vector<Window> months;
  if (!any) return months;
  for (const Period& month : periods_of(model, PeriodKind::month)) {
    const bool is_inside = month.window.from >= window.from && month.window.to <= window.to;
    if (month.is_whole && is_inside) months.push_back(month.window);
  }
  return months;
}

DurationKind duration_of(Kind kind) {
  return kind == Kind::incident ? DurationKind::incident : DurationKind::request;
}

}  // namespace

Meter::Meter(const Model& model, const MeasureLayout& layout, Window window)
    : model_{model},
      layout_{layout},
      window_{window},
      measures_{all_zero(layout)},
      wait_by_tier_{&measures_.histograms[layout.by_tier(DurationKind::wait, TierId{0U})]},
      time_by_tier_{&measures_.histograms[layout.by_tier(DurationKind::tier_time, TierId{0U})]},
      on_duty_(model.groups.size(), 0),
      other_work_(model.groups.size(), 0) {
  for (const Instant close : model.closes) {
    if (!window.contains(close)) continue;
    closes_.push_back(close);
    open_time_.push_back(model.calendars[model.fcr_calendar].between(Instant{}, close));
  }
  months_ = credit_months(model, window);
  credit_months_.resize(model.slas.size() * months_.size());
  measures_.closes.assign(model.tiers.size() * closes_.size(), 0);
  for (const Leaf& leaf : model.leaves) plans_.add(plan_of(leaf));
  for (const ModelGroup& group : model.groups) {
    overtime_.emplace_back(group.pay.factors.size(), 0);
    overtime_before_.emplace_back(group.pay.factors.size(), 0);
  }
}

Meter::LeafPlan Meter::plan_of(const Leaf& leaf) {
  const ModelType& type = model_.types[leaf.type];
  const ModelChannel& channel = model_.channels[leaf.channel];
  LeafPlan plan;
  plan.kind = type.kind;
  plan.by_people = channel.by_people;
  plan.within_window = channel.within_window;
  for (const TypeAtTier& at : model_.routes[leaf.route].at)
    plan.first_can_solve.push_back(at.chance > 0 ? 1 : 0);
  const LeafId id = plans_.next_id();
  plan.tickets = &measures_.sums[layout_.ticket(id, PostId{0U}, TicketSum{})];
  if (type.kind == Kind::incident && model_.downtime_per_hour[leaf.priority.index()].minor > 0) {
    plan.downtime = &measures_.sums[layout_.downtime(id)];
  }
  plan.flow = &measures_.sums[layout_.flow(id, TierId{0U}, FlowSum{})];
  plan.work = &measures_.sums[layout_.work(id, PostId{0U}, WorkSum{})];
  std::vector<Histogram>& histograms = measures_.histograms;
  plan.acknowledge = &histograms[layout_.by_priority(DurationKind::acknowledge, leaf.priority)];
  if (is_timed(type.kind)) {
    const DurationKind of = duration_of(type.kind);
    plan.took_by_post = &histograms[layout_.by_post(of, PostId{0U})];
    plan.took.push_back(&histograms[layout_.by_priority(of, leaf.priority)]);
    if (model_.types.size() > 1) plan.took.push_back(&histograms[layout_.by_type(of, leaf.type)]);
    if (model_.channels.size() > 1) {
      plan.took.push_back(&histograms[layout_.by_channel(of, leaf.channel)]);
    }
    if (model_.customers.size() > 1) {
      plan.took.push_back(&histograms[layout_.by_customer(of, leaf.customer)]);
    }
  }
  for (std::uint32_t i = 0; i < model_.slas.size(); ++i) {
    const ModelSla& sla = model_.slas[SlaId{i}];
    const ModelSla::Terms& terms = sla.of(leaf);
    if (!terms.target) continue;
    const WorkingTime& runs_on = model_.calendars[terms.calendar];
    plan.clocks.push_back(
        {SlaId{i}, sla.stop, *terms.target, runs_on.is_always() ? nullptr : &runs_on,
         terms.penalty_per_hour.minor > 0, !months_.empty() && sla.credits.has_value()});
    if (SlaId{i} == model_.due_by) plan.resolution = plan.clocks.back();
  }
  return plan;
}

[[gnu::flatten]] void Meter::take(const FactBlock& block) {
  for (const WaitFact& fact : block.waits) take(fact);
  for (const WorkFact& fact : block.works) take(fact);
  for (const VisitFact& fact : block.visits) take(fact);
  for (const StaffFact& fact : block.staff) take(fact);
  for (const TicketFact& fact : block.tickets) take(fact);
  for (const ClockFact& fact : block.clocks) take(fact);
  for (const UpdateFact& fact : block.updates) take(fact);
}

void Meter::take(const TicketFact& fact) {
  if (!window_.contains(fact.opened)) return;
  const LeafPlan& plan = plans_[fact.leaf];
  std::int64_t* const first = row<TicketSum>(plan.tickets, layout_.post_index(fact.first_post));
  std::int64_t* const last = row<TicketSum>(plan.tickets, layout_.post_index(fact.last_post));
  ++column(last, TicketSum::opened);
  if (fact.acknowledged == never) {
    ++column(first, TicketSum::never_acknowledged);
  } else {
    const Duration waited = fact.acknowledged - fact.opened;
    ++column(first, TicketSum::acknowledged);
    column(first, TicketSum::acknowledge_ms) += waited.count();
    plan.acknowledge->add(waited);
  }
  const std::uint32_t moves = fact.tier_moves + fact.agent_changes;
  column(last, TicketSum::never_reassigned) += moves == 0 ? 1 : 0;
  column(last, TicketSum::group_reassignments) += fact.tier_moves + fact.group_changes;
  column(last, TicketSum::assignee_reassignments) += moves;
  column(last, TicketSum::ever_resolved) += fact.first_resolved != never ? 1 : 0;
  if ((fact.reopens | fact.holds | fact.raises | fact.bounces) != 0) take_turns(fact, last);
  take_accuracy(fact, last);
  column(last, TicketSum::unmerged) += fact.end == Cause::merged ? 0 : 1;
  if (fact.resolved != never) {
    take_resolved(fact, plan);
  } else if (is_withdrawn(fact)) {
    ++column(last, fact.end == Cause::merged ? TicketSum::merged : TicketSum::cancelled);
  } else {
    ++column(last, TicketSum::open);
    column(last, TicketSum::incidents_open) += plan.kind == Kind::incident ? 1 : 0;
  }
  if (plan.downtime) *plan.downtime += (std::min(fact.ended, model_.end) - fact.opened).count();
  if (is_withdrawn(fact)) return;
  const std::uint32_t breached = model_.keeps_clocks ? fact.breached : take_clocks(fact, plan);
  if (fact.resolved != never && plan.by_people && is_timed(plan.kind)) {
    take_satisfaction(fact, breached, last);
  }
}

/// What most tickets never meet with.
void Meter::take_turns(const TicketFact& fact, std::int64_t* sums) {
  column(sums, TicketSum::reopened) += fact.reopens > 0 ? 1 : 0;
  column(sums, TicketSum::reopenings) += fact.reopens;
  column(sums, TicketSum::pended) += fact.holds > 0 ? 1 : 0;
  column(sums, TicketSum::holds) += fact.holds;
  column(sums, TicketSum::raised) += fact.raises > 0 ? 1 : 0;
  column(sums, TicketSum::bounces) += fact.bounces;
}

void Meter::take_satisfaction(const TicketFact& fact, std::uint32_t breached, std::int64_t* sums) {
  const std::int64_t quarters = csat_quarters({.waited = fact.acknowledged - fact.opened,
                                               .breaches = breached,
                                               .hand_offs = fact.tier_moves + fact.agent_changes,
                                               .reopens = fact.reopens});
  ++column(sums, TicketSum::csat_tickets);
  column(sums, TicketSum::csat_quarters) += quarters;
  column(sums, TicketSum::csat_positive) += quarters >= csat_positive_from ? 1 : 0;
}

/// Of a ticket that was worked on: did it go where it should?
void Meter::take_accuracy(const TicketFact& fact, std::int64_t* sums) {
  if (fact.acknowledged == never) return;
  ++column(sums, TicketSum::processed);
  column(sums, TicketSum::processed_right) +=
      fact.returns + fact.reopens + fact.misroutes == 0 ? 1 : 0;
  column(sums, TicketSum::routed_right) += fact.is_recognised && fact.misroutes == 0 ? 1 : 0;
}

void Meter::take_resolved(const TicketFact& fact, const LeafPlan& plan) {
  std::int64_t* const by_first = row<TicketSum>(plan.tickets, layout_.post_index(fact.first_post));
  std::int64_t* const by_last = row<TicketSum>(plan.tickets, layout_.post_index(fact.last_post));
  ++column(by_last, TicketSum::resolved);
  if (is_timed(plan.kind)) {
    const bool is_incident = plan.kind == Kind::incident;
    const Duration took = fact.resolved - fact.opened;
    ++column(by_last, is_incident ? TicketSum::incidents : TicketSum::requests);
    column(by_last, is_incident ? TicketSum::incident_ms : TicketSum::request_ms) += took.count();
    if (is_incident) take_variants(fact, by_last);
    plan.took_by_post[layout_.post_index(fact.last_post)].add(took);
    for (Histogram* const histogram : plan.took) histogram->add(took);
    if (plan.by_people) {
      const std::int64_t is_first = is_first_contact(fact, plan) ? 1 : 0;
      const std::int64_t is_net = plan.first_can_solve[fact.entry_tier.index()];
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

/// The time to resolve of an incident by other definitions.
void Meter::take_variants(const TicketFact& fact, std::int64_t* sums) {
  column(sums, TicketSum::incident_active_ms) +=
      (fact.resolved - fact.opened - fact.pending).count();
  column(sums, TicketSum::incident_first_ms) += (fact.first_resolved - fact.opened).count();
  column(sums, TicketSum::incident_business_ms) +=
      model_.calendars[model_.fcr_calendar].between(fact.opened, fact.resolved).count();
}

bool Meter::is_first_contact(const TicketFact& fact, const LeafPlan& plan) const {
  // There is one engagement at least.
  const bool is_one_touch =
      (fact.engagements - 1 + fact.tier_moves + fact.holds + fact.reopens) == 0;
  if (!plan.within_window || !is_one_touch) return is_one_touch;
  const WorkingTime& business = model_.calendars[model_.fcr_calendar];
  return business.between(fact.opened, fact.resolved) <= model_.fcr_window;
}

std::uint32_t Meter::take_clocks(const TicketFact& fact, const LeafPlan& plan) {
  std::uint32_t breached = 0;
  for (const LeafPlan::Clock& clock : plan.clocks) {
    const Instant due = clock.due(fact.opened);
    const Instant stopped = clock.stop == SlaStop::resolved ? fact.resolved : fact.acknowledged;
    SlaSum sum = stopped <= due ? SlaSum::met : SlaSum::breached;
    if (stopped == never && due >= model_.end) sum = SlaSum::open_not_due;
    breached += sum == SlaSum::breached ? 1 : 0;
    ++measures_.sums[layout_.sla(clock.sla, fact.leaf, fact.last_post, sum)];
    if (clock.has_credits) note_for_credits(clock.sla, fact.opened, sum);
    if (!clock.by_hour || sum != SlaSum::breached) continue;
    const Instant until = std::min(stopped, model_.end);
    const Duration late = clock.runs_on ? clock.runs_on->between(due, until) : until - due;
    add_late(clock.sla, fact.leaf, fact.last_post, late);
  }
  return breached;
}

void Meter::add_late(SlaId sla, LeafId leaf, PostId post, Duration late) {
  measures_.sums[layout_.sla(sla, leaf, post, SlaSum::hours_late)] +=
      std::chrono::ceil<std::chrono::hours>(late).count();
}

void Meter::take(const ClockFact& fact) {
  if (!window_.contains(fact.opened) || fact.withdrawn != never) return;
  SlaSum sum = fact.breached == never ? SlaSum::met : SlaSum::breached;
  if (sum == SlaSum::met && fact.stopped == never) sum = SlaSum::open_not_due;
  ++measures_.sums[layout_.sla(fact.sla, fact.leaf, fact.last_post, sum)];
  if (model_.slas[fact.sla].credits) note_for_credits(fact.sla, fact.opened, sum);
  if (sum != SlaSum::breached) return;
  add_late(fact.sla, fact.leaf, fact.last_post, fact.used - fact.target);
}

void Meter::take(const WaitFact& fact) {
  if (!window_.contains(fact.opened)) return;
  std::int64_t* const flow = row<FlowSum>(plans_[fact.leaf].flow, fact.tier.index());
  if (fact.cause == Cause::horizon_end) {
    ++column(flow, FlowSum::still_waiting);
    return;
  }
  const Duration waited = fact.to - fact.from;
  ++column(flow, FlowSum::waits);
  column(flow, FlowSum::wait_ms) += waited.count();
  wait_by_tier_[fact.tier.index()].add(waited);
}

void Meter::take(const WorkFact& fact) {
  std::int64_t* const work = row<WorkSum>(plans_[fact.leaf].work, fact.post.index());
  if (fact.activity != Activity::kept) {
    column(work, WorkSum::handling_ms) += inside_window(fact.from, fact.to);
  }
  if (fact.activity == Activity::writing_up) return;
  if (!window_.contains(fact.to)) return;
  column(work, WorkSum::finished) += is_among(finishing, fact.cause);
  column(work, WorkSum::engagements) += is_among(ending, fact.cause);
}

void Meter::take(const UpdateFact& fact) {
  if (!fact.post.exists()) return;
  std::int64_t* const work = row<WorkSum>(plans_[fact.leaf].work, fact.post.index());
  column(work, WorkSum::tracking_ms) += inside_window(fact.from, fact.to);
}

void Meter::take(const VisitFact& fact) {
  measures_.sums[layout_.backlog(fact.tier, BacklogSum::open_ms)] +=
      inside_window(fact.from, fact.to);
  take_closes(fact);
  if (!window_.contains(fact.opened)) return;
  std::int64_t* const flow = row<FlowSum>(plans_[fact.leaf].flow, fact.tier.index());
  ++column(flow, FlowSum::entries);
  if (fact.cause == Cause::horizon_end) return;
  const Duration stayed = fact.to - fact.from;
  ++column(flow, FlowSum::left);
  column(flow, FlowSum::tier_ms) += stayed.count();
  time_by_tier_[fact.tier.index()].add(stayed);
  const FlowSum way = left_by(fact.cause);
  column(flow, way) += way == FlowSum::left ? 0 : 1;
  ++measures_.sums[layout_.moves(fact.tier, fact.next)];
}

void Meter::take(const StaffFact& fact) {
  const std::int64_t ms = inside_window(fact.from, fact.to);
  switch (fact.presence) {
    case Presence::on_duty: on_duty_[fact.group.index()] += ms; return;
    case Presence::overtime: take_overtime(fact); return;
    case Presence::other_work: other_work_[fact.group.index()] += ms; return;
  }
}

void Meter::take_overtime(const StaffFact& fact) {
  const ModelPay& pay = model_.groups[fact.group].pay;
  const std::size_t group = fact.group.index();
  add_by_rate(pay, std::max(fact.from, window_.from), std::min(fact.to, window_.to), 1,
              overtime_[group]);
  add_by_rate(pay, std::max(fact.from, model_.window_from), std::min(fact.to, window_.from), 1,
              overtime_before_[group]);
}

/// Counts the closes of business that the visit spans. Visits come in order of their ends.
void Meter::take_closes(const VisitFact& fact) {
  while (next_close_ < closes_.size() && closes_[next_close_] < fact.to) ++next_close_;
  if (next_close_ > 0 && closes_[next_close_ - 1] >= fact.from) count_open(fact);
}

/// Counts an open ticket, by its age, at the closes up to the next one.
void Meter::count_open(const VisitFact& fact) {
  const std::size_t last = next_close_ - 1;
  const WorkingTime& business = model_.calendars[model_.fcr_calendar];
  const Duration at_opening = open_time_[last] - business.between(fact.opened, closes_[last]);
  const Duration day = std::max(model_.business_days[model_.fcr_calendar.index()], Duration{1});
  const std::optional<LeafPlan::Clock>& clock = plans_[fact.leaf].resolution;
  const Instant kept = model_.keeps_clocks ? fact.breached : never;
  const Instant due = clock && !model_.keeps_clocks ? clock->due(fact.opened) : kept;
  std::int64_t* const sums = &measures_.sums[layout_.backlog(fact.tier, BacklogSum{})];
  for (std::size_t i = next_close_; i-- > 0 && closes_[i] >= fact.from;) {
    const Duration age = open_time_[i] - at_opening;
    const int band = (age >= day ? 1 : 0) + (age >= 3 * day ? 1 : 0) + (age >= 5 * day ? 1 : 0);
    ++measures_.closes[fact.tier.index() * closes_.size() + i];
    ++sums[static_cast<int>(BacklogSum::below_1bd) + band];
    column(sums, BacklogSum::age_ms) += age.count();
    column(sums, BacklogSum::with_target) += clock ? 1 : 0;
    column(sums, BacklogSum::past_target) += due <= closes_[i] ? 1 : 0;
  }
}

}  // namespace tiersim
