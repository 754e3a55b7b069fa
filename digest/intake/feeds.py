"""Bytes -> entries: what a feed says, made safe. JSON Feed is read here, RSS and Atom of every age by feedparser.

`parse_quickly` reads JSON Feeds in the main process. The rest is for `parse_feed` in a worker process: markup made for
it can keep feedparser busy for minutes.
"""

from __future__ import annotations

import html
import io
import json
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from time import struct_time
from typing import Any

import feedparser

from digest.intake.binaries import binary_kind
from digest.intake.entities import is_entity_bomb
from digest.intake.excess import without_excess
from digest.intake.hints import skipped_days, skipped_hours, update_seconds
from digest.intake.markup import longest, parser_effort, plain_words
from digest.intake.rawfeed import RawEntry, RawFeed
from digest.model import Entry
from digest.urls import absolute_url, canonical_url, stable_id

MAX_ENTRIES = 2000
"""Entries taken from one feed; the rest of a longer one is old news."""
MAX_TEXT = 200_000
"""Characters kept of one entry's own text."""
MAX_QUICK_BYTES = 3_000_000
"""Longer feeds are for a worker process."""
_MAX_EFFORT = 10_000_000
"""Of building trees in the main process; about a tenth of a second."""
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
    """What a feed says of itself and its entries, and when and how it wants to be asked again."""

    title: str
    site_url: str
    entries: tuple[Entry, ...]
    ttl_seconds: float = 0.0
    """How long it wants to be left alone; 0 when it does not say."""
    skip_hours: frozenset[int] = frozenset()
    """Hours of the day (0-23, UTC) in which nothing new appears."""
    skip_days: frozenset[int] = frozenset()
    """Days of the week (Monday = 0, UTC) on which nothing new appears."""
    hub_url: str = ""
    """The WebSub hub that tells of news; "" when there is none."""
    self_url: str = ""
    """The feed's own address, which is the topic to subscribe to at the hub."""


class NotAFeedError(ValueError):
    """The bytes hold no feed; the text says what they hold instead."""


def parse_feed(document: FeedDocument) -> ParsedFeed:
    """Read a feed; raises NotAFeedError."""
    return make_feed(read_feed(document), document)


def parse_quickly(document: FeedDocument) -> ParsedFeed | None:
    """Read a JSON Feed in the main process; None when it takes a worker with `parse_feed`: feedparser can be slow."""
    if len(document.body) > MAX_QUICK_BYTES or not _JSON_FEED.match(document.body):
        return None
    try:
        raw = _read_json(document.body)
    except NotAFeedError:
        return None
    return make_feed(raw, document) if _effort(raw) <= _MAX_EFFORT else None


def read_feed(document: FeedDocument) -> RawFeed:
    """The words of a feed, which `make_feed` makes safe; raises NotAFeedError."""
    if not document.body.strip():
        raise NotAFeedError("the answer is empty")
    if kind := binary_kind(document.body):
        raise NotAFeedError(f"answers {kind}, not a feed")
    if is_entity_bomb(document.body):
        raise NotAFeedError("declares entities that would blow it up (an XML bomb)")
    return read_thoroughly(document)


def _effort(raw: RawFeed) -> int:
    texts = (text for entry in raw.entries for text in (entry.title, _described(entry), *entry.authors))
    return parser_effort(raw.title) + sum(map(parser_effort, texts))


def read_thoroughly(document: FeedDocument) -> RawFeed:
    """The words of a feed as feedparser, or JSON's parser, sees them; raises NotAFeedError."""
    return _read_json(document.body) if _JSON_FEED.match(document.body) else _read_xml(document)


def make_feed(raw: RawFeed, document: FeedDocument) -> ParsedFeed:
    """A feed's words made safe: plain titles and summaries, whole addresses, one entry for each key."""
    language = _word(raw.language)
    entries = (_make_entry(entry, document.url, language) for entry in raw.entries[:MAX_ENTRIES])
    return ParsedFeed(
        title=plain_words(_word(raw.title)),
        site_url=_link(_word(raw.link), base=document.url),
        entries=_distinct(entry for entry in entries if entry is not None),
        ttl_seconds=update_seconds(raw),
        skip_hours=skipped_hours(document.body),
        skip_days=skipped_days(document.body),
        hub_url=_link(_word(raw.hub_url), base=document.url),
        self_url=_link(_word(raw.self_url), base=document.url),
    )


def _distinct(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The first entry of each key: feeds repeat themselves."""
    found: dict[str, Entry] = {}
    for entry in entries:
        found.setdefault(entry.key, entry)
    return tuple(found.values())


def _make_entry(raw: RawEntry, feed_url: str, feed_language: str) -> Entry | None:
    """The parts made safe: identity is the guid, else the link, else the words; None for an entry without any."""
    link = _link(_word(raw.link), base=feed_url)
    title = plain_words(_word(raw.title))[:500]
    content = _full_text(raw)
    summary = plain_words(_described(raw))
    if not (link or title or summary):
        return None
    identity = _word(raw.key) or canonical_url(link) or stable_id(f"{title}\n{summary}")
    return Entry(
        feed_url=feed_url,
        key=identity[:1000],
        link=link,
        title=title or summary[:120],
        published=raw.published,
        modified=raw.modified,
        summary=summary,
        content=content[:MAX_TEXT],
        authors=tuple(plain_words(_word(author))[:100] for author in raw.authors),
        language=_word(raw.language) or feed_language,
        image_url=_link(_word(raw.image_url), base=feed_url),
    )


def _full_text(raw: RawEntry) -> str:
    """The longest of what an entry says; by its letters, for one parser keeps tags that another takes away."""
    return longest(dict.fromkeys(_word(text) for text in (*raw.contents, raw.summary)))


def _described(raw: RawEntry) -> str:
    return (_word(raw.summary) or _full_text(raw))[:MAX_TEXT]


# --- RSS and Atom ------------------------------------------------------------------------------------------


def _read_xml(document: FeedDocument) -> RawFeed:
    headers = {"content-type": document.content_type} if document.content_type else {}
    # A file-like object, never a string: feedparser would take a string for a URL or a file name.
    body = io.BytesIO(_REFERENCES.sub(_characters, without_excess(document.body, most=MAX_ENTRIES)))
    result = feedparser.parse(body, response_headers={**headers, "content-location": document.url})
    if not result.get("version") and not result.entries:
        start = document.body[:2000].lstrip().lower()
        if b"<html" in start or start.startswith(b"<!doctype html"):
            raise NotAFeedError("answers a web page (HTML), not a feed; look on it for the feed's own address")
        raise NotAFeedError("answers something that is not a feed")
    feed = result.feed
    links = [link for link in feed.get("links", ()) if link.get("href")]
    return RawFeed(
        title=_word(feed.get("title")),
        link=_word(feed.get("link")),
        language=_word(feed.get("language")),
        ttl=_word(feed.get("ttl")),
        update_period=_word(feed.get("sy_updateperiod")),
        update_frequency=_word(feed.get("sy_updatefrequency")),
        hub_url=next((link["href"] for link in links if link.get("rel") == "hub"), ""),
        self_url=next((link["href"] for link in links if link.get("rel") == "self"), ""),
        entries=tuple(_read_xml_entry(item) for item in result.entries[:MAX_ENTRIES]),
    )


def _characters(references: re.Match[bytes]) -> bytes:
    """The characters that numeric references stand for; emoji often come as two halves, one reference each."""
    codes = [int(hexa, 16) if hexa else int(decimal) for hexa, decimal in _REFERENCE.findall(references[0])]
    # References to ASCII stay: a "<" must not become a tag.
    text = "".join(chr(code) for code in codes if 0x80 <= code <= sys.maxunicode)  # noqa: PLR2004
    if any(code < 0x80 for code in codes):  # noqa: PLR2004
        return references[0]
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
    return whole.encode("ascii", "xmlcharrefreplace")


def _read_xml_entry(item: Mapping[str, Any]) -> RawEntry:
    # feedparser answers a question for a missing "updated" with "published".
    updated = item.get("updated_parsed") if "updated_parsed" in item else None
    return RawEntry(
        key=_word(item.get("id")),
        link=_word(item.get("link")),
        title=_word(item.get("title")),
        published=_instant(item.get("published_parsed") or updated),
        modified=_instant(updated),
        summary=_word(item.get("summary") if "summary" in item else item.get("subtitle")),
        contents=tuple(_word(part.get("value")) for part in item.get("content", ())),
        authors=tuple(_word(author.get("name")) for author in item.get("authors", ()) if author.get("name")),
        image_url=choose_image(
            _media(item.get("media_content", ())),
            (address for address, _ in _media(item.get("media_thumbnail", ()))),
            _media(item.get("enclosures", ())),
        ),
    )


def _media(items: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    for media in items:
        yield _word(media.get("url") or media.get("href")), _word(media.get("type") or media.get("medium"))


def _instant(value: struct_time | None) -> datetime | None:
    if value is None:
        return None
    try:
        return datetime(*value[:6], tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


# --- JSON Feed ---------------------------------------------------------------------------------------------


def _read_json(body: bytes) -> RawFeed:
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
        title=_word(feed.get("title")),
        link=_word(feed.get("home_page_url")),
        language=_word(feed.get("language")),
        hub_url=_word(hub.get("url")),
        self_url=_word(feed.get("feed_url")),
        entries=tuple(
            _read_json_entry(item)
            for item in (items if isinstance(items, list) else [])[:MAX_ENTRIES]
            if isinstance(item, dict)
        ),
    )


def _read_json_entry(item: Mapping[str, Any]) -> RawEntry:
    people = item.get("authors") or [item.get("author")]
    names = [_word(one.get("name")) for one in people if isinstance(one, dict)] if isinstance(people, list) else []
    content = _word(item.get("content_html")) or html.escape(_word(item.get("content_text")))
    return RawEntry(
        key=_word(item.get("id")),
        link=_word(item.get("url") or item.get("external_url")),
        title=_word(item.get("title")),
        published=_iso(_word(item.get("date_published")) or _word(item.get("date_modified"))),
        modified=_iso(_word(item.get("date_modified"))),
        summary=_word(item.get("summary")),
        contents=(content,),
        authors=tuple(name for name in names if name),
        language=_word(item.get("language")),
        image_url=_word(item.get("image")) or _word(item.get("banner_image")),
    )


def _iso(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


# --- words -------------------------------------------------------------------------------------------------


def _link(text: str, *, base: str) -> str:
    return absolute_url(text, base=base) if text else ""


def _word(value: object) -> str:
    """Any value as text that every store takes: without NUL and without halves of surrogate pairs."""
    if not isinstance(value, str):
        return ""
    if not value.isascii() or "\0" in value:
        value = value.replace("\0", "").encode("utf-8", "ignore").decode()
    return value.strip()


def choose_image(
    media: Iterable[tuple[str, str]], thumbnails: Iterable[str], enclosures: Iterable[tuple[str, str]]
) -> str:
    """The first picture among (address, type) of Media RSS contents, then thumbnails, then enclosures."""
    pictures = (url for url, kind in media if url and kind.startswith("image"))
    attached = (url for url, kind in enclosures if url and kind.startswith("image"))
    return next(pictures, "") or next(filter(None, thumbnails), "") or next(attached, "")
