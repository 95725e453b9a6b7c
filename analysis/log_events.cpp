#include "analysis/log_events.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tiersim {
namespace {

LogEvent event_of(const Step& step) {
  return {.kind = LogKind::step,
          .from = step.from,
          .to = step.to,
          .step = step.kind,
          .tier = step.tier,
          .queue = step.queue,
          .next = {},
          .post = step.post,
          .agent = step.agent,
          .cause = step.cause,
          .reason = step.reason,
          .priority = step.raised_to,
          .sla = {}};
}

LogEvent instant_of(LogKind kind, Instant at, TierId tier) {
  LogEvent event;
  event.kind = kind;
  event.from = event.to = at;
  event.tier = tier;
  return event;
}

/// The end of a step as an instant of its own.
LogEvent end_of_step(LogKind kind, const Step& step) {
  LogEvent event = event_of(step);
  event.kind = kind;
  event.from = step.to;
  event.next = step.next;
  // Only a share of an SLA that passed meanwhile moves a ticket that has been answered.
  if (step.cause == Cause::answered) event.cause = Cause::sla_share;
  return event;
}

LogEvent event_of(const UpdateFact& update) {
  LogEvent event;
  event.kind = LogKind::update;
  event.from = update.from;
  event.to = update.to;
  event.tier = update.tier;
  event.post = update.post;
  event.agent = update.agent;
  event.cause = update.end == UpdateEnd::horizon_end ? Cause::horizon_end : Cause::resolved;
  event.due = update.due;
  return event;
}

bool resolves(Cause cause) { return cause == Cause::resolved || cause == Cause::unanswered; }

void add_clock(const LifeClock& clock, std::vector<LogEvent>& events) {
  if (clock.end == ClockEnd::running) return;
  const bool is_breached = clock.end == ClockEnd::breached;
  const LogKind kind = clock.end == ClockEnd::met ? LogKind::met
                       : is_breached              ? LogKind::breached
                                                  : LogKind::withdrawn;
  events.push_back(instant_of(kind, is_breached ? clock.due : clock.stopped, TierId::none()));
  events.back().sla = clock.sla;
  events.back().due = clock.due;
}

std::string step_name(const Model& model, const LogEvent& event) {
  switch (event.step) {
    case StepKind::pending: return fmt::format("pending on {}", model.reasons[event.reason]);
    case StepKind::resolved: return "resolved";
    case StepKind::wait:
    case StepKind::work:
    case StepKind::write_up:
    case StepKind::keep: break;
  }
  return fmt::format("{} at {}", word_of(event.step), model.tiers[event.tier].name);
}

}  // namespace

std::vector<LogEvent> log_events(const Model& model, const Life& life) {
  std::vector<LogEvent> events{
      instant_of(LogKind::open, life.ticket.opened, life.ticket.entry_tier)};
  for (const Step& step : steps_of(model, life)) {
    events.push_back(event_of(step));
    if (step.next.exists()) {
      const bool is_up = step.next > step.tier;
      events.push_back(end_of_step(is_up ? LogKind::move_up : LogKind::give_back, step));
    }
    if (step.cause == Cause::misrouted && !step.next.exists()) {
      events.push_back(end_of_step(LogKind::transfer, step));
    }
    if (step.cause == Cause::raised) events.push_back(end_of_step(LogKind::raise, step));
    if (resolves(step.cause)) events.push_back(end_of_step(LogKind::resolve, step));
    if (step.cause == Cause::merged) events.push_back(end_of_step(LogKind::merge, step));
    if (step.cause == Cause::cancelled) events.push_back(end_of_step(LogKind::cancel, step));
    if (step.cause == Cause::reopened) events.push_back(end_of_step(LogKind::reopen, step));
  }
  for (const LifeClock& clock : clocks_of(model, life)) add_clock(clock, events);
  for (const UpdateFact& update : life.updates) events.push_back(event_of(update));
  std::ranges::stable_sort(events, {}, &LogEvent::from);
  return events;
}

std::string_view what_of(const LogEvent& event) {
  switch (event.kind) {
    case LogKind::open: return "open";
    case LogKind::step: return word_of(event.step);
    case LogKind::move_up: return "move up";
    case LogKind::give_back: return "return";
    case LogKind::transfer: return "transfer";
    case LogKind::raise: return "raise";
    case LogKind::met: return "met";
    case LogKind::breached: return "breached";
    case LogKind::withdrawn: return "withdrawn";
    case LogKind::resolve: return "resolve";
    case LogKind::reopen: return "reopen";
    case LogKind::merge: return "merge";
    case LogKind::cancel: return "cancel";
    case LogKind::update: return "update";
  }
  return "";
}

std::string activity_of(const Model& model, const LogEvent& event) {
  switch (event.kind) {
    case LogKind::open: return "open";
    case LogKind::step: return step_name(model, event);
    case LogKind::move_up: return fmt::format("move up to {}", model.tiers[event.next].name);
    case LogKind::give_back: return fmt::format("return to {}", model.tiers[event.next].name);
    case LogKind::transfer: return fmt::format("transfer at {}", model.tiers[event.tier].name);
    case LogKind::raise:
      return fmt::format("raise to {}", model.priorities[event.priority.index()]);
    case LogKind::met: return fmt::format("{} met", model.slas[event.sla].name);
    case LogKind::breached: return fmt::format("{} breached", model.slas[event.sla].name);
    case LogKind::withdrawn: return fmt::format("{} withdrawn", model.slas[event.sla].name);
    case LogKind::update: return fmt::format("update by {}", model.tiers[event.tier].name);
    case LogKind::resolve:
    case LogKind::reopen:
    case LogKind::merge:
    case LogKind::cancel: return std::string{what_of(event)};
  }
  return "";
}

}  // namespace tiersim
