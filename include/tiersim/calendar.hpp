#pragma once
// Time zones, weekly hours and the absolute working intervals that they become.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "tiersim/units.hpp"

namespace tiersim {

/// [from, to) in time of day; `to` may pass 24 h when a span crosses midnight ("22:00-06:00").
struct DaySpan {
  Duration from{0};
  Duration to{0};
  bool operator==(const DaySpan&) const = default;
};

/// Spans by weekday on which they start, Monday first. Empty everywhere: never open.
struct WeeklyHours {
  std::array<std::vector<DaySpan>, 7> days;
  bool operator==(const WeeklyHours&) const = default;
  [[nodiscard]] static WeeklyHours always();
  [[nodiscard]] bool is_always() const;  ///< 00:00-24:00 on each day
  [[nodiscard]] int open_days() const;   ///< weekdays with at least one span
};

/// The local clock of a time zone over a stretch of simulated time.
class LocalClock {
 public:
  LocalClock() = default;  ///< to be assigned before it is asked
  /// \param zone   an IANA name (see is_zone); else BadInput, as without a time zone database.
  /// \param epoch  the horizon's start.
  /// \param lead   how long before `epoch` offsets are read; before that the first one holds.
  /// Offsets are read once, up to `until`. Beyond what the database lists change by change (2037,
  /// by custom) the last offset stays.
  LocalClock(const std::string& zone,
             std::chrono::sys_time<Duration> epoch,
             std::chrono::sys_time<Duration> until,
             Duration lead = usual_lead);
  static constexpr Duration usual_lead = 400 * one_day;

  [[nodiscard]] LocalTime to_local(Instant t) const;
  /// A local time that does not exist moves forward by the gap; one that exists twice is the first.
  [[nodiscard]] Instant to_instant(LocalTime t) const;
  /// The local day that holds t. (Several calls near each other are cheap.)
  [[nodiscard]] LocalDay day_of(Instant t) const;

 private:
  struct Stretch {
    Instant from;    ///< the offset holds from here to the next stretch
    Duration shift;  ///< local time = epoch-based UTC + shift, both in ms since 1970
  };
  std::vector<Stretch> stretches_;  ///< by from; the first starts before everything asked
  Duration epoch_{0};               ///< of the horizon's start, ms since 1970 UTC
};

/// Is this the name of a zone in the time zone database?
[[nodiscard]] bool is_zone(const std::string& name);
/// All zone names, for suggestions.
[[nodiscard]] std::vector<std::string> zone_names();
/// The instant (ms since 1970 UTC) of a local time in a zone, by the rules of LocalClock.
[[nodiscard]] std::chrono::sys_time<Duration> to_sys(const std::string& zone, LocalTime t);

/// [from, to) of simulated time that belongs to the local day on which it started.
struct Interval {
  Instant from{};
  Instant to{};
  LocalDay day{};
  bool operator==(const Interval&) const = default;
  [[nodiscard]] Duration length() const { return to - from; }
};

/// The absolute intervals of weekly hours on the local days first..last (both included).
/// A day in `holidays` (sorted) has none. Touching or overlapping intervals of one day are merged;
/// those of different days are cut so that none overlap. In time order; empty ones left out.
[[nodiscard]] std::vector<Interval> expand(const WeeklyHours& hours,
                                           const std::vector<LocalDay>& holidays,
                                           const LocalClock& clock,
                                           LocalDay first,
                                           LocalDay last);

/// Open time: what a clock that runs on a calendar counts. Touching intervals count as one.
class WorkingTime {
 public:
  /// Open at all times.
  [[nodiscard]] static WorkingTime always();
  /// \param open  in time order, not overlapping; may be empty (never open).
  explicit WorkingTime(const std::vector<Interval>& open);

  [[nodiscard]] bool is_always() const { return always_; }
  [[nodiscard]] bool is_open(Instant t) const;
  /// Open time in [a, b), 0 when b <= a.
  [[nodiscard]] Duration between(Instant a, Instant b) const;
  /// The first instant at which `open` of open time has passed since `from`; `never` when the
  /// intervals end before. A duration of 0 gives the first open instant at or after `from`.
  [[nodiscard]] Instant add(Instant from, Duration open) const;

 private:
  struct Stretch {
    Instant from;
    Instant to;
    Duration before;  ///< open time before it
  };
  /// For each slot of time, the last stretch that has begun by its start: where to begin to look.
  /// There are more slots than stretches, so that hardly a step is left, and no search is needed.
  using Slots = std::vector<std::uint32_t>;

  WorkingTime() = default;
  template <class TimeOf>
  [[nodiscard]] Slots slots_by(TimeOf time_of) const;
  [[nodiscard]] const Stretch* start_in(const Slots& slots, Duration time) const;
  [[nodiscard]] bool has_begun(Instant t) const { return t >= stretches_.front().from; }
  [[nodiscard]] const Stretch& last_begun(Instant t) const;
  [[nodiscard]] Duration open_until(Instant t) const;
  [[nodiscard]] Instant reach(Duration sum) const;
  [[nodiscard]] Instant next_open(Instant t) const;

  bool always_ = false;
  unsigned slot_bits_ = 0;          ///< a slot is 2^slot_bits_ ms long
  std::vector<Stretch> stretches_;  ///< in time order, then one that never begins
  Slots by_time_;                   ///< since the first stretch begins
  Slots by_open_time_;
};

/// The length of a business day: the most frequent open hours of a weekday with hours; ties: the
/// longer; 24 h for 24x7; 0 when never open. (Office 08:00-18:00: 10 h.)
[[nodiscard]] Duration business_day(const WeeklyHours& hours);

}  // namespace tiersim
