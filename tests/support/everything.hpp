#pragma once
// One scenario with the whole language in it.

#include <string>

namespace tiersim::test {

/// Everything that the language has, at least once.
inline std::string everything() {
  return R"(schema_version: 1
name: "quotes \" and \\ and: colons"
currency: USD
seed: 18446744073709551615
horizon: {start: 2026-01-05, time_zone: Europe/Paris, length: 26w, warm_up: 2w, cool_down: 7d4h, initial_backlog: {L2: {tickets: 40, age: {exponential: {mean: 2d}}}, L1: 3}}
calendars:
  office: {weekly: {mon-fri: "08:00-12:00, 13:00-18:00"}, holidays: [2026-05-01, 2026-04-06], time_zone: Asia/Kolkata}
  always: 24x7
shifts:
  early: {weekly: {mon-fri: "08:00-16:30"}, breaks: [{at: "12:00", for: 30m, paid: false}], holidays: office}
  night: {weekly: {mon-sun: "22:00-06:00"}}
channels: {phone: {live: true}, email: {}, monitoring: {automatic: true}}
priorities: [P1, P2]
priority_raises: [{from: P2, to: P1, share: 75%, of: r}, {from: P2, to: P1, chased: {exponential: {mean: 4h}}}]
ticket_types:
  a: {kind: request, skill: s, requires: [eu], resolves: {L1: 33.3%, L2: 100%},
      handle_time: {L1: {mean: 8m, cv: 0.8, by_channel: {phone: 9m, email: {exponential: {mean: 6m}}}}, L2: 15m}}
  b: {resolves: {L1: 10%}, handle_time: {L1: {gamma: {mean: 8m, cv: 1.5}}, L2: {erlang: {mean: 1h, phases: 3}}}}
  c: {handle_time: {L2: {weibull: {mean: 90s, shape: 1.3}}}, reopens: {probability: 6%, after_cut: 9%, after: 2d, work: 1.2},
      pending: {customer: {probability: 20%, for: 4h, times: 2, unanswered: 10%, reminders: {every: 1bd, times: 2, answered: 30%}, resolves_after: 5bd}}}
  d: {handle_time: {L1: {uniform: {low: 1m, high: 2m}}}, duplicates: 3%, cancellations: 2%}
  e: {handle_time: {L1: {triangular: {low: 1m, mode: 90s, high: 2m}}}}
  f: {handle_time: {L1: {empirical: [5m, 8m30s, 12m]}}}
  g: {handle_time: {L1: {mixture: [{weight: 70%, of: {exponential: {mean: 5m}}}, {weight: 3, of: 250ms}]}}}
  h: {handle_time: {L1: {deterministic: 8m}}}
demand:
  a: {type: a, volume: 80/bd, time_zone: UTC, profile: {mon-fri: "08:20-18:00"}, season: {jan: 115%}, growth: -0.7%/month,
      daily_variation: {cv: 0.15}, holiday_demand: {calendar: office, factor: 20%}, channels: {phone: 60%, email: 40%}, priorities: {P1: 10%, P2: 90%}}
  b: {type: b, volume: 1.6/min}
  c: {type: d, planned: {start: 2026-01-06, every: 1w, on: tue, at: "09:30", tickets: 2}, holiday_demand: {calendar: office, factor: 0%}}
daily_variation: {cv: 0.1}
surges: [{name: s, start: 2026-02-01, every: 2w, on: tue, at: "10:30", factor: 1.6, half_life: 1d, types: [a, b]}]
routing: {classifier: {confusion: {a: {b: 5%, c: 1%}}}}
straight: [{priority: P1, type: a, to: L2}]
tiers:
  - {name: L1, queue: by_priority, assignment: best_skill, groups: [desk], escalate: [{after: 45m, of: work}, {after: 50%, of: r}, {attempts: 2}], escalation_time: {lognormal: {mean: 4m, cv: 0.5}}, tracking: {every: 1d, takes: {mean: 3m, cv: 0.5}}, occupancy_cap: 80%, misroutes: 4%, triage_time: 3m}
  - {name: L2, queue: earliest_due, escalation_time: 3m}
staff:
  desk: {tiers: [L1, L2], heads: 12, shift: early, skills: {s: 0.9, t: {speed: 0.6, solve: 0.9}}, holds: [eu], salary: 60340, on_costs: 42%, shrinkage: 30%, at_shift_end: hand_over, rework: 15m, hand_over_time: 10m, changes: [{on: 2026-03-02, heads: 14}, {on: 2026-05-01, heads: 9}]}
  eng: {tier: L2, seats: 3, days_per_week: 4.5, shift: early, cost_per_hour: 38.5, shrinkage: {leave: 9%, other: 1%}, support_share: 60%, overtime_factor: 150%, pay: {night: {weekly: {mon-sun: "22:00-06:00"}, factor: 125%}, holiday: {holidays: office, factor: 2}}, holds: [eu]}
sla:
  r: {start: opened, stop: resolved, target: {P1: 4h, P2: 2bd}, calendar: {P1: always, default: office}, penalty_per_breach: 50}
  o: {type: ola, start: {enters: L2}, stop: {leaves: L2}, reset: [reopened, {enters: L2}], cancel: [escalated, {enters: L1}], retroactive: true,
      target: 4h, service_credits: {fee: 20000, at_risk: 15%, bands: [{below: 95%, credit: 5%}, {below: 90%, credit: 10%}], minimum_tickets: 20}}
fcr_window: {length: 90m, calendar: office}
costs: {overhead: 25%}
experiment: {replications: 7, confidence: 99%, precision: {mttr: 2%, fcr: 1pp, mttr p90: 7.3%}, at_most: 40}
targets:
  - {kpi: fcr, is: ">= 65%"}
  - {kpi: mttr, stat: p90, where: {priority: P1}, is: "<= 8h", severity: warn, unreachable: "nobody is there at night"}
  - {kpi: csat, is: ">= 4", accept_proxy: true}
optimize: {minimise: penalties, vary: {staff.desk.heads: 8..16, tiers.L1.queue: [by_priority, first_come], sla.r.target: ["{P1: 4h, P2: 2bd}", "{P1: 3h}"]}}
)";
}

}  // namespace tiersim::test
