"""RSS 2.0 with the modules news sites add: content:encoded, dc:creator, media:content, atom:link."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from digest.sample.addresses import entry_id, feed_link, feed_path, home_path, picture_path
from digest.sample.habits import habits_of
from digest.sample.newsroom import Outlet, Piece

from .document import NAMESPACES, Feed, add, body_html, carries_text, to_bytes


def render_rss2(outlet: Outlet, *, pieces: Sequence[Piece], base_url: str) -> Feed:
    """Render pieces, newest first, as RSS 2.0."""
    root = ET.Element("rss", {"version": "2.0", **NAMESPACES})
    channel = add(root, "channel")
    add(channel, "title", outlet.name)
    add(channel, "link", base_url + home_path(outlet))
    add(channel, "description", outlet.tagline)
    add(channel, "language", outlet.language)
    add(channel, "atom:link", href=base_url + feed_path(outlet), rel="self", type="application/rss+xml")
    if pieces:
        add(channel, "lastBuildDate", format_datetime(pieces[0].published, usegmt=True))
    add(channel, "ttl", "30")
    for piece in pieces:
        add_item(channel, piece, base_url=base_url)
    return Feed(to_bytes(root), "application/rss+xml; charset=utf-8")


def add_item(channel: ET.Element, piece: Piece, *, base_url: str) -> None:
    """Append one piece; the description is HTML, so its text is escaped once more than XML asks for."""
    item = add(channel, "item")
    add(item, "title", piece.title)
    add(item, "link", feed_link(piece, base_url=base_url))
    permalink = "false" if habits_of(piece.outlet.id).opaque_ids else "true"
    add(item, "guid", entry_id(piece, base_url=base_url), isPermaLink=permalink)
    add(item, "pubDate", format_datetime(piece.published, usegmt=True))
    add(item, "description", escape(piece.standfirst, quote=False))
    for author in piece.authors:
        add(item, "dc:creator", author)
    if piece.kicker:
        add(item, "category", piece.kicker)
    if piece.picture:
        media = add(item, "media:content", url=base_url + picture_path(piece), medium="image", type="image/jpeg")
        add(media, "media:description", piece.picture.caption)
        add(media, "media:credit", piece.picture.credit)
    if carries_text(piece):
        add(item, "content:encoded", body_html(piece))
