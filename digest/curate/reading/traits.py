"""What an article can be compared by: an article in; its words, names, numbers and places out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from digest.curate.reading.places import find_places
from digest.curate.reading.romanise import romanise, skeleton
from digest.curate.reading.tokens import fold, is_unspaced, names, numbers, whole_words
from digest.model import Article

_LETTERS = 1500
"""What is read of an article: news says what happened first, and long texts come to resemble everything."""
_STEM = 6
_SHORT_SKELETON, _SKELETON, _GRAM = 3, 6, 3
_HEAD_LETTERS = 400


@dataclass(frozen=True, slots=True)
class Traits:
    """Comparable tokens of four families, in the order of the text, repeats included.

    `words` are romanised and cut to six letters (pairs of characters in unspaced scripts), `names` are consonant
    skeletons, `numbers` plain decimals of two digits or more, `places` codes of countries and cities.
    """

    words: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    places: tuple[str, ...]
    length: int
    """How many words were read."""


def comparable_text(article: Article) -> str:
    """Give the part of an article that is compared: title, standfirst and the beginning of the body."""
    parts = (article.title, article.standfirst, *article.body)
    return ". ".join(part for part in islice(parts, 40) if part)[:_LETTERS]


def read_traits(article: Article) -> Traits:
    """Read an article's traits."""
    text = comparable_text(article)
    found = tuple(romanise(word)[:_STEM] for word in _units(text))
    return Traits(
        words=tuple(word for word in found if len(word) > 1),
        names=tuple(_skeletons(text)),
        numbers=tuple(number for number in numbers(text) if len(number) > 1),
        places=find_places(text, article.language),
        length=len(found),
    )


def surface_forms(article: Article) -> dict[str, str]:
    """Give for each word and name token of an article the word as its text has it."""
    forms: dict[str, str] = {}
    text = comparable_text(article)
    for word in _units(text):
        forms.setdefault(romanise(word)[:_STEM], word)
    for name in names(text):
        forms.setdefault(skeleton(fold(name))[:_SKELETON], name)
    return forms


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
    for word in map(fold, names(text)) if is_cased else whole_words(text):
        bones = skeleton(word)
        if is_unspaced(word):
            yield from (bones[place : place + _GRAM] for place in range(len(bones) - _GRAM + 1))
        elif len(bones) >= _SHORT_SKELETON and bones.isalpha():
            yield bones[:_SKELETON]
