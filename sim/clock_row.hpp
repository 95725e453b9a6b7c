#pragma once
// One SLA clock of one open ticket: what it has used of its target, and when it reached it.

#include <optional>

#include "tiersim/calendar.hpp"
#include "tiersim/units.hpp"

namespace tiersim {

struct ClockRow {
  Duration target{0};  ///< 0: none, the clock does not count
  const WorkingTime* runs_on = nullptr;
  Duration used{0};         ///< up to `since`
  Instant since{};          ///< start of the present stretch
  Instant started = never;  ///< the last time, where it was reset
  Instant stopped = never;
  Instant withdrawn = never;
  Instant breached = never;  ///< for good
  bool runs = false;
  bool is_resolved = false;  ///< what stopped it is that the ticket was resolved

  /// Has it begun, and may it still run?
  [[nodiscard]] bool goes_on() const {
    return started != never && withdrawn == never && (stopped == never || is_resolved);
  }
  /// When it reaches `share` of its target if nothing holds it; `never` while it stands still; an
  /// instant before the horizon where it has passed it already.
  [[nodiscard]] Instant due(double share = 1) const;
  [[nodiscard]] Duration used_by(Instant now) const;
  /// When it reached its target, if it has; stopping at exactly that instant is in time.
  [[nodiscard]] Instant breached_by(Instant now) const;

  void begin(Instant now);
  /// It stands still from now on.
  void hold(Instant now);
  void stop(Instant now);
  void go_on(Instant now);
  /// Other terms, while it stands still. What is breached stays so, and as late as it is; without a
  /// target of the new terms it keeps its old ones.
  /// \param anew  what it would have used by the new terms; none: it keeps the share it has used.
  void retarget(Duration new_target,
                const WorkingTime& calendar,
                std::optional<Duration> anew,
                Instant now);
};

}  // namespace tiersim
