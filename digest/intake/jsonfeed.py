"""JSON Feed (versions 1 and 1.1) -> its words."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from digest.intake.document import MAX_ENTRIES, NotAFeedError
from digest.intake.rawfeed import RawEntry, RawFeed, choose_image, make_enclosures, word


def read_json(body: bytes) -> RawFeed:
    """The words of a JSON Feed; raises NotAFeedError."""
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotAFeedError(f"answers JSON that cannot be read: {error}") from error
    if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version", "")):
        raise NotAFeedError("answers JSON that is not a JSON Feed")
    items = feed.get("items")
    hubs = feed.get("hubs")
    hub = next((hub for hub in (hubs if isinstance(hubs, list) else []) if isinstance(hub, dict)), {})
    return RawFeed(
        title=word(feed.get("title")),
        link=word(feed.get("home_page_url")),
        language=word(feed.get("language")),
        hub_url=word(hub.get("url")),
        self_url=word(feed.get("feed_url")),
        entries=tuple(
            _read_json_entry(item)
            for item in (items if isinstance(items, list) else [])[:MAX_ENTRIES]
            if isinstance(item, dict)
        ),
    )


def _read_json_entry(item: Mapping[str, Any]) -> RawEntry:
    people = item.get("authors") or [item.get("author")]
    names = [word(one.get("name")) for one in people if isinstance(one, dict)] if isinstance(people, list) else []
    files = [file for file in _list(item.get("attachments")) if isinstance(file, dict)]
    content = word(item.get("content_html")) or html.escape(word(item.get("content_text")))
    return RawEntry(
        key=_identity(item.get("id")),
        link=word(item.get("url") or item.get("external_url")),
        title=word(item.get("title")),
        published=_iso(word(item.get("date_published")) or word(item.get("date_modified"))),
        modified=_iso(word(item.get("date_modified"))),
        summary=word(item.get("summary")),
        contents=(content,),
        authors=tuple(name for name in names if name),
        language=word(item.get("language")),
        image_url=(
            word(item.get("image"))
            or word(item.get("banner_image"))
            or choose_image((), (), ((word(file.get("url")), word(file.get("mime_type"))) for file in files))
        ),
        enclosures=make_enclosures(
            (word(file.get("url")), word(file.get("mime_type")), _number(file.get("size_in_bytes"))) for file in files
        ),
    )


def _identity(value: object) -> str:
    """JSON Feed 1.1: an id that is a number counts as its digits."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else word(value)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _number(value: object) -> str:
    """A count as text; some write it as a fraction or in quotes."""
    if isinstance(value, float):
        return f"{value:.0f}"
    return str(value) if isinstance(value, int) else word(value)


def _iso(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
