"""JSON Feed 1.1 (jsonfeed.org)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from digest.sample.addresses import entry_id, feed_link, feed_path, home_path, picture_path
from digest.sample.newsroom import Outlet, Piece

from .document import Feed, body_html, carries_text


def render_json_feed(outlet: Outlet, *, pieces: Sequence[Piece], base_url: str) -> Feed:
    """Render pieces, newest first, as JSON Feed."""
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "description": outlet.tagline,
        "home_page_url": base_url + home_path(outlet),
        "feed_url": base_url + feed_path(outlet),
        "language": outlet.language,
        "items": [item_of(piece, base_url=base_url) for piece in pieces],
    }
    body = json.dumps(document, ensure_ascii=False, indent=1).encode()
    return Feed(body, "application/feed+json; charset=utf-8")


def item_of(piece: Piece, *, base_url: str) -> dict[str, Any]:
    """Describe one piece; an item must carry a text, so the standfirst stands in where the article is not given."""
    item: dict[str, Any] = {
        "id": entry_id(piece, base_url=base_url),
        "url": feed_link(piece, base_url=base_url),
        "title": piece.title,
        "summary": piece.standfirst,
        "date_published": piece.published.isoformat(),
        "authors": [{"name": author} for author in piece.authors],
    }
    if carries_text(piece):
        item["content_html"] = body_html(piece)
    else:
        item["content_text"] = piece.standfirst or piece.title
    if piece.picture:
        item["image"] = base_url + picture_path(piece)
    if piece.kicker:
        item["tags"] = [piece.kicker]
    return item
