// What becomes of tickets: how well, how fast, and on time.

#include "analysis/csat.hpp"
#include "analysis/kpi_rows.hpp"

namespace tiersim {

namespace {

/// A mean time, with its quantiles; meaningless while the backlog grows.
KpiRow time(std::vector<Label> labels, std::vector<Stat> stats) {
  return {.unit = Unit::duration,
          .direction = Direction::lower_is_better,
          .form = Form::ratio,
          .labels = std::move(labels),
          .stats = std::move(stats),
          .grows = true};
}

std::vector<KpiRow> resolution_rows() {
  using enum TicketSum;
  return alike(
      time(by_ticket_and_people, {median, mean, p90, p95}),
      {{.id = "mttr",
        .title = "Time to resolve, incidents",
        .definition = "opened to resolved, of incidents, calendar time; those still open at the "
                      "horizon's end are not in it (open_incidents counts them)",
        .tools = "ServiceNow's Duration of an incident, which runs on until it is closed, also "
                 "while it waits for its user (ServiceNow knowledge base, KB0754082, 'How do we "
                 "calculate the incident duration field?')",
        .numerator = tickets(incident_ms),
        .denominator = tickets(incidents),
        .quantiles = DurationKind::incident},
       {.id = "fulfilment_time",
        .title = "Time to fulfil, requests",
        .definition = "opened to resolved, of requests, calendar time",
        .numerator = tickets(request_ms),
        .denominator = tickets(requests),
        .quantiles = DurationKind::request}});
}

/// The same time by the definitions of other tools, side by side. They have no quantiles.
std::vector<KpiRow> resolution_variants() {
  using enum TicketSum;
  return alike(
      time(by_ticket_and_people, {mean}),
      {{.id = "mttr_without_pending",
        .title = "Time to resolve, without pending",
        .definition = "mttr less the time pending; SLA clocks that pause count so, too",
        .tools = "Jira Service Management, of SLAs with conditions under 'Pause on' (Atlassian "
                 "knowledge base, 'Understanding why an SLA is paused in a Jira Service Management "
                 "ticket')",
        .numerator = tickets(incident_active_ms),
        .denominator = tickets(incidents)},
       {.id = "mttr_first",
        .title = "Time to resolve, first time",
        .definition = "opened to first resolved, of incidents that are resolved at the end, "
                      "reopened or not",
        .tools = "Zendesk's first resolution time (Zendesk documentation, 'About native Support "
                 "time duration metrics')",
        .numerator = tickets(incident_first_ms),
        .denominator = tickets(incidents)},
       {.id = "mttr_business",
        .title = "Time to resolve, business time",
        .definition = "mttr in open time of the business calendar",
        .tools =
            "ServiceNow's Business duration, which runs on until the incident is closed "
            "(ServiceNow knowledge base, KB0754082, as for mttr); Freshservice, of SLAs in "
            "business hours (Freshservice documentation, 'What are business hours and calendar "
            "hours?')",
        .numerator = tickets(incident_business_ms),
        .denominator = tickets(incidents)}});
}

std::vector<KpiRow> tier_rows() {
  using enum FlowSum;
  return alike(
      time(by_ticket_and_tier, {mean, median, p90}),
      {{.id = "tier_time",
        .title = "Time at a tier",
        .definition = "queued at a tier to resolved at it or leaving it, calendar time; visits "
                      "still going on at the end are out",
        .numerator = flow(tier_ms),
        .denominator = flow(left),
        .quantiles = DurationKind::tier_time},
       {.id = "wait",
        .title = "Wait in a tier's queue",
        .definition = "entering the queue to being taken or moved, each time; waits still going on "
                      "at the end are out (still_waiting counts them)",
        .numerator = flow(wait_ms),
        .denominator = flow(waits),
        .quantiles = DurationKind::wait}});
}

std::vector<KpiRow> acknowledge_rows() {
  using enum TicketSum;
  return alike(
      time(by_ticket_and_people, {mean, median, p90}),
      {{.id = "mtta",
        .title = "Time to acknowledge",
        .definition = "opened to the start of the first engagement, calendar time; tickets never "
                      "acknowledged are out (never_acknowledged counts them)",
        .numerator = tickets(acknowledge_ms),
        .denominator = tickets(acknowledged),
        .quantiles = DurationKind::acknowledge}});
}

}  // namespace

std::vector<KpiRow> quality_rows() {
  using enum TicketSum;
  std::vector<KpiRow> rows = alike(
      share(by_ticket_and_people),
      {{.id = "fcr",
        .title = "First-contact resolution",
        .definition = "of incidents and requests raised by people and resolved: resolved in one "
                      "engagement at the tier of entry, no escalation, not pending, not reopened; "
                      "on channels that are not live also within fcr_window",
        .numerator = tickets(first_contact),
        .denominator = tickets(first_contact_asked)},
       {.id = "fcr_net",
        .title = "First-contact resolution, net",
        .definition = "fcr without the types that the tier of entry cannot resolve",
        .numerator = tickets(first_contact_net),
        .denominator = tickets(first_contact_net_asked)},
       {.id = "flr",
        .title = "First-level resolution",
        .definition = "resolved at the first named tier, however many engagements, of resolved; "
                      "straight entry above counts against it",
        .numerator = tickets(first_level),
        .denominator = tickets(resolved)},
       {.id = "flr_entered",
        .title = "First-level resolution of what entered there",
        .definition = "flr without straight entry above the first named tier",
        .numerator = tickets(first_level_entered),
        .denominator = tickets(entered_first)},
       {.id = "l1_capable",
        .title = "Resolved above L1 though L1 could have",
        .definition = "of tickets resolved above the first named tier: its own draw would have "
                      "solved them (cut by a threshold, or straight entry above)",
        .numerator = tickets(above_first_capable),
        .denominator = tickets(above_first)}});
  rows.back().direction = Direction::lower_is_better;
  return rows;
}

std::vector<KpiRow> satisfaction_rows() {
  using enum TicketSum;
  KpiRow points = share(by_ticket_and_people);
  points.unit = Unit::count;
  points.form = Form::ratio;
  points.weight = 1.0 / static_cast<double>(csat_quarters_a_point);
  std::vector<KpiRow> rows = in_order(
      {alike(points,
             {{.id = "csat",
               .title = "Customer satisfaction, 1 to 5 (a proxy)",
               .definition =
                   "of incidents and requests raised by people and resolved: 5, less 0.25 for each "
                   "full 4 h of calendar time until work began (at most 1), 1 for each SLA clock "
                   "breached (at most 2), 0.5 for each hand-off to another tier or person (at most "
                   "1.5) and 1 for each reopening (at most 2); never below 1",
               .numerator = tickets(csat_quarters),
               .denominator = tickets(csat_tickets),
               .is_proxy = true,
               .least = 1,
               .most = 5}}),
       alike(share(by_ticket_and_people),
             {{.id = "csat_positive",
               .title = "Satisfied customers, 4 to 5 (a proxy)",
               .definition = "tickets whose csat is 4 or more, of those that have one",
               .numerator = tickets(csat_positive),
               .denominator = tickets(csat_tickets),
               .is_proxy = true}})});
  return rows;
}

std::vector<KpiRow> time_rows() {
  return in_order(
      {resolution_rows(), resolution_variants(),
       alike(number(by_ticket_and_people),
             {{.id = "open_incidents",
               .title = "Incidents still open",
               .definition = "counted incidents that are open at the horizon's end",
               .numerator = tickets(TicketSum::incidents_open)}}),
       tier_rows(),
       alike(number(by_ticket_and_tier), {{.id = "still_waiting",
                                           .title = "Waits still going on at the end",
                                           .definition = "tickets in a queue at the horizon's end",
                                           .numerator = flow(FlowSum::still_waiting)}}),
       acknowledge_rows(),
       alike(number(by_ticket),
             {{.id = "never_acknowledged",
               .title = "Never acknowledged",
               .definition = "tickets without an engagement by the horizon's end",
               .numerator = tickets(TicketSum::never_acknowledged)}})});
}

}  // namespace tiersim
