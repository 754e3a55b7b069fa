"""Queries on feeds and their entries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Row, func, or_, select

from digest.model import Entry, FeedState
from digest.store.database import Database
from digest.store.tables import entry, feed

_STATE_FIELDS = tuple(column.name for column in feed.columns)
_ENTRY_FIELDS = (
    "feed_url", "key", "link", "title", "published", "modified", "summary", "content", "authors", "language",
    "image_url",
)  # fmt: skip
BACK_CATALOGUE = "back catalogue"
_WORDS = ("link", "title", "published", "summary", "content", "image_url")


class FeedQueries:
    """Implements `digest.ports.Feeds`."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def feed_states(self) -> Mapping[str, FeedState]:
        """Every feed that was ever polled, by URL."""
        with self.database.reading() as connection:
            rows = connection.execute(select(feed)).all()
        return {row.url: _state(row) for row in rows}

    def save_poll(
        self,
        states: Sequence[FeedState],
        entries: Sequence[Entry],
        *,
        now: datetime,
        back_catalogue: Collection[tuple[str, str]] = (),
    ) -> int:
        """Store polled feeds and what they gave in one transaction; returns how many entries were new.

        A known entry (same feed, same key) takes the new words; one whose title or link changed while its page had
        not been read yet is simply read under its new name. A new entry whose (feed URL, key) is in `back_catalogue` is
        remembered, but its page is never read.
        """
        with self.database.writing() as connection:
            # Ids only grow, so the new rows are those above the highest: no count of all entries, however many.
            highest = connection.scalar(select(func.max(entry.c.id))) or 0
            if states:
                insert = self.database.upsert(feed)
                changed = {name: insert.excluded[name] for name in _STATE_FIELDS if name != "url"}
                connection.execute(
                    insert.on_conflict_do_update(index_elements=["url"], set_=changed),
                    [{name: getattr(state, name) for name in _STATE_FIELDS} for state in states],
                )
            if entries:
                put = self.database.upsert(entry)
                words = {name: put.excluded[name] for name in _ENTRY_FIELDS if name not in {"feed_url", "key"}}
                # A feed repeats itself at each poll: a row whose words are the same is not written again.
                news = or_(*(entry.c[name].is_distinct_from(put.excluded[name]) for name in _WORDS))
                rows = [
                    {name: getattr(item, name) for name in _ENTRY_FIELDS}
                    | {"authors": list(item.authors), "first_seen": now, "attempts": 0}
                    | {"outcome": BACK_CATALOGUE if (item.feed_url, item.key) in back_catalogue else ""}
                    for item in entries
                ]
                update = put.on_conflict_do_update(index_elements=["feed_url", "key"], set_=words, where=news)
                connection.execute(update, rows)
            return connection.scalar(select(func.count()).where(entry.c.id > highest)) or 0

    def entries_without_article(self, *, since: datetime, max_attempts: int) -> Sequence[Entry]:
        """Entries whose page was not read yet, newest first; those that failed `max_attempts` times are left out.

        So are those published before `since`, or first seen before it when they have no date.
        """
        recent = (entry.c.published >= since) | (entry.c.published.is_(None) & (entry.c.first_seen >= since))
        query = (
            select(entry)
            .where(entry.c.outcome.not_in(("ok", BACK_CATALOGUE)), entry.c.attempts < max_attempts, recent)
            .order_by(entry.c.first_seen.desc(), entry.c.published.desc(), entry.c.id)
        )
        with self.database.reading() as connection:
            return [_entry(row) for row in connection.execute(query)]

    def entry_fates(self, url: str) -> Sequence[tuple[Entry, str]]:
        """The entries that link to `url` (or have it as key), each with what became of it."""
        query = select(entry).where((entry.c.link == url) | (entry.c.key == url))
        with self.database.reading() as connection:
            return [(_entry(row), row.outcome or "its page was not read yet") for row in connection.execute(query)]

    def count_entries(self) -> Mapping[str, int]:
        """Entries for each feed URL."""
        query = select(entry.c.feed_url, func.count()).group_by(entry.c.feed_url)
        with self.database.reading() as connection:
            return {row.feed_url: row[1] for row in connection.execute(query)}


def _state(row: Row[tuple[object, ...]]) -> FeedState:
    values = {name: getattr(row, name) for name in _STATE_FIELDS}
    return FeedState(**(values | {"skip_hours": tuple(values["skip_hours"]), "skip_days": tuple(values["skip_days"])}))


def _entry(row: Row[tuple[object, ...]]) -> Entry:
    values = {name: getattr(row, name) for name in _ENTRY_FIELDS}
    return Entry(**(values | {"authors": tuple(values["authors"])}))
