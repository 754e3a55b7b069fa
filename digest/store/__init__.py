"""What digest remembers: SQLAlchemy Core on SQLite (WAL, every commit synced) or PostgreSQL.

In come the nouns of `digest.model`; out come the same nouns. One file of queries a noun; nobody outside this room
writes SQL. Every pass ends in one transaction here, so that a crash repeats at most one pass.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.store.sql import SqlStore

__all__ = ["open_store"]


def open_store(url: str, *, folder: Path = Path()) -> SqlStore:
    """Open the store at an SQLAlchemy URL; relative SQLite paths start at `folder`. Raises StoreError."""
    from digest.store.database import open_database  # noqa: PLC0415 - a poll does without SQLAlchemy: see `poll`
    from digest.store.sql import SqlStore  # noqa: PLC0415 - see above

    return SqlStore(open_database(url, folder=folder))
