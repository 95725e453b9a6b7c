#!/usr/bin/env python3
"""Keeps what the documents show true: runs each command they show, and compares its output.

    tests/shown.py build/release/tiersim            # check: says what differs
    tests/shown.py build/release/tiersim --write    # rewrite the blocks

A document shows a command's output below a comment that names the command, as one of

    <!-- shown: tiersim run scenarios/saas.yaml -->         a fenced block follows
    <!-- shown as is: tiersim reference -->                 Markdown, up to <!-- end of shown -->

The command is a line for bash, run in the project's root, where `tiersim` is the executable given
here. It must exit with 0. With `, needs PATH` before the colon, the block is left alone where that
path, from the root, is not there.

Besides, a line of a fenced block of `sh` that begins with `tiersim ` must exit with 0 (`run` is given
two replications: enough to see that what is written there can be typed), and a fenced block of `yaml`
must be a scenario without problems.
"""

import argparse
import difflib
import functools
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCUMENTS = ["README.md", "scenarios/README.md", "tests/README.md"]

BLOCK = re.compile(
    r"^(?P<head><!-- shown(?P<as_is> as is)?(?:, needs (?P<needs>[^ :]+))?: (?P<command>.+?) -->\n)"
    r"(?P<body>\n*```(?P<language>[a-z]*)\n.*?^```\n|.*?(?=^<!-- end of shown -->\n))",
    re.MULTILINE | re.DOTALL)
MARKER = re.compile(r"^<!-- shown", re.MULTILINE)
SHELL = re.compile(r"^```sh\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
YAML = re.compile(r"^```yaml\n(.*?)^```\n", re.MULTILINE | re.DOTALL)


class Wrong(Exception):
    """What cannot be shown, and why."""


@functools.lru_cache(maxsize=None)
def output_of(command, folder):
    """What a line of bash prints; the same line is run once. `folder` holds tiersim."""
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C"}
    ended = subprocess.run(["bash", "-o", "pipefail", "-c", command], cwd=ROOT, env=environment,
                           stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        raise Wrong(f"`{command}` exits with {ended.returncode}: {ended.stderr.strip()}")
    return ended.stdout


def renewed(text, folder):
    """The document with the output of each command as it is now."""
    seen = 0

    def renew(found):
        nonlocal seen
        seen += 1
        needs, command = found["needs"], found["command"]
        if needs and not (ROOT / needs).exists():
            print(f"left alone, because {needs} is not there: `{command}`")
            return found[0]
        output = output_of(command, folder).rstrip("\n")
        fence = f"```{found['language'] or 'text'}"
        body = f"\n{output}\n\n" if found["as_is"] else f"{fence}\n{output}\n```\n"
        return found["head"] + body

    text_now = BLOCK.sub(renew, text)
    if seen != len(MARKER.findall(text)):
        raise Wrong("a comment `<!-- shown` has no block below it, or is misspelt: see tests/shown.py")
    return text_now


def try_examples(text, folder):
    """Runs what a reader may copy."""
    for block in SHELL.findall(text):
        for line in block.splitlines():
            line = re.sub(r"--resume \S+", f"--resume {folder}/kept", line)  # what is kept goes again
            if line.startswith("tiersim run "):
                output_of(f"{line} --replications 2", folder)
            elif line.startswith("tiersim "):
                output_of(line, folder)
    for block in YAML.findall(text):
        path = pathlib.Path(folder) / "example.yaml"
        path.write_text(block, encoding="utf-8")
        output_of(f"tiersim validate {path}", folder)


def check(name, folder, write):
    """Whether the document is true, or has been made so."""
    path = ROOT / name
    text = path.read_text(encoding="utf-8")
    try:
        now = renewed(text, folder)
        try_examples(text, folder)
    except Wrong as wrong:
        print(f"{name}: {wrong}")
        return False
    if now == text:
        print(f"{name}: true")
        return True
    if write:
        path.write_text(now, encoding="utf-8")
        print(f"{name}: written")
        return True
    sys.stdout.writelines(difflib.unified_diff(text.splitlines(True), now.splitlines(True),
                                               f"{name} as it is", f"{name} as it should be"))
    print(f"{name}: not true any more. If that is meant: tests/shown.py TIERSIM --write")
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("executable", type=pathlib.Path, help="tiersim, as built")
    parser.add_argument("--write", action="store_true", help="rewrite what differs")
    parser.add_argument("documents", nargs="*", default=DOCUMENTS, help="default: all that show")
    given = parser.parse_args()
    if not given.executable.is_file():
        sys.exit(f"no executable {given.executable}: build it first, for example by tests/run.sh")
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "tiersim").symlink_to(given.executable.resolve())
        true = [check(name, folder, given.write) for name in given.documents]
    return 0 if all(true) else 1


if __name__ == "__main__":
    sys.exit(main())
