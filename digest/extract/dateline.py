"""Datelines: an article's first paragraph in, the place it was filed from and the paragraph without it out."""

from __future__ import annotations

import re
from typing import Final

_DASH: Final = r"(?:\s*(?:[—–―]|--?|\.-|\.–|//)\s*|:\s+)"
_CAPS: Final = r"[^\W\d_a-zß-öø-ÿа-яіїєґ][^\W\d_a-zß-öø-ÿа-яіїєґ]+"
_PLACE: Final = rf"{_CAPS}(?:[ '’.\-/]{{1,2}}{_CAPS}|\sD\.C\.)*"
_REGION: Final = r"(?:,\s?(?:[^\W\d_][\w.'’\-]*\s?){1,3})?"
_DAY: Final = r"(?:,?\s\d{1,2}(?:\s[^\W\d_]{3,10}\.?)?)?"
_AGENCY: Final = r"\s?\((?:[^()]{2,30})\)"
_SHOUTED: Final = re.compile(rf"^({_PLACE}{_REGION}){_DAY}(?:{_AGENCY})?{_DASH}(?=\S)")
_WITH_AGENCY: Final = re.compile(
    rf"^((?:[^\W\d_][\w.'’\-]+[ /]){{0,3}}[^\W\d_][\w.'’\-]+{_REGION}){_DAY}"
    r"\s?\(([A-Za-z][A-Za-z./\-]{1,14}|Europa Press|EUROPA PRESS|رويترز|أ ف ب|الأناضول|د ب أ|وكالات|Укрінформ)\)"
    rf"(?:{_DASH}|:\s?|\.\s(?=\S))"
)
_ARABIC: Final = re.compile(r"^((?:[\u0621-\u0652]+\s){0,2}[\u0621-\u0652]+)(?:\s?\([^()]{2,20}\))?\s?[—–-]\s?(?=\S)")
_CJK_DASHED: Final = re.compile(
    r"^([\u3040-\u30ff\u3400-\u9fff・]{1,12})(?:\s?[（(][^()（）]{2,20}[)）])?\s?(?:—|――|──)\s?(?=\S)"
)
_BRACKETED: Final = re.compile(r"^[【（〔\[]([^】）〕\]\d]{1,12}?)(?:[＝=・][^】）〕\]]{1,12})?[】）〕\]]\s?(?=\S)")
_CJK_SHARED: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LONGEST: Final = 60
_REACH: Final = 200
_NOT_PLACES: Final = frozenset(
    {"UPDATE", "BREAKING", "EXCLUSIVE", "WATCH", "LIVE", "NEW", "LE POINT SUR LA SITUATION", "QUESTION", "Q", "A"}
)


def split_dateline(paragraph: str) -> tuple[str, str]:
    """Split "TAIPEI — After the attacks" into ("TAIPEI", "After the attacks"); no dateline gives ("", paragraph).

    A place stands in capitals, or has an agency in brackets behind it, or is written as Arabic, Chinese and
    Japanese papers do; the agency and the day are dropped with the dash.
    """
    patterns = [_SHOUTED, _WITH_AGENCY]
    if re.match(r"[\u0600-\u06ff]", paragraph):
        patterns = [_ARABIC]
    elif _CJK_SHARED.search(paragraph[:6]):
        patterns = [_CJK_DASHED, _BRACKETED]
    for pattern in patterns:
        found = pattern.match(paragraph[:_REACH])
        rest = paragraph[found.end() :] if found else ""
        if found and len(found[1]) <= _LONGEST and len(rest) > len(found[1]) and found[1] not in _NOT_PLACES:
            return found[1].strip(" ,"), rest
    return "", paragraph
