"""What articles are compared by is made once, and anew when the article or the reader changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.model import Article, Entry, Image
from digest.store import open_store
from digest.store.sql import SqlStore

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
DAY = {"start": NOON - timedelta(days=1), "end": NOON + timedelta(days=1)}


def _article(name: str, **fields: object) -> Article:
    values: dict[str, object] = {
        "id": name,
        "url": f"https://press.example/{name}",
        "feed_url": "https://press.example/feed",
        "outlet": "Press",
        "title": f"Headline {name}",
        "collected": NOON,
        "published": NOON,
        "image": Image("https://press.example/1.jpg", alt="A bridge"),
        "body": ("One.", "Two."),
    }
    return Article(**{**values, **fields})  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> SqlStore:
    store = open_store("sqlite:///digest.db", folder=tmp_path)
    _save(store, _article("a"), _article("b", published=NOON + timedelta(hours=1)))
    return store


def _save(store: SqlStore, *articles: Article) -> None:
    entries = [Entry(one.feed_url, one.id, one.url, one.title) for one in articles]
    states = store.feed_states([one.feed_url for one in articles])
    store.save_poll(list(states.values()), entries, now=NOON)
    store.save_articles([(entry, article, "") for entry, article in zip(entries, articles, strict=True)])


def _unread(store: SqlStore, version: str = "1/text", limit: int = 10) -> list[str]:
    return [article.id for article in store.unread_articles(version=version, limit=limit, **DAY)]


def test_what_was_read_is_not_read_again(store: SqlStore) -> None:
    """Unread articles come oldest first, whole, and only until they are read."""
    assert list(store.unread_articles(version="1/text", limit=1, **DAY)) == [_article("a")]
    store.save_readings({"a": b"packed"}, version="1/text")
    assert _unread(store) == ["b"]
    assert store.readings(version="1/text", **DAY) == {"a": b"packed"}


def test_another_version_reads_anew(store: SqlStore) -> None:
    """A new reader or another embedding model takes nothing from the old one, and replaces it."""
    store.save_readings({"a": b"old", "b": b"old"}, version="1/text")
    assert _unread(store, "2/text") == ["a", "b"]
    store.save_readings({"a": b"new"}, version="2/text")
    assert store.readings(version="2/text", **DAY) == {"a": b"new"}
    assert store.readings(version="1/text", **DAY) == {"b": b"old"}


def test_a_changed_article_is_read_anew(store: SqlStore) -> None:
    """The page was read again and says something else."""
    store.save_readings({"a": b"old", "b": b"old"}, version="1/text")
    _save(store, replace(_article("a"), body=("Another.",)))
    assert _unread(store) == ["a"]


def test_only_the_window_counts(store: SqlStore) -> None:
    """The end of the span is not part of it."""
    store.save_readings({"a": b"1", "b": b"2"}, version="1/text")
    span = {"start": NOON, "end": NOON + timedelta(hours=1)}
    assert store.readings(version="1/text", **span) == {"a": b"1"}
    assert [one.id for one in store.unread_articles(version="9", limit=9, **span)] == ["a"]
