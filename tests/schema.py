#!/usr/bin/env python3
"""Holds the JSON Schema of the language, `tiersim schema`, against the loader.

    tests/schema.py build/release/tiersim              # what ships, and what is damaged on purpose
    tests/schema.py build/release/tiersim FILE...      # only: does the schema take these scenarios?

The validator is python3-jsonschema, the reader python3-yaml: not our code judging our output. What
the loader takes, the schema takes; and what is wrong by itself, both refuse.
"""

import argparse
import copy
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Yaml12(yaml.SafeLoader):
    """Reads plain values by the core schema of YAML 1.2, as editors do: `12:30`, `on` and dates are
    texts, which they are not to YAML 1.1."""


Yaml12.yaml_implicit_resolvers = {}
for tag, pattern, starts in [
        ("null", r"|~|null|Null|NULL", ["", "~", "n", "N"]),
        ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
        ("int", r"[-+]?[0-9]+", list("-+0123456789")),
        ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789"))]:
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), starts)

GONE = object()

# What both refuse: where in saas.yaml, and what is written there instead.
WRONG = [
    (["hozizon"], {}),
    (["horizon", "lenght"], "13w"),
    (["horizon", "length"], "13 weeks"),
    (["horizon", "length"], 13),
    (["horizon", "start"], "5.1.2026"),
    (["horizon", "start"], GONE),
    (["horizon", "length"], None),
    (["staff"], GONE),
    (["calendars", "office", "weekly"], {"mo-fr": "08:00-18:00"}),
    (["calendars", "office", "weekly"], {"mon-fri": "8 to 18"}),
    (["shifts", "early", "breaks", 0, "for"], GONE),
    (["shifts", "early", "breaks"], {"at": "12:00", "for": "30m"}),
    (["channels", "phone", "live"], "yes"),
    (["priorities"], "P1"),
    (["ticket_types", "access", "kind"], "task"),
    (["ticket_types", "access", "resolves", "L1"], 0.96),
    (["ticket_types", "access", "resolves", "L1"], "960%"),
    (["ticket_types", "access", "handle_time", "L1"], "8min"),
    (["ticket_types", "access", "handle_time", "L1"], {"gamma": {"mean": "8m"}}),
    (["ticket_types", "access", "handle_time", "L1"], {"gamma": {"mean": "8m", "cv": 1}, "cv": 1}),
    (["ticket_types", "access", "handle_time", "L1"], {"cv": 0.8}),
    (["demand", "access", "volume"], "80/year"),
    (["demand", "access", "volume"], 80),
    (["demand", "access", "season"], {"january": "110%"}),
    (["demand", "access", "holiday_demand", "factor"], GONE),
    (["tiers", 0, "queue"], "fifo"),
    (["tiers", 0, "name"], GONE),
    (["tiers", 0, "tracking"], {"every": "1d"}),
    (["tiers", 0, "escalate", 0, "after"], "2d"),
    (["staff", "desk-early", "heads"], -1),
    (["staff", "desk-early", "heads"], "12 people"),
    (["staff", "desk-early", "skills"], {"identity": {"sped": 1}}),
    (["staff", "desk-early", "changes"], [{"on": "2026-03-02"}]),
    (["staff", "desk-early", "changes"], {"2026-03-02": 14}),
    (["staff", "desk-early", "pay"], {"night": {"weekly": {"mon-sun": "22:00-06:00"}}}),
    (["staff", "desk-early", "hand_over_time"], "1d"),
    (["staff", "desk-early"], None),
    (["sla", "response", "target", "P1"], "15 min"),
    (["experiment", "confidence"], 95),
    (["targets", 0, "kpi"], "first_contact"),
    (["targets", 0, "is"], "65%"),
]
# What may stand in an overlay of saas.yaml, and what may not even there.
OVERLAYS = [
    ({"staff": {"engineers": {"heads": 15}}}, True),
    ({"staff": {"engineers": None}, "tiers": {"L3": {"queue": "first_come"}}}, True),
    ({"calendars": {"office": {"holidays": ["2026-04-06"]}}, "costs": None}, True),
    ({"ticket_types": {"integration": {"handle_time": {"L3": {"cv": 1.5}}}}}, True),
    ({"sla": {"response": {"target": {"P1": "20m"}}}}, True),
    ({"staff": {"engineers": {"changes": [{"on": "2026-03-02", "heads": 15}],
                              "pay": {"night": {"weekly": {"mon-sun": "22:00-06:00"},
                                                "factor": 1.25}}}},
      "tiers": {"L1": {"tracking": {"every": "1d", "takes": "3m"}}}}, True),
    ({"staff": {"engineers": {"head": 15}}}, False),
    ({"staff": {"engineers": {"shrinkage": 0.3}}}, False),
    ({"targets": [{"kpi": "fcr"}]}, False),
]
# Values for any place at all.
ODD = [None, True, 0, -1, 1e9, "", "x", "50%", "-5%", "8m", "2bd", "2026-02-03", "08:00-18:00", [],
       ["x"], {}, {"x": 1}, {"mean": "8m"}]


def read(text):
    return yaml.load(text, Yaml12)


def changed(tree, path, value):
    """A copy with another value at the path; GONE takes the key away."""
    tree = copy.deepcopy(tree)
    parent = tree
    for step in path[:-1]:
        parent = parent[step]
    if value is GONE:
        del parent[path[-1]]
    else:
        parent[path[-1]] = value
    return tree


def paths_of(tree, path=()):
    """Every place of the tree but its root."""
    entries = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(
        tree, list) else []
    for key, value in entries:
        yield [*path, key]
        yield from paths_of(value, (*path, key))


class Judges:
    """The schema and the loader."""

    def __init__(self, executable, folder):
        text = subprocess.run([executable, "schema"], capture_output=True, text=True,
                              check=True).stdout
        schema = json.loads(text)
        jsonschema.Draft7Validator.check_schema(schema)
        self.validator = jsonschema.Draft7Validator(schema)
        self.executable = executable
        self.folder = pathlib.Path(folder)
        self.wrong = 0

    def schema_takes(self, tree):
        return self.validator.is_valid(tree)

    def loader_takes(self, tree):
        path = self.folder / "scenario.yaml"
        path.write_text(json.dumps(tree), encoding="utf-8")  # YAML as well
        code = subprocess.run([self.executable, "validate", path], capture_output=True,
                              check=False).returncode
        if code not in (0, 2):
            raise SystemExit(f"exit code {code}: {json.dumps(tree)}")
        return code == 0

    def expect(self, what, tree, loader, schema):
        """Compares the verdicts with those that are expected; None: whatever it is."""
        found = self.loader_takes(tree), self.schema_takes(tree)
        if any(want not in (None, have) for have, want in zip(found, (loader, schema))):
            self.wrong += 1
            print(f"{what}: the loader takes it: {found[0]}, the schema: {found[1]}")
            for error in list(self.validator.iter_errors(tree))[:3]:
                print(f"    at {list(error.path)}: {error.message[:200]}")

    def expect_taken(self, path):
        tree = read(path.read_text(encoding="utf-8"))
        for error in self.validator.iter_errors(tree):
            self.wrong += 1
            print(f"{path}: at {list(error.path)}: {error.message[:200]}")


def check_damaged(judges):
    saas = read((ROOT / "scenarios/saas.yaml").read_text(encoding="utf-8"))
    (judges.folder / "base.yaml").write_text(json.dumps(saas), encoding="utf-8")
    (judges.folder / "office-hours.csv").write_bytes(
        (ROOT / "scenarios/office-hours.csv").read_bytes())
    judges.expect("saas.yaml as JSON", saas, True, True)
    for path, value in WRONG:
        text = "gone" if value is GONE else json.dumps(value)
        judges.expect(f"{path} = {text}", changed(saas, path, value), False, False)
    for overlay, fine in OVERLAYS:
        judges.expect(f"overlay {overlay}", {"extends": "base.yaml", **overlay}, fine, fine)
    dice = random.Random(1)
    places = list(paths_of(saas))
    for _ in range(400):
        path, value = dice.choice(places), dice.choice(ODD)
        tree = changed(saas, path, value)
        if not judges.schema_takes(tree):
            judges.expect(f"{path} = {json.dumps(value)}", tree, False, None)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("executable", type=pathlib.Path, help="tiersim, as built")
    parser.add_argument("files", nargs="*", type=pathlib.Path, help="scenarios that load")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        judges = Judges(given.executable.resolve(), folder)
        for path in given.files or sorted((ROOT / "scenarios").glob("**/*.yaml")):
            judges.expect_taken(path)
        if not given.files:
            check_damaged(judges)
    print(f"{judges.wrong} wrong")
    return 1 if judges.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
