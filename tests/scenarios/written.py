"""What the text of a credible scenario has: a source for each number, and an opening comment that says
what it is about, what to look at and what to try next. Each rule yields what is wrong.
"""

import re

# Keys of no operation: how it is simulated, and when.
NOT_OF_THE_DESK = {"schema_version", "seed", "name", "start", "experiment"}


def split_comment(line):
    """A line's YAML and its comment."""
    found = re.search(r"""^((?:[^"'#]|"[^"]*"|'[^']*'|(?<=\S)#)*?)(?:(?<!\S)#(.*))?$""", line)
    return (found.group(1), found.group(2) or "") if found else (line, "")


def is_marked(comment):
    return re.search(r"\[[A-Za-z]+\]|\bassumptions?\b", comment) is not None


def head_of(text):
    """The comment at the top, in one line."""
    lines = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# "))
    return "\n".join(lines)


def unmarked_numbers(text):
    """Numbers without a source: neither their line, nor a line that holds them, nor the comment above
    either has a mark."""
    above, holding = "", []  # holding: (indent, marked, exempt) of the lines that hold this one
    for number, line in enumerate(text.splitlines(), 1):
        yaml, comment = split_comment(line)
        if not yaml.strip():
            above = above + comment if line.strip() else ""
            continue
        indent = len(yaml) - len(yaml.lstrip())
        while holding and holding[-1][0] >= indent:
            holding.pop()
        key = yaml.strip().partition(":")[0]
        inherits, is_exempt = holding[-1][1:] if holding else (False, False)
        marked = is_marked(comment) or is_marked(above) or inherits
        is_exempt = is_exempt or key in NOT_OF_THE_DESK
        holding.append((indent, marked, is_exempt))
        above = ""
        values = re.sub(r"[\w-]+:(?=\s|$)|\b24x7\b", "", yaml)   # keys are not numbers
        if not marked and not is_exempt and re.search(r"(?<![\w-])\d", values):
            yield f"line {number}: no source of a number, and no mark of an assumption: {yaml.strip()}"


def speaks_for_all(text):
    """Does the comment at the top say it of all numbers? Enough for an overlay, which has few."""
    return re.search(r"All (other )?(numbers|figures) (here )?are (assumptions|those of)",
                     " ".join(head_of(text).split())) is not None


def undefined_marks(text, bases):
    """Marks that neither the comment at the top nor that of a base explains."""
    heads = " ".join(head_of(one) for one in [text, *bases])
    comments = " ".join(split_comment(line)[1] for line in text.splitlines())
    used, explained = (set(re.findall(r"\[([A-Za-z]+)\]", one)) for one in (comments, heads))
    for mark in sorted(used - explained):
        yield f"[{mark}] is explained nowhere in the comment at the top"


def opening(text):
    """What the comment at the top lacks."""
    head = head_of(text)
    about = re.split(r"\b(?:What to )?look at\b", head, maxsplit=1, flags=re.IGNORECASE)
    if len(about) < 2 or len(about[0].split()) < 5:
        yield "the comment at the top does not say what it is about, and then what to look at"
    if not re.search(r"\btry next\b", head, re.IGNORECASE):
        yield "the comment at the top does not say what to try next"
    elif "--set" not in head:
        yield "nothing to try with --set in the comment at the top"


def typed_lines(text):
    """Commands to be typed, in the comment at the top."""
    return re.findall(r"^tiersim (?:run|validate) .*", head_of(text), re.MULTILINE)


# ---- The rules can fail

GOOD = """# A desk that answers what it is asked.
# Look at: this. Try next: tiersim run x --set a=1
# [A] is an assumption.
seed: 7
horizon:
  start: 2026-01-05
  length: 13w     # [A]
# Volumes: [A]
demand:
  calls: {type: L1, volume: 80/bd}
staff:            # heads: [A]
  desk:
    tier: L1
    heads: 12
"""

BREAKS = [  # a change of GOOD, and what is then said
    ("13w     # [A]", "13w", "line 7: no source"),
    ("# Volumes: [A]\n", "", "calls: {type: L1, volume: 80/bd}"),
    ("# heads: [A]", "# heads", "line 14: no source"),
    ("# Volumes: [A]", "# Volumes: [BLS]", "[BLS] is explained nowhere"),
    ("Look at", "See", "what to look at"),
    ("A desk that answers what it is asked.\n", "\n", "what it is about"),
    ("Try next", "Then", "what to try next"),
    ("--set a=1", "", "nothing to try with --set"),
]


def self_test():
    """What is wrong with the rules themselves."""
    def said_of(text):
        return [*unmarked_numbers(text), *undefined_marks(text, []), *opening(text)]

    for one in said_of(GOOD):
        yield f"good text: {one}"
    for old, new, said in BREAKS:
        if not any(said in one for one in said_of(GOOD.replace(old, new))):
            yield f"not caught: {old!r} -> {new!r}"
    if speaks_for_all(GOOD) or not speaks_for_all("# All numbers\n# are assumptions.\n" + GOOD):
        yield "who speaks for all numbers is not understood"
