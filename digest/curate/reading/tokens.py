"""What a text is made of: plain text in, comparable words, names and numbers out.

Words are folded (case, accents, width) and cut to a stem's length; scripts written without spaces give character
pairs. Numbers come with Western digits and without separators, so that '1,200', '1.200', '١٢٠٠' and '1200' agree.
"""

from __future__ import annotations

import re
import unicodedata

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003134f"
)
"""Thai, Lao, Burmese, Khmer, kana and Han, as the inside of a character class: scripts without spaces."""

INDIC = "\u0900-\u0963\u0966-\u0dff"
"""The letters and vowel signs of Devanagari to Sinhala, as the inside of a character class: `re` takes many of their
vowel signs for no part of a word."""

_VOICED_KANA = {0x3099, 0x309A}
_NUKTAS = {0x093C, 0x09BC, 0x0A3C, 0x0ABC, 0x0B3C, 0x0C3C, 0x0CBC}
_INDIC_SIGNS = set(range(0x0900, 0x0E00)) - _NUKTAS
_LETTERS = {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ي": "ی", "ى": "ی", "ة": "ه"}
# One table instead of two patterns: a class of two thousand marks makes `re` ten times as slow as str.translate.
_FOLDED: dict[int, str | None] = {
    code: None
    for code in range(0x10000)
    if unicodedata.category(chr(code)) in {"Mn", "Cf"} and code not in _VOICED_KANA | _INDIC_SIGNS
}
_FOLDED.update((ord(letter), plain) for letter, plain in _LETTERS.items())
CAPITALS = "".join(letter for letter in map(chr, range(0x41, 0x590)) if letter.isupper())
"""Latin, Greek, Cyrillic and Armenian capitals, as the inside of a character class."""
_RUN = re.compile(rf"[{UNSPACED}]+|(?:[^\W_{UNSPACED}]|[{INDIC}])+")
_PLAIN_RUN = re.compile(r"[^\W_]+")
_IS_ODD = re.compile(rf"[{UNSPACED}{INDIC}]")
_IS_UNSPACED = re.compile(rf"[{UNSPACED}]")
_STEM_LETTERS = 7
_SHORTEST_NAME = 3

_NUMBER = re.compile(r"\d+(?:[.,'\u00a0\u202f\u066c\u2009\u3001 ]\d{3}(?!\d))*(?:[.,\u066b]\d+)?")
_OTHER_DIGIT = re.compile(r"[^\D0-9]")
_GROUPED = re.compile(r"(?<=\d)[.,'\u00a0\u202f\u066c\u2009\u3001 ](?=\d{3}(?!\d))")
_SCALE = re.compile(
    r"\s?(?:(?P<n4>[万萬만])|(?P<n8>[億亿억])|(?P<n6>m(?:illi?[oóõ]|il[yi]o|n\b|ln\b)|милли|мільй|млн|مليون|ملايين|百万|百萬))"
)
_CASED_NAME = re.compile(rf"(?<!\w)[{CAPITALS}][^\W\d_]+(?:['’-][^\W\d_]+)*")
_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc]{3,}")
_SENTENCE_END = frozenset(".!?:…。！？\n«»“”„\"'(")


def fold(text: str) -> str:
    """Casefold, drop accents and width: two spellings of one word become the same letters."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", text.casefold()).translate(_FOLDED))


def is_unspaced(text: str) -> bool:
    """Tell whether a word is written in a script without spaces."""
    return _IS_UNSPACED.search(text) is not None


def words(text: str) -> list[str]:
    """Give a text's words in order: folded, cut to seven letters; scripts without spaces give character pairs.

    Cutting stands in for a stemmer in every language at once: 'Israelis', 'israélienne', 'israelisch' begin alike.
    """
    found: list[str] = []
    for run in whole_words(text):
        if _IS_UNSPACED.match(run):
            found.extend(run[place : place + 2] for place in range(max(1, len(run) - 1)))
        elif len(run) > 1:
            found.append(run[:_STEM_LETTERS])
    return found


def whole_words(text: str) -> list[str]:
    """Give a text's words in order, folded but whole; a run of an unspaced script is one word."""
    folded = fold(text)
    # Most texts hold no script that needs the longer and slower expression.
    return (_RUN if not folded.isascii() and _IS_ODD.search(folded) else _PLAIN_RUN).findall(folded)


def names(text: str) -> tuple[str, ...]:
    """Give the words that are written like names: capitalised inside a sentence, then those in katakana.

    Arabic, Hebrew and Indic scripts mark no names and give none.
    """
    found = []
    for match in _CASED_NAME.finditer(text):
        word, before = match.group(), text[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:]
        if len(word) >= _SHORTEST_NAME and before not in _SENTENCE_END and before:
            found.append(word)
    found.extend(_KATAKANA.findall(text))
    return tuple(found)


def numbers(text: str) -> tuple[str, ...]:
    """Give the numbers of a text in order, as plain decimals: '1,200' -> '1200', '٣٫٥' -> '3.5', '52万' -> '520000'."""
    plain = _western_digits(unicodedata.normalize("NFKC", text))
    found = []
    for match in _NUMBER.finditer(plain):
        number = _GROUPED.sub("", match.group()).replace(",", ".").replace("\u066b", ".")
        scale = _SCALE.match(plain, match.end())
        if scale is not None:
            power = int((scale.lastgroup or "n0")[1:])
            number = _scaled(number, power)
        found.append(number)
    return tuple(found)


def _western_digits(text: str) -> str:
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit.group())), text)


def _scaled(number: str, power: int) -> str:
    whole, _, fraction = number.partition(".")
    digits = (whole + fraction.ljust(power, "0"))[: len(whole) + max(power, len(fraction))]
    return digits[: len(whole) + power].lstrip("0") or "0"
