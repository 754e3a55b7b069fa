"""Pictures inside a plain-text article: its lines in, the pictures and the lines that describe them out."""

from __future__ import annotations

from collections.abc import Sequence

from digest.extract.captions import clean_credit, looks_like_credit, split_credit
from digest.extract.heads import is_caption, looks_like_alt
from digest.extract.lines import Line
from digest.model import Image


def find_pictures(lines: Sequence[Line], reasons: Sequence[str]) -> tuple[tuple[Image, ...], frozenset[int]]:
    """Find the pictures of an article and say at which lines their words stand.

    A picture is an alternative text, a caption and a credit in this order; any of them may be missing, but a caption
    needs one of the others: a sentence alone is a sentence of the article.
    """
    pictures: list[Image] = []
    taken: set[int] = set()
    at = 0
    while at < len(lines):
        words = _picture_at(lines, reasons, at)
        if words:
            pictures.append(_describe([lines[place] for place in words]))
            taken.update(words)
        at = words[-1] + 1 if words else at + 1
    return tuple(pictures), frozenset(taken)


def _picture_at(lines: Sequence[Line], reasons: Sequence[str], at: int) -> list[int]:
    words: list[int] = []
    place = at
    if _free(lines, reasons, place) and looks_like_alt(lines[place]):
        words.append(place)
        place += 1
    if _free(lines, reasons, place) and not looks_like_credit(lines[place].text) and is_caption(lines, reasons, place):
        words.append(place)
        place += 1
    if place < len(lines) and reasons[place] in {"", "credit"} and looks_like_credit(lines[place].text):
        words.append(place)
    return words


def _free(lines: Sequence[Line], reasons: Sequence[str], at: int) -> bool:
    return at < len(lines) and reasons[at] in {"", "caption"}


def _describe(words: Sequence[Line]) -> Image:
    alt = caption = credit = ""
    for line in words:
        if looks_like_credit(line.text):
            credit = clean_credit(line.text)
        elif looks_like_alt(line) and not alt and len(words) > 1:
            alt = line.text
        else:
            caption, inner = split_credit(line.text)
            credit = credit or inner
    if not alt and not credit and len(words) == 1:
        alt, caption = caption, ""
    return Image("", alt=alt, caption=caption, credit=credit)
