#include "analysis/life_clocks.hpp"

#include <algorithm>

namespace tiersim {
namespace {

ClockEnd clock_end(const Model& model, Instant due, Instant stopped) {
  if (stopped == never && due >= model.end) return ClockEnd::running;
  return stopped <= due ? ClockEnd::met : ClockEnd::breached;
}

}  // namespace

std::string_view word_of(ClockEnd end) {
  switch (end) {
    case ClockEnd::met: return "met";
    case ClockEnd::breached: return "breached";
    case ClockEnd::running: return "running";
    case ClockEnd::withdrawn: return "withdrawn";
  }
  return "";
}

namespace {

/// Of a clock that nothing but its calendar stops.
LifeClock steady_clock(const Model& model, const TicketFact& ticket, SlaId id) {
  const Leaf& leaf = model.leaves[ticket.leaf];
  const ModelSla& sla = model.slas[id];
  const ModelSla::Terms& terms = sla.of(leaf);
  const Instant due = model.due(id, leaf, ticket.opened);
  const Instant stopped = sla.stop == SlaStop::resolved ? ticket.resolved : ticket.acknowledged;
  const Instant until = std::min(stopped, model.end);
  return {.sla = id,
          .calendar = terms.calendar,
          .target = *terms.target,
          .started = ticket.opened,
          .stopped = stopped,
          .due = due,
          .used = model.calendars[terms.calendar].between(ticket.opened, until),
          .end = clock_end(model, due, stopped)};
}

LifeClock clock_of(const Model& model, const ClockFact& fact) {
  const ModelSla::Terms& terms = model.slas[fact.sla].of(model.leaves[fact.leaf]);
  LifeClock clock{.sla = fact.sla,
                  .calendar = terms.calendar,
                  .target = fact.target,
                  .started = fact.started,
                  .stopped = fact.withdrawn == never ? fact.stopped : fact.withdrawn,
                  .due = fact.breached,
                  .used = fact.used,
                  .end = ClockEnd::breached};
  if (fact.breached != never) return clock;
  clock.end = fact.stopped == never ? ClockEnd::running : ClockEnd::met;
  if (fact.withdrawn != never) clock.end = ClockEnd::withdrawn;
  if (clock.end != ClockEnd::met) return clock;
  const Duration left = clock.target - clock.used;
  clock.due =
      left == Duration{0} ? fact.stopped : model.calendars[clock.calendar].add(fact.stopped, left);
  return clock;
}

bool ends_life(Cause cause) { return cause == Cause::resolved || cause == Cause::unanswered; }

/// Whether a clock runs, told step by step.
class ClockWalk {
 public:
  ClockWalk(const Model& model, SlaId sla) : sla_{model.slas[sla]} {}

  /// \param before  the step before it, or null.
  bool runs_in(const Step* before, const Step& step) {
    const bool is_back = before != nullptr && before->cause == Cause::reopened;
    if (is_back && is_resolved_) is_stopped_ = is_resolved_ = false;
    if (before == nullptr) begins(sla_.start == SlaStart::opened);
    if (before == nullptr || before->next.exists() || is_back) enter(step.tier);
    if (is_back && sla_.reset.reopened) is_stopped_ = false;
    if (step.kind == StepKind::work) acknowledge();
    const bool is_paused = step.kind == StepKind::resolved ||
                           (step.kind == StepKind::pending && sla_.pauses[step.reason.index()]);
    const bool runs = is_begun_ && !is_stopped_ && !is_paused;
    leave(step);
    return runs;
  }

 private:
  void begins(bool does) { is_begun_ = is_begun_ || does; }

  void enter(TierId tier) {
    const bool starts = sla_.start == SlaStart::enters && sla_.start_tier == tier;
    const bool stops = sla_.stop == SlaStop::leaves && sla_.stop_tier == tier;
    begins(starts);
    if (starts || stops || sla_.reset.enters[tier.index()]) is_stopped_ = false;
  }

  void acknowledge() {
    if (sla_.start == SlaStart::acknowledged) begins(true);
    if (is_begun_ && sla_.stop == SlaStop::acknowledged) is_stopped_ = true;
  }

  void leave(const Step& step) {
    const bool leaves =
        step.next.exists() && sla_.stop == SlaStop::leaves && sla_.stop_tier == step.tier;
    if (!is_begun_ || is_stopped_) return;
    is_resolved_ = ends_life(step.cause);
    is_stopped_ = leaves || is_resolved_;
  }

  const ModelSla& sla_;
  bool is_begun_ = false;
  bool is_stopped_ = false;
  bool is_resolved_ = false;  ///< what stopped it is that the ticket was resolved
};

}  // namespace

std::vector<LifeClock> clocks_of(const Model& model, const Life& life) {
  const Leaf& leaf = model.leaves[life.ticket.leaf];
  std::vector<LifeClock> clocks;
  if (is_withdrawn(life.ticket)) return clocks;
  for (const ClockFact& fact : life.clocks) clocks.push_back(clock_of(model, fact));
  if (model.keeps_clocks) return clocks;
  for (std::uint32_t i = 0; i < model.slas.size(); ++i) {
    if (!model.slas[SlaId{i}].of(leaf).target) continue;
    clocks.push_back(steady_clock(model, life.ticket, SlaId{i}));
  }
  return clocks;
}

std::vector<bool> runs_during(const Model& model, SlaId sla, const std::vector<Step>& steps) {
  ClockWalk walk{model, sla};
  std::vector<bool> runs;
  const Step* before = nullptr;
  for (const Step& step : steps) {
    runs.push_back(walk.runs_in(before, step));
    before = &step;
  }
  return runs;
}

}  // namespace tiersim
