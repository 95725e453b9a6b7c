#!/usr/bin/env python3
"""Reads the event log of `tiersim run --events` back, and recomputes every KPI from it.

    tests/event_log/check.py build/release/tiersim

The readers are Python's csv and xml.etree: not our code judging our output. Both files must tell the
same. Each KPI that `tiersim kpis` lists must follow from them, from staff.csv.gz and from what the
scenario says (rates of pay, heads, targets, fees): to the last digit, money to the cent of each group,
percentiles to the width of their buckets. A KPI that is not recomputed here is an error.
"""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

from causes import check_causes, check_page
from desk import SCENARIO, SLAS, TIERS, local
from kpis import Recomputed
from readers import read_csv, read_staff, read_xes


# Of several clocks there is no figure for all.
BY_SLA = {"on_time", "sla_breach_rate", "sla_breaches", "sla_not_due"}
MAY_BE_0 = ("never_acknowledged", "sla_not_due")


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

    def cell(self, name, stat, labels):
        found = [one for one in self.report["kpis"] if one["id"] == name and one["stat"] == stat and
                 one["labels"] == labels]
        return found[0] if len(found) == 1 else None

    def kpi(self, name, found, labels=None, stat="mean"):
        self.compare(f"{name} {stat} {labels or ''}", found, self.cell(name, stat, labels or {}))

    def compare(self, what, found, cell):
        self.compared += 1
        if found is None or cell is None or cell["value"] is None:
            self.expect(f"{what}: recomputed {found}, reported {cell}", False)
            return
        slack = abs(found.value) * found.parts + found.money + 1e-12
        self.expect(f"{what}: {found.value} of {found.n}, reported {cell['value']} of {cell['n']}",
                    abs(found.value - cell["value"]) <= slack and found.n == cell["n"] and found.n > 0)
        # What never happens here would prove nothing.
        self.expect(f"{what} is 0", found.value > 0 or what.startswith(MAY_BE_0))


def check_clocks(comparison, recomputed):
    """When each clock is due, by days counted here; met and breached by that."""
    for ticket in recomputed.tickets:
        if ticket.withdrawn:  # its clocks are out
            comparison.expect(f"{ticket.labels}: no clocks", not any(row.sla for row in ticket.rows))
            continue
        told = {row.sla: row for row in ticket.rows if row.sla}
        for sla in SLAS:
            clock = recomputed.clocks[ticket, sla]
            expected = None
            if clock.breached is not None:
                expected = ("breached", clock.breached, clock.breached)
            elif clock.stopped is not None:
                expected = ("met", clock.stopped, clock.due)
            row = told.get(sla)
            found = row and (row.what, row.start, row.due)
            comparison.expect(f"{ticket.labels}: {sla} is {expected}, told {found}",
                              found == expected)


def check_updates(comparison, recomputed):
    """People of the first tier, on tickets that went up from it, after they were due."""
    for ticket in recomputed.tickets:
        up = [move.start for move in ticket.moves if move.what == "move up" and move.tier == TIERS[0]]
        for row in ticket.updates:
            comparison.expect(f"{ticket.labels}: {row}", row.tier == TIERS[0] and row.due <= row.start and
                              any(at < row.due for at in up))


def check_every_kpi(comparison, recomputed, kpis):
    """\\param kpis  as `tiersim kpis --json` lists them."""
    for kpi in kpis:
        if kpi["id"] == "met_in_months":  # of the target
            [target] = comparison.report["targets"]
            comparison.compare("met_in_months, of weeks", recomputed.met_in_months(), target["met_in_weeks"])
            continue
        for stat in kpi["stats"]:
            for labels in [{"sla": sla} for sla in SLAS] if kpi["id"] in BY_SLA else [{}]:
                comparison.kpi(kpi["id"], recomputed.of(kpi["id"], stat, **labels), labels, stat)


def check_labels(comparison, recomputed):
    for priority in ("P1", "P2"):
        comparison.kpi("mttr", recomputed.mttr_of(priority), {"priority": priority})
    for tier in ("L1", "L2"):
        comparison.kpi("escalation_rate", recomputed.escalation_rate(tier), {"tier": tier})
    for group in ("desk", "late & night", "engineers", "evening", "portal", "developers"):
        comparison.kpi("aht", recomputed.aht(group), {"group": group})


def check(report, folder, kpis):
    comparison = Comparison(report)
    horizon_end = local(report["horizon"]["end"])
    cases = read_csv(folder / "events.csv.gz")
    traces = read_xes(folder / "events.xes.gz", horizon_end)
    comparison.expect("as many cases as tickets", len(cases) == report["tickets"]["opened"])
    comparison.expect("the same cases in both files", list(cases) == list(traces))
    for name, case in cases.items():
        trace = traces[name]
        if case.labels != trace.labels or collections.Counter(case.rows) != collections.Counter(trace.rows):
            comparison.expect(f"case {name}: {case}\n  as XES: {trace}", False)
    recomputed = Recomputed(cases, read_staff(folder / "staff.csv.gz"), report)
    for ticket in recomputed.tickets:
        comparison.expect(f"{ticket.labels}: no gap, no overlap", ticket.tiles())
    check_clocks(comparison, recomputed)
    check_updates(comparison, recomputed)
    check_every_kpi(comparison, recomputed, kpis)
    check_labels(comparison, recomputed)
    check_causes(comparison, recomputed, report)
    whats = collections.Counter((row.what, row.cause) for one in recomputed.tickets
                                for row in one.rows)
    comparison.expect(f"too little happens: {whats}", len(whats) >= 40)
    return comparison


def output_of(executable, *arguments):
    ended = subprocess.run([executable.resolve(), *arguments], capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        raise SystemExit(ended.stderr)
    return ended.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("executable", type=pathlib.Path, help="tiersim, as built")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "desk.yaml").write_text(SCENARIO, encoding="utf-8")
        wanted = ["run", folder / "desk.yaml", "--attribution", "--replications", "1", "--quiet"]
        report = json.loads(output_of(given.executable, *wanted, "--json", "--events", "--out",
                                      folder / "results"))
        kpis = json.loads(output_of(given.executable, "kpis", "--json"))["kpis"]
        comparison = check(report, folder / "results", kpis)
        check_page(comparison, output_of(given.executable, *wanted), report)
    print(f"{comparison.compared} figures of {len(kpis)} KPIs recomputed, {comparison.wrong} wrong")
    return 1 if comparison.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
