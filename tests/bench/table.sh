#!/usr/bin/env bash
# Speed and memory of the whole product beside what must be reached, as a Markdown table. Takes some
# minutes; the machine should have nothing else to do. What ratio.sh says goes to standard error.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ratio=$(mktemp)
trap 'rm -f "$ratio"' EXIT

"$here/ratio.sh" | tee "$ratio" >&2 # builds, too

cd "$here/../.."
export PYTHONPATH=tests/bench PYTHONDONTWRITEBYTECODE=1
python3 - "$ratio" <<'PYTHON'
import json
import os
import re
import statistics
import sys

from measuring import output_of, peak_mib

ROUNDS = 3
STARTS = 21
TIERSIM = "build/release/tiersim"
RUN = [TIERSIM, "run", "scenarios/bench/w2.yaml", "--json", "--quiet"]
EVERYTHING = [TIERSIM, "run", "tests/bench/w2-everything.yaml", "--json", "--quiet"]
ONE_THREAD = ["--threads", "1"]


def overlay(*sets):
    return [word for one in sets for word in ("--set", one)]


# W2 has 96 tickets an hour and 58 agents.
TICKETS_1E5 = overlay("horizon.length=1041h40m")
TICKETS_1E6 = overlay("horizon.length=10416h40m")
TICKETS_1E7 = overlay("horizon.length=104166h40m")
AGENTS_1E4 = overlay(
    "staff.l1.heads=3448", "staff.l2.heads=3103", "staff.l3.heads=2241", "staff.l4.heads=1208",
    "demand.incidents.volume=16552/h", "horizon.length=60h25m")  # 1e6 tickets


def seconds_an_event(options, command):
    summary = json.loads(output_of(command + options)[0])
    return summary["run_seconds"] / summary["events"]


def medians(*cases, command=RUN):
    """Median seconds an event of each case; the cases take turns."""
    rounds = [[seconds_an_event(options, command) for options in cases] for _ in range(ROUNDS)]
    return [statistics.median(case) for case in zip(*rounds)]


def row(measure, must, found):
    print(f"| {measure} | {must} | {found} |", flush=True)


if os.getloadavg()[0] > 0.5 * os.cpu_count():
    print("The machine is busy: times may mean little.", file=sys.stderr)
print("| measure | must | found |\n| --- | --- | --- |")

with open(sys.argv[1], encoding="utf-8") as text:
    told = text.read()
ratio = re.search(r"ratio of medians: ([\d.]+)", told)[1]
row("W2, time per event over the reference's", "<= 2.5 x", f"{ratio} x")

reference = float(re.search(r"^reference +[\d,]+ +([\d.]+)", told, re.MULTILINE)[1])
[everything] = medians(ONE_THREAD, command=EVERYTHING)
row("W2, everything else switched on, likewise", "<= 4 x", f"{everything * 1e9 / reference:.2f} x")

few, many = peak_mib(RUN + ONE_THREAD + TICKETS_1E5), peak_mib(RUN + ONE_THREAD + TICKETS_1E7)
row("peak memory, 1e7 tickets, 58 agents", "<= 24 MiB", f"{many:.1f} MiB")
row("memory, 1e5 to 1e7 tickets", "no growth", f"{few:.2f} to {many:.2f} MiB")

# As many events in both: 100 replications of 1e5 tickets, and one of 1e7.
few, many = medians(ONE_THREAD + TICKETS_1E5 + ["--replications", "100"], ONE_THREAD + TICKETS_1E7)
row("time per event, 1e5 to 1e7 tickets", "<= +5 %", f"{100 * (many / few - 1):+.1f} %")

few, many = medians(ONE_THREAD + TICKETS_1E6, ONE_THREAD + AGENTS_1E4)
row("time per event, 58 to 10,000 agents", "<= 2 x", f"{many / few:.2f} x")

parallel = TICKETS_1E5 + ["--replications", "64"]
one, two = medians(ONE_THREAD + parallel, ["--threads", "2"] + parallel)
row("two threads over one, 64 replications", ">= 1.85 x",
    f"{one / two:.2f} x" if os.cpu_count() > 1 else "only one core here")

demo = [TIERSIM, "run", "scenarios/saas.yaml", "--quiet"] + ONE_THREAD
rounds = [[output_of(demo + more)[1] for more in ([], ["--week"])] for _ in range(3 * ROUNDS)]
plain, by_interval = (statistics.median(case) for case in zip(*rounds))
row("`run scenarios/saas.yaml --week` over `run`, by half-hour", "<= +25 %",
    f"{100 * (by_interval / plain - 1):+.0f} %")

starts = [output_of([TIERSIM, "validate", "scenarios/saas.yaml"])[1] for _ in range(STARTS)]
row("start-up: `tiersim validate scenarios/saas.yaml`", "<= 30 ms",
    f"{1000 * statistics.median(starts):.1f} ms")
PYTHON
