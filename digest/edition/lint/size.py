"""S: how much a mail program takes before it clips or drops."""

from __future__ import annotations

import quopri
from collections.abc import Iterator
from typing import Final

from digest.edition.lint.page import Page
from digest.edition.lint.rule import rule

CLIPPED_BYTES: Final = 102_400
ROOMY_BYTES: Final = 80_000
STYLE_BYTES, ROOMY_STYLE_BYTES = 16_384, 12_288
_MOST_LINKS, _MOST_PICTURES = 200, 40


@rule("S01", "error", mend="print fewer stories or shorter summaries: Gmail clips the mail at 102,400 bytes")
def clipped(page: Page) -> Iterator[tuple[str, str]]:
    """The HTML as quoted-printable: what Gmail may count."""
    encoded = len(quopri.encodestring(page.source.encode("utf-8", "replace")))
    if encoded > CLIPPED_BYTES:
        yield "html", f"{encoded:,} bytes encoded"


@rule("S02", "warning", mend="leave room for the encoding and the server's additions: stay below 80,000 bytes")
def roomy(page: Page) -> Iterator[tuple[str, str]]:
    """The HTML as it is."""
    decoded = len(page.source.encode("utf-8", "replace"))
    if decoded > ROOMY_BYTES:
        yield "html", f"{decoded:,} bytes"


@rule("S03", "error", mend="shorten the style blocks: Gmail drops the one that crosses 16,384 bytes")
def styles_dropped(page: Page) -> Iterator[tuple[str, str]]:
    """The sum of all style blocks."""
    total = sum(len(style.encode("utf-8", "replace")) for style in page.styles)
    if total > STYLE_BYTES:
        yield "style", f"{total:,} bytes"


@rule("S03", "warning", mend="shorten the style blocks before they reach 16,384 bytes")
def styles_long(page: Page) -> Iterator[tuple[str, str]]:
    """The sum of all style blocks comes close."""
    total = sum(len(style.encode("utf-8", "replace")) for style in page.styles)
    if ROOMY_STYLE_BYTES < total <= STYLE_BYTES:
        yield "style", f"{total:,} bytes"


@rule("S05", "info", mend="fewer links and pictures load faster and raise less suspicion")
def crowded(page: Page) -> Iterator[tuple[str, str]]:
    """Links and pictures, counted."""
    for tag, most in (("a", _MOST_LINKS), ("img", _MOST_PICTURES)):
        count = len(page.named(tag))
        if count > most:
            yield f"<{tag}>", f"{count} of them"


RULES = (clipped, roomy, styles_dropped, styles_long, crowded)
