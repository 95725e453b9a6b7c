#!/usr/bin/env python3
"""What `tiersim check` catches: small worsenings and neutral edits of a plan that holds its targets.

    tests/mutations.py build/release/tiersim            prints the tables of tests/README.md: half an hour
    tests/mutations.py build/release/tiersim --quick    three of each

Each is one `--set` of the IT desk with overflow, held to that plan with `--base`. A worsening takes something
away, as a head or cover; whether any KPI is worse for it is measured with other random numbers, and told as
a share of what is allowed (`worse_by`, 5 %). Beyond that it should fail, within half of it pass.
"""

import argparse
import collections
import json
import math
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PLAN = "scenarios/it-desk-overflow.yaml"
# How bad an edit is, is measured apart from its verdict: with random numbers of their own.
OTHER_NUMBERS = ["--seed", "7", "--at-most", "200"]
SIZES = {"beyond": "all of it, or more", "between": "half of it, or more", "within": "less"}

WORSE = [
    ("an early head fewer at the desk", ["staff.desk-early.heads=5"]),
    ("two early heads fewer", ["staff.desk-early.heads=4"]),
    ("a day head fewer", ["staff.desk-day.heads=4"]),
    ("a late head fewer", ["staff.desk-late.heads=1"]),
    ("the late shift lost: all start early", ["staff.desk-late.shift=early"]),
    ("the day shift lost: all start early", ["staff.desk-day.shift=early"]),
    ("an engineer fewer", ["staff.engineers.heads=17"]),
    ("two engineers fewer", ["staff.engineers.heads=16"]),
    ("three engineers fewer", ["staff.engineers.heads=15"]),
    ("twice as many engineers sick", ["staff.engineers.shrinkage.sickness=10%"]),
    ("engineers no longer help out at the desk", ["staff.engineers.tiers=[L2]"]),
    ("a specialist fewer", ["staff.specialists.heads=3"]),
    ("L1's threshold doubled", ["tiers.L1.escalate=[{after: 90m, of: work}]"]),
    ("L1's threshold halved", ["tiers.L1.escalate=[{after: 22m, of: work}]"]),
    ("L2's threshold halved", ["tiers.L2.escalate=[{after: 150m, of: work}]"]),
    ("write-up at L1 doubled", ["tiers.L1.escalation_time=4m"]),
    ("L2 serves in order of arrival", ["tiers.L2.queue=first_come"]),
    ("calls of access take a minute longer", ["ticket_types.access.handle_time.L1.by_channel.phone=10m"]),
    ("fewer software tickets solved at L1", ["ticket_types.software.resolves.L1=60%"]),
    ("a tenth more network tickets", ["demand.network.volume=26.4/bd"]),
]
NEUTRAL = [
    ("another title", ["name=Another title"]),
    ("more replications of `run`", ["experiment.replications=100"]),
    ("the late shift's break a quarter later", ['shifts.late.breaks=[{at: "14:15", for: 30m, paid: false}]']),
    ("the early shift's break a quarter later", ['shifts.early.breaks=[{at: "11:45", for: 30m, paid: false}]']),
    ("L1's threshold a minute later", ["tiers.L1.escalate=[{after: 46m, of: work}]"]),
    ("L2's threshold five minutes later", ["tiers.L2.escalate=[{after: 305m, of: work}]"]),
    ("write-up at L1 two seconds longer", ["tiers.L1.escalation_time=122s"]),
    ("write-up at L2 five seconds longer", ["tiers.L2.escalation_time=305s"]),
    ("pay at the desk 1 % up", ["staff.desk-early.salary=50500"]),
    ("pay of engineers 1 % up", ["staff.engineers.salary=60943"]),
    ("overhead a point up", ["costs.overhead=46%"]),
    ("a penalty of a dollar", ["sla.resolution.penalty_per_breach=1"]),
    ("P4 has a day more", ["sla.resolution.target.P4=6bd"]),
    ("a ticket of access more in two days", ["demand.access.volume=95.5/bd"]),
    ("a little more daily variation", ["demand.how-to.daily_variation.cv=0.16"]),
    ("work at L3 a minute longer", ["ticket_types.network.handle_time.L3=91m"]),
    ("how-to solved a tenth of a point less at L1", ["ticket_types.how-to.resolves.L1=89.9%"]),
    ("a late head more", ["staff.desk-late.heads=3"]),
    ("an engineer more", ["staff.engineers.heads=19"]),
    ("a specialist more", ["staff.specialists.heads=5"]),
]


def checked(executable, sets, more):
    """Exit code and targets of a check against the plan itself."""
    words = [executable, "check", PLAN, "--base", PLAN, "--json", "--quiet", *more]
    for one in sets:
        words += ["--set", one]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 3):
        raise RuntimeError(f"{sets}: {done.stderr}")
    return done.returncode, json.loads(done.stdout)["scenarios"][0]["targets"]


def furthest(targets):
    """Of the targets that may fail: the one that is worst, and how much of what is allowed it takes."""
    worst = (-math.inf, "")
    for target in targets:
        if target["severity"] != "error":
            continue
        if target.get("margin") is None:  # it grows, with the backlog
            return math.inf, target["name"]
        tolerance = target["tests"][target["worst"]]["tolerance"]
        worst = max(worst, (1 - target["margin"] / tolerance, target["name"]))
    return worst


def table_of(executable, title, edits, counts):
    print(f"| {title} | most of what is allowed is taken by | verdict | does not pass |\n| --- | --- | --- | --- |")
    for name, sets in edits:
        used, kpi = furthest(checked(executable, sets, OTHER_NUMBERS)[1])
        code, targets = checked(executable, sets, [])
        verdict = {0: "pass", 1: "fail", 3: "inconclusive"}[code]
        told = [f"{one['name']} {one['verdict']}" for one in targets if one["verdict"] != "pass"]
        size = "beyond" if used >= 1 else "between" if used >= 0.5 else "within"
        counts.setdefault((title, size), collections.Counter())[verdict] += 1
        part = f"{kpi}: {100 * max(used, 0):.0f} %" if used < math.inf else f"{kpi}, which grows for ever"
        print(f"| {name} | {part} | {verdict} | {', '.join(told)} |", flush=True)
    print()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("executable")
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    executable = str(pathlib.Path(given.executable).resolve())
    end = 3 if given.quick else None
    counts = {}
    table_of(executable, "worsening", WORSE[:end], counts)
    table_of(executable, "neutral edit", NEUTRAL[:end], counts)
    print("| | a KPI takes of what is allowed | fail | inconclusive | pass |\n| --- | --- | ---: | ---: | ---: |")
    for (title, size), verdicts in counts.items():
        print(f"| {title}s | {SIZES[size]} | {verdicts['fail']} | {verdicts['inconclusive']} "
              f"| {verdicts['pass']} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
