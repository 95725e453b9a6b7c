#pragma once
// The keys of channels, ticket types, handle times and SLA clocks (see describe.hpp).

#include <array>

#include "sim/field.hpp"
#include "tiersim/scenario.hpp"

namespace tiersim {

template <class V>
void describe(V& visit, Of<Channel>) {
  visit(Field{"live", "The customer is there: phone, chat.", "false"}, &Channel::live, AsFlag{});
  visit(Field{"automatic", "Not used by people: monitoring.", "false"}, &Channel::automatic,
        AsFlag{});
}

inline constexpr std::array<Word<Kind>, 5> kinds = {{{"incident", Kind::incident},
                                                     {"request", Kind::request},
                                                     {"alarm", Kind::alarm},
                                                     {"problem", Kind::problem},
                                                     {"change", Kind::change}}};

template <class V>
void describe(V& visit, Of<Reminders>) {
  visit(Field{"every",
              "From the beginning, and then from one to the next; `bd` as in `resolves_after`.", "",
              required},
        &Reminders::every, AsTime{TimeUnits::clock});
  visit(Field{"times", "At most so many.", "1"}, &Reminders::times, AsWhole{1, 1000});
  visit(Field{"answered",
              "Share of reminders after which the answer comes, in a time drawn as `for`.", "",
              required},
        &Reminders::answered, AsShare{});
}

template <class V>
void describe(V& visit, Of<Pending>) {
  visit(Field{"probability", "Share of visits in which work stops for it, by tier or one for all.",
              "", required},
        &Pending::probability, AsByName{AsShare{}, Reference::tier});
  visit(Field{"for", "Until the answer comes.", "", required}, &Pending::time, as_long_times);
  visit(Field{"calendar", "In whose open hours that time passes.", "at all times"},
        &Pending::calendar, AsName{Reference::calendar});
  visit(Field{"times", "At most so often in a visit.", "1"}, &Pending::times, AsWhole{1, 1000});
  visit(Field{"unanswered", "Share that is never answered; needs `resolves_after`.", "0%"},
        &Pending::unanswered, AsShare{});
  visit(Field{"reminders", "Whoever would never answer is asked again.", "none"},
        &Pending::reminders, AsStruct{});
  visit(Field{"resolves_after",
              "Without an answer by then the ticket is resolved; `bd` are those of `calendar`, "
              "else of `fcr_window`.",
              "waits on"},
        &Pending::resolves_after, AsTime{TimeUnits::clock});
}

template <class V>
void describe(V& visit, Of<Reopens>) {
  visit(
      Field{"probability", "Share of resolutions after which the ticket comes back.", "", required},
      &Reopens::probability, AsShare{});
  visit(Field{"after_cut", "The same, where a threshold had cut its work short.", "probability"},
        &Reopens::after_cut, AsShare{});
  visit(Field{"after", "From the resolution.", "", required}, &Reopens::after, as_long_times);
  visit(Field{"work", "Factor on its handle times from then on.", "1"}, &Reopens::work, AsFactor{});
}

template <class V>
void describe(V& visit, Of<TicketType>) {
  visit(Field{"kind", "What KPIs count it as.", "incident"}, &TicketType::kind, AsChoice{kinds});
  visit(Field{"skill", "What an agent needs for it.", "every agent at speed 1"}, &TicketType::skill,
        AsName{Reference::skill});
  visit(Field{"resolves", "By tier: the share solved of those worked there.",
              "100% at its last tier; needed below"},
        &TicketType::resolves, AsMap{AsShare{}, Reference::tier});
  visit(Field{"handle_time", "By tier: agent time of one engagement at speed 1.", "", required},
        &TicketType::handle_time, AsMap{AsHandleTime{}, Reference::tier});
  visit(
      Field{"documented",
            "By tier: the share for which the tier has a solution written up. Any other ticket is "
            "looked up there in vain, and goes up.",
            "100%"},
      &TicketType::documented, AsMap{AsShare{}, Reference::tier});
  visit(Field{"duplicates",
              "Share that is one of another ticket: merged into it by whoever takes it first, "
              "after the tier's `triage_time`.",
              "0%"},
        &TicketType::duplicates, AsShare{});
  visit(Field{"cancellations", "Share that is about nothing: cancelled, likewise.", "0%"},
        &TicketType::cancellations, AsShare{});
  visit(Field{"requires", "Clearances: only agents who hold them all may take it."},
        &TicketType::requires_clearances, AsList{AsName{Reference::clearance}});
  visit(Field{"pending",
              "By reason (customer, vendor, approval ...): work stops at a random point of it, the "
              "agent is free, and it goes on when the answer has come."},
        &TicketType::pending, AsMap{AsStruct{}});
  visit(Field{"reopens", "Resolved tickets that come back.", "never"}, &TicketType::reopens,
        AsStruct{});
}

inline constexpr std::array<Word<ClockType>, 3> clock_types = {
    {{"sla", ClockType::sla}, {"ola", ClockType::ola}, {"uc", ClockType::uc}}};
inline constexpr std::array<Word<SlaStart>, 2> sla_starts = {
    {{"opened", SlaStart::opened}, {"acknowledged", SlaStart::acknowledged}}};
inline constexpr std::array<Word<SlaStop>, 2> sla_stops = {
    {{"acknowledged", SlaStop::acknowledged}, {"resolved", SlaStop::resolved}}};
inline constexpr std::array<Word<SlaReset>, 1> sla_resets = {{{"reopened", SlaReset::reopened}}};
inline constexpr std::array<Word<SlaCancel>, 2> sla_cancels = {
    {{"escalated", SlaCancel::escalated}, {"reopened", SlaCancel::reopened}}};

template <class V>
void describe(V& visit, Of<CreditBand>) {
  visit(Field{"below", "Share of the month's clocks on time.", "", required}, &CreditBand::below,
        AsShare{{.low = 0, .high = 1, .low_open = true}});
  visit(Field{"credit", "Share of the fee.", "", required}, &CreditBand::credit, AsShare{});
}

template <class V>
void describe(V& visit, Of<ServiceCredits>) {
  visit(Field{"fee", "Money a month.", "", required}, &ServiceCredits::fee, AsNumber{penalty});
  visit(Field{"at_risk", "The share of the fee that a month's credit is at most.", "100%"},
        &ServiceCredits::at_risk, AsShare{{.low = 0, .high = 1, .low_open = true}});
  visit(Field{"bands", "What a month is credited with; the lowest band that it falls into decides.",
              "", required},
        &ServiceCredits::bands, AsList{AsStruct{}});
  visit(Field{"minimum_tickets", "A month with fewer clocks met or breached has no credit.", "1"},
        &ServiceCredits::minimum_tickets, AsWhole{1, 1'000'000'000});
}

template <class V>
void describe(V& visit, Of<Sla>) {
  visit(
      Field{"type",
            "With whom it is agreed: a customer (`sla`), a group of one's own (`ola`) or a vendor "
            "(`uc`). A label, which changes nothing else.",
            "sla"},
      &Sla::type, AsChoice{clock_types});
  visit(Field{"start", "What starts the clock.", "opened"}, &Sla::start,
        AsClockEvent{sla_starts, Word<SlaStart>{"enters", SlaStart::enters}});
  visit(Field{"stop", "What stops it.", "resolved"}, &Sla::stop,
        AsClockEvent{sla_stops, Word<SlaStop>{"leaves", SlaStop::leaves}});
  visit(Field{"pause",
              "While it stands still: `pending`, or of one reason, as in `pending_customer`.",
              "never"},
        &Sla::pause, AsList{AsName{Reference::none}});
  visit(Field{"reset", "What makes it begin from nothing on.", "nothing"}, &Sla::reset,
        AsList{AsClockEvent{sla_resets, Word<SlaReset>{"enters", SlaReset::enters}}});
  visit(Field{"cancel", "What withdraws it: then it is not counted.", "nothing"}, &Sla::cancel,
        AsList{AsClockEvent{sla_cancels, Word<SlaCancel>{"enters", SlaCancel::enters}}});
  visit(Field{"retroactive",
              "When a ticket's priority changes: its new target and calendar hold from the clock's "
              "start; else the share of the target that it has used is kept.",
              "false"},
        &Sla::retroactive, AsFlag{});
  visit(Field{"target", "By priority, or one for all.", "", required}, &Sla::target,
        AsByName{AsTime{TimeUnits::clock}});
  visit(Field{"calendar", "The calendar that it runs on, by priority or one for all.", "24x7"},
        &Sla::calendar, AsByName{AsName{Reference::calendar}});
  visit(Field{"penalty_per_breach", "Money, by priority or one for all.", "0"},
        &Sla::penalty_per_breach, AsByName{AsNumber{penalty}});
  visit(Field{"penalty_per_hour",
              "Money for each started hour past the target, as the clock runs: by priority or one "
              "for all.",
              "0"},
        &Sla::penalty_per_hour, AsByName{AsNumber{penalty}});
  visit(Field{"service_credits",
              "What the customer gets back of a month's fee, by the share on time of that month."},
        &Sla::service_credits, AsStruct{});
}

template <class V>
void describe(V& visit, Of<SlaTerms>) {
  visit(Field{"target", "Agreed with this customer: by priority, or one for all.", "the SLA's"},
        &SlaTerms::target, AsByName{AsTime{TimeUnits::clock}});
  visit(Field{"calendar", "Likewise.", "the SLA's"}, &SlaTerms::calendar,
        AsByName{AsName{Reference::calendar}});
  visit(Field{"penalty_per_breach", "Likewise.", "the SLA's"}, &SlaTerms::penalty_per_breach,
        AsByName{AsNumber{penalty}});
  visit(Field{"penalty_per_hour", "Likewise.", "the SLA's"}, &SlaTerms::penalty_per_hour,
        AsByName{AsNumber{penalty}});
}

template <class V>
void describe(V& visit, Of<Customer>) {
  visit(Field{"share", "Of the tickets of streams that name no customers; all sum to 100%.",
              "those of streams that name it"},
        &Customer::share, AsShare{});
  visit(Field{"channels", "Shares by channel of its tickets; they sum to 100%.", "the stream's"},
        &Customer::channels, AsMap{AsShare{}, Reference::channel});
  visit(Field{"sla", "By SLA: what is agreed with this customer; a bare time is the target.",
              "the SLA's terms"},
        &Customer::sla, AsMap{AsStructOr{"target"}, Reference::sla});
  visit(Field{"entry", "The tier of entry, where no rule under `straight` matches.",
              "the first tier"},
        &Customer::entry, AsName{Reference::tier});
}

// ---- Distributions: the keys of each kind

inline constexpr std::array<Word<DistributionKind>, 10> kind_words = {
    {{"deterministic", DistributionKind::deterministic},
     {"exponential", DistributionKind::exponential},
     {"lognormal", DistributionKind::lognormal},
     {"gamma", DistributionKind::gamma},
     {"erlang", DistributionKind::erlang},
     {"weibull", DistributionKind::weibull},
     {"uniform", DistributionKind::uniform},
     {"triangular", DistributionKind::triangular},
     {"empirical", DistributionKind::empirical},
     {"mixture", DistributionKind::mixture}}};

inline constexpr std::string_view cv_fallback = "of handle time: 0.8 at the first tier, 1.2 above";
inline constexpr Range cv_range{.low = 0, .high = 100, .low_open = true};
inline constexpr Range shape_range{.low = 0.05, .high = 1000};

/// The keys of a distribution of this kind. `deterministic` and `empirical` have none: their value
/// stands alone.
template <class V>
void describe_kind(V& visit, DistributionKind kind, TimeUnits units = TimeUnits::work) {
  const auto mean = [&] {
    visit(Field{"mean", "The mean.", "", required}, &Distribution::mean, AsTime{units});
  };
  const auto cv = [&](std::string_view fallback, Need need) {
    visit(Field{"cv", "Standard deviation / mean.", fallback, need}, &Distribution::cv,
          AsNumber{cv_range});
  };
  const auto low = [&] {
    visit(Field{"low", "The least.", "", required}, &Distribution::low, AsTime{units});
  };
  const auto high = [&] {
    visit(Field{"high", "The most.", "", required}, &Distribution::high, AsTime{units});
  };
  switch (kind) {
    case DistributionKind::deterministic:
    case DistributionKind::empirical:
    case DistributionKind::mixture: return;
    case DistributionKind::exponential: return mean();
    case DistributionKind::lognormal: return mean(), cv(cv_fallback, Need::optional);
    case DistributionKind::gamma: return mean(), cv("", required);
    case DistributionKind::erlang:
      mean();
      return visit(Field{"phases", "How many exponential parts it is the sum of.", "", required},
                   &Distribution::shape, AsPhases{});
    case DistributionKind::weibull:
      mean();
      return visit(Field{"shape", "Below 1 the tail is long.", "", required}, &Distribution::shape,
                   AsNumber{shape_range});
    case DistributionKind::uniform: return low(), high();
    case DistributionKind::triangular:
      low();
      visit(Field{"mode", "The most likely.", "", required}, &Distribution::mode, AsTime{units});
      return high();
  }
}

template <class V>
void describe(V& visit, Of<MixturePart>) {
  visit(Field{"weight", "Share of the draws; weights are scaled to sum to 100%.", "", required},
        &MixturePart::weight, AsFactor{});
  visit(Field{"of", "A distribution.", "", required}, &MixturePart::of, AsDistribution{});
}

}  // namespace tiersim
