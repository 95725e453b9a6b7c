#pragma once
// Expected visits and work at each tier: tickets followed from their tier of entry upwards.

#include <cstddef>
#include <vector>

#include "tiersim/requirement.hpp"

namespace tiersim {

/// Work that comes to one queue of a tier, in the unit of time of the tickets that were followed.
struct QueueLoad {
  double tickets = 0;  ///< entries
  double work_hours = 0;
  double escalation_hours = 0;
};

class RoutingChain {
 public:
  /// \param weights  [tier][group]: how much a group's speed and solving count there, >= 0.
  RoutingChain(const Scenario& scenario,
               const Model& model,
               const std::vector<std::vector<double>>& weights);

  /// Adds tickets of a flow. \return mean agent time of one, over all tiers, in ms.
  double follow(const Flow& flow, double tickets);

  [[nodiscard]] const QueueLoad& load(QueueId queue) const { return loads_[queue]; }
  /// Mean agent time of one entry into the tier, escalation time included, in ms; 0 without any.
  [[nodiscard]] double entry_ms(LeafId leaf, TierId tier) const;
  /// Tickets that were handed up by the tier.
  [[nodiscard]] double moved_up(TierId tier) const { return moved_up_[tier.index()]; }

 private:
  /// Mean speed and solving factor of those who have the skill.
  struct Ability {
    double speed = 1;
    double solve = 1;
  };
  [[nodiscard]] Ability ability(const ModelQueue& queue, const std::vector<double>& weights) const;
  struct Step {
    TierId from;
    TierId to;
  };
  /// What pushing back adds at both tiers: a look, and documenting. The rarer, the longer the mean
  /// write-up. \param reach  tickets handed up, of each. \return agent time of each, in ms.
  double add_returned(LeafId leaf, Step step, double tickets, double reach);
  /// Tickets that are seen not to be for the people of the entry: withdrawn, or mistaken for
  /// others. \return agent time of each ticket, in ms.
  double add_triage(const Flow& flow, double tickets);
  /// Tickets that are handed up to the wrong people. \param moved_up  from it, of each ticket.
  /// \return likewise.
  double add_misrouted(LeafId leaf, TierId from, double tickets, double moved_up);
  /// Visits of so many of the tickets to a queue, with work of that length. \return likewise.
  double
  add_errand(LeafId leaf, RouteId route, TierId tier, double tickets, double share, double ms);
  /// Of tickets that are counted at the tier already: its other people see them first.
  double
  add_aside(LeafId leaf, RouteId route, TierId tier, double tickets, double share, double ms);
  [[nodiscard]] TierRules rules(const Leaf& leaf, TierId tier) const;

  const Scenario& scenario_;
  const Model& model_;
  Table<QueueId, Ability> abilities_;
  Table<QueueId, QueueLoad> loads_;
  struct Entries {
    double count = 0;
    double work_ms = 0;
  };
  [[nodiscard]] std::size_t entry(LeafId leaf, TierId tier) const {
    return leaf.index() * model_.tiers.size() + tier.index();
  }
  std::vector<Entries> entries_;  ///< shape [leaves][tiers]
  std::vector<double> moved_up_;
  std::vector<double> escalation_ms_;  ///< mean, by tier
  std::vector<double> look_up_ms_;     ///< by tier
  std::vector<double> triage_ms_;      ///< by tier
};

}  // namespace tiersim
