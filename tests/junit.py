#!/usr/bin/env python3
"""Reads a JUnit file with a parser that is not ours, and holds it to the schema that pipelines read.

    tests/junit.py FILE TESTS FAILURES ERRORS SKIPPED

The rules are those of Jenkins's junit-10.xsd, as far as such files can break them: which elements stand
in which, which attributes each must and may have, counts that are numbers and that add up.
"""

import sys
import xml.etree.ElementTree as ElementTree

CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"properties", "testcase", "system-out", "system-err"},
    "properties": {"property"},
    "property": set(),
    "testcase": {"skipped", "error", "failure", "system-out", "system-err"},
    "failure": set(), "error": set(), "skipped": set(), "system-out": set(), "system-err": set(),
}
REQUIRED = {"testsuite": {"name", "tests"}, "property": {"name", "value"}, "testcase": {"name"}}
ALLOWED = {
    "testsuites": {"name", "time", "tests", "failures", "errors", "disabled"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time", "timestamp", "hostname", "id",
                  "package", "disabled"},
    "property": {"name", "value"},
    "testcase": {"name", "classname", "time", "assertions", "status"},
    "failure": {"message", "type"}, "error": {"message", "type"}, "skipped": {"message", "type"},
}
NUMBERS = {"tests", "failures", "errors", "skipped", "time"}


def problems(element):
    allowed = ALLOWED.get(element.tag, set())
    for name in REQUIRED.get(element.tag, set()) - set(element.attrib):
        yield f"<{element.tag}> has no {name}"
    for name, value in element.attrib.items():
        if name not in allowed:
            yield f"<{element.tag}> may not have {name}"
        if name in NUMBERS and not value.isdigit():
            yield f"{name}={value!r} of <{element.tag}> is no number"
    for child in element:
        if child.tag not in CHILDREN.get(element.tag, set()):
            yield f"<{child.tag}> may not stand in <{element.tag}>"
            continue
        yield from problems(child)
    if element.tag == "testcase" and sum(len(element.findall(one)) for one in
                                         ("skipped", "error", "failure")) > 1:
        yield f"{element.get('name')} ended in more than one way"


def counts(element):
    cases = list(element.iter("testcase"))
    return [len(cases)] + [sum(case.find(one) is not None for case in cases)
                           for one in ("failure", "error", "skipped")]


def main():
    root = ElementTree.parse(sys.argv[1]).getroot()
    wrong = list(problems(root))
    if root.tag != "testsuites":
        wrong.append(f"<{root.tag}> is no <testsuites>")
    for suite in root.findall("testsuite"):
        told = [int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped")]
        if told != counts(suite):
            wrong.append(f"{suite.get('name')} tells {told} and has {counts(suite)}")
    expected = [int(number) for number in sys.argv[2:6]]
    if counts(root) != expected:
        wrong.append(f"there are {counts(root)}, expected {expected}")
    if int(root.get("tests")) != expected[0] or int(root.get("failures")) != expected[1]:
        wrong.append("<testsuites> does not tell what it has")
    print("\n".join(wrong) or f"{sys.argv[1]}: {counts(root)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
