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
                  .target = *terms.target,
                  .started = fact.opened,
                  .stopped = fact.stopped,
                  .due = fact.breached,
                  .used = fact.used,
                  .end = ClockEnd::breached};
  if (fact.breached != never) return clock;
  clock.end = fact.stopped == never ? ClockEnd::running : ClockEnd::met;
  if (fact.stopped == never) return clock;
  const Duration left = clock.target - clock.used;
  clock.due =
      left == Duration{0} ? fact.stopped : model.calendars[clock.calendar].add(fact.stopped, left);
  return clock;
}

}  // namespace

std::vector<LifeClock> clocks_of(const Model& model, const Life& life) {
  const Leaf& leaf = model.leaves[life.ticket.leaf];
  std::vector<LifeClock> clocks;
  if (is_withdrawn(life.ticket)) return clocks;
  for (const ClockFact& fact : life.clocks) clocks.push_back(clock_of(model, fact));
  if (model.clocks_stop) return clocks;
  for (std::uint32_t i = 0; i < model.slas.size(); ++i) {
    if (!model.slas[SlaId{i}].of(leaf).target) continue;
    clocks.push_back(steady_clock(model, life.ticket, SlaId{i}));
  }
  return clocks;
}

bool stands_still(const Model& model, SlaId sla, const Step& step) {
  if (step.kind == StepKind::resolved) return true;
  return step.kind == StepKind::pending && model.slas[sla].pauses[step.reason.index()];
}

}  // namespace tiersim
