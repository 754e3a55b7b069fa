"""What articles are compared by, packed, in plain SQL: see `plain`.

A reading is made once for each article, by one version of the reader; what another version made counts as missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from digest.model import Article, Image
from digest.store.plain import PlainDatabase, Row

_ROW: Final = Row(Article)
_MISSING: Final = (
    " FROM article LEFT JOIN reading ON reading.article_id = article.id AND reading.version = ?"
    " WHERE reading.article_id IS NULL AND article.published >= ? AND article.published < ?"
)
_COUNT: Final = f"SELECT count(*){_MISSING}"
_COLUMNS: Final = ", ".join(f"article.{name}" for name in _ROW.names)
_UNREAD: Final = f"SELECT {_COLUMNS}{_MISSING} ORDER BY article.published, article.id LIMIT ?"
_SAVE: Final = (
    "INSERT INTO reading (article_id, version, packed) VALUES (?, ?, ?)"
    " ON CONFLICT (article_id) DO UPDATE SET version = excluded.version, packed = excluded.packed"
)
_READINGS: Final = (
    "SELECT reading.article_id, reading.packed FROM reading JOIN article ON article.id = reading.article_id"
    " WHERE reading.version = ? AND article.published >= ? AND article.published < ?"
)


class ReadingQueries:
    """Implements `digest.ports.Readings`."""

    plain: PlainDatabase

    def count_unread(self, *, version: str, start: datetime, end: datetime) -> int:
        """How many articles published in [start, end) this version has not read."""
        with self.plain.plain_reading() as plain:
            return int(plain.value(_COUNT, (version, plain.instant(start), plain.instant(end))))

    def unread_articles(self, *, version: str, start: datetime, end: datetime, limit: int) -> Sequence[Article]:
        """Articles published in [start, end) that this version has not read, oldest first."""
        with self.plain.plain_reading() as plain:
            rows = plain.rows(_UNREAD, (version, plain.instant(start), plain.instant(end), limit))
        return [_article(row) for row in rows]

    def save_readings(self, packed: Mapping[str, bytes], *, version: str) -> None:
        """Keep these readings, by article id, in place of older ones; one transaction."""
        with self.plain.plain_writing() as plain:
            plain.run(_SAVE, [(name, version, packed[name]) for name in sorted(packed)])

    def readings(self, *, version: str, start: datetime, end: datetime) -> Mapping[str, bytes]:
        """The readings of articles published in [start, end), by article id, that this version made."""
        with self.plain.plain_reading() as plain:
            rows = plain.rows(_READINGS, (version, plain.instant(start), plain.instant(end)))
        return {name: bytes(packed) for name, packed in rows}


def _article(row: Sequence[object]) -> Article:
    found = Article(*_ROW.fields(row))
    return replace(found, image=Image(**found.image)) if isinstance(found.image, dict) else found
