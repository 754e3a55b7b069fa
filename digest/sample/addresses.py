"""Where things stand: outlets and pieces in, their paths and links out. No two kinds of site address alike."""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

from .habits import habits_of
from .newsroom import Outlet, Piece

ADDRESS_STYLES: Mapping[str, str] = {
    "broadsheet": "{date:%Y/%m/%d}/{slug}.html",
    "portal": "news/{number}-{slug}",
    "magazine": "stories/{slug}/",
    "wire": "{date:%Y-%m-%d}/{slug}",
    "bulletin": "archive.php/{number}/{slug}",
}


def home_path(outlet: Outlet) -> str:
    """Give the path of an outlet's front page."""
    return f"/{outlet.id}/"


def feed_path(outlet: Outlet) -> str:
    """Give the path of an outlet's feed."""
    return f"/{outlet.id}/{'feed.json' if outlet.feed == 'json' else 'feed.xml'}"


def piece_number(piece: Piece) -> int:
    """Give the number under which the outlet's own system files a piece: seven digits, stable."""
    return 1_000_000 + crc32(f"{piece.outlet.id}/{piece.slug}".encode()) % 9_000_000


def piece_path(piece: Piece) -> str:
    """Give the path of a piece's canonical page."""
    style = ADDRESS_STYLES[piece.outlet.furniture]
    page = style.format(date=piece.published, slug=piece.slug, number=piece_number(piece))
    return f"/{piece.outlet.id}/{page}"


def picture_path(piece: Piece) -> str:
    """Give the path of a piece's lead picture."""
    return f"/{piece.outlet.id}/img/{piece.slug}.jpg"


def feed_link(piece: Piece, *, base_url: str) -> str:
    """Give the link that the outlet's feed prints, with the outlet's tracking parameters."""
    tracking = habits_of(piece.outlet.id).tracking
    return f"{base_url}{piece_path(piece)}{'?' if tracking else ''}{tracking}"


def entry_id(piece: Piece, *, base_url: str) -> str:
    """Give the id under which the outlet's feed lists the piece."""
    if habits_of(piece.outlet.id).opaque_ids:
        return f"urn:{piece.outlet.id}:{piece_number(piece)}"
    return f"{base_url}{piece_path(piece)}"
