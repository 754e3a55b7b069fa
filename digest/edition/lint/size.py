"""S: how much a mail program takes before it clips or drops."""

from __future__ import annotations

import quopri
from collections.abc import Iterator
from typing import Final

from digest.edition.lint.mail import Mail
from digest.edition.lint.measure import dimensions
from digest.edition.lint.page import Page
from digest.edition.lint.rule import rule

CLIPPED_BYTES: Final = 102_400
ROOMY_BYTES: Final = 80_000
STYLE_BYTES, ROOMY_STYLE_BYTES = 16_384, 12_288
_MOST_LINKS, _MOST_PICTURES = 200, 40
_MESSAGE_BYTES, _EMBEDDED_BYTES = 150_000, 100_000
_HERO_BYTES, _HERO_PX = 200_000, 1_200


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


@rule("S04", "warning", mend="print less, and link to pictures instead of embedding them")
def heavy(mail: Mail) -> Iterator[tuple[str, str]]:
    """The message without its attachments, and each picture that travels with it."""
    extra = sum(len(part.content) * 4 // 3 for part in mail.parts)
    alone = len(mail.source) - extra
    if alone > _MESSAGE_BYTES:
        yield "message", f"{alone:,} bytes"
    for part in mail.parts:
        if part.content_id and len(part.content) > _EMBEDDED_BYTES:
            yield part.content_id, f"{len(part.content):,} bytes embedded"


@rule("S06", "warning", mend="scale it to twice its slot, 1,200 px, and save it smaller: 200 KB at most")
def large_pictures(page: Page) -> Iterator[tuple[str, str]]:
    """The files of pictures, where they are at hand: embedded, or beside an .html file."""
    for image in page.named("img"):
        content = page.picture(image.attributes.get("src", ""))
        if len(content) > _HERO_BYTES:
            yield image.place, f"a file of {len(content):,} bytes"
        width, _ = dimensions(content)
        if width > _HERO_PX:
            yield image.place, f"a picture {width:,} px wide"


RULES = (clipped, roomy, styles_dropped, styles_long, crowded, large_pictures)
MESSAGE_RULES = (heavy,)
