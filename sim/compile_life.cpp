// What happens to tickets after they were opened: pending, reopening, and which clocks stand still.

#include <fmt/format.h>

#include <algorithm>

#include "sim/compile.hpp"

namespace tiersim::compiling {

namespace {

ReasonId reason_id(Model& model, const std::string& name) {
  const auto found = std::find(model.reasons.begin(), model.reasons.end(), name);
  if (found == model.reasons.end()) return model.reasons.add(name);
  return ReasonId{static_cast<std::size_t>(found - model.reasons.begin())};
}

/// Open time of a calendar.
Duration open_time(const Model& model, const Span& span, CalendarId calendar) {
  const auto day = static_cast<double>(model.business_days[calendar.index()].count());
  return span.elapsed() + to_duration(span.business_days * day);
}

ModelPending compile_pending(Context& context, const std::string& name, const Pending& pending) {
  Model& model = context.model;
  ModelPending result;
  result.reason = reason_id(model, name);
  result.time = Sampler{pending.time, 1};
  const CalendarId always{context.scenario.calendars.size()};
  result.runs_on =
      pending.calendar ? id_of<CalendarId>(context.scenario.calendars, *pending.calendar) : always;
  result.times = pending.times;
  result.unanswered = pending.unanswered;
  const CalendarId own = pending.calendar ? result.runs_on : model.fcr_calendar;
  const auto calendar_of = [&](const Span& span) { return span.business_days > 0 ? own : always; };
  if (const std::optional<Reminders>& reminders = pending.reminders) {
    result.reminded_on = calendar_of(reminders->every);
    result.reminders = {open_time(model, reminders->every, result.reminded_on), reminders->times,
                        reminders->answered};
  }
  if (!pending.resolves_after) return result;
  result.resolves_on = calendar_of(*pending.resolves_after);
  result.resolves_after = open_time(model, *pending.resolves_after, result.resolves_on);
  return result;
}

/// The cumulated shares of the type's reasons at a tier; empty where it never stops.
std::vector<double> shares_at(const TicketType& type, const std::string& tier) {
  std::vector<double> shares;
  double sum = 0;
  for (const auto& entry : type.pending) {
    const double* const share = entry.second.probability.find(tier);
    sum += share ? *share : 0;
    shares.push_back(sum);
  }
  return sum > 0 ? shares : std::vector<double>{};
}

void compile_type(Context& context, TypeId id, const TicketType& type) {
  Model& model = context.model;
  for (const auto& [reason, pending] : type.pending) {
    model.types[id].pending.push_back(compile_pending(context, reason, pending));
  }
  if (type.reopens) {
    const Reopens& reopens = *type.reopens;
    model.types[id].reopens = {reopens.probability, reopens.after_cut.value_or(reopens.probability),
                               Sampler{reopens.after, 1}, reopens.work};
  }
  for (ModelRoute& route : model.routes) {
    if (route.type != id) continue;
    for (std::size_t t = 0; t < route.at.size(); ++t) {
      if (route.at[t].worked)
        route.at[t].pends_up_to = shares_at(type, model.tiers[TierId{t}].name);
    }
  }
}

/// By which reasons the clock is paused, and whether it ever stands still.
void compile_pauses(Model& model, const Sla& sla, SlaId id) {
  const auto is_written = [&](const std::string& pause) {
    return std::find(sla.pause.begin(), sla.pause.end(), pause) != sla.pause.end();
  };
  const std::string any{any_pending};
  for (const std::string& reason : model.reasons) {
    const bool pauses = is_written(any) || is_written(fmt::format("{}_{}", any, reason));
    model.slas[id].pauses.push_back(pauses);
    model.keeps_clocks = model.keeps_clocks || pauses;
  }
}

template <class E>
ModelSla::On compile_on(const Scenario& scenario, const std::vector<ClockEvent<E>>& events) {
  ModelSla::On on;
  on.enters.resize(scenario.tiers.size());
  for (const ClockEvent<E>& event : events) {
    if (event.what == E::enters) on.enters[tier_id(scenario, event.tier).index()] = true;
    if (event.what == E::reopened) on.reopened = true;
    if constexpr (requires { E::escalated; }) on.escalated |= event.what == E::escalated;
  }
  return on;
}

/// What starts, stops, resets and cancels the clock; and whether it follows its ticket's life.
void compile_events(Context& context, const Sla& sla, SlaId id) {
  Model& model = context.model;
  const Scenario& scenario = context.scenario;
  ModelSla& result = model.slas[id];
  result.start_tier = tier_id(scenario, sla.start.tier);
  result.stop_tier = tier_id(scenario, sla.stop.tier);
  result.reset = compile_on(scenario, sla.reset);
  result.cancel = compile_on(scenario, sla.cancel);
  result.retroactive = sla.retroactive.value_or(false);
  const bool follows = result.start != SlaStart::opened || result.stop == SlaStop::leaves ||
                       !sla.reset.empty() || !sla.cancel.empty();
  model.clocks_follow_life = model.clocks_follow_life || follows;
  model.clocks_look_back = model.clocks_look_back || sla.retroactive.value_or(false);
  model.keeps_clocks = model.keeps_clocks || follows;
}

void compile_returns(Model& model, const Tier& tier, TierId id) {
  if (!tier.returns) return;
  const Returns& returns = *tier.returns;
  ModelReturns result;
  result.chance = returns.probability;
  result.halves_with = returns.halves_with.value_or(Duration{0});
  if (returns.after) result.after = Sampler{*returns.after, 1};
  if (returns.rework) result.rework = Sampler{*returns.rework, 1};
  model.tiers[id].returns = result;
  model.has_life = true;
}

void compile_tracking(Model& model, const Tier& tier, TierId id) {
  if (!tier.tracking) return;
  model.tracked_by = id;
  model.tracking = ModelTracking{tier.tracking->every, Sampler{tier.tracking->takes, 1}};
  model.has_life = true;
}

}  // namespace

void compile_life(Context& context) {
  Model& model = context.model;
  const Scenario& scenario = context.scenario;
  std::uint32_t index = 0;
  bool reopens = false;
  for (const auto& [name, type] : scenario.ticket_types) {
    compile_type(context, TypeId{index++}, type);
    model.has_life = model.has_life || !type.pending.empty() || type.reopens;
    reopens = reopens || type.reopens;
  }
  for (std::size_t t = 0; t < scenario.tiers.size(); ++t) {
    compile_returns(model, scenario.tiers[t], TierId{t});
    compile_tracking(model, scenario.tiers[t], TierId{t});
  }
  model.reopen_window = scenario.reopen_window.value_or(default_reopen_window).elapsed();
  if (scenario.auto_close) {
    model.auto_close = open_time(model, *scenario.auto_close, model.fcr_calendar);
  }
  index = 0;
  for (const auto& [name, sla] : scenario.sla) {
    compile_events(context, sla, SlaId{index});
    compile_pauses(model, sla, SlaId{index++});
    model.keeps_clocks = model.keeps_clocks || (reopens && sla.stop.what == SlaStop::resolved);
  }
}

}  // namespace tiersim::compiling
