#!/usr/bin/env python3
"""Reads the event log of `tiersim run --events` back, and recomputes KPIs from it.

    tests/event_log.py build/release/tiersim

The readers are Python's csv and xml.etree: not our code judging our output. Both files must tell the
same, and the KPIs that follow from them must be those of `--json` to the last millisecond.
"""

import argparse
import bisect
import collections
import csv
import datetime
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
import zoneinfo

ZONE = zoneinfo.ZoneInfo("Europe/Paris")
HOUR_MS = 3_600_000

# All that a log can tell: shift ends of each kind, breaks, thresholds, attempts, straight entry, a
# change of the hour in the window, names that XML and CSV must quote.
SCENARIO = """
name: What an event log tells
horizon:
  start: 2026-03-16
  length: 5w
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
  idea: {kind: change, resolves: {L1: 50%, L2: 100%}, handle_time: {L1: 5m, L2: 20m}}
demand:
  faults:
    type: fault
    volume: 30/day
    channels: {phone: 50%, "e-mail & <portal>": 30%, alarm: 20%}
    priorities: {P1: 20%, P2: 80%}
  wishes:
    type: wish
    volume: 25/day
    channels: {phone: 30%, "e-mail & <portal>": 70%}
    priorities: {P1: 5%, P2: 95%}
  ideas: {type: idea, volume: 4/day, channels: {alarm: 100%}, priorities: {P2: 100%}}
  checks:
    type: idea
    planned: {every: 1w, on: sun, at: "02:30", tickets: 3}
    channels: {alarm: 100%}
    priorities: {P2: 100%}
tiers:
  - {name: L1, queue: by_priority, escalate: [{after: 25m, of: work}], escalation_time: 3m,
     look_up: 4m, preempted_by: P1, triage_time: 5m}
  - name: L2
    escalate: [{attempts: 2}, {after: 60%, of: resolution}]
    escalation_time: 5m
    preempted_by: P1
    triage_time: 6m
  - {name: L3, returns: {probability: 20%, after: 10m}}
routing: {classifier: {accuracy: 85%}}
straight: [{type: fault, priority: P1, to: L2}]
staff:
  desk: {tier: L1, heads: 3, skills: [faults], shift: day, at_shift_end: hand_over}
  "late & night": {tier: L1, heads: 2, skills: [faults, wishes], shift: late, at_shift_end: hand_over}
  wishers: {tier: L1, heads: 1, shift: day, skills: [wishes]}
  engineers: {tier: L2, heads: 4, shift: day, at_shift_end: keep, shrinkage: 20%}
  evening: {tier: L2, heads: 1, shift: late, at_shift_end: finish}
  developers: {tier: L3, heads: 3, shift: day, at_shift_end: keep}
sla:
  response: {stop: acknowledged, target: {P1: 30m, P2: 4h}, calendar: always}
  resolution: {target: {P1: 6h, P2: 2bd}, calendar: office, pause: [pending_customer]}
"""
PAUSES = {"response": set(), "resolution": {"customer"}}
STRETCHES = {"wait", "work", "write up", "keep", "pending", "resolved"}
AUTOMATIC, LIVE = {"alarm"}, {"phone"}
OFFICE_HOURS, HOLIDAYS = (8, 18), {datetime.date(2026, 4, 6)}
FCR_WINDOW_MS = HOUR_MS
TARGETS_MS = {("response", "P1"): HOUR_MS // 2, ("response", "P2"): 4 * HOUR_MS,
              ("resolution", "P1"): 6 * HOUR_MS, ("resolution", "P2"): 20 * HOUR_MS}

Row = collections.namedtuple("Row",
                             "what start end tier next_tier group agent cause reason sla due")
Case = collections.namedtuple("Case", "labels rows")


def instant(text):
    """Milliseconds since 1970, of a time with its offset."""
    moment = datetime.datetime.fromisoformat(text)
    assert moment.tzinfo is not None, text
    return round(moment.timestamp() * 1000)


def local(text):
    """The same of a local time, as in `horizon`."""
    return round(datetime.datetime.fromisoformat(text).replace(tzinfo=ZONE).timestamp() * 1000)


# ---- The two readers


def read_csv(path):
    cases = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            labels = {key: row[key] for key in ("type", "kind", "priority", "channel", "customer",
                                                "stream", "counted", "replication", "ticket")}
            case = cases.setdefault(row["case"], Case(labels, []))
            assert case.labels == labels, row
            due = instant(row["due"]) if row["due"] else None
            case.rows.append(Row(row["what"], instant(row["from"]), instant(row["to"]),
                                 row["tier"], row["next_tier"], row["group"], row["agent"],
                                 row["cause"], row["reason"], row["sla"], due))
    return cases


def attributes(element):
    return {child.get("key"): child.get("value") for child in element if child.get("key")}


def rows_of_trace(events, horizon_end):
    """Stretches of time from starts and completes; what has no complete goes on at the end."""
    going_on = {}

    def row(event, what, start, end, cause):
        due = instant(event["due"]) if "due" in event else None
        return Row(what, start, end, *(event.get(key, "") for key in (
            "tier", "next_tier", "org:group", "org:resource")), cause, event.get("reason", ""),
            event.get("sla", ""), due)

    for event in events:
        key, at = event["concept:instance"], instant(event["time:timestamp"])
        transition, what = event["lifecycle:transition"], event["what"]
        if transition == "start":
            assert key not in going_on, event
            going_on[key] = (event, what, at)
        elif transition == "suspend":
            begun, was, since = going_on[key]
            assert was == "work", event
            going_on[key] = (event, "keep", at)
            yield row(begun, "work", since, at, "off_duty")
        elif transition == "resume":
            begun, was, since = going_on[key]
            assert was == "keep", event
            going_on[key] = (event, "work", at)
            yield row(begun, "keep", since, at, event["cause"])
        elif key in going_on:
            begun, was, since = going_on.pop(key)
            yield row(begun, was, since, at, event["cause"])
        else:
            yield row(event, what, at, at, event.get("cause", ""))
    for begun, was, since in going_on.values():
        yield row(begun, was, since, horizon_end, "horizon_end")


def read_xes(path, horizon_end):
    space = "{http://www.xes-standard.org/}"
    cases = {}
    with gzip.open(path, "rb") as file:
        for _, element in xml.etree.ElementTree.iterparse(file):
            if element.tag != space + "trace":
                continue
            labels = attributes(element)
            labels["counted"] = {"true": "yes", "false": "no"}[labels["counted"]]
            events = [attributes(one) for one in element.iter(space + "event")]
            times = [instant(event["time:timestamp"]) for event in events]
            assert times == sorted(times), labels
            name = labels.pop("concept:name")
            assert name not in cases, name
            cases[name] = Case(labels, list(rows_of_trace(events, horizon_end)))
            element.clear()
    return cases


# ---- Business time, counted by days


def office_span(day):
    """Open from, to in ms; None on closed days."""
    if day.weekday() >= 5 or day in HOLIDAYS:
        return None
    return [round(datetime.datetime.combine(day, datetime.time(hour), ZONE).timestamp() * 1000)
            for hour in OFFICE_HOURS]


def office_spans():
    first = datetime.date(2026, 3, 1)
    spans = (office_span(first + datetime.timedelta(days=n)) for n in range(120))
    return [span for span in spans if span]


SPANS = office_spans()
ENDS = [end for _, end in SPANS]


def business_between(start, end):
    return sum(max(0, min(end, closes) - max(start, opens)) for opens, closes in SPANS)


def business_due(start, length):
    for opens, closes in SPANS[bisect.bisect_right(ENDS, start):]:
        here = closes - max(start, opens)
        if length <= here:
            return max(start, opens) + length
        length -= here
    raise AssertionError("too few days")


class Clock:
    """A clock by its runs, from what happened to the ticket: when it is due, and whether in time."""

    def __init__(self, ticket, sla, horizon_end):
        used, target = 0, TARGETS_MS[sla, ticket.labels["priority"]]
        on_calendar = sla == "resolution"
        self.stopped = (ticket.resolved if on_calendar else
                        ticket.works[0].start if ticket.works else None)
        self.breached = None
        for start, end in self.runs(ticket, sla, self.stopped or horizon_end):
            self.due = (business_due if on_calendar else int.__add__)(start, target - used)
            if self.due < end:
                self.breached = self.due
                break
            used += business_between(start, end) if on_calendar else end - start

    @staticmethod
    def runs(ticket, sla, until):
        start = ticket.opened
        for row in ticket.rows:
            if row.end > until or not stands_still(sla, row):
                continue
            yield start, row.start
            start = row.end
        yield start, until


def stands_still(sla, row):
    return row.what == "resolved" or row.what == "pending" and row.reason in PAUSES[sla]


# ---- KPIs by their definitions


class Ticket:
    """A case, and what follows from its rows."""

    def __init__(self, case):
        self.labels, self.rows = case
        self.opened = self.only("open").start
        self.entry = self.only("open").tier
        ends = [row for row in self.rows if row.what == "resolve"]
        self.withdrawn = [row for row in self.rows if row.what in ("merge", "cancel")]
        self.reopenings = [row for row in self.rows if row.what == "reopen"]
        self.resolved = ends[-1].start if len(ends) > len(self.reopenings) else None
        self.pendings = [row for row in self.rows if row.what == "pending"]
        self.works = [row for row in self.rows if row.what in ("work", "write up", "keep")]
        self.waits = [row for row in self.rows if row.what == "wait"]
        self.moves = [row for row in self.rows if row.what in ("move up", "return")]
        self.transfers = [row for row in self.rows if row.what == "transfer"]
        self.engagements = sum(row.cause == "taken" for row in self.waits) - sum(
            given.cause == "preempted" and (given.group, given.agent) == (row.group, row.agent)
            for given, row in self.hand_overs())
        self.counted = self.labels["counted"] == "yes"

    def only(self, what):
        [row] = [row for row in self.rows if row.what == what]
        return row

    def is_first_contact(self):
        if self.engagements != 1 or self.moves or self.pendings or self.reopenings:
            return False
        within_window = self.labels["channel"] not in LIVE | AUTOMATIC
        return not within_window or business_between(self.opened, self.resolved) <= FCR_WINDOW_MS

    def points(self):
        """Of the proxy of satisfaction, from 1 to 5."""
        waited = self.works[0].start - self.opened
        breaches = sum(row.what == "breached" for row in self.rows)
        handed = len(self.moves + self.transfers) + sum(a.agent != b.agent for a, b in self.hand_overs())
        return max(1, 5 - min(1, 0.25 * (waited // (4 * HOUR_MS))) - min(2, breaches)
                   - min(1.5, 0.5 * handed) - min(2, len(self.reopenings)))

    def hand_overs(self):
        """Pairs of groups and agents, from and to."""
        given = None
        for row in self.rows:
            if row.what == "work" and given:
                yield given, row
            if row.what in ("work", "keep", "move up", "return", "transfer"):
                given = row if row.cause in ("handed_over", "preempted") else None

    def tiles(self, until):
        """Do its stretches cover its life without gap or overlap?"""
        at = self.opened
        for row in self.rows:
            if row.what in STRETCHES:
                if row.start != at:
                    return False
                at = row.end
        ended = self.withdrawn[0].start if self.withdrawn else self.resolved
        return at == (ended or until)


class Recomputed:
    """KPIs as numerator and denominator, in ms where they are times."""

    def __init__(self, cases, horizon):
        self.tickets = [Ticket(case) for case in cases.values()]
        self.counted = [one for one in self.tickets if one.counted]
        self.window = local(horizon["measured_from"]), local(horizon["measured_to"])
        self.end = local(horizon["end"])

    def of_tickets(self, take, value, among=None):
        chosen = [one for one in among or self.counted if take(one)]
        return sum(value(one) for one in chosen), len(chosen)

    def fcr(self):
        return self.of_tickets(lambda one: one.resolved and one.labels["channel"] not in AUTOMATIC
                               and one.labels["kind"] in ("incident", "request"),
                               Ticket.is_first_contact)

    def csat_positive(self):
        return self.of_tickets(lambda one: one.resolved and one.labels["channel"] not in AUTOMATIC
                               and one.labels["kind"] in ("incident", "request"),
                               lambda one: one.points() >= 4)

    def mttr(self, priority=None):
        return self.of_tickets(lambda one: one.resolved and one.labels["kind"] == "incident"
                               and priority in (None, one.labels["priority"]),
                               lambda one: one.resolved - one.opened)

    def mttr_without_pending(self):
        pending = sum(row.end - row.start for one in self.counted for row in one.pendings
                      if one.resolved and one.labels["kind"] == "incident")
        time, tickets = self.mttr()
        return time - pending, tickets

    def reopen_rate(self):
        return self.of_tickets(lambda one: one.resolved or one.reopenings,
                               lambda one: bool(one.reopenings))

    def pending_rate(self):
        return self.of_tickets(lambda one: True, lambda one: bool(one.pendings))

    def mtta(self):
        return self.of_tickets(lambda one: one.works,
                               lambda one: one.works[0].start - one.opened)

    def escalation_rate(self, tier=None):
        up = [move for one in self.counted for move in one.moves
              if move.what == "move up" and move.cause not in ("documented", "misrouted")]
        return sum(tier in (None, move.tier) for move in up), self.entries(tier)

    def return_rate(self):
        returns = [move for one in self.counted for move in one.moves
                   if move.what == "return" and move.cause == "returned"]
        return len(returns), self.entries()

    def entries(self, tier=None):
        """Visits begun: of those opened there, moved there and reopened there."""
        begun = [entry for one in self.counted for entry in (
            one.entry, *(move.next_tier for move in one.moves),
            *(row.tier for row in one.reopenings))]
        return sum(tier in (None, entry) for entry in begun)

    def on_time(self, sla):
        ends = [row.what for one in self.counted for row in one.rows if row.sla == sla]
        return ends.count("met"), len(ends)

    def wait(self, tier):
        waits = [row.end - row.start for one in self.counted for row in one.waits
                 if row.tier == tier and row.cause != "horizon_end"]
        return sum(waits), len(waits)

    def aht(self, group):
        first, last = self.window
        works = [row for one in self.tickets for row in one.works if row.group == group]
        ms = sum(max(0, min(row.end, last) - max(row.start, first)) for row in works
                 if row.what != "keep")
        ended = sum(first <= row.end < last and row.what != "write up" and row.cause in
                    ("resolved", "unsolved", "undocumented", "work_threshold", "sla_share",
                     "retried", "preempted", "handed_over", "pends", "returned", "documented",
                     "misrouted", "merged", "cancelled") for row in works)
        return ms, ended

    def tickets_merged(self):
        return sum(bool(row.what == "merge") for one in self.counted for row in one.rows), 1

    def group_reassignments(self):
        return self.of_tickets(lambda one: True, lambda one: len(one.moves + one.transfers) + sum(
            a.group != b.group for a, b in one.hand_overs()))

    def assignee_reassignments(self):
        return self.of_tickets(lambda one: True, lambda one: len(one.moves + one.transfers) + sum(
            a.agent != b.agent for a, b in one.hand_overs()))


class Comparison:
    """Counts what differs from the report."""

    def __init__(self, report):
        self.report = report
        self.wrong = 0
        self.compared = 0

    def expect(self, what, fine):
        if not fine:
            self.wrong += 1
            print(f"wrong: {what}")

    def kpi(self, name, found, labels=None):
        """\\param found  numerator (in ms for a time) and denominator."""
        [cell] = [one for one in self.report["kpis"] if one["id"] == name and
                  one["labels"] == (labels or {}) and one["stat"] in ("mean", "value")]
        numerator, n = found
        scale = HOUR_MS if cell["unit"] == "h" else 1
        reported = round(cell["value"] * scale * cell["n"])
        self.compared += 1
        self.expect(f"{name} {labels}: {numerator} / {n}, reported {reported} / {cell['n']}",
                    (numerator, n) == (reported, cell["n"]) and n > 0)


def check_clocks(comparison, recomputed):
    """When each clock is due, by days counted here; met and breached by that."""
    for ticket in recomputed.tickets:
        if ticket.withdrawn:  # its clocks are out
            comparison.expect(f"{ticket.labels}: no clocks", not any(row.sla for row in ticket.rows))
            continue
        told = {row.sla: row for row in ticket.rows if row.sla}
        for sla in ("response", "resolution"):
            clock = Clock(ticket, sla, recomputed.end)
            expected = None
            if clock.breached is not None:
                expected = ("breached", clock.breached, clock.breached)
            elif clock.stopped is not None:
                expected = ("met", clock.stopped, clock.due)
            row = told.get(sla)
            found = row and (row.what, row.start, row.due)
            comparison.expect(f"{ticket.labels}: {sla} is {expected}, told {found}",
                              found == expected)


def check(report, folder):
    comparison = Comparison(report)
    horizon_end = local(report["horizon"]["end"])
    cases = read_csv(folder / "events.csv.gz")
    traces = read_xes(folder / "events.xes.gz", horizon_end)
    comparison.expect("as many cases as tickets", len(cases) == report["tickets"]["opened"])
    comparison.expect("the same cases in both files", list(cases) == list(traces))
    for name, case in cases.items():
        trace = traces[name]
        comparison.expect(f"case {name}: {case}\n  as XES: {trace}",
                          case.labels == trace.labels and
                          collections.Counter(case.rows) == collections.Counter(trace.rows))
    recomputed = Recomputed(cases, report["horizon"])
    for ticket in recomputed.tickets:
        comparison.expect(f"{ticket.labels}: no gap, no overlap", ticket.tiles(horizon_end))
    check_clocks(comparison, recomputed)
    check_kpis(comparison, recomputed)
    whats = collections.Counter((row.what, row.cause) for one in recomputed.tickets
                                for row in one.rows)
    comparison.expect(f"too little happens: {whats}", len(whats) >= 30)
    return comparison


def check_kpis(comparison, recomputed):
    comparison.kpi("tickets_merged", recomputed.tickets_merged())
    comparison.kpi("return_rate", recomputed.return_rate())
    comparison.kpi("reopen_rate", recomputed.reopen_rate())
    comparison.kpi("pending_rate", recomputed.pending_rate())
    comparison.kpi("mttr_without_pending", recomputed.mttr_without_pending())
    comparison.kpi("fcr", recomputed.fcr())
    comparison.kpi("csat_positive", recomputed.csat_positive())
    comparison.kpi("mttr", recomputed.mttr())
    comparison.kpi("mtta", recomputed.mtta())
    comparison.kpi("escalation_rate", recomputed.escalation_rate())
    comparison.kpi("group_reassignments", recomputed.group_reassignments())
    comparison.kpi("assignee_reassignments", recomputed.assignee_reassignments())
    for priority in ("P1", "P2"):
        comparison.kpi("mttr", recomputed.mttr(priority), {"priority": priority})
    for sla in ("response", "resolution"):
        comparison.kpi("on_time", recomputed.on_time(sla), {"sla": sla})
    for tier in ("L1", "L2", "L3"):
        comparison.kpi("wait", recomputed.wait(tier), {"tier": tier})
    for tier in ("L1", "L2"):
        comparison.kpi("escalation_rate", recomputed.escalation_rate(tier), {"tier": tier})
    for group in ("desk", "late & night", "engineers", "evening", "developers"):
        comparison.kpi("aht", recomputed.aht(group), {"group": group})


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("executable", type=pathlib.Path, help="tiersim, as built")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "desk.yaml").write_text(SCENARIO, encoding="utf-8")
        ended = subprocess.run([given.executable.resolve(), "run", folder / "desk.yaml", "--json",
                                "--replications", "1", "--events", "--out", folder / "results"],
                               capture_output=True, text=True, check=False)
        if ended.returncode != 0:
            raise SystemExit(ended.stderr)
        comparison = check(json.loads(ended.stdout), folder / "results")
    print(f"{comparison.compared} KPIs recomputed, {comparison.wrong} wrong")
    return 1 if comparison.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
