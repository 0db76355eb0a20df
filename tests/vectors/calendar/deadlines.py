"""Writes deadlines.tsv: deadlines counted by an independent calendar.

Needs Python 3.11 and `pip install chinesecalendar==1.11.0` (MIT, https://github.com/LKI/chinese-calendar), whose
working days are typed in from the same State Council notices by other people. The library itself is not kept here.
Columns: event day, count, unit, due day. The event's day is not counted; a day clock keeps its last day.
"""
import random
import sys
from datetime import date, timedelta

from chinese_calendar import is_workday

LAST = date(2026, 12, 31)


def due(start, count, unit):
    day = start
    while count:
        day += timedelta(days=1)
        if day > LAST:
            return None
        if unit == "day" or is_workday(day):
            count -= 1
    return day


def main():
    rng = random.Random(20261120)
    first = date(2023, 1, 1)
    rows = set()
    while len(rows) < 1000:
        start = first + timedelta(days=rng.randrange((LAST - first).days))
        unit = "working_day" if rng.random() < 0.85 else "day"
        count = rng.choice([1, 2, 3, 5, 7, 10, 15, 20, rng.randrange(1, 61)])
        end = due(start, count, unit)
        if end:
            rows.add((start, count, unit, end))
    for row in sorted(rows):
        sys.stdout.write("\t".join(map(str, row)) + "\n")


if __name__ == "__main__":
    main()
