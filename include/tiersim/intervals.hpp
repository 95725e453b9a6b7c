#pragma once
// The horizon in intervals of 15, 30 or 60 minutes: what was asked of each tier, who was there, and
// who would have been needed. `tiersim run --out` writes it, `--week` prints it.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tiersim/experiment.hpp"
#include "tiersim/facts.hpp"
#include "tiersim/model.hpp"
#include "tiersim/requirement.hpp"
#include "tiersim/scenario.hpp"
#include "tiersim/units.hpp"

namespace tiersim {

/// Intervals of equal length from the horizon's start; the last may pass its end.
class IntervalGrid {
 public:
  /// \param length  > 0.
  IntervalGrid(const Model& model, Duration length);
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] Duration length() const { return length_; }
  /// The interval that holds t, which is at most the horizon's end.
  [[nodiscard]] std::size_t at(Instant t) const {
    // Half a millisecond more, so that no rounding takes a start for the end before it.
    return static_cast<std::size_t>((static_cast<double>((t - Instant{}).count()) + 0.5) *
                                    intervals_a_ms_);
  }
  [[nodiscard]] Instant start(std::size_t interval) const {
    return Instant{length_ * static_cast<std::int64_t>(interval)};
  }

 private:
  Duration length_;
  double intervals_a_ms_;
  std::size_t size_;
};

/// An interval at a tier, or the part of it that a group of the tier has; means over replications.
/// People are counted in heads: mean heads over the interval.
struct IntervalRow {
  double scheduled = 0;             ///< on the roster
  double on_duty = 0;               ///< after shrinkage, breaks and other work; with overtime
  double handling = 0;              ///< busy with tickets
  std::optional<double> occupancy;  ///< handling / on duty; none with nobody on duty
  // Of the whole tier only:
  double tickets = 0;         ///< that entered it
  double offered = 0;         ///< expected work of them, in heads (erlangs)
  double required = 0;        ///< heads on duty that it takes, see IntervalTable
  double queue = 0;           ///< mean length
  double oldest_wait_ms = 0;  ///< of the tickets that wait at the interval's end
  [[nodiscard]] double net() const { return on_duty - required; }
};

/// What intervals.csv holds.
/// Required heads: live work is answered as the tier's `service_level` says (Erlang C, whole
/// heads, only at the tier of entry); all other work is spread from its entry to its deadline, over
/// the intervals in which heads of the tier are scheduled, as many as they are (over all intervals
/// where nobody is); and all work together stays below the occupancy cap. The deadline at a tier is
/// the earliest of: at the tier of entry, where a clock that stops at acknowledgement is due; and
/// of the scheduled time until a clock that stops at resolution is due, the part of this tier, the
/// tiers above it that the type may still reach having as much each. Without a clock: a business
/// day after entry.
/// Heads of groups that work at several tiers are split by their handling in the interval, else by
/// their handling in all, else evenly.
class IntervalTable {
 public:
  IntervalTable(IntervalGrid grid, std::size_t tiers, std::size_t posts);
  [[nodiscard]] const IntervalGrid& grid() const { return grid_; }
  [[nodiscard]] IntervalRow& tier(TierId id, std::size_t interval) {
    return tiers_[id.index() * grid_.size() + interval];
  }
  [[nodiscard]] const IntervalRow& tier(TierId id, std::size_t interval) const {
    return tiers_[id.index() * grid_.size() + interval];
  }
  [[nodiscard]] IntervalRow& post(PostId id, std::size_t interval) {
    return posts_[id.index() * grid_.size() + interval];
  }
  [[nodiscard]] const IntervalRow& post(PostId id, std::size_t interval) const {
    return posts_[id.index() * grid_.size() + interval];
  }

 private:
  IntervalGrid grid_;
  std::vector<IntervalRow> tiers_;  ///< shape [tiers][intervals]
  std::vector<IntervalRow> posts_;  ///< shape [posts][intervals]
};

/// Collects the intervals of an experiment.
class IntervalCollector {
 public:
  /// \param scenario, model  must outlive it. \param requirement  of the same.
  IntervalCollector(const Scenario& scenario,
                    const Model& model,
                    const Requirement& requirement,
                    Duration length);
  ~IntervalCollector();
  IntervalCollector(const IntervalCollector&) = delete;
  IntervalCollector& operator=(const IntervalCollector&) = delete;

  /// A sink for one replication, as RunOptions::beside wants it.
  [[nodiscard]] std::unique_ptr<JobSink> sink();
  /// Of the replications that were merged; at least one.
  [[nodiscard]] IntervalTable table() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Rows that a table of that length would have.
[[nodiscard]] double interval_rows(const Model& model, Duration length);

/// A row for each interval and tier, and for each group of the tier; those without anybody
/// scheduled, any work or any queue are left out.
/// \param row_block  called with some rows of CSV (RFC 4180) at a time, the header first.
void intervals_csv(const Model& model,
                   const IntervalTable& table,
                   const std::function<void(const std::string&)>& row_block);

/// Mean interval of a week, over the measured window.
struct WeekInterval {
  std::size_t weekday = 0;  ///< 0 is Monday
  Duration at{0};           ///< local time of day
  double offered = 0;
  double required = 0;
  double scheduled = 0;
  double on_duty = 0;
  double queue = 0;
  std::size_t counted = 0;  ///< intervals behind it
  [[nodiscard]] double net() const { return on_duty - required; }
};
/// \return  by weekday, then time of day; only those that occur.
[[nodiscard]] std::vector<WeekInterval>
week_of(const Model& model, const IntervalTable& table, TierId tier);

/// Over- and under-staffing of each tier, as a week's table.
[[nodiscard]] std::string week_report(const Model& model, const IntervalTable& table);

}  // namespace tiersim
