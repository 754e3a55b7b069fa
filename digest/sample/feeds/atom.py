"""Atom (RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from digest.sample.addresses import entry_id, feed_link, feed_path, home_path, picture_path
from digest.sample.newsroom import Outlet, Piece

from .document import NAMESPACES, Feed, add, body_html, carries_text, to_bytes


def render_atom(outlet: Outlet, *, pieces: Sequence[Piece], base_url: str) -> Feed:
    """Render pieces, newest first, as Atom."""
    root = ET.Element("feed", {"xmlns": NAMESPACES["xmlns:atom"], "xml:lang": outlet.language})
    add(root, "id", base_url + feed_path(outlet))
    add(root, "title", outlet.name)
    add(root, "subtitle", outlet.tagline)
    add(root, "link", rel="self", href=base_url + feed_path(outlet))
    add(root, "link", rel="alternate", type="text/html", href=base_url + home_path(outlet))
    if pieces:
        add(root, "updated", pieces[0].published.isoformat())
    add(add(root, "author"), "name", outlet.name)
    for piece in pieces:
        add_entry(root, piece, base_url=base_url)
    return Feed(to_bytes(root), "application/atom+xml; charset=utf-8")


def add_entry(root: ET.Element, piece: Piece, *, base_url: str) -> None:
    """Append one piece."""
    entry = add(root, "entry")
    add(entry, "id", entry_id(piece, base_url=base_url))
    add(entry, "title", piece.title)
    add(entry, "link", rel="alternate", type="text/html", href=feed_link(piece, base_url=base_url))
    add(entry, "published", piece.published.isoformat())
    add(entry, "updated", piece.published.isoformat())
    for author in piece.authors:
        add(add(entry, "author"), "name", author)
    if piece.kicker:
        add(entry, "category", term=piece.kicker)
    if piece.standfirst:
        add(entry, "summary", piece.standfirst)
    if piece.picture:
        add(entry, "link", rel="enclosure", type="image/jpeg", href=base_url + picture_path(piece))
    if carries_text(piece):
        add(entry, "content", body_html(piece), type="html")
