"""C, continued: sizes and widths, judged on the inline styles alone: what is left when every style block is dropped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from digest.edition.lint.css import declarations_of, in_force
from digest.edition.lint.page import Element, Page
from digest.edition.lint.rule import rule

_PX: Final = re.compile(r"(\d+(?:\.\d+)?)(?:px)?\Z")
_BODY_PX, _LEAST_PX, _LEAST_LEADING = 14.0, 12.0, 1.4
_HEADING_PX, _ENOUGH_CHARACTERS = 20.0, 1000
_NOTES_TO_READING: Final = 3
_SLOT_PX, _PHONE_PX = 600.0, 320.0
_BLOCKS: Final = frozenset({"p", "td", "th", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "table", "blockquote"})
_LONGEST_WORD, _LONGEST_LINE = 40, 40
_BREAKING: Final = ("overflow-wrap", "word-wrap", "word-break")


@rule(
    "C09", "warning", mend="use padding or line-height: Yahoo makes height min-height, and larger text is cut elsewhere"
)
def heights(page: Page) -> Iterator[tuple[str, str]]:
    """A fixed height around text."""
    for element in page.body.walk():
        height = _style(element).get("height", "")
        if element.tag in _BLOCKS and _pixels(height) and element.text and not _is_hidden(element):
            yield element.place, f"height: {height} around text"


@rule(
    "C11",
    "warning",
    mend="give bgcolor or background-color too: Outlook and pictures that are off leave text on nothing",
)
def backdrops(page: Page) -> Iterator[tuple[str, str]]:
    """A background picture without a colour behind it."""
    for element in page.elements:
        style = _style(element)
        pictured = "url(" in style.get("background", "") or "url(" in style.get("background-image", "")
        coloured = "bgcolor" in element.attributes or "background-color" in style
        if (pictured or "background" in element.attributes) and not coloured:
            yield element.place, "a background picture without a colour"


@rule(
    "C14",
    "warning",
    mend="14 px or more for reading and 12 px for notes, lines of 1.4 times that, nothing beyond 600 px",
)
def sizes(page: Page) -> Iterator[tuple[str, str]]:
    """Text too small or too tight, and what is wider than the slot."""
    sized = [(element, *_font(element)) for element in page.body.walk() if element.words and not _is_hidden(element)]
    lengths: Counter[bool] = Counter()
    said: set[tuple[str, float, float]] = set()
    for element, size, leading in sized:
        lengths[size < _BODY_PX] += sum(map(len, element.words))
        if (element.tag, size, leading) in said:
            continue
        said.add((element.tag, size, leading))
        if size < _LEAST_PX:
            yield element.place, f"{size:g} px of text"
        # Headings are tighter by right; what is below 14 px is a note.
        if _BODY_PX <= size < _HEADING_PX and element.tag in _BLOCKS and leading and leading / size < _LEAST_LEADING:
            yield element.place, f"lines of {leading:g} px for text of {size:g} px"
    if lengths.total() >= _ENOUGH_CHARACTERS and lengths[True] > lengths[False] * _NOTES_TO_READING:
        yield "<body>", f"most of the text is smaller than {_BODY_PX:g} px"
    for element in page.body.walk():
        width = _fixed_width(element)
        if width > _SLOT_PX:
            yield element.place, f"{width:g} px wide"


@rule("C15", "warning", mend="let widths shrink: max-width and 100 % inline, no nowrap, and words that may break")
def narrow(page: Page) -> Iterator[tuple[str, str]]:
    """What would make a phone of 320 px scroll sideways if a program drops the style blocks."""
    for element in page.body.walk():
        style = _style(element)
        width = _fixed_width(element)
        if width > _PHONE_PX and not _shrinks(element):
            yield element.place, f"{width:g} px wide, and does not shrink"
        least = _pixels(style.get("min-width", ""))
        if least > _PHONE_PX:
            yield element.place, f"min-width of {least:g} px"
        if element.tag == "tr":
            row = sum(_fixed_width(cell) for cell in element.children)
            if row > _PHONE_PX and len(element.children) > 1:
                yield element.place, f"cells of {row:g} px together"
        if style.get("white-space") == "nowrap" and len(element.text) > _LONGEST_LINE:
            yield element.place, f"{len(element.text)} characters that may not wrap"
        longest = max((len(word) for piece in element.words for word in re.split(r"[\s\u200b/-]+", piece)), default=0)
        if longest > _LONGEST_WORD and not _is_hidden(element) and not _breaks(element):
            yield element.place, f"a word of {longest} characters that may not break"


def _style(element: Element) -> dict[str, str]:
    return dict(declarations_of(element.attributes.get("style", "")))


def _pixels(value: str) -> float:
    """Read "12px" or "12"; 0 for anything else."""
    found = _PX.match(value.strip())
    return float(found.group(1)) if found else 0.0


def _fixed_width(element: Element) -> float:
    style = _style(element)
    return _pixels(style["width"]) if "width" in style else _pixels(element.attributes.get("width", ""))


def _shrinks(element: Element) -> bool:
    style = _style(element)
    return style.get("max-width", "").endswith("%") or style.get("width", "").endswith("%")


def _breaks(element: Element) -> bool:
    return any(name in _style(around) for around in element.lineage() for name in _BREAKING)


def _is_hidden(element: Element) -> bool:
    return any(_style(around).get("display") == "none" for around in element.lineage())


def _font(element: Element) -> tuple[float, float]:
    """The size and the line height in force, px; 16 and 0 (the program's own) where nothing inline says."""
    size = leading = 0.0
    for around in element.lineage():
        style = in_force(around.attributes.get("style", ""))
        size = size or _pixels(style.get("font-size", ""))
        height = style.get("line-height", "")
        leading = leading or (_pixels(height) if height.endswith("px") else 0.0)
        if size and leading:
            break
    return size or 16.0, leading


RULES = (heights, backdrops, sizes, narrow)
