"""A feed document: an XML tree in, its bytes out; and the parts that all formats share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from xml.etree import ElementTree as ET

from digest.sample.habits import habits_of
from digest.sample.newsroom import Piece

NAMESPACES: Mapping[str, str] = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}
"""What a root element declares, so that elements below it can be named with their usual prefixes."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A finished feed and how the server declares it."""

    body: bytes
    content_type: str


def add(parent: ET.Element, name: str, content: str = "", **attributes: str) -> ET.Element:
    """Append an element, named with its usual prefix."""
    element = ET.SubElement(parent, name, attributes)
    element.text = content or None
    return element


def to_bytes(root: ET.Element) -> bytes:
    """Write a tree as an indented UTF-8 document."""
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + document + b"\n"


def carries_text(piece: Piece) -> bool:
    """Tell whether the feed prints the whole article: by habit, or because the page holds nothing but a script."""
    return habits_of(piece.outlet.id).full_text or piece.broken == "empty-shell"


def body_html(piece: Piece) -> str:
    """Print the running text as the simple HTML that feeds carry."""
    tags = {"paragraph": "p", "subheading": "h2", "quote": "blockquote", "item": "li"}
    parts: list[str] = []
    for is_item, run in groupby(piece.body, key=lambda block: block.kind == "item"):
        lines = [f"<{tags[block.kind]}>{escape(block.text)}</{tags[block.kind]}>" for block in run]
        parts += ["<ul>", *lines, "</ul>"] if is_item else lines
    return "\n".join(parts)
