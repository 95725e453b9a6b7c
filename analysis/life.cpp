#include "analysis/life.hpp"

#include <utility>

namespace tiersim {

/// A block holds all that was told of its tickets, or earlier blocks do: tickets come last.
void LifeGatherer::take(const FactBlock& block) {
  for (const WaitFact& fact : block.waits) {
    if (wants(fact.ticket)) life_of(fact.ticket).waits.push_back(fact);
  }
  for (const WorkFact& fact : block.works) {
    if (wants(fact.ticket)) life_of(fact.ticket).works.push_back(fact);
  }
  for (const HoldFact& fact : block.holds) {
    if (wants(fact.ticket)) life_of(fact.ticket).holds.push_back(fact);
  }
  for (const ClockFact& fact : block.clocks) {
    if (wants(fact.ticket)) life_of(fact.ticket).clocks.push_back(fact);
  }
  for (const UpdateFact& fact : block.updates) {
    if (fact.post.exists() && wants(fact.ticket)) life_of(fact.ticket).updates.push_back(fact);
  }
  for (const TicketFact& fact : block.tickets) {
    if (wants(fact.ticket)) close(fact);
  }
}

Life& LifeGatherer::life_of(std::uint64_t ticket) {
  std::unique_ptr<Life>& life = open_[ticket];
  if (life != nullptr) return *life;
  if (spare_.empty()) {
    life = std::make_unique<Life>();
  } else {
    life = std::move(spare_.back());
    spare_.pop_back();
  }
  return *life;
}

void LifeGatherer::close(const TicketFact& fact) {
  Life& life = life_of(fact.ticket);
  life.ticket = fact;
  tell_(life);
  life.waits.clear();
  life.works.clear();
  life.holds.clear();
  life.clocks.clear();
  life.updates.clear();
  const auto entry = open_.find(fact.ticket);
  spare_.push_back(std::move(entry->second));
  open_.erase(entry);
}

}  // namespace tiersim
