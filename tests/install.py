#!/usr/bin/env python3
"""Installs the build into a folder of its own, and builds and runs a project that uses it.

    tests/install.py build/release

The project is tests/consumer/: it knows nothing but find_package(tiersim). What it prints must be
what `tiersim run --json` says.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parent
SCENARIO = TESTS.parent / "scenarios/starter.yaml"


def called(*words):
    """What the command prints; ends the test where it fails."""
    ended = subprocess.run([str(word) for word in words], stdin=subprocess.DEVNULL,
                           capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        sys.exit(f"{' '.join(str(word) for word in words)}: exit code {ended.returncode}\n"
                 f"{ended.stdout}{ended.stderr}")
    return ended.stdout


def fcr_of(executable):
    """First-contact resolution of all tickets and of P1, by the installed executable."""
    report = json.loads(called(executable, "run", SCENARIO, "--replications", 10, "--json"))
    kpis = [kpi for kpi in report["kpis"] if kpi["id"] == "fcr"]
    return [next(kpi["value"] for kpi in kpis if kpi.get("labels", {}) == labels)
            for labels in ({}, {"priority": "P1"})]


def check_files(share):
    """Ends the test where the licence, a scenario or the completion is missing or not as it is."""
    for installed, original in (("doc/tiersim/LICENSE", "LICENSE"),
                                ("tiersim/scenarios/starter.yaml", "scenarios/starter.yaml"),
                                ("tiersim/scenarios/office-hours.csv", "scenarios/office-hours.csv")):
        if (share / installed).read_bytes() != (TESTS.parent / original).read_bytes():
            sys.exit(f"{installed} is not {original}")
    completion = (share / "bash-completion/completions/tiersim").read_text(encoding="utf-8")
    if "complete -o filenames -F _tiersim tiersim" not in completion:
        sys.exit("the completion for bash is not that of the program")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path, help="the folder of a build")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        prefix, build = pathlib.Path(folder) / "prefix", pathlib.Path(folder) / "build"
        called("cmake", "--install", given.build, "--prefix", prefix)
        check_files(prefix / "share")
        called("cmake", "-S", TESTS / "consumer", "-B", build, "-G", "Ninja",
               f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_BUILD_TYPE=Debug")
        called("cmake", "--build", build)
        printed = called(build / "consumer", SCENARIO)
        wanted = fcr_of(prefix / "bin/tiersim")
    found = [float(line.split()[0]) for line in printed.splitlines()]
    print(f"the consumer: {found}, tiersim run: {wanted}")
    near = [abs(a - b) <= 1e-5 for a, b in zip(found, wanted, strict=True)]
    return 0 if all(near) else 1


if __name__ == "__main__":
    sys.exit(main())
