#include "tests/support/clock_path.hpp"

#include <algorithm>

namespace tiersim::test {

HoldsByTicket::HoldsByTicket(const KeptFacts& facts) {
  for (const HoldFact& hold : facts.holds) {
    if (by_ticket_.size() <= hold.ticket) by_ticket_.resize(hold.ticket + 1);
    by_ticket_[hold.ticket].push_back(hold);
  }
}

const std::vector<HoldFact>& HoldsByTicket::of(std::uint64_t ticket) const {
  return ticket < by_ticket_.size() ? by_ticket_[ticket] : none_;
}

Duration HoldsByTicket::resolved(std::uint64_t ticket, Instant from, Instant to) const {
  Duration sum{0};
  for (const HoldFact& hold : of(ticket)) {
    if (!hold.reason.exists()) sum += Window{from, to}.overlap(hold.from, hold.to);
  }
  return sum;
}

ClockPath::ClockPath(const Model& model,
                     SlaId sla,
                     const TicketFact& ticket,
                     const std::vector<HoldFact>& holds)
    : calendar_{model.calendars[model.slas[sla].of(model.leaves[ticket.leaf]).calendar]},
      target_{*model.slas[sla].of(model.leaves[ticket.leaf]).target},
      stopped_{model.slas[sla].stop == SlaStop::resolved ? ticket.resolved : ticket.acknowledged} {
  Instant from = ticket.opened;
  for (const HoldFact& hold : holds) {
    const bool stands_still =
        hold.reason.exists() ? model.slas[sla].pauses[hold.reason.index()] : true;
    if (!stands_still || hold.from >= stopped_) continue;
    runs_.emplace_back(from, hold.from);
    from = hold.to;
  }
  runs_.emplace_back(from, stopped_);
}

bool ClockPath::is_breached(Instant t) const {
  Duration used{0};
  for (const auto& [from, to] : runs_) {
    if (from >= t) return false;
    const Instant end = std::min(to, t);
    // Used up to the millisecond before it stood still: breached once it runs in open hours.
    if (used == target_ && calendar_.add(from, Duration{0}) >= end) continue;
    // It runs on past the instant at which the target is used up.
    if (end > from && used + calendar_.between(from, end - Duration{1}) >= target_) return true;
    used += calendar_.between(from, end);
  }
  return false;
}

Duration ClockPath::late_by(Instant t) const {
  Duration used{0};
  for (const auto& [from, to] : runs_) {
    if (from < t) used += calendar_.between(from, std::min(to, t));
  }
  return std::max(Duration{0}, used - target_);
}

Instant ClockPath::due_at(Instant t) const {
  Duration used{0};
  for (const auto& [from, to] : runs_) {
    const Instant due = calendar_.add(from, target_ - used);
    if (to >= t || due < to || to == runs_.back().second) return due;
    used += calendar_.between(from, to);
  }
  return never;
}

}  // namespace tiersim::test
