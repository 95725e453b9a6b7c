#!/usr/bin/env python3
"""Makes made_up_incidents.csv: 200 incidents in the format of the real ones, none of them real.

Columns and spellings are those of the UCI incidents (see scenarios/servicenow.yaml); the values are
drawn. The same file comes out each time: tests/support/data/make_made_up_incidents.py
"""

import datetime
import math
import pathlib
import random

COLUMNS = ("number,incident_state,reassignment_count,reopen_count,made_sla,opened_at,sys_updated_at,"
           "contact_type,category,subcategory,impact,urgency,priority,assignment_group,assigned_to,"
           "problem_id,vendor,closed_code,resolved_by,resolved_at,closed_at")
ROWS = 200
START = datetime.datetime(2016, 2, 29)
CATEGORIES = [26, 42, 53, 46, 32, 37, 9, 20, 23, 61, 45, 57, 51, 24, 35, 34, 40]
PRIORITIES = ["1 - Critical", "2 - High", "3 - Moderate", "4 - Low"]


def pick(draw, values):
    return values[int(draw.random() * len(values))]


def written(time):
    """A time as the export writes it: 29/2/2016 01:16."""
    return f"{time.day}/{time.month}/{time.year} {time.hour:02}:{time.minute:02}"


def opened(draw):
    """Times of opening: weekdays of the first three weeks, from 8 to 18 h, in order."""
    days = [day for day in range(21) if day % 7 < 5]
    minutes = [pick(draw, days) * 1440 + 480 + int(draw.random() * 600) for _ in range(ROWS)]
    return [START + datetime.timedelta(minutes=minute) for minute in sorted(minutes)]


def row(draw, number, start):
    """One incident; a sixteenth has no time of resolution, as in the real ones."""
    moves = int(-math.log(1 - draw.random()))
    open_minutes = int(math.exp(4 + 1.5 * moves + 2 * (draw.random() - 0.5)))
    end = start + datetime.timedelta(minutes=open_minutes)
    closed = end + datetime.timedelta(days=5)
    level = 2 if draw.random() < 0.9 else int(draw.random() * 4)
    desk = moves == 0 or draw.random() < 0.2
    return [f"INC{9000000 + number}", "Closed", str(moves), "0",
            "true" if open_minutes < 2400 else "false", written(start), written(closed),
            "Phone" if draw.random() < 0.98 else "Email",
            f"Category {pick(draw, CATEGORIES)}" if draw.random() < 0.98 else "?",
            f"Subcategory {1 + int(draw.random() * 300)}", "2 - Medium", "2 - Medium",
            PRIORITIES[level], "Group 70" if desk else f"Group {20 + int(draw.random() * 40)}",
            f"Resolver {1 + int(draw.random() * 90)}", "?", "?", "code 6",
            f"Resolved by {1 + int(draw.random() * 90)}",
            "?" if draw.random() < 1 / 16 else written(end), written(closed)]


def main():
    draw = random.Random(2016)
    lines = [COLUMNS]
    lines += [",".join(row(draw, number, start)) for number, start in enumerate(opened(draw))]
    target = pathlib.Path(__file__).with_name("made_up_incidents.csv")
    target.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
