"""A web page -> the feeds that it names. Addresses are never guessed: what the page does not link to is not asked for.

Runs in a worker process, like every parser of untrusted markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from digest.sanitize import plain_text
from digest.urls import absolute_url, host_of

MAX_PAGE_BYTES = 1_000_000
MAX_FOUND = 20
_KINDS = {
    "application/rss+xml": "RSS",
    "application/rdf+xml": "RSS",
    "application/atom+xml": "Atom",
    "application/feed+json": "JSON Feed",
}
# A path that ends like a feed: /feed, /rss.xml, /index.rdf, /atom/, feeds.example/all.atom
_FEED_PATH = re.compile(
    r"(?:/(?:feeds?|rss|atom)(?:/|\.xml|\.json)?|\.(?:rss|atom|rdf)|/(?:rss2?|index)\.xml)(?:\?|\Z)"
)
_TAG = re.compile(r"<(?:link|a|base)\s[^<>]{0,5000}>", re.IGNORECASE)
_COMMENTS = re.compile(r"\bcomments?\b|\bkommentare?\b|\bcommentaires\b|\bcomentarios\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a page links to; `kind` is "RSS", "Atom", "JSON Feed", or "link" when only its address says so."""

    url: str
    title: str
    kind: str


def find_feeds(html: bytes, *, url: str, charset: str = "") -> tuple[FoundFeed, ...]:
    """The feeds that the page at `url` names, best first, each once.

    Those in its head come before mere links, feeds of articles before feeds of comments; at most 20, found in the
    first million bytes.
    """
    reader = _LinkReader(url)
    # Tag by tag: as a whole, html.parser takes minutes over a megabyte of "<a <a <a".
    for tag in _TAG.finditer(_uncommented(_text(html[:MAX_PAGE_BYTES], charset))):
        reader.reset()
        reader.feed(tag[0])
    found: dict[str, FoundFeed] = {}
    for feed in (*reader.declared, *reader.linked):
        found.setdefault(feed.url, feed)
    best_first = sorted(found.values(), key=lambda feed: bool(_COMMENTS.search(f"{feed.title} {feed.url}")))
    return tuple(best_first[:MAX_FOUND])


def describe_feeds(feeds: Sequence[FoundFeed]) -> str:
    """Their addresses on one line, for a reason that a person reads."""
    named = ", ".join(feed.url for feed in feeds[:3])
    return f"{named} and {len(feeds) - 3} more" if len(feeds) > 3 else named  # noqa: PLR2004 - three fit on a line


class _LinkReader(HTMLParser):
    """Collects <link rel=alternate> of a feed's type, and <a href> whose address ends like a feed's."""

    def __init__(self, url: str) -> None:
        super().__init__(convert_charrefs=True)
        self._base = url
        self._home = host_of(url)
        self.declared: list[FoundFeed] = []
        self.linked: list[FoundFeed] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in reversed(attrs)}  # the first of a name counts
        if tag == "base":
            self._base = absolute_url(values.get("href", ""), base=self._base) or self._base
        elif tag == "link":
            self._take_link(values)
        elif tag == "a":
            self._take_anchor(values)

    def _take_link(self, values: Mapping[str, str]) -> None:
        kind = _KINDS.get(values.get("type", "").partition(";")[0].strip().lower())
        url = self._address(values)
        if kind and url and "alternate" in values.get("rel", "").lower().split():
            self.declared.append(FoundFeed(url, plain_text(values.get("title", ""))[:200], kind))

    def _take_anchor(self, values: Mapping[str, str]) -> None:
        url = self._address(values)
        own = host_of(url)
        near = own == self._home or own.endswith(f".{self._home}") or self._home.endswith(f".{own}")
        if url and near and _FEED_PATH.search(url.lower()):
            self.linked.append(FoundFeed(url, plain_text(values.get("title", ""))[:200], "link"))

    def _address(self, values: Mapping[str, str]) -> str:
        href = values.get("href", "")
        return absolute_url(href, base=self._base) if href else ""


def _uncommented(text: str) -> str:
    kept: list[str] = []
    start = 0
    while (opens := text.find("<!--", start)) >= 0:
        kept.append(text[start:opens])
        start = text.find("-->", opens) + 3
        if start < 3:  # noqa: PLR2004 - not found: the rest is one comment
            return "".join(kept)
    return "".join([*kept, text[start:]])


def _text(html: bytes, charset: str) -> str:
    try:
        return html.decode(charset or "utf-8", "replace")
    except LookupError:
        return html.decode("utf-8", "replace")
