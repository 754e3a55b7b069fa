"""C: what makes a mail program drop an attribute, a rule or a whole style block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from digest.edition.lint.css import declarations_of, rules_of
from digest.edition.lint.page import Page
from digest.edition.lint.rule import rule

_SPACED_COLOUR: Final = re.compile(r"(?:rgb|hsl)a?\(\s*[\d.]+%?(?:deg)?\s+[\d.]", re.IGNORECASE)
_MODERN: Final = re.compile(
    r"\b(?:var|calc|clamp)\(|\d(?:rem|vw|vh)\b|(?:^|;)\s*(?:gap|position|float)\s*:|:\s*(?:grid|flex)\b"
)
_SCHEMES: Final = ("color-scheme", "supported-color-schemes")
_FEWEST_BLOCKS: Final = 3


@rule("C03", "error", mend="take the inner at-rule out: Gmail drops the whole style block")
def nested(page: Page) -> Iterator[tuple[str, str]]:
    """An at-rule within an at-rule."""
    for number, css in enumerate(page.styles, start=1):
        for style in rules_of(css):
            if style.depth > 1:
                yield f"style block {number}", f"{style.condition} stands in another at-rule"


@rule("C04", "error", mend="write colours as #rrggbb or with commas: Gmail drops the attribute or block")
def spaced_colours(page: Page) -> Iterator[tuple[str, str]]:
    """rgb(0 0 0 / 50%)."""
    for number, css in enumerate(page.styles, start=1):
        if _SPACED_COLOUR.search(css):
            yield f"style block {number}", "a colour without commas"
    for element in page.elements:
        if _SPACED_COLOUR.search(element.attributes.get("style", "")):
            yield element.place, "a colour without commas"


@rule("C05", "error", mend="take the comment out of the style attribute")
def comments(page: Page) -> Iterator[tuple[str, str]]:
    """Comments inside style attributes."""
    for element in page.elements:
        if "/*" in element.attributes.get("style", ""):
            yield element.place, "a comment in style"


@rule("C05", "warning", mend="take comments out of style blocks when building")
def block_comments(page: Page) -> Iterator[tuple[str, str]]:
    """Comments inside style blocks: some programs drop the block with them."""
    for number, css in enumerate(page.styles, start=1):
        if "/*" in css:
            yield f"style block {number}", "a comment"


@rule("C06", "error", mend="add !important: the inlined style wins over it otherwise")
def unimportant(page: Page) -> Iterator[tuple[str, str]]:
    """Declarations of media blocks that cannot win."""
    for number, css in enumerate(page.styles, start=1):
        for style in rules_of(css):
            if style.condition.startswith("@media") or any("[data-ogs" in selector for selector in style.selectors):
                for name, value in style.declarations:
                    if not value.endswith("!important"):
                        yield f"style block {number}", f"{', '.join(style.selectors)} {{{name}}} is not !important"


@rule("C07", "error", mend="name fonts inline, with a generic family at the end, and import nothing")
def imports(page: Page) -> Iterator[tuple[str, str]]:
    """Style sheets from elsewhere, and fonts without a fallback."""
    for number, css in enumerate(page.styles, start=1):
        if "@import" in css:
            yield f"style block {number}", "@import"
    for element in page.elements:
        for name, value in declarations_of(element.attributes.get("style", "")):
            if name in {"font", "font-family"} and not re.search(r"\b(?:serif|sans-serif|monospace|inherit)\b", value):
                yield element.place, f"{name}: {value} names no generic family"


@rule("C08", "warning", mend="use what CSS 2.1 has: px, block and table layout")
def modern(page: Page) -> Iterator[tuple[str, str]]:
    """Inline CSS that Outlook and others ignore."""
    for element in page.elements:
        found = _MODERN.search(element.attributes.get("style", ""))
        if found:
            yield element.place, found.group().strip()


@rule("C12", "error", mend="declare both colour-scheme metas as 'light dark', and a prefers-color-scheme: dark block")
def dark(page: Page) -> Iterator[tuple[str, str]]:
    """Without them a program inverts colours as it likes."""
    for name in _SCHEMES:
        metas = (meta.attributes for meta in page.named("meta"))
        contents = {meta.get("content", "") for meta in metas if meta.get("name") == name}
        if contents != {"light dark"}:
            yield "<head>", f"meta {name} is {' '.join(contents) or 'missing'}"
    if not any("prefers-color-scheme" in css and "dark" in css for css in page.styles):
        yield "<head>", "no prefers-color-scheme: dark block"


@rule("C13", "warning", mend="keep rest, mobile and dark in blocks of their own: a dropped one then loses only itself")
def blocks(page: Page) -> Iterator[tuple[str, str]]:
    """Three style blocks."""
    if len(page.styles) < _FEWEST_BLOCKS:
        yield "<head>", f"{len(page.styles)} style blocks"


RULES = (nested, spaced_colours, comments, block_comments, unimportant, imports, modern, dark, blocks)
