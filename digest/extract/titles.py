"""Headlines: what a page calls itself in several places in, the headline without the outlet's name out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from digest.text import count_words, fold_space, letters

_SEPARATOR: Final = re.compile(r"\s+[|•·–—»:›/-]{1,2}\s+|\s*[|｜»]\s*|\s?--\s?|(?<=[。」])\s?[-_]\s?|_|(?<=\w):\s+")
_SAME: Final = 0.6


def strip_site(title: str, *, outlets: Iterable[str], others: Sequence[str] = ()) -> str:
    """Take the outlet's name off either end of a title: "Dam opens - The Herald" gives "Dam opens".

    `others` are further headlines of the same page: a part that is one of them is the headline.
    """
    title = fold_space(title)
    shut = {letters(outlet) for outlet in outlets if outlet}
    known = {letters(other) for other in others if other}
    if letters(title) in known:
        return title
    for cut in _SEPARATOR.finditer(title):
        head, tail = title[: cut.start()].strip(), title[cut.end() :].strip()
        if letters(head) in known or (_names(tail, shut) and head):
            return strip_site(head, outlets=outlets, others=others) if letters(head) not in known else head
        if letters(tail) in known or (_names(head, shut) and count_words(tail) > count_words(head)):
            return tail
    return title


def outlet_names(declared: Iterable[str], url: str) -> tuple[str, ...]:
    """Return the names an outlet goes by: what the page declares, its host, and the host without its ending."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    parts = host.split(".")
    label = max(parts[:-1], key=len, default="") if len(parts) > 1 else ""
    names = [fold_space(name) for name in declared]
    return tuple(dict.fromkeys(name for name in (*names, host, label) if name))


def agree(left: str, right: str) -> bool:
    """Tell whether two headlines say the same: one holds the other, or most words are shared."""
    a, b = letters(left), letters(right)
    if not a or not b:
        return False
    if a in b or b in a:
        return min(len(a), len(b)) >= _SAME * max(len(a), len(b))
    one, two = set(left.casefold().split()), set(right.casefold().split())
    return len(one & two) >= _SAME * max(len(one), len(two))


def _names(part: str, shut: set[str]) -> bool:
    key = letters(part)
    return bool(key) and any(key in {name, name + "com", "the" + name} for name in shut)
