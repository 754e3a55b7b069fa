"""The store as a poll needs it: on an SQLite file of this version, without SQLAlchemy until an article is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from digest.errors import StoreError
from digest.model import Article, Entry
from digest.store.feeds import FeedQueries
from digest.store.lock import exclusive_file, lock_file
from digest.store.migrations import HEAD
from digest.store.sqlite import SCHEME, SqliteFile, connect

if TYPE_CHECKING:
    from digest.ports import Articles


class PollStore(FeedQueries):
    """Implements `digest.pipeline.collect.CollectStore`."""

    def __init__(self, plain: SqliteFile, open_articles: Callable[[], Articles]) -> None:
        self.plain = plain
        self._file = plain.file
        self._open_articles = open_articles

    def exclusive(self, name: str) -> AbstractContextManager[None]:
        """Hold the pass `name`; raises BusyError, naming the holder, when another process runs the same one."""
        return exclusive_file(lock_file(self._file, name), holding=name, now=datetime.now(UTC))

    def save_articles(self, collected: Sequence[tuple[Entry, Article | None, str]]) -> None:
        """For each entry its article or None, and the reason why its page was not read."""
        self._articles.save_articles(collected)

    def articles_between(self, start: datetime, end: datetime) -> Sequence[Article]:
        """Articles published in [start, end), oldest first."""
        return self._articles.articles_between(start, end)

    @cached_property
    def _articles(self) -> Articles:
        return self._open_articles()


def open_poll_store(url: str, *, folder: Path, open_articles: Callable[[], Articles]) -> PollStore | None:
    """The store at an SQLAlchemy URL; None when it takes `open_store`: for a server, a new file, an older schema."""
    place = url.removeprefix(SCHEME)
    file = folder / place
    if place == url or not place or set(place) & set(":?%#") or not file.is_file():
        return None
    try:
        plain = SqliteFile(connect(file), file)
        return PollStore(plain, open_articles) if plain.version() == HEAD else None
    except (sqlite3.Error, StoreError):
        return None  # `open_store` says what is wrong with it
