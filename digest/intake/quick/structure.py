"""Channels, entries, and what stands inside a feed without being of it: sources, pictures, text boxes."""

from __future__ import annotations

from datetime import datetime
from xml.etree.ElementTree import Element

from digest.intake.document import MAX_ENTRIES
from digest.intake.quick.dates import UnknownDateError, read_date
from digest.intake.quick.names import attributes_of
from digest.intake.quick.people import person
from digest.intake.quick.refusal import RefusedError
from digest.intake.quick.texts import has_words
from digest.intake.quick.walk import Open, Walk

_SIZES = frozenset({"url", "href", "width", "height"})
_OF_AN_IMAGE = _SIZES | {"title", "link", "description", "name"}
_SOURCE_NAMES = """
id guid link updated modified published issued category generator icon logo language
"""
_OF_A_SOURCE = frozenset(_SOURCE_NAMES.split())


def channel(walk: Walk, element: Element, depth: int) -> None:
    """What RSS says of the feed, and its entries."""
    _must_not_be_cdf(element)
    walk.in_feed = True
    walk.children(element, depth + 1)
    walk.in_feed = False


def entry(walk: Walk, element: Element, depth: int) -> None:
    """An entry; one inside another ends that: what follows belongs to the feed."""
    walk.here = found = Open()
    if len(walk.entries) < MAX_ENTRIES:
        walk.entries.append(found)
    elif walk.specialist is None:
        raise RefusedError
    walk.title_depth = -1
    if element.keys():
        _must_not_be_cdf(element)
        found.key = attributes_of(element).get("rdf:about", "").strip() or None
    walk.children(element, depth + 1)
    walk.here = walk.feed
    walk.has_content = False


def published(walk: Walk, element: Element, depth: int) -> None:  # noqa: ARG001 - every action has one signature
    """When the entry appeared."""
    walk.here.published = _date(walk, element)


def updated(walk: Walk, element: Element, depth: int) -> None:  # noqa: ARG001 - every handler takes the same
    """When it was last changed."""
    walk.here.updated = _date(walk, element)


def source(walk: Walk, element: Element, depth: int) -> None:
    """Where an entry came from: a feed of its own inside the entry, of which nothing is kept."""
    walk.title_depth = -1
    for child in element:
        name = walk.name_of(child)
        if name == "title":
            if walk.content(child, "text/plain"):
                walk.title_depth = depth + 1
        elif name in {"subtitle", "rights"}:
            walk.skip_inline(child)
        elif name in {"author", "contributor"}:
            person(walk, child, depth + 1)
        elif len(child) or (name not in _OF_A_SOURCE and name in walk.vocabulary):
            raise RefusedError


def image(walk: Walk, element: Element, depth: int) -> None:
    """A picture of the feed (its title and link are not the feed's) or, with less in it, of an entry."""
    walk.title_depth = -1
    allowed = _OF_AN_IMAGE if walk.here.is_feed else _SIZES
    for child in element:
        name = walk.name_of(child)
        if name not in allowed or len(child):
            raise RefusedError
        if name == "title" and has_words(child.text):
            walk.title_depth = depth + 1


def textinput(walk: Walk, element: Element, depth: int) -> None:
    """A search box of the feed."""
    if not walk.here.is_feed:
        raise RefusedError
    image(walk, element, depth)


def said(walk: Walk, element: Element, depth: int) -> None:
    """A word that the feed says of itself; the last one counts."""
    if len(element) or not walk.here.is_feed:
        walk.children(element, depth + 1)
    elif walk.in_feed:
        name = walk.name_of(element).removeprefix("dc_")
        if not element.keys() or name == "language":
            walk.feed.words[name] = walk.leaf(element)
        else:
            walk.feed.words.pop(name, None)


def chapter(walk: Walk, element: Element, depth: int) -> None:
    """A chapter of a podcast."""
    if "start" not in element.keys():  # noqa: SIM118 - an Element is no mapping
        raise RefusedError  # feedparser breaks
    walk.children(element, depth + 1)


def leaf(walk: Walk, element: Element, depth: int) -> None:  # noqa: ARG001 - every handler takes the same
    """An element of which nothing is kept, as long as nothing stands in it."""
    if len(element):
        raise RefusedError


def licence(walk: Walk, element: Element, depth: int) -> None:  # noqa: ARG001 - every handler takes the same
    """A licence; outside of the feed it breaks feedparser."""
    if len(element) or (walk.here.is_feed and not walk.in_feed):
        raise RefusedError


def _must_not_be_cdf(element: Element) -> None:
    """CDF, a format of 1997, has channels and items with other attributes."""
    if element.keys() and not attributes_of(element).keys().isdisjoint({"href", "lastmod"}):
        raise RefusedError


def _date(walk: Walk, element: Element) -> datetime | None:
    text = walk.leaf(element)
    if walk.here.is_feed:
        return None
    try:
        return read_date(text)
    except UnknownDateError:
        if walk.specialist is None:
            raise
        return walk.specialist.date(text)
