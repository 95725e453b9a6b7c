// Warnings of work that meets too few people, too many, or nobody.

#include <fmt/format.h>

#include "analysis/plan_warnings.hpp"

namespace tiersim {

namespace {

constexpr double busy = 0.90;
constexpr double idle = 0.50;
constexpr double much_unattended = 0.05;
constexpr double some_unattended = 0.01;

void warn_of_capacity(const Plan& plan, PlanWarnings& warnings) {
  for (const SkillRequirement& row : plan.requirement.skills) {
    const std::string where = fmt::format("{} {}", plan.model.tiers[row.tier].name, row.skill);
    if (!row.has_heads) {
      warnings.warn(
          "nobody",
          fmt::format("{}: {:.1f} h of work a week and nobody with hours for it", where, row.hours),
          "add heads, or give a group this tier and skill");
      continue;
    }
    const double occupancy = row.load * row.occupancy_cap;
    if (occupancy <= 1) continue;
    warnings.warn("load_above_capacity",
                  fmt::format("{}: load above capacity, {:.0f}% of the hours on duty; its backlog "
                              "grows",
                              where, occupancy * 100),
                  fmt::format("add {:.1f} heads, or take work away", -row.gap()));
  }
}

/// Occupancy of tiers whose work fits; what does not was told before.
void warn_of_occupancy(const Plan& plan, PlanWarnings& warnings) {
  for (std::size_t t = 0; t < plan.model.tiers.size(); ++t) {
    const TierRequirement& tier = plan.requirement.tiers[TierId{t}];
    if (!tier.occupancy || *tier.occupancy > 1) continue;
    const std::string& name = plan.model.tiers[TierId{t}].name;
    if (*tier.occupancy > busy) {
      warnings.warn("occupancy_high",
                    fmt::format("{}: expected occupancy {:.0f}%; above 90% waits grow steeply",
                                name, *tier.occupancy * 100),
                    fmt::format("{:.1f} more heads bring it to its cap of {:.0f}%",
                                tier.heads_required - tier.heads,
                                plan.model.tiers[TierId{t}].occupancy_cap * 100));
    } else if (*tier.occupancy < idle) {
      warnings.warn("occupancy_low",
                    fmt::format("{}: expected occupancy {:.0f}%; below 50% most of the pay is for "
                                "waiting",
                                name, *tier.occupancy * 100),
                    "fewer heads if service hours allow, or a second tier for them");
    }
  }
  for (std::size_t i = 0; i < plan.model.groups.size(); ++i) {
    const GroupUse& use = plan.requirement.groups[GroupId{i}];
    if (use.occupancy > 0 || plan.model.groups[GroupId{i}].heads == 0) continue;
    warnings.warn(
        "no_work",
        fmt::format("{}: no ticket ever comes to them", plan.model.groups[GroupId{i}].name),
        "check their tiers and skills");
  }
}

void warn_of_duty(const Plan& plan, PlanWarnings& warnings) {
  for (std::size_t t = 0; t < plan.model.tiers.size(); ++t) {
    const std::string& tier = plan.model.tiers[TierId{t}].name;
    const Attendance& all = plan.demand.attendance[TierId{t}];
    if (all.tickets > 0 && all.unattended > much_unattended * all.tickets) {
      warnings.warn("nobody_on_shift",
                    fmt::format("{:.1f}% of the tickets that enter at {} open while nobody is on "
                                "duty there",
                                100 * all.unattended / all.tickets, tier),
                    "they wait for the next shift: add one, or let the demand's profile end with "
                    "the service hours");
    }
    const Attendance& highest = plan.demand.highest_attendance[TierId{t}];
    if (plan.model.priorities.size() < 2 || highest.tickets <= 0) continue;
    if (highest.unattended <= some_unattended * highest.tickets) continue;
    warnings.warn("highest_priority_unattended",
                  fmt::format("{}: {:.1f}% of those that enter at {} open while nobody is on duty "
                              "there (night, weekend, holiday)",
                              plan.model.priorities.front(),
                              100 * highest.unattended / highest.tickets, tier),
                  "staff those hours, or let their clocks run on service hours only");
  }
}

}  // namespace

void warn_of_load(const Plan& plan, PlanWarnings& warnings) {
  if (plan.demand.measured <= 0) {
    warnings.warn("no_tickets", "no ticket is expected in the measured window",
                  "check volumes, warm-up and cool-down");
  }
  warn_of_capacity(plan, warnings);
  warn_of_occupancy(plan, warnings);
  warn_of_duty(plan, warnings);
}

}  // namespace tiersim
