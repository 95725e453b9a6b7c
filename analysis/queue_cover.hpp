#pragma once
// When somebody is on the roster for a queue, and when an agent is.

#include <cstddef>
#include <utility>
#include <vector>

#include "tiersim/model.hpp"

namespace tiersim {

/// A set of instants as intervals.
class Cover {
 public:
  /// \param spans  in any order, overlapping or not.
  explicit Cover(std::vector<Interval> spans);

  /// Cuts [from, to) into parts inside and outside, in time order: use(from, to, is_inside).
  template <class Use>
  void split(Instant from, Instant to, const Use& use) const {
    for (std::size_t i = first_after(from); from < to; ++i) {
      const Instant opens = i < spans_.size() ? std::min(spans_[i].from, to) : to;
      const Instant closes = i < spans_.size() ? std::min(spans_[i].to, to) : to;
      if (from < opens) use(from, opens, false);
      from = std::max(from, opens);
      if (from < closes) use(from, closes, true);
      from = std::max(from, closes);
    }
  }
  [[nodiscard]] Duration outside(Instant from, Instant to) const;

 private:
  /// The first span that ends after t.
  [[nodiscard]] std::size_t first_after(Instant t) const;

  std::vector<Interval> spans_;  ///< in time order, apart from each other
};

/// By the rosters: who is absent on a day, or in a block of other work, is on shift all the same.
class RosterCover {
 public:
  explicit RosterCover(const Model& model);

  /// When anybody who may take the tickets of the queue is on shift.
  [[nodiscard]] const Cover& of(QueueId queue) const { return queues_[queue]; }
  [[nodiscard]] const Cover& of(AgentId agent) const { return rosters_[roster_[agent.index()]]; }

 private:
  Table<QueueId, Cover> queues_;
  Table<RosterId, Cover> rosters_;
  std::vector<RosterId> roster_;  ///< by agent
};

}  // namespace tiersim
