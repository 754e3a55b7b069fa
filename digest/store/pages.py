"""Queries on pages: the conditions under which they are asked for again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, or_, select, update

from digest.model import Entry, PageState
from digest.store.database import Database
from digest.store.tables import article, entry, page, reading

_FIELDS = tuple(column.name for column in page.columns)


class PageQueries:
    """Implements `digest.ports.Pages`."""

    database: Database

    def page_states(self, urls: Sequence[str]) -> Mapping[str, PageState]:
        """What is known of these pages, by URL; a page whose article is gone is as good as unknown."""
        there = or_(page.c.outcome != "ok", select(article.c.id).where(article.c.id == page.c.article_id).exists())
        with self.database.reading() as connection:
            rows = connection.execute(select(page).where(page.c.url.in_(list(urls)), there)).all()
        return {row.url: PageState(**{name: getattr(row, name) for name in _FIELDS}) for row in rows}

    def save_pages(self, states: Sequence[PageState]) -> None:
        """Remember the validators of pages that were read, the last state of each."""
        rows = {state.url: {name: getattr(state, name) for name in _FIELDS} for state in states}
        if not rows:
            return
        insert = self.database.upsert(page)
        changed = {name: insert.excluded[name] for name in _FIELDS if name != "url"}
        with self.database.writing() as connection:
            connection.execute(insert.on_conflict_do_update(index_elements=["url"], set_=changed), list(rows.values()))

    def keep_articles(self, unchanged: Sequence[tuple[Entry, PageState]]) -> None:
        """These entries have the articles that their unchanged pages became before.

        An article takes the title of the entry that it was made of: the feed's words go before those of the page.
        """
        if not unchanged:
            return
        with self.database.writing() as connection:
            for item, state in unchanged:
                connection.execute(
                    update(entry)
                    .where((entry.c.feed_url == item.feed_url) & (entry.c.key == item.key))
                    .values(article_id=state.article_id, attempts=entry.c.attempts + 1, outcome=state.outcome)
                )
                if item.title:
                    own = (article.c.id == state.article_id) & (article.c.feed_url == item.feed_url)
                    changed = connection.execute(
                        update(article).where(own & (article.c.title != item.title)).values(title=item.title)
                    )
                    if changed.rowcount:
                        connection.execute(delete(reading).where(reading.c.article_id == state.article_id))
