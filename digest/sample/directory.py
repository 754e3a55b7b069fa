"""The newsroom as a list of sources: for a configuration file, and as OPML."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

from .addresses import feed_path, home_path
from .feeds.document import add, to_bytes
from .newsroom import Newsroom, Outlet


def source_entries(newsroom: Newsroom, base_url: str) -> list[dict[str, Any]]:
    """List every outlet as an entry of a configuration's `sources`, in the newsroom's order."""
    return [source_entry(outlet, base_url) for outlet in newsroom.outlets]


def source_entry(outlet: Outlet, base_url: str) -> dict[str, Any]:
    """Describe one outlet; owner and weight are named only where they say something."""
    entry: dict[str, Any] = {
        "url": base_url + feed_path(outlet),
        "name": outlet.name,
        "country": outlet.country,
        "language": outlet.language,
    }
    if outlet.owner:
        entry["owner"] = outlet.owner
    if outlet.weight != 1:
        entry["weight"] = outlet.weight
    return entry


def render_opml(newsroom: Newsroom, base_url: str) -> bytes:
    """List every feed as OPML 2.0."""
    root = ET.Element("opml", version="2.0")
    add(add(root, "head"), "title", "The sample newsroom")
    body = add(root, "body")
    for outlet in newsroom.outlets:
        add(
            body,
            "outline",
            type="rss",
            text=outlet.name,
            title=outlet.name,
            xmlUrl=base_url + feed_path(outlet),
            htmlUrl=base_url + home_path(outlet),
            language=outlet.language,
        )
    return to_bytes(root)
