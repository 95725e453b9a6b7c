#pragma once
// How many heads a group has over time, and who of them is there when.

#include <cstdint>
#include <optional>
#include <vector>

#include "tiersim/calendar.hpp"
#include "tiersim/model.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim::compiling {

/// Days on which some heads are there: [from, until).
struct Stay {
  LocalDay from = LocalDay::min();
  LocalDay until = LocalDay::max();
};

/// The heads of a group by day. Heads are there in listed order: of two, the one that is listed
/// later is never there without the other.
class HeadCounts {
 public:
  /// \param heads  before the first change.
  HeadCounts(std::uint32_t heads, const std::vector<HeadsChange>& changes);

  [[nodiscard]] bool change() const { return counts_.size() > 1; }
  /// The most of them on a day up to `last` on which a shift may start that reaches into the
  /// horizon. \param first  the horizon's first day.
  [[nodiscard]] std::uint32_t most(LocalDay first, LocalDay last) const;
  /// Heads of one class are there on the same days.
  [[nodiscard]] std::size_t class_of(std::uint32_t head) const;
  /// In order of time. \param head  any one of its class.
  [[nodiscard]] std::vector<Stay> stays(std::uint32_t head) const;
  /// The changes in simulated time, for Model. \param clock  of the shift.
  [[nodiscard]] std::vector<ModelGroup::Change> in_time(const LocalClock& clock, Instant end) const;

 private:
  struct Count {
    LocalDay from;
    std::uint32_t heads;
  };
  std::vector<Count> counts_;          ///< in order of time
  std::vector<std::uint32_t> levels_;  ///< all numbers of heads, ascending
};

/// What of a shift's spans lies in the stays, by the days to which they belong.
/// \param leaving  gets the ends of the spans after which the heads are gone, up to `end`.
[[nodiscard]] std::vector<Interval> within_stays(const std::vector<Interval>& spans,
                                                 const std::vector<Stay>& stays,
                                                 const LocalClock& clock,
                                                 Instant end,
                                                 std::vector<Instant>& leaving);

/// The stays from midnight to midnight, of heads that are on duty at all times; likewise.
[[nodiscard]] std::vector<Interval> round_the_clock(const std::vector<Stay>& stays,
                                                    const LocalClock& clock,
                                                    Instant end,
                                                    std::vector<Instant>& leaving);

}  // namespace tiersim::compiling
