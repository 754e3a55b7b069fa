"""Any script in Latin letters: words in, plain ASCII and consonant skeletons out. Owns the package anyascii."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

_NOT_LETTERS = re.compile(r"[^a-z0-9 ]+")
_SILENT = re.compile(r"[aeiouyw]+|h")
_DIGRAPHS = (
    (re.compile(r"sch|sh|ch|tsch|tch|cz|sz|zh|ts|tz|dz|j|x"), "s"),
    (re.compile(r"ph|f|v|w"), "b"),
    (re.compile(r"th"), "t"),
    (re.compile(r"kh|ck|qu|gh|q|c|g"), "k"),
)
_CLASSES = str.maketrans({"p": "b", "d": "t", "z": "s", "r": "l"})
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=1 << 18)
def romanise(word: str) -> str:
    """Give a word in small ASCII letters and digits: 'Київ' -> 'kyiv', '台灣' -> 'taiwan'."""
    plain = word if word.isascii() else anyascii(word)
    return _NOT_LETTERS.sub("", plain.lower())


@lru_cache(maxsize=1 << 18)
def skeleton(word: str) -> str:
    """Give the consonants by which a name is known in any script: 'Нетаньяху', 'نتنياهو', 'Netanyahu' -> 'ntn'.

    Voiced and unvoiced, l and r, and the many spellings of hissing sounds fall together, because transliteration
    schools differ in just these. A word that begins with a vowel keeps an 'a' in front.
    """
    plain = romanise(word)
    head = "a" if plain[:1] in set("aeiouyw") else ""
    for pattern, letter in _DIGRAPHS:
        plain = pattern.sub(letter, plain)
    return head + _DOUBLED.sub(r"\1", _SILENT.sub("", plain).translate(_CLASSES))
