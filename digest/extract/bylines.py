"""Printed bylines: a page's tree in, the texts of the elements that say that they name an author out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from digest.extract.zones import SILENT, class_of, zone_of
from digest.text import fold_space

LINK_HINT: Final = "link to the author's page"
_HINT: Final = re.compile(
    r"(?:^|[\s_-])(?:(?:article|post|entry|story)?(?:by-?line|authors?)|by-?lines?|written-?by|posted-?by|autor|autora|"
    r"autore|autores|autoren|auteurs?|redakteur|forfatter|författare|yazar|signature|firma|writer|journalist|reporter)"
    r"(?:[\s_-]*names?)?(?=$|[\s_-])"
)
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NAMED: Final = (
    "uthor", "yline", "utor", "uteur", "ignature", "firma", "riter", "ritten", "osted", "edakteur", "orfatter",
    "örfattare", "azar", "ournalist", "eporter",
)  # fmt: skip
_SIGNED: Final = (
    "//*["
    + " or ".join(f"contains(@class, '{name}')" for name in _NAMED)
    + " or contains(@rel, 'author') or contains(@itemprop, 'author') or contains(@id, 'yline')"
    " or contains(@data-testid, 'yline') or contains(@data-testid, 'uthor') or contains(@data-component, 'yline')]"
)
_LINKS: Final = "//a[contains(@href, '/author/') or contains(@href, '/authors/') or contains(@href, '/autor/')]"
_SHUT: Final = frozenset({"related", "comments", "nav", "footer", "promo", "caption"})
_MOST_IN_BYLINE: Final = 12
_LONGEST_BYLINE: Final = 300


def read_bylines(tree: Any) -> Iterator[tuple[str, str]]:
    """Yield (hint, text) of what stands in elements marked as byline, then of links to authors' pages (`LINK_HINT`)."""
    for element in tree.xpath(_SIGNED):
        own = _own_hint(element)
        if _HINT.search(own) and element.tag not in SILENT and len(element) <= _MOST_IN_BYLINE:
            yield from _read(element, own)
    for link in tree.xpath(_LINKS):
        yield from _read(link, LINK_HINT)


def _own_hint(element: Any) -> str:
    """Return what an element says of its own role: its names in lower case, camelCase also parted."""
    names = [element.get(name) or "" for name in ("rel", "id", "data-testid", "data-component")]
    parts = _CAMEL.sub(" ", (element.get("class") or "")[:300]).casefold()
    plain = class_of(element)
    return " ".join(filter(None, (plain.strip(), parts if parts not in plain else "", *names))).casefold()


def _read(element: Any, hint: str) -> Iterator[tuple[str, str]]:
    zones = (zone_of(outer, str(outer.tag)) for outer in element.iterancestors())
    text = fold_space(str(element.text_content())[:_LONGEST_BYLINE])
    if text and _SHUT.isdisjoint(zones):
        yield hint, text
