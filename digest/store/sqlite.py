"""An SQLite file as this store uses it: WAL, every commit synced, transactions that begin when we say so."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from digest.errors import StoreError
from digest.store.faults import BUSY_SECONDS, explained
from digest.store.plain import Plain

SCHEME = "sqlite:///"


@dataclass(frozen=True, slots=True)
class SqliteFile:
    """Implements `digest.store.plain.PlainDatabase` with the driver alone."""

    connection: sqlite3.Connection
    file: Path

    @contextmanager
    def plain_reading(self) -> Iterator[Plain]:
        """A transaction that sees one state of the store."""
        yield from self._transaction("BEGIN")

    @contextmanager
    def plain_writing(self) -> Iterator[Plain]:
        """One transaction: all of it is stored when the block ends, or none of it."""
        yield from self._transaction("BEGIN IMMEDIATE")

    def version(self) -> str:
        """The schema's version; "" for a file without one. Raises StoreError."""
        with self.plain_reading() as plain:
            if not plain.rows("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"):
                return ""
            return str(plain.value("SELECT version_num FROM alembic_version"))

    def _transaction(self, begin: str) -> Iterator[Plain]:
        try:
            self.connection.execute(begin)
            try:
                yield Plain(self.connection.cursor(), "sqlite")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise StoreError(explained(str(self.file), error)) from error


def connect(file: Path) -> sqlite3.Connection:
    """A connection with our pragmas; raises sqlite3.Error."""
    connection = sqlite3.connect(file, timeout=BUSY_SECONDS, check_same_thread=False)
    prepare(connection)
    return connection


def prepare(connection: sqlite3.Connection) -> None:
    """Our pragmas on a new connection."""
    connection.isolation_level = None  # the driver's own transactions begin too late
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")


def check_writable(file: Path) -> None:
    """Raises StoreError, with the mend, for a file that cannot be made or written."""
    folder = file.parent
    if not folder.is_dir():
        raise StoreError(f"store: the folder {folder} does not exist; create it, or change 'store' in the config")
    if not os.access(folder, os.W_OK):
        raise StoreError(f"store: {file} cannot be written; give this user the right to write there")
    for one in (file, *(file.with_name(f"{file.name}-{part}") for part in ("wal", "shm"))):
        if one.exists() and not os.access(one, os.W_OK):
            raise StoreError(f"store: {one} cannot be written; give this user the right to write there")
