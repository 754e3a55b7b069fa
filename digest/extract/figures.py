"""Figures: a page's tree in, the pictures of its article with alternative text, caption and credit out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from digest.extract.captions import split_credit
from digest.extract.zones import SILENT, class_of, zone_of
from digest.model import Image
from digest.text import count_words, fold_space

_CAPTION_HINT: Final = re.compile(
    r"caption|cutline|legend|bildunterschrift|bildtext|didascalia|pie-de-foto|pie-foto|podpis"
)

_CREDIT_HINT: Final = re.compile(r"credit|copyright|photographer|fotograf|source|author|autor|byline|rights")

_FIGURE_HINT: Final = re.compile(r"(?:^|[\s_-])(?:image|photo|picture|media|figure|wp-caption|bild|foto)(?=$|[\s_-])")

_MOST_FIGURES: Final = 60

_LONGEST_CAPTION: Final = 80


def read_figures(tree: Any, *, url: str) -> Iterator[Image]:
    """Yield pictures that have a caption or an alternative text, outside of furniture, in reading order."""
    count = 0
    for element in tree.iter("figure", "div"):
        if element.tag == "div" and not _is_figure(element):
            continue
        zones = (zone_of(outer, str(outer.tag)) for outer in element.iterancestors())
        if any(zone in {"related", "nav", "footer", "comments", "promo", "ad"} for zone in zones):
            continue
        image = _figure(element, url=url)
        if image.url and (image.caption or image.alt or image.credit):
            yield image
            count += 1
        if count >= _MOST_FIGURES:
            return


def _is_figure(division: Any) -> bool:
    """Tell whether a division is a figure: by its class, or as the parent of a picture and of words under it."""
    if len(division) > 12 or division.find(".//figure") is not None:  # noqa: PLR2004 - a figure has few children
        return False
    captioned = any(_CAPTION_HINT.search(class_of(child)) for child in division if isinstance(child.tag, str))
    return bool(_FIGURE_HINT.search(class_of(division))) or (division.find("img") is not None and captioned)


def _figure(figure: Any, *, url: str) -> Image:
    picture = next(figure.iter("img"), None)
    address = _source(picture) if picture is not None else ""
    captions, credits_ = [], []
    for element in figure.iter():
        if not isinstance(element.tag, str) or element.tag in SILENT:
            continue
        own = class_of(element)
        if element.tag == "figcaption" or (_CAPTION_HINT.search(own) and not _CREDIT_HINT.search(own)):
            captions.append(element)
        elif _CREDIT_HINT.search(own) and element is not figure and element.tag != "img":
            credits_.append(element)
    credit = next(filter(None, (fold_space(str(element.text_content())) for element in credits_)), "")
    caption = next(filter(None, (fold_space(str(element.text_content())) for element in captions)), "")
    if count_words(caption) > _LONGEST_CAPTION:  # an unclosed figcaption swallows the article
        caption = fold_space(next(filter(None, map(str.strip, captions[0].itertext())), ""))
    if credit and len(credit) < len(caption):
        caption = fold_space(caption.replace(credit, " ")).rstrip(" |–—-(").strip()
    caption, inner = split_credit("" if caption == credit else caption)
    alt = fold_space(picture.get("alt") or "") if picture is not None else ""
    return Image(absolute(address, url), alt=alt, caption=caption, credit=split_credit(credit)[1] or credit or inner)


def _source(picture: Any) -> str:
    for name in ("src", "data-src", "data-original", "data-lazy-src"):
        value = (picture.get(name) or "").strip()
        if value and not value.startswith("data:"):
            return str(value)
    candidates = [part.split()[0] for part in (picture.get("srcset") or "").split(", ") if part.split()]
    return candidates[-1] if candidates else ""


def absolute(address: str, base: str) -> str:
    """Resolve an address against that of its page, "" for what is no web address."""
    try:
        joined = urljoin(base, address.strip()) if address else ""
        return joined if urlsplit(joined).scheme in {"http", "https", ""} else ""
    except ValueError:
        return ""
