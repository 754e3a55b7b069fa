"""The store as a poll needs it: on an SQLite file of this version, without SQLAlchemy until a page is asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Protocol

from digest.errors import StoreError
from digest.model import Article, Entry, PageState
from digest.ports import Articles, Hosts, Pages
from digest.store.collected import CollectedQueries
from digest.store.feeds import FeedQueries
from digest.store.lock import exclusive_file, lock_file
from digest.store.migrations import HEAD
from digest.store.readings import ReadingQueries
from digest.store.site_lines import SiteLineQueries
from digest.store.sqlite import SCHEME, SqliteFile, check_writable, connect


class Whole(Pages, Hosts, Articles, Protocol):
    """What a poll asks the whole store for, when it has found pages to ask for."""


class PollStore(FeedQueries, CollectedQueries, SiteLineQueries, ReadingQueries):
    """Implements `digest.pipeline.tools.CollectStore`: by itself, but for what is asked of pages."""

    def __init__(self, plain: SqliteFile, open_whole: Callable[[], Whole]) -> None:
        self.plain = plain
        self._file = plain.file
        self._open_whole = open_whole

    @cached_property
    def _whole(self) -> Whole:
        return self._open_whole()

    def exclusive(self, name: str) -> AbstractContextManager[None]:
        """Hold the pass `name`; raises BusyError, naming the holder, when another process runs the same one."""
        return exclusive_file(lock_file(self._file, name), holding=name, now=datetime.now(UTC))

    def articles_between(self, start: datetime, end: datetime) -> Sequence[Article]:
        """See `digest.ports.Articles`."""
        return self._whole.articles_between(start, end)

    def page_states(self, urls: Sequence[str]) -> Mapping[str, PageState]:
        """See `digest.ports.Pages`."""
        return self._whole.page_states(urls) if urls else {}

    def save_pages(self, states: Sequence[PageState]) -> None:
        """See `digest.ports.Pages`."""
        if states:
            self._whole.save_pages(states)

    def keep_articles(self, unchanged: Sequence[tuple[Entry, PageState]]) -> None:
        """See `digest.ports.Pages`."""
        if unchanged:
            self._whole.keep_articles(unchanged)

    def held_hosts(self, *, now: datetime) -> Mapping[str, datetime]:
        """See `digest.ports.Hosts`."""
        return self._whole.held_hosts(now=now)

    def hold_host(self, place: str, *, until: datetime, now: datetime) -> None:
        """See `digest.ports.Hosts`."""
        self._whole.hold_host(place, until=until, now=now)


def open_poll_store(url: str, *, folder: Path, open_whole: Callable[[], Whole]) -> PollStore | None:
    """The store at an SQLAlchemy URL; None when it takes `open_store`: for a server, a new file, an older schema."""
    place = url.removeprefix(SCHEME)
    file = folder / place
    if place == url or not place or set(place) & set(":?%#") or not file.is_file():
        return None
    try:
        check_writable(file)
        plain = SqliteFile(connect(file), file)
        return PollStore(plain, open_whole) if plain.version() == HEAD else None
    except (sqlite3.Error, StoreError):
        return None  # `open_store` says what is wrong with it
