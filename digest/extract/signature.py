"""Who signs an article: a page's declarations and printed bylines in, its authors (people only) and signature out.

The outlet, its agencies and "staff reporter" are no people: they stand in the signature, as the page words it, where
nobody else signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from digest.extract.jsonld import as_list, as_text, types_of
from digest.extract.markup import Markup
from digest.extract.people import looks_like_byline, looks_like_name, read_people
from digest.text import fold_space, letters

_METAS: Final = (
    "author", "article:author", "parsely-author", "dc.creator", "dc:creator", "sailthru.author", "byl",
    "cxenseparse:author",
)  # fmt: skip
_LINKED: Final = re.compile(r"https?:|@|/\w+/")
_LONGEST_UNMARKED: Final = 80
_MOST_PRINTED: Final = 4


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: `people` in the order of the page, or else `byline`, the words of a signature that names nobody."""

    people: tuple[str, ...] = ()
    people_origin: str = ""
    byline: str = ""
    byline_origin: str = ""


def read_signature(markup: Markup, article: Mapping[str, Any], outlets: Sequence[str]) -> Signature:
    """Read who signs: JSON-LD first, then meta elements, then the bylines that readers see."""
    byline, said_by = "", ""
    for origin, signed in _declared(markup, article):
        people = [person for name, is_group in signed if not is_group for person in read_people(name, outlets=outlets)]
        if people:
            return Signature(tuple(dict.fromkeys(people)), origin)
        if signed and not byline:
            byline, said_by = ", ".join(dict.fromkeys(name for name, _ in signed)), origin
    return Signature(byline=byline, byline_origin=said_by)


def _declared(markup: Markup, article: Mapping[str, Any]) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    """Yield (origin, [(name, whether it is an organization)]) for each place where a page says who signs."""
    authors = [author for author in as_list(article.get("author")) if _is_words(as_text(author))]
    yield "json-ld", [(fold_space(as_text(author)), _is_organization(author)) for author in authors]
    for meta in _METAS:
        yield "opengraph", [(name, False) for name in markup.metas.get(meta, ()) if _is_words(name)]
    marked = [(hint, text) for hint, text in markup.bylines if looks_like_byline(text) or looks_like_name(text)]
    yield "byline", [(text, False) for hint, text in marked[:_MOST_PRINTED] if hint == marked[0][0]]
    yield "byline", [(text, False) for text in _below_headline(markup) if looks_like_byline(text)][:1]


def _is_organization(author: Any) -> bool:
    return isinstance(author, Mapping) and "organization" in " ".join(types_of(author)).casefold()


def _below_headline(markup: Markup) -> Iterator[str]:
    """Yield the short blocks from the headline on: a byline without a mark stands there, or below the text."""
    first = next((at for at, block in enumerate(markup.blocks) if block.tag == "h1"), 0)
    for block in markup.blocks[first:]:
        if not block.zone and len(block.text) <= _LONGEST_UNMARKED:
            yield block.text


def _is_words(name: str) -> bool:
    key = letters(name)
    return bool(key) and not key.isdigit() and not _LINKED.search(name)
