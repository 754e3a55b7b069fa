"""Input formats: the bytes of a file or response in, the articles of whichever format it is out."""

from __future__ import annotations

import re
from typing import Final

from digest.errors import ExtractError
from digest.extract.charset import decode_page
from digest.extract.dump import extract_dump
from digest.extract.page import MOST_BYTES, extract_page
from digest.model import Extraction

_HTML_HEAD: Final = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype|html|head|body|article|main|section|div|meta|\?xml)\b",
    re.IGNORECASE | re.DOTALL,
)
_ELEMENT: Final = re.compile(
    r"</?(?:p|div|a|span|h[1-6]|ul|li|br|img|table|article|body|html|head|script|meta)\b[^<>]{0,2000}>", re.IGNORECASE
)
_FEWEST_ELEMENTS: Final = 5
_HEAD_CHARACTERS: Final = 200_000


def extract_any(data: bytes, *, url: str = "", name: str = "") -> tuple[Extraction, ...]:
    """Extract the articles of a file whose format is not known: an HTML page gives one, a text dump one or more.

    Args:
        data: What the file holds.
        url: Where it came from, to resolve links.
        name: What errors call it, such as a file name.

    Raises:
        ExtractError: It holds no article.
    """
    text = decode_page(data[:MOST_BYTES])
    try:
        return (extract_page(data, url=url),) if looks_like_html(text) else extract_dump(text)
    except ExtractError as fault:
        raise ExtractError(f"{name or url or 'input'}: {fault}") from fault


def looks_like_html(text: str) -> bool:
    """Tell HTML from plain text by its content: it opens with an element, or has several of them."""
    head = text[:_HEAD_CHARACTERS].lstrip("\ufeff")
    if _HTML_HEAD.match(head):
        return True
    return sum(1 for _, _ in zip(range(_FEWEST_ELEMENTS), _ELEMENT.finditer(head), strict=False)) == _FEWEST_ELEMENTS
