"""Links, identities, enclosures and pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from digest.intake.quick.addresses import address_in, join
from digest.intake.quick.names import attributes_of
from digest.intake.quick.refusal import RefusedError
from digest.intake.quick.walk import Walk

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml"})
# `?a=1&b;=2` was `?a=1&b=2` before someone closed the reference.
_NAMED = re.compile(r"&([A-Za-z0-9_]+);")


def link(walk: Walk, element: Element, depth: int) -> None:  # noqa: ARG001 - every action has one signature
    """RSS's link, which is text, or Atom's, which is an attribute: the page, a hub, the feed itself, an enclosure."""
    attributes = attributes_of(element)
    if not attributes:
        _text_link(walk, element)
        return
    relation = attributes.get("rel", "alternate")
    kind = attributes.get("type", "application/atom+xml" if relation == "self" else "text/html")
    href = address_in(attributes)
    _must_be_plain(walk, href)
    here = walk.here
    if href is None:
        if relation != "alternate":
            raise RefusedError
        _text_link(walk, element)
    elif len(element):
        raise RefusedError
    else:
        href = join(walk.base, href)
        if relation == "alternate" and kind in _HTML_TYPES:
            here.link = href
    if href and relation == "enclosure":
        here.enclosures.append((href, kind, attributes.get("length", "")))
    elif href and here.is_feed and relation in {"hub", "self"}:
        here.words.setdefault(relation, href)


def guid(walk: Walk, element: Element, depth: int) -> None:  # noqa: ARG001 - every handler takes the same
    """The identity of an entry, which is its link too unless it says that it is none."""
    here = walk.here
    is_link = not element.keys() or attributes_of(element).get("ispermalink", "true") == "true"
    if here.is_feed and not walk.in_feed:
        raise RefusedError
    here.key = walk.address(element) if is_link else walk.leaf(element)
    if is_link and here.link is None:
        here.link = here.key


def enclosure(walk: Walk, element: Element, depth: int) -> None:
    """A file that belongs to the entry."""
    attributes = attributes_of(element)
    href = address_in(attributes) or attributes.get("href", "")
    _must_be_plain(walk, href)
    walk.here.enclosures.append((href, _kind_in(attributes), attributes.get("length", "")))
    walk.children(element, depth + 1)


def media_content(walk: Walk, element: Element, depth: int) -> None:
    """A picture, film or sound of Media RSS."""
    attributes = attributes_of(element)
    url = attributes.get("url") or attributes.get("href") or ""
    _must_be_plain(walk, url)
    walk.here.media.append((url, _kind_in(attributes)))
    walk.children(element, depth + 1)


def media_thumbnail(walk: Walk, element: Element, depth: int) -> None:  # noqa: ARG001 - every handler takes the same
    """A small picture of Media RSS."""
    attributes = attributes_of(element)
    url = attributes.get("url") or attributes.get("href") or ""
    _must_be_plain(walk, url)
    text = walk.leaf(element)
    if "url" not in attributes and text:
        url = join(walk.base, text)
    walk.here.thumbnails.append(url)


def _text_link(walk: Walk, element: Element) -> None:
    here, text = walk.here, walk.address(element)
    if not here.is_feed:
        here.link = _NAMED.sub(r"&\1", text.replace("&amp;", "&")) if "&" in text else text
    elif walk.in_feed:
        here.link = _NAMED.sub(r"&\1", text) if "&" in text else text


def _must_be_plain(walk: Walk, url: str | None) -> None:
    if walk.is_soup and url and not url.isascii():
        raise RefusedError


def _kind_in(attributes: Mapping[str, str]) -> str:
    return attributes.get("type") or attributes.get("medium") or ""
