#include "analysis/plan_warnings.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/input_warnings.hpp"
#include "analysis/ola_sums.hpp"
#include "sim/text.hpp"
#include "tiersim/periods.hpp"

namespace tiersim {

namespace {

constexpr double few_tickets = 30;

/// Types that have their last tier here.
std::vector<std::string> ending_at(const Model& model, std::size_t tier) {
  std::vector<std::string> names;
  for (const ModelRoute& route : model.routes) {
    if (!route.at[tier].worked || !route.at[tier].is_last) continue;
    const std::string& name = model.types[route.type].name;
    if (names.empty() || names.back() != name) names.push_back(name);
  }
  return names;
}

bool any_moves_on(const Model& model, std::size_t tier) {
  return std::any_of(model.routes.begin(), model.routes.end(), [&](const ModelRoute& route) {
    return route.at[tier].worked && !route.at[tier].is_last;
  });
}

void warn_of_thresholds(const Plan& plan, PlanWarnings& warnings) {
  for (std::size_t t = 0; t < plan.model.tiers.size(); ++t) {
    const ModelTier& tier = plan.model.tiers[TierId{t}];
    if (!tier.work_threshold && tier.share_thresholds.empty()) continue;
    const std::vector<std::string> ending = ending_at(plan.model, t);
    if (ending.empty()) continue;
    std::string what = fmt::format("the thresholds of {} are ignored for {}: it is their last tier",
                                   tier.name, joined(ending));
    if (any_moves_on(plan.model, t)) {
      warnings.note("threshold_ignored", std::move(what), "");
    } else {
      warnings.warn("threshold_ignored", std::move(what),
                    "take them out, or give these types a handle time above");
    }
  }
}

void warn_of_retries(const Plan& plan, PlanWarnings& warnings) {
  for (std::size_t r = 0; r < plan.model.routes.size(); ++r) {
    const ModelRoute& route = plan.model.routes[RouteId{r}];
    for (std::size_t t = 0; t < route.at.size(); ++t) {
      const TypeAtTier& at = route.at[t];
      if (!at.worked || !at.is_last || at.chance >= 1 || at.chance <= 0) continue;
      warnings.warn(
          "last_tier_below_100",
          fmt::format("{} at {}: {:.0f}% solved at its last tier; the rest is tried again, "
                      "{:.2f} visits a ticket",
                      route_name(plan.model, RouteId{r}), plan.model.tiers[TierId{t}].name,
                      at.chance * 100, 1 / at.chance),
          "write 100%, or a tier above");
    }
  }
}

void note_tracking(const Plan& plan, PlanWarnings& warnings) {
  if (!plan.model.tracked_by.exists()) return;
  warnings.note("tracking_left_out",
                fmt::format("updates on tickets that {} tracks are not in the heads needed",
                            plan.model.tiers[plan.model.tracked_by].name),
                "`tiersim run` tells what they take: KPI tracking_share");
}

/// Work that an answer would have brought is reckoned, whether it comes or not.
void note_unanswered(const Plan& plan, PlanWarnings& warnings) {
  std::vector<std::string> types;
  for (const ModelType& type : plan.model.types) {
    const bool is_unanswered =
        std::any_of(type.pending.begin(), type.pending.end(),
                    [](const ModelPending& pending) { return pending.unanswered > 0; });
    if (is_unanswered) types.push_back(type.name);
  }
  if (types.empty()) return;
  warnings.note("unanswered_left_out",
                fmt::format("the heads needed are as if all tickets of {} were answered: the work "
                            "left of those that never are is spared",
                            joined(types)),
                "`tiersim run` tells what it comes to: occupancy");
}

void warn_of_short_targets(const Plan& plan, PlanWarnings& warnings) {
  for (const ModelSla& sla : plan.model.slas) {
    if (sla.start != SlaStart::opened || sla.stop != SlaStop::resolved) continue;
    for (std::size_t i = 0; i < sla.terms.size(); ++i) {
      const std::size_t priority = i % sla.priorities;
      const CustomerId customer{i / sla.priorities};
      const double work_ms = plan.requirement.work_ms_by_priority[priority];
      const std::optional<Duration>& target = sla.terms[i].target;
      if (!target || work_ms <= static_cast<double>(target->count())) continue;
      if (customer.index() > 0 && target == sla.terms[i - sla.priorities].target) continue;
      const std::string whose =
          plan.scenario.customers.empty() ? "" : plan.model.customers[customer].name + " ";
      warnings.warn(
          "target_below_work",
          fmt::format("{} {}{}: its target of {:.1f} h is below the mean work of {:.1f} h",
                      sla.name, whose, plan.model.priorities[priority], in_hours(*target),
                      in_hours(to_duration(work_ms))),
          "even without any wait most will be late: promise more time");
    }
  }
}

void warn_of_olas(const Plan& plan, PlanWarnings& warnings) {
  for (const OlaSum& sum : ola_sums(plan.scenario, plan.model)) {
    if (sum.too_long_ms() <= 0) continue;
    warnings.warn(
        "olas_above_sla",
        fmt::format("{}: the OLAs of the tiers do not fit into {}: {} in sum, {} more than its "
                    "target of {}",
                    whose(plan.scenario, plan.model, sum), plan.model.slas[sum.sla].name,
                    duration_text(to_duration(sum.sum_ms)),
                    duration_text(to_duration(sum.too_long_ms())), duration_text(sum.promised)),
        "a ticket that each tier hands on in time can be late: shorten them, or promise more time");
  }
}

void warn_of_credits(const Plan& plan, PlanWarnings& warnings) {
  const std::vector<Period> months = periods_of(plan.model, PeriodKind::month);
  if (std::any_of(months.begin(), months.end(), [](const Period& one) { return one.is_whole; })) {
    return;
  }
  for (const ModelSla& sla : plan.model.slas) {
    if (!sla.credits) continue;
    warnings.warn(
        "no_month_for_credits",
        fmt::format("{}: service credits are by whole months, and none is measured", sla.name),
        "simulate a longer horizon");
  }
}

void warn_of_customers(const Plan& plan, PlanWarnings& warnings) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < plan.scenario.customers.size(); ++i) {
    if (plan.requirement.customers[CustomerId{i}].tickets > 0) continue;
    names.push_back(plan.model.customers[CustomerId{i}].name);
  }
  if (names.empty()) return;
  warnings.warn("customer_without_tickets",
                fmt::format("no ticket of {} is expected in the measured window", joined(names)),
                "check `share`, and the `customers` of the streams");
}

void warn_of_few_tickets(const Plan& plan, PlanWarnings& warnings) {
  std::vector<double> tickets(plan.model.priorities.size(), 0);
  for (const Flow& flow : plan.demand.flows) {
    tickets[plan.model.leaves[flow.leaf].priority.index()] += flow.measured;
  }
  const unsigned runs = plan.scenario.experiment.replications;
  for (std::size_t i = 0; i < tickets.size(); ++i) {
    const double all = tickets[i] * runs;
    const bool may_rise =
        std::any_of(plan.model.raises.begin(), plan.model.raises.end(), [&](const ModelRaise& one) {
          return one.from.index() == i || one.to.index() == i;
        });
    if (may_rise) continue;  // how many end there only the simulation tells
    if (all >= few_tickets || (all <= 0 && plan.model.priorities[i] == no_label)) continue;
    warnings.warn("few_tickets",
                  fmt::format("{}: {:.1f} tickets in the {} replications together: too few to say "
                              "anything",
                              plan.model.priorities[i], all, runs),
                  "more replications, a longer horizon, or no target on them");
  }
}

}  // namespace

std::string joined(const std::vector<std::string>& names) {
  constexpr std::size_t most = 6;
  const auto shown = names.begin() + static_cast<std::ptrdiff_t>(std::min(most, names.size()));
  std::string text = fmt::format("{}", fmt::join(names.begin(), shown, ", "));
  if (names.size() > most) text += fmt::format(" and {} more", names.size() - most);
  return text;
}

std::string route_name(const Model& model, RouteId id) {
  const ModelRoute& route = model.routes[id];
  std::vector<std::string> customers;
  for (std::size_t c = 0; c < model.customers.size(); ++c) {
    if (model.route(route.type, CustomerId{c}) == id) {
      customers.push_back(model.customers[CustomerId{c}].name);
    }
  }
  const std::string& type = model.types[route.type].name;
  if (customers.size() == model.customers.size()) return type;
  return fmt::format("{} of {}", type, joined(customers));
}

std::vector<PlanWarning> PlanWarnings::take() {
  std::stable_sort(warnings_.begin(), warnings_.end(),
                   [](const PlanWarning& a, const PlanWarning& b) { return a.level < b.level; });
  return std::move(warnings_);
}

void warn_of_rules(const Plan& plan, PlanWarnings& warnings) {
  warn_of_short_targets(plan, warnings);
  warn_of_olas(plan, warnings);
  warn_of_credits(plan, warnings);
  warn_of_few_tickets(plan, warnings);
  warn_of_customers(plan, warnings);
  warn_of_retries(plan, warnings);
  warn_of_thresholds(plan, warnings);
  note_tracking(plan, warnings);
  note_unanswered(plan, warnings);
}

namespace {

/// May somebody at the tier take the type, were they dedicated to nobody?
bool is_cleared(const Scenario& scenario, const TicketType& type, const std::string& tier) {
  const auto is_among = [](const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  return std::any_of(scenario.staff.begin(), scenario.staff.end(), [&](const auto& entry) {
    const Group& group = entry.second;
    return is_among(group.tiers, tier) &&
           std::all_of(type.requires_clearances.begin(), type.requires_clearances.end(),
                       [&](const std::string& one) { return is_among(group.holds, one); });
  });
}

/// Tiers with a handle time at which nobody may work on it.
void warn_of_skipped(const Plan& plan, RouteId id, PlanWarnings& warnings) {
  const ModelRoute& route = plan.model.routes[id];
  const std::size_t index = route.type.index();
  if (!route.first.exists()) return;  // such tickets do not come: an error, else
  const auto& [type, written] =
      *(plan.scenario.ticket_types.begin() + static_cast<std::ptrdiff_t>(index));
  for (std::size_t t = 0; t < route.at.size(); ++t) {
    const std::string& tier = plan.model.tiers[TierId{t}].name;
    if (route.at[t].worked || !written.handle_time.contains(tier)) continue;
    if (is_cleared(plan.scenario, written, tier)) {
      warnings.warn("customer_unserved",
                    fmt::format("no group at {} takes {}: it skips the tier", tier,
                                route_name(plan.model, id)),
                    "add the customer to `dedicated_to` of a group there, if that is not meant");
      continue;
    }
    if (id.index() > 0 && plan.model.routes[RouteId{id.index() - 1}].type == route.type) continue;
    warnings.warn("clearance_missing",
                  fmt::format("nobody at {} holds {}: {} skips it", tier,
                              joined(written.requires_clearances), type),
                  "add it to `holds` of a group there, or take the handle time out");
  }
}

}  // namespace

void warn_of_skills(const Plan& plan, PlanWarnings& warnings) {
  for (const SkillRequirement& row : plan.requirement.skills) {
    if (!row.triage) continue;
    const std::string& tier = plan.model.tiers[row.tier].name;
    warnings.note("skill_missing",
                  fmt::format("nobody at {} has the skill {}: {} only sorts these tickets, "
                              "{:.0f} a week, and hands them up",
                              tier, row.skill, tier, row.tickets),
                  "if that is not meant, give a group there the skill");
  }
  for (std::size_t r = 0; r < plan.model.routes.size(); ++r)
    warn_of_skipped(plan, RouteId{r}, warnings);
}

void warn_of_gaps(const Plan& plan, PlanWarnings& warnings) {
  std::vector<std::string> lacking;
  std::vector<std::string> doubled;
  std::vector<std::string> without;
  std::vector<std::string> always;
  std::vector<std::string> level;
  for (const auto& [name, demand] : plan.scenario.demand) {
    if (demand.volume && demand.profile.weights.empty()) level.push_back(name);
  }
  for (const auto& [name, group] : plan.scenario.staff) {
    if (!group.roster && group.shrinkage.total() <= 0) without.push_back(name);
    if (!group.roster && !group.shift) always.push_back(name);
    const Shift* shift = group.shift ? plan.scenario.shifts.find(*group.shift) : nullptr;
    if (!shift || group.shrinkage.breaks <= 0) continue;
    if (std::any_of(shift->breaks.begin(), shift->breaks.end(),
                    [](const Break& rest) { return rest.paid; })) {
      doubled.push_back(name);
    }
  }
  if (!doubled.empty()) {
    warnings.warn(
        "breaks_twice",
        fmt::format("paid breaks are in the shift and in the shrinkage of {}", joined(doubled)),
        "count them once");
  }
  if (!without.empty()) lacking.push_back("shrinkage of " + joined(without));
  if (!always.empty()) lacking.push_back("shifts of " + joined(always) + " (always on duty)");
  if (!level.empty()) lacking.push_back("a profile of " + joined(level) + " (level day and night)");
  const bool varies =
      plan.scenario.daily_variation_cv.has_value() ||
      std::all_of(plan.scenario.demand.begin(), plan.scenario.demand.end(), [](const auto& entry) {
        return entry.second.daily_variation_cv || entry.second.replay;
      });
  if (!varies) lacking.emplace_back("daily variation of demand");
  const WarmUp& warm_up = plan.scenario.horizon.warm_up;
  if (!warm_up.is_auto && warm_up.length.is_zero()) lacking.emplace_back("warm-up (starts empty)");
  if (warm_up.is_auto) {
    warnings.note("warm_up_auto", "the warm-up is chosen when it is simulated; here there is none",
                  "`warm_up: 2w` is the same everywhere");
  }
  if (plan.scenario.horizon.cool_down.is_zero()) lacking.emplace_back("cool-down");
  if (!lacking.empty()) {
    warnings.note("not_modelled", "not modelled: " + fmt::format("{}", fmt::join(lacking, "; ")),
                  "what a scenario does not say does not happen");
  }
  if (plan.model.rows_outside > 0) {
    warnings.warn("rows_outside",
                  fmt::format("{} replayed rows are outside the horizon and do not open",
                              plan.model.rows_outside),
                  "check `horizon` and the date format");
  }
}

std::vector<PlanWarning> plan_warnings(const Plan& plan) {
  PlanWarnings warnings;
  warn_of_load(plan, warnings);
  warn_of_skills(plan, warnings);
  warn_of_rules(plan, warnings);
  warn_of_gaps(plan, warnings);
  warn_of_input(plan.scenario, plan.model, warnings);
  tell_of_uncertain_volumes(plan.scenario, warnings);
  warn_of_idle_keys(plan, warnings);
  return warnings.take();
}

}  // namespace tiersim
