// The validation as JSON.

#include <nlohmann/json.hpp>

#include "analysis/kpi_labels.hpp"
#include "analysis/ola_sums.hpp"
#include "analysis/open_at_start.hpp"
#include "analysis/validation.hpp"
#include "sim/text.hpp"

namespace tiersim {

namespace {

using Json = nlohmann::ordered_json;

Json period_json(const DemandPeriod& period) {
  return {
      {"first_day", date_text(period.first)}, {"days", period.days}, {"tickets", period.tickets}};
}

Json periods_json(const std::vector<DemandPeriod>& periods) {
  Json list = Json::array();
  for (const DemandPeriod& period : periods) list.push_back(period_json(period));
  return list;
}

template <class IdType, class Row>
Json work_json(const char* what,
               const Table<IdType, Row>& rows,
               const Table<IdType, TypeWork>& work) {
  Json list = Json::array();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const TypeWork& one = work[IdType{i}];
    list.push_back({{what, rows[IdType{i}].name},
                    {"tickets_a_week", one.tickets},
                    {"work_hours_a_ticket", one.work_ms / ms_per_hour}});
  }
  return list;
}

Json demand_json(const Plan& plan) {
  const DemandSummary& demand = plan.demand;
  Json weekdays = Json::object();
  for (std::size_t i = 0; i < weekday_names.size(); ++i) {
    weekdays[std::string{weekday_names[i]}] = demand.by_weekday[i];
  }
  Json json{
      {"tickets", demand.total},
      {"measured_tickets", demand.measured},
      {"measured_weeks", demand.measured_weeks},
      {"tickets_a_business_day", demand.per_business_day},
      {"every_nth_week", demand.nth_week},
      {"by_weekday", weekdays},
      {"by_week", periods_json(demand.weeks)},
      {"by_month", periods_json(demand.months)},
      {"by_type", work_json("type", plan.model.types, plan.requirement.types)},
      {"by_customer", work_json("customer", plan.model.customers, plan.requirement.customers)},
      {"rows_outside", plan.model.rows_outside}};
  if (plan.model.backlog.size() == 0) return json;
  const Table<TierId, std::size_t> open = open_at_start(plan.model);
  for (std::size_t i = 0; i < open.size(); ++i) {
    json["open_at_start"][plan.model.tiers[TierId{i}].name] = open[TierId{i}];
  }
  return json;
}

Json tiers_json(const Plan& plan) {
  Json list = Json::array();
  for (std::size_t i = 0; i < plan.model.tiers.size(); ++i) {
    const TierRequirement& tier = plan.requirement.tiers[TierId{i}];
    const Attendance& entered = plan.demand.attendance[TierId{i}];
    const auto if_known = [&](double heads) { return tier.is_known ? Json(heads) : Json(nullptr); };
    list.push_back(
        {{"tier", plan.model.tiers[TierId{i}].name},
         {"tickets_a_week", tier.tickets},
         {"straight_a_week", tier.straight},
         {"moved_up_a_week", tier.moved_up},
         {"hours_a_week", tier.hours},
         {"available_hours_a_week", tier.available_hours},
         {"heads_required", if_known(tier.heads_required)},
         {"heads", tier.heads},
         {"gap", if_known(tier.heads - tier.heads_required)},
         {"heads_naive", if_known(tier.heads_naive)},
         {"occupancy", tier.occupancy ? Json(*tier.occupancy) : Json(nullptr)},
         {"unattended_share",
          entered.tickets > 0 ? Json(entered.unattended / entered.tickets) : Json(nullptr)}});
  }
  return list;
}

Json skills_json(const Plan& plan) {
  Json list = Json::array();
  for (const SkillRequirement& row : plan.requirement.skills) {
    const bool known = row.is_known();
    list.push_back({{"tier", plan.model.tiers[row.tier].name},
                    {"skill", row.skill},
                    {"triage", row.triage},
                    {"tickets_a_week", row.tickets},
                    {"hours_a_week", row.hours},
                    {"escalation_hours_a_week", row.escalation_hours},
                    {"occupancy_cap", row.occupancy_cap},
                    {"available_share", known ? Json(row.available_share) : Json(nullptr)},
                    {"paid_hours_a_head", known ? Json(row.paid_hours_per_head) : Json(nullptr)},
                    {"heads_required", known ? Json(row.heads_required) : Json(nullptr)},
                    {"heads", row.heads},
                    {"gap", known ? Json(row.gap()) : Json(nullptr)},
                    {"heads_naive", known ? Json(row.heads_naive) : Json(nullptr)},
                    {"uncovered_hours_a_week",
                     row.has_heads ? row.uncovered_hours : row.hours / row.occupancy_cap}});
  }
  return list;
}

Json groups_json(const Plan& plan) {
  Json list = Json::array();
  for (std::size_t i = 0; i < plan.model.groups.size(); ++i) {
    const GroupUse& use = plan.requirement.groups[GroupId{i}];
    Json tiers = Json::object();
    for (std::size_t t = 0; t < use.share_of_tier.size(); ++t) {
      if (use.share_of_tier[t] > 0) tiers[plan.model.tiers[TierId{t}].name] = use.share_of_tier[t];
    }
    const ModelGroup& group = plan.model.groups[GroupId{i}];
    list.push_back({{"group", group.name},
                    {"heads", group.changes.empty() ? Json(group.heads) : Json(use.hours.heads)},
                    {"paid_hours_a_week", use.hours.paid},
                    {"fte", use.hours.fte},
                    {"available_hours_a_week", use.hours.available},
                    {"occupancy", use.occupancy},
                    {"share_of_work", tiers}});
  }
  return list;
}

Json calendars_json(const Plan& plan) {
  Json list = Json::object();
  std::size_t index = 0;
  for (const auto& [name, calendar] : plan.scenario.calendars) {
    list[name] = {{"business_day_hours", in_hours(plan.model.business_days[index++])}};
  }
  return list;
}

/// With whom each clock is agreed.
Json clocks_json(const Plan& plan) {
  Json list = Json::array();
  for (const ModelSla& sla : plan.model.slas) {
    list.push_back({{"sla", sla.name}, {"type", clock_type_name(sla.type)}});
  }
  return list;
}

Json ola_tiers_json(const Plan& plan, const OlaSum& sum) {
  Json list = Json::array();
  for (const OlaTier& one : sum.tiers) {
    if (!one.target) continue;
    list.push_back({{"tier", plan.model.tiers[one.tier].name},
                    {"sla", plan.model.slas[one.clock].name},
                    {"target_hours", in_hours(*one.target)}});
  }
  return list;
}

Json olas_json(const Plan& plan) {
  Json list = Json::array();
  for (const OlaSum& sum : ola_sums(plan.scenario, plan.model)) {
    list.push_back({{"sla", plan.model.slas[sum.sla].name},
                    {"customer", plan.model.customers[sum.customer].name},
                    {"priority", plan.model.priorities[sum.priority.index()]},
                    {"tiers", ola_tiers_json(plan, sum)},
                    {"hand_offs_hours", sum.hand_offs_ms / ms_per_hour},
                    {"sum_hours", sum.sum_ms / ms_per_hour},
                    {"target_hours", in_hours(sum.promised)},
                    {"fits", sum.too_long_ms() <= 0},
                    {"one_calendar", sum.is_one_calendar}});
  }
  return list;
}

}  // namespace

std::string validation_json(const Plan& plan, const std::vector<PlanWarning>& warnings) {
  Json list = Json::array();
  for (const PlanWarning& one : warnings) {
    const bool is_warning = one.level == WarningLevel::warning;
    list.push_back({{"level", is_warning ? "warning" : "note"},
                    {"id", one.id},
                    {"what", one.what},
                    {"advice", one.advice}});
  }
  const Json result = {{"schema_version", validation_schema_version},
                       {"kind", "validation"},
                       {"name", plan.model.name},
                       {"currency", plan.model.currency},
                       {"demand", demand_json(plan)},
                       {"tiers", tiers_json(plan)},
                       {"skills", skills_json(plan)},
                       {"groups", groups_json(plan)},
                       {"calendars", calendars_json(plan)},
                       {"slas", clocks_json(plan)},
                       {"olas", olas_json(plan)},
                       {"uncovered_hours_a_week", plan.requirement.uncovered_hours},
                       {"labour_a_week", plan.requirement.labour_a_week},
                       {"cost_per_ticket", plan.requirement.cost_per_ticket},
                       {"warnings", list}};
  return result.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace tiersim
