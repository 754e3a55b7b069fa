"""What a feed says, word for word: the parsers fill these values in, `feeds` makes them safe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
