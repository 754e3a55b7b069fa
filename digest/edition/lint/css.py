"""CSS text -> declarations and rules, as far as the rules of mail need it: no cascade, no exotic syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_LARGE_PX, _LARGE_BOLD_PX = 24.0, 18.66
_FONT_SIZE: Final = re.compile(r"(?:^|\s)(\d+(?:\.\d+)?)px")
_FONT: Final = re.compile(
    r"(?P<before>(?:[a-z0-9-]+\s+)*?)(?P<size>\d[\d.]*(?:[a-z]+|%))(?:\s*/\s*(?P<height>\S+))?\s+(?P<family>.+)\Z"
)
_BOLD: Final = re.compile(r"(?:^|\s)(?:bold|bolder|[6-9]00)(?:\s|$)")


@dataclass(frozen=True, slots=True)
class StyleRule:
    """`condition` is the at-rule around it ("" for none), `depth` how many at-rules that are."""

    condition: str
    depth: int
    selectors: tuple[str, ...]
    declarations: tuple[tuple[str, str], ...]


@lru_cache(maxsize=2048)
def declarations_of(css: str) -> tuple[tuple[str, str], ...]:
    """Split the inside of a rule or a style attribute into names (small letters) and values."""
    pairs = (piece.partition(":") for piece in _COMMENT.sub("", css).split(";"))
    return tuple((name.strip().lower(), value.strip()) for name, colon, value in pairs if colon)


def spread(name: str, value: str) -> tuple[tuple[str, str], ...]:
    """Split the shorthand `font` into its size, line height, weight and family; anything else stays as it is."""
    found = _FONT.match(value) if name == "font" else None
    if not found:
        return ((name, value),)
    weight = _BOLD.search(found["before"] or "")
    parts = (
        ("font-weight", weight.group().strip() if weight else ""),
        ("font-size", found["size"]),
        ("line-height", found["height"] or ""),
        ("font-family", found["family"]),
    )
    return ((name, value), *(part for part in parts if part[1]))


@lru_cache(maxsize=2048)
def in_force(css: str) -> Mapping[str, str]:
    """Give what the inside of a style attribute comes to: shorthands of fonts spread, the last declaration winning."""
    return {part: amount for name, value in declarations_of(css) for part, amount in spread(name, value)}


def rules_of(css: str, condition: str = "", depth: int = 0) -> Iterator[StyleRule]:
    """Yield the rules of a style sheet in order, those inside at-rules with their condition."""
    text = _COMMENT.sub("", css)
    start = 0
    while (opening := text.find("{", start)) >= 0:
        head = text[start:opening].rpartition(";")[2].strip()
        end = _closing(text, opening)
        inside = text[opening + 1 : end]
        if head.startswith("@") and "{" in inside:
            yield from rules_of(inside, condition=head, depth=depth + 1)
        else:
            selectors = tuple(part.strip() for part in head.split(","))
            yield StyleRule(condition, depth, selectors, declarations_of(inside))
        start = end + 1


def _closing(text: str, opening: int) -> int:
    """Where the brace at `opening` closes; the end of the text when it never does."""
    level = 0
    for position in range(opening, len(text)):
        level += {"{": 1, "}": -1}.get(text[position], 0)
        if level == 0:
            return position
    return len(text)


def is_large(style: dict[str, str]) -> bool:
    """Say whether text of this style counts as large: 24 px, or 18.66 px bold (WCAG 2.2, "large scale")."""
    size, bold = 16.0, False
    for name, value in style.items():
        found = _FONT_SIZE.search(value) if name in {"font", "font-size"} else None
        size = float(found.group(1)) if found else size
        bold = bool(_BOLD.search(value)) if name in {"font", "font-weight"} else bold
    return size >= (_LARGE_BOLD_PX if bold else _LARGE_PX)
