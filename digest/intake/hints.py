"""When a feed wants to be asked: its ttl, its syndication period, and the hours and days it skips."""

from __future__ import annotations

import re

from digest.intake.rawfeed import RawFeed

# RSS 1.0 module "syndication": how often in each period something new appears.
_PERIOD_SECONDS = {
    "hourly": 3600.0,
    "daily": 86400.0,
    "weekly": 7 * 86400.0,
    "monthly": 30 * 86400.0,
    "yearly": 365 * 86400.0,
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_HOUR = re.compile(rb"<hour>\s*([0-9]{1,2})\s*</hour>", re.IGNORECASE)
_DAY = re.compile(rb"<day>\s*([a-zA-Z]{6,9})\s*</day>", re.IGNORECASE)
_LONGEST_LIST = 2000
# What is not closed reaches to the end, so that no byte is looked at twice.
_NO_MARKUP = re.compile(rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_ITEM = re.compile(rb"<(?:item|entry)[\s>/]")


def update_seconds(feed: RawFeed) -> float:
    """Seconds between two updates, the longer of `ttl` (minutes) and the syndication period; 0 when neither is told."""
    ttl = _number(feed.ttl) * 60.0
    if not feed.update_period and not feed.update_frequency:
        return ttl
    period = _PERIOD_SECONDS.get(feed.update_period.strip().lower() or "daily", 0.0)
    return max(ttl, period / (_number(feed.update_frequency) or 1))


def skipped_hours(body: bytes) -> frozenset[int]:
    """Hours (0-23, UTC) of `skipHours`; RSS 0.91 calls midnight 24."""
    hours = (int(hour) for hour in _HOUR.findall(_list_in(body, b"skipHours")))
    return frozenset(hour % 24 for hour in hours if hour <= 24)  # noqa: PLR2004


def skipped_days(body: bytes) -> frozenset[int]:
    """Days (Monday = 0) of `skipDays`."""
    names = (day.decode().lower() for day in _DAY.findall(_list_in(body, b"skipDays")))
    return frozenset(_DAYS.index(name) for name in names if name in _DAYS)


def _list_in(body: bytes, name: bytes) -> bytes:
    """The inside of one list: feedparser keeps only the last item of it, so it is read here for every path alike."""
    if name not in body:
        return b""
    own = _own_part(body)
    opening = re.search(rb"<%b(?:\s[^<>]{0,200})?>" % name, own)
    if opening is None:
        return b""
    start = opening.end()
    end = own.find(b"</" + name, start, start + _LONGEST_LIST)
    return own[start:end] if end >= 0 else b""


def _own_part(body: bytes) -> bytes:
    """What a feed says of itself: nothing of its entries, whose texts may be about feeds."""
    markup = _NO_MARKUP.sub(b"", body)
    first = _ITEM.search(markup)
    if first is None:
        return markup
    last = max(markup.rfind(b"</item"), markup.rfind(b"</entry"))
    return markup[: first.start()] + (markup[last:] if last > first.start() else b"")


def _number(text: str) -> int:
    # More than two months of minutes is a mistake.
    return int(text) if text.isdecimal() and len(text) < 6 else 0  # noqa: PLR2004
