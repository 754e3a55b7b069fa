"""Who signs an article: a page's declarations and printed bylines in, its authors (people only) and signature out.

The outlet, its agencies and "staff reporter" are no people: they stand in the signature, as the page words it, where
nobody else signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from digest.extract.bylines import LINK_HINT
from digest.extract.jsonld import as_list, as_text, types_of
from digest.extract.markup import Markup
from digest.extract.people import looks_like_byline, looks_like_name, read_people
from digest.extract.phrases import fold_phrase, month_numbers, phrases
from digest.text import fold_space, letters

_METAS: Final = (
    "author", "article:author", "parsely-author", "dc.creator", "dc:creator", "sailthru.author", "byl",
    "cxenseparse:author", "article:author_name", "article-author", "article.author", "og:article:author", "authors",
    "author_name", "dcterms.creator", "citation_author", "bt:author", "dcsext.author",
)  # fmt: skip
_AROUND: Final = " ,|•·–—-:()[]/"
_DATE_WORDS: Final = frozenset(
    [
        "",
        "on",
        "am",
        "le",
        "el",
        "em",
        "il",
        "published",
        "posted",
        "updated",
        "last",
        "at",
        "vom",
        "publié",
        "publicado",
    ]
)
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
    """Read who signs: JSON-LD first, then meta elements, microdata and the bylines that readers see."""
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
    authors = [author for author in _authors(article) if _is_words(as_text(author))]
    yield "json-ld", [(fold_space(as_text(author)), _is_organization(author)) for author in authors]
    for meta in _METAS:
        yield "opengraph", [(name, False) for name in markup.metas.get(meta, ()) if _is_words(name)]
    yield "opengraph", [(name, False) for name in _labelled(markup) if _is_words(name)]
    items = [author for author in _authors(markup.item) if _signs(_undated(as_text(author)))]
    yield "microdata", [(_undated(as_text(author)), _is_organization(author)) for author in items]
    bylines = [(hint, _undated(text)) for hint, text in markup.bylines]
    for links in (False, True):
        marked = [(hint, text) for hint, text in bylines if (hint == LINK_HINT) is links and _signs(text)]
        yield "byline", [(text, False) for hint, text in marked[:_MOST_PRINTED] if hint == marked[0][0]]
    yield "byline", [(text, False) for text in _below_headline(markup) if looks_like_byline(text)][:1]


def _authors(thing: Mapping[str, Any]) -> list[Any]:
    return as_list(thing.get("author")) or as_list(thing.get("creator"))


def _labelled(markup: Markup) -> Iterator[str]:
    """Yield what a card for link previews prints beside "Written by": label and content are meta elements of a pair."""
    for number in ("1", "2"):
        label = fold_phrase(markup.meta(f"twitter:label{number}")).rstrip(" :")
        if label and phrases("byline").opening(label) == len(label):
            yield markup.meta(f"twitter:data{number}")


def _signs(text: str) -> bool:
    return looks_like_byline(text) or looks_like_name(text)


def _undated(text: str) -> str:
    """Cut the date off a marked byline: "By Ann Lee on May 4, 2012" is "By Ann Lee"."""
    words = text[: next((at for at, char in enumerate(text) if char.isdigit()), len(text))].split()
    dated = len(words) < len(text.split())
    while dated and words and (bare := fold_phrase(words[-1]).strip(_AROUND)) in _DATE_WORDS | month_numbers().keys():
        words.pop()
        dated = bare in _DATE_WORDS or bare in month_numbers()
    return " ".join(words).strip(_AROUND)


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
