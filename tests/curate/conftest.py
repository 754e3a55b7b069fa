"""Small invented articles for the tests of this room."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from digest.model import Article, Image, Story, Voice

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
Write = Callable[..., Article]
Gather = Callable[..., Story]


@pytest.fixture
def now() -> datetime:
    return NOON


def write_article(name: str, *, hours: float = 1.0, body: str = "", picture: bool = False, **fields: object) -> Article:
    """An article of so many hours before noon; paragraphs of the body stand between empty lines."""
    published = NOON - timedelta(hours=hours)
    values: dict[str, object] = {
        "id": name,
        "url": f"https://{name}.example/a",
        "feed_url": f"https://{name}.example/feed",
        "outlet": name.title(),
        "title": f"The headline of {name}",
        "collected": published,
        "published": published,
        "language": "en",
        "body": tuple(part.strip() for part in body.split("\n\n") if part.strip()),
        "image": Image(url="https://pictures.example/1.jpg") if picture else None,
    }
    return Article(**{**values, **fields})  # type: ignore[arg-type]


@pytest.fixture
def write() -> Write:
    return write_article


@pytest.fixture
def gather() -> Gather:
    def _gather(*articles: Article, name: str = "", **fields: object) -> Story:
        values: dict[str, object] = {
            "id": name or f"story-{articles[0].id}",
            "articles": articles,
            "voices": tuple(Voice(article.id) for article in articles),
            "first_seen": min(article.published for article in articles),
            "last_change": max(article.published for article in articles),
        }
        return Story(**{**values, **fields})  # type: ignore[arg-type]

    return _gather
