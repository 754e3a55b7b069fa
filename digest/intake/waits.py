"""How long a server asks to be left alone: the headers of a 429 or 503 in, a duration out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

BUSY = frozenset({429, 503})
LONGEST_HOLD = timedelta(days=2)
"""A server may ask for quiet this long; a longer wish is a mistake in its configuration."""


def retry_after(headers: Mapping[str, str], *, now: datetime) -> timedelta:
    """What Retry-After asks for, in seconds or as a date (RFC 9110 10.2.3), two days at most; zero for none."""
    value = headers.get("retry-after", "").strip()
    if value.isdecimal():
        return min(timedelta(seconds=int(value[:9])), LONGEST_HOLD)
    until = http_date(value)
    return min(max(until - now, timedelta()), LONGEST_HOLD) if until else timedelta()


def http_date(value: str) -> datetime | None:
    """An HTTP date in UTC; None for what is none."""
    try:
        found = parsedate_to_datetime(value)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
