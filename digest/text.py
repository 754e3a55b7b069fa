"""Text as one concept: any string in, a folded, compared or counted one out. Pure, for every script."""

from __future__ import annotations

import math
import re
import unicodedata
from typing import Final

_INVISIBLE: Final = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff]")
_NOT_LETTERS: Final = re.compile(r"[\W_]+")
_HAN_KANA: Final = re.compile(r"[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f]")
_UNSPACED: Final = re.compile(r"[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff]")
_WORD: Final = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")

# Characters of a word and words a minute: Trauzettel-Klosinski & Dietz 2012 (IReST), doi:10.1167/iovs.11-8284.
_CHARACTERS_A_WORD: Final = {"ja": 1.85}
_CHARACTERS_A_WORD_ELSEWHERE: Final = 1.6
_LETTERS_A_WORD_UNSPACED: Final = 5
_WORDS_A_MINUTE: Final = {
    "ar": 138, "de": 179, "en": 228, "es": 218, "fi": 161, "fr": 195, "he": 187, "it": 188, "ja": 193,
    "nl": 202, "pl": 166, "pt": 181, "ru": 184, "sl": 180, "sv": 199, "tr": 166, "uk": 184, "zh": 158,
}  # fmt: skip
_WORDS_A_MINUTE_ELSEWHERE: Final = 184


def fold_space(text: str) -> str:
    """Fold every run of white space to one blank and drop invisible and control characters."""
    return " ".join(_INVISIBLE.sub("", _CONTROL.sub(" ", text)).split())


def letters(text: str) -> str:
    """Reduce text to its casefolded letters and digits: two lines that a reader would call equal compare equal."""
    return _NOT_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


def count_words(text: str, language: str = "") -> int:
    """Count the words of a text in any script; scripts without spaces are counted by characters a word."""
    characters, unspaced = len(_HAN_KANA.findall(text)), len(_UNSPACED.findall(text))
    if characters or unspaced:
        text = _UNSPACED.sub(" ", _HAN_KANA.sub(" ", text))
    a_word = _CHARACTERS_A_WORD.get(_primary(language), _CHARACTERS_A_WORD_ELSEWHERE)
    return len(_WORD.findall(text)) + math.ceil(characters / a_word) + math.ceil(unspaced / _LETTERS_A_WORD_UNSPACED)


def reading_minutes(words: int, language: str = "") -> int:
    """Say how many minutes a text of so many words takes to read: at least 1, or 0 for no words."""
    return math.ceil(words / _WORDS_A_MINUTE.get(_primary(language), _WORDS_A_MINUTE_ELSEWHERE))


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].casefold()
