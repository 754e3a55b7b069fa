"""Feed parsing: a folder of feeds in, the entries of each out as JSON lines, with the seconds that each took.

DIR holds `real/` and `micro/`. The scorer beside the data compares the entries, as the feed words them, with
feedparser's. The seconds are those of the product's whole way from bytes to entries ready for the store: at once where
that can be, else what a worker does after that. How many went which way is told on standard error.
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

from digest.intake.feeds import FeedDocument, NotAFeedError, parse_feed, parse_quickly, read_feed, read_thoroughly
from digest.intake.rawfeed import RawEntry, RawFeed

Row = dict[str, Any]
_FOLDERS = ("real", "micro")


def main(argv: list[str]) -> int:
    """Parse every feed of a folder and print one JSON object a line."""
    parser = argparse.ArgumentParser(prog="python -m bench feeds", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--thorough", action="store_true", help="the words are feedparser's, to compare")
    options = parser.parse_args(argv)
    for folder in _FOLDERS:
        ways = {"at once": [0.0, 0], "by a worker": [0.0, 0]}
        for file in sorted((options.folder / folder).glob("*")):
            # The base is unknown and the encoding the document's affair, as for feedparser given bytes alone.
            document = FeedDocument("", "application/xml", file.read_bytes())
            row, way = predict(document, read=read_thoroughly if options.thorough else read_feed)
            print(json.dumps({"file": f"{folder}/{file.name}", **row}))
            ways[way][0] += row["seconds"]
            ways[way][1] += 1
        told = ", ".join(f"{count:.0f} feeds {way} in {seconds:.2f} s" for way, (seconds, count) in ways.items())
        print(f"{folder}: {told}", file=sys.stderr)
    return 0


def predict(document: FeedDocument, *, read: Callable[[FeedDocument], RawFeed]) -> tuple[Row, str]:
    """The entries of one feed as `read` words them, the seconds of the product's way, and which way that was."""
    start = time.perf_counter()
    try:
        at_once = parse_quickly(document)
        if at_once is None:
            parse_feed(document)
        seconds = time.perf_counter() - start
        entries = [_as_worded(entry) for entry in read(document).entries]
    except NotAFeedError as error:
        row: Row = {"error": str(error), "seconds": time.perf_counter() - start, "entries": []}
        return row, "by a worker"
    return {"error": None, "seconds": seconds, "entries": entries}, "at once" if at_once else "by a worker"


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
