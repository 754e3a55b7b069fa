"""Plain SQL over a DB-API connection, for the queries of a poll, which must start at once.

A poll that finds nothing new is over in less time than SQLAlchemy takes to import. So what a poll asks of feeds, and
the articles and lines that it writes down, are in the SQL that SQLite and PostgreSQL share, and run over whatever
connection the store has; this module knows what the two spell differently: placeholders, instants, JSON and truth.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, fields
from datetime import UTC, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Dialect = Literal["sqlite", "postgresql"]


class Cursor(Protocol):
    """What we need of a DB-API 2.0 cursor (PEP 249)."""

    def execute(self, sql: str, values: Sequence[object] = ..., /) -> object:
        """Run one statement."""
        ...

    def executemany(self, sql: str, rows: Any, /) -> object:
        """Run it once for each row of values."""
        ...

    def fetchall(self) -> Sequence[Any]:
        """The rows of the last query."""
        ...


class Plain:
    """An open transaction that takes SQL with `?` for values."""

    def __init__(self, cursor: Cursor, dialect: Dialect) -> None:
        self._cursor = cursor
        self.dialect = dialect
        self.differs = "IS NOT" if dialect == "sqlite" else "IS DISTINCT FROM"

    def rows(self, sql: str, values: Sequence[object] = ()) -> Sequence[Any]:
        """All rows of a query."""
        self._cursor.execute(self._spelled(sql), values)
        return self._cursor.fetchall()

    def value(self, sql: str, values: Sequence[object] = ()) -> Any:
        """The first value of the first row; None without a row."""
        found = self.rows(sql, values)
        return found[0][0] if found else None

    def run(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """One statement, once for each row of values."""
        self._cursor.executemany(self._spelled(sql), rows)

    def instant(self, value: datetime | None) -> object:
        """A moment as the column takes it; ValueError for one without a zone, which is a bug wherever it is from."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        if self.dialect != "sqlite":
            return value
        if value.tzinfo is not UTC:
            value = value.astimezone(UTC)
        return value.replace(tzinfo=None).isoformat(" ", "microseconds")

    def _spelled(self, sql: str) -> str:
        return sql if self.dialect == "sqlite" else sql.replace("%", "%%").replace("?", "%s")


class PlainDatabase(Protocol):
    """A database that runs plain SQL; each block is one transaction."""

    def plain_reading(self) -> AbstractContextManager[Plain]:
        """A transaction that sees one state of the store."""
        ...

    def plain_writing(self) -> AbstractContextManager[Plain]:
        """A transaction of which all is stored when the block ends, or nothing."""
        ...


class Row:
    """How the fields of a dataclass stand in the columns of the same names.

    `parts` names the dataclass of each field that is a tuple of them.
    """

    def __init__(self, shape: type[DataclassInstance], **parts: type[DataclassInstance]) -> None:
        self.names = tuple(item.name for item in fields(shape))
        self._kinds = [_kind(str(item.type)) for item in fields(shape)]
        self._parts = {self.names.index(name): part for name, part in parts.items()}
        self._get = attrgetter(*self.names)

    def values(self, item: object, plain: Plain) -> list[object]:
        """The values of one row, in the order of `names`."""
        found = list(self._get(item))
        for index, kind in enumerate(self._kinds):
            if kind is _INSTANT:
                if found[index] is not None:
                    found[index] = plain.instant(found[index])
            elif kind is _LIST:
                items = [asdict(part) for part in found[index]] if index in self._parts else found[index]
                found[index] = json.dumps(items, ensure_ascii=False) if items else "[]"
            elif kind is _OBJECT and found[index] is not None:
                value = found[index]
                found[index] = json.dumps(
                    dict(value) if isinstance(value, Mapping) else asdict(value), ensure_ascii=False
                )
        return found

    def fields(self, row: Sequence[Any]) -> list[Any]:
        """The values of one row as the dataclass takes them, in the order of `names`."""
        found = list(row[: len(self.names)])
        for index, kind in enumerate(self._kinds):
            value = found[index]
            if kind is None or value is None:
                continue
            if kind is _INSTANT:
                found[index] = _aware(value)
            elif kind is _LIST:
                items = () if value == "[]" else json.loads(value) if isinstance(value, str) else value
                part = self._parts.get(index)
                found[index] = tuple(part(**item) for item in items) if part else tuple(items)
            elif kind is _OBJECT:
                found[index] = json.loads(value) if isinstance(value, str) else value
            else:
                found[index] = bool(value)
        return found


_INSTANT, _LIST, _OBJECT, _TRUTH = "instant", "list", "object", "truth"


def _kind(annotation: str) -> str | None:
    if annotation.startswith("datetime"):
        return _INSTANT
    if annotation.startswith("tuple"):
        return _LIST
    if annotation.startswith(("Mapping", "Image")):
        return _OBJECT
    return _TRUTH if annotation == "bool" else None


def _aware(value: str | datetime) -> datetime:
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
