"""Queries on articles."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import Row, delete, select, update

from digest.model import Article, Entry, Image
from digest.store.database import Database
from digest.store.tables import article, entry

_FIELDS = tuple(column.name for column in article.columns)


class ArticleQueries:
    """Implements `digest.ports.Articles`."""

    database: Database

    def save_articles(
        self,
        collected: Sequence[tuple[Entry, Article | None, str]],
        *,
        not_asked: Collection[tuple[str, str]] = (),
    ) -> None:
        """In one transaction: for each entry its article or None, and the reason why its page was not read.

        A reason beside an article says that the feed's own text stands in for the page, which is tried again. Such a
        stub never takes the place of an article that was read from the same page before. Entries whose (feed URL, key)
        is in `not_asked` keep their count of attempts.
        """
        with self.database.writing() as connection:
            for item, found, reason in collected:
                if found is not None:
                    insert = self.database.upsert(article)
                    kept = {"id", "collected"}
                    changed = {name: insert.excluded[name] for name in _FIELDS if name not in kept}
                    whole = (insert.excluded.kind != "stub") | (article.c.kind == "stub")
                    connection.execute(
                        insert.values(**_row(found)).on_conflict_do_update(
                            index_elements=["id"], set_=changed, where=whole
                        )
                    )
                same = (entry.c.feed_url == item.feed_url) & (entry.c.key == item.key)
                earlier = connection.scalar(select(entry.c.article_id).where(same))
                connection.execute(
                    update(entry)
                    .where(same)
                    .values(
                        article_id=found.id if found else entry.c.article_id,
                        attempts=entry.c.attempts + ((item.feed_url, item.key) not in not_asked),
                        outcome=reason or ("ok" if found else "no article"),
                    )
                )
                if found is not None and earlier not in {None, found.id}:
                    # The stub stood under the link; the page, once read, may name another address as its own.
                    used = select(entry.c.id).where(entry.c.article_id == earlier).exists()
                    connection.execute(delete(article).where(article.c.id == earlier, article.c.kind == "stub", ~used))

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
