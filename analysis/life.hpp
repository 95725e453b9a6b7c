#pragma once
// Facts put together again by ticket: what a life was, once it is over.

#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

#include "tiersim/facts.hpp"

namespace tiersim {

/// All that was told of one ticket; each kind of fact in order of its ends.
struct Life {
  TicketFact ticket;
  std::vector<WaitFact> waits;
  std::vector<WorkFact> works;
  std::vector<HoldFact> holds;
  std::vector<ClockFact> clocks;    ///< only where clocks can stand still
  std::vector<UpdateFact> updates;  ///< that were begun; the last may outlast the ticket
};

/// Keeps the facts of open tickets, and tells each life when its ticket is final.
class LifeGatherer {
 public:
  using Tell = std::function<void(const Life&)>;
  static constexpr std::uint64_t all_tickets = 0;

  /// \param tell  called with lives in the order in which tickets become final.
  /// \param only  the number of the one ticket that is wanted; all_tickets: all.
  explicit LifeGatherer(Tell tell, std::uint64_t only = all_tickets)
      : tell_{std::move(tell)}, only_{only} {}

  void take(const FactBlock& block);

 private:
  [[nodiscard]] bool wants(std::uint64_t ticket) const {
    return only_ == all_tickets || ticket == only_;
  }
  [[nodiscard]] Life& life_of(std::uint64_t ticket);
  void close(const TicketFact& fact);

  Tell tell_;
  std::uint64_t only_;
  std::unordered_map<std::uint64_t, std::unique_ptr<Life>> open_;
  std::vector<std::unique_ptr<Life>> spare_;  ///< to be used again
};

}  // namespace tiersim
