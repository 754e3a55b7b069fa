"""Where support in part bites, what stands in for a missing property, and what may go missing without harm.

caniemail says that a program knows `text-indent` in part; it means that negative values are lost. A pattern here is
that note as a test of the value. Features that another rule judges more sharply never bite here.
"""

from __future__ import annotations

import re
from typing import Final

_NEVER: Final = r"(?!)"
BITES: Final = {
    slug: re.compile(pattern, re.IGNORECASE)
    for slug, pattern in {
        "css-background": r"gradient|/",  # url(): C11
        "css-background-color": r"^(?!transparent|inherit)[a-z]+$",
        "css-border": r"\b(?:9|[1-9]\d+)px",
        "css-font-size": r"rem\b|%|smaller|larger",
        "css-font-weight": r"^(?!400$|700$)\d",
        "css-letter-spacing": r"-\s*(?:[2-9]|1\d)|em\b",
        "css-text-align": r"\b(?:start|end|match-parent)\b",
        "css-text-transform": r"lowercase",
        "css-text-decoration": r"overline|\S\s+\S",
        "css-display": r"inline-|flow|contents|revert|initial|unset",
        "css-list-style": r"url\(",
        "css-rgb": r"rgb\((?:[^,)]*,){3}",
        "css-overflow": _NEVER,  # the note is of overflow-block and overflow-inline
        "css-overflow-wrap": _NEVER,  # the note is of Apple Mail's own default
        "css-word-break": r"keep-all",
        "css-word-wrap": _NEVER,
        "css-white-space": r"\bpre\b",
        "css-text-indent": r"-\d",
        "css-border-radius": r"/",
        "css-word-spacing": r"rem\b|ch\b",
        "css-at-media": r"height|orientation|landscape|portrait",
    }.items()
}

CELLS: Final = frozenset({"td", "th"})
TAGS: Final = {
    "css-padding": CELLS,
    "css-width": frozenset({"table", "td", "th", "tr"}),
    "css-max-width": frozenset({"table"}),
}
"""Outlook for Windows knows these on the named elements only."""

STAND_INS: Final = {
    "overflow-wrap": ("word-wrap", "word-break"),
    "word-break": ("word-wrap", "overflow-wrap"),
    "word-wrap": ("overflow-wrap", "word-break"),
    "overflow": ("mso-hide",),
    "max-height": ("mso-hide",),
    "max-width": ("mso-hide",),
    "display": ("mso-hide",),
    "padding": ("mso-padding-alt",),
    "line-height": ("mso-line-height-rule",),
    "background-image": ("background-color",),
}
"""A property on the same element that does the same work, at least in the program that lacks the first."""

ATTRIBUTES: Final = {"width": "width", "max-width": "width", "height": "height"}
"""An attribute that does the work of a property."""

INITIAL: Final = {
    "height": "auto",
    "width": "auto",
    "max-width": "none",
    "max-height": "none",
    "overflow": "visible",
    "position": "static",
    "float": "none",
    "opacity": "1",
}
"""What a program that does not know the property does anyhow."""

HANDED_DOWN: Final = frozenset({"line-height"})
"""Properties whose stand-in may also be on an element around."""

DECORATION: Final = frozenset(
    {"accent-color", "animation", "border-radius", "box-shadow", "cursor", "font-kerning", "hyphens", "opacity",
     "orphans", "outline", "outline-offset", "text-decoration-skip-ink", "text-decoration-thickness",
     "text-shadow", "text-underline-offset", "text-wrap", "transition", "user-select", "widows"}
)  # fmt: skip
"""Where it is missing, nothing is lost but ornament: a warning, never an error."""

INHERITED: Final = frozenset(
    {"color", "direction", "font", "font-family", "font-size", "font-style", "font-weight", "letter-spacing",
     "line-height", "text-align", "text-transform", "white-space", "word-spacing"}
)  # fmt: skip
