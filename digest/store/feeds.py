"""Queries on feeds and their entries, in plain SQL: a poll must start at once (see `plain`).

`feed.due_at` is when a feed may be asked next, by our clock and the server's; empty for one that is gone or not in the
config any more. Its index is what makes a poll cost as much as there is to ask, however many feeds are known.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from digest.model import Enclosure, Entry, FeedState
from digest.store.plain import Plain, PlainDatabase, Row

BACK_CATALOGUE = "back catalogue"
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
CLOCK_SLACK = timedelta(hours=1)
"""A last poll that lies further in the future was made under a wrong clock."""
READ_AGAIN_FOR = timedelta(days=2)
"""An entry that is read is read again when its feed changes it this soon; a feed that rewrites its archive is not."""
_FEED, _ENTRY = Row(FeedState), Row(Entry, enclosures=Enclosure)
_WORDS = ("link", "title", "published", "summary", "content", "image_url")
_FROM_FEED = (
    "EXISTS (SELECT 1 FROM article WHERE article.id = entry.article_id"
    """ AND CAST(article.origins AS TEXT) LIKE '%"body": "feed"%')"""
)
_IN_ONE_QUERY = 500

_STATES = f"SELECT {', '.join(_FEED.names)} FROM feed"  # noqa: S608 - names of columns
_ENTRIES = f"SELECT {', '.join(_ENTRY.names)} FROM entry"  # noqa: S608 - names of columns
_WAITING = "outcome NOT IN ('ok', 'back catalogue')"  # word for word as in its index, or SQLite does not use that


class FeedQueries:
    """Implements `digest.ports.Feeds`."""

    plain: PlainDatabase

    def follow(self, urls: Collection[str]) -> None:
        """Know these feeds, new ones as due at once, and hold all others; costs nothing when they are the same."""
        mark = hashlib.blake2b("\n".join(sorted(urls)).encode(), digest_size=16).hexdigest()
        with self.plain.plain_reading() as plain:
            if plain.value("SELECT value FROM meta WHERE name = 'followed'") == mark:
                return
        with self.plain.plain_writing() as plain:
            wanted = set(urls)
            known = {url: (due, gone) for url, due, gone in plain.rows("SELECT url, due_at, gone FROM feed")}
            again = [url for url in wanted & known.keys() if known[url][0] is None and not known[url][1]]
            _put_states(plain, [FeedState(url) for url in urls if url not in known])
            _put_states(plain, list(_states_of(plain, again)))
            # One that is gone and comes back into the config later is asked again: the operator knows better.
            left = [url for url, (due, gone) in known.items() if url not in wanted and (due is not None or gone)]
            plain.run("UPDATE feed SET due_at = NULL, gone = false WHERE url = ?", [(url,) for url in left])
            _put_meta(plain, "followed", mark)

    def due_feeds(self, *, now: datetime, impatient: bool = False) -> Mapping[str, FeedState]:
        """The followed feeds whose time has come, by URL, the longest waiting first.

        An impatient poll does not wait for our own interval, only for what the server asked for.
        """
        self._forget_the_future(now)
        held = "due_at IS NOT NULL AND (held_until IS NULL OR held_until <= ?)"
        where = held if impatient else "due_at <= ?"
        with self.plain.plain_reading() as plain:
            rows = plain.rows(f"{_STATES} WHERE {where} ORDER BY due_at", (plain.instant(now),))
        return {state.url: state for state in map(_state, rows)}

    def _forget_the_future(self, now: datetime) -> None:
        """After a poll under a clock that was ahead: what was put off by it is due now."""
        with self.plain.plain_reading() as plain:
            latest = plain.value("SELECT value FROM meta WHERE name = 'last poll'")
        if latest is None or datetime.fromisoformat(latest) <= now + CLOCK_SLACK:
            return
        with self.plain.plain_writing() as plain:
            moment = plain.instant(now)
            plain.run(
                "UPDATE feed SET last_polled = ?, next_poll = NULL, held_until = NULL,"
                " due_at = CASE WHEN due_at IS NULL THEN NULL ELSE ? END WHERE last_polled > ?",
                [(moment, moment, moment)],
            )
            _put_meta(plain, "last poll", now.isoformat())

    def feed_states(self, urls: Collection[str] | None = None) -> Mapping[str, FeedState]:
        """These feeds, or every feed that was ever followed or polled, by URL."""
        with self.plain.plain_reading() as plain:
            found = map(_state, plain.rows(_STATES)) if urls is None else _states_of(plain, urls)
            return {state.url: state for state in found}

    def save_poll(
        self,
        states: Sequence[FeedState],
        entries: Sequence[Entry],
        *,
        now: datetime,
        back_catalogue: Collection[tuple[str, str]] = (),
    ) -> int:
        """Store polled feeds and what they gave in one transaction; returns how many entries were new.

        A known entry (same feed, same key) takes the new words. When its link, title or text changed, and it is not
        older than `READ_AGAIN_FOR`, it waits for its page anew. A new entry whose (feed URL, key) is in
        `back_catalogue` is remembered, but its page is never read.
        """
        with self.plain.plain_writing() as plain:
            _put_states(plain, states)
            if states:
                _put_meta(plain, "last poll", now.isoformat())
            if not entries:
                return 0
            # Ids only grow, so the new rows are those above the highest: no count of all entries, however many.
            highest = plain.value("SELECT max(id) FROM entry") or 0
            _put_entries(plain, entries, first_seen=now, back_catalogue=back_catalogue)
            return int(plain.value("SELECT count(*) FROM entry WHERE id > ?", (highest,)))

    def entries_without_article(self, *, since: datetime, max_attempts: int) -> Sequence[Entry]:
        """Entries whose page was not read yet, newest first; those that failed `max_attempts` times are left out.

        So are those published before `since`, or first seen before it when they have no date. A date in the future
        counts as the day we first saw the entry: it comes before nothing that is newer.
        """
        query = (
            f"{_ENTRIES} WHERE {_WAITING} AND coalesce(published, first_seen) >= ? AND attempts < ?"
            " ORDER BY CASE WHEN published < first_seen THEN published ELSE first_seen END DESC,"
            " first_seen DESC, published IS NULL, id"
        )
        with self.plain.plain_reading() as plain:
            return [_entry(row) for row in plain.rows(query, (plain.instant(since), max_attempts))]

    def entry_fates(self, url: str) -> Sequence[tuple[Entry, str]]:
        """The entries that link to `url` (or have it as key), each with what became of it."""
        query = f"SELECT {', '.join(_ENTRY.names)}, outcome FROM entry WHERE link = ? OR key = ?"  # noqa: S608 - names of columns
        with self.plain.plain_reading() as plain:
            return [(_entry(row), row[-1] or "its page was not read yet") for row in plain.rows(query, (url, url))]

    def count_entries(self) -> Mapping[str, int]:
        """Entries for each feed URL."""
        with self.plain.plain_reading() as plain:
            return dict(plain.rows("SELECT feed_url, count(*) FROM entry GROUP BY feed_url"))


def _put_meta(plain: Plain, name: str, value: str) -> None:
    plain.run(
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [(name, value)],
    )


def _put_states(plain: Plain, states: Sequence[FeedState]) -> None:
    columns = (*_FEED.names, "due_at")
    changed = ", ".join(f"{name} = excluded.{name}" for name in columns if name != "url")
    plain.run(
        f"INSERT INTO feed ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - names of columns
        f" ON CONFLICT (url) DO UPDATE SET {changed}",
        [[*_FEED.values(state, plain), plain.instant(_due_at(state))] for state in states],
    )


def _put_entries(
    plain: Plain, entries: Sequence[Entry], *, first_seen: datetime, back_catalogue: Collection[tuple[str, str]]
) -> None:
    columns = (*_ENTRY.names, "first_seen", "attempts", "outcome")
    changed = ", ".join(f"{name} = excluded.{name}" for name in _ENTRY.names if name not in {"feed_url", "key"})
    # A feed repeats itself at each poll: a row whose words are the same is not written again.
    news = _differ(plain, *_WORDS)
    # PostgreSQL cannot compare JSON, only its text.
    news += f" OR CAST(entry.enclosures AS TEXT) {plain.differs} CAST(excluded.enclosures AS TEXT)"
    # The text in a feed may differ at every poll (signed pictures, counters): it counts where it became the article.
    again = (
        f"entry.outcome = 'ok' AND ({_differ(plain, 'link', 'title')} OR {_differ(plain, 'content')} AND {_FROM_FEED})"
        " AND (entry.first_seen >= ? OR entry.published BETWEEN ? AND excluded.first_seen)"
    )
    changed += f", outcome = CASE WHEN {again} THEN '' ELSE entry.outcome END"
    changed += f", attempts = CASE WHEN {again} THEN 0 ELSE entry.attempts END"
    seen, recent = plain.instant(first_seen), plain.instant(first_seen - READ_AGAIN_FOR)
    rows = (
        [
            *_ENTRY.values(item, plain),
            seen,
            0,
            BACK_CATALOGUE if (item.feed_url, item.key) in back_catalogue else "",
            *[recent] * changed.count("?"),
        ]
        for item in entries
    )
    plain.run(
        f"INSERT INTO entry ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - names of columns
        f" ON CONFLICT (feed_url, key) DO UPDATE SET {changed} WHERE {news}",
        rows,
    )


def _differ(plain: Plain, *names: str) -> str:
    return " OR ".join(f"entry.{name} {plain.differs} excluded.{name}" for name in names)


def _due_at(state: FeedState) -> datetime | None:
    if state.gone:
        return None
    return max(state.next_poll or LONG_AGO, state.held_until or LONG_AGO)


def _states_of(plain: Plain, urls: Collection[str]) -> Iterator[FeedState]:
    wanted = list(urls)
    for start in range(0, len(wanted), _IN_ONE_QUERY):
        some = wanted[start : start + _IN_ONE_QUERY]
        yield from map(_state, plain.rows(f"{_STATES} WHERE url IN ({', '.join('?' * len(some))})", some))


def _state(row: Sequence[Any]) -> FeedState:
    return FeedState(*_FEED.fields(row))


def _entry(row: Sequence[Any]) -> Entry:
    return Entry(*_ENTRY.fields(row))
