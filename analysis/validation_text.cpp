// The validation as text: demand, the chain of tiers, heads, people, warnings.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "analysis/ola_sums.hpp"
#include "analysis/open_at_start.hpp"
#include "analysis/report_format.hpp"
#include "analysis/text_table.hpp"
#include "analysis/validation.hpp"
#include "sim/text.hpp"

namespace tiersim {

namespace {

constexpr std::size_t columns = 80;
constexpr std::size_t most_shown = 24;
constexpr std::size_t most_months = 12;
constexpr double full = 100;  // percent

/// One decimal where there is room for it.
std::string figure(double x) { return grouped(x, std::abs(x) < 999.95 ? 1 : 0); }
std::string percent(double share) { return fmt::format("{:.0f}%", share * full); }
std::string signed_number(double x) { return fmt::format("{}{}", x < -0.05 ? "" : "+", figure(x)); }

class ValidationText {
 public:
  ValidationText(const Plan& plan, const std::vector<PlanWarning>& warnings)
      : plan_{plan}, warnings_{warnings} {}

  std::string write() {
    add_counts();
    add_demand();
    add_types();
    add_customers();
    add_chain();
    add_heads();
    add_people();
    add_calendars();
    text_ += ola_text(plan_.scenario, plan_.model);
    add_warnings();
    return std::move(text_);
  }

 private:
  void line(std::string_view text) {
    const std::size_t blanks = text.find_first_not_of(' ');
    const std::string indent(blanks + 2, ' ');
    text_ += indent.substr(2) + wrapped(text.substr(blanks), columns - blanks, indent) + "\n";
  }
  void heading(std::string_view text) { text_ += fmt::format("\n{}\n", text); }

  static std::string count(std::size_t n, std::string_view what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
  }

  void add_counts() {
    const Scenario& scenario = plan_.scenario;
    line(fmt::format("scenario ok: {}",
                     shortened(scenario.name.empty() ? "without a name" : scenario.name, 60)));
    line(fmt::format(
        "  {}, {} of demand, {}, {} ({}), {}, {}, {}", count(scenario.ticket_types.size(), "type"),
        count(plan_.model.streams.size() - (plan_.model.backlog.size() > 0 ? 1 : 0), "stream"),
        count(scenario.tiers.size(), "tier"), count(scenario.staff.size(), "group"), heads_in_all(),
        count(scenario.sla.size(), "SLA clock"), count(scenario.targets.size(), "target"),
        count(scenario.experiment.replications, "replication")));
    line(fmt::format("  horizon {} from {} ({}), {} measured", span_text(scenario.horizon.length),
                     date_text(*scenario.horizon.start), scenario.horizon.time_zone,
                     weeks_text(plan_.demand.measured_weeks)));
  }

  /// Where they change, the sum of the most of each group.
  [[nodiscard]] std::string heads_in_all() const {
    const bool change = std::ranges::any_of(
        plan_.model.groups, [](const ModelGroup& group) { return !group.changes.empty(); });
    return (change ? "up to " : "") + count(plan_.model.agents, "head");
  }

  static std::string weeks_text(double weeks) { return fmt::format("{:.1f} weeks", weeks); }

  void add_demand() {
    const DemandSummary& demand = plan_.demand;
    heading("Expected tickets");
    line(fmt::format("  {} in the horizon, {} of them measured; {} a business day",
                     grouped(demand.total, 0), grouped(demand.measured, 0),
                     grouped(demand.per_business_day, 1)));
    if (demand.nth_week > 1) {
      line(fmt::format("  (reckoned from every {}th week of this long horizon)", demand.nth_week));
    }
    std::string weekdays = "  by weekday ";
    for (std::size_t day = 0; day < weekday_names.size(); ++day) {
      weekdays += fmt::format(" {} {}", weekday_names[day], grouped(demand.by_weekday[day], 0));
    }
    line(weekdays);
    add_backlog();
    add_weeks();
    add_months();
  }

  void add_backlog() {
    const std::string tiers = open_at_start_text(plan_.model);
    if (!tiers.empty()) line(fmt::format("  besides, open at the start: {}", tiers));
  }

  void add_weeks() {
    std::vector<DemandPeriod> whole;
    std::ranges::copy_if(plan_.demand.weeks, std::back_inserter(whole),
                         [](const DemandPeriod& week) { return week.days == 7; });
    if (whole.empty()) return;
    double sum = 0;
    for (const DemandPeriod& week : whole) sum += week.tickets;
    const auto by_tickets = [](const DemandPeriod& a, const DemandPeriod& b) {
      return a.tickets < b.tickets;
    };
    const auto [least, most] = std::minmax_element(whole.begin(), whole.end(), by_tickets);
    if (most->tickets - least->tickets < 0.5) {
      return line(fmt::format("  a week       {}", grouped(most->tickets, 0)));
    }
    line(fmt::format("  a week       {} on average, least {} ({}), most {} ({})",
                     grouped(sum / static_cast<double>(whole.size()), 0),
                     grouped(least->tickets, 0), date_text(least->first), grouped(most->tickets, 0),
                     date_text(most->first)));
  }

  void add_months() {
    const std::vector<DemandPeriod>& months = plan_.demand.months;
    if (months.empty()) return;
    std::string text = "  by month   ";
    for (std::size_t i = 0; i < std::min(months.size(), most_months); ++i) {
      const std::chrono::year_month_day date{months[i].first};
      text += fmt::format(" {} {}", month_names[static_cast<unsigned>(date.month()) - 1],
                          grouped(months[i].tickets, 0));
    }
    if (months.size() > most_months) text += " ... (all with --json)";
    line(text);
  }

  void add_types() {
    heading("By type, a week, and the agent time of one ticket over all its tiers");
    add_work("type", plan_.model.types, plan_.requirement.types);
  }

  void add_customers() {
    if (plan_.scenario.customers.empty()) return;
    heading("By customer, likewise");
    add_work("customer", plan_.model.customers, plan_.requirement.customers);
  }

  template <class IdType, class Row>
  void add_work(const std::string& what,
                const Table<IdType, Row>& rows,
                const Table<IdType, TypeWork>& work) {
    TextTable table;
    table.add({what, "tickets", "share", "time"});
    double all = 0;
    for (const TypeWork& one : work) all += one.tickets;
    for (std::size_t i = 0; i < rows.size() && i < most_shown; ++i) {
      const TypeWork& one = work[IdType{i}];
      table.add({shortened(rows[IdType{i}].name, 24), grouped(one.tickets, 1),
                 all > 0 ? percent(one.tickets / all) : "-", time_text(one.work_ms)});
    }
    text_ += table.text(columns);
    note_rest(rows.size());
  }

  void note_rest(std::size_t rows) {
    if (rows > most_shown) line(fmt::format("  and {} more (all with --json)", rows - most_shown));
  }

  void add_chain() {
    heading("By tier, a week");
    TextTable table;
    table.add({"tier", "enter", "of all", "moved up", "hours", "needed", "have", "gap", "naive",
               "occupied"});
    double all = 0;
    for (const TypeWork& type : plan_.requirement.types) all += type.tickets;
    for (std::size_t i = 0; i < plan_.model.tiers.size(); ++i) {
      const TierRequirement& tier = plan_.requirement.tiers[TierId{i}];
      const bool any = tier.tickets > 0;
      const bool known = tier.is_known;
      table.add({shortened(plan_.model.tiers[TierId{i}].name, 8), figure(tier.tickets),
                 all > 0 ? fmt::format("{:.1f}%", full * tier.tickets / all) : "-",
                 any ? fmt::format("{:.1f}%", full * tier.moved_up / tier.tickets) : "-",
                 figure(tier.hours), known ? figure(tier.heads_required) : "-", figure(tier.heads),
                 known ? signed_number(tier.heads - tier.heads_required) : "-",
                 known ? figure(tier.heads_naive) : "-",
                 tier.occupancy ? percent(*tier.occupancy) : "-"});
    }
    text_ += table.text(columns);
    const Requirement& needed = plan_.requirement;
    if (needed.cost_per_ticket > 0) {
      line(fmt::format("  labour {} {} a week; {:.2f} {} a ticket with overhead",
                       grouped(needed.labour_a_week, 0), plan_.model.currency,
                       needed.cost_per_ticket, plan_.model.currency));
    }
    if (needed.uncovered_hours > 0.05) {
      line(fmt::format("  {} h a week on duty are missing at the caps, however flexible people are "
                       "split",
                       grouped(needed.uncovered_hours, 1)));
    }
  }

  void add_heads() {
    heading("How heads are computed: tickets x time = hours a week; / cap / net / paid");
    TextTable table;
    table.add({"tier", "skill", "tickets", "min", "hours", "cap", "net", "paid", "needed", "have",
               "gap"});
    const std::vector<SkillRequirement>& rows = plan_.requirement.skills;
    for (std::size_t i = 0; i < rows.size() && i < most_shown; ++i) add_row(table, rows[i]);
    text_ += table.text(columns);
    note_rest(rows.size());
    line("  min: agent time of one entry into the tier, with speed, cuts, retries and escalation "
         "time. net: share of paid hours that is left after shrinkage, paid breaks and support "
         "share. paid: hours of a head and week. naive, above: hours / paid, no more.");
    line("  Flexible people count once: their hours are split so that the highest load is as low "
         "as can be. Left out: waits, and thresholds on a share of an SLA.");
  }

  void add_row(TextTable& table, const SkillRequirement& row) const {
    const double minutes = row.tickets > 0 ? row.hours * 60 / row.tickets : 0;
    const bool known = row.is_known();
    table.add({shortened(plan_.model.tiers[row.tier].name, 8),
               shortened(row.skill, row.triage ? 11 : 12) + (row.triage ? "*" : ""),
               figure(row.tickets), figure(minutes), figure(row.hours), percent(row.occupancy_cap),
               known ? percent(row.available_share) : "-",
               known ? figure(row.paid_hours_per_head) : "-",
               known ? figure(row.heads_required) : "-", figure(row.heads),
               known ? signed_number(row.gap()) : "-"});
  }

  void add_people() {
    heading(fmt::format("People: hours a week of the group; an FTE has {}",
                        duration_text(plan_.model.full_time)));
    TextTable table;
    table.add({"group", "heads", "FTE", "paid", "for tickets", "net", "occupied", "works at"});
    for (std::size_t i = 0; i < plan_.model.groups.size() && i < most_shown; ++i) {
      const GroupUse& use = plan_.requirement.groups[GroupId{i}];
      const ModelGroup& group = plan_.model.groups[GroupId{i}];
      table.add({shortened(group.name, 16), heads_text(group, use), figure(use.hours.fte),
                 figure(use.hours.paid), figure(use.hours.available),
                 use.hours.paid > 0 ? percent(use.hours.available / use.hours.paid) : "-",
                 percent(use.occupancy), shortened(places_of(use), 16)});
    }
    text_ += table.text(columns);
    note_rest(plan_.model.groups.size());
    add_seats();
    add_changes();
  }

  [[nodiscard]] static std::string heads_text(const ModelGroup& group, const GroupUse& use) {
    return group.changes.empty() ? fmt::format("{}", group.heads) : figure(use.hours.heads);
  }

  /// "desk: 10 heads, 14 from 2026-03-02; 12.3 on the mean of the measured window"
  void add_changes() {
    std::size_t index = 0;
    for (const auto& [name, group] : plan_.scenario.staff) {
      const GroupId id{index++};
      if (group.changes.empty()) continue;
      std::vector<std::string> later;
      for (const HeadsChange& change : group.changes) {
        later.push_back(fmt::format("{} from {}", change.heads, date_text(change.on)));
      }
      const std::string mean = figure(plan_.requirement.groups[id].hours.heads);
      line(fmt::format("  {}: {} heads, {}; {} on the mean of the measured window", name,
                       group.heads.value_or(0), joined(later), mean));
    }
  }

  [[nodiscard]] std::string places_of(const GroupUse& use) const {
    std::string text;
    for (std::size_t i = 0; i < use.share_of_tier.size(); ++i) {
      if (use.share_of_tier[i] < 0.005) continue;
      if (!text.empty()) text += ", ";
      text +=
          fmt::format("{} {}", plan_.model.tiers[TierId{i}].name, percent(use.share_of_tier[i]));
    }
    return text;
  }

  void add_seats() {
    std::size_t index = 0;
    for (const auto& [name, group] : plan_.scenario.staff) {
      const GroupId id{index++};
      if (!group.seats) continue;
      const Shift* shift = group.shift ? plan_.scenario.shifts.find(*group.shift) : nullptr;
      const double open = shift ? shift->weekly.open_days() : 7;
      line(fmt::format("  {}: {} seats x {} open days / {} days a week / {} present = {} heads",
                       name, *group.seats, open, group.days_per_week.value_or(open),
                       percent(1 - group.shrinkage.out_of_office()), plan_.model.groups[id].heads));
    }
  }

  void add_calendars() {
    std::string text;
    std::size_t index = 0;
    for (const auto& [name, calendar] : plan_.scenario.calendars) {
      const Duration day = plan_.model.business_days[index++];
      if (!text.empty()) text += ", ";
      text += fmt::format("{} {}", name, duration_text(day));
    }
    if (text.empty()) return;
    heading("A business day (bd)");
    line("  " + text);
  }

  void add_warnings() {
    for (const WarningLevel level : {WarningLevel::warning, WarningLevel::note}) {
      const bool is_warning = level == WarningLevel::warning;
      bool first = true;
      for (const PlanWarning& one : warnings_) {
        if (one.level != level) continue;
        if (first) heading(is_warning ? "Warnings" : "Notes");
        first = false;
        line(fmt::format("- {}{}{}", one.what, one.advice.empty() ? "" : "; ", one.advice));
      }
    }
  }

  const Plan& plan_;
  const std::vector<PlanWarning>& warnings_;
  std::string text_;
};

}  // namespace

std::string validation_text(const Plan& plan, const std::vector<PlanWarning>& warnings) {
  return ValidationText{plan, warnings}.write();
}

}  // namespace tiersim
