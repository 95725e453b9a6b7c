"""The two readers of the event log, and that of the staff's time: Python's csv and xml.etree."""

import collections
import csv
import datetime
import gzip
import xml.etree.ElementTree

Row = collections.namedtuple("Row",
                             "what start end tier next_tier group agent cause reason sla due queue")
Case = collections.namedtuple("Case", "labels rows")
Stretch = collections.namedtuple("Stretch", "replication group agent what start end")
LABELS = ("type", "kind", "priority", "channel", "customer", "stream", "counted", "replication",
          "ticket", "recognised", "first_tier_solves")
YES_NO = {"true": "yes", "false": "no"}


def instant(text):
    """Milliseconds since 1970, of a time with its offset."""
    moment = datetime.datetime.fromisoformat(text)
    assert moment.tzinfo is not None, text
    return round(moment.timestamp() * 1000)


def read_csv(path):
    cases = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            labels = {key: row[key] for key in LABELS}
            case = cases.setdefault(row["case"], Case(labels, []))
            assert case.labels == labels, row
            due = instant(row["due"]) if row["due"] else None
            case.rows.append(Row(row["what"], instant(row["from"]), instant(row["to"]),
                                 row["tier"], row["next_tier"], row["group"], row["agent"],
                                 row["cause"], row["reason"], row["sla"], due, row["queue"]))
    return cases


def read_staff(path):
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        return [Stretch(row["replication"], row["group"], row["agent"], row["what"],
                        instant(row["from"]), instant(row["to"])) for row in csv.DictReader(file)]


def attributes(element):
    return {child.get("key"): child.get("value") for child in element if child.get("key")}


def rows_of_trace(events, horizon_end):
    """Stretches of time from starts and completes; what has no complete goes on at the end."""
    going_on = {}

    def row(event, what, start, end, cause):
        due = instant(event["due"]) if "due" in event else None
        return Row(what, start, end, *(event.get(key, "") for key in (
            "tier", "next_tier", "org:group", "org:resource")), cause, event.get("reason", ""),
            event.get("sla", ""), due, event.get("queue", ""))

    for event in events:
        key, at = event["concept:instance"], instant(event["time:timestamp"])
        transition, what = event["lifecycle:transition"], event["what"]
        if transition == "start":
            assert key not in going_on, event
            going_on[key] = (event, what, at)
        elif transition == "suspend":
            begun, was, since = going_on[key]
            assert was == "work", event
            going_on[key] = (event, "keep", at)
            yield row(begun, "work", since, at, "off_duty")
        elif transition == "resume":
            begun, was, since = going_on[key]
            assert was == "keep", event
            going_on[key] = (event, "work", at)
            yield row(begun, "keep", since, at, event["cause"])
        elif key in going_on:
            begun, was, since = going_on.pop(key)
            yield row(begun, was, since, at, event.get("cause", ""))
        else:
            yield row(event, what, at, at, event.get("cause", ""))
    for begun, was, since in going_on.values():
        yield row(begun, was, since, horizon_end, "horizon_end")


def read_xes(path, horizon_end):
    space = "{http://www.xes-standard.org/}"
    cases = {}
    with gzip.open(path, "rb") as file:
        for _, element in xml.etree.ElementTree.iterparse(file):
            if element.tag != space + "trace":
                continue
            labels = attributes(element)
            for key in ("counted", "recognised", "first_tier_solves"):
                labels[key] = YES_NO[labels[key]]
            events = [attributes(one) for one in element.iter(space + "event")]
            times = [instant(event["time:timestamp"]) for event in events]
            assert times == sorted(times), labels
            name = labels.pop("concept:name")
            assert name not in cases, name
            cases[name] = Case(labels, list(rows_of_trace(events, horizon_end)))
            element.clear()
    return cases
