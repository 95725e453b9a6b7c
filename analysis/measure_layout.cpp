#include "tiersim/measures.hpp"

#include <algorithm>

namespace tiersim {

MeasureLayout::MeasureLayout(const Model& model)
    : leaves_{model.leaves.size()},
      posts_{model.posts.size()},
      tiers_{model.tiers.size()},
      slas_{model.slas.size()},
      priorities_{model.priorities.size()},
      types_{model.types.size()},
      channels_{model.channels.size()},
      customers_{model.customers.size()} {
  const auto reserve = [this](std::size_t size) {
    const std::size_t at = sums_;
    sums_ += size;
    return at;
  };
  ticket_at_ = reserve(slices() * size_of<TicketSum>);
  sla_at_ = reserve(slas_ * slices() * size_of<SlaSum>);
  flow_at_ = reserve(leaves_ * tiers_ * size_of<FlowSum>);
  work_at_ = reserve(leaves_ * posts_ * size_of<WorkSum>);
  staff_at_ = reserve(posts_ * size_of<StaffSum>);
  moves_at_ = reserve(tiers_ * (tiers_ + 1));
  backlog_at_ = reserve(tiers_ * size_of<BacklogSum>);
  penalty_at_ = reserve(leaves_ * slas_);
  downtime_at_ = reserve(leaves_);
  credit_at_ = reserve((slas_ + 1) * size_of<CreditSum>);
}

void Measures::merge(const Measures& other) {
  if (sums.empty()) {
    sums = other.sums;
    histograms = other.histograms;
    closes = other.closes;
    credits = other.credits;
    periods = other.periods;
  } else {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += other.sums[i];
    for (std::size_t i = 0; i < histograms.size(); ++i) histograms[i].merge(other.histograms[i]);
    for (std::size_t i = 0; i < closes.size(); ++i) closes[i] += other.closes[i];
    for (std::size_t i = 0; i < credits.size(); ++i) credits[i] += other.credits[i];
    for (std::size_t i = 0; i < periods.size(); ++i) periods[i].merge(other.periods[i]);
  }
  outcome.events += other.outcome.events;
  outcome.opened += other.outcome.opened;
  outcome.resolved += other.outcome.resolved;
  outcome.merged += other.outcome.merged;
  outcome.cancelled += other.outcome.cancelled;
  outcome.open += other.outcome.open;
  outcome.backlog += other.outcome.backlog;
  outcome.most_open = std::max(outcome.most_open, other.outcome.most_open);
  outcome.fingerprint = (outcome.fingerprint * 0x9e37'79b9'7f4a'7c15U) ^ other.outcome.fingerprint;
}

}  // namespace tiersim
