// Tickets that are open at the horizon's start: they wait before anybody comes on duty.

#include <algorithm>
#include <vector>

#include "sim/state.hpp"

namespace tiersim {

namespace {

/// One of them.
struct Waiting {
  Instant opened;
  LeafId leaf;
  TierId tier;
  std::uint32_t cell = 0;
  std::uint32_t item = 0;
};

/// The oldest first, else as they are listed.
std::vector<Waiting> waiting_at_start(const Model& model, std::uint32_t replication) {
  const ModelBacklog& backlog = model.backlog;
  std::vector<Waiting> waiting;
  waiting.reserve(backlog.size());
  for (const ModelBacklog::Row& row : backlog.rows) {
    waiting.push_back({row.opened, row.leaf, row.tier, 0, row.number});
  }
  for (const ModelBacklog::Lot& lot : backlog.lots) {
    const std::uint32_t cell = lot.at.index();
    for (std::uint32_t item = 0; item < lot.tickets; ++item) {
      const Uniforms u = draw(
          model.streams[backlog.stream].key,
          {.replication = replication, .cell = cell, .item = item, .purpose = Purpose::backlog});
      const std::size_t which = lot.choice.pick(u.first);
      const Duration age =
          lot.age ? std::clamp(to_duration((*lot.age)(u.second)), Duration{1}, most_backlog_age)
                  : Duration{1};
      waiting.push_back({Instant{} - age, lot.leaves[which], lot.tiers[which], cell, item});
    }
  }
  std::ranges::stable_sort(waiting, {}, &Waiting::opened);
  return waiting;
}

}  // namespace

/// They joined their tiers when they were opened; who they are for has been seen since. Their work
/// is drawn when it begins.
void Simulator::State::open_backlog() {
  for (const Waiting& one : waiting_at_start(model_, replication_)) {
    const Arrival arrival{
        .at = one.opened, .item = one.item, .cell = one.cell, .leaf = one.leaf, .entry = one.tier};
    const TicketId id = open_ticket(arrival, model_.backlog.stream);
    row(id).entry_tier = one.tier;
    witness(EventKind::ticket_opens, row(id).number, one.tier, AgentId::none());
    enter_tier(id, one.tier, one.opened);
    row(id).waiting_since = one.opened;
    insert(id);
  }
  outcome_.backlog = outcome_.opened;
}

}  // namespace tiersim
