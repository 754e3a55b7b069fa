"""Phrases with `*` in: written phrases in, and where they stand in a text out. Owns the package ahocorasick_rs.

Case and accents do not count. A phrase stands between word boundaries, except in scripts without spaces; words of
Arabic, Hebrew and Ethiopic may carry the letters that lean on them (و ف ب ل ك ال, ו ה ב ל מ ש כ, የ በ ለ ከ). `*` stands
for the rest of a word, a blank for any run of blanks or hyphens.

However many phrases there are, a text is read once: one automaton finds the longest piece of each phrase, and what
stands around a piece is looked at only there. Expressions are compiled only for phrases with a `*` inside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from ahocorasick_rs import AhoCorasick

from digest.curate.reading.tokens import INDIC, fold, is_unspaced

Span = tuple[int, int, int]
"""Begin, end, and the place of the phrase in its set."""

_WORD = rf"[\w{INDIC}]"
_IS_WORD = re.compile(_WORD)
_BLANK = re.compile(r"[\s\-‐‑–]+")
_LONE = re.compile(r"[\ud800-\udfff]")
_LEANING = (
    (
        re.compile(r"[\u0621-\u064a\u06cc\u06a9]"),
        frozenset({"".join(letters) for letters in product(("", "و", "ف"), ("", "ب", "ل", "ك"), ("", "ال"))} | {"لل"}),
    ),
    (
        re.compile(r"[\u05d0-\u05ea]"),
        frozenset("".join(letters) for letters in product(("", *"ושכמ"), ("", *"הבל"))),
    ),
    (re.compile(r"[\u1200-\u137f]"), frozenset(("", *"የበለከ"))),
)
_NOTHING = frozenset({""})
_LONGEST_LEANING = max(len(letters) for _, leaning in _LEANING for letters in leaning)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase, as it was written, made ready: `plain` is folded, with single blanks, wildcards kept."""

    written: str
    plain: str
    anchor: str
    """The longest piece without a wildcard: it must stand in a text that the phrase matches."""
    leaning: frozenset[str]
    """What may lean on the phrase's first word, the empty string included."""
    ends_open: bool
    """The last word may go on."""
    is_literal: bool
    """The anchor is all there is."""


class PhraseSet:
    """Many phrases, looked for together; a phrase goes by its place in the given order."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        """Build the automaton."""
        self._phrases = tuple(phrases)
        anchors: dict[str, list[int]] = {}
        for place, phrase in enumerate(self._phrases):
            anchors.setdefault(phrase.anchor, []).append(place)
        self._anchored = tuple(map(tuple, anchors.values()))
        self._automaton = AhoCorasick(list(anchors)) if anchors else None

    def find(self, folded: str) -> list[Span]:
        """Give each phrase at each place of a text that was folded by `tokens.fold`, by place.

        The places are those of the text with each run of blanks and hyphens made one blank.
        """
        if self._automaton is None:
            return []
        text = _level(folded).encode("utf-8", "replace").decode()
        found: set[Span] = set()
        odd: set[int] = set()
        for piece, begin, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            for place in self._anchored[piece]:
                phrase = self._phrases[place]
                if not phrase.is_literal:
                    odd.add(place)
                elif _ends_well(text, end, phrase) and _begins_well(text, begin, phrase):
                    found.add((begin, end, place))
        for place in odd:
            phrase = self._phrases[place]
            for match in _pattern(phrase.plain, phrase.ends_open).finditer(text):
                if _begins_well(text, match.start(), phrase):
                    found.add((match.start(), match.end(), place))
        return sorted(found)


@lru_cache(maxsize=1 << 17)
def compile_phrase(written: str) -> Phrase | None:
    """Make a phrase ready; None when nothing but blanks and wildcards is left of it."""
    plain = _level(fold(written)).strip()
    pieces = [piece.strip() for piece in plain.split("*") if piece.strip()]
    if not pieces:
        return None
    leaning = next((letters for script, letters in _LEANING if script.match(pieces[0])), _NOTHING)
    ends_open = plain.endswith("*")
    return Phrase(
        written=written,
        plain=plain.rstrip("*"),
        anchor=max(pieces, key=len),
        leaning=leaning,
        ends_open=ends_open,
        is_literal="*" not in plain.rstrip("*"),
    )


def _level(text: str) -> str:
    """Make each run of blanks and hyphens one blank; half a character is none, and the automaton takes none."""
    level = _BLANK.sub(" ", text)
    return level if level.isascii() else _LONE.sub("\ufffd", level)


def _ends_well(text: str, end: int, phrase: Phrase) -> bool:
    return phrase.ends_open or end == len(text) or is_unspaced(text[end - 1]) or _IS_WORD.match(text, end) is None


def _begins_well(text: str, begin: int, phrase: Phrase) -> bool:
    if begin == 0 or is_unspaced(text[begin]) or phrase.plain.startswith("*"):
        return True
    start = begin
    while start and _IS_WORD.match(text, start - 1):
        start -= 1
        if begin - start > _LONGEST_LEANING:
            return False
    return text[start:begin] in phrase.leaning


@lru_cache(maxsize=4096)
def _pattern(plain: str, ends_open: bool) -> re.Pattern[str]:  # noqa: FBT001 - only called by position
    """Compile a phrase with a wildcard inside; its beginning is looked at apart."""
    body = "".join(f"{_WORD}*" if sign == "*" else re.escape(sign) for sign in plain)
    right = "" if ends_open or is_unspaced(plain[-1]) else f"(?!{_WORD})"
    return re.compile(f"{body}{right}")
