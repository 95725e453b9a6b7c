#pragma once
// Every key of the scenario language, described once. The decoder, the canonical form, the check
// for required keys, the reference page and the JSON Schema are visitors of these functions.
//
// describe(visit, Of<S>{}) calls, in the language's order:
//   visit(Field, &S::member, As...)   for a key that is one member;
//   visit.whole(Field, As...)         for a key that sets several members of S;
//   visit.note(Field, type)           for a key that the loader takes out before decoding.

#include <array>

#include "sim/describe_demand.hpp"
#include "sim/describe_people.hpp"
#include "sim/describe_work.hpp"
#include "sim/field.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

template <class V>
void describe(V& visit, Of<BacklogLot>) {
  visit(Field{"tickets", "How many wait there.", "", required}, &BacklogLot::tickets,
        AsWhole{0, most_backlog});
  visit(Field{"age", "Since they were opened.", "opened just before the start"}, &BacklogLot::age,
        as_long_times);
}

template <class V>
void describe(V& visit, Of<BacklogColumns>) {
  visit(Field{"opened", "The column of the time of opening.", "opened"}, &BacklogColumns::opened,
        AsText{});
  visit(Field{"age", "Instead: the column of the age at the start, as in `3d4h`."},
        &BacklogColumns::age, AsText{});
  visit(Field{"tier", "The column of the tier at which it waits.", "`tier`, for all"},
        &BacklogColumns::tier, AsText{});
  visit(Field{"type", "The column of the type.", "`type`, for all"}, &BacklogColumns::type,
        AsText{});
  visit(Field{"customer", "The column of the customer.", "as demand has it"},
        &BacklogColumns::customer, AsText{});
  visit(Field{"channel", "The column of the channel.", "as demand has it"},
        &BacklogColumns::channel, AsText{});
  visit(Field{"priority", "The column of the priority.", "as demand has it"},
        &BacklogColumns::priority, AsText{});
}

template <class V>
void describe(V& visit, Of<BacklogFile>) {
  visit(Field{"file", "CSV, plain or gzipped, a row an open ticket.", "", required},
        &BacklogFile::file, AsFile{});
  visit(Field{"columns", "The names of the columns."}, &BacklogFile::columns, AsStruct{});
  visit(Field{"date_format", "How times are written in the file.", "%Y-%m-%d %H:%M"},
        &BacklogFile::date_format, AsText{});
  visit(Field{"time_zone", "The zone of these times.", "the horizon's"}, &BacklogFile::time_zone,
        AsName{Reference::time_zone});
  visit(Field{"type", "The type of rows that give none."}, &BacklogFile::type,
        AsName{Reference::ticket_type});
  visit(Field{"tier", "The tier of rows that give none."}, &BacklogFile::tier,
        AsName{Reference::tier});
  visit(Field{"types", "Value in the file to ticket type; `default` for all others.",
              "the values are types"},
        &BacklogFile::types, AsMap{AsName{Reference::ticket_type}});
  visit(Field{"tiers", "Value in the file to tier; likewise.", "the values are tiers"},
        &BacklogFile::tiers, AsMap{AsName{Reference::tier}});
  visit(Field{"customers", "Value in the file to customer; likewise.", "the values are customers"},
        &BacklogFile::customers, AsMap{AsName{Reference::customer}});
  visit(Field{"channels", "Value in the file to channel; likewise.", "the values are channels"},
        &BacklogFile::channels, AsMap{AsName{Reference::channel}});
  visit(
      Field{"priorities", "Value in the file to priority; likewise.", "the values are priorities"},
      &BacklogFile::priorities, AsMap{AsName{Reference::priority}});
}

template <class V>
void describe(V& visit, Of<Horizon>) {
  visit(Field{"start", "First day; it starts at local midnight.", "", required}, &Horizon::start,
        AsDate{});
  visit(Field{"time_zone",
              "The zone of local days, and of calendars, shifts and streams that name none.",
              "UTC"},
        &Horizon::time_zone, AsName{Reference::time_zone});
  visit(Field{"length", "How long is simulated, warm-up and cool-down included.", "", required},
        &Horizon::length, AsTime{TimeUnits::horizon});
  visit(Field{"warm_up",
              "At the start: simulated and not counted. `auto` lets pilot replications choose it "
              "(MSER-5), so that the empty start does not show in what is counted.",
              "0d"},
        &Horizon::warm_up, AsWarmUp{});
  visit(Field{"cool_down",
              "At the end: tickets opened in it are not counted; it lets counted tickets end.",
              "0d"},
        &Horizon::cool_down, AsTime{TimeUnits::horizon});
  visit(Field{"initial_backlog",
              "What is open at the start: tickets by tier, as in `{L2: 40}`, or a CSV file of them "
              "(`{file: open.csv, ...}`).",
              "nothing"},
        &Horizon::initial_backlog, AsBacklog{});
}

template <class V>
void describe(V& visit, Of<Costs>) {
  visit(Field{"overhead", "On top of labour, as a share of it.", "0%"}, &Costs::overhead,
        AsShare{surcharge});
  visit(Field{"full_time", "Paid hours a week that are one FTE.", "40h"}, &Costs::full_time,
        AsTime{});
  visit(Field{"downtime_per_hour",
              "What an incident costs the business while it is open: by priority, or one for all. "
              "Shown as `downtime_cost`, beside the cost of support.",
              "0"},
        &Costs::downtime_per_hour, AsByName{AsNumber{penalty}, Reference::priority});
}

template <class V>
void describe(V& visit, Of<FcrWindow>) {
  visit(Field{"length",
              "Open time in which an email or portal ticket may still count as resolved at "
              "first contact.",
              "1h"},
        &FcrWindow::length, AsTime{});
  visit(Field{"calendar", "The calendar of that time.", "that of the SLA `resolution`, else 24x7"},
        &FcrWindow::calendar, AsName{Reference::calendar});
}

template <class V>
void describe(V& visit, Of<Experiment>) {
  visit(Field{"replications",
              "How many times the horizon is simulated; with `precision`, how many times at first.",
              "30"},
        &Experiment::replications, AsWhole{1, 1'000'000});
  visit(Field{"confidence", "Of all intervals that are reported.", "95%"}, &Experiment::confidence,
        AsShare{{.low = 0.5, .high = 0.9999}});
  visit(Field{"precision",
              "How wide half the interval of a KPI may be: `{mttr: 2%, fcr: 1pp}` is 2 "
              "% of the value, and one percentage point. Another stat than the KPI's "
              "own stands behind it: `mttr p90`. `tiersim run` adds replications "
              "until all are reached."},
        &Experiment::precision, AsMap{AsMargin{}});
  visit(Field{"at_most", "With `precision`: it ends there, reached or not.", "400"},
        &Experiment::at_most, AsWhole{2, 1'000'000});
}

inline constexpr std::array<Word<PeriodKind>, 3> period_kinds = {
    {{"day", PeriodKind::day}, {"week", PeriodKind::week}, {"month", PeriodKind::month}}};
inline constexpr std::array<Word<Severity>, 2> severities = {
    {{"error", Severity::error}, {"warn", Severity::warn}}};

template <class V>
void describe(V& visit, Of<Target>) {
  visit(Field{"kpi", "The id of the KPI.", "", required}, &Target::kpi, AsName{Reference::kpi});
  visit(Field{"stat", "Which of its statistics: the mean, the median or any percentile.",
              "the KPI's own"},
        &Target::stat, AsName{Reference::stat});
  visit(Field{"where", "Only these: label and value, as in `{priority: P1}`.", "all"},
        &Target::where, AsMap{AsText{}});
  visit.whole(Field{"is", R"(The bound: `">= 65%"`, `"<= 4h"`, `"<= 55"`.)", "", required},
              AsBound{});
  visit(Field{"per", "Judged in each whole one of the measured window: met when met in all.",
              "the whole window at once"},
        &Target::per, AsChoice{period_kinds});
  visit(Field{"in", "With `per`: met when the bound holds in so many of the periods of all "
                    "replications."},
        &Target::in, AsShare{{.low = 0, .high = 0.9999, .low_open = true}});
  visit(Field{"severity", "`error` fails a check, `warn` only warns.", "error"}, &Target::severity,
        AsChoice{severities});
  visit(Field{"worse_by",
              "`tiersim check` against a base: so much worse the KPI may be; `5%` of its value (of "
              "a share: of what is left to 0 or 100 %), or `1pp`.",
              "that of `--worse-by`"},
        &Target::worse_by, AsMargin{});
  visit(
      Field{"accept_proxy",
            "`true` lets a target on a proxy fail a check; without it, one is refused that is not "
            "`severity: warn`.",
            "false"},
      &Target::accept_proxy, AsFlag{});
  visit(Field{"unreachable", "Why no plan meets it: shown beside the verdict, which stays."},
        &Target::unreachable, AsText{});
}

template <class V>
void describe(V& visit, Of<Optimize>) {
  visit(Field{"minimise", "The cost that is made as small as can be.", "cost_total"},
        &Optimize::minimise, AsName{Reference::kpi});
  visit(Field{"vary",
              "What may change, by its path as `--set` has it: whole numbers from one to another, "
              "or a list of values, each as `--set` takes it.",
              "", required},
        &Optimize::vary, AsMap{AsVariable{}});
}

/// The last keys of a scenario: what is promised, paid and asked.
template <class V>
void describe_promises(V& visit) {
  visit(Field{"sla", "SLA clocks by name."}, &Scenario::sla, AsMap{AsStruct{}});
  visit(Field{"fcr_window",
              "When a ticket of a channel that is not live counts as resolved at first "
              "contact; a bare time is its length.",
              "1h"},
        &Scenario::fcr_window, AsStructOr{"length"});
  visit(Field{"reopen_window", "Later than this after its resolution no ticket is reopened.", "7d"},
        &Scenario::reopen_window, AsTime{TimeUnits::elapsed});
  visit(Field{"auto_close",
              "So long after its resolution a ticket is closed, and no longer reopened; `bd` are "
              "those of `fcr_window`.",
              "never"},
        &Scenario::auto_close, AsTime{TimeUnits::clock});
  visit(Field{"costs", "What is paid besides labour."}, &Scenario::costs, AsStruct{});
  visit(Field{"experiment", "How much is simulated, and how sure the answers are."},
        &Scenario::experiment, AsStruct{});
  visit(Field{"targets", "Promises about KPIs."}, &Scenario::targets, AsList{AsStruct{}});
  visit(Field{"optimize",
              "What `tiersim optimize` may change to hold the targets of severity `error` at the "
              "lowest cost."},
        &Scenario::optimize, AsStruct{});
}

template <class V>
void describe(V& visit, Of<Scenario>) {
  visit(Field{"schema_version", "The version of this language.", "1"}, &Scenario::schema_version,
        AsWhole{1, 1});
  visit.note(
      Field{"extends", "A scenario that this one is written on top of; relative to this file."},
      "file name");
  visit(Field{"name", "A title for reports."}, &Scenario::name, AsText{});
  visit(Field{"currency", "Of all money, as reports print it.", "EUR"}, &Scenario::currency,
        AsName{Reference::currency});
  visit(Field{"seed", "Of all random numbers.", "1"}, &Scenario::seed, AsWhole{});
  visit(Field{"horizon", "What stretch of time is simulated.", "", required}, &Scenario::horizon,
        AsStruct{});
  visit(Field{"calendars", "Service hours by name: what SLA clocks run on."}, &Scenario::calendars,
        AsMap{AsStructOr{"weekly"}});
  visit(Field{"shifts", "By name: when people work."}, &Scenario::shifts,
        AsMap{AsStructOr{"weekly"}});
  visit(Field{"channels", "By name: the ways in which tickets come in."}, &Scenario::channels,
        AsMap{AsStruct{}});
  visit(Field{"customers", "By name: clients or segments with agreements of their own.",
              "one, labelled `none`"},
        &Scenario::customers, AsMap{AsStruct{}});
  visit(Field{"priorities", "Highest first.", "one rank, labelled `none`"}, &Scenario::priorities,
        AsList{AsText{}});
  visit(Field{"priority_matrix",
              "By impact, then urgency: the priority, as in `{high: {high: P1, low: P2}}`; streams "
              "and replayed rows may then have `impact` and `urgency`."},
        &Scenario::priority_matrix, AsMap<AsMap<AsName>>{AsMap{AsName{Reference::priority}}});
  visit(Field{"priority_raises",
              "Priorities that change while tickets wait: queues are in the new order at once, and "
              "SLA clocks get the new terms."},
        &Scenario::priority_raises, AsList{AsStruct{}});
  visit(
      Field{"ticket_types", "By name: what tickets are about, and the work in them.", "", required},
      &Scenario::ticket_types, AsMap{AsStruct{}});
  visit(Field{"demand", "Streams of tickets by name.", "", required}, &Scenario::demand,
        AsMap{AsStruct{}});
  visit(Field{"daily_variation",
              "Day-to-day swings beyond chance that all streams share: cv of a factor of mean 1.",
              "none"},
        &Scenario::daily_variation_cv, AsDailyVariation{});
  visit(Field{"volume_uncertainty",
              "How wrong all volumes and forecasts may be together: a factor, drawn once for the "
              "horizon; a bare `15%` is its cv.",
              "none"},
        &Scenario::volume_uncertainty, AsStructOr{"cv"});
  visit(Field{"surges", "Waves of extra demand."}, &Scenario::surges, AsNamedList{});
  visit(Field{"routing",
              "Where tickets enter, if no rule under `straight` matches; a bare word is `entry`.",
              "first_tier"},
        &Scenario::routing, AsStructOr{"entry"});
  visit(Field{"straight", "Rules of straight entry to a tier: the first that matches decides."},
        &Scenario::straight, AsList{AsStruct{}});
  visit(Field{"tiers", "In the order of escalation.", "", required}, &Scenario::tiers,
        AsNamedList{});
  visit(Field{"staff", "Groups of people by name.", "", required}, &Scenario::staff,
        AsMap{AsStruct{}});
  describe_promises(visit);
}

}  // namespace tiersim
