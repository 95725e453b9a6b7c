#!/usr/bin/env python3
"""Runs the theory suite and rewrites the table of z-scores in tests/README.md.

usage: tests/z_table.py [THEORY_TESTS]     (default: build/release/tests/theory_tests)
"""

import csv
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parent
README = TESTS / "README.md"
BEGIN = "<!-- z-scores: written by tests/z_table.py -->"
END = "<!-- end of z-scores -->"
MOST_ROWS = 250  # most_z_scores of tests/support/theory.hpp


def run(program):
    """The rows of a fresh run, and whether all tests passed."""
    with tempfile.TemporaryDirectory() as folder:
        table = pathlib.Path(folder) / "z.csv"
        done = subprocess.run([program], env={**os.environ, "TIERSIM_Z_TABLE": str(table)})
        with table.open(newline="") as file:
            return list(csv.reader(file)), done.returncode == 0


def form_of(row):
    """A row is named FORM, CASE: KPI; the case may be missing."""
    return re.split("[,:]", row[0], maxsplit=1)[0]


def summary(z):
    """Count, root mean square, and share beyond 1.96."""
    rms = math.sqrt(sum(x * x for x in z) / len(z))
    return len(z), rms, sum(abs(x) > 1.96 for x in z)


def as_text(rows):
    rows = sorted(rows, key=lambda row: (form_of(row).lower(), row[0]))
    z = [float(row[4]) for row in rows]
    forms = {}
    for row, score in zip(rows, z):
        forms.setdefault(form_of(row), []).append(score)
    n, rms, beyond = summary(z)
    lines = [
        f"{len(forms)} forms, {n} z-scores; root mean square {rms:.2f} (1 is expected); "
        f"{beyond} beyond 1.96, which is {100 * beyond / n:.1f} % (5 % is expected); "
        f"largest {max(z, key=abs):+.2f}.",
        "",
        "| form | z-scores | root mean square | beyond 1.96 |",
        "| --- | ---: | ---: | ---: |",
    ]
    for form, own in forms.items():
        n, rms, beyond = summary(own)
        lines.append(f"| {form} | {n} | {rms:.2f} | {beyond} |")
    lines += [
        "",
        "| form, case: KPI | simulated | exact | standard error | z |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def main():
    if len(sys.argv) > 2 or sys.argv[1:2] in (["-h"], ["--help"]):
        sys.exit(__doc__)
    default = TESTS.parent / "build" / "release" / "tests" / "theory_tests"
    program = pathlib.Path(sys.argv[1]) if len(sys.argv) == 2 else default
    if not program.is_file():
        sys.exit(f"{program} is not there: build it with\n"
                 "  cmake --preset release && cmake --build --preset release --target theory_tests")
    rows, all_passed = run(str(program.resolve()))
    if len(rows) > MOST_ROWS or len({row[0] for row in rows}) != len(rows):
        sys.exit(f"{len(rows)} rows: more than {MOST_ROWS}, or two with one name; "
                 "nothing is written")
    text = README.read_text()
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n\n{as_text(rows)}\n\n{END}{after}")
    print(f"{README}: {len(rows)} rows")
    if not all_passed:
        sys.exit("some tests failed: see above")


if __name__ == "__main__":
    main()
