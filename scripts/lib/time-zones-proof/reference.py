"""What Python's zoneinfo makes of wall clock times around clock changes: the reference of `npm run prove:time-zones`.

Reads JSON from stdin: {"transitions": {zone: [epoch seconds]}}, the changes that the other side knows. Finds zoneinfo's own, and writes one
JSON line for each zone: [zone, [[local, utc_fold0, utc_fold1], ...]] with local as seconds since 1970-01-01T00:00 of the wall clock.
"""
import json
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import TZPATH, ZoneInfo, available_timezones

FIRST = int(datetime(2024, 1, 1, tzinfo=timezone.utc).timestamp())
END = int(datetime(2031, 1, 1, tzinfo=timezone.utc).timestamp())
STEP = 6 * 3600
MINUTE = 60


def offset_at(zone, instant):
    return int(datetime.fromtimestamp(instant, zone).utcoffset().total_seconds())


def transitions_of(zone):
    found, before = [], offset_at(zone, FIRST)
    for end in range(FIRST + STEP, END + STEP, STEP):
        after = offset_at(zone, end)
        if after == before:
            continue
        low, high = end - STEP, end
        while high - low > 1:
            middle = (low + high) // 2
            if offset_at(zone, middle) == before:
                low = middle
            else:
                high = middle
        found.append(high)
        before = after
    return found


def version():
    for folder in TZPATH:
        try:
            with open(f"{folder}/tzdata.zi", encoding="utf-8") as file:
                return file.readline().removeprefix("# version ").strip()
        except OSError:
            continue
    return "unknown"


EPOCH = datetime(1970, 1, 1)


def main():
    known = json.load(sys.stdin)["transitions"]
    print(json.dumps({"python": sys.version.split()[0], "tzdata": version()}))
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        own = transitions_of(zone)
        locals_ = set()
        for instant in {*own, *known.get(name, [])}:
            before, after = offset_at(zone, instant - 1), offset_at(zone, instant)
            low, high = sorted((instant + before, instant + after))
            locals_.update((low - MINUTE, low, (low + high) // 2 // MINUTE * MINUTE, high - MINUTE, high))
        cases = []
        for local in sorted(locals_):
            wall = EPOCH + timedelta(seconds=local)
            cases.append([local, *(int(wall.replace(tzinfo=zone, fold=fold).timestamp()) for fold in (0, 1))])
        print(json.dumps([name, len(own), cases]))


main()
