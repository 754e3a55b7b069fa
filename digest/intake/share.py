"""Each feed's fair share of a poll: no flood of entries from one of them keeps the pages of the others waiting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from digest.model import Entry

PAGES_A_FEED = 300
"""Pages read for one feed in one poll, about 15 s of work; a busy agency publishes half as many in a day."""


def fair_share(waiting: Sequence[Entry], *, most: int = PAGES_A_FEED) -> list[Entry]:
    """Of these entries the first `most` of each feed, in their order; the others wait for the next poll."""
    taken: Counter[str] = Counter()
    share: list[Entry] = []
    for entry in waiting:
        taken[entry.feed_url] += 1
        if taken[entry.feed_url] <= most:
            share.append(entry)
    return share
