"""Bytes -> entries. feedparser reads RSS and Atom of every age; JSON Feed is read here.

Runs in a worker process: markup made for it can keep feedparser busy for minutes.
"""

from __future__ import annotations

import html
import io
import json
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import struct_time
from typing import Any

import feedparser

from digest.model import Entry
from digest.sanitize import plain_text
from digest.urls import absolute_url, canonical_url, stable_id

MAX_ENTRIES = 2000
"""Entries taken from one feed; the rest of a longer one is old news."""
MAX_TEXT = 200_000
"""Characters kept of one entry's own text."""
_JSON_FEED = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
# References to large numbers, and those to halves of a UTF-16 pair or to nothing at all break feedparser.
_REFERENCES = re.compile(rb"(?:&#(?:x[0-9a-f]{4,}|\d{5,});)+", re.IGNORECASE)
_REFERENCE = re.compile(rb"&#(?:x([0-9a-f]{1,8})|(\d{1,9}));", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed as it came: where from, what the server called it, and its bytes."""

    url: str
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """What a feed says; `ttl_seconds` is how long it wants to be left alone, 0 when it does not say."""

    title: str
    site_url: str
    entries: tuple[Entry, ...]
    ttl_seconds: float = 0.0


class NotAFeedError(ValueError):
    """The bytes hold no feed; the text says what they hold instead."""


def parse_feed(document: FeedDocument) -> ParsedFeed:
    """Read a feed; raises NotAFeedError."""
    if not document.body.strip():
        raise NotAFeedError("the answer is empty")
    parsed = _parse_json(document) if _JSON_FEED.match(document.body) else _parse_xml(document)
    return replace(parsed, entries=_distinct(parsed.entries))


def _distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The first entry of each key: feeds repeat themselves."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.key, entry)
    return tuple(found.values())


def _parse_xml(document: FeedDocument) -> ParsedFeed:
    headers = {"content-type": document.content_type} if document.content_type else {}
    # A file-like object, never a string: feedparser would take a string for a URL or a file name.
    body = io.BytesIO(_REFERENCES.sub(_characters, document.body))
    result = feedparser.parse(body, response_headers={**headers, "content-location": document.url})
    if not result.get("version") and not result.entries:
        start = document.body[:2000].lstrip().lower()
        if b"<html" in start or start.startswith(b"<!doctype html"):
            raise NotAFeedError("answers a web page (HTML), not a feed; look on it for the feed's own address")
        raise NotAFeedError("answers something that is not a feed")
    feed = result.feed
    language = _word(feed.get("language"))
    entries = (_xml_entry(item, document.url, language) for item in result.entries[:MAX_ENTRIES])
    return ParsedFeed(
        title=plain_text(_word(feed.get("title"))),
        site_url=_link(_word(feed.get("link")), base=document.url),
        entries=tuple(entry for entry in entries if entry is not None),
        ttl_seconds=_minutes(feed.get("ttl")) * 60,
    )


def _characters(references: re.Match[bytes]) -> bytes:
    """The characters that numeric references stand for; emoji often come as two halves, one reference each."""
    codes = [int(hexa, 16) if hexa else int(decimal) for hexa, decimal in _REFERENCE.findall(references[0])]
    text = "".join(chr(code) for code in codes if code <= sys.maxunicode)
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return whole.encode("ascii", "xmlcharrefreplace")


def _xml_entry(item: Mapping[str, Any], feed_url: str, language: str) -> Entry | None:
    contents = [_word(part.get("value")) for part in item.get("content", ())]
    summary = _word(item.get("summary"))
    # feedparser answers a question for a missing "updated" with "published".
    updated = item.get("updated_parsed") if "updated_parsed" in item else None
    content = max([*contents, summary], key=len) if contents else summary
    authors = tuple(_word(author.get("name")) for author in item.get("authors", ()) if author.get("name"))
    return _entry(
        feed_url=feed_url,
        key=_word(item.get("id")),
        link=_word(item.get("link")),
        title=_word(item.get("title")),
        published=_instant(item.get("published_parsed") or updated),
        modified=_instant(updated),
        summary=summary or content,
        content=content,
        authors=authors,
        language=language,
        image_url=_image(item),
    )


def _parse_json(document: FeedDocument) -> ParsedFeed:
    try:
        feed = json.loads(document.body)
    except (ValueError, RecursionError) as error:
        raise NotAFeedError(f"answers JSON that cannot be read: {error}") from error
    if not isinstance(feed, dict) or "jsonfeed.org" not in str(feed.get("version", "")):
        raise NotAFeedError("answers JSON that is not a JSON Feed")
    items = feed.get("items")
    language = _word(feed.get("language"))
    found = [
        _json_entry(item, document.url, language)
        for item in (items if isinstance(items, list) else [])[:MAX_ENTRIES]
        if isinstance(item, dict)
    ]
    return ParsedFeed(
        title=plain_text(_word(feed.get("title"))),
        site_url=_link(_word(feed.get("home_page_url")), base=document.url),
        entries=tuple(entry for entry in found if entry is not None),
    )


def _json_entry(item: Mapping[str, Any], feed_url: str, language: str) -> Entry | None:
    people = item.get("authors") or [item.get("author")]
    names = [_word(one.get("name")) for one in people if isinstance(one, dict)] if isinstance(people, list) else []
    content = _word(item.get("content_html")) or html.escape(_word(item.get("content_text")))
    return _entry(
        feed_url=feed_url,
        key=_word(item.get("id")),
        link=_word(item.get("url") or item.get("external_url")),
        title=_word(item.get("title")),
        published=_iso(_word(item.get("date_published")) or _word(item.get("date_modified"))),
        modified=_iso(_word(item.get("date_modified"))),
        summary=_word(item.get("summary")) or content,
        content=content,
        authors=tuple(name for name in names if name),
        language=_word(item.get("language")) or language,
        image_url=_word(item.get("image")) or _word(item.get("banner_image")),
    )


def _entry(
    *,
    feed_url: str,
    key: str,
    link: str,
    title: str,
    published: datetime | None,
    modified: datetime | None,
    summary: str,
    content: str,
    authors: tuple[str, ...],
    language: str,
    image_url: str,
) -> Entry | None:
    """The parts made safe: identity is the guid, else the link, else the words; None for an entry without any."""
    link = _link(link, base=feed_url)
    title = plain_text(title)[:500]
    summary = plain_text(summary[:MAX_TEXT])
    if not (link or title or summary):
        return None
    identity = key.strip() or canonical_url(link) or stable_id(f"{title}\n{summary}")
    return Entry(
        feed_url=feed_url,
        key=identity[:1000],
        link=link,
        title=title or summary[:120],
        published=published,
        modified=modified,
        summary=summary,
        content=content[:MAX_TEXT],
        authors=tuple(plain_text(author)[:100] for author in authors),
        language=language,
        image_url=_link(image_url, base=feed_url),
    )


def _image(item: Mapping[str, Any]) -> str:
    for key in ("media_content", "media_thumbnail", "enclosures"):
        for media in item.get(key, ()):
            address = _word(media.get("url") or media.get("href"))
            kind = _word(media.get("type") or media.get("medium"))
            if address and (key == "media_thumbnail" or kind.startswith("image")):
                return address
    return ""


def _link(text: str, *, base: str) -> str:
    return absolute_url(text, base=base) if text else ""


def _word(value: object) -> str:
    """Any value as text that every store takes: without NUL and without halves of surrogate pairs."""
    return value.replace("\0", "").encode("utf-8", "ignore").decode().strip() if isinstance(value, str) else ""


def _minutes(value: object) -> float:
    text = _word(value)
    return float(text) if text.isdecimal() and len(text) < 6 else 0.0  # noqa: PLR2004 - more than two months is a mistake


def _instant(value: struct_time | None) -> datetime | None:
    if value is None:
        return None
    try:
        return datetime(*value[:6], tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _iso(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
