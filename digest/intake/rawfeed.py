"""What a feed says, word for word: the parsers fill these values in, `entries` makes them safe.

Every text is stripped of blanks at its ends and holds no NUL and no half of a surrogate pair; `word` sees to that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from digest.model import Enclosure

MAX_ENCLOSURES = 20
"""Kept of one entry."""
_MAX_TYPE = 100
_MAX_LENGTH_DIGITS = 15
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+\-]*/[a-z0-9!#$&^_.+*\-]+")


@dataclass(slots=True)
class RawEntry:
    """One item as its author marked it up; addresses are absolute where a base is known, text may hold HTML.

    Not frozen, because a parser meets the parts of an entry one by one.
    """

    key: str = ""
    link: str = ""
    title: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    summary: str = ""
    contents: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    image_url: str = ""
    language: str = ""
    enclosures: tuple[Enclosure, ...] = ()


@dataclass(slots=True)
class RawFeed:
    """A feed and its entries, in the order of the document."""

    title: str = ""
    link: str = ""
    language: str = ""
    ttl: str = ""
    update_period: str = ""
    update_frequency: str = ""
    hub_url: str = ""
    self_url: str = ""
    entries: tuple[RawEntry, ...] = ()


def word(value: object) -> str:
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
    for url, kind in media:
        if url and kind.startswith("image"):
            return url
    for url in thumbnails:
        if url:
            return url
    return next((url for url, kind in enclosures if url and kind.startswith("image")), "")


def make_enclosures(found: Iterable[tuple[str, str, str]]) -> tuple[Enclosure, ...]:
    """The first of the (address, media type, bytes) that an entry names, as far as they can be read."""
    named = ((url, kind, length) for address, kind, length in found if (url := word(address)))
    return tuple(
        Enclosure(url, _media_type(kind), _count(length)) for url, kind, length in islice(named, MAX_ENCLOSURES)
    )


def _media_type(text: str) -> str:
    """Without parameters. A link of Atom that names no type counts as a page with feedparser: that says nothing."""
    found = _TYPE.match(text.strip().lower()[:_MAX_TYPE])
    return found[0] if found and found[0] != "text/html" else ""


def _count(text: str) -> int:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) <= _MAX_LENGTH_DIGITS else 0
