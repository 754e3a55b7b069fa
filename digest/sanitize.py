"""Untrusted HTML -> safe plain text. The one place that decides which markup may live: here, none."""

from __future__ import annotations

import html
import re

import nh3

# Where a block begins or ends; the tag itself is left to the cleaner, which knows where it stops.
_BREAK = re.compile(
    r"(?=</?(?:p|div|br|hr|li|ul|ol|dt|dd|h[1-6]|blockquote|pre|tr|td|th|table|section|article|figure|figcaption)\b)",
    re.IGNORECASE,
)
_SPACE = re.compile(r"[ \t\r\f\v\u00a0]+")
# Characters that break a layout or hide text: controls, bidi overrides and isolates, zero-width joins of nothing.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff\ufffe\uffff\ud800-\udfff]"
)
_CLEANER = nh3.Cleaner(tags=set(), clean_content_tags={"script", "style", "svg", "math", "template", "noscript"})


def plain_lines(markup: str) -> tuple[str, ...]:
    """The text of an HTML fragment, a line for each block; scripts, styles and SVG go with their content."""
    whole = markup.encode("utf-8", "ignore").decode()  # half a surrogate pair (JSON's "\\ud800") is no character
    marked = _BREAK.sub("\n", whole)
    text = _SPACE.sub(" ", _UNSAFE.sub("", html.unescape(_CLEANER.clean(marked))))
    lines = (line.strip() for line in text.split("\n"))
    return tuple(line for line in lines if line)


def plain_text(markup: str) -> str:
    """The text of an HTML fragment on one line."""
    return " ".join(plain_lines(markup))
