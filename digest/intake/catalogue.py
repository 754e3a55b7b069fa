"""The back catalogue of a new feed: what it published before we knew it, and no edition should print as news."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from digest.model import Entry

STILL_NEWS = timedelta(hours=48)
NEWEST_UNDATED = 10


def back_catalogue(entries: Sequence[Entry], *, now: datetime) -> frozenset[tuple[str, str]]:
    """(feed URL, key) of the entries of a feed's first poll, in the feed's order, whose pages are not worth reading.

    These are the ones older than 48 hours; of those without a date, all but the first ten.
    """
    old = [entry for entry in entries if entry.published is not None and now - entry.published > STILL_NEWS]
    undated = [entry for entry in entries if entry.published is None]
    return frozenset((entry.feed_url, entry.key) for entry in (*old, *undated[NEWEST_UNDATED:]))
