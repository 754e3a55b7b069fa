"""A, continued: fingers, flags, capitals and the share of pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from digest.edition.lint.css import declarations_of, in_force
from digest.edition.lint.page import Element, Page
from digest.edition.lint.rule import rule

_TARGET_PX, _GAP_CHARACTERS = 24.0, 3
_PX: Final = re.compile(r"(\d+(?:\.\d+)?)px")
_LINES: Final = frozenset({"p", "td", "li", "div", "h1", "h2", "h3", "h4", "h5", "h6"})
_FLAG: Final = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_MARKS: Final = "[\\s\u200e\u200f\u061c\u00a0]*"
_LONE_FLAG: Final = re.compile(f"{_FLAG.pattern}{_MARKS}(?:\\Z|[,;·|.]|{_FLAG.pattern})")
_FEWEST_CAPITALS: Final = 12
_FEWEST_CHARACTERS: Final = 500


@rule("A09", "warning", mend="give lists of links lines of 24 px, and something of 8 px between them")
def targets(page: Page) -> Iterator[tuple[str, str]]:
    """Lines of nothing but links, too low or too close for a finger (WCAG 2.5.8; a link in a sentence is exempt)."""
    for line in page.body.walk():
        links = [element for element in line.children if element.tag == "a" and element.text]
        if line.tag not in _LINES or not links or len(links) != len([one for one in line.children if one.text]):
            continue
        between = [piece for piece in line.words if any(letter.isalnum() for letter in piece)]
        if between:
            continue
        for link in links:
            height = _height(link)
            if height and height < _TARGET_PX:
                yield link.place, f"a target of {height:g} px"
        gaps = [piece for piece in line.words if 0 < len(piece) < _GAP_CHARACTERS]
        if len(links) > 1 and (gaps or len(line.words) < len(links) - 1) and not _padded(links):
            yield line.place, "links without a gap"


def _height(link: Element) -> float:
    """The height of a link of one line, px: line height and its own padding; 0 when nothing inline says."""
    own = in_force(link.attributes.get("style", ""))
    padding = 2 * _pixels(own.get("padding", "")) + _pixels(own.get("padding-top", ""))
    padding += _pixels(own.get("padding-bottom", ""))
    heights = (
        _pixels(in_force(around.attributes.get("style", "")).get("line-height", "")) for around in link.lineage()
    )
    height = next(filter(None, heights), 0.0)
    return height + padding if height else 0.0


def _pixels(value: str) -> float:
    """The first length in px of a value; 0 for none."""
    found = _PX.search(value)
    return float(found.group(1)) if found else 0.0


def _padded(links: list[Element]) -> bool:
    """Say whether between any two neighbours one has padding or margin, or is a line of its own."""
    return all(
        any(
            name.startswith(("padding", "margin")) or (name, value) == ("display", "block")
            for link in pair
            for name, value in declarations_of(link.attributes.get("style", ""))
        )
        for pair in pairwise(links)
    )


@rule("A10", "warning", mend="write the country or the newsroom beside the flag: Windows draws flags as two letters")
def flags(page: Page) -> Iterator[tuple[str, str]]:
    """A flag with no word after it."""
    for line in page.body.walk():
        if line.tag in _LINES and _FLAG.search("".join(line.words)) and _LONE_FLAG.search(line.text):
            yield line.place, f"a flag that stands alone in {line.text[:40]!r}"


@rule("A11", "warning", mend="align text to its side, and write capitals as text-transform: uppercase")
def shouting(page: Page) -> Iterator[tuple[str, str]]:
    """Justified text tears holes; capitals in the source are spelled out by screen readers."""
    for element in page.body.walk():
        style = dict(declarations_of(element.attributes.get("style", "")))
        if "justify" in {style.get("text-align"), element.attributes.get("align")}:
            yield element.place, "justified"
        for piece in element.words:
            cased = [letter for letter in piece if letter.lower() != letter.upper()]
            if len(cased) >= _FEWEST_CAPITALS and " " in piece.strip() and all(map(str.isupper, cased)):
                yield element.place, f"capitals: {piece.strip()[:40]!r}"


@rule("A12", "info", mend="say in words what the picture says: filters distrust mails that are all picture")
def wordless(page: Page) -> Iterator[tuple[str, str]]:
    """Fewer than 500 characters of text beside a picture."""
    length = len(page.body.text)
    if page.named("img") and length < _FEWEST_CHARACTERS:
        yield "<body>", f"{length} characters beside {len(page.named('img'))} pictures"


RULES = (targets, flags, shouting, wordless)
