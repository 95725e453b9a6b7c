"""Where the time of breached clocks went, from the log."""

import collections
import re

from desk import SLAS, TIERS

WAITING = "waiting or kept"  # queue, off shift and away are told apart by rosters, which a log has not
CAUSE_OF = {"wait": WAITING, "keep": WAITING, "work": "work", "write up": "write-up",
            "pending": "pending", "resolved": "resolved"}
MERGED = {"queue": WAITING, "off shift": WAITING, "away": WAITING}
HAND_ON = ("move up", "return", "transfer")


def visits_by_their_end(ticket):
    """Stretches of a ticket, with the cause that outweighs their own: misroute, return, or none."""
    visit, visits = [], []
    for row in ticket.rows:
        if row.what in CAUSE_OF:
            visit.append(row)
        if row.what in HAND_ON or row.what == "reopen":
            visits.append((visit, row.cause))
            visit = []
    visits.append((visit, visit[-1].cause if visit else ""))
    later, told = None, []
    for stretches, cause in reversed(visits):
        if cause == "misrouted":
            later = "misroute"
        elif cause in ("returned", "documented"):
            later = "return"
        elif not (later == "misroute" and cause == "sla_share"):  # from one wrong queue to another
            later = None
        told += [(row, later) for row in stretches]
    return told


def add(parts, clock, opened, row, outweighs):
    start, end = max(row.start, opened), min(row.end, clock.until)
    if start >= end:
        return
    cause = outweighs or (row.reason if row.what == "pending" else CAUSE_OF[row.what])
    parts[row.tier, cause, "elapsed_ms"] += end - start
    parts[row.tier, cause, "clock_ms"] += 0 if clock.stands_still(row) else clock.time(start, end)


def recomputed_parts(recomputed):
    """By SLA and label: parts by tier and cause, in ms, and the number of clocks."""
    sums = collections.defaultdict(collections.Counter)
    for ticket in recomputed.counted:
        for sla in {row.sla for row in ticket.all_of("breached")}:
            clock = recomputed.clocks[ticket, sla]
            for labels in ((), ("priority", ticket.labels["priority"]), ("type", ticket.labels["type"])):
                parts = sums[(sla, *labels)]
                parts["clocks"] += 1
                for row, outweighs in visits_by_their_end(ticket):
                    add(parts, clock, ticket.opened, row, outweighs)
    return sums


def reported_parts(entry):
    parts = collections.Counter({"clocks": entry["clocks"]})
    for part in entry["parts"]:
        cause = part["reason"] if part["cause"] == "pending" else MERGED.get(part["cause"], part["cause"])
        for key in ("elapsed_ms", "clock_ms"):
            parts[part["tier"], cause, key] += part[key]
    return parts


def check_causes(comparison, recomputed, report):
    """The parts of `run --attribution --json`: they sum to the whole, and are those of the log."""
    found = recomputed_parts(recomputed)
    seen = set()
    causes = set()
    for entry in report["attribution"]:
        labels = {key: value for key, value in entry["labels"].items() if key != "sla"}
        key = (entry["labels"]["sla"], *(word for pair in labels.items() for word in pair))
        seen.add(key)
        causes |= {part["cause"] for part in entry["parts"]}
        for time in ("elapsed_ms", "clock_ms"):
            whole = sum(part[time] for part in entry["parts"])
            comparison.expect(f"{key}: parts sum to {whole}, not to {entry[time]}", whole == entry[time])
        mine, told = +found[key], +reported_parts(entry)
        comparison.expect(f"{key}: {mine}\n  told {told}", mine == told)
    comparison.expect(f"missing: {set(found) - seen}", seen == {key for key in found if found[key]})
    wanted = {"queue", "off shift", "away", "work", "write-up", "pending", "misroute", "return", "resolved"}
    comparison.expect(f"causes {causes}", causes == wanted)
    comparison.expect("all SLAs", {key[0] for key in seen} == set(SLAS))


def check_page(comparison, page, report):
    """The tables of the page: shares that sum up, a row for each tier, priority and type that has any."""
    for sla in SLAS:
        [section] = re.findall(rf"went: {sla},.*?\n\n", page, re.S)
        rows = dict(re.findall(r"^ +(\S+(?: time| tiers)?) +(.*%.*)$", section, re.M))
        for name, row in rows.items():
            shares = [float(share) for share in re.findall(r"([\d.]+) %", row)]
            whole = shares.pop() if name in TIERS else 100
            comparison.expect(f"{sla}, {name}: {shares} of {whole}",
                              abs(sum(shares) - whole) <= 0.05 * (len(shares) + 1) + 1e-9)
        labels = [value for entry in report["attribution"] if entry["labels"]["sla"] == sla
                  for key, value in entry["labels"].items() if key != "sla"]
        wanted = {*TIERS, "all tiers", "clock time", *labels}
        comparison.expect(f"{sla}: rows {set(rows)}, not {wanted}", set(rows) == wanted)
