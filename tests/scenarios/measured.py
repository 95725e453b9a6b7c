"""What a credible operation measures: neither idle nor full, some of it escalated, with targets that a
plan can meet. Each rule yields what is wrong. Exceptions are in the tables, with their reasons.
"""

OCCUPANCY = (0.55, 0.88)   # at each tier
MOVED_UP = (0.10, 0.40)    # from the first tier
MOST_THIRD = 0.10          # of all tickets that reach the third tier
MOST_HOURS = 48            # paid, a head and week

# A peak that is stated: tiers may be full, targets missed and the backlog may grow.
PEAKS = {"retail-peak-december.yaml": "the people of autumn in the first week of December"}

# Without an overlay, and without a target that is missed.
TO_FILL_IN = {"starter.yaml": "`tiersim init` writes it, to be filled with other numbers"}

# Warnings of `validate` that a file, and its overlays, mean.
MEANT = {
    "saas.yaml": {"highest_priority_unattended": "P1 in the evening is what the demo is about"},
    "servicenow.yaml": {
        "nobody_on_shift": "the log's tickets come at night, too",
        "highest_priority_unattended": "likewise",
        "occupancy_high": "each team is sized so that its times come near the log's",
        "occupancy_low": "likewise",
    },
}


def measures_of(run, plan):
    """What the rules are about, of the JSON of `run` and `validate`."""
    tiers = [tier["tier"] for tier in plan["tiers"]]
    by_tier = {}
    for row in run["kpis"]:
        if row["id"] in ("occupancy", "escalation_rate") and set(row["labels"]) == {"tier"}:
            by_tier[row["id"], row["labels"]["tier"]] = row
    third = by_tier["escalation_rate", tiers[2]]["n"] if len(tiers) > 2 else 0
    return {
        "occupancy": {tier: by_tier["occupancy", tier]["value"] for tier in tiers},
        "moved_up": by_tier["escalation_rate", tiers[0]]["value"],
        "third": third / run["tickets"]["counted"],
        "hours": max(group["paid_hours_a_week"] / group["heads"] for group in plan["groups"]
                     if group["heads"]),
        "targets": run["targets"],
        "warnings": run["warnings"],
        "plan_warnings": [one for one in plan["warnings"] if one["level"] == "warning"],
    }


def target_name(target):
    stat = "" if target["stat"] == "mean" else target["stat"]
    return " ".join(filter(None, [target["id"], stat, *target["labels"].values()]))


def reachable(measures):
    return [target for target in measures["targets"] if "unreachable" not in target]


def missed(measures):
    return [target_name(target) for target in reachable(measures) if target["verdict"] == "missed"]


def met_all(measures):
    return all(target["verdict"] == "met" for target in reachable(measures))


def operation(name, measures, meant=()):
    """What is not credible about an operation. meant: ids of warnings."""
    if name not in PEAKS:
        for tier, value in measures["occupancy"].items():
            if not OCCUPANCY[0] <= value <= OCCUPANCY[1]:
                yield f"occupancy of {tier} is {value:.1%}"
        for warning in measures["warnings"]:
            yield f"`run` warns: {warning}"
        for warning in measures["plan_warnings"]:
            if warning["id"] not in meant:
                yield f"`validate` warns ({warning['id']}): {warning['what']}"
    if not MOVED_UP[0] <= measures["moved_up"] <= MOVED_UP[1]:
        yield f"{measures['moved_up']:.1%} move up from the first tier"
    if measures["third"] > MOST_THIRD:
        yield f"{measures['third']:.1%} reach the third tier"
    if measures["hours"] > MOST_HOURS:
        yield f"a head is paid for {measures['hours']:.1f} hours a week"
    for target in measures["targets"]:
        if "unreachable" in target and target["verdict"] == "met":
            yield f"{target_name(target)} is marked as unreachable, and met"


def plans(base, of_base, of_overlays):
    """What is wrong with a base's targets. of_overlays: name -> measures, of those outside a peak too."""
    if base in TO_FILL_IN:
        if not met_all(of_base):
            yield "it is to be filled in, and should meet its targets"
        return
    undecided = [target_name(target) for target in reachable(of_base)
                 if target["verdict"] not in ("met", "missed")]
    if len(missed(of_base)) != 1 or undecided:
        yield f"a base misses exactly one target; missed: {missed(of_base)}, undecided: {undecided}"
    if not of_overlays:
        yield "no overlay that meets its targets"
    for name, measures in of_overlays.items():
        if name not in PEAKS and not met_all(measures):
            yield f"its overlay {name} does not meet every target: missed {missed(measures)}"


# ---- The rules can fail

def made_up(**changes):
    target = {"id": "fcr", "stat": "mean", "labels": {}, "verdict": "met"}
    found = {"occupancy": {"L1": 0.7}, "moved_up": 0.2, "third": 0.05, "hours": 40, "targets": [target],
             "warnings": [], "plan_warnings": []}
    return {**found, **changes}


def made_up_target(verdict, **more):
    return {"id": "fcr", "stat": "mean", "labels": {}, "verdict": verdict, **more}


def self_test_operation():
    for one in operation("x.yaml", made_up()):
        yield f"good operation: {one}"
    warning = {"level": "warning", "id": "x", "what": "y"}
    for changes in [{"occupancy": {"L1": 0.54}}, {"occupancy": {"L1": 0.7, "L2": 0.89}},
                    {"moved_up": 0.09}, {"moved_up": 0.41}, {"third": 0.11}, {"hours": 48.1},
                    {"warnings": ["grows"]}, {"plan_warnings": [warning]},
                    {"targets": [made_up_target("met", unreachable="so")]}]:
        if not list(operation("x.yaml", made_up(**changes))):
            yield f"not caught: {changes}"


def self_test_plans():
    good, bad = made_up(), made_up(targets=[made_up_target("missed")])
    marked = made_up(targets=[made_up_target("missed"), made_up_target("missed", unreachable="so")])
    for one in plans("x.yaml", marked, {"y.yaml": good}):
        yield f"good plans: {one}"
    two = made_up(targets=[made_up_target("missed"), made_up_target("missed")])
    unclear = made_up(targets=[made_up_target("missed"), made_up_target("unclear")])
    for base, overlays in [(good, {"y.yaml": good}), (two, {"y.yaml": good}),
                           (unclear, {"y.yaml": good}), (bad, {}), (bad, {"y.yaml": bad})]:
        if not list(plans("x.yaml", base, overlays)):
            yield f"not caught: {base['targets']} with {list(overlays)}"


def self_test():
    """What is wrong with the rules themselves."""
    yield from self_test_operation()
    yield from self_test_plans()
