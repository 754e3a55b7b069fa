"""RSS 1.0: an RDF document with Dublin Core dates, as many Japanese and Chinese sites still publish."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from digest.sample.addresses import feed_link, feed_path, home_path
from digest.sample.newsroom import Outlet, Piece

from .document import NAMESPACES, Feed, add, body_html, carries_text, to_bytes

RSS_1 = "http://purl.org/rss/1.0/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def render_rss1(outlet: Outlet, *, pieces: Sequence[Piece], base_url: str) -> Feed:
    """Render pieces, newest first, as RSS 1.0; items stand beside the channel, which lists them."""
    root = ET.Element("rdf:RDF", {"xmlns": RSS_1, "xmlns:rdf": RDF, **NAMESPACES})
    channel = add(root, "channel", **{"rdf:about": base_url + feed_path(outlet)})
    add(channel, "title", outlet.name)
    add(channel, "link", base_url + home_path(outlet))
    add(channel, "description", outlet.tagline)
    add(channel, "dc:language", outlet.language)
    sequence = add(add(channel, "items"), "rdf:Seq")
    for piece in pieces:
        link = feed_link(piece, base_url=base_url)
        add(sequence, "rdf:li", **{"rdf:resource": link})
        item = add(root, "item", **{"rdf:about": link})
        add(item, "title", piece.title)
        add(item, "link", link)
        add(item, "description", piece.standfirst)
        add(item, "dc:date", piece.published.isoformat())
        for author in piece.authors:
            add(item, "dc:creator", author)
        if piece.kicker:
            add(item, "dc:subject", piece.kicker)
        if carries_text(piece):
            add(item, "content:encoded", body_html(piece))
    return Feed(to_bytes(root), "application/rdf+xml; charset=utf-8")
