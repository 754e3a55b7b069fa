"""Broken pages: a finished page in, the bytes that a careless site would send out."""

from __future__ import annotations

import re

from .markup import Html, Page

OPTIONAL_END_TAGS = re.compile(r"</(?:p|li|td|tr|figcaption|article|section|main|body|html)>")


def encode_page(html: Html, *, broken: str) -> Page:
    """Encode a page as UTF-8, or with the fault that the piece asks for."""
    match broken:
        case "no-close-tags":
            return Page(OPTIONAL_END_TAGS.sub("", html).encode())
        case "latin1-as-utf8":
            # Windows-1252 is what such servers send in truth, under a header that promises UTF-8.
            return Page(html.encode("cp1252", errors="xmlcharrefreplace"))
        case _:
            return Page(html.encode())


def spoil_json(text: str) -> str:
    """Leave a comma dangling and the outermost bracket open, as hand-written templates do."""
    return f"{text.rstrip()[:-1].rstrip()},\n"
