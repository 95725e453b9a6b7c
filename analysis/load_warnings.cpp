// Warnings of work that meets too few people, too many, or nobody.

#include <fmt/format.h>

#include "analysis/live_floor.hpp"
#include "analysis/plan_warnings.hpp"
#include "sim/text.hpp"

namespace tiersim {

namespace {

constexpr double busy = 0.90;
constexpr double idle = 0.50;
constexpr double much_unattended = 0.05;
constexpr double some_unattended = 0.01;

void warn_of_nobody(const SkillRequirement& row, const std::string& where, PlanWarnings& warnings) {
  const std::string work = fmt::format("{}: {:.1f} h of work a week and nobody ", where, row.hours);
  if (row.heads_off > 0) {
    warnings.warn("nobody",
                  fmt::format("{}on shift: its heads ({:.0f}) have no hours for tickets in the "
                              "measured window",
                              work, row.heads_off),
                  "change their shift, or add heads on another");
  } else {
    warnings.warn("nobody", work + "with hours for it",
                  "add heads, or give a group this tier and skill");
  }
}

void warn_of_capacity(const Plan& plan, PlanWarnings& warnings) {
  for (const SkillRequirement& row : plan.requirement.skills) {
    const std::string where = fmt::format("{} {}", plan.model.tiers[row.tier].name, row.skill);
    if (!row.has_heads) {
      warn_of_nobody(row, where, warnings);
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

/// "L2: expected occupancy 94% (network), 98% (billing)"; the skills are left out where all are
/// alike.
struct OccupancyRange {
  std::vector<const SkillRequirement*> rows;
  bool is_whole_tier = true;

  void look_at(const SkillRequirement& row, bool is_inside) {
    if (is_inside) rows.push_back(&row);
    is_whole_tier = is_whole_tier && is_inside && row.load == rows.front()->load;
  }
  [[nodiscard]] std::string text(const std::string& tier) const {
    if (is_whole_tier) {
      return fmt::format("{}: expected occupancy {:.0f}%", tier, occupancy(*rows.front()) * 100);
    }
    std::vector<std::string> parts;
    for (const SkillRequirement* row : rows) {
      parts.push_back(fmt::format("{:.0f}% ({})", occupancy(*row) * 100, row->skill));
    }
    return fmt::format("{}: expected occupancy {}", tier, fmt::join(parts, ", "));
  }
  [[nodiscard]] double missing_heads() const {
    double heads = 0;
    for (const SkillRequirement* row : rows) heads -= row->gap();
    return heads;
  }
  static double occupancy(const SkillRequirement& row) { return row.load * row.occupancy_cap; }
};

/// Whoever answers live work waits for it: that is what the pay is for.
bool waits_for_live_work(const Plan& plan, TierId tier) {
  const auto heads = static_cast<double>(live_floor(plan, tier));
  return has_live_work(plan, tier) && (heads == 0 || mean_on_duty(plan, tier) <= heads);
}

/// Needed heads are of hours; whoever is promised an answer in seconds needs whole heads.
void note_live_work(const Plan& plan, PlanWarnings& warnings) {
  for (std::size_t t = 0; t < plan.model.tiers.size(); ++t) {
    const ModelTier& tier = plan.model.tiers[TierId{t}];
    if (!has_live_work(plan, TierId{t})) continue;
    const std::uint64_t heads = live_floor(plan, TierId{t});
    const std::string promise =
        fmt::format("{}: to answer {:.0f}% of live work within {} takes ", tier.name,
                    tier.service_level.share * 100, duration_text(tier.service_level.within));
    const std::string floor =
        fmt::format("{} head{} on duty at its busiest, and ", heads, heads == 1 ? "" : "s");
    warnings.note("live_floor",
                  promise + (heads > 0 ? floor : "") +
                      "whole heads in each half-hour; heads needed are of hours alone",
                  "`tiersim run FILE --week` tells the heads required by half-hour");
  }
}

/// Occupancy by skill where the work fits; what does not was told before.
void warn_of_occupancy(const Plan& plan, PlanWarnings& warnings) {
  for (std::size_t t = 0; t < plan.model.tiers.size(); ++t) {
    const ModelTier& tier = plan.model.tiers[TierId{t}];
    OccupancyRange high;
    OccupancyRange low;
    for (const SkillRequirement& row : plan.requirement.skills) {
      if (row.tier != TierId{t}) continue;
      const double occupancy = OccupancyRange::occupancy(row);
      high.look_at(row, occupancy > busy && occupancy <= 1);
      low.look_at(row, occupancy < idle);
    }
    if (!high.rows.empty()) {
      warnings.warn("occupancy_high", high.text(tier.name) + "; above 90% waits grow steeply",
                    fmt::format("{:.1f} more heads bring it to the cap of {:.0f}%",
                                high.missing_heads(), tier.occupancy_cap * 100));
    }
    if (!low.rows.empty() && !waits_for_live_work(plan, TierId{t})) {
      warnings.warn("occupancy_low",
                    low.text(tier.name) + "; below 50% most of the pay is for waiting",
                    "fewer heads if service hours allow, or more skills or tiers for them");
    }
  }
}

void warn_of_idle_groups(const Plan& plan, PlanWarnings& warnings) {
  for (std::size_t i = 0; i < plan.model.groups.size(); ++i) {
    const GroupUse& use = plan.requirement.groups[GroupId{i}];
    const std::string& name = plan.model.groups[GroupId{i}].name;
    if (use.occupancy > 0 || use.hours.heads == 0) continue;
    if (use.hours.available <= 0) {
      warnings.warn("no_hours", name + ": no hours for tickets in the measured window",
                    "check their shift, its holidays and their shrinkage");
    } else {
      warnings.warn("no_work", name + ": no ticket ever comes to them",
                    "check their tiers and skills");
    }
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
  warn_of_idle_groups(plan, warnings);
  warn_of_duty(plan, warnings);
  note_live_work(plan, warnings);
}

}  // namespace tiersim
