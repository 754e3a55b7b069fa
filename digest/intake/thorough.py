"""RSS and Atom of every age and in any state -> their words, by feedparser.

For worker processes: markup made for it can keep feedparser busy for minutes, and importing it takes a while too.
"""

from __future__ import annotations

import html
import io
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from time import struct_time
from typing import Any

import feedparser

from digest.intake.document import MAX_ENTRIES, FeedDocument, NotAFeedError
from digest.intake.excess import without_excess
from digest.intake.rawfeed import RawEntry, RawFeed, choose_image, make_enclosures, word

# References to large numbers, and those to halves of a UTF-16 pair or to nothing at all break feedparser.
_REFERENCES = re.compile(rb"(?:&#(?:x[0-9a-f]{4,}|\d{5,});)+", re.IGNORECASE)
_REFERENCE = re.compile(rb"&#(?:x([0-9a-f]{1,8})|(\d{1,9}));", re.IGNORECASE)


def read_xml(document: FeedDocument) -> RawFeed:
    """The words of a feed as feedparser sees them; raises NotAFeedError."""
    headers = {"content-type": document.content_type} if document.content_type else {}
    # A file-like object, never a string: feedparser would take a string for a URL or a file name.
    body = io.BytesIO(_REFERENCES.sub(_characters, without_excess(document.body, most=MAX_ENTRIES)))
    try:
        result = feedparser.parse(body, response_headers={**headers, "content-location": document.url})
    except Exception as error:  # it breaks in many ways, on names of encodings that are none among them
        raise NotAFeedError(f"answers something that breaks the feed parser: {error!r:.100}") from error
    if not result.get("version") and not result.entries:
        start = document.body[:2000].lstrip().lower()
        if b"<html" in start or start.startswith(b"<!doctype html"):
            raise NotAFeedError("answers a web page (HTML), not a feed; look on it for the feed's own address")
        raise NotAFeedError("answers something that is not a feed")
    feed = result.feed
    links = [link for link in feed.get("links", ()) if link.get("href")]
    return RawFeed(
        title=word(feed.get("title")),
        link=word(feed.get("link")),
        language=word(feed.get("language")),
        ttl=word(feed.get("ttl")),
        update_period=word(feed.get("sy_updateperiod")),
        update_frequency=word(feed.get("sy_updatefrequency")),
        hub_url=next((link["href"] for link in links if link.get("rel") == "hub"), ""),
        self_url=next((link["href"] for link in links if link.get("rel") == "self"), ""),
        entries=tuple(_read_xml_entry(item) for item in result.entries[:MAX_ENTRIES]),
    )


class Feedparser:
    """feedparser for one part of a feed: the part is made the only word of a feed, for there is no smaller door."""

    def clean(self, text: str, *, is_html: bool, base: str) -> str:
        """A summary, or a title that may be HTML, as feedparser sanitises it."""
        item = self._item("description" if is_html else "title", text, base)
        return word(item.get("summary" if is_html else "title"))

    def date(self, text: str) -> datetime | None:
        """A date of any format that feedparser knows."""
        return _instant(self._item("pubDate", text, "").get("published_parsed"))

    def _item(self, name: str, text: str, base: str) -> Mapping[str, Any]:
        escaped = html.escape(text, quote=False).replace("\r", "&#13;")
        document = f"<rss version='2.0'><channel><item><{name}>{escaped}</{name}></item></channel></rss>"
        headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
        parsed = feedparser.parse(io.BytesIO(document.encode()), response_headers=headers)
        item: Mapping[str, Any] = parsed.entries[0]
        return item


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
    files = item.get("enclosures", ())
    return RawEntry(
        key=word(item.get("id")),
        link=word(item.get("link")),
        title=word(item.get("title")),
        published=_instant(item.get("published_parsed") or updated),
        modified=_instant(updated),
        summary=word(item.get("summary") if "summary" in item else item.get("subtitle")),
        contents=tuple(word(part.get("value")) for part in item.get("content", ())),
        authors=tuple(word(author.get("name")) for author in item.get("authors", ()) if author.get("name")),
        image_url=choose_image(
            _media(item.get("media_content", ())),
            (address for address, _ in _media(item.get("media_thumbnail", ()))),
            _media(files),
        ),
        enclosures=make_enclosures(
            (url, kind, word(file.get("length"))) for file, (url, kind) in zip(files, _media(files), strict=True)
        ),
    )


def _media(items: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    for media in items:
        yield word(media.get("url") or media.get("href")), word(media.get("type") or media.get("medium"))


def _instant(value: struct_time | None) -> datetime | None:
    if value is None:
        return None
    try:
        return datetime(*value[:6], tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
