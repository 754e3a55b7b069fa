"""Text as one concept: any string in, a folded, compared, counted or split one out. Pure, for every script."""

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

_CLOSERS: Final = "\"'”’»›)\\]）」』】"
_STOP: Final = re.compile(rf"[。！？｡]+[{_CLOSERS}]*|[.!?…؟۔।]+(?:\s?»|[{_CLOSERS}])*(?=\s)")
_JAPANESE_QUOTED: Final = re.compile(r"[とのがをはにで、]")
_OPENER: Final = "\"'“‘«‹„(¿¡[「『"
_ABBREVIATED: Final = """
mr mrs ms dr prof st gen sen rep gov lt col capt sgt maj adm rev hon jr sr vs etc inc ltd co corp no art
approx dept est fig jan feb mar apr jun jul aug sep sept oct nov dec mme mlle bzw ca evtl ggf nr usw vgl str
abs bd sra srta dña ud uds avv dott ing sig pag prof.ssa godz im inż mgr pkt płk ul r т.д т.п ім вул ст г
"""
_ABBREVIATIONS: Final = frozenset(_ABBREVIATED.split())


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


def split_sentences(text: str, language: str = "") -> tuple[str, ...]:
    """Split a paragraph into its sentences, in order; white space is folded, nothing else is changed."""
    text = fold_space(text)
    sentences, start = [], 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, stop, start=start, language=language):
            sentences.append(text[start : stop.end()].strip())
            start = stop.end()
    return tuple(sentence for sentence in (*sentences, text[start:].strip()) if sentence)


def _ends_sentence(text: str, stop: re.Match[str], *, start: int, language: str) -> bool:
    sentence, mark, rest = text[start : stop.start()], stop.group(), text[stop.end() :].lstrip()
    if mark[0] in "。！？｡":
        inside = sum(map(sentence.count, "「『（")) > sum(map((sentence + mark).count, "」』）"))
        return not inside and not (len(mark.rstrip("。！？｡")) and _JAPANESE_QUOTED.match(rest))
    if not rest or rest.lstrip(_OPENER)[:1].islower():
        return False
    if mark != ".":
        return True
    last = sentence.split()[-1].strip(_OPENER) if sentence.split() else ""
    if last.casefold() in _ABBREVIATIONS or (len(last) == 1 and last.isupper() and last.isascii()):
        return False
    if last.isdigit() and len(last) <= 2:  # noqa: PLR2004 - "3. Oktober": ordinals are written so in these languages
        return _primary(language) not in {"de", "pl", "cs", "da", "fi", "hu", "no", "nb", "sk", "sl", "hr", "tr"}
    return not re.fullmatch(r"(?:[^\W\d_]\.)+[^\W\d_]", last)  # U.S., z.B.: more often inside than at an end


def _primary(language: str) -> str:
    return language.replace("_", "-").partition("-")[0].casefold()
