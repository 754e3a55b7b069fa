"""The articles of some days -> the stories of a magazine. Nothing is stored but the copies found on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from digest.config import Topic
from digest.curate.overrides import resolve_overrides
from digest.curate.reading.meaning import Embedder
from digest.model import Story
from digest.pipeline.curate import curate
from digest.pipeline.duplicates import fold_window
from digest.pipeline.readings import Reader
from digest.ports import Articles, Copies, Overrides


class MagazineStore(Articles, Copies, Overrides, Protocol):
    """What this pass needs of the store."""


def stories_of_days(
    store: MagazineStore,
    span: tuple[datetime, datetime],
    *,
    newsletter: str,
    topics: Sequence[Topic],
    now: datetime,
    reader: Reader,
    embedder: Embedder | None,
) -> tuple[Story, ...]:
    """The stories of the articles published in `span`, ranked at `now`, as editors merged, split and filed them.

    Former editions play no part: what they printed in brief is just what a magazine brings in full.
    """
    articles = store.articles_between(*span)
    known = frozenset(article.id for article in articles)
    return curate(
        articles,
        readings=reader(span),
        embedder=embedder,
        topics=topics,
        rulings=resolve_overrides(store.overrides(), newsletter=newsletter, known=known),
        now=now,
        fold=partial(fold_window, store, now=now),
    )
