#pragma once
// How many people a plan needs, worked out without simulating: expected tickets, visits to each
// tier, hours, heads. `tiersim validate` prints it.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "tiersim/ids.hpp"
#include "tiersim/model.hpp"
#include "tiersim/scenario.hpp"
#include "tiersim/units.hpp"

namespace tiersim {

// ---- Demand

/// Expected tickets of one leaf that enter at one tier.
struct Flow {
  LeafId leaf;
  TierId entry;
  double tickets = 0;       ///< over the horizon
  double measured = 0;      ///< of them inside the measured window
  double handle_scale = 1;  ///< mean factor on the handle time at the tier of entry (forecasts)
};

/// Expected tickets of a stretch of whole local days.
struct DemandPeriod {
  LocalDay first{};
  int days = 0;
  double tickets = 0;
};

/// Tickets that enter at a tier, and those of them that open while nobody is on duty there.
struct Attendance {
  double tickets = 0;
  double unattended = 0;
};

/// Expected tickets over the horizon, by quarter hours; replayed rows as they are.
struct DemandSummary {
  double total = 0;                    ///< over the horizon
  double measured = 0;                 ///< inside the measured window
  double measured_weeks = 0;           ///< its length; > 0
  std::vector<Flow> flows;             ///< each leaf and tier of entry once; none of 0 tickets
  std::array<double, 7> by_weekday{};  ///< mean of such a day, Monday first; 0 without such a day
  std::vector<DemandPeriod> weeks;   ///< seven days each from the horizon's start; the last may be
                                     ///< shorter; with sampling only those looked at
  std::vector<DemandPeriod> months;  ///< calendar months, cut by the horizon; empty with sampling
  double per_business_day = 0;       ///< mean over the days on which the business calendar is open
  std::size_t business_days = 0;     ///< those looked at
  std::size_t nth_week = 1;  ///< every nth week was looked at, to bound the work on long horizons
  Table<TierId, Attendance> attendance;          ///< by tier of entry
  Table<TierId, Attendance> highest_attendance;  ///< the same for the highest priority
  /// Live tickets an hour that enter at the tier in the quarter hour with the most, of those that
  /// are measured and in which somebody is on duty there. Replayed ones are left out.
  Table<TierId, double> busiest_live;
};

/// Did the leaf's customer come by a live channel?
[[nodiscard]] bool is_live(const Model& model, LeafId leaf);

/// Length of the measured window in weeks of local days: a change of the hour makes none shorter.
[[nodiscard]] double measured_weeks(const Model& model);

[[nodiscard]] DemandSummary summarise_demand(const Model& model);

// ---- Routing chain

/// What a ticket type meets at a tier.
struct TierRules {
  Distribution handle_time;
  double default_cv = 1;
  double handle_scale = 1;
  double speed = 1;
  double chance = 1;                  ///< of solving, the group's `solve` included
  std::optional<Duration> threshold;  ///< on work; none at the last tier
  std::size_t attempts = 1;
  bool is_last = false;  ///< tried again until solved
};

/// What one entry into a tier brings, expected.
struct TierOutcome {
  double visits = 0;
  double work_ms = 0;   ///< agent time, cut by the threshold, without escalation time
  double moved_up = 0;  ///< share
};

/// At its last tier: 1 / chance visits. Elsewhere the share moved up by one attempt is
/// P(X / s > threshold) + P(X / s <= threshold) (1 - chance), its work E[min(X / s, threshold)]:
/// handle time and solved are independent draws. Exact for one attempt; with more, earlier attempts
/// are taken to have used their mean of the threshold.
[[nodiscard]] TierOutcome tier_outcome(const TierRules& rules);

// ---- People

/// Paid and available time of a group in the measured window, a week.
struct GroupHours {
  double heads = 0;      ///< where they change, the mean over the measured window
  double paid = 0;       ///< hours a week, all heads
  double available = 0;  ///< after shrinkage, paid breaks and support share
  double fte = 0;        ///< paid, of which the support share, / hours of a full-time week
};
[[nodiscard]] Table<GroupId, GroupHours> group_hours(const Model& model);

// ---- Requirement

/// Work of one queue of a tier: those tickets need the same skill and clearances. Hours are a week.
struct SkillRequirement {
  TierId tier;
  std::string skill;      ///< with its clearances; "any" where none is needed
  bool triage = false;    ///< nobody at the tier has the skill
  bool has_heads = true;  ///< false: nobody with hours may do it
  double heads_off = 0;   ///< where nobody with hours may: those who might, but are never on shift
  double tickets = 0;     ///< entries a week
  double hours = 0;       ///< of work, escalation time included
  double escalation_hours = 0;
  double occupancy_cap = 0;
  double available_share = 0;      ///< of paid hours, of those who do it
  double paid_hours_per_head = 0;  ///< likewise
  double heads_required = 0;       ///< hours / cap / available share / paid hours of a head
  double heads = 0;                ///< of flexible groups the part that this work takes
  double heads_naive = 0;          ///< hours / paid hours of a head: no cap, no shrinkage
  double uncovered_hours = 0;      ///< on duty at the cap, that are missing
  double load = 0;                 ///< hours / (available hours x cap) of those who share it
  [[nodiscard]] double gap() const { return heads - heads_required; }
  /// Can heads be worked out? Not where nobody has hours.
  [[nodiscard]] bool is_known() const { return paid_hours_per_head > 0 && available_share > 0; }
};

/// Sums over a tier.
struct TierRequirement {
  bool is_known = true;  ///< false: heads of some of its work cannot be worked out
  double tickets = 0;    ///< entries a week
  double straight = 0;   ///< of them not handed up from below
  double moved_up = 0;   ///< a week
  double hours = 0;
  double available_hours = 0;  ///< of those who do its work; of flexible groups that part
  double heads_required = 0;
  double heads = 0;
  double heads_naive = 0;
  std::optional<double> occupancy;  ///< hours / available_hours; may exceed 1
};

struct GroupUse {
  GroupHours hours;
  double occupancy = 0;               ///< expected; may exceed 1
  std::vector<double> share_of_tier;  ///< of its work, by tier
};

/// Tickets and their mean work over all tiers, of a ticket type or a customer.
struct TypeWork {
  double tickets = 0;  ///< a week
  double work_ms = 0;  ///< mean agent time of a ticket, all visits, escalation time included
};

/// The requirement of a plan, a week of the measured window.
/// Approximated: speed and `solve` at a tier are the means of those who have the skill there,
/// weighted by their hours at the tier; thresholds on a share of an SLA are left out (more tickets
/// move up, with less work); waits, and so queues at the wrong hour, are not seen. Flexible people
/// are split by allot(): each hour once, the highest load as low as it can be.
struct Requirement {
  std::vector<SkillRequirement> skills;  ///< by tier, then by queue; those with tickets
  Table<TierId, TierRequirement> tiers;
  Table<GroupId, GroupUse> groups;
  Table<TypeId, TypeWork> types;
  Table<CustomerId, TypeWork> customers;  ///< likewise, by customer
  /// Shape [leaves][tiers]: mean agent time of one entry into the tier, escalation time included.
  std::vector<double> entry_ms;
  std::vector<double> work_ms_by_priority;  ///< mean agent time of a ticket; 0 without tickets
  double uncovered_hours = 0;               ///< a week, on duty at the caps, by max-flow
  double labour_a_week = 0;                 ///< paid hours x rate x support share; major units
  double cost_per_ticket = 0;               ///< with overhead; 0 without tickets
};

[[nodiscard]] Requirement
requirement(const Scenario& scenario, const Model& model, const DemandSummary& demand);

}  // namespace tiersim
