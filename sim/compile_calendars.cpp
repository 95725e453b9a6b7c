#include <algorithm>

#include "sim/compile.hpp"

namespace tiersim::compiling {

namespace {

CalendarId calendar_id(const Context& context, std::string_view name) {
  return id_of<CalendarId>(context.scenario.calendars, name);
}

/// The last calendar of the table is the one that is always open.
CalendarId always_open(const Context& context) {
  return CalendarId{context.scenario.calendars.size()};
}

void add_calendar(Context& context, const Calendar& calendar) {
  Model& model = context.model;
  model.business_days.push_back(business_day(calendar.weekly));
  if (calendar.weekly.is_always() && calendar.holidays.empty()) {
    model.calendars.add(WorkingTime::always());
    return;
  }
  const LocalClock& clock = context.clock_of(calendar.time_zone);
  const LocalDay first = clock.day_of(Instant{} - context.looks_back) - calendar_lead;
  const LocalDay last = clock.day_of(model.end + calendar_margin) - calendar_lead;
  model.calendars.add(WorkingTime{expand(calendar.weekly, calendar.holidays, clock, first, last)});
}

ModelSla::Terms compile_terms(const Context& context, const Sla& sla, const std::string& priority) {
  ModelSla::Terms result;
  const std::string* calendar = sla.calendar.find(priority);
  result.calendar = calendar ? calendar_id(context, *calendar) : always_open(context);
  if (const Span* target = sla.target.find(priority)) {
    const Duration day = context.model.business_days[result.calendar.index()];
    result.target =
        target->elapsed() + to_duration(target->business_days * static_cast<double>(day.count()));
  }
  const double* penalty = sla.penalty_per_breach.find(priority);
  if (penalty) result.penalty = to_money(*penalty);
  const double* by_hour = sla.penalty_per_hour.find(priority);
  if (by_hour) result.penalty_per_hour = to_money(*by_hour);
  return result;
}

std::optional<ModelCredits> compile_credits(const Sla& sla) {
  if (!sla.service_credits) return std::nullopt;
  const ServiceCredits& written = *sla.service_credits;
  ModelCredits result;
  result.minimum = written.minimum_tickets.value_or(1);
  for (const CreditBand& band : written.bands) {
    const double share = std::min(band.credit, written.at_risk.value_or(1));
    result.bands.push_back({band.below, to_money(written.fee * share)});
  }
  std::sort(result.bands.begin(), result.bands.end(),
            [](const auto& a, const auto& b) { return a.below < b.below; });
  return result;
}

ModelSla compile_sla(const Context& context, const std::string& name, const Sla& sla) {
  const Model& model = context.model;
  ModelSla result;
  result.name = name;
  result.type = sla.type.value_or(ClockType::sla);
  result.start = sla.start.what;
  result.stop = sla.stop.what;
  result.priorities = model.priorities.size();
  result.credits = compile_credits(sla);
  const auto terms_of = [&](const Sla& as_agreed) {
    std::vector<ModelSla::Terms> terms;
    for (const std::string& priority : model.priorities) {
      terms.push_back(compile_terms(context, as_agreed, priority));
    }
    return terms;
  };
  const std::vector<ModelSla::Terms> of_most = terms_of(sla);
  for (const ModelCustomer& customer : model.customers) {
    const Customer* own = context.scenario.customers.find(customer.name);
    const SlaTerms* agreement = own ? own->sla.find(name) : nullptr;
    const auto terms = agreement ? terms_of(agreed(sla, agreement)) : of_most;
    result.terms.insert(result.terms.end(), terms.begin(), terms.end());
  }
  return result;
}

/// The calendar that stands for "business": of fcr_window, else of the SLA `resolution`.
CalendarId business_calendar(const Context& context) {
  const Scenario& scenario = context.scenario;
  if (scenario.fcr_window.calendar) return calendar_id(context, *scenario.fcr_window.calendar);
  const Sla* resolution = scenario.sla.find("resolution");
  if (!resolution) return always_open(context);
  if (resolution->calendar.otherwise) return calendar_id(context, *resolution->calendar.otherwise);
  if (resolution->calendar.by_name.empty()) return always_open(context);
  return calendar_id(context, (resolution->calendar.by_name.end() - 1)->second);
}

/// The end of the last open span of each day, by the calendar's own zone and without its holidays;
/// on days without hours, and where that is past midnight, the last instant of the day, so that it
/// belongs to it.
std::vector<Instant> closes_of_business(Context& context, const Calendar& business) {
  const Model& model = context.model;
  const LocalDay last = model.clock.day_of(model.end - Duration{1});
  const LocalClock& clock = context.clock_of(business.time_zone);
  const std::vector<Interval> open =
      expand(business.weekly, business.holidays, clock, model.first_day, last);
  std::vector<Instant> closes;
  auto next = open.begin();
  for (LocalDay day = model.first_day; day <= last; day += std::chrono::days{1}) {
    const Instant begin = model.clock.to_instant(LocalTime{day});
    const Instant midnight = model.clock.to_instant(LocalTime{day + std::chrono::days{1}});
    Instant close = midnight;
    for (; next != open.end() && next->day <= day; ++next) close = next->to;
    close = std::clamp(close, begin, midnight - Duration{1});
    close = std::min(close, model.end - Duration{1});
    if (closes.empty() || close > closes.back()) closes.push_back(close);
  }
  return closes;
}

}  // namespace

void compile_calendars(Context& context) {
  Model& model = context.model;
  for (const auto& [name, calendar] : context.scenario.calendars) add_calendar(context, calendar);
  model.calendars.add(WorkingTime::always());
  model.business_days.push_back(one_day);
  for (const auto& [name, sla] : context.scenario.sla) {
    const SlaId id = model.slas.add(compile_sla(context, name, sla));
    const bool is_whole =
        model.slas[id].start == SlaStart::opened && model.slas[id].stop == SlaStop::resolved;
    if (is_whole && !model.due_by.exists()) model.due_by = id;
  }
  model.fcr_window = context.scenario.fcr_window.length;
  model.fcr_calendar = business_calendar(context);
  Calendar business;
  business.weekly = WeeklyHours::always();
  if (model.fcr_calendar != always_open(context)) {
    business = (context.scenario.calendars.begin() + model.fcr_calendar.index())->second;
  }
  model.closes = closes_of_business(context, business);
}

}  // namespace tiersim::compiling
