"""What an article can be compared by across languages: an article in, five families of hashed tokens out.

Letters are groups of four of the text in Latin letters, bones groups of four of its consonant skeletons (names in any
script meet here), concepts those of the lexicon, numbers and places those of `numbers` and `places`. Read once for an
article, when it is collected; a record is a few kilobytes of plain arrays and can be stored as bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from zlib import crc32

import numpy as np
import numpy.typing as npt

from digest.curate.reading.lexicon import find_concepts
from digest.curate.reading.numbers import read_numbers
from digest.curate.reading.places import find_places
from digest.curate.reading.romanise import romanise, skeleton
from digest.curate.reading.tokens import INDIC, UNSPACED
from digest.curate.reading.traits import comparable_text
from digest.model import Article

Hashes = npt.NDArray[np.uint32]

FAMILIES: Final = ("letters", "bones", "concepts", "numbers", "places")

_MARKS = f"\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u200c{INDIC}"
"""Accents, vowel points and the vowel signs of India: parts of a word that are no letters to `re`."""
_WORD = re.compile(
    rf"[^\W\d_{UNSPACED}](?:[^\W\d_{UNSPACED}]|[{_MARKS}])*"
    r"|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+|[\u30a0-\u30ff]+|[\u3040-\u309f]+"
    r"|[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]+"
)
_NOT_LETTERS = re.compile("[^a-z]+")
_GRAM, _EDGE, _SIGNS = 4, b"`", 27
"""Groups of four signs: 26 letters, and the edge of a word, which ASCII has just before them."""
GRAMS: Final = _SIGNS**_GRAM
"""Codes of letters and bones are below this."""
_SHORTEST, _LONGEST_SKELETON = 2, 14


@dataclass(frozen=True, slots=True, eq=False)
class Crossing:
    """Comparable tokens of one article, as numbers that are the same on every machine and day.

    `letters` and `bones` are codes below GRAMS, sorted, each once; the others are 32-bit hashes in the order of the
    text, repeats included. All arrays are one-dimensional.
    """

    language: str
    """Two letters, small; "" when nobody knows."""
    letters: Hashes
    bones: Hashes
    concepts: Hashes
    numbers: Hashes
    places: Hashes


def read_crossing(article: Article) -> Crossing:
    """Read what an article can be compared by across languages."""
    text = crossing_text(article)
    language = article.language.partition("-")[0].lower()
    normal = unicodedata.normalize("NFKC", text).lower()
    words = [_NOT_LETTERS.sub("", romanise(word)) for word in _WORD.findall(normal)]
    words = [word for word in words if len(word) >= _SHORTEST]
    return Crossing(
        language=language,
        letters=_grams(words),
        bones=_grams(skeleton(word)[:_LONGEST_SKELETON] for word in words),
        concepts=_hashes(find_concepts(text, language)),
        numbers=_hashes(read_numbers(text, language)),
        places=_hashes(find_places(text, language)),
    )


def crossing_text(article: Article) -> str:
    """Give the part of an article that is compared; what no encoding can hold (lone surrogates) becomes '?'."""
    return comparable_text(article).encode("utf-8", "replace").decode()


def _grams(words: Iterable[str]) -> Hashes:
    """Give the groups of four letters of each word, its edges included: 'gaza' -> _gaz, gaza, aza_."""
    packed = _EDGE + (_EDGE + _EDGE).join(word.encode("ascii") for word in words) + _EDGE
    letters = np.frombuffer(packed, dtype=np.uint8).astype(np.uint32) - _EDGE[0]
    if letters.size < _GRAM:
        return np.zeros(0, dtype=np.uint32)
    edges = letters == 0
    between = edges[:-1] & edges[1:]
    inside = ~(between[:-2] | between[1:-1] | between[2:])
    grams = ((letters[:-3] * _SIGNS + letters[1:-2]) * _SIGNS + letters[2:-1]) * _SIGNS + letters[3:]
    return np.unique(grams[inside])


def _hashes(tokens: Iterable[str]) -> Hashes:
    return np.array([crc32(token.encode()) for token in tokens], dtype=np.uint32)
