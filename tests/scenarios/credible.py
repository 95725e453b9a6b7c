#!/usr/bin/env python3
"""Holds each shipped scenario to what makes it credible, and prints what was measured as a table.

    tests/scenarios/credible.py build/release/tiersim   each of scenarios/; exit code 1 if one is not
    tests/scenarios/credible.py --self-test             made-up ones that break each rule are caught

Of each file: every number has its source or says that it is an assumption; the comment at the top says
what it is about, what to look at and what to try next, and what is to be typed there can be typed; it is
valid, with warnings only that are meant; tiers are neither idle nor full, some tickets move up and few
far, nobody is paid for more than 48 hours a week. A base misses exactly one target that can be met, and
an overlay of it meets all. The rules, and the exceptions with their
reasons, are in written.py and measured.py.
"""

import argparse
import json
import pathlib
import re
import shlex
import subprocess
import sys

import measured
import written

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
REAL_DATA = ROOT.parent / "shared" / "data" / "uci-incidents.csv.gz"


class Scenario:
    """A shipped file and, unless its data are not here, what was measured."""

    def __init__(self, path):
        self.name = path.name
        self.text = path.read_text()
        self.extends = (re.search(r"^extends: (\S+)", self.text, re.MULTILINE) or [None, None])[1]
        self.measures = None


def bases_of(scenario, all_of):
    """The files below it, the nearest first."""
    below = []
    while scenario.extends:
        scenario = all_of[scenario.extends]
        below.append(scenario)
    return below


def output_of(command):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"`{' '.join(command[1:])}` exits with {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def typed_problems(executable, scenario):
    """Commands of the comment at the top that would not run. They are validated, which is quicker."""
    for line in written.typed_lines(scenario.text):
        words = shlex.split(line.replace("FILE", f"scenarios/{scenario.name}"))
        if not (ROOT / words[2]).is_file():
            yield f"`{line}` names no file"
            continue
        try:
            output_of([executable, "validate", *words[2:]])
        except RuntimeError as wrong:
            yield f"in the comment at the top: {wrong}"


def problems_of(executable, scenario, all_of):
    bases = bases_of(scenario, all_of)
    may_speak_for_all = bases or scenario.name in measured.TO_FILL_IN
    if not (may_speak_for_all and written.speaks_for_all(scenario.text)):
        yield from written.unmarked_numbers(scenario.text)
    yield from written.undefined_marks(scenario.text, [base.text for base in bases])
    yield from written.opening(scenario.text)
    if scenario.measures is None:
        return
    yield from typed_problems(executable, scenario)
    meant = {one for file in [scenario, *bases] for one in measured.MEANT.get(file.name, {})}
    yield from measured.operation(scenario.name, scenario.measures, meant)
    if not bases:
        overlays = {one.name: one.measures for one in all_of.values() if scenario in bases_of(one, all_of)}
        yield from measured.plans(scenario.name, scenario.measures, overlays)


def measure(executable, path):
    given = str(path.relative_to(ROOT))
    run = output_of([executable, "run", given, "--json", "--quiet"])
    plan = output_of([executable, "validate", given, "--json"])
    return measured.measures_of(json.loads(run), json.loads(plan))


def percent(value):
    return f"{100 * value:.0f} %"


def table_row(scenario):
    found = scenario.measures
    occupancy = ", ".join(f"{100 * value:.0f}" for value in found["occupancy"].values()) + " %"
    unreachable = [f"{measured.target_name(target)} (unreachable)" for target in found["targets"]
                   if "unreachable" in target]
    name = scenario.name + (" (peak)" if scenario.name in measured.PEAKS else "")
    cells = [name, occupancy, percent(found["moved_up"]), f"{100 * found['third']:.1f} %",
             f"{found['hours']:.1f}", ", ".join(measured.missed(found) + unreachable) or "none"]
    return "| " + " | ".join(cells) + " |"


def check_all(executable):
    paths = sorted((ROOT / "scenarios").glob("*.yaml"))
    all_of = {path.name: Scenario(path) for path in paths}
    for path in paths:
        scenario = all_of[path.name]
        needs_data = any("uci-incidents" in one.text for one in [scenario, *bases_of(scenario, all_of)])
        if not needs_data or REAL_DATA.is_file():
            scenario.measures = measure(executable, path)
        else:
            print(f"{path.name}: not simulated, its data are not here", file=sys.stderr)
    print("| file | occupied, by tier | moved up from the first | reach the third | paid hours a head "
          "and week | targets missed |\n| --- | --- | ---: | ---: | ---: | --- |")
    wrong = 0
    for scenario in all_of.values():
        if scenario.measures:
            print(table_row(scenario))
        for problem in problems_of(executable, scenario, all_of):
            print(f"{scenario.name}: {problem}", file=sys.stderr)
            wrong += 1
    return 1 if wrong else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("executable", nargs="?", help="tiersim, as built")
    parser.add_argument("--self-test", action="store_true", help="are breaches caught?")
    given = parser.parse_args()
    if given.self_test:
        failed = [*written.self_test(), *measured.self_test()]
        print("\n".join(failed) or "each rule catches what breaks it")
        return 1 if failed else 0
    if not given.executable or not pathlib.Path(given.executable).is_file():
        sys.exit("which tiersim? tests/scenarios/credible.py build/release/tiersim")
    return check_all(str(pathlib.Path(given.executable).resolve()))


if __name__ == "__main__":
    sys.exit(main())
