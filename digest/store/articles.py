"""Queries on articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Row, func, select

from digest.model import Article, Image
from digest.store.collected import CollectedQueries
from digest.store.database import Database
from digest.store.tables import article, entry

_AT_ONCE = 10_000
"""SQLite takes at most 32,766 values in a statement."""
_FIELDS = tuple(column.name for column in article.columns)


class ArticleQueries(CollectedQueries):
    """Implements `digest.ports.Articles`."""

    database: Database

    def articles_between(self, start: datetime, end: datetime) -> Sequence[Article]:
        """Articles published in [start, end), oldest first; by id within one instant."""
        query = (
            select(article)
            .where(article.c.published >= start, article.c.published < end)
            .order_by(article.c.published, article.c.id)
        )
        with self.database.reading() as connection:
            return [_article(row) for row in connection.execute(query)]

    def articles_by_id(self, ids: Sequence[str]) -> Sequence[Article]:
        """These articles, in the order of `ids`; unknown ids are left out."""
        found: dict[str, Article] = {}
        with self.database.reading() as connection:
            for start in range(0, len(ids), _AT_ONCE):
                query = select(article).where(article.c.id.in_(list(ids[start : start + _AT_ONCE])))
                found.update((row.id, _article(row)) for row in connection.execute(query))
        return [found[one] for one in ids if one in found]

    def articles_outside(self, start: datetime, end: datetime) -> Sequence[Article]:
        """Articles collected in [start, end), but published before or after it, oldest first."""
        query = select(article).where(_outside(start, end)).order_by(article.c.published, article.c.id)
        with self.database.reading() as connection:
            return [_article(row) for row in connection.execute(query)]

    def count_outside(self, start: datetime, end: datetime) -> int:
        """How many there are of these."""
        with self.database.reading() as connection:
            return connection.scalar(select(func.count()).select_from(article).where(_outside(start, end))) or 0

    def find_article(self, name: str) -> Article | None:
        """The article with this id, canonical URL, or feed link."""
        linked = select(entry.c.article_id).where((entry.c.link == name) | (entry.c.key == name))
        query = select(article).where((article.c.id == name) | (article.c.url == name) | article.c.id.in_(linked))
        with self.database.reading() as connection:
            row = connection.execute(query.limit(1)).first()
        return _article(row) if row else None


def _outside(start: datetime, end: datetime) -> ColumnElement[bool]:
    """An article counts as of its publication; one read after `end` is the next build's."""
    collected = (article.c.collected >= start) & (article.c.collected < end)
    return collected & ((article.c.published < start) | (article.c.published >= end))


def _article(row: Row[tuple[object, ...]]) -> Article:
    values = {name: getattr(row, name) for name in _FIELDS}
    image = values["image"]
    return Article(
        **(
            values
            | {
                "authors": tuple(values["authors"]),
                "body": tuple(values["body"]),
                "image": Image(**image) if image else None,
            }
        )
    )
