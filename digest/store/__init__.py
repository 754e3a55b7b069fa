"""What digest remembers: SQLAlchemy Core on SQLite (WAL, every commit synced) or PostgreSQL.

In come the nouns of `digest.model`; out come the same nouns. One file of queries a noun; nobody outside this room
writes SQL. Every pass ends in one transaction here, so that a crash repeats at most one pass.
"""

from __future__ import annotations

from digest.store.sql import SqlStore, open_store

__all__ = ["SqlStore", "open_store"]
