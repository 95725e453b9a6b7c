// The operation: its backlog, its people, and what they cost.

#include "analysis/kpi_rows.hpp"

namespace tiersim {

namespace {

constexpr double minor_to_major = 0.01;
constexpr double per_ms_to_per_hour = 3'600'000.0;

std::vector<KpiRow> open_rows() {
  using enum BacklogSum;
  KpiRow open = number(by_tier);
  open.grows = true;
  return alike(
      open,
      {{.id = "backlog",
        .title = "Open at close of business",
        .definition = "tickets open at close of business (local midnight on days without hours), "
                      "mean over the days of the window; by age in business days (bd) of the "
                      "business calendar since opening, the lower end included",
        .labels = {Label::tier, Label::age},
        .numerator = part(Section::backlog, below_1bd, below_3bd, below_5bd, from_5bd),
        .per = KpiRow::Per::close},
       {.id = "backlog_mean",
        .title = "Open tickets, time-weighted",
        .definition = "open tickets, mean over the time of the window",
        .numerator = part(Section::backlog, open_ms),
        .per = KpiRow::Per::window}});
}

/// What is wrong with the tickets that are open at close of business.
std::vector<KpiRow> open_state_rows() {
  using enum BacklogSum;
  KpiRow past = share(by_tier);
  past.direction = Direction::lower_is_better;
  past.grows = true;
  KpiRow age = past;
  age.unit = Unit::business_days;
  age.form = Form::ratio;
  return in_order(
      {alike(past, {{.id = "backlog_past_due",
                     .title = "Open and past due",
                     .definition = "tickets open at close of business and past the target of the "
                                   "resolution SLA (the first that stops when resolved), of those "
                                   "that have one",
                     .numerator = part(Section::backlog, past_target),
                     .denominator = part(Section::backlog, with_target)}}),
       alike(age,
             {{.id = "backlog_age",
               .title = "Age of open tickets",
               .definition = "open time of the business calendar since opening, of the "
                             "tickets open at close of business; in its business days",
               .numerator = part(Section::backlog, age_ms),
               .denominator = part(Section::backlog, below_1bd, below_3bd, below_5bd, from_5bd),
               .per = KpiRow::Per::business_day}})});
}

std::vector<KpiRow> ticket_count_rows() {
  return alike({.unit = Unit::count,
                .direction = Direction::neither,
                .form = Form::total,
                .labels = by_ticket_and_people},
               {{.id = "tickets_opened",
                 .title = "Tickets opened",
                 .definition = "tickets opened in the window",
                 .labels = by_ticket,
                 .numerator = tickets(TicketSum::opened)},
                {.id = "tickets_resolved",
                 .title = "Tickets resolved",
                 .definition = "tickets opened in the window and resolved by the horizon's end",
                 .numerator = tickets(TicketSum::resolved)},
                {.id = "tickets_open",
                 .title = "Tickets still open",
                 .definition = "tickets opened in the window and open at the horizon's end",
                 .numerator = tickets(TicketSum::open)},
                {.id = "tickets_merged",
                 .title = "Tickets merged as duplicates",
                 .definition = "tickets opened in the window and merged into others by the "
                               "horizon's end",
                 .numerator = tickets(TicketSum::merged)},
                {.id = "tickets_cancelled",
                 .title = "Tickets cancelled",
                 .definition = "tickets opened in the window and cancelled by the horizon's end; "
                               "opened = resolved + open + merged + cancelled",
                 .numerator = tickets(TicketSum::cancelled)}});
}

/// Of agents' time.
KpiRow of_time(Unit unit) {
  return {.unit = unit, .direction = Direction::neither, .form = Form::ratio, .labels = by_people};
}

std::vector<KpiRow> busy_rows() {
  using enum StaffSum;
  const Part handling = part(Section::work, WorkSum::handling_ms, WorkSum::tracking_ms);
  const Part on_duty = part(Section::staff, on_duty_ms);
  return alike(of_time(Unit::share),
               {{.id = "occupancy",
                 .title = "Occupancy",
                 .definition = "handling / (handling + available), while on duty",
                 .numerator = handling,
                 .denominator = on_duty},
                {.id = "utilisation_wfm",
                 .title = "Utilisation (WFM)",
                 .definition = "(handling + available) / paid time; above 100% where a roster file "
                               "has unpaid work",
                 .numerator = on_duty,
                 .denominator = part(Section::staff, paid_ms),
                 .exceeds_one = true},
                {.id = "utilisation_hdi",
                 .title = "Utilisation (HDI)",
                 .definition = "handling / worked hours (on duty, breaks that are paid, and other "
                               "work)",
                 .numerator = handling,
                 .denominator = part(Section::staff, on_duty_ms, other_work_ms)},
                {.id = "tracking_share",
                 .title = "Share of updates",
                 .definition = "updates on tickets that a tier tracks / handling, these updates "
                               "included",
                 .labels = by_ticket_and_people,
                 .numerator = part(Section::work, WorkSum::tracking_ms),
                 .denominator = handling}});
}

/// Money, of which less is better.
KpiRow money(Form form) {
  return {.unit = Unit::money,
          .direction = Direction::lower_is_better,
          .form = form,
          .labels = by_ticket_and_people,
          .weight = minor_to_major};
}

std::vector<KpiRow> cost_total_rows() {
  using enum StaffSum;
  const Part all = part(Section::cost, labour, overhead);
  return alike(
      money(Form::total),
      {{.id = "cost_total",
        .title = "Cost",
        .definition = "labour and overhead inside the window; a group's by tier, and a "
                      "tier's by ticket labels, shared by handling time",
        .numerator = all},
       {.id = "cost_labour",
        .title = "Labour",
        .definition = "paid hours x rate, overtime and the factors of `pay` included, inside "
                      "the window",
        .numerator = part(Section::cost, labour)},
       {.id = "cost_overhead",
        .title = "Overhead",
        .definition = "the overhead share of labour",
        .numerator = part(Section::cost, overhead)},
       {.id = "cost_per_month",
        .title = "Cost a month",
        .definition = "cost_total scaled to a month of 365.25 / 12 days",
        .numerator = all,
        .per = KpiRow::Per::month}});
}

std::vector<KpiRow> cost_per_rows() {
  const Part all = part(Section::cost, StaffSum::labour, StaffSum::overhead);
  return alike(
      money(Form::ratio),
      {{.id = "cost_per_ticket",
        .title = "Cost per ticket",
        .definition = "cost_total per ticket opened and not merged; by tier, per visit to it",
        .labels = by_ticket_and_tier,
        .numerator = all,
        .denominator = part(Section::cost_base)},
       {.id = "cost_per_resolved",
        .title = "Cost per resolved ticket",
        .definition = "cost_total per counted ticket resolved",
        .labels = by_ticket,
        .numerator = all,
        .denominator = tickets(TicketSum::resolved)},
       {.id = "cost_per_fte_month",
        .title = "Cost of an FTE and month",
        .definition = "cost_total per paid hour, x the hours of a full-time month "
                      "(365.25 / 12 days); salaries are paid on holidays too, so that a "
                      "month with fewer paid hours has a dearer one",
        .labels = by_people,
        .numerator = all,
        .denominator = part(Section::staff, StaffSum::paid_ms),
        .per = KpiRow::Per::fte_month}});
}

std::vector<KpiRow> penalty_rows() {
  KpiRow penalty = money(Form::total);
  penalty.labels = by_penalty;
  const Part all = part(Section::penalties);
  return alike(penalty, {{.id = "penalties",
                          .title = "Penalties",
                          .definition = "penalties of breached clocks; not part of cost_total",
                          .numerator = all},
                         {.id = "penalties_per_month",
                          .title = "Penalties a month",
                          .definition = "penalties scaled to a month of 365.25 / 12 days",
                          .numerator = all,
                          .per = KpiRow::Per::month}});
}

std::vector<KpiRow> credit_rows() {
  KpiRow credits = money(Form::ratio);
  credits.labels = {Label::sla};
  credits.stats = {mean, p90};
  std::vector<KpiRow> rows =
      alike(credits, {{.id = "service_credits",
                       .title = "Service credits a month",
                       .definition = "what a month's fees are credited with, by its share on time, "
                                     "mean over whole months of the measured window; the p90 is "
                                     "that of (replication, month) pairs; not part of cost_total",
                       .numerator = part(Section::credits, CreditSum::money),
                       .denominator = part(Section::credits, CreditSum::months)}});
  rows.back().of_months = true;
  KpiRow chance = share({Label::sla});
  chance.direction = Direction::lower_is_better;
  return in_order(
      {std::move(rows),
       alike(chance, {{.id = "service_credit_chance",
                       .title = "Chance of a service credit",
                       .definition = "(replication, month) pairs with any service credit, of whole "
                                     "months of the measured window",
                       .numerator = part(Section::credits, CreditSum::some),
                       .denominator = part(Section::credits, CreditSum::months)}})});
}

std::vector<KpiRow> downtime_rows() {
  KpiRow downtime = money(Form::total);
  downtime.labels = by_leaf;
  const Part all = part(Section::downtime);
  return alike(downtime, {{.id = "downtime_cost",
                           .title = "Downtime",
                           .definition = "what incidents cost the business while they are open: "
                                         "opened to resolved, or to the horizon's end, at "
                                         "`costs.downtime_per_hour`; not part of cost_total",
                           .numerator = all},
                          {.id = "downtime_cost_per_month",
                           .title = "Downtime a month",
                           .definition = "downtime_cost scaled to a month of 365.25 / 12 days",
                           .numerator = all,
                           .per = KpiRow::Per::month}});
}

}  // namespace

std::vector<KpiRow> backlog_rows() {
  return in_order({open_rows(), open_state_rows(), ticket_count_rows()});
}

std::vector<KpiRow> people_rows() {
  std::vector<KpiRow> handle_time =
      alike(of_time(Unit::duration),
            {{.id = "aht",
              .title = "Mean handle time",
              .definition = "handling time (escalation time included, updates on tracked tickets "
                            "not) per engagement",
              .labels = by_ticket_and_people,
              .numerator = part(Section::work, WorkSum::handling_ms),
              .denominator = part(Section::work, WorkSum::engagements)}});
  KpiRow per_hour = of_time(Unit::per_hour);
  per_hour.direction = Direction::higher_is_better;
  per_hour.weight = per_ms_to_per_hour;
  KpiRow equivalents = of_time(Unit::count);
  equivalents.form = Form::total;
  return in_order(
      {busy_rows(), std::move(handle_time),
       alike(equivalents,
             {{.id = "fte",
               .title = "FTE",
               .definition = "full-time equivalents: paid hours a week (overtime and, "
                             "of shared people, only the support share included) / "
                             "the hours of a full-time week (`costs.full_time`); of a "
                             "day or month by those of its share of a week, so that "
                             "weekends, holidays and cut weeks move it though staff is "
                             "the same",
               .numerator = part(Section::staff, StaffSum::paid_ms),
               .per = KpiRow::Per::full_time}}),
       alike(per_hour, {{.id = "tickets_per_hour",
                         .title = "Tickets an hour on duty",
                         .definition = "engagements that end in resolution or escalation, per hour "
                                       "on duty",
                         .numerator = part(Section::work, WorkSum::finished),
                         .denominator = part(Section::staff, StaffSum::on_duty_ms)}})});
}

std::vector<KpiRow> cost_rows() {
  return in_order(
      {cost_total_rows(), cost_per_rows(), penalty_rows(), credit_rows(), downtime_rows()});
}

}  // namespace tiersim
