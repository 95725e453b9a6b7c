"""The desk whose event log is read back, and what its scenario says in numbers."""

import collections
import datetime
import zoneinfo

ZONE = zoneinfo.ZoneInfo("Europe/Paris")
HOUR_MS = 3_600_000

# All that a log can tell: shift ends of each kind, breaks, thresholds, attempts, straight entry,
# priorities that rise, updates, a change of the hour in the window, names that XML and CSV must quote.
SCENARIO = """
name: What an event log tells
horizon:
  start: 2026-02-26
  length: 7w
  warm_up: 3d
  cool_down: 5d
  time_zone: Europe/Paris
  initial_backlog: {L1: {tickets: 12, age: {mean: 10h, cv: 1}}, L2: {tickets: 9, age: 3d}}
calendars:
  office: {weekly: {mon-fri: "08:00-18:00"}, holidays: [2026-04-06]}
  always: 24x7
shifts:
  day: {weekly: {mon-fri: "08:00-18:00"}, breaks: [{at: "12:00", for: 1h, paid: false}]}
  late: {weekly: {mon-sat: "14:00-22:30"}, breaks: [{at: "18:00", for: 30m}]}
channels: {phone: {live: true}, "e-mail & <portal>": {}, alarm: {automatic: true}}
priorities: [P1, P2]
priority_raises: [{from: P2, to: P1, waiting: 30h}]
customers: {'Acme, "Inc"': {share: 40%}, Zenith: {share: 60%}}
ticket_types:
  fault:
    skill: faults
    cancellations: 4%
    resolves: {L1: 60%, L2: 70%, L3: 90%}
    handle_time: {L1: 15m, L2: 70m, L3: 3h}
    pending:
      customer:
        probability: {L1: 15%, default: 25%}
        for: {mean: 5h, cv: 1}
        times: 2
        unanswered: 25%
        reminders: {every: 1bd, answered: 30%}
        resolves_after: 2bd
      vendor: {probability: {L2: 15%, L3: 30%}, for: 6h, calendar: office}
    reopens: {probability: 15%, after: {mean: 20h, cv: 1}, work: 0.7}
  wish:
    kind: request
    skill: wishes
    duplicates: 6%
    resolves: {L1: 80%, L2: 100%}
    documented: {L1: 80%}
    handle_time: {L1: 12m, L2: 40m}
  outage: {skill: faults, resolves: {L1: 0%, L2: 100%}, handle_time: {L1: 5m, L2: 30m}}
  idea: {kind: change, resolves: {L1: 50%, L2: 100%}, handle_time: {L1: 5m, L2: 20m}}
demand:
  faults:
    type: fault
    volume: 26/day
    channels: {phone: 50%, "e-mail & <portal>": 30%, alarm: 20%}
    priorities: {P1: 20%, P2: 80%}
  wishes:
    type: wish
    volume: 25/day
    channels: {phone: 30%, "e-mail & <portal>": 70%}
    priorities: {P1: 5%, P2: 95%}
  outages: {type: outage, volume: 3/day, channels: {phone: 100%}, priorities: {P1: 50%, P2: 50%}}
  ideas: {type: idea, volume: 4/day, channels: {alarm: 100%}, priorities: {P2: 100%}}
  checks:
    type: idea
    planned: {every: 1w, on: sun, at: "02:30", tickets: 3}
    channels: {alarm: 100%}
    priorities: {P2: 100%}
tiers:
  - {name: L1, queue: by_priority, escalate: [{after: 25m, of: work}], escalation_time: 3m, look_up: 4m,
     preempted_by: P1, triage_time: 5m, misroutes: 10%, tracking: {every: 3h, takes: {mean: 3m, cv: 0.5}}}
  - name: L2
    escalate: [{attempts: 2}, {after: 60%, of: resolution}]
    escalation_time: 5m
    preempted_by: P1
    triage_time: 6m
  - {name: L3, returns: {probability: 20%, after: 10m}}
routing: {classifier: {accuracy: 85%}}
straight: [{type: fault, priority: P1, to: L2}]
staff:
  desk: {tier: L1, heads: 3, skills: [faults], shift: day, at_shift_end: hand_over, hand_over_time: 4m,
         rework: 2m, cost_per_hour: 26, changes: [{on: 2026-03-20, heads: 4}]}
  "late & night": {tier: L1, heads: 2, skills: [faults, wishes], shift: late, at_shift_end: hand_over,
                   cost_per_hour: 24, pay: {saturday: {weekly: {sat: "00:00-24:00"}, factor: 1.5}}}
  wishers: {tier: L1, heads: 1, shift: day, skills: [wishes], salary: 41600, on_costs: 25%}
  engineers: {tier: L2, heads: 4, shift: day, skills: [faults], at_shift_end: keep, shrinkage: 20%,
              cost_per_hour: 38}
  evening: {tier: L2, heads: 1, shift: late, skills: [faults], at_shift_end: finish, cost_per_hour: 40,
            overtime_factor: 1.5}
  portal: {tier: L2, heads: 1, shift: day, skills: [wishes], at_shift_end: hand_over, cost_per_hour: 30}
  developers: {tier: L3, heads: 4, shift: day, at_shift_end: keep, support_share: 80%, cost_per_hour: 58}
sla:
  response: {stop: acknowledged, target: {P1: 30m, P2: 4h}, calendar: always, retroactive: true,
             penalty_per_breach: {P1: 20, P2: 5}}
  resolution:
    target: {P1: 6h, P2: 2bd}
    calendar: office
    pause: [pending_customer]
    retroactive: true
    service_credits: {fee: 10000, at_risk: 15%, bands: [{below: 99%, credit: 4%}, {below: 80%, credit: 12%}]}
  promise: {target: 4bd, calendar: office, penalty_per_breach: 40, penalty_per_hour: 3}
costs: {overhead: 20%, downtime_per_hour: {P1: 300, P2: 20}}
targets:
  - {kpi: on_time, where: {sla: resolution}, per: week, in: 50%, is: ">= 80%"}
"""

TIERS = ("L1", "L2", "L3")
SLAS = ("response", "resolution", "promise")
PAUSES = {"response": set(), "resolution": {"customer"}, "promise": set()}
ON_CALENDAR = {"resolution", "promise"}
TARGETS_MS = {("response", "P1"): HOUR_MS // 2, ("response", "P2"): 4 * HOUR_MS,
              ("resolution", "P1"): 6 * HOUR_MS, ("resolution", "P2"): 20 * HOUR_MS,
              ("promise", "P1"): 40 * HOUR_MS, ("promise", "P2"): 40 * HOUR_MS}
RAISED_FROM, RAISED_TO = "P2", "P1"
AUTOMATIC, LIVE = {"alarm"}, {"phone"}
UNSOLVABLE_AT_ENTRY = {("outage", "L1")}
BUSINESS_DAY_MS = 10 * HOUR_MS
OFFICE_HOURS, HOLIDAYS = (8, 18), {datetime.date(2026, 4, 6)}
FCR_WINDOW_MS = HOUR_MS

# Money.
PENALTY = {("response", "P1"): 20, ("response", "P2"): 5, ("promise", "P1"): 40, ("promise", "P2"): 40}
PENALTY_PER_HOUR = {"promise": 3}
FEE, BANDS, AT_RISK = 10000, ((0.80, 0.12), (0.99, 0.04)), 0.15
DOWNTIME_PER_HOUR = {"P1": 300, "P2": 20}
OVERHEAD = 0.2
FULL_TIME_HOURS = 40
MONTH_DAYS = 365.25 / 12

# Paid hours of a day, by weekday from Monday on.
DAY, LATE = (9,) * 5 + (0, 0), (8.5,) * 6 + (0,)
Group = collections.namedtuple("Group", "heads paid_hours hourly salary share overtime saturday",
                               defaults=(None, 0, 1, 1, 1))
GROUPS = {
    "desk": Group(lambda day: 3 if day < datetime.date(2026, 3, 20) else 4, DAY, 26),
    "late & night": Group(lambda _: 2, LATE, 24, saturday=1.5),
    "wishers": Group(lambda _: 1, DAY, salary=41600 * 1.25),
    "engineers": Group(lambda _: 4, DAY, 38),
    "evening": Group(lambda _: 1, LATE, 40, overtime=1.5),
    "portal": Group(lambda _: 1, DAY, 30),
    "developers": Group(lambda _: 4, DAY, 58, share=0.8),
}


def local(text):
    """Milliseconds since 1970 of a local time, as in `horizon`."""
    return round(datetime.datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp() * 1000)


def midnight(day):
    return round(datetime.datetime.combine(day, datetime.time(), ZONE).timestamp() * 1000)


def days_between(start, end):
    """Local days from one midnight to another, in ms."""
    day = datetime.datetime.fromtimestamp(start / 1000, ZONE).date()
    while midnight(day) < end:
        yield day
        day += datetime.timedelta(days=1)
