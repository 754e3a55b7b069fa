"""What an article can be compared by: an article in; its hashed words, names, numbers, places and letters out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np
import numpy.typing as npt

from digest.curate.reading.hashing import hash_token
from digest.curate.reading.places import find_places, known_places
from digest.curate.reading.romanise import romanise, skeleton
from digest.curate.reading.tokens import fold, is_unspaced, whole_words
from digest.curate.reading.tokens import names as find_names
from digest.curate.reading.tokens import numbers as find_numbers
from digest.model import Article

Hashes = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.uint8]

_LETTERS = 1500
"""What is read of an article: news says what happened first, and long texts come to resemble everything."""
_STEM = 6
_SHORT_SKELETON, _SKELETON, _GRAM = 3, 6, 3
_HEAD_LETTERS = 400
_TITLE_LETTERS, _TITLE_GRAM = 200, 4
_MOST = 255


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """Comparable tokens of five families: their hashes in rising order, and how often each stands there (1 to 255).

    `words` are romanised and cut to six letters (pairs of characters in unspaced scripts), `names` are consonant
    skeletons, `numbers` plain decimals of two digits or more, `places` codes of countries and cities, `grams` four
    letters in a row of the title's words. Made once per article: the arrays are all that a store must keep.
    """

    words: Hashes
    word_counts: Counts
    title_counts: Counts
    """How often each of `words` stands in the title: 0 to 255."""
    names: Hashes
    name_counts: Counts
    numbers: Hashes
    number_counts: Counts
    places: Hashes
    place_counts: Counts
    grams: Hashes
    gram_counts: Counts
    length: int
    """How many words were read."""


def comparable_text(article: Article) -> str:
    """Give the part of an article that is compared: title, standfirst and the beginning of the body."""
    parts = (article.title, article.standfirst, *article.body)
    return ". ".join(part[:_LETTERS] for part in islice(parts, 40) if part)[:_LETTERS]


def meaning_text(article: Article) -> str:
    """Give the text whose embedding stands for an article: what is compared of it."""
    return comparable_text(article)


def read_traits(article: Article) -> Traits:
    """Read an article's traits: time and size are bounded, however long it is."""
    text = comparable_text(article)
    codes = [_stem_code(unit) for unit in _units(text)]
    words, word_counts = _count(filter(None, codes))
    in_title = Counter(_stem_code(unit) for unit in _units(article.title[:_TITLE_LETTERS]))
    name_codes, name_counts = _count(map(hash_token, _skeletons(text)))
    number_codes, number_counts = _count(hash_token(number) for number in find_numbers(text) if len(number) > 1)
    place_codes, place_counts = _count(map(hash_token, find_places(text, article.language)))
    gram_codes, gram_counts = _count(
        gram for word in whole_words(article.title[:_TITLE_LETTERS]) for gram in _gram_codes(word)
    )
    return Traits(
        words=words,
        word_counts=word_counts,
        title_counts=np.array([min(in_title[word], _MOST) for word in words.tolist()], dtype=np.uint8),
        names=name_codes,
        name_counts=name_counts,
        numbers=number_codes,
        number_counts=number_counts,
        places=place_codes,
        place_counts=place_counts,
        grams=gram_codes,
        gram_counts=gram_counts,
        length=len(codes),
    )


def surface_forms(
    article: Article, *, words: AbstractSet[int], names: AbstractSet[int], numbers: AbstractSet[int]
) -> dict[int, str]:
    """Give for some hashed tokens of an article how its text has them.

    Only the title and the first lines are read where they hold any of the tokens: a person needs a few, not all.
    """
    text = comparable_text(article)
    forms: dict[int, str] = {}
    for part in (text[:_HEAD_LETTERS], text):
        if words:
            forms.update((code, unit) for unit in _units(part) if (code := _stem_code(unit)) in words)
        if names:
            forms.update((code, name) for name in find_names(part) if (code := _name_code(name)) in names)
        if numbers:
            forms.update((code, number) for number in find_numbers(part) if (code := hash_token(number)) in numbers)
        if forms:
            break
    return forms


def place_of(code: int) -> str:
    """Give the code of the place that a hashed token stands for, "" for none."""
    return _hashed_places().get(code, "")


@lru_cache(maxsize=1)
def _hashed_places() -> dict[int, str]:
    return {hash_token(place): place for place in known_places()}


@lru_cache(maxsize=1 << 16)
def _name_code(name: str) -> int:
    return hash_token(skeleton(fold(name))[:_SKELETON])


def _count(codes: Iterable[int]) -> tuple[Hashes, Counts]:
    counted = Counter(codes)
    hashes = sorted(counted)
    counts = (min(counted[code], _MOST) for code in hashes)
    return np.array(hashes, dtype=np.uint64), np.fromiter(counts, dtype=np.uint8, count=len(hashes))


@lru_cache(maxsize=1 << 18)
def _stem_code(unit: str) -> int:
    """Give the hash of a word's stem, 0 for a word of less than two letters."""
    stem = romanise(unit)[:_STEM]
    return hash_token(stem) if len(stem) > 1 else 0


@lru_cache(maxsize=1 << 17)
def _gram_codes(word: str) -> tuple[int, ...]:
    """Give the hashes of a word's runs of four letters, its ends marked, so that its parts and its forms meet."""
    marked = f"_{romanise(word)}_"
    return tuple(hash_token(marked[at : at + _TITLE_GRAM]) for at in range(max(1, len(marked) - _TITLE_GRAM + 1)))


def _units(text: str) -> Iterator[str]:
    mixed = is_unspaced(text)
    for word in whole_words(text):
        if mixed and is_unspaced(word):
            yield from (word[place : place + 2] for place in range(max(1, len(word) - 1)))
        elif len(word) > 2:  # noqa: PLR2004 - shorter words are articles and particles almost everywhere
            yield word


def _skeletons(text: str) -> Iterator[str]:
    """Give the skeletons of names; scripts that mark no names give those of all their words."""
    head = text[:_HEAD_LETTERS]
    is_cased = any(map(str.isupper, head)) and not is_unspaced(head)
    for word in map(fold, find_names(text)) if is_cased else whole_words(text):
        bones = skeleton(word)
        if is_unspaced(word):
            yield from (bones[place : place + _GRAM] for place in range(len(bones) - _GRAM + 1))
        elif len(bones) >= _SHORT_SKELETON and bones.isalpha():
            yield bones[:_SKELETON]
