#include "tiersim/measures.hpp"

#include <algorithm>

namespace tiersim {

namespace {

template <class Enum>
constexpr std::size_t size_of() {
  return static_cast<std::size_t>(Enum::count);
}

}  // namespace

MeasureLayout::MeasureLayout(const Model& model)
    : leaves_{model.leaves.size()},
      posts_{model.posts.size()},
      tiers_{model.tiers.size()},
      slas_{model.slas.size()},
      priorities_{model.priorities.size()},
      types_{model.types.size()},
      channels_{model.channels.size()} {
  const std::size_t slices = leaves_ + posts_ + 1;
  const auto reserve = [this](std::size_t size) {
    const std::size_t at = sums_;
    sums_ += size;
    return at;
  };
  ticket_at_ = reserve(slices * size_of<TicketSum>());
  sla_at_ = reserve(slas_ * slices * size_of<SlaSum>());
  flow_at_ = reserve(leaves_ * tiers_ * size_of<FlowSum>());
  work_at_ = reserve(leaves_ * posts_ * size_of<WorkSum>());
  staff_at_ = reserve(posts_ * size_of<StaffSum>());
  moves_at_ = reserve(tiers_ * tiers_);
  backlog_at_ = reserve(2 * tiers_);
  penalty_at_ = reserve(leaves_ * slas_);
  histograms_ = by_tier(DurationKind::tier_time, TierId{tiers_});
}

std::size_t MeasureLayout::ticket(LeafId leaf, TicketSum sum) const {
  return ticket_at_ + leaf.index() * size_of<TicketSum>() + static_cast<std::size_t>(sum);
}

std::size_t MeasureLayout::ticket(PostId post, TicketSum sum) const {
  const std::size_t slice = leaves_ + (post.exists() ? post.index() : posts_);
  return ticket_at_ + slice * size_of<TicketSum>() + static_cast<std::size_t>(sum);
}

std::size_t MeasureLayout::sla(SlaId id, LeafId leaf, SlaSum sum) const {
  const std::size_t slice = id.index() * (leaves_ + posts_ + 1) + leaf.index();
  return sla_at_ + slice * size_of<SlaSum>() + static_cast<std::size_t>(sum);
}

std::size_t MeasureLayout::sla(SlaId id, PostId post, SlaSum sum) const {
  const std::size_t slice =
      id.index() * (leaves_ + posts_ + 1) + leaves_ + (post.exists() ? post.index() : posts_);
  return sla_at_ + slice * size_of<SlaSum>() + static_cast<std::size_t>(sum);
}

std::size_t MeasureLayout::flow(LeafId leaf, TierId tier, FlowSum sum) const {
  return flow_at_ + (leaf.index() * tiers_ + tier.index()) * size_of<FlowSum>() +
         static_cast<std::size_t>(sum);
}

std::size_t MeasureLayout::work(LeafId leaf, PostId post, WorkSum sum) const {
  return work_at_ + (leaf.index() * posts_ + post.index()) * size_of<WorkSum>() +
         static_cast<std::size_t>(sum);
}

std::size_t MeasureLayout::staff(PostId post, StaffSum sum) const {
  return staff_at_ + post.index() * size_of<StaffSum>() + static_cast<std::size_t>(sum);
}

std::size_t MeasureLayout::moves(TierId from, TierId to) const {
  return moves_at_ + from.index() * tiers_ + to.index();
}

std::size_t MeasureLayout::backlog_ms(TierId tier) const { return backlog_at_ + tier.index(); }

std::size_t MeasureLayout::backlog_at_close(TierId tier) const {
  return backlog_at_ + tiers_ + tier.index();
}

std::size_t MeasureLayout::penalty(LeafId leaf, SlaId sla) const {
  return penalty_at_ + leaf.index() * slas_ + sla.index();
}

// Histograms: incident and request each have priorities, types, channels and posts (and none);
// then acknowledge by priority, wait by tier, tier_time by tier.

std::size_t MeasureLayout::by_priority(DurationKind kind, PriorityId id) const {
  const std::size_t of_tickets = priorities_ + types_ + channels_ + posts_ + 1;
  return static_cast<std::size_t>(kind) * of_tickets + id.index();
}

std::size_t MeasureLayout::by_type(DurationKind kind, TypeId id) const {
  return by_priority(kind, PriorityId{priorities_}) + id.index();
}

std::size_t MeasureLayout::by_channel(DurationKind kind, ChannelId id) const {
  return by_type(kind, TypeId{types_}) + id.index();
}

std::size_t MeasureLayout::by_post(DurationKind kind, PostId id) const {
  return by_channel(kind, ChannelId{channels_}) + (id.exists() ? id.index() : posts_);
}

std::size_t MeasureLayout::by_tier(DurationKind kind, TierId id) const {
  const std::size_t first = by_priority(DurationKind::acknowledge, PriorityId{priorities_});
  return first + (kind == DurationKind::tier_time ? tiers_ : 0) + id.index();
}

void Measures::merge(const Measures& other) {
  if (sums.empty()) {
    sums = other.sums;
    histograms = other.histograms;
    closes = other.closes;
  } else {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += other.sums[i];
    for (std::size_t i = 0; i < histograms.size(); ++i) histograms[i].merge(other.histograms[i]);
    for (std::size_t i = 0; i < closes.size(); ++i) closes[i] += other.closes[i];
  }
  outcome.events += other.outcome.events;
  outcome.opened += other.outcome.opened;
  outcome.resolved += other.outcome.resolved;
  outcome.open += other.outcome.open;
  outcome.most_open = std::max(outcome.most_open, other.outcome.most_open);
  outcome.fingerprint = (outcome.fingerprint * 0x9e37'79b9'7f4a'7c15U) ^ other.outcome.fingerprint;
}

}  // namespace tiersim
