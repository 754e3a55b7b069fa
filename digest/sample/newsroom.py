"""The newsroom: outlets and manuscripts in, one value with every outlet and every dated piece out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from importlib.resources import files

from .copies import printed_body
from .manuscripts import Block, Manuscript, parse_manuscript

KINDS = frozenset({"report", "wire", "copy", "update", "correction", "opinion", "noise"})
FAULTS = frozenset({"no-close-tags", "bad-json-ld", "no-metadata", "latin1-as-utf8", "empty-shell"})
YOUNGEST_HOURS, OLDEST_HOURS = 0.5, 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One invented newspaper, agency or site, as `outlets.toml` describes it."""

    id: str
    name: str
    country: str
    city: str
    language: str
    feed: str
    furniture: str
    tagline: str
    latin: str = ""
    agency: bool = False
    owner: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The lead picture of a piece: the motif to draw, and its words in the outlet's language."""

    motif: str
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article as its outlet prints it; `event` is its folder, `published` is in UTC."""

    event: str
    name: str
    outlet: Outlet
    slug: str
    title: str
    published: datetime
    kind: str
    standfirst: str
    kicker: str
    authors: tuple[str, ...]
    dateline: str
    genre: str
    picture: Picture | None
    copy_of: str
    broken: str
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Every outlet, and every piece from the newest to the oldest."""

    outlets: tuple[Outlet, ...]
    pieces: tuple[Piece, ...]

    def pieces_of(self, outlet: Outlet) -> tuple[Piece, ...]:
        """Give the pieces of one outlet, newest first."""
        return tuple(piece for piece in self.pieces if piece.outlet.id == outlet.id)


def load_newsroom(now: datetime) -> Newsroom:
    """Read the packaged outlets and texts and date them back from `now`, which must carry a time zone.

    Raises ValueError that names the file and the line of a malformed text.
    """
    if now.tzinfo is None:
        raise ValueError("now must carry a time zone")
    start = now.astimezone(UTC).replace(microsecond=0)
    outlets = parse_outlets(files(__package__).joinpath("outlets.toml").read_text(encoding="utf-8"))
    manuscripts = read_manuscripts()
    pieces = [build_piece(text, outlets=outlets, wires=manuscripts, now=start) for text in manuscripts.values()]
    refuse_twins(pieces)
    pieces.sort(key=lambda piece: (-piece.published.timestamp(), piece.name))
    return Newsroom(outlets=tuple(outlets.values()), pieces=tuple(pieces))


def parse_outlets(text: str) -> dict[str, Outlet]:
    """Parse `outlets.toml` into outlets by id, in the order of the file."""
    known = {field.name for field in fields(Outlet)}
    outlets: dict[str, Outlet] = {}
    for outlet_id, table in tomllib.loads(text).items():
        unknown = sorted(set(table) - known)
        if unknown:
            raise ValueError(f"outlets.toml: [{outlet_id}]: unknown key {unknown[0]!r}")
        outlets[outlet_id] = Outlet(id=outlet_id, **table)
    return outlets


def read_manuscripts() -> dict[str, Manuscript]:
    """Read every `content/EVENT/STEM.txt` of the package, by its name `EVENT/STEM`, in order of name."""
    found: dict[str, Manuscript] = {}
    folders = (folder for folder in files(__package__).joinpath("content").iterdir() if folder.is_dir())
    for folder in folders:
        for file in folder.iterdir():
            if file.name.endswith(".txt"):
                name = f"{folder.name}/{file.name.removesuffix('.txt')}"
                found[name] = parse_manuscript(file.read_text(encoding="utf-8"), name=name)
    return dict(sorted(found.items()))


def build_piece(
    manuscript: Manuscript,
    *,
    outlets: Mapping[str, Outlet],
    wires: Mapping[str, Manuscript],
    now: datetime,
) -> Piece:
    """Check the values of one manuscript and make the piece of it."""
    outlet = outlets.get(manuscript.require("Outlet"))
    if outlet is None:
        manuscript.reject("Outlet", f"there is no outlet {manuscript.get('Outlet')!r}")
    slug = manuscript.require("Slug")
    if not re.fullmatch(r"[a-z0-9-]+", slug):
        manuscript.reject("Slug", f"{slug!r} is not of a-z, 0-9 and hyphens")
    body = printed_body(manuscript, wires=wires)
    if not body:
        manuscript.reject("Title", "the text has no body")
    return Piece(
        event=manuscript.name.partition("/")[0],
        name=manuscript.name,
        outlet=outlet,
        slug=slug,
        title=manuscript.require("Title"),
        published=now - hours_ago(manuscript),
        kind=one_of(manuscript, "Kind", allowed=KINDS),
        standfirst=manuscript.get("Standfirst"),
        kicker=manuscript.get("Kicker"),
        authors=tuple(name.strip() for name in manuscript.get("Authors").split(";") if name.strip()),
        dateline=manuscript.get("Dateline"),
        genre=manuscript.get("Genre"),
        picture=picture_of(manuscript),
        copy_of=manuscript.get("Copy-Of"),
        broken=one_of(manuscript, "Broken", allowed=FAULTS) if manuscript.get("Broken") else "",
        body=body,
    )


def hours_ago(manuscript: Manuscript) -> timedelta:
    """Read the age of a text when the demo starts."""
    value = manuscript.require("Hours-Ago")
    try:
        hours = float(value)
    except ValueError:
        manuscript.reject("Hours-Ago", f"{value!r} is not a number")
    if not YOUNGEST_HOURS <= hours <= OLDEST_HOURS:
        manuscript.reject("Hours-Ago", f"{value} is not from {YOUNGEST_HOURS} to {OLDEST_HOURS}")
    return timedelta(seconds=round(hours * 3600))


def one_of(manuscript: Manuscript, key: str, *, allowed: frozenset[str]) -> str:
    """Read a header whose value is one of a few words."""
    value = manuscript.require(key)
    if value not in allowed:
        manuscript.reject(key, f"{value!r} is not one of {', '.join(sorted(allowed))}")
    return value


def picture_of(manuscript: Manuscript) -> Picture | None:
    """Read the four headers of the lead picture, if the text has one."""
    motif = manuscript.get("Picture")
    if not motif:
        return None
    alt, caption, credit = (manuscript.get(key) for key in ("Alt", "Caption", "Credit"))
    return Picture(motif=motif, alt=alt, caption=caption, credit=credit)


def refuse_twins(pieces: list[Piece]) -> None:
    """Raise ValueError if two texts of one outlet would share an address."""
    seen: dict[tuple[str, str], str] = {}
    for piece in pieces:
        other = seen.setdefault((piece.outlet.id, piece.slug), piece.name)
        if other != piece.name:
            raise ValueError(f"content/{piece.name}.txt:1: Slug: {piece.slug!r} is also that of content/{other}.txt")
