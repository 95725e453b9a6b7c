"""Processor time an event over the hand-tuned reference's, for crowded machines.

    tests/bench/in_turn.py [ROUNDS [PROGRAM ...]]

The reference and the programs (by default the release build) take turns with W2 and with W2 with
everything else switched on; medians are compared. Seconds are those of the processor, less those
of a day's simulation: what starting takes. tests/bench/ratio.sh builds both.
"""

import json
import os
import re
import resource
import statistics
import subprocess
import sys

REFERENCE = "build/bench/ref -w w2 -p heap4 -r log -n 2e6".split()
SCENARIOS = {"W2": "scenarios/bench/w2.yaml", "everything": "tests/bench/w2-everything.yaml"}


def processor_seconds(command):
    """The command's output, and what it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                          check=True)
    return done.stdout, resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def reference_ns():
    text, seconds = processor_seconds(REFERENCE)
    return seconds * 1e9 / int(re.search(r"events=(\d+)", text)[1])


def program_ns(program, scenario):
    run = [program, "run", scenario, "--json", "--quiet", "--threads", "1"]
    _, starting = processor_seconds(run + ["--set", "horizon.length=24h"])
    text, seconds = processor_seconds(run)
    return (seconds - starting) * 1e9 / json.loads(text)["events"]


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 8
    programs = sys.argv[2:] or ["build/release/tiersim"]
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    found = {}
    for _ in range(rounds):
        found.setdefault("reference", []).append(reference_ns())
        for program in programs:
            for name, scenario in SCENARIOS.items():
                found.setdefault(f"{program}, {name}", []).append(program_ns(program, scenario))
    reference = statistics.median(found["reference"])
    for name, values in found.items():
        median = statistics.median(values)
        print(f"{name:<44} {median:7.1f} ns an event ({min(values):.1f} at least), "
              f"{median / reference:5.2f} x")


if __name__ == "__main__":
    main()
