"""Feed parsing: a folder of feeds in, the entries of each out as JSON lines, with the seconds that each took.

DIR holds `real/` and `micro/`. The scorer beside the data compares the entries, as the feed words them, with
feedparser's. The seconds are those of the parse, from bytes to the feed's words; what it then takes to make them safe
for the store is told in sum, on standard error, with the share of feeds that are for a worker process.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from digest.intake.feeds import FeedDocument, NotAFeedError, make_feed, parse_quickly, read_feed, read_thoroughly
from digest.intake.rawfeed import RawEntry, RawFeed

Row = dict[str, Any]
_FOLDERS = ("real", "micro")


def main(argv: list[str]) -> int:
    """Parse every feed of a folder and print one JSON object a line."""
    parser = argparse.ArgumentParser(prog="python -m bench feeds", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--thorough", action="store_true", help="feedparser for every feed, for comparison")
    options = parser.parse_args(argv)
    read = read_thoroughly if options.thorough else read_feed
    for folder in _FOLDERS:
        totals = {"parse": 0.0, "store": 0.0, "worker": 0}
        for file in sorted((options.folder / folder).glob("*")):
            # The base is unknown and the encoding the document's affair, as for feedparser given bytes alone.
            document = FeedDocument("", "application/xml", file.read_bytes())
            row, store_seconds = predict(document, read)
            print(json.dumps({"file": f"{folder}/{file.name}", **row}))
            totals["parse"] += row["seconds"]
            totals["store"] += store_seconds
            totals["worker"] += parse_quickly(document) is None
        print(
            f"{folder}: parsed in {totals['parse']:.2f} s, made safe in {totals['store']:.2f} s; "
            f"{totals['worker']} feeds are for a worker",
            file=sys.stderr,
        )
    return 0


def predict(document: FeedDocument, read: Callable[[FeedDocument], RawFeed]) -> tuple[Row, float]:
    """The entries of one feed as it words them, with the seconds of the parse; and the seconds to make them safe."""
    start = time.perf_counter()
    try:
        raw = read(document)
    except NotAFeedError as error:
        return {"error": str(error), "seconds": time.perf_counter() - start, "entries": []}, 0.0
    parsed = time.perf_counter()
    make_feed(raw, document)
    row = {"error": None, "seconds": parsed - start, "entries": [_as_worded(entry) for entry in raw.entries]}
    return row, time.perf_counter() - parsed


def _as_worded(entry: RawEntry) -> Row:
    return {
        "id": entry.key or None,
        "link": entry.link,
        "title": entry.title,
        "published": _iso(entry.published),
        "text": next(iter(entry.contents), "") or entry.summary,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
