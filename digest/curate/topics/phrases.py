"""An editor's phrases: text with `*` in, a test that finds it in any script out.

Case and accents do not count. A phrase stands between word boundaries, except in scripts without spaces; Arabic and
Hebrew words may carry the letters that lean on them (و ف ب ل ك ال, ו ה ב ל מ ש כ). `*` stands for the rest of a word,
a blank for any run of blanks or hyphens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from digest.curate.reading.tokens import fold, is_unspaced

_ARABIC = re.compile(r"[\u0621-\u064a\u06cc\u06a9]")
_HEBREW = re.compile(r"[\u05d0-\u05ea]")
_BLANK = re.compile(r"[\s\-‐‑–]+")
_LEANING_ARABIC = "(?:[وف]?[بلك]?(?:ال)?|وال|لل)"
_LEANING_HEBREW = "[ושכמ]?[הבל]?"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A compiled phrase, as the editor wrote it; `anchor` is a piece of it that must stand in a text it matches."""

    written: str
    anchor: str
    pattern: re.Pattern[str]

    def count(self, folded: str) -> int:
        """Count how often the phrase stands in a text that was folded by `tokens.fold`."""
        if self.anchor not in folded:
            return 0
        return sum(1 for _ in self.pattern.finditer(folded))


@lru_cache(maxsize=4096)
def compile_phrase(written: str) -> Phrase | None:
    """Compile a phrase; None when nothing but blanks and wildcards is left of it."""
    plain = _BLANK.sub(" ", fold(written)).strip()
    pieces = [piece for piece in re.split(r"[ *]+", plain) if piece]
    if not pieces:
        return None
    body = "".join(r"\w*" if sign == "*" else r"[\s\-‐‑–]+" if sign == " " else re.escape(sign) for sign in plain)
    left = "" if is_unspaced(pieces[0][0]) else rf"(?<!\w){_leaning(pieces[0])}"
    right = "" if is_unspaced(pieces[-1][-1]) else r"(?!\w)"
    return Phrase(written, max(pieces, key=len), re.compile(f"{left}{body}{right}"))


def _leaning(word: str) -> str:
    if _ARABIC.match(word):
        return _LEANING_ARABIC
    return _LEANING_HEBREW if _HEBREW.match(word) else ""
