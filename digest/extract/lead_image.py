"""The lead picture: what a page declares and shows in, the picture with its words out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from digest.extract.jsonld import as_list, as_text
from digest.extract.markup import Markup
from digest.model import Image
from digest.text import fold_space


def find_lead_image(markup: Markup, article: Mapping[str, Any], url: str) -> Iterator[tuple[str, Image | None]]:
    """Yield (origin, picture) candidates for the lead picture, best first; words come from the figure that shows it."""
    declared = as_list(article.get("image")) or as_list(article.get("thumbnailUrl"))
    first = declared[0] if declared else ""
    address = str(first.get("url") or first.get("contentUrl") or "") if isinstance(first, Mapping) else as_text(first)
    caption = as_text(first.get("caption") or first.get("description")) if isinstance(first, Mapping) else ""
    credit = (
        as_text(first.get("creditText") or first.get("copyrightHolder") or first.get("author"))
        if isinstance(first, Mapping)
        else ""
    )
    opened = markup.meta("og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src")
    opened_size = {"width": markup.meta("og:image:width"), "height": markup.meta("og:image:height")}
    lead = markup.figures[0] if markup.figures else None
    for origin, candidate in (("json-ld", address), ("opengraph", opened), ("microdata", _marked(markup))):
        absolute = _absolute(candidate, url)
        if not absolute:
            continue
        sizes = first if origin == "json-ld" and isinstance(first, Mapping) else opened_size
        figure = next((figure for figure in markup.figures if _same_picture(figure.url, absolute)), None)
        image = Image(
            absolute,
            alt=markup.meta("og:image:alt", "twitter:image:alt"),
            caption=fold_space(caption),
            credit=fold_space(credit),
            width=_pixels(sizes.get("width")),
            height=_pixels(sizes.get("height")),
        )
        yield origin, _merge(image, figure)
    yield "figure", lead


def _marked(markup: Markup) -> str:
    """Return the address of the picture that microdata name."""
    first = next(iter(as_list(markup.item.get("image"))), "")
    found = first.get("url") or first.get("contentUrl") if isinstance(first, Mapping) else first
    return as_text(found or markup.item.get("thumbnailUrl"))


def _pixels(value: Any) -> int:
    digits = re.match(r"\s*(\d{1,5})\b", as_text(value) or str(value or ""))
    return int(digits[1]) if digits else 0


def _merge(image: Image, figure: Image | None) -> Image:
    if figure is None:
        return image
    return replace(
        image,
        alt=figure.alt or image.alt,
        caption=figure.caption or image.caption,
        credit=figure.credit or image.credit,
    )


def _same_picture(left: str, right: str) -> bool:
    """Compare pictures by file name without size and extension: one picture is served in many cuts."""
    one, two = (
        re.sub(r"[-_]?\d{2,4}x\d{2,4}|\.\w{2,5}$|@\dx", "", unquote(urlsplit(url).path).rpartition("/")[2])
        for url in (left, right)
    )
    return left == right or (bool(one) and len(one) > 3 and one == two)  # noqa: PLR2004 - "img" names nothing


def _absolute(address: str, url: str) -> str:
    try:
        joined = urljoin(url, address) if address else ""
        return joined if urlsplit(joined).scheme in {"http", "https"} else ""
    except ValueError:
        return ""
