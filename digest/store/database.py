"""The database: its engine with the pragmas, its schema brought up to date, its faults said in our words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy
from sqlalchemy import Connection, Engine, Table, create_engine, event, make_url, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from digest.errors import StoreError
from digest.store.faults import BUSY_SECONDS, explained
from digest.store.migrations import HEAD, check_known, create, upgrade
from digest.store.plain import Plain
from digest.store.sqlite import check_writable, prepare


@dataclass(frozen=True, slots=True)
class Database:
    """An open database whose tables are those of this version."""

    engine: Engine
    name: str
    """What errors call it: the file, or the address without its password."""
    file: Path | None
    """The SQLite file; None for a server."""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the store and writes nothing."""
        with translated(self.name), self.engine.connect().execution_options(reading=True) as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: all of it is stored when the block ends, or none of it."""
        with translated(self.name), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def plain_reading(self) -> Iterator[Plain]:
        """Like `reading`, for plain SQL."""
        with self.reading() as connection, translated_plain(self.name):
            yield self._plain(connection)

    @contextmanager
    def plain_writing(self) -> Iterator[Plain]:
        """Like `writing`, for plain SQL."""
        with self.writing() as connection, translated_plain(self.name):
            yield self._plain(connection)

    def _plain(self, connection: Connection) -> Plain:
        return Plain(connection.connection.cursor(), "sqlite" if self.engine.dialect.name == "sqlite" else "postgresql")

    def upsert(self, table: Table) -> sqlite.Insert | postgresql.Insert:
        """An INSERT of this dialect that takes ON CONFLICT."""
        return postgresql.insert(table) if self.engine.dialect.name == "postgresql" else sqlite.insert(table)

    def version(self) -> str:
        """The schema's version in the database."""
        with self.reading() as connection:
            return str(connection.scalar(text("SELECT version_num FROM alembic_version")))

    def copy_to(self, target: Path) -> None:
        """A consistent copy of an SQLite store while it is in use; raises StoreError for a server or a bad path."""
        if self.file is None:
            raise StoreError(f"store: {self.name} is a server; use its own tool, such as pg_dump")
        if target.exists():
            raise StoreError(f"store: {target} exists; name a file that does not")
        _copy_sqlite(self.file, target)

    def integrity_faults(self) -> list[str]:
        """What SQLite's own check and the foreign keys find; [] when all is well."""
        if self.file is None:
            return []
        with self.reading() as connection:
            found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
            orphans = [
                f"{row[0]}: row {row[1]} has no {row[2]}"
                for row in connection.execute(text("PRAGMA foreign_key_check"))
            ]
        return [fault for fault in found if fault != "ok"] + orphans


def open_database(url: str, *, folder: Path = Path()) -> Database:
    """Open the database at an SQLAlchemy URL, creating or migrating its tables.

    Relative SQLite paths start at `folder` (that of the config file). Raises StoreError for a store that cannot be
    opened, is damaged, or was written by a newer version of digest.
    """
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"store: {url!r} is not a database address such as sqlite:///digest.db") from error
    file: Path | None = None
    if parsed.get_backend_name() == "sqlite" and parsed.database not in {None, "", ":memory:"}:
        file = folder / str(parsed.database)
        check_writable(file)
        parsed = parsed.set(database=str(file))
    try:
        engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS} if file else {})
    except NoSuchModuleError as error:
        raise StoreError(
            f"store: {parsed.drivername!r} is not a database that digest knows; use sqlite:/// or postgresql+psycopg://"
        ) from error
    except ModuleNotFoundError as error:
        raise StoreError(f"store: {parsed.drivername}: no driver; pip install 'digest[postgres]'") from error
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    name = str(file) if file else parsed.render_as_string(hide_password=True)
    with translated(name):
        _bring_up_to_date(engine, name=name, file=file)
    return Database(engine, name, file)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:  # noqa: ARG001 - the event's signature
        prepare(connection)  # the driver's own transactions are off: see _begin

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _bring_up_to_date(engine: Engine, *, name: str, file: Path | None) -> None:
    with engine.connect().execution_options(reading=True) as connection:
        tables = set(sqlalchemy.inspect(connection).get_table_names())
        has_version = "alembic_version" in tables
        version = connection.scalar(text("SELECT version_num FROM alembic_version")) if has_version else None
    if version == HEAD:
        return
    if file is not None and not tables:
        create(engine)
        return
    if version is not None:
        check_known(version, name=name)
        if file is not None:
            _copy_sqlite(file, file.with_name(f"{file.name}.before-{HEAD}"))
    upgrade(engine)


def _copy_sqlite(file: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    except sqlite3.Error as error:
        raise StoreError(f"store: {target}: {error}; name a place that can be written and has room") from error


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn what the driver raises into a StoreError that names the store and the mend."""
    try:
        yield
    except DatabaseError as error:
        raise StoreError(explained(name, error.orig or error)) from error
    except SQLAlchemyError as error:
        raise StoreError(f"store: {name}: {error}") from error


@contextmanager
def translated_plain(name: str) -> Iterator[None]:
    """The same for what a driver raises when SQLAlchemy does not stand between."""
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        if any(base.__name__ == "DatabaseError" for base in type(error).__mro__):  # PEP 249
            raise StoreError(explained(name, error)) from error
        raise
