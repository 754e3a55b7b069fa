"""Queries on what editors said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import Row, delete, insert, select

from digest.model import Override
from digest.store.database import Database
from digest.store.tables import editor_override

_FIELDS = tuple(column.name for column in editor_override.columns)


class OverrideQueries:
    """Implements `digest.ports.Overrides`."""

    database: Database

    def overrides(self) -> Sequence[Override]:
        """All that stand, oldest first."""
        query = select(editor_override).order_by(editor_override.c.made, editor_override.c.id)
        with self.database.reading() as connection:
            return [_override(row) for row in connection.execute(query)]

    def add_override(self, value: Override) -> Override:
        """Let it stand from now on; returns it with its number."""
        columns = {name: item for name, item in asdict(value).items() if name != "id"}
        with self.database.writing() as connection:
            key = connection.execute(insert(editor_override).values(**columns)).inserted_primary_key
        return replace(value, id=int(key[0]) if key else 0)

    def remove_override(self, number: int) -> Override | None:
        """Undo it; returns what it was, None when there is none of this number."""
        with self.database.writing() as connection:
            row = connection.execute(select(editor_override).where(editor_override.c.id == number)).first()
            connection.execute(delete(editor_override).where(editor_override.c.id == number))
        return _override(row) if row else None


def _override(row: Row[Any]) -> Override:
    values = {name: getattr(row, name) for name in _FIELDS}
    return Override(**{**values, "articles": tuple(row.articles), "others": tuple(row.others)})
