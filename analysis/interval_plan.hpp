#pragma once
// What is known of the work of an interval before anything is simulated: how much an entry into a
// tier brings, whether it may wait, and by when it is to be done.

#include <cstdint>
#include <map>
#include <tuple>
#include <utility>
#include <vector>

#include "tiersim/intervals.hpp"

namespace tiersim {

/// Where some work belongs: over `count` intervals from `first`.
struct WorkWindow {
  bool scheduled = false;  ///< where heads are, as their number is; else to all intervals alike
  std::size_t first = 0;
  std::size_t count = 1;
  double share = 1;  ///< of the work, for each scheduled head (or interval). What is due after the
                     ///< horizon belongs in part after it
};

/// A ticket's entry into a tier.
struct TierEntry {
  LeafId leaf;
  TierId tier;
  Instant opened;   ///< may lie before the start
  Instant entered;  ///< not before the start
};

class IntervalPlan {
 public:
  /// \param scheduled  shape [groups][intervals]: mean heads on the roster.
  IntervalPlan(const Scenario& scenario,
               const Model& model,
               const Requirement& requirement,
               const IntervalGrid& grid,
               const Table<GroupId, std::vector<double>>& scheduled);

  /// Expected agent time of an entry, in ms.
  [[nodiscard]] std::int64_t work_ms(LeafId leaf, TierId tier) const {
    return leaves_[leaf].at[tier.index()].work_ms;
  }
  /// Does a customer wait for it on the line? Only where the ticket enters.
  [[nodiscard]] bool is_live(const TierEntry& entry) const {
    return leaves_[entry.leaf].live && entry.entered == entry.opened;
  }
  [[nodiscard]] WorkWindow window_of(const TierEntry& entry) const;
  /// Heads over which work is spread; those of several tiers count in equal parts.
  [[nodiscard]] double heads(TierId tier, std::size_t interval) const {
    return before_[tier][interval + 1] - before_[tier][interval];
  }

 private:
  /// By interval: that in which a clock which starts there is due; may lie after the horizon.
  using DueTable = std::vector<std::uint32_t>;
  struct AtTier {
    std::int64_t work_ms = 0;
    std::uint32_t tiers_left = 1;  ///< this one and those above it that the type may reach
  };
  struct LeafPlan {
    bool live = false;
    const DueTable* acknowledged = nullptr;  ///< none: no such clock
    const DueTable* resolved = nullptr;
    std::vector<AtTier> at;
  };

  void plan_heads(const Table<GroupId, std::vector<double>>& scheduled);
  [[nodiscard]] LeafPlan
  plan_leaf(const Scenario& scenario, LeafId id, const Requirement& requirement);
  [[nodiscard]] const DueTable* due_table(const Leaf& leaf, SlaStop stop);
  [[nodiscard]] std::size_t due_of(const TierEntry& entry) const;
  [[nodiscard]] std::size_t part_of_time(const TierEntry& entry, std::size_t due) const;

  const Model& model_;
  IntervalGrid grid_;
  /// By customer, priority and stop.
  std::map<std::tuple<std::uint32_t, std::uint32_t, SlaStop>, DueTable> due_tables_;
  DueTable without_clock_;
  Table<LeafId, LeafPlan> leaves_;
  /// Shape [tiers][intervals + 1]: heads in all intervals before it, added up.
  Table<TierId, std::vector<double>> before_;
};

}  // namespace tiersim
