"""Queries on articles."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, select

from digest.model import Article, Image
from digest.store.collected import CollectedQueries
from digest.store.database import Database
from digest.store.tables import article, entry

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
        with self.database.reading() as connection:
            rows = connection.execute(select(article).where(article.c.id.in_(list(ids)))).all()
        found = {row.id: _article(row) for row in rows}
        return [found[one] for one in ids if one in found]

    def find_article(self, name: str) -> Article | None:
        """The article with this id, canonical URL, or feed link."""
        linked = select(entry.c.article_id).where((entry.c.link == name) | (entry.c.key == name))
        query = select(article).where((article.c.id == name) | (article.c.url == name) | article.c.id.in_(linked))
        with self.database.reading() as connection:
            row = connection.execute(query.limit(1)).first()
        return _article(row) if row else None


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
