"""Titles, summaries and full texts."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from digest.intake.quick.refusal import RefusedError
from digest.intake.quick.walk import Walk


def title(walk: Walk, element: Element, depth: int) -> None:
    """The title: the one that lies least deep, the last of equals."""
    text = walk.content(element, "text/plain")
    here = walk.here
    counts = not -1 < walk.title_depth <= depth
    if counts and (walk.in_feed if here.is_feed else depth <= here.title_depth):
        here.title, here.title_depth = text, depth
    if text:
        walk.title_depth = depth


def media_title(walk: Walk, element: Element, depth: int) -> None:
    """The title of a picture, which is the entry's too where that has none so far."""
    before = walk.title_depth
    title(walk, element, depth)
    walk.title_depth = before


def description(walk: Walk, element: Element, depth: int) -> None:
    """RSS's summary, which is HTML."""
    _summarise(walk, element, depth, default_type="text/html", is_description=True)


def abstract(walk: Walk, element: Element, depth: int) -> None:
    """A summary that is plain text, and a description for a feed."""
    _summarise(walk, element, depth, default_type="text/plain", is_description=True)


def summary(walk: Walk, element: Element, depth: int) -> None:
    """Atom's summary."""
    _summarise(walk, element, depth, default_type="text/plain", is_description=False)


def content(walk: Walk, element: Element, depth: int) -> None:  # noqa: ARG001 - every action has one signature
    """Atom's full text."""
    _add_content(walk, element, "text/plain")


def encoded(walk: Walk, element: Element, depth: int) -> None:  # noqa: ARG001 - every handler takes the same
    """RSS's full text, which is HTML."""
    _add_content(walk, element, "text/html")


def subtitle(walk: Walk, element: Element, depth: int) -> None:  # noqa: ARG001 - every handler takes the same
    """What an entry shows where it has no summary."""
    if walk.here.is_feed:
        walk.skip_inline(element)
    else:
        walk.here.subtitle = walk.content(element, "text/plain")


def inline(walk: Walk, element: Element, depth: int) -> None:  # noqa: ARG001 - every handler takes the same
    """Markup of which nothing is kept."""
    walk.skip_inline(element)


def _summarise(walk: Walk, element: Element, depth: int, *, default_type: str, is_description: bool) -> None:
    here = walk.here
    if here.is_feed and not walk.in_feed:
        raise RefusedError
    if here.summary is not None and not walk.has_content:
        _add_content(walk, element, "text/plain")
        return
    if here.is_feed:
        if not is_description:
            here.summary = ""
        walk.skip_inline(element)
        return
    text = walk.content(element, default_type)
    if depth <= here.summary_depth:
        here.summary, here.summary_depth = text, depth


def _add_content(walk: Walk, element: Element, default_type: str) -> None:
    here = walk.here
    walk.has_content = True
    if here.is_feed and not walk.in_feed:
        raise RefusedError
    text = walk.content(element, default_type)
    here.contents.append(text)
    if here.summary is None:
        here.summary = text
