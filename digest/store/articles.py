"""Queries on articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Row, select, update

from digest.model import Article, Entry, Image
from digest.store.database import Database
from digest.store.tables import article, entry

_FIELDS = tuple(column.name for column in article.columns)


class ArticleQueries:
    """Implements `digest.ports.Articles`."""

    database: Database

    def save_articles(self, collected: Sequence[tuple[Entry, Article | None, str]]) -> None:
        """In one transaction: for each entry its article, or None and the reason why there is none (yet)."""
        with self.database.writing() as connection:
            for item, found, reason in collected:
                if found is not None:
                    insert = self.database.upsert(article)
                    kept = {"id", "collected"}
                    changed = {name: insert.excluded[name] for name in _FIELDS if name not in kept}
                    connection.execute(
                        insert.values(**_row(found)).on_conflict_do_update(index_elements=["id"], set_=changed)
                    )
                connection.execute(
                    update(entry)
                    .where(entry.c.feed_url == item.feed_url, entry.c.key == item.key)
                    .values(
                        article_id=found.id if found else None,
                        attempts=entry.c.attempts + 1,
                        outcome="ok" if found else reason or "no article",
                    )
                )

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


def _row(value: Article) -> dict[str, object]:
    return {name: getattr(value, name) for name in _FIELDS} | {
        "authors": list(value.authors),
        "body": list(value.body),
        "image": asdict(value.image) if value.image else None,
        "origins": dict(value.origins),
    }


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
