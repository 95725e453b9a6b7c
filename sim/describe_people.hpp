#pragma once
// The keys of calendars, shifts, tiers and staff (see describe.hpp).

#include <array>

#include "sim/field.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

template <class V>
void describe(V& visit, Of<Calendar>) {
  visit(Field{"time_zone", "The zone of its hours and holidays.", "the horizon's"},
        &Calendar::time_zone, AsName{Reference::time_zone});
  visit(Field{"weekly", "Open hours by days.", "", required}, &Calendar::weekly, AsWeekly{});
  visit(Field{"holidays", "Dates without hours."}, &Calendar::holidays, AsList{AsDate{}});
}

template <class V>
void describe(V& visit, Of<Break>) {
  visit(Field{"at", "Time of day at which it starts.", "", required}, &Break::at, AsTimeOfDay{});
  visit(Field{"for", "How long it is.", "", required}, &Break::length, AsTime{});
  visit(Field{"paid", "An unpaid break ends the shift and starts it again.", "true"}, &Break::paid,
        AsFlag{});
}

template <class V>
void describe(V& visit, Of<Shift>) {
  visit(Field{"time_zone", "The zone of its hours.", "the horizon's"}, &Shift::time_zone,
        AsName{Reference::time_zone});
  visit(Field{"weekly", "Working hours by days.", "", required}, &Shift::weekly, AsWeekly{});
  visit(Field{"breaks", "Breaks of each day."}, &Shift::breaks, AsList{AsStruct{}});
  visit(Field{"holidays", "The calendar whose holidays are kept.", "works on holidays"},
        &Shift::holidays, AsName{Reference::calendar});
}

inline constexpr std::array<Word<QueueOrder>, 3> queue_orders = {
    {{"first_come", QueueOrder::first_come},
     {"by_priority", QueueOrder::by_priority},
     {"earliest_due", QueueOrder::earliest_due}}};
inline constexpr std::array<Word<AssignmentRule>, 2> assignment_rules = {
    {{"longest_idle", AssignmentRule::longest_idle}, {"best_skill", AssignmentRule::best_skill}}};
inline constexpr std::array<Word<AtShiftEnd>, 3> shift_ends = {
    {{"finish", AtShiftEnd::finish},
     {"keep", AtShiftEnd::keep},
     {"hand_over", AtShiftEnd::hand_over}}};

template <class V>
void describe(V& visit, Of<EscalationThreshold>) {
  visit.whole(
      Field{"after", "Agent time at this tier (`45m`), or a share of an SLA target (`50%`)."},
      AsAfter{});
  visit.whole(Field{"of", "`work`, or the SLA of the share."}, AsOf{});
  visit(Field{"attempts", "Unsolved work at this tier so often."}, &EscalationThreshold::attempts,
        AsWhole{1, 1'000'000});
}

template <class V>
void describe(V& visit, Of<ServiceLevel>) {
  visit(Field{"share", "Of live contacts.", "80%"}, &ServiceLevel::share,
        AsShare{{.low = 0, .high = 0.9999, .low_open = true}});
  visit(Field{"within", "Answered by then.", "20s"}, &ServiceLevel::within, AsTime{});
}

template <class V>
void describe(V& visit, Of<Returns>) {
  visit(Field{"probability", "Share of tickets handed up to this tier.", "", required},
        &Returns::probability, AsShare{});
  visit(Field{"halves_with", "So much more escalation time below halves it.",
              "whatever the escalation time"},
        &Returns::halves_with, AsTime{});
  visit(Field{"after", "Agent time here until it is pushed back.", "at once"}, &Returns::after,
        AsDistribution{});
  visit(Field{"rework", "Agent time below until it goes up again.", "the escalation time there"},
        &Returns::rework, AsDistribution{});
}

template <class V>
void describe(V& visit, Of<Tracking>) {
  visit(Field{"every", "So often an update falls due, from when the ticket went up.", "", required},
        &Tracking::every, AsTime{TimeUnits::elapsed});
  visit(Field{"takes", "Agent time of an update.", "", required}, &Tracking::takes,
        AsDistribution{});
}

template <class V>
void describe(V& visit, Of<Tier>) {
  visit(Field{"name", "L1, or any other.", "", required}, &Tier::name, AsText{});
  visit(Field{"queue", "Which waiting ticket is taken first.", "first_come"}, &Tier::queue,
        AsChoice{queue_orders});
  visit(Field{"assignment", "Which of several idle agents gets a ticket.", "longest_idle"},
        &Tier::assignment, AsChoice{assignment_rules});
  visit(Field{"groups", "Idle agents of these groups first, in this order.", "no preference"},
        &Tier::groups, AsList{AsName{Reference::group}});
  visit(Field{"escalate", "When a ticket moves up: the first of these that fires.",
              "after one unsolved attempt"},
        &Tier::escalate, AsList{AsStruct{}});
  visit(Field{"escalation_time", "Writing up before a ticket moves up, by who worked on it.", "0m"},
        &Tier::escalation_time, AsDistribution{});
  visit(Field{"returns",
              "Tickets pushed back to the tier that handed them up, for want of documentation; a "
              "bare share is their probability.",
              "none"},
        &Tier::returns, AsStructOr{"probability"});
  visit(Field{"look_up",
              "Agent time until a ticket that is not `documented` here turns out to be none.",
              "0m"},
        &Tier::look_up, AsDistribution{});
  visit(Field{"misroutes",
              "Share of tickets handed up from here that reach the wrong people of the next tier, "
              "where there are several.",
              "0%"},
        &Tier::misroutes, AsShare{});
  visit(Field{"triage_time",
              "Agent time until a ticket that is misrouted, a duplicate or to be cancelled is seen "
              "to be so.",
              "0m"},
        &Tier::triage_time, AsDistribution{});
  visit(Field{"tracking",
              "Updates by people of this tier on tickets that went up from it, until they are "
              "resolved; of one tier.",
              "none"},
        &Tier::tracking, AsStruct{});
  visit(Field{"preempted_by",
              "Tickets of this priority and of higher ones interrupt work here on lower ones, if "
              "nobody is idle; what is interrupted waits again, and loses no work.",
              "no ticket does"},
        &Tier::preempted_by, AsName{Reference::priority});
  visit(Field{"occupancy_cap", "Highest occupancy where a requirement is computed.", "85%"},
        &Tier::occupancy_cap, AsShare{{.low = 0, .high = 1, .low_open = true}});
  visit(Field{"service_level", "Of live work, where a requirement by interval is computed.",
              "80% within 20s"},
        &Tier::service_level, AsStruct{});
}

template <class V>
void describe(V& visit, Of<GroupSkill>) {
  visit(Field{"speed", "Work takes handle time / speed.", "1"}, &GroupSkill::speed, AsFactor{});
  visit(Field{"solve", "Factor on the chance to solve.", "1"}, &GroupSkill::solve,
        AsFactor{not_negative});
}

template <class V>
void describe(V& visit, Of<Shrinkage>) {
  visit(Field{"leave", "Out of office: whole days.", "0%"}, &Shrinkage::leave, AsShare{});
  visit(Field{"sickness", "Out of office: whole days.", "0%"}, &Shrinkage::sickness, AsShare{});
  visit(Field{"training", "In office: blocks of the shift.", "0%"}, &Shrinkage::training,
        AsShare{});
  visit(Field{"meetings", "In office: blocks of the shift.", "0%"}, &Shrinkage::meetings,
        AsShare{});
  visit(Field{"breaks", "In office: breaks that the shift does not write.", "0%"},
        &Shrinkage::breaks, AsShare{});
  visit(Field{"off_queue", "In office: other duties.", "0%"}, &Shrinkage::off_queue, AsShare{});
  visit(Field{"other", "In office: the rest.", "0%"}, &Shrinkage::other, AsShare{});
}

template <class V>
void describe(V& visit, Of<HeadsChange>) {
  visit(Field{"on", "From that day on.", "", required}, &HeadsChange::on, AsDate{});
  visit(
      Field{"heads", "People; 0 where there is no such group any more, or not yet.", "", required},
      &HeadsChange::heads, AsWhole{0, most_agents});
}

template <class V>
void describe(V& visit, Of<PayRule>) {
  visit(Field{"weekly", "The hours, by days. Either these or holidays."}, &PayRule::weekly,
        AsWeekly{});
  visit(Field{"holidays", "The calendar whose holidays it is for, from midnight to midnight."},
        &PayRule::holidays, AsName{Reference::calendar});
  visit(Field{"factor", "Of the hourly rate.", "", required}, &PayRule::factor,
        AsFactor{surcharge});
}

template <class V>
void describe(V& visit, Of<Group>) {
  visit(Field{"tier", "The tier served; the same as `tiers` with one entry."}, &Group::tiers,
        AsOneOfList{Reference::tier});
  visit(Field{"tiers", "The tiers served, in the order in which work is taken."}, &Group::tiers,
        AsList{AsName{Reference::tier}});
  visit(Field{"heads", "People. Either heads, seats or a roster."}, &Group::heads,
        AsWhole{0, most_agents});
  visit(Field{"seats", "Positions to fill through the shift's hours; heads follow from them."},
        &Group::seats, AsWhole{0, most_agents});
  visit(
      Field{"changes",
            "Other numbers of heads from given days on, in order of time; who comes is added, and "
            "who goes is taken, at the end of the list.",
            "none"},
      &Group::changes, AsList{AsStruct{}});
  visit(
      Field{"days_per_week", "Working days of one head; days off rotate.", "all days of the shift"},
      &Group::days_per_week, AsNumber{{.low = 0, .high = 7, .low_open = true}});
  visit(Field{"shift", "When they work.", "on duty at all times"}, &Group::shift,
        AsName{Reference::shift});
  visit(Field{"roster",
              "A CSV file of who works when, instead of heads, a shift and shrinkage: the columns "
              "person, start, end, and if wanted group, activity and paid."},
        &Group::roster, AsFile{});
  visit(Field{"skills", "By skill: speed, or `{speed: 0.6, solve: 0.9}`; a list is speed 1.",
              "all skills at speed 1"},
        &Group::skills, AsSkills{});
  visit(Field{"holds", "Clearances."}, &Group::holds, AsList{AsName{Reference::clearance}});
  visit(Field{"dedicated_to", "They take only tickets of these customers.", "all customers"},
        &Group::dedicated_to, AsList{AsName{Reference::customer}});
  visit(Field{"cost_per_hour", "A paid hour, all included. Either this or a salary.", "0"},
        &Group::cost_per_hour, AsNumber{pay_an_hour});
  visit(Field{"salary", "A head and year, full time."}, &Group::salary, AsNumber{pay_a_year});
  visit(Field{"on_costs", "On top of the salary, as a share of it.", "0%"}, &Group::on_costs,
        AsShare{surcharge});
  visit(Field{"overtime_factor", "Pay of work past the shift's end, of the hourly rate.", "1"},
        &Group::overtime_factor, AsFactor{surcharge});
  visit(Field{"pay",
              "By a name (night, weekend, holiday ...): hours that are paid by another rate. Where "
              "several hold, overtime included, the highest factor counts.",
              "all alike"},
        &Group::pay, AsMap{AsStruct{}});
  visit(Field{"shrinkage",
              "Shares of paid hours that are not on duty; a bare share is half out of "
              "office and half in it.",
              "none"},
        &Group::shrinkage, AsShrinkage{});
  visit(Field{"support_share",
              "Of time on duty: the share for tickets; only that share is charged.", "100%"},
        &Group::support_share, AsShare{{.low = 0, .high = 1, .low_open = true}});
  visit(Field{"at_shift_end", "What happens to the work in hand.", "finish"}, &Group::at_shift_end,
        AsChoice{shift_ends});
  visit(Field{"rework", "Added to work that is handed over.", "0m"}, &Group::rework, AsTime{});
  visit(Field{"hand_over_time",
              "Overtime in which whoever hands work over writes it up; then it goes back to the "
              "queue.",
              "0m"},
        &Group::hand_over_time, AsTime{});
}

}  // namespace tiersim
