"""Articles are read once, in workers, and what fails does not stop the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest

from digest.model import Article, Entry
from digest.pipeline.readings import TASK_ARTICLES, read_new_articles, readings_of
from digest.pipeline.tasks import ReadTask
from digest.ports import NO_PROGRESS, WorkFailed
from digest.store import open_store
from digest.store.sql import SqlStore

Item = TypeVar("Item")
Result = TypeVar("Result")
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
SPAN = (NOON - timedelta(hours=1), NOON + timedelta(hours=1))


class Inline:
    """Workers in this process that lose every task with a certain article."""

    def __init__(self, *, lost: str = "") -> None:
        self.lost = lost
        self.tasks = 0

    def map(
        self, function: Callable[[Item], Result], items: Iterable[Item], *, deadline_seconds: float
    ) -> Iterator[Result | WorkFailed]:
        """Run each task here."""
        assert deadline_seconds > 0
        for item in items:
            self.tasks += 1
            assert isinstance(item, ReadTask)
            is_lost = any(article.id == self.lost for article in item.articles)
            yield WorkFailed("too late") if is_lost else function(item)

    def submit(
        self, function: Callable[[Item], Result], item: Item, *, deadline_seconds: float
    ) -> Callable[[], Result | WorkFailed]:
        """Run it when it is asked for."""
        return lambda: next(self.map(function, [item], deadline_seconds=deadline_seconds))


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    store = open_store("sqlite:///digest.db", folder=tmp_path)
    articles = [_article(f"a{number:02}") for number in range(TASK_ARTICLES + 5)]
    entries = [Entry(one.feed_url, one.id, one.url, one.title) for one in articles]
    store.save_articles([(entry, article, "") for entry, article in zip(entries, articles, strict=True)])
    return store


def _article(name: str) -> Article:
    return Article(
        id=name,
        url=f"https://press.example/{name}",
        feed_url="https://press.example/feed",
        outlet="Press",
        title=f"Headline {name}",
        collected=NOON,
        published=NOON,
        language="en",
        body=("A storm hit Lisbon.", "Nobody was hurt."),
    )


def test_every_article_is_read_once(store: SqlStore) -> None:
    """A second pass finds nothing to do."""
    workers = Inline()
    fresh = read_new_articles(store, workers, model="", span=SPAN, progress=NO_PROGRESS)
    assert len(fresh.articles) == len(fresh.fingerprints) == TASK_ARTICLES + 5
    assert workers.tasks == 2
    assert not read_new_articles(store, workers, model="", span=SPAN, progress=NO_PROGRESS).articles
    assert len(readings_of(store, model="", span=SPAN)) == TASK_ARTICLES + 5
    assert readings_of(store, model="another", span=SPAN) == {}


def test_an_article_that_no_worker_survives_is_left_out_and_not_tried_again(store: SqlStore) -> None:
    """The others of its batch are read one by one."""
    workers = Inline(lost="a03")
    fresh = read_new_articles(store, workers, model="", span=SPAN, progress=NO_PROGRESS)
    assert (len(fresh.articles), len(fresh.fingerprints)) == (TASK_ARTICLES + 5, TASK_ARTICLES + 4)
    readings = readings_of(store, model="", span=SPAN)
    assert len(readings) == TASK_ARTICLES + 4
    assert "a03" not in readings
    assert not read_new_articles(store, workers, model="", span=SPAN, progress=NO_PROGRESS).articles
