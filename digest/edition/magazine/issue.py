"""The magazine as a value: sections of pieces, each piece one article in full, ready to be set in type.

Every text is one clean line (no controls, no markup), every address is http(s) or "".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Tongue:
    """What a text's element says of its language: a tag ("und" when unknown), "ltr" or "rtl", "arab", "cjk" or ""."""

    tag: str
    direction: str
    script: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A piece's lead picture, as an address and the words that belong to it."""

    url: str
    alt: str
    caption: str
    credit: str
    tongue: Tongue


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who else reported a story, and where; `country` is a name in the magazine's language."""

    name: str
    country: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One story, told by one article in full."""

    anchor: str
    """Its name within the magazine: "piece-001"."""
    story_id: str
    article_id: str
    title: str
    label: str
    """The genre or the kicker that the outlet put above it; "" for none."""
    standfirst: str
    authors: str
    dateline: str
    outlet: str
    country: str
    in_language: str
    """"in French" when it is not the magazine's language, else ""."""
    published: str
    """The day, in words."""
    length: str
    """"4 min"; "" when nobody can tell."""
    url: str
    tongue: Tongue
    body: tuple[str, ...]
    is_cut: bool
    """The text was too long to be printed whole."""
    picture: Picture | None
    others: tuple[Outlet, ...]
    copies: str
    """"same text in 3 other outlets"; "" for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and its pieces, best first."""

    anchor: str
    heading: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """The sources of one country."""

    name: str
    outlets: tuple[Outlet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Magazine:
    """One issue."""

    identifier: str
    """"urn:uuid:...", the same for the same newsletter and slot."""
    title: str
    day: str
    """The day of the slot, in words."""
    local_date: date
    """The same, as a date: part of the files' names."""
    slot: datetime
    size: str
    """"24 stories from 17 newsrooms in 12 countries"."""
    publisher: str
    tongue: Tongue
    sections: tuple[Section, ...]
    lands: tuple[Land, ...]
    ranked: tuple[str, ...]
    """Anchors of all pieces, the best story first."""

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """All pieces, in the order of printing."""
        return tuple(piece for section in self.sections for piece in section.pieces)

    @property
    def best(self) -> tuple[Piece, ...]:
        """All pieces, the best story first."""
        by_anchor = {piece.anchor: piece for piece in self.pieces}
        return tuple(by_anchor[anchor] for anchor in self.ranked)

    def picture_addresses(self, *, most: int) -> tuple[str, ...]:
        """Give the addresses of at most `most` pictures, each once, those of the best stories first."""
        wanted = (piece.picture.url for piece in self.best if piece.picture)
        return tuple(dict.fromkeys(wanted))[:most]
