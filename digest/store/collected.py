"""Writing down the articles that a poll has read, in plain SQL: see `plain`."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from digest.model import Article, Entry
from digest.store.plain import Plain, PlainDatabase, Row

_ROW = Row(Article)
_EARLIER = "SELECT article_id FROM entry WHERE feed_url = ? AND key = ?"
_DELETE_STUB = (
    "DELETE FROM article WHERE id = ? AND kind = 'stub'"
    " AND NOT EXISTS (SELECT 1 FROM entry WHERE entry.article_id = article.id)"
)


class CollectedQueries:
    """Implements what `digest.ports.Articles` writes."""

    plain: PlainDatabase

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
        with self.plain.plain_writing() as plain:
            _put_articles(plain, [found for _, found, _ in collected if found is not None])
            earlier = [plain.value(_EARLIER, (item.feed_url, item.key)) for item, _, _ in collected]
            plain.run(
                "UPDATE entry SET article_id = coalesce(?, article_id), attempts = attempts + ?, outcome = ?"
                " WHERE feed_url = ? AND key = ?",
                [
                    (
                        found.id if found else None,
                        int((item.feed_url, item.key) not in not_asked),
                        reason or ("ok" if found else "no article"),
                        item.feed_url,
                        item.key,
                    )
                    for item, found, reason in collected
                ],
            )
            # The stub stood under the link; the page, once read, may name another address as its own.
            left = [
                (before,)
                for before, (_, found, _) in zip(earlier, collected, strict=True)
                if found is not None and before not in {None, found.id}
            ]
            plain.run(_DELETE_STUB, left)


def _put_articles(plain: Plain, articles: Sequence[Article]) -> None:
    changed = ", ".join(f"{name} = excluded.{name}" for name in _ROW.names if name not in {"id", "collected"})
    plain.run(
        f"INSERT INTO article ({', '.join(_ROW.names)}) VALUES ({', '.join('?' * len(_ROW.names))})"  # noqa: S608 - names of columns
        f" ON CONFLICT (id) DO UPDATE SET {changed} WHERE excluded.kind <> 'stub' OR article.kind = 'stub'",
        [_ROW.values(item, plain) for item in articles],
    )
    plain.run("DELETE FROM reading WHERE article_id = ?", [(item.id,) for item in articles])
