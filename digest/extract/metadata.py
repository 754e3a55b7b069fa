"""Metadata: a page's markup in, title, authors, dates, picture and their like out, each with its origin.

JSON-LD is asked first, then OpenGraph and other meta elements, then microdata, then the elements a reader sees, then
the extractor's own guess. A date is taken only from where a page declares one, never from its running text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from digest.extract.genre import genre_of_title, genre_of_type, read_genre
from digest.extract.jsonld import as_list, as_text, pick_article, read_objects, types_of
from digest.extract.lead_image import find_lead_image
from digest.extract.markup import Block, Markup
from digest.extract.published import find_modified, find_published
from digest.extract.signature import read_signature
from digest.extract.titles import agree, outlet_names, strip_site
from digest.model import Image
from digest.text import count_words, fold_space, letters

_STANDFIRST: Final = re.compile(
    r"stand-?first|(?:^|[\s_-])(?:dek|deck|chapo|subtitle|sub-?headline|subheading|sub-?title|strapline|entradilla|bajada|sommario|occhiello|lead-?text|article-?lead|article__lead|vorspann|teaser-?text|summary|article-?summary|intro|article-?intro|lede|perex|zajawka|lead)(?=$|[\s_-])"
)
_KICKER: Final = re.compile(
    r"(?:^|[\s_-])(?:kicker|overline|eyebrow|rubric|rubrik|rubrique|dachzeile|antetitulo|antetítulo|chapeu|surtitre|topper|section-?label|article-?section|label-?section|category-?label|sur-?titre)(?=$|[\s_-])"
)
_SHORTEST_STANDFIRST: Final = 5
_LONGEST_STANDFIRST: Final = 120
_MOST_STANDFIRSTS: Final = 2
_LONGEST_KICKER: Final = 6


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page declares about its article."""

    title: str = ""
    standfirst: str = ""
    kicker: str = ""
    authors: tuple[str, ...] = ()
    byline: str = ""
    genre: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    language: str = ""
    canonical_url: str = ""
    image: Image | None = None
    outlets: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    """Every form in which the page prints its headline."""
    marked_standfirsts: tuple[str, ...] = ()
    """Texts that the markup itself sets apart as standfirst."""
    objects: tuple[Mapping[str, Any], ...] = ()
    """The page's JSON-LD."""
    declared_body: tuple[str, ...] = ()
    """The text of the article as JSON-LD carries it."""
    origins: Mapping[str, str] = field(default_factory=dict)


Found = tuple[str, Any]
"""(origin, value)"""


def read_metadata(markup: Markup, *, url: str = "", guess: Metadata | None = None) -> Metadata:
    """Read what a page declares; `guess` fills title and authors where the page is silent."""
    guess = guess or Metadata()
    objects = read_objects(markup.scripts)
    article = pick_article(objects)
    outlets = outlet_names(_declared_outlets(markup, objects), url)
    origins: dict[str, str] = {}

    def take(name: str, candidates: Iterable[Found], default: Any = "") -> Any:
        origin, value = next(((origin, value) for origin, value in candidates if value), ("", default))
        if origin:
            origins[name] = origin
        return value

    headlines = tuple(_headlines(markup, article, outlets))
    title = take("title", (*headlines, ("trafilatura", strip_site(guess.title, outlets=outlets))))
    marked = tuple(dict.fromkeys(block.text for block in markup.blocks if _is_standfirst(block)))
    marked = marked if len(marked) <= _MOST_STANDFIRSTS else ()  # a class on the whole body says nothing
    signed = read_signature(markup, article, outlets)
    canonical = take("canonical_url", _addresses(markup, article, url))
    return Metadata(
        title=title,
        standfirst=take("standfirst", _standfirsts(markup, article, title=title, marked=marked)),
        kicker=take("kicker", _kickers(markup, article, title=title, outlets=outlets)),
        authors=take("authors", ((signed.people_origin, signed.people), ("trafilatura", guess.authors)), ()),
        byline=take("byline", ((signed.byline_origin, signed.byline),)),
        genre=take("genre", _genres(markup, article, title)),
        published=take("published", find_published(markup, article, url), None),
        modified=take("modified", find_modified(markup, article), None),
        language=take("language", _languages(markup, article)),
        canonical_url=canonical,
        image=take("image", find_lead_image(markup, article, url), None),
        outlets=outlets,
        headlines=tuple(dict.fromkeys(value for _, value in headlines if value)),
        marked_standfirsts=marked,
        objects=objects,
        declared_body=_declared_body(article),
        origins=origins,
    )


def _declared_body(article: Mapping[str, Any]) -> tuple[str, ...]:
    text = article.get("articleBody")
    if not isinstance(text, str):
        return ()
    lines = re.sub(r"<[^<>]{0,300}>", "\n", html.unescape(text)).splitlines()
    return tuple(filter(None, map(fold_space, lines)))


def _declared_outlets(markup: Markup, objects: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    yield markup.meta("og:site_name", "application-name", "twitter:app:name:iphone", "apple-mobile-web-app-title")
    for thing in objects:
        kinds = " ".join(types_of(thing)).casefold()
        if "newsmediaorganization" in kinds or "website" in kinds:
            yield as_text(thing.get("name"))
            yield as_text(thing.get("alternateName"))
        if thing.get("publisher"):
            yield as_text(thing["publisher"])


def _headlines(markup: Markup, article: Mapping[str, Any], outlets: tuple[str, ...]) -> Iterator[Found]:
    seen = [block.text for block in markup.blocks if block.tag == "h1" and block.zone not in {"nav", "footer"}]
    raw = [
        ("json-ld", as_text(article.get("headline"))),
        ("opengraph", markup.meta("og:title", "twitter:title", "title", "dc.title", "dc:title", "parsely-title")),
        ("html title", markup.title),
    ]
    bare = [text for _, text in raw]
    printed = next((text for text in seen if any(agree(text, other) for other in bare)), "")
    others = [text for text in (printed, bare[0], bare[1]) if text]
    if printed and letters(printed) not in {letters(outlet) for outlet in outlets}:
        yield "heading", printed
    for origin, text in raw:
        yield origin, strip_site(text, outlets=outlets, others=others)
    yield "microdata", fold_space(as_text(markup.item.get("headline")))
    yield "heading", seen[0] if len(seen) == 1 else ""


def _is_standfirst(block: Block) -> bool:
    sized = _SHORTEST_STANDFIRST <= block.words <= _LONGEST_STANDFIRST
    return sized and not block.zone and block.tag != "h1" and block.linked < 1 and bool(_STANDFIRST.search(block.hint))


def _standfirsts(markup: Markup, article: Mapping[str, Any], *, title: str, marked: tuple[str, ...]) -> Iterator[Found]:
    described = fold_space(as_text(article.get("description")))
    opened = markup.meta("og:description", "twitter:description", "description", "dc.description")
    taken = letters(title)
    candidates = (("standfirst element", marked[0] if marked else ""), ("json-ld", described), ("opengraph", opened))
    for origin, text in candidates:
        if (
            letters(text) != taken
            and count_words(text) >= _SHORTEST_STANDFIRST
            and not text.endswith(("...", "…", "[…]"))
        ):
            yield origin, text


def _kickers(markup: Markup, article: Mapping[str, Any], *, title: str, outlets: tuple[str, ...]) -> Iterator[Found]:
    shut = {letters(title), *(letters(outlet) for outlet in outlets)}
    elements = (b.text for b in markup.blocks if b.zone in {"", "tags"} and _KICKER.search(b.hint) and b.tag != "h1")
    sections = [item for item in as_list(article.get("articleSection")) if isinstance(item, str)]
    candidates = [("kicker element", text) for text in elements]
    candidates += [
        ("json-ld", sections[0] if sections else ""),
        ("opengraph", markup.meta("article:section", "section", "dc.subject")),
    ]
    for origin, text in candidates:
        text = fold_space(text.replace("&amp;", "&")).strip(" :|/›>»")  # noqa: PLW2901 - folded in place
        if text and letters(text) not in shut and count_words(text) <= _LONGEST_KICKER and "/" not in text:
            yield origin, text


def _genres(markup: Markup, article: Mapping[str, Any], title: str) -> Iterator[Found]:
    yield "json-ld", genre_of_type(types_of(article))
    yield "json-ld", read_genre(as_text(article.get("genre")))
    yield "title", genre_of_title(title)
    yield "label", next((g for b in markup.blocks if re.match(r"\s*[-–—]\S", b.text) and (g := read_genre(b.text))), "")
    yield "kicker element", next((g for b in markup.blocks if _KICKER.search(b.hint) and (g := read_genre(b.text))), "")
    yield "label", next((g for b in markup.blocks if "genre" in b.hint and (g := read_genre(b.text))), "")
    for section in (*as_list(article.get("articleSection")), markup.meta("article:section")):
        yield "section", read_genre(section) if isinstance(section, str) else ""


def _languages(markup: Markup, article: Mapping[str, Any]) -> Iterator[Found]:
    for origin, text in (
        ("html lang", markup.language),
        ("json-ld", as_text(article.get("inLanguage"))),
        ("opengraph", markup.meta("og:locale", "content-language", "language", "dc.language")),
    ):
        tag = text.replace("_", "-").strip()
        yield origin, tag if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", tag) else ""


def _addresses(markup: Markup, article: Mapping[str, Any], url: str) -> Iterator[Found]:
    candidates = (
        ("canonical link", markup.canonical_url),
        ("opengraph", markup.meta("og:url")),
        ("json-ld", as_text(article.get("mainEntityOfPage"))),
        ("request", url),
    )
    for origin, address in candidates:
        if not address:
            continue
        try:
            parts = urlsplit(urljoin(url, address))
        except ValueError:
            continue
        front = parts.path in {"", "/"} and bool(url) and urlsplit(url).path not in {"", "/"}
        yield origin, parts.geturl() if parts.scheme in {"http", "https"} and not front else ""
