#!/usr/bin/env bash
# The speed goal: nanoseconds per event of tiersim against a hand-tuned simulator of the same
# workload, which stands beside the checkout in ../shared/bench. Both run in turn, five times, on a
# machine that should have nothing else to do; medians are compared.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
. "$root/tests/packages.sh"

reference=$root/../shared/bench/ref.cpp
if [ ! -e "$reference" ]; then
  say "../shared/bench/ref.cpp is not there: nothing to compare with"
  exit 1
fi
install_missing "${build_packages[@]}" python3
if [ ! -e "$root/build/release/build.ninja" ]; then
  quietly "configuring build/release" \
    cmake -S "$root" --preset release -DTIERSIM_TESTS=OFF -DTIERSIM_BENCH=OFF
fi
quietly "building tiersim" cmake --build "$root/build/release" --target tiersim
mkdir -p "$root/build/bench"
quietly "building the reference" g++ -std=c++20 -O3 -march=native -fno-tree-slp-vectorize \
  -fno-trapping-math -o "$root/build/bench/ref" "$reference"

cd "$root"
export PYTHONPATH=tests/bench PYTHONDONTWRITEBYTECODE=1
exec python3 - <<'PYTHON'
import json, re, statistics

from measuring import output_of, peak_mib

RUNS = 5
REFERENCE = "build/bench/ref -w w2 -p heap4 -r log -n 5e5".split()
TIERSIM = "build/release/tiersim run scenarios/bench/w2.yaml --threads 1 --json".split()


def reference_run():
    text, _ = output_of(REFERENCE)
    return int(re.search(r"events=(\d+)", text)[1]), float(re.search(r"([\d.]+) ns/event", text)[1])


def tiersim_run():
    text, wall = output_of(TIERSIM)
    summary = json.loads(text)
    events = summary["events"]
    return events, summary["run_seconds"] * 1e9 / events, wall * 1e9 / events


def row(name, events, values):
    print(f"{name:<24} {events:>12,} {statistics.median(values):>10.2f} "
          f"{min(values):>10.2f} {max(values):>10.2f}")


pairs = [(reference_run(), tiersim_run()) for _ in range(RUNS)]
reference = [pair[0][1] for pair in pairs]
simulation = [pair[1][1] for pair in pairs]
process = [pair[1][2] for pair in pairs]
title = f"ns per event, {RUNS} runs"
print(f"{title:<24} {'events':>12} {'median':>10} {'least':>10} {'most':>10}")
row("reference", pairs[0][0][0], reference)
row("tiersim, simulation", pairs[0][1][0], simulation)
row("tiersim, whole process", pairs[0][1][0], process)
print(f"ratio of medians: {statistics.median(simulation) / statistics.median(reference):.2f} "
      f"(whole process: {statistics.median(process) / statistics.median(reference):.2f})")
print(f"peak memory of tiersim: {peak_mib(TIERSIM):.1f} MiB")
PYTHON
