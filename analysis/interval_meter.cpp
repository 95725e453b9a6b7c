#include "analysis/interval_meter.hpp"

#include <algorithm>

namespace tiersim {

IntervalMeter::IntervalMeter(const Model& model, const IntervalGrid& grid, const IntervalPlan& plan)
    : model_{model},
      grid_{grid},
      plan_{plan},
      sums_{model, grid},
      batches_(model.leaves.size() * model.tiers.size() * 2 * ways),
      since_(model.tiers.size() * grid.size(), never) {}

void IntervalMeter::take(const FactBlock& block) {
  for (const WaitFact& fact : block.waits) take(fact);
  for (const WorkFact& fact : block.works) {
    if (fact.activity == Activity::kept) continue;
    sums_.handling.add(grid_, fact.post.index(), fact.from, fact.to);
  }
  for (const UpdateFact& fact : block.updates) {
    if (fact.post.exists()) sums_.handling.add(grid_, fact.post.index(), fact.from, fact.to);
  }
  for (const VisitFact& fact : block.visits) take(fact);
  for (const StaffFact& fact : block.staff) {
    if (fact.presence != Presence::on_duty) continue;
    sums_.on_duty.add(grid_, fact.group.index(), fact.from, fact.to);
  }
}

void IntervalMeter::take(const WaitFact& fact) {
  const Instant from = std::max(fact.from, Instant{});  // it may have waited at the start
  if (fact.to <= from) return;
  sums_.queue.add(grid_, fact.tier.index(), from, fact.to);
  // Who waits at the end of an interval is not yet taken then; but who waits at the horizon's end
  // does so at that of the last interval.
  const bool stays = fact.cause == Cause::horizon_end;
  const std::size_t until = stays ? grid_.size() : grid_.at(fact.to - Duration{1});
  if (until <= grid_.at(from)) return;
  Instant& since = since_[fact.tier.index() * grid_.size() + until - 1];
  since = std::min(since, fact.from);
}

void IntervalMeter::take(const VisitFact& fact) {
  // What is open at the start comes in then, and nobody waits for it on the line.
  const Instant from = std::max(fact.from, Instant{});
  const std::size_t from_below = from != fact.opened ? 1 : 0;
  const std::size_t entered = grid_.at(from);
  const std::size_t slot =
      (fact.leaf.index() * model_.tiers.size() + fact.tier.index()) * 2 + from_below;
  Batch& batch = batches_[slot * ways + entered % ways];
  const std::size_t opened = grid_.at(std::max(fact.opened, Instant{}));
  if (entered != batch.entered || opened != batch.opened) {
    add(batch);
    batch = {{fact.leaf, fact.tier, fact.opened, from}, entered, opened, 0};
  }
  ++batch.tickets;
}

void IntervalMeter::add(Batch& batch) {
  if (batch.tickets == 0) return;
  const TierEntry& entry = batch.first;
  const std::size_t tier = entry.tier.index();
  const std::int64_t work_ms = plan_.work_ms(entry.leaf, entry.tier) * batch.tickets;
  EntrySums& sums = sums_.entries[tier * grid_.size() + batch.entered];
  sums.tickets += batch.tickets;
  sums.work_ms += work_ms;
  if (plan_.is_live(entry)) {
    sums.live += batch.tickets;
    sums.live_ms += work_ms;
  } else {
    const WorkWindow window = plan_.window_of(entry);
    SpreadSums& spread = window.scheduled ? sums_.scheduled : sums_.unscheduled;
    spread.add(tier, window.first, window.count, window.share * static_cast<double>(work_ms));
  }
  batch.tickets = 0;
}

/// Backwards, those that wait at the end of an interval are the ones that wait at the end of the
/// next but for those who came in between; and one of those is never the oldest of both.
void IntervalMeter::sweep_oldest() {
  for (std::size_t tier = 0; tier < model_.tiers.size(); ++tier) {
    Instant oldest = never;
    for (std::size_t i = grid_.size(); i-- > 0;) {
      oldest = std::min(oldest, since_[tier * grid_.size() + i]);
      const Instant end = std::min(grid_.start(i + 1), model_.end);
      if (oldest < end) sums_.oldest_ms[tier * grid_.size() + i] += (end - oldest).count();
    }
  }
}

const IntervalSums& IntervalMeter::close() {
  for (Batch& batch : batches_) add(batch);
  sweep_oldest();
  return sums_;
}

}  // namespace tiersim
