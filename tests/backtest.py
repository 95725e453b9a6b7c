#!/usr/bin/env python3
"""The real desk beside its simulation: a Markdown table of the log's own figures and the simulated ones.

    tiersim run scenarios/servicenow.yaml --json > run.json
    tests/backtest.py run.json          # without a file: the log alone

Reads the incidents and their audit log from ../shared/data beside the checkout (--data for elsewhere);
where they are not, it says so and stops. Counted are, on both sides, the incidents opened in the
scenario's measured window, 7 March to 30 April 2016.

What the log's figures are:
- times to resolve are calendar hours from opened_at to resolved_at; rows without the latter are out;
- 'without awaiting' leaves out the time in a state called Awaiting ..., by the audit rows; in the
  simulation, the time pending;
- 'awaiting' is the share of that time in the sum of all times to resolve;
- the SLA share is made_sla of the incident's last row, the only settled one;
- reassignments are reassignment_count; back groups pass tickets among each other and down, which the
  scenario does not model.
"""

import argparse
import collections
import csv
import datetime
import gzip
import json
import math
import pathlib
import sys

DATA = pathlib.Path(__file__).resolve().parent.parent.parent / "shared" / "data"
WINDOW_FROM = datetime.datetime(2016, 3, 7)
PRIORITIES = {"1 - Critical": "P1", "2 - High": "P2", "3 - Moderate": "P3", "4 - Low": "P4"}
QUANTILES = {"median": 0.5, "p75": 0.75, "p90": 0.9, "p95": 0.95}


# ---- The log

def read_rows(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def to_time(text):
    return None if text == "?" else datetime.datetime.strptime(text, "%d/%m/%Y %H:%M")


def hours(length):
    return length.total_seconds() / 3600


def quantile(values, p):
    """The smallest value with a share of at least p at or below it."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(p * len(ordered)) - 1)] if ordered else None


def mean(values):
    return sum(values) / len(values)


def awaiting_hours(events, opened, resolved):
    """Hours between the two times in which the incident was in an Awaiting state."""
    total = datetime.timedelta()
    since, state = opened, ""
    for event in events:
        at = min(max(to_time(event["sys_updated_at"]), since), resolved)
        if state.startswith("Awaiting"):
            total += at - since
        since, state = at, event["incident_state"]
    if state.startswith("Awaiting"):
        total += resolved - since
    return hours(total)


def log_figures(data):
    """(figure, label) -> value, as the log has it; times in hours, shares in [0, 1]."""
    events = collections.defaultdict(list)
    for event in read_rows(data / "uci-incident-events.csv.gz"):
        events[event["number"]].append(event)
    times, net_times, met, moves = (collections.defaultdict(list) for _ in range(4))
    for row in read_rows(data / "uci-incidents.csv.gz"):
        opened, resolved = to_time(row["opened_at"]), to_time(row["resolved_at"])
        if opened < WINDOW_FROM:
            continue
        for label in ("", PRIORITIES[row["priority"]]):
            met[label].append(row["made_sla"] == "true")
            moves[label].append(int(row["reassignment_count"]))
            if resolved:
                times[label].append(hours(resolved - opened))
        if resolved:
            awaiting = awaiting_hours(events[row["number"]], opened, resolved)
            net_times[""].append(times[""][-1] - awaiting)
    return tabulate(times, net_times, met, moves)


def tabulate(times, net_times, met, moves):
    figures = {}
    for label in times:
        for name, p in QUANTILES.items():
            figures[f"mttr {name}", label] = quantile(times[label], p)
        figures["on time", label] = sum(met[label]) / len(met[label])
    figures["mttr mean", ""] = mean(times[""])
    figures["mttr mean, without awaiting", ""] = mean(net_times[""])
    figures["awaiting", ""] = 1 - sum(net_times[""]) / sum(times[""])
    figures["reassignments", ""] = sum(moves[""]) / len(moves[""])
    figures["never reassigned", ""] = sum(count == 0 for count in moves[""]) / len(moves[""])
    return figures


# ---- The simulation

def simulated_figures(path):
    """The same figures from the output of `tiersim run --json`.

    Adapt this function, and nothing else, when that format changes: an object with `kpis` and
    `targets`, each {id, stat, labels: {...}, value, ...}, shares in [0, 1] and times in hours. (The
    p75 is no usual figure: it is there because a target asks for it.)
    """
    names = {"on_time": "on time", "group_reassignments": "reassignments",
             "first_assignment_rate": "never reassigned"}
    figures = {}
    run = json.loads(pathlib.Path(path).read_text(encoding="utf-8"))
    for kpi in run["kpis"] + run["targets"]:
        labels = dict(kpi["labels"])
        if labels.pop("sla", "resolution") != "resolution" or set(labels) - {"priority"}:
            continue
        stat = kpi.get("stat", "mean")
        if kpi["id"] in ("mttr", "mttr_without_pending"):
            name = f"mttr {stat}" + (", without awaiting" if kpi["id"] != "mttr" else "")
        else:
            name = names.get(kpi["id"])
        figures[name, labels.get("priority", "")] = kpi["value"]
    whole, net = (figures.get((f"mttr mean{what}", "")) for what in ("", ", without awaiting"))
    if whole and net:
        figures["awaiting", ""] = 1 - net / whole
    return figures


# ---- The table

def shown(name, value):
    if value is None:
        return ""
    if name.startswith("mttr"):
        return f"{value:.1f} h"
    return f"{value:.2f}" if name == "reassignments" else f"{100 * value:.1f} %"


def table(log, simulated):
    lines = ["| figure | incidents | log | simulated |", "| --- | --- | ---: | ---: |"]
    for name, label in sorted(log, key=lambda key: key[1]):
        lines.append(f"| {name} | {label or 'all'} | {shown(name, log[name, label])} "
                     f"| {shown(name, simulated.get((name, label)))} |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", nargs="?", help="output of `tiersim run --json`")
    parser.add_argument("--data", type=pathlib.Path, default=DATA, help="folder of the two logs")
    given = parser.parse_args()
    if not (given.data / "uci-incidents.csv.gz").exists():
        sys.exit(f"no logs in {given.data}: see `get_it` in scenarios/servicenow.yaml")
    print(table(log_figures(given.data), simulated_figures(given.run) if given.run else {}))


if __name__ == "__main__":
    main()
