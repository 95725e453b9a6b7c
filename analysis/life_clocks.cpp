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

std::vector<LifeClock> clocks_of(const Model& model, const Life& life) {
  const TicketFact& ticket = life.ticket;
  const Leaf& leaf = model.leaves[ticket.leaf];
  std::vector<LifeClock> clocks;
  for (std::uint32_t i = 0; i < model.slas.size(); ++i) {
    const ModelSla& sla = model.slas[SlaId{i}];
    const ModelSla::Terms& terms = sla.of(leaf);
    if (!terms.target) continue;
    const Instant due = model.due(SlaId{i}, leaf, ticket.opened);
    const Instant stopped = sla.stop == SlaStop::resolved ? ticket.resolved : ticket.acknowledged;
    const Instant until = std::min(stopped, model.end);
    clocks.push_back({.sla = SlaId{i},
                      .calendar = terms.calendar,
                      .target = *terms.target,
                      .started = ticket.opened,
                      .stopped = stopped,
                      .due = due,
                      .used = model.calendars[terms.calendar].between(ticket.opened, until),
                      .end = clock_end(model, due, stopped)});
  }
  return clocks;
}

}  // namespace tiersim
