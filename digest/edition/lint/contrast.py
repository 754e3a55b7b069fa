"""A07: every text against what lies behind it, in the light palette and in the dark one.

The light palette is what the style attributes say; the dark one is that with the rules of the
`prefers-color-scheme: dark` blocks laid over it, which all carry `!important`. Formulas: WCAG 2.2, "relative
luminance" and "contrast ratio"; thresholds: its success criterion 1.4.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from digest.edition.lint.css import StyleRule, declarations_of, is_large, rules_of
from digest.edition.lint.page import Element, Page
from digest.edition.lint.rule import rule

_NEEDED, _NEEDED_LARGE = 4.5, 3.0
_HEX: Final = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\b", re.IGNORECASE)
_SIMPLE: Final = re.compile(r"([a-z][a-z0-9]*)?((?:\.[\w-]+)*)\Z", re.IGNORECASE)
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_NAMED: Final = {"black": _BLACK, "white": _WHITE}
_INHERITED: Final = ("font", "font-size", "font-weight")
Colour = tuple[int, int, int]


@rule("A07", "error", mend="darken the one or lighten the other: 4.5:1, or 3:1 from 24 px or bold 18.66 px")
def light(page: Page) -> Iterator[tuple[str, str]]:
    """The palette of the style attributes."""
    yield from _low(page, rules=(), palette="light")


@rule("A07", "error", mend="restyle it in the dark block: 4.5:1, or 3:1 from 24 px or bold 18.66 px")
def dark(page: Page) -> Iterator[tuple[str, str]]:
    """The palette of the dark block."""
    rules = [style for css in page.styles for style in rules_of(css) if _is_dark(style.condition)]
    if rules:
        yield from _low(page, rules=rules, palette="dark")


@rule("A07", "error", mend="underline it, or give it a colour of 3:1 against the text around it")
def unmarked(page: Page) -> Iterator[tuple[str, str]]:
    """Links within a sentence that only readers of colours can tell from it (WCAG 1.4.1)."""
    for link in page.named("a"):
        around = link.parent
        if around is None or not link.words or not any(letter.isalpha() for letter in "".join(around.words)):
            continue
        style, lineage = _style(link, ()), [_style(one, ()) for one in around.lineage()]
        plain = "none" in style.get("text-decoration", "")
        if plain and contrast(_front([style, *lineage]), _front(lineage)) < _NEEDED_LARGE:
            yield link.place, f"{link.text[:40]!r} looks like the text around it"


def _is_dark(condition: str) -> bool:
    return "prefers-color-scheme" in condition and "dark" in condition


def _low(page: Page, *, rules: Sequence[StyleRule], palette: str) -> Iterator[tuple[str, str]]:
    """Yield each element whose own words have too little contrast; one finding for one pair of colours and tag."""
    seen: set[tuple[str, Colour, Colour]] = set()
    styles = {id(element): _style(element, rules) for element in page.body.walk()}
    for element in page.body.walk():
        lineage = [styles[id(parent)] for parent in element.lineage() if id(parent) in styles]
        if not element.words or any(style.get("display") == "none" for style in lineage):
            continue
        front, back = _front(lineage), _back(lineage)
        ratio = contrast(front, back)
        needed = _NEEDED_LARGE if is_large(_fonts(lineage)) else _NEEDED
        if ratio < needed and (element.tag, front, back) not in seen:
            seen.add((element.tag, front, back))
            yield element.place, f"{palette}: {_written(front)} on {_written(back)} is {ratio:.1f}:1, not {needed}:1"


def _style(element: Element, rules: Sequence[StyleRule]) -> dict[str, str]:
    """The declarations of an element: its attribute, and over it every rule that matches, the last one winning."""
    style = dict(declarations_of(element.attributes.get("style", "")))
    if "bgcolor" in element.attributes:
        style.setdefault("background-color", element.attributes["bgcolor"])
    for matching in rules:
        if any(_matches(selector, element) for selector in matching.selectors):
            style |= {name: value.replace("!important", "").strip() for name, value in matching.declarations}
    return style


def _matches(selector: str, element: Element) -> bool:
    """Match `tag`, `.class` and `tag.class`; a selector with a combinator matches by its last part."""
    simple = _SIMPLE.match(selector.rsplit(maxsplit=1)[-1]) if selector.split() else None
    if not simple:
        return False
    tag, classes = simple.group(1), set(filter(None, simple.group(2).split(".")))
    return tag in {None, element.tag} and classes <= set(element.attributes.get("class", "").split())


def _front(lineage: Sequence[dict[str, str]]) -> Colour:
    return next((colour for style in lineage if (colour := parse_colour(style.get("color", "")))), _BLACK)


def _back(lineage: Sequence[dict[str, str]]) -> Colour:
    for style in lineage:
        colour = parse_colour(style.get("background-color", "") or style.get("background", ""))
        if colour:
            return colour
    return _WHITE


def _fonts(lineage: Sequence[dict[str, str]]) -> dict[str, str]:
    """The nearest font declarations, of one element, with what it overrides in order."""
    for style in lineage:
        fonts = {name: value for name, value in style.items() if name in _INHERITED}
        if "font" in fonts or "font-size" in fonts:
            return fonts
    return {}


def parse_colour(value: str) -> Colour | None:
    """Read #rgb, #rrggbb, black or white; None for anything else."""
    found = _HEX.search(value)
    if not found:
        return _NAMED.get(value.strip().lower())
    digits = found.group(1) if len(found.group(1)) == len("rrggbb") else "".join(digit * 2 for digit in found.group(1))
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def contrast(front: Colour, back: Colour) -> float:
    """Give the contrast ratio of two colours, 1 to 21."""
    high, low = sorted((_luminance(front), _luminance(back)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    channels = [channel / 255 for channel in colour]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]  # noqa: PLR2004
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _written(colour: Colour) -> str:
    return "#" + bytes(colour).hex()


RULES = (light, dark, unmarked)
