// SLA clocks, and how tickets move.

#include "analysis/kpi_rows.hpp"

namespace tiersim {

namespace {

std::vector<KpiRow> escalation_rows() {
  using enum FlowSum;
  return alike(
      {.unit = Unit::share,
       .direction = Direction::lower_is_better,
       .form = Form::share,
       .labels = by_ticket_and_tier},
      {{.id = "escalation_rate",
        .title = "Escalated",
        .definition = "visits to a tier that moved up, of visits begun; tickets that were pushed "
                      "back begin another, and moving up again does not count",
        .numerator = flow(up_unsolved, up_work_threshold, up_sla_share),
        .denominator = flow(entries)},
       {.id = "escalation_unsolved",
        .title = "Escalated: not solved here",
        .definition = "visits to a tier that moved up because it could not solve them, of visits "
                      "begun",
        .numerator = flow(up_unsolved),
        .denominator = flow(entries)},
       {.id = "escalation_work_threshold",
        .title = "Escalated: work threshold",
        .definition = "visits to a tier that moved up because work passed the tier's time, of "
                      "visits begun",
        .numerator = flow(up_work_threshold),
        .denominator = flow(entries)},
       {.id = "escalation_sla_share",
        .title = "Escalated: share of an SLA",
        .definition = "visits to a tier that moved up because an SLA clock passed the tier's "
                      "share, of visits begun",
        .numerator = flow(up_sla_share),
        .denominator = flow(entries)}});
}

std::vector<KpiRow> return_rows() {
  using enum FlowSum;
  KpiRow worse = share(by_ticket_and_tier);
  worse.direction = Direction::lower_is_better;
  return alike(worse, {{.id = "return_rate",
                        .title = "Pushed back",
                        .definition = "visits to a tier that were pushed back to the one that had "
                                      "handed them up, of visits begun (those after a return "
                                      "included)",
                        .numerator = flow(FlowSum::returned),
                        .denominator = flow(entries)}});
}

std::vector<KpiRow> reassignment_rows() {
  using enum TicketSum;
  return alike(
      {.unit = Unit::count,
       .direction = Direction::lower_is_better,
       .form = Form::ratio,
       .labels = by_ticket_and_people},
      {{.id = "group_reassignments",
        .title = "Reassignments between groups",
        .definition =
            "changes of tier, transfers at a tier, and changes of group after a hand-over, per "
            "ticket",
        .numerator = tickets(TicketSum::group_reassignments),
        .denominator = tickets(opened)},
       {.id = "assignee_reassignments",
        .title = "Reassignments between people",
        .definition =
            "changes of tier, transfers at a tier, and changes of agent after a hand-over, per "
            "ticket",
        .numerator = tickets(TicketSum::assignee_reassignments),
        .denominator = tickets(opened)}});
}

/// Tickets that had to wait for somebody outside, and those that came back.
std::vector<KpiRow> life_rows() {
  using enum TicketSum;
  KpiRow worse = share(by_ticket_and_people);
  worse.direction = Direction::lower_is_better;
  KpiRow mean_count = worse;
  mean_count.unit = Unit::count;
  mean_count.form = Form::ratio;
  return in_order(
      {alike(worse,
             {{.id = "reopen_rate",
               .title = "Reopened",
               .definition = "tickets reopened at least once, of those resolved at least once",
               .numerator = tickets(reopened),
               .denominator = tickets(ever_resolved)},
              {.id = "raise_rate",
               .title = "Priority raised",
               .definition = "tickets whose priority was raised while they waited, of tickets; by "
                             "the priority that they ended with",
               .numerator = tickets(TicketSum::raised),
               .denominator = tickets(opened)},
              {.id = "pending_rate",
               .title = "Pending at least once",
               .definition = "tickets that were pending at least once, of tickets",
               .numerator = tickets(pended),
               .denominator = tickets(opened)}}),
       alike(mean_count, {{.id = "times_pending",
                           .title = "Times pending",
                           .definition = "times pending, per ticket",
                           .numerator = tickets(holds),
                           .denominator = tickets(opened)},
                          {.id = "bounces",
                           .title = "Bounces",
                           .definition = "times a ticket was back in a queue that it had left for "
                                         "another one (A-B-A), per ticket",
                           .numerator = tickets(TicketSum::bounces),
                           .denominator = tickets(opened)},
                          {.id = "reopenings",
                           .title = "Reopenings",
                           .definition = "reopenings, per ticket resolved at least once",
                           .numerator = tickets(TicketSum::reopenings),
                           .denominator = tickets(ever_resolved)}})});
}

}  // namespace

std::vector<KpiRow> clock_rows() {
  using enum SlaSum;
  const Part ended = part(Section::clocks, met, breached);
  std::vector<KpiRow> rates = alike(
      share(by_clock),
      {{.id = "on_time",
        .title = "On time",
        .definition = "1 - sla_breach_rate: clocks stopped by their target, of those stopped or "
                      "breached by the horizon's end",
        .numerator = part(Section::clocks, met),
        .denominator = ended},
       {.id = "sla_breach_rate",
        .title = "SLA breach rate",
        .definition = "clocks breached by the horizon's end, of those stopped or breached by then; "
                      "open and past its target is breached, open and not yet due is out",
        .numerator = part(Section::clocks, breached),
        .denominator = ended}});
  rates.back().direction = Direction::lower_is_better;
  std::vector<KpiRow> numbers =
      alike(number(by_clock),
            {{.id = "sla_breaches",
              .title = "SLA breaches",
              .definition = "clocks breached by the horizon's end",
              .numerator = part(Section::clocks, breached)},
             {.id = "sla_not_due",
              .title = "Clocks open and not yet due",
              .definition = "clocks still running at the horizon's end, inside their target",
              .numerator = part(Section::clocks, open_not_due)}});
  numbers.back().direction = Direction::neither;
  std::vector<KpiRow> promises =
      alike(share({}), {{.id = "met_in_months",
                         .title = "Met in months",
                         .definition = "of a target with `per: month`: (replication, month) pairs "
                                       "in which it holds, of those with something to count; "
                                       "whole months of the measured window; of weeks and days "
                                       "likewise"}});
  promises.back().of_targets = true;
  return in_order({rates, numbers, promises});
}

std::vector<KpiRow> flow_rows() {
  return in_order(
      {escalation_rows(), reassignment_rows(),
       alike(share(by_ticket_and_people),
             {{.id = "first_assignment_rate",
               .title = "Never reassigned",
               .definition = "tickets without any reassignment, of tickets",
               .numerator = tickets(TicketSum::never_reassigned),
               .denominator = tickets(TicketSum::opened)},
              {.id = "processing_accuracy",
               .title = "Processing accuracy",
               .definition = "tickets neither misrouted, pushed back nor reopened, of tickets "
                             "that were worked on",
               .numerator = tickets(TicketSum::processed_right),
               .denominator = tickets(TicketSum::processed)},
              {.id = "routing_accuracy",
               .title = "Routing accuracy",
               .definition = "tickets whose type was recognised, and that went to the right people "
                             "each time, of tickets that were worked on",
               .numerator = tickets(TicketSum::routed_right),
               .denominator = tickets(TicketSum::processed)}}),
       return_rows(), life_rows()});
}

}  // namespace tiersim
