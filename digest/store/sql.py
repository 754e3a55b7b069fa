"""The store as one object: every noun's queries over one database."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, datetime

from digest.store.copies import CopyQueries
from digest.store.database import Database
from digest.store.editions import EditionQueries
from digest.store.feeds import FeedQueries
from digest.store.hosts import HostQueries
from digest.store.lock import exclusive_file, lock_file
from digest.store.outbox import OutboxQueries
from digest.store.overrides import OverrideQueries
from digest.store.pages import PageQueries
from digest.store.readings import ReadingQueries
from digest.store.site_lines import SiteLineQueries
from digest.store.websub import HubQueries


class SqlStore(
    FeedQueries,
    PageQueries,
    SiteLineQueries,
    CopyQueries,
    HostQueries,
    HubQueries,
    ReadingQueries,
    EditionQueries,
    OverrideQueries,
    OutboxQueries,
):
    """Implements `digest.ports.Store` on SQLite or PostgreSQL."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.plain = database

    def exclusive(self, name: str) -> AbstractContextManager[None]:
        """Hold the pass `name`; raises BusyError, naming the holder, when another process runs the same one."""
        if self.database.file is None:
            return nullcontext()
        return exclusive_file(lock_file(self.database.file, name), holding=name, now=datetime.now(UTC))
