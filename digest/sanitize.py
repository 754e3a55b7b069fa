"""Untrusted HTML -> safe plain text. The one place that decides which markup may live: here, none."""

from __future__ import annotations

import html
import re

import nh3

_BREAK = re.compile(
    r"<(?:/?(?:p|div|br|li|ul|ol|h[1-6]|blockquote|tr|table|section|article|figure)\b[^>]*)>", re.IGNORECASE
)
_SPACE = re.compile(r"[ \t\r\f\v\u00a0]+")
# Characters that break a layout or hide text: controls, bidi overrides and isolates, zero-width joins of nothing.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff\ufffe\uffff\ud800-\udfff]"
)
_CLEANER = nh3.Cleaner(tags=set(), clean_content_tags={"script", "style", "svg", "math", "template", "noscript"})


def plain_lines(markup: str) -> tuple[str, ...]:
    """The text of an HTML fragment, a line for each block; scripts, styles and SVG go with their content."""
    marked = _BREAK.sub("\n", markup)
    text = html.unescape(_CLEANER.clean(marked))
    lines = (_SPACE.sub(" ", _UNSAFE.sub("", line)).strip() for line in text.split("\n"))
    return tuple(line for line in lines if line)


def plain_text(markup: str) -> str:
    """The text of an HTML fragment on one line."""
    return " ".join(plain_lines(markup))
