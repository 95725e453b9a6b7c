// The table of KPIs: definitions as data (the domain page's, one each).

#include "tiersim/kpi.hpp"

namespace tiersim {

namespace {

constexpr Stat mean{0};
constexpr Stat median{0.5};
constexpr Stat p90{0.9};
constexpr Stat p95{0.95};

const std::vector<Label> by_ticket{Label::priority, Label::type, Label::kind, Label::channel};
const std::vector<Label> by_ticket_and_people{Label::priority, Label::type, Label::kind,
                                              Label::channel,  Label::tier, Label::group};
const std::vector<Label> by_ticket_and_tier{Label::priority, Label::type, Label::kind,
                                            Label::channel, Label::tier};
const std::vector<Label> by_people{Label::tier, Label::group};
const std::vector<Label> by_tier{Label::tier};
const std::vector<Label> by_clock{Label::priority, Label::type,  Label::kind, Label::channel,
                                  Label::tier,     Label::group, Label::sla};
const std::vector<Label> by_penalty{Label::priority, Label::type, Label::kind, Label::channel,
                                    Label::sla};

template <class... Sums>
Part part(Section section, Sums... sums) {
  return {section, {static_cast<std::uint8_t>(sums)...}};
}
template <class... Sums>
Part tickets(Sums... sums) {
  return part(Section::tickets, sums...);
}
template <class... Sums>
Part flow(Sums... sums) {
  return part(Section::flow, sums...);
}

constexpr double minor_to_major = 0.01;
constexpr double per_ms_to_per_hour = 3'600'000.0;

std::vector<KpiRow> quality_rows() {
  using enum TicketSum;
  constexpr auto higher = Direction::higher_is_better;
  return {
      {.id = "fcr",
       .title = "First-contact resolution",
       .definition = "of incidents and requests raised by people and resolved: resolved in one "
                     "engagement at the tier of entry, no escalation; on channels that are not "
                     "live also within fcr_window",
       .unit = Unit::share,
       .direction = higher,
       .form = Form::share,
       .labels = by_ticket_and_people,
       .stats = {mean},
       .numerator = tickets(first_contact),
       .denominator = tickets(first_contact_asked)},
      {.id = "fcr_net",
       .title = "First-contact resolution, net",
       .definition = "fcr without the types that the tier of entry cannot resolve",
       .unit = Unit::share,
       .direction = higher,
       .form = Form::share,
       .labels = by_ticket_and_people,
       .stats = {mean},
       .numerator = tickets(first_contact_net),
       .denominator = tickets(first_contact_net_asked)},
      {.id = "flr",
       .title = "First-level resolution",
       .definition = "resolved at the first named tier, however many engagements, of resolved; "
                     "straight entry above counts against it",
       .unit = Unit::share,
       .direction = higher,
       .form = Form::share,
       .labels = by_ticket_and_people,
       .stats = {mean},
       .numerator = tickets(first_level),
       .denominator = tickets(resolved)},
      {.id = "flr_entered",
       .title = "First-level resolution of what entered there",
       .definition = "flr without straight entry above the first named tier",
       .unit = Unit::share,
       .direction = higher,
       .form = Form::share,
       .labels = by_ticket_and_people,
       .stats = {mean},
       .numerator = tickets(first_level_entered),
       .denominator = tickets(entered_first)},
      {.id = "l1_capable",
       .title = "Resolved above L1 though L1 could have",
       .definition = "of tickets resolved above the first named tier: its own draw would have "
                     "solved them (cut by a threshold, or straight entry above)",
       .unit = Unit::share,
       .direction = Direction::lower_is_better,
       .form = Form::share,
       .labels = by_ticket_and_people,
       .stats = {mean},
       .numerator = tickets(above_first_capable),
       .denominator = tickets(above_first)},
  };
}

std::vector<KpiRow> time_rows() {
  using enum TicketSum;
  constexpr auto lower = Direction::lower_is_better;
  return {
      {.id = "mttr",
       .title = "Time to resolve, incidents",
       .definition = "opened to resolved, of incidents, calendar time; those still open at the "
                     "horizon's end are not in it (open_incidents counts them)",
       .unit = Unit::duration,
       .direction = lower,
       .form = Form::ratio,
       .labels = by_ticket_and_people,
       .stats = {median, mean, p90, p95},
       .grows = true,
       .numerator = tickets(incident_ms),
       .denominator = tickets(incidents),
       .quantiles = DurationKind::incident},
      {.id = "fulfilment_time",
       .title = "Time to fulfil, requests",
       .definition = "opened to resolved, of requests, calendar time",
       .unit = Unit::duration,
       .direction = lower,
       .form = Form::ratio,
       .labels = by_ticket_and_people,
       .stats = {median, mean, p90, p95},
       .grows = true,
       .numerator = tickets(request_ms),
       .denominator = tickets(requests),
       .quantiles = DurationKind::request},
      {.id = "open_incidents",
       .title = "Incidents still open",
       .definition = "counted incidents that are open at the horizon's end",
       .unit = Unit::count,
       .direction = lower,
       .form = Form::total,
       .labels = by_ticket_and_people,
       .stats = {mean},
       .numerator = tickets(incidents_open),
       .denominator = part(Section::one)},
  };
}

std::vector<KpiRow> wait_rows() {
  constexpr auto lower = Direction::lower_is_better;
  return {
      {.id = "tier_time",
       .title = "Time at a tier",
       .definition = "queued at a tier to resolved at it or leaving it, calendar time; visits "
                     "still going on at the end are out",
       .unit = Unit::duration,
       .direction = lower,
       .form = Form::ratio,
       .labels = by_ticket_and_tier,
       .stats = {mean, median, p90},
       .grows = true,
       .numerator = flow(FlowSum::tier_ms),
       .denominator = flow(FlowSum::left),
       .quantiles = DurationKind::tier_time},
      {.id = "wait",
       .title = "Wait in a tier's queue",
       .definition = "entering the queue to being taken or moved, each time; waits still going on "
                     "at the end are out (still_waiting counts them)",
       .unit = Unit::duration,
       .direction = lower,
       .form = Form::ratio,
       .labels = by_ticket_and_tier,
       .stats = {mean, median, p90},
       .grows = true,
       .numerator = flow(FlowSum::wait_ms),
       .denominator = flow(FlowSum::waits),
       .quantiles = DurationKind::wait},
      {.id = "still_waiting",
       .title = "Waits still going on at the end",
       .definition = "tickets in a queue at the horizon's end",
       .unit = Unit::count,
       .direction = lower,
       .form = Form::total,
       .labels = by_ticket_and_tier,
       .stats = {mean},
       .numerator = flow(FlowSum::still_waiting),
       .denominator = part(Section::one)},
  };
}

std::vector<KpiRow> acknowledge_rows() {
  using enum TicketSum;
  constexpr auto lower = Direction::lower_is_better;
  return {
      {.id = "mtta",
       .title = "Time to acknowledge",
       .definition = "opened to the start of the first engagement, calendar time; tickets never "
                     "acknowledged are out (never_acknowledged counts them)",
       .unit = Unit::duration,
       .direction = lower,
       .form = Form::ratio,
       .labels = by_ticket_and_people,
       .stats = {mean, median, p90},
       .grows = true,
       .numerator = tickets(acknowledge_ms),
       .denominator = tickets(acknowledged),
       .quantiles = DurationKind::acknowledge},
      {.id = "never_acknowledged",
       .title = "Never acknowledged",
       .definition = "tickets without an engagement by the horizon's end",
       .unit = Unit::count,
       .direction = lower,
       .form = Form::total,
       .labels = by_ticket,
       .stats = {mean},
       .numerator = tickets(never_acknowledged),
       .denominator = part(Section::one)},
  };
}

std::vector<KpiRow> sla_rows() {
  using enum SlaSum;
  const Part ended = part(Section::clocks, met, breached);
  return {
      {.id = "on_time",
       .title = "On time",
       .definition = "1 - sla_breach_rate: clocks stopped by their target, of those stopped or "
                     "breached by the horizon's end",
       .unit = Unit::share,
       .direction = Direction::higher_is_better,
       .form = Form::share,
       .labels = by_clock,
       .stats = {mean},
       .numerator = part(Section::clocks, met),
       .denominator = ended},
      {.id = "sla_breach_rate",
       .title = "SLA breach rate",
       .definition = "clocks breached by the horizon's end, of those stopped or breached by then; "
                     "open and past its target is breached, open and not yet due is out",
       .unit = Unit::share,
       .direction = Direction::lower_is_better,
       .form = Form::share,
       .labels = by_clock,
       .stats = {mean},
       .numerator = part(Section::clocks, breached),
       .denominator = ended},
      {.id = "sla_breaches",
       .title = "SLA breaches",
       .definition = "clocks breached by the horizon's end",
       .unit = Unit::count,
       .direction = Direction::lower_is_better,
       .form = Form::total,
       .labels = by_clock,
       .stats = {mean},
       .numerator = part(Section::clocks, breached),
       .denominator = part(Section::one)},
      {.id = "sla_not_due",
       .title = "Clocks open and not yet due",
       .definition = "clocks still running at the horizon's end, inside their target",
       .unit = Unit::count,
       .direction = Direction::neither,
       .form = Form::total,
       .labels = by_clock,
       .stats = {mean},
       .numerator = part(Section::clocks, open_not_due),
       .denominator = part(Section::one)},
  };
}

std::vector<KpiRow> flow_rows() {
  using enum FlowSum;
  const auto rate = [](std::string_view id, std::string_view title, std::string_view definition,
                       Part numerator) {
    return KpiRow{.id = id,
                  .title = title,
                  .definition = definition,
                  .unit = Unit::share,
                  .direction = Direction::lower_is_better,
                  .form = Form::share,
                  .labels = by_ticket_and_tier,
                  .stats = {mean},
                  .numerator = std::move(numerator),
                  .denominator = flow(entries)};
  };
  const auto per_ticket = [](std::string_view id, std::string_view title,
                             std::string_view definition, TicketSum sum) {
    return KpiRow{.id = id,
                  .title = title,
                  .definition = definition,
                  .unit = Unit::count,
                  .direction = Direction::lower_is_better,
                  .form = Form::ratio,
                  .labels = by_ticket_and_people,
                  .stats = {mean},
                  .numerator = tickets(sum),
                  .denominator = tickets(TicketSum::opened)};
  };
  KpiRow unmoved =
      per_ticket("first_assignment_rate", "Never reassigned",
                 "tickets without any reassignment, of tickets", TicketSum::never_reassigned);
  unmoved.unit = Unit::share;
  unmoved.direction = Direction::higher_is_better;
  unmoved.form = Form::share;
  return {
      rate("escalation_rate", "Escalated", "visits to a tier that moved up, of visits begun",
           flow(up_unsolved, up_work_threshold, up_sla_share)),
      rate("escalation_unsolved", "Escalated: not solved here",
           "visits to a tier that moved up because it could not solve them, of visits begun",
           flow(up_unsolved)),
      rate("escalation_work_threshold", "Escalated: work threshold",
           "visits to a tier that moved up because work passed the tier's time, of visits begun",
           flow(up_work_threshold)),
      rate("escalation_sla_share", "Escalated: share of an SLA",
           "visits to a tier that moved up because an SLA clock passed the tier's share, of "
           "visits begun",
           flow(up_sla_share)),
      per_ticket("group_reassignments", "Reassignments between groups",
                 "changes of tier by escalation, and of group after a hand-over, per ticket",
                 TicketSum::group_reassignments),
      per_ticket("assignee_reassignments", "Reassignments between people",
                 "changes of tier by escalation, and of agent after a hand-over, per ticket",
                 TicketSum::assignee_reassignments),
      std::move(unmoved),
  };
}

std::vector<KpiRow> backlog_rows() {
  const auto total = [](std::string_view id, std::string_view title, std::string_view definition,
                        Part numerator, std::vector<Label> labels) {
    return KpiRow{.id = id,
                  .title = title,
                  .definition = definition,
                  .unit = Unit::count,
                  .direction = Direction::neither,
                  .form = Form::total,
                  .labels = std::move(labels),
                  .stats = {mean},
                  .numerator = std::move(numerator),
                  .denominator = part(Section::one)};
  };
  KpiRow at_close =
      total("backlog", "Open at close of business",
            "tickets open at close of business (local midnight on days without hours), mean over "
            "the days of the window",
            part(Section::backlog_at_close), by_tier);
  at_close.direction = Direction::lower_is_better;
  at_close.grows = true;
  KpiRow over_time =
      total("backlog_mean", "Open tickets, time-weighted",
            "open tickets, mean over the time of the window", part(Section::backlog_time), by_tier);
  over_time.direction = Direction::lower_is_better;
  over_time.grows = true;
  over_time.per = KpiRow::Per::window;
  return {
      std::move(at_close),
      std::move(over_time),
      total("tickets_opened", "Tickets opened", "tickets opened in the window",
            tickets(TicketSum::opened), by_ticket),
      total("tickets_resolved", "Tickets resolved",
            "tickets opened in the window and resolved by the horizon's end",
            tickets(TicketSum::resolved), by_ticket_and_people),
      total("tickets_open", "Tickets still open",
            "tickets opened in the window and open at the horizon's end", tickets(TicketSum::open),
            by_ticket_and_people),
  };
}

std::vector<KpiRow> people_rows() {
  using enum StaffSum;
  const auto ratio = [](std::string_view id, std::string_view title, std::string_view definition,
                        Unit unit, Part numerator, Part denominator) {
    return KpiRow{.id = id,
                  .title = title,
                  .definition = definition,
                  .unit = unit,
                  .direction = Direction::neither,
                  .form = Form::ratio,
                  .labels = by_people,
                  .stats = {mean},
                  .numerator = std::move(numerator),
                  .denominator = std::move(denominator)};
  };
  const Part handling = part(Section::work, WorkSum::handling_ms);
  KpiRow handle_time =
      ratio("aht", "Mean handle time", "handling time (escalation time included) per engagement",
            Unit::duration, handling, part(Section::work, WorkSum::engagements));
  handle_time.labels = by_ticket_and_people;
  KpiRow rate =
      ratio("tickets_per_hour", "Tickets an hour on duty",
            "engagements that end in resolution or escalation, per hour on duty", Unit::per_hour,
            part(Section::work, WorkSum::finished), part(Section::staff, on_duty_ms));
  rate.weight = per_ms_to_per_hour;
  rate.direction = Direction::higher_is_better;
  return {
      ratio("occupancy", "Occupancy", "handling / (handling + available), while on duty",
            Unit::share, handling, part(Section::staff, on_duty_ms)),
      ratio("utilisation_wfm", "Utilisation (WFM)", "(handling + available) / paid time",
            Unit::share, part(Section::staff, on_duty_ms), part(Section::staff, paid_ms)),
      ratio("utilisation_hdi", "Utilisation (HDI)",
            "handling / worked hours (on duty, breaks that are paid, and other work)", Unit::share,
            handling, part(Section::staff, on_duty_ms, other_work_ms)),
      std::move(handle_time),
      std::move(rate),
  };
}

std::vector<KpiRow> cost_rows() {
  using enum StaffSum;
  const auto money = [](std::string_view id, std::string_view title, std::string_view definition,
                        Part numerator) {
    return KpiRow{.id = id,
                  .title = title,
                  .definition = definition,
                  .unit = Unit::money,
                  .direction = Direction::lower_is_better,
                  .form = Form::total,
                  .labels = by_ticket_and_people,
                  .stats = {mean},
                  .numerator = std::move(numerator),
                  .denominator = part(Section::one),
                  .weight = minor_to_major};
  };
  const Part all = part(Section::cost, labour, overhead);
  KpiRow month = money("cost_per_month", "Cost a month",
                       "cost_total scaled to a month of 365.25 / 12 days", all);
  month.per = KpiRow::Per::month;
  KpiRow per_ticket = money("cost_per_ticket", "Cost per ticket",
                            "cost_total per ticket opened; by tier, per visit to it", all);
  per_ticket.form = Form::ratio;
  per_ticket.labels = by_ticket_and_tier;
  per_ticket.denominator = part(Section::cost_base);
  KpiRow per_resolved = money("cost_per_resolved", "Cost per resolved ticket",
                              "cost_total per counted ticket resolved", all);
  per_resolved.form = Form::ratio;
  per_resolved.labels = by_ticket;
  per_resolved.denominator = tickets(TicketSum::resolved);
  KpiRow penalties =
      money("penalties", "Penalties", "penalties of breached clocks; not part of cost_total",
            part(Section::penalties));
  penalties.labels = by_penalty;
  return {
      money("cost_total", "Cost",
            "labour and overhead inside the window; a group's by tier, and a tier's by ticket "
            "labels, shared by handling time",
            all),
      money("cost_labour", "Labour", "paid hours x rate, overtime included, inside the window",
            part(Section::cost, labour)),
      money("cost_overhead", "Overhead", "the overhead share of labour",
            part(Section::cost, overhead)),
      std::move(month),
      std::move(per_ticket),
      std::move(per_resolved),
      std::move(penalties),
  };
}

std::vector<KpiRow> all_rows() {
  std::vector<KpiRow> all;
  for (auto* rows : {&quality_rows, &time_rows, &wait_rows, &acknowledge_rows, &sla_rows,
                     &flow_rows, &backlog_rows, &people_rows, &cost_rows}) {
    for (KpiRow& row : rows()) all.push_back(std::move(row));
  }
  return all;
}

}  // namespace

std::span<const KpiRow> kpi_table() {
  static const std::vector<KpiRow> table = all_rows();
  return table;
}

}  // namespace tiersim
