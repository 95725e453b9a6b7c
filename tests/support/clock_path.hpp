#pragma once
// A clock of a ticket, worked out from the facts alone: from what happened to the ticket, not from
// how the engine counts.

#include <optional>
#include <vector>

#include "tests/support/scenario_runner.hpp"

namespace tiersim::test {

/// The holds of each ticket, by its number.
class HoldsByTicket {
 public:
  explicit HoldsByTicket(const KeptFacts& facts);
  [[nodiscard]] const std::vector<HoldFact>& of(std::uint64_t ticket) const;
  /// Time from the resolution to the reopening, inside [from, to).
  [[nodiscard]] Duration resolved(std::uint64_t ticket, Instant from, Instant to) const;

 private:
  std::vector<std::vector<HoldFact>> by_ticket_;
  std::vector<HoldFact> none_;
};

class ClockPath {
 public:
  /// \param ticket  the clock is that of a ticket which has the SLA.
  ClockPath(const Model& model,
            SlaId sla,
            const TicketFact& ticket,
            const std::vector<HoldFact>& holds);

  [[nodiscard]] Instant stopped() const { return stopped_; }  ///< `never` while it runs
  /// Its target passed while it ran, before `t`.
  [[nodiscard]] bool is_breached(Instant t) const;
  /// When it is due if nothing stops it from `t` on, at which it runs; when it was, if it is past.
  [[nodiscard]] Instant due_at(Instant t) const;
  /// Time past its target, before `t`.
  [[nodiscard]] Duration late_by(Instant t) const;

 private:
  const WorkingTime& calendar_;
  Duration target_;
  Instant stopped_;
  std::vector<std::pair<Instant, Instant>> runs_;  ///< the last may end with `never`
};

}  // namespace tiersim::test
