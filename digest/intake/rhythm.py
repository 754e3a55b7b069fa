"""How often a feed publishes, and so how often it is worth asking: the dates of its entries in, an interval out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

LONGEST_INTERVAL = timedelta(hours=12)
"""Even a feed that publishes once a year is asked this often, unless its source is configured to be asked less."""
LAST_ENTRIES = 20
FEWEST_DATES = 4
"""Fewer dated entries than this say nothing of a rhythm."""
_SILENCE_SHARE = 24  # a feed silent for a day is asked hourly, one silent for twelve days twice a day
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What the newest entries of a feed say: the median gap between them, the newest date, entries a day."""

    gap: timedelta = timedelta()
    """Zero when there are too few dates to tell."""
    newest: datetime | None = None
    per_day: float = 0.0


UNKNOWN_RHYTHM = Rhythm()


def rhythm_of(dates: Iterable[datetime], *, now: datetime) -> Rhythm:
    """The rhythm of entries with these dates, in any order; dates in the future are left out."""
    newest = sorted((date for date in dates if date <= now), reverse=True)[:LAST_ENTRIES]
    if not newest:
        return UNKNOWN_RHYTHM
    per_day = len(newest) / max((now - newest[-1]) / _DAY, 1.0)
    if len(newest) < FEWEST_DATES:
        return Rhythm(newest=newest[0], per_day=per_day)
    gaps = sorted(later - earlier for later, earlier in pairwise(newest))
    return Rhythm(gaps[len(gaps) // 2], newest[0], per_day)


def next_interval(rhythm: Rhythm, *, every: timedelta, now: datetime) -> timedelta:
    """How long to leave a feed alone: half its usual gap, or a share of its silence, within [every, 12 h].

    Half, so that an entry waits at most half as long for us as its successor waits for its author; at least `every`,
    the source's own interval, which also wins when it is longer than 12 h.
    """
    silence = now - rhythm.newest if rhythm.newest and rhythm.gap else timedelta()
    wanted = max(rhythm.gap / 2, silence / _SILENCE_SHARE)
    return max(every, min(wanted, LONGEST_INTERVAL))
