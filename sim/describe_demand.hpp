#pragma once
// The keys of demand (see describe.hpp).

#include "sim/field.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

template <class V>
void describe(V& visit, Of<HolidayDemand>) {
  visit(Field{"calendar", "Whose holidays.", "", required}, &HolidayDemand::calendar,
        AsName{Reference::calendar});
  visit(Field{"factor", "Of the volume on them.", "", required}, &HolidayDemand::factor,
        AsFactor{not_negative});
}

template <class V>
void describe(V& visit, Of<Forecast>) {
  visit(Field{"file", "CSV: interval start, type, channel, volume and, if wanted, handle time.", "",
              required},
        &Forecast::file, AsFile{});
}

template <class V>
void describe(V& visit, Of<ReplayColumns>) {
  visit(Field{"opened", "The column of the time of opening.", "opened"}, &ReplayColumns::opened,
        AsText{});
  visit(Field{"type", "The column of the type.", "the stream's `type`"}, &ReplayColumns::type,
        AsText{});
  visit(Field{"customer", "The column of the customer.", "the stream's shares"},
        &ReplayColumns::customer, AsText{});
  visit(Field{"channel", "The column of the channel.", "the stream's shares"},
        &ReplayColumns::channel, AsText{});
  visit(Field{"priority", "The column of the priority.", "the stream's shares"},
        &ReplayColumns::priority, AsText{});
  visit(Field{"impact", "The column of the impact; with `urgency`, instead of `priority`."},
        &ReplayColumns::impact, AsText{});
  visit(Field{"urgency", "The column of the urgency."}, &ReplayColumns::urgency, AsText{});
}

template <class V>
void describe(V& visit, Of<Replay>) {
  visit(Field{"file", "CSV, plain or gzipped, a row a ticket.", "", required}, &Replay::file,
        AsFile{});
  visit(Field{"columns", "The names of the columns."}, &Replay::columns, AsStruct{});
  visit(Field{"date_format", "How times are written in the file.", "%Y-%m-%d %H:%M"},
        &Replay::date_format, AsText{});
  visit(Field{"types", "Value in the file to ticket type; `default` for all others.",
              "the values are types"},
        &Replay::types, AsMap{AsName{Reference::ticket_type}});
  visit(Field{"customers", "Value in the file to customer; likewise.", "the values are customers"},
        &Replay::customers, AsMap{AsName{Reference::customer}});
  visit(Field{"channels", "Value in the file to channel; likewise.", "the values are channels"},
        &Replay::channels, AsMap{AsName{Reference::channel}});
  visit(
      Field{"priorities", "Value in the file to priority; likewise.", "the values are priorities"},
      &Replay::priorities, AsMap{AsName{Reference::priority}});
  visit(Field{"impacts", "Value in the file to impact of `priority_matrix`; likewise.",
              "the values are impacts"},
        &Replay::impacts, AsMap{AsText{}});
  visit(Field{"urgencies", "Value in the file to urgency; likewise.", "the values are urgencies"},
        &Replay::urgencies, AsMap{AsText{}});
  visit(Field{"get_it", "Where to get the file, for whoever does not have it."}, &Replay::get_it,
        AsText{TextLines::several});
}

template <class V>
void describe(V& visit, Of<Planned>) {
  visit(Field{"start", "First possible day.", "the horizon's start"}, &Planned::start, AsDate{});
  visit(Field{"every", "Whole days or weeks from one time to the next.", "once"}, &Planned::every,
        AsTime{TimeUnits::horizon});
  visit(Field{"on", "Weekday: the first one at or after `start`.", "that of `start`"},
        &Planned::weekday, AsWeekday{});
  visit(Field{"at", "Time of day.", "09:00"}, &Planned::at, AsTimeOfDay{});
  visit(Field{"tickets", "How many each time.", "1"}, &Planned::tickets, AsWhole{1, 100'000});
}

template <class V>
void describe(V& visit, Of<VolumeUncertainty>) {
  visit(Field{"cv", "Of a gamma factor of mean 1. Either this or `cases`."}, &VolumeUncertainty::cv,
        AsFactor{{.low = 0, .high = 1, .low_open = true}});
  visit(Field{"cases", "Factors that are equally likely, as in `[85%, 100%, 130%]`."},
        &VolumeUncertainty::cases, AsList{AsFactor{{.low = 0, .high = 10}}});
}

template <class V>
void describe(V& visit, Of<Demand>) {
  visit(
      Field{
          "type",
          "The ticket type; needed with `volume` and `planned`, else that of rows that name none."},
      &Demand::type, AsName{Reference::ticket_type});
  visit(Field{"time_zone", "The zone of its profile, season, growth and rows.", "the horizon's"},
        &Demand::time_zone, AsName{Reference::time_zone});
  visit(
      Field{
          "volume",
          "Expected tickets: `80/bd`, `1.6/h`. Either this, a forecast, a replay or planned work."},
      &Demand::volume, AsVolume{});
  visit.whole(Field{"profile",
                    "The shape of the week: a CSV file of 24 x 7 weights, the weights, or hours.",
                    "level"},
              AsProfile{});
  visit(Field{"season", "Factor by month, jan to dec.", "100%"}, &Demand::season,
        AsMap<AsFactor>{AsFactor{not_negative}, Reference::none, month_names});
  visit(Field{"growth", "A month, compounded by days.", "0%/month"}, &Demand::growth_a_month,
        AsGrowth{});
  visit(Field{"daily_variation", "Day-to-day swings beyond chance: cv of a factor of mean 1.",
              "none"},
        &Demand::daily_variation_cv, AsDailyVariation{});
  visit(Field{"volume_uncertainty",
              "How wrong the volume or forecast may be: a factor, drawn once for the horizon; a "
              "bare `15%` is its cv.",
              "none"},
        &Demand::volume_uncertainty, AsStructOr{"cv"});
  visit(Field{"holiday_demand", "What holidays do to demand.", "nothing"}, &Demand::holiday_demand,
        AsStruct{});
  visit(Field{"customers", "Shares by customer; they sum to 100%.", "the customers' own shares"},
        &Demand::customers, AsMap{AsShare{}, Reference::customer});
  visit(Field{"channels", "Shares by channel; they sum to 100%.", "the label `none`"},
        &Demand::channels, AsMap{AsShare{}, Reference::channel});
  visit(
      Field{"priorities", "Shares by priority; they sum to 100%.", "the label `none`, ranked last"},
      &Demand::priorities, AsMap{AsShare{}, Reference::priority});
  visit(Field{"impact",
              "Shares by impact of `priority_matrix`, instead of `priorities`; with `urgency`."},
        &Demand::impact, AsMap{AsShare{}});
  visit(Field{"urgency", "Shares by urgency; independent of impact."}, &Demand::urgency,
        AsMap{AsShare{}});
  visit(Field{"forecast", "Expected tickets by interval, from a CSV file."}, &Demand::forecast,
        AsStructOr{"file"});
  visit(Field{"replay", "Real tickets from a CSV file."}, &Demand::replay, AsStructOr{"file"});
  visit(Field{"planned", "Planned work: so many tickets at fixed times, as maintenance is."},
        &Demand::planned, AsStruct{});
}

template <class V>
void describe(V& visit, Of<Surge>) {
  visit(Field{"name", "For reports and overlays.", "", required}, &Surge::name, AsText{});
  visit(Field{"start", "First possible day.", "the horizon's start"}, &Surge::start, AsDate{});
  visit(Field{"every", "Whole days or weeks between onsets.", "once"}, &Surge::every,
        AsTime{TimeUnits::horizon});
  visit(Field{"on", "Weekday of the onset: the first one at or after `start`.", "that of `start`"},
        &Surge::weekday, AsWeekday{});
  visit(Field{"at", "Time of day of the onset.", "09:00"}, &Surge::at, AsTimeOfDay{});
  visit(Field{"factor", "On the volume, at the onset.", "", required}, &Surge::factor,
        AsFactor{not_negative});
  visit(Field{"half_life", "In which the excess over 1 halves.", "8h"}, &Surge::half_life,
        AsTime{TimeUnits::elapsed});
  visit(Field{"types", "Only these ticket types.", "all"}, &Surge::types,
        AsList{AsName{Reference::ticket_type}});
}

template <class V>
void describe(V& visit, Of<PriorityRaise>) {
  visit(Field{"from", "Of tickets with this priority that wait in a queue.", "", required},
        &PriorityRaise::from, AsName{Reference::priority});
  visit(Field{"to", "The priority that they get, ranked higher.", "", required}, &PriorityRaise::to,
        AsName{Reference::priority});
  visit(Field{"waiting", "When one has waited so long at that priority. Either this, a share or "
                         "`chased`."},
        &PriorityRaise::waiting, AsTime{});
  visit(Field{"share", "When so much of an SLA's target has passed."}, &PriorityRaise::share,
        AsShare{{.low = 0, .high = 1, .low_open = true}});
  visit(Field{"of", "The SLA whose share it is."}, &PriorityRaise::sla, AsName{Reference::sla});
  visit(
      Field{"chased", "When the customer chases: so long after it began to wait, drawn each time."},
      &PriorityRaise::chased, AsDistribution{});
}

template <class V>
void describe(V& visit, Of<Classifier>) {
  visit(Field{"accuracy",
              "Share of tickets whose type is recognised; any other is taken for one of the other "
              "types, each as likely. Either this or `confusion`."},
        &Classifier::accuracy, AsShare{});
  visit(Field{"confusion",
              "By type, the shares of its tickets that are taken for others, as in `{access: "
              "{billing: 5%}}`; the rest is recognised."},
        &Classifier::confusion,
        AsMap<AsMap<AsShare>>{AsMap{AsShare{}, Reference::ticket_type}, Reference::ticket_type});
}

inline constexpr std::array<Word<Entry>, 1> entry_words = {{{"first_tier", Entry::first_tier}}};

template <class V>
void describe(V& visit, Of<Routing>) {
  visit(Field{"entry", "Where a ticket enters: at the first tier that works on its type.",
              "first_tier"},
        &Routing::entry, AsChoice{entry_words});
  visit(Field{"classifier",
              "Who says of what type a ticket is. One taken for another type goes to whom that "
              "type would go to, who hand it on after their `triage_time`.",
              "all are recognised"},
        &Routing::classifier, AsStruct{});
}

template <class V>
void describe(V& visit, Of<StraightRule>) {
  visit(Field{"priority", "Only this priority.", "any"}, &StraightRule::priority,
        AsName{Reference::priority});
  visit(Field{"type", "Only this type.", "any"}, &StraightRule::type,
        AsName{Reference::ticket_type});
  visit(Field{"customer", "Only this customer.", "any"}, &StraightRule::customer,
        AsName{Reference::customer});
  visit(Field{"to", "The tier of entry.", "", required}, &StraightRule::to,
        AsName{Reference::tier});
}

}  // namespace tiersim
