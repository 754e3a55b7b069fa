"""An article as commands print it with --json."""

from __future__ import annotations

from typing import Any

from digest.model import Article


def article_fields(article: Article) -> dict[str, Any]:
    """Give what tells an article from others; its text is not among it."""
    return {
        "id": article.id,
        "outlet": article.outlet,
        "country": article.country,
        "language": article.language,
        "title": article.title,
        "url": article.url,
        "published": article.published,
    }
