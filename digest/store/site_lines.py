"""Queries on the lines that pages of a site share, in plain SQL: see `plain`.

A line is 16 hex digits. What stood on fewer than three pages and was not seen for two weeks is forgotten; its index
holds nothing else, so that this costs as much as there is to forget.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

from digest.store.plain import Plain, PlainDatabase

REMEMBERED: Final = timedelta(days=14)
_AT_ONCE: Final = 10_000
"""Rows to forget in one transaction; more than one batch of pages brings."""
_IN_ONE_QUERY: Final = 500

_LEARN: Final = (
    "INSERT INTO site_line (site, line, pages, last_seen) VALUES (?, ?, ?, ?) ON CONFLICT (site, line)"
    " DO UPDATE SET pages = site_line.pages + excluded.pages, last_seen = excluded.last_seen"
)
_FORGET: Final = (
    "DELETE FROM site_line WHERE (site, line) IN (SELECT site, line FROM site_line"
    " WHERE pages < 3 AND last_seen < ? ORDER BY last_seen LIMIT ?)"  # word for word as in its index
)


class SiteLineQueries:
    """Implements `digest.ports.SiteLines`."""

    plain: PlainDatabase

    def site_lines(self, wanted: Mapping[str, Collection[str]]) -> Mapping[str, Mapping[str, int]]:
        """By site and line: on how many pages it stood, of those that are wanted and known."""
        with self.plain.plain_reading() as plain:
            return {site: _pages_of(plain, site, lines) for site, lines in wanted.items()}

    def learn_site_lines(self, learned: Mapping[str, Mapping[str, int]], *, now: datetime) -> None:
        """In one transaction: add these pages to each line of each site, and forget what is old."""
        seen = [(site, line, pages) for site, lines in learned.items() for line, pages in lines.items()]
        if not seen:
            return
        with self.plain.plain_writing() as plain:
            moment = plain.instant(now)
            # In one order, so that two writers on a server do not wait for each other.
            plain.run(_LEARN, [(*row, moment) for row in sorted(seen)])
            plain.run(_FORGET, [(plain.instant(now - REMEMBERED), _AT_ONCE)])


def _pages_of(plain: Plain, site: str, lines: Collection[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    asked = list(lines)
    for start in range(0, len(asked), _IN_ONE_QUERY):
        some = asked[start : start + _IN_ONE_QUERY]
        marks = ", ".join("?" * len(some))
        query = f"SELECT line, pages FROM site_line WHERE site = ? AND line IN ({marks})"  # noqa: S608 - marks only
        found.update(dict(plain.rows(query, (site, *some))))
    return found
