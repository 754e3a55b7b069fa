"""Which entries of a new feed are history."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from digest.intake.catalogue import NEWEST_UNDATED, STILL_NEWS, back_catalogue
from digest.model import Entry

NOW = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
FEED = "https://a.example/feed"


def entry(key: str, published: datetime | None) -> Entry:
    return Entry(FEED, key, "", key, published=published)


def test_what_is_older_than_two_days_is_history() -> None:
    """On the minute; the future is news."""
    found = back_catalogue(
        [
            entry("old", NOW - STILL_NEWS - timedelta(minutes=1)),
            entry("new", NOW - STILL_NEWS),
            entry("future", NOW + timedelta(days=1)),
        ],
        now=NOW,
    )
    assert found == {(FEED, "old")}


def test_of_undated_entries_the_first_ten_are_news() -> None:
    """Feeds list the newest first."""
    undated = [entry(str(number), None) for number in range(NEWEST_UNDATED + 2)]
    assert back_catalogue(undated, now=NOW) == {(FEED, "10"), (FEED, "11")}
