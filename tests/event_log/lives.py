"""What follows from the rows of one ticket."""

import bisect
import datetime

from desk import (AUTOMATIC, FCR_WINDOW_MS, HOLIDAYS, HOUR_MS, LIVE, OFFICE_HOURS, ON_CALENDAR, PAUSES,
                  RAISED_FROM, RAISED_TO, TARGETS_MS, ZONE)

STRETCHES = {"wait", "work", "write up", "keep", "pending", "resolved"}
HAND_OFFS = ("move up", "return", "transfer")

# ---- Business time, counted by days


def office_span(day):
    """Open from, to in ms; None on closed days."""
    if day.weekday() >= 5 or day in HOLIDAYS:
        return None
    return [round(datetime.datetime.combine(day, datetime.time(hour), ZONE).timestamp() * 1000)
            for hour in OFFICE_HOURS]


def office_spans():
    first = datetime.date(2026, 1, 1)
    spans = (office_span(first + datetime.timedelta(days=n)) for n in range(200))
    return [span for span in spans if span]


SPANS = office_spans()
ENDS = [end for _, end in SPANS]


def business_between(start, end):
    total = 0
    for opens, closes in SPANS[bisect.bisect_right(ENDS, start):]:
        if opens >= end:
            break
        total += min(end, closes) - max(start, opens)
    return total


def business_due(start, length):
    for opens, closes in SPANS[bisect.bisect_right(ENDS, start):]:
        here = closes - max(start, opens)
        if length <= here:
            return max(start, opens) + length
        length -= here
    raise AssertionError("too few days")


# ---- Clocks


class Clock:
    """A clock by its runs, from what happened to the ticket: when it is due, and whether in time."""

    def __init__(self, ticket, sla, horizon_end):
        self.sla = sla
        self.on_calendar = sla in ON_CALENDAR
        self.stopped = (ticket.resolved if sla != "response" else
                        ticket.works[0].start if ticket.works else None)
        self.until = self.stopped or ticket.withdrawn_at or horizon_end
        self.breached = None
        self.used = 0
        target = TARGETS_MS[sla, RAISED_FROM if ticket.raised else ticket.labels["priority"]]
        for start, end in self.runs(ticket):
            for raised in [at for at in ticket.raised if start <= at < end]:
                self.run(start, raised, target)
                target = TARGETS_MS[sla, RAISED_TO]
                if self.used > target and self.breached is None:  # retroactive: breached at once
                    self.breached = self.due = raised
                start = raised
            self.run(start, end, target)

    def run(self, start, end, target):
        if self.breached is None:
            left = target - self.used
            self.due = business_due(start, left) if self.on_calendar else start + left
            self.breached = self.due if self.due < end else None
        self.used += self.time(start, end)

    def time(self, start, end):
        return business_between(start, end) if self.on_calendar else end - start

    def stands_still(self, row):
        return row.what == "resolved" or row.what == "pending" and row.reason in PAUSES[self.sla]

    def runs(self, ticket):
        start = ticket.opened
        for row in ticket.rows:
            if row.end > self.until or not self.stands_still(row):
                continue
            yield start, row.start
            start = row.end
        yield start, self.until


# ---- Tickets


class Ticket:
    """A case, and what follows from its rows."""

    def __init__(self, case, horizon_end):
        self.labels, self.rows = case
        self.replication = self.labels["replication"]
        self.opened = self.only("open").start
        self.entry = self.only("open").tier
        self.horizon_end = horizon_end
        self.resolutions = self.all_of("resolve")
        self.withdrawn = self.all_of("merge", "cancel")
        self.withdrawn_at = self.withdrawn[0].start if self.withdrawn else None
        self.reopenings = self.all_of("reopen")
        is_over = len(self.resolutions) > len(self.reopenings)
        self.resolved = self.resolutions[-1].start if is_over else None
        self.ended = self.resolved or self.withdrawn_at
        self.pendings = self.all_of("pending")
        self.works = self.all_of("work", "write up", "keep")
        self.waits = self.all_of("wait")
        self.moves = self.all_of("move up", "return")
        self.transfers = self.all_of("transfer")
        self.updates = self.all_of("update")
        self.raised = [row.start for row in self.all_of("raise")]
        self.engagements = sum(row.cause == "taken" for row in self.waits) - sum(
            given.cause == "preempted" and (given.group, given.agent) == (row.group, row.agent)
            for given, row in self.hand_overs())
        self.counted = self.labels["counted"] == "yes"
        self.kind = self.labels["kind"]

    def all_of(self, *whats):
        return [row for row in self.rows if row.what in whats]

    def only(self, what):
        [row] = self.all_of(what)
        return row

    def is_asked(self):
        """Resolved, and raised by somebody who may tell of first contact and satisfaction."""
        return bool(self.resolved) and self.labels["channel"] not in AUTOMATIC and self.kind in (
            "incident", "request")

    def is_first_contact(self):
        if self.engagements != 1 or self.moves or self.pendings or self.reopenings:
            return False
        within_window = self.labels["channel"] not in LIVE | AUTOMATIC
        return not within_window or business_between(self.opened, self.resolved) <= FCR_WINDOW_MS

    def points(self):
        """Of the proxy of satisfaction, from 1 to 5."""
        waited = self.works[0].start - self.opened
        breaches = len(self.all_of("breached"))
        return max(1, 5 - min(1, 0.25 * (waited // (4 * HOUR_MS))) - min(2, breaches)
                   - min(1.5, 0.5 * self.changes_of("agent")) - min(2, len(self.reopenings)))

    def changes_of(self, whom):
        """Reassignments between groups, or agents."""
        return len(self.moves + self.transfers) + sum(
            getattr(a, whom) != getattr(b, whom) for a, b in self.hand_overs())

    def hand_overs(self):
        """Pairs of groups and agents, from and to."""
        given = None
        for row in self.rows:
            if row.what == "work" and given:
                yield given, row
            if row.what in ("work", "write up", "keep") + HAND_OFFS:
                given = row if row.cause in ("handed_over", "preempted") else None

    def misroutes(self):
        return sum(row.cause == "misrouted" for row in self.moves + self.transfers)

    def pushed_back(self):
        return sum(row.what == "return" and row.cause == "returned" for row in self.moves)

    def visits(self):
        """Tier, from, to and whether it has ended, of each visit to a tier."""
        tier, since = self.entry, self.opened
        for row in self.rows:
            if row.what in ("move up", "return", "resolve", "merge", "cancel"):
                yield tier, since, row.start, True
                tier, since = row.next_tier or None, row.start
            elif row.what == "reopen":
                tier, since = row.tier, row.start
        if self.ended is None:
            yield tier, since, self.horizon_end, False

    def bounces(self):
        """Times that it was back in a queue which it had left for another one."""
        queues = []
        for wait in self.waits:
            if not queues or queues[-1] != (wait.tier, wait.queue):
                queues.append((wait.tier, wait.queue))
        return sum(a == b for a, b in zip(queues, queues[2:]))

    def tiles(self):
        """Do its stretches cover its life without gap or overlap?"""
        at = self.opened
        for row in self.rows:
            if row.what in STRETCHES:
                if row.start != at:
                    return False
                at = row.end
        return at == (self.ended or self.horizon_end)
