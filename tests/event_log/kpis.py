"""Every KPI of `tiersim kpis`, by its definition, from the log and what the scenario says."""

import collections
import datetime
import math

from desk import (AT_RISK, BANDS, BUSINESS_DAY_MS, DOWNTIME_PER_HOUR, FEE, FULL_TIME_HOURS, GROUPS, HOUR_MS,
                  MONTH_DAYS, OVERHEAD, PENALTY, PENALTY_PER_HOUR, SLAS, TIERS, UNSOLVABLE_AT_ENTRY, ZONE,
                  days_between, local, midnight)
from lives import Clock, Ticket, business_between, office_span

# Value, and n; how far off the report may be: in parts (buckets of durations), or in money (cents).
Found = collections.namedtuple("Found", "value n parts money", defaults=(1e-12, 0))

FINISHING = {"resolved", "unsolved", "work_threshold", "sla_share", "documented", "undocumented"}
ENDING = FINISHING | {"retried", "handed_over", "pends", "returned", "preempted", "misrouted", "merged",
                      "cancelled"}
BUCKET = 2e-3  # 512 buckets for each power of two
CENTS = 0.5    # each group is rounded by itself


def ratio(pairs):
    """Of (value, weight) pairs, or of values that weigh 1."""
    pairs = [one if isinstance(one, tuple) else (one, 1) for one in pairs]
    weight = sum(one for _, one in pairs)
    return Found(sum(value for value, _ in pairs) / weight, weight)


def quantile(values, q):
    values = sorted(values)
    return Found(values[math.ceil(q * len(values)) - 1] / HOUR_MS, len(values), BUCKET)


def overlap(start, end, window):
    return max(0, min(end, window[1]) - max(start, window[0]))


class Recomputed:
    """KPIs without labels, and those with a label that the log has by itself."""

    def __init__(self, cases, staff, report):
        self.end = local(report["horizon"]["end"])
        self.window = local(report["horizon"]["measured_from"]), local(report["horizon"]["measured_to"])
        self.tickets = [Ticket(case, self.end) for case in cases.values()]
        self.counted = [one for one in self.tickets if one.counted]
        self.replications = report["replications"]
        self.staff = staff
        self.resolved = [one for one in self.counted if one.resolved]
        self.incidents = [one for one in self.resolved if one.kind == "incident"]
        self.asked = [one for one in self.counted if one.is_asked()]
        self.worked = [one for one in self.counted if one.works]
        self.clocks = {(one, sla): Clock(one, sla, self.end) for one in self.tickets for sla in SLAS}
        self.ended = [(one, row) for one in self.counted for row in one.all_of("met", "breached")]
        self.visits = [(one, *visit) for one in self.tickets for visit in one.visits()]
        self.entries = [visit for visit in self.visits if visit[0].counted]
        self.paid = self.paid_ms()
        self.labour = self.labour_of_groups()

    def total(self, value, money=0):
        """A mean over replications."""
        return Found(value / self.replications, self.replications, 1e-12, money)

    def count(self, tickets):
        return self.total(sum(map(bool, tickets)))

    def hours(self, tickets, length):
        return ratio([length(one) / HOUR_MS for one in tickets])

    # ---- Resolved, and how

    def fcr(self):
        return ratio([one.is_first_contact() for one in self.asked])

    def fcr_net(self):
        return ratio([one.is_first_contact() for one in self.asked
                      if (one.labels["type"], one.entry) not in UNSOLVABLE_AT_ENTRY])

    def at_first(self, ticket):
        return ticket.works[-1].tier == TIERS[0]

    def flr(self):
        return ratio([self.at_first(one) for one in self.resolved])

    def flr_entered(self):
        return ratio([self.at_first(one) for one in self.resolved if one.entry == TIERS[0]])

    def l1_capable(self):
        return ratio([one.labels["first_tier_solves"] == "yes" for one in self.resolved
                      if not self.at_first(one)])

    def csat(self):
        return ratio([one.points() for one in self.asked])

    def csat_positive(self):
        return ratio([one.points() >= 4 for one in self.asked])

    # ---- Times

    def took(self, kind):
        return [one.resolved - one.opened for one in self.resolved if one.kind == kind]

    def stayed(self):
        return [end - start for _, _, start, end, is_over in self.entries if is_over]

    def waits(self, tier=None):
        return [row.end - row.start for one in self.counted for row in one.waits
                if tier in (None, row.tier) and row.cause != "horizon_end"]

    def acknowledged(self):
        return [one.works[0].start - one.opened for one in self.worked]

    TIMES = {"mttr": lambda self: self.took("incident"), "fulfilment_time": lambda self: self.took("request"),
             "tier_time": stayed, "wait": waits, "mtta": acknowledged}

    def time(self, name, stat):
        lengths = self.TIMES[name](self)
        if stat == "mean":
            return ratio([length / HOUR_MS for length in lengths])
        return quantile(lengths, 0.5 if stat == "median" else float(stat[1:]) / 100)

    def mttr_of(self, priority):
        return self.hours([one for one in self.incidents if one.labels["priority"] == priority],
                          lambda one: one.resolved - one.opened)

    def mttr_without_pending(self):
        return self.hours(self.incidents, lambda one: one.resolved - one.opened - sum(
            row.end - row.start for row in one.pendings))

    def mttr_first(self):
        return self.hours(self.incidents, lambda one: one.resolutions[0].start - one.opened)

    def mttr_business(self):
        return self.hours(self.incidents, lambda one: business_between(one.opened, one.resolved))

    def open_incidents(self):
        return self.count(one.kind == "incident" and not one.ended for one in self.counted)

    def still_waiting(self):
        return self.count(row.cause == "horizon_end" for one in self.counted for row in one.waits)

    def never_acknowledged(self):
        return self.count(not one.works for one in self.counted)

    # ---- Clocks

    def on_time(self, sla):
        return ratio([row.what == "met" for _, row in self.ended if row.sla == sla])

    def sla_breach_rate(self, sla):
        return ratio([row.what == "breached" for _, row in self.ended if row.sla == sla])

    def sla_breaches(self, sla):
        return self.count(row.what == "breached" and row.sla == sla for _, row in self.ended)

    def sla_not_due(self, sla):
        """Each ticket that is not withdrawn has such a clock."""
        clocks = sum(not one.withdrawn for one in self.counted)
        return self.total(clocks - sum(row.sla == sla for _, row in self.ended))

    def met_in_months(self):
        """Of the target: weeks in which 80 % of the resolution clocks are on time."""
        weeks = collections.defaultdict(list)
        for one, row in self.ended:
            if row.sla != "resolution":
                continue
            day = datetime.datetime.fromtimestamp(one.opened / 1000, ZONE).date()
            monday = day - datetime.timedelta(days=day.weekday())
            if self.window[0] <= midnight(monday) and midnight(
                    monday + datetime.timedelta(days=7)) <= self.window[1]:
                weeks[one.replication, monday].append(row.what == "met")
        return ratio([sum(met) / len(met) >= 0.8 for met in weeks.values()])

    # ---- How tickets move

    def up(self, causes, tier=None):
        moves = [move for one in self.counted for move in one.moves
                 if move.what == "move up" and move.cause in causes and tier in (None, move.tier)]
        return self.of_visits(len(moves), tier)

    def of_visits(self, number, tier=None):
        visits = sum(tier in (None, visit[1]) for visit in self.entries)
        return Found(number / visits, visits)

    def escalation_rate(self, tier=None):
        return self.up({"unsolved", "undocumented", "work_threshold", "sla_share"}, tier)

    def escalation_unsolved(self):
        return self.up({"unsolved", "undocumented"})

    def escalation_work_threshold(self):
        return self.up({"work_threshold"})

    def escalation_sla_share(self):
        return self.up({"sla_share"})

    def return_rate(self):
        return self.of_visits(sum(one.pushed_back() for one in self.counted))

    def group_reassignments(self):
        return ratio([one.changes_of("group") for one in self.counted])

    def assignee_reassignments(self):
        return ratio([one.changes_of("agent") for one in self.counted])

    def first_assignment_rate(self):
        return ratio([one.changes_of("agent") == 0 for one in self.counted])

    def processing_accuracy(self):
        return ratio([not (one.misroutes() or one.pushed_back() or one.reopenings) for one in self.worked])

    def routing_accuracy(self):
        return ratio([one.labels["recognised"] == "yes" and not one.misroutes() for one in self.worked])

    def reopen_rate(self):
        return ratio([bool(one.reopenings) for one in self.counted if one.resolutions])

    def reopenings(self):
        return ratio([len(one.reopenings) for one in self.counted if one.resolutions])

    def raise_rate(self):
        return ratio([bool(one.raised) for one in self.counted])

    def pending_rate(self):
        return ratio([bool(one.pendings) for one in self.counted])

    def times_pending(self):
        return ratio([len(one.pendings) for one in self.counted])

    def bounces(self):
        return ratio([one.bounces() for one in self.counted])

    # ---- What is open

    def closes(self):
        """Of business, in the window: without hours the last instant of the day."""
        for day in days_between(*self.window):
            span = office_span(day)
            yield span[1] if span else midnight(day + datetime.timedelta(days=1)) - 1

    def open_at_closes(self):
        """Tickets, with the close at which they are open."""
        return [(one, close) for close in self.closes() for one, _, start, end, _ in self.visits
                if start <= close < end]

    def backlog(self):
        return self.total(len(self.open_at_closes()) / len(list(self.closes())))

    def backlog_mean(self):
        open_ms = sum(overlap(start, end, self.window) for _, _, start, end, _ in self.visits)
        return self.total(open_ms / (self.window[1] - self.window[0]))

    def backlog_past_due(self):
        breached = [(self.clocks[one, "resolution"].breached, close) for one, close in self.open_at_closes()]
        return ratio([at is not None and at <= close for at, close in breached])

    def backlog_age(self):
        return ratio([business_between(one.opened, close) / BUSINESS_DAY_MS
                      for one, close in self.open_at_closes()])

    def tickets_opened(self):
        return self.total(len(self.counted))

    def tickets_resolved(self):
        return self.total(len(self.resolved))

    def tickets_open(self):
        return self.count(not one.ended for one in self.counted)

    def tickets_merged(self):
        return self.count(one.all_of("merge") for one in self.counted)

    def tickets_cancelled(self):
        return self.count(one.all_of("cancel") for one in self.counted)

    # ---- People's time

    def handling(self, group=None):
        return sum(overlap(row.start, row.end, self.window) for one in self.tickets for row in one.works
                   if row.what != "keep" and group in (None, row.group))

    def updating(self):
        return sum(overlap(row.start, row.end, self.window) for one in self.tickets for row in one.updates)

    def present(self, what):
        return sum(overlap(one.start, one.end, self.window) for one in self.staff if one.what == what)

    def ends(self, causes, group=None):
        return sum(self.window[0] <= row.end < self.window[1] and row.what != "write up" and
                   row.cause in causes and group in (None, row.group)
                   for one in self.tickets for row in one.works)

    def occupancy(self):
        on_duty = self.present("on duty")
        return Found((self.handling() + self.updating()) / on_duty, on_duty)

    def utilisation_wfm(self):
        return Found(self.present("on duty") / self.paid, self.paid)

    def utilisation_hdi(self):
        worked = self.present("on duty") + self.present("other work")
        return Found((self.handling() + self.updating()) / worked, worked)

    def tracking_share(self):
        busy = self.handling() + self.updating()
        return Found(self.updating() / busy, busy)

    def aht(self, group=None):
        engagements = self.ends(ENDING, group)
        return Found(self.handling(group) / HOUR_MS / engagements, engagements)

    def tickets_per_hour(self):
        on_duty = self.present("on duty")
        return Found(self.ends(FINISHING) / (on_duty / HOUR_MS), on_duty)

    # ---- Money

    def rostered(self, name):
        """Paid hours by their factor, of one replication."""
        group, hours = GROUPS[name], collections.Counter()
        for day in days_between(*self.window):
            factor = group.saturday if day.weekday() == 5 else 1
            hours[factor] += group.heads(day) * group.paid_hours[day.weekday()]
        return hours

    def overtime(self, name):
        """Hours by the factor of the day, of all replications."""
        hours = collections.Counter()
        for one in self.staff:
            if one.group != name or one.what != "overtime":
                continue
            for day in days_between(*self.window):
                part = overlap(one.start, one.end,
                               (midnight(day), midnight(day + datetime.timedelta(days=1))))
                hours[GROUPS[name].saturday if day.weekday() == 5 else 1] += part / HOUR_MS
        return hours

    def paid_ms(self):
        hours = sum(self.rostered(name).total() * group.share * self.replications +
                    self.overtime(name).total() for name, group in GROUPS.items())
        return round(hours * HOUR_MS)

    def labour_of_groups(self):
        total = 0
        for name, group in GROUPS.items():
            rostered = self.rostered(name)
            of_year = (self.window[1] - self.window[0]) / HOUR_MS / 24 / 365.25
            salaries = group.salary * group.heads(None) * of_year if group.salary else 0
            rate = group.hourly if group.hourly is not None else salaries / rostered.total()
            regular = sum(hours * factor for factor, hours in rostered.items()) * rate
            extra = sum(hours * max(factor, group.overtime) for factor, hours in self.overtime(name).items())
            total += regular * group.share * self.replications + extra * rate
        return total

    def fte(self):
        weeks = (self.window[1] - self.window[0] + HOUR_MS) / HOUR_MS / 24 / 7  # a day of 23 hours
        return self.total(self.paid / HOUR_MS / weeks / FULL_TIME_HOURS)

    def cost(self):
        return self.labour * (1 + OVERHEAD)

    def months(self):
        return (self.window[1] - self.window[0]) / HOUR_MS / 24 / MONTH_DAYS

    def cost_labour(self):
        return self.total(self.labour, CENTS)

    def cost_overhead(self):
        return self.total(self.labour * OVERHEAD, CENTS)

    def cost_total(self):
        return self.total(self.cost(), CENTS)

    def cost_per_month(self):
        return self.total(self.cost() / self.months(), CENTS)

    def cost_per_ticket(self):
        tickets = sum(not one.all_of("merge") for one in self.counted)
        return Found(self.cost() / tickets, tickets, 1e-12, CENTS / tickets)

    def cost_per_resolved(self):
        return Found(self.cost() / len(self.resolved), len(self.resolved), 1e-12, CENTS / len(self.resolved))

    def cost_per_fte_month(self):
        month = FULL_TIME_HOURS / 7 * MONTH_DAYS
        return Found(self.cost() / (self.paid / HOUR_MS) * month, self.paid, 1e-12, CENTS)

    def penalty(self):
        total = 0
        for one, row in self.ended:
            if row.what != "breached":
                continue
            clock = self.clocks[one, row.sla]
            late = clock.time(row.start, clock.until) - sum(
                clock.time(max(still.start, row.start), min(still.end, clock.until)) for still in one.rows
                if clock.stands_still(still) and still.end > row.start and still.start < clock.until)
            total += PENALTY.get((row.sla, one.labels["priority"]), 0)
            total += PENALTY_PER_HOUR.get(row.sla, 0) * math.ceil(late / HOUR_MS)
        return total

    def penalties(self):
        return self.total(self.penalty())

    def penalties_per_month(self):
        return self.total(self.penalty() / self.months())

    def credits(self):
        """Of each replication's March, the one whole month of the window."""
        march = local("2026-03-01"), local("2026-04-01")
        clocks = collections.defaultdict(list)
        for one, row in self.ended:
            if row.sla == "resolution" and march[0] <= one.opened < march[1]:
                clocks[one.replication].append(row.what == "met")
        shares = [sum(met) / len(met) for met in clocks.values()]
        return [FEE * min(AT_RISK, next((credit for below, credit in BANDS if share < below), 0))
                for share in shares]

    def service_credits(self):
        return ratio(self.credits())

    def service_credit_chance(self):
        return ratio([credit > 0 for credit in self.credits()])

    def downtime(self):
        return sum(DOWNTIME_PER_HOUR[one.labels["priority"]] / HOUR_MS * ((one.ended or self.end) - one.opened)
                   for one in self.counted if one.kind == "incident")

    def downtime_cost(self):
        return self.total(self.downtime(), CENTS)

    def downtime_cost_per_month(self):
        return self.total(self.downtime() / self.months(), CENTS)

    def of(self, name, stat, **labels):
        """\\return None where nobody has written down how it follows from the log."""
        if name in self.TIMES:
            return self.time(name, stat)
        if name == "service_credits" and stat == "p90":
            return Found(sorted(self.credits())[math.ceil(0.9 * len(self.credits())) - 1],
                         len(self.credits()), BUCKET)
        found = getattr(self, name, None)
        return found(**labels) if found and stat == "mean" else None
