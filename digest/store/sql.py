"""The store as one object: every noun's queries over one database."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from digest.store.database import open_database
from digest.store.editions import EditionQueries
from digest.store.feeds import FeedQueries
from digest.store.hosts import HostQueries
from digest.store.lock import exclusive_file
from digest.store.outbox import OutboxQueries
from digest.store.pages import PageQueries


class SqlStore(FeedQueries, PageQueries, HostQueries, EditionQueries, OutboxQueries):
    """Implements `digest.ports.Store` on SQLite or PostgreSQL."""

    def exclusive(self, name: str) -> AbstractContextManager[None]:
        """Hold the pass `name`; raises BusyError, naming the holder, when another process runs the same one."""
        if self.database.file is None:
            return nullcontext()
        lock = self.database.file.with_name(f"{self.database.file.name}.{name}.lock")
        return exclusive_file(lock, holding=name, now=datetime.now(UTC))


def open_store(url: str, *, folder: Path = Path()) -> SqlStore:
    """Open the store at an SQLAlchemy URL; relative SQLite paths start at `folder`. Raises StoreError."""
    return SqlStore(open_database(url, folder=folder))
