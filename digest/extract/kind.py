"""What sort of page this is: what it declares, its address, title and text in, one of the kinds of `model` out.

A live blog, a gallery, a video page or a list of headlines has text, and is no article; a paywalled beginning is a
stub. Declarations count first, then the address and the title, each only together with the shape of the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from digest.extract.jsonld import as_list, as_text, is_article, types_of
from digest.extract.lines import Line
from digest.extract.markup import Markup
from digest.model import ArticleKind
from digest.text import count_words

STUB_WORDS: Final = 25
"""Fewer words of running text than this are no article, whatever the page says."""
_TEASER_WORDS: Final = 220
"""A page behind a paywall that shows fewer words than this shows only a beginning."""
_CAPTION_WORDS: Final = 150
_MOST_OF_IT: Final = 0.6
_WORDS_A_PICTURE: Final = 60
_MANY_PICTURES: Final = 8
_MANY_HEADLINES: Final = 12
_HEADLINE_WORDS: Final = 5
_RUNNING: Final = 3
"""Paragraphs of running text that no list of headlines has."""
_MANY_TIMES: Final = 6
_LIVE_PATH: Final = re.compile(
    r"(?:^|[/_-])(?:live-?(?:blog|ticker|updates?|news|feed|reporting)?|news-?ticker|en-?direct|endirecto|minuto-a-minuto"
    r"|aovivo|ao-vivo|diretta|na-zywo|relacja-na-zywo|onlayn|онлайн)(?:[/_-]|$)"
)
_LIVE_TITLE: Final = re.compile(
    r"^\W*(?:live|liveblog|liveticker|ticker|en direct|direct|en directo|en vivo|ao vivo|diretta|(?:relacja )?na żywo|"
    r"наживо|онлайн|مباشر|直播|ライブ)\s*[:：|–—-]|"
    r"(?:live updates|live blog|liveblog|liveticker|live-ticker|minuto a minuto|as it happened|速報中)\b",
    re.IGNORECASE,
)
_GALLERY_PATH: Final = re.compile(
    r"(?:^|[/_-])(?:galler(?:y|ies)|galeri[ae]s?|fotogaleri[ea]|foto-?strecken?|bilder(?:strecke|galerie)?|diaporamas?"
    r"|photo-?essay|in-pictures|photos|slideshows?|fotos|portfolio)(?:[/_-]|$)"
)
_VIDEO_PATH: Final = re.compile(r"(?:^|/)(?:videos?|watch|mediathek|av|tv)(?:/|$)")
_LIST_TYPES: Final = frozenset({"collectionpage", "itemlist", "searchresultspage", "profilepage"})
_CUT_OFF: Final = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$")


@dataclass(frozen=True, slots=True)
class Page:
    """What tells the kind of a page."""

    markup: Markup
    objects: Sequence[Mapping[str, Any]]
    """Its JSON-LD objects."""
    url: str
    title: str
    body: Sequence[str]
    pictures: int
    rules: Collection[str]
    """The rules that dropped lines of it."""


def tell_kind(page: Page) -> ArticleKind:
    """Tell what sort of page this is; "article" when nothing says otherwise."""
    words = sum(map(count_words, page.body))
    types = frozenset(kind.casefold() for thing in page.objects for kind in types_of(thing))
    path = _path(page.url)
    if _is_live(page, types, path):
        return "live"
    if words < _CAPTION_WORDS and _is_video(page, types, path):
        return "video"
    if _is_gallery(page, types, path, words):
        return "gallery"
    if _is_list(page, types, path, words):
        return "list"
    return "stub" if _is_stub(page, words) else "article"


def _is_live(page: Page, types: frozenset[str], path: str) -> bool:
    if "liveblogposting" in types:
        return True
    named = bool(_LIVE_TITLE.search(page.title)) + bool(_LIVE_PATH.search(path))
    return named > 1 or (named == 1 and len(page.markup.times) >= _MANY_TIMES)


def _is_video(page: Page, types: frozenset[str], path: str) -> bool:
    written = any(is_article(thing) for thing in page.objects)
    declared = "videoobject" in types and not written
    return declared or page.markup.meta("og:type").startswith("video") or bool(_VIDEO_PATH.search(path))


def _is_gallery(page: Page, types: frozenset[str], path: str, words: int) -> bool:
    if page.pictures == 0 or words >= _WORDS_A_PICTURE * max(page.pictures, _MANY_PICTURES // 2):
        return False
    declared = bool(types & {"imagegallery", "mediagallery"}) or bool(_GALLERY_PATH.search(path))
    return declared or (page.pictures >= _MANY_PICTURES and words < _WORDS_A_PICTURE)


def _is_list(page: Page, types: frozenset[str], path: str, words: int) -> bool:
    told = sum(Line(paragraph).prose for paragraph in page.body)
    if told >= _RUNNING or any(is_article(thing) for thing in page.objects):
        return False
    if page.markup.meta("og:type") == "article":
        return False
    headlines = sum(
        block.linked > _MOST_OF_IT and block.words >= _HEADLINE_WORDS
        for block in page.markup.blocks
        if block.zone not in {"nav", "footer"}
    )
    declared = bool(types & _LIST_TYPES) or path in {"", "/"}
    return (
        headlines >= _MANY_HEADLINES
        and (declared or page.markup.meta("og:type") == "website")
        and (words < headlines * 2 * _HEADLINE_WORDS)
    )


def _is_stub(page: Page, words: int) -> bool:
    if words < STUB_WORDS:
        return True
    article = next((thing for thing in page.objects if is_article(thing)), {})
    told = as_text(article.get("wordCount")) or str(article.get("wordCount") or "")
    if told.isdigit() and words < (1 - _MOST_OF_IT) * int(told):
        return True
    walled = "paywall" in page.rules or any(_is_walled(thing) for thing in page.objects)
    cut_off = bool(page.body) and _CUT_OFF.search(page.body[-1]) is not None
    return words < _TEASER_WORDS and (walled or (cut_off and words < _CAPTION_WORDS))


def _is_walled(thing: Mapping[str, Any]) -> bool:
    """schema.org's paywall markup: https://developers.google.com/search/docs/appearance/structured-data/paywalled-content."""
    parts = [thing, *(part for part in as_list(thing.get("hasPart")) if isinstance(part, Mapping))]
    return any(str(part.get("isAccessibleForFree")).casefold() == "false" for part in parts)


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.casefold()
    except ValueError:
        return ""
