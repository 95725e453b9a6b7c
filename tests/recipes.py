#!/usr/bin/env python3
"""Runs the recipes for pipelines of README.md as their runners would, on small plans.

    tests/recipes.py build/release/tiersim

Each recipe follows a comment `<!-- recipe: NAME -->` as a fenced block. Those of GitHub and GitLab must be
YAML that has what these look for; their shell steps, and those of Jenkins, are run with a plan that keeps
its target, one that misses it (with twice the heads for the same work) and one that is wrong: the exit code
and the files must be as the README says. Where the base is another branch, it has the plan that keeps its
target. The image installs what the scripts install, and configures with options that there are.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
RECIPE = re.compile(r"^<!-- recipe: (\w+) -->\n+```\w+\n(.*?)^```\n", re.MULTILINE | re.DOTALL)

PLAN = """horizon: {{start: 2026-01-05, length: 2w}}
tiers: [{{name: L1}}]
ticket_types: {{access: {{handle_time: {{L1: 8m}}}}}}
demand: {{access: {{type: access, volume: 80/bd}}}}
staff: {{desk: {{tier: L1, heads: {heads}}}}}
targets: [{{kpi: {kpi}, is: ">= {share}%"}}]
"""
PLANS = {"kept": (PLAN.format(kpi="flr", share=50, heads=3), 0),
         "missed": (PLAN.format(kpi="occupancy", share=99, heads=6), 1),
         "wrong": (PLAN.format(kpi="fcx", share=50, heads=3), 2)}


def steps_of_github(text):
    jobs = yaml.safe_load(text)["jobs"]
    return [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]


def steps_of_gitlab(text):
    jobs = yaml.safe_load(text)
    for job in jobs.values():
        assert job["artifacts"]["when"] == "always", "artifacts of a job that fails are lost"
        assert job["artifacts"]["reports"]["junit"] == "junit.xml"
    return ["\n".join(job["script"]) for job in jobs.values()]


def steps_of_jenkins(text):
    assert text.count("{") == text.count("}"), "braces do not match"
    assert "always { junit" in text
    return re.findall(r'\bsh "(.*)"', text)


STEPS = {"github": steps_of_github, "github_base": steps_of_github, "gitlab_base": steps_of_gitlab, "gitlab": steps_of_gitlab, "jenkins": steps_of_jenkins}


def git(folder, *words):
    who = ["-c", "user.name=tests", "-c", "user.email=tests@example.org"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def make_branches(at):
    """A checkout in `work`, whose `plans/` can be changed, and where it came from with what was there before."""
    origin = at / "origin"
    (origin / "plans").mkdir(parents=True)
    (origin / "plans" / "desk.yaml").write_text(PLANS["kept"][0])
    git(origin, "init", "-q", "-b", "main")
    git(origin, "add", ".")
    git(origin, "commit", "-q", "-m", "A plan")
    git(at, "clone", "-q", origin.as_uri(), "work")


def run_step(step, executable, plan):
    """Exit code, output and files of a step, as run by a runner's shell."""
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        make_branches(home)
        at = home / "work"
        (at / "plans" / "desk.yaml").write_text(plan)
        path = f"{pathlib.Path(executable).resolve().parent}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "HOME": folder, "GITHUB_STEP_SUMMARY": str(at / "step.md"),
                       "GITHUB_BASE_REF": "main", "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}
        for _ in range(2):  # again in the same workspace, as runners of one's own do
            done = subprocess.run(["bash", "-e", "-c", step], cwd=at, env=environment, capture_output=True,
                                  text=True, check=False)
        files = {one.name: one.read_text() for one in at.iterdir() if one.is_file()}
        return done, files


def problems_of_image(text):
    """Is what it installs all that is needed, and does CMake know the options?"""
    flat = text.replace("\\\n", " ")
    installed = set(re.search(r"apt-get install -y --no-install-recommends ([^&\n]*)", flat)[1].split())
    needed = re.search(r"^build_packages=\(\n(.*?)^\)", (ROOT / "tests" / "packages.sh").read_text(),
                       re.MULTILINE | re.DOTALL)[1].split()
    if installed - {"git"} != set(needed):
        yield f"installs {sorted(installed)}, where tests/packages.sh has {sorted(needed)}"
    options = (ROOT / "CMakeLists.txt").read_text()
    for name in re.findall(r"-D(TIERSIM_\w+)=", flat):
        if not re.search(rf"option\({name}\b", options):
            yield f"sets {name}, which CMakeLists.txt does not know"
    for line in re.findall(r"^RUN (.*)$", flat, re.MULTILINE):
        if subprocess.run(["bash", "-n", "-c", line], check=False).returncode != 0:
            yield f"is no shell: {line}"


def problems_of(name, text, executable):
    steps = STEPS[name](text)
    if not steps:
        yield "has no shell step"
    for step in steps:
        for kind, (plan, code) in PLANS.items():
            done, files = run_step(step, executable, plan)
            if done.returncode != code:
                yield f"exits with {done.returncode} where the plan is {kind}: {done.stderr}"
            if "junit.xml" not in files:
                yield f"leaves {sorted(files)} where the plan is {kind}"
            elif ('type="input"' in files["junit.xml"]) != (code == 2):
                yield f"tells of bad input, or does not, where the plan is {kind}"
            if name.startswith("github") and code == 1:
                if name == "github" and "tiersim check" not in files.get("step.md", ""):
                    yield "has no summary of the job"
                if "::error file=plans/desk.yaml,line=6" not in done.stdout:
                    yield f"has no annotation: {done.stdout}"


def main():
    found = dict(RECIPE.findall((ROOT / "README.md").read_text()))
    wrong = [f"README.md has no recipe for {name}" for name in [*STEPS, "docker"] if name not in found]
    wrong += [f"docker: {problem}" for problem in problems_of_image(found.get("docker", ""))]
    for name, text in found.items():
        if name != "docker":
            wrong += [f"{name}: {problem}" for problem in problems_of(name, text, sys.argv[1])]
    print("\n".join(wrong) or f"{', '.join(found)}: as they should be")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
